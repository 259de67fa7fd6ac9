//! Changing single texts of a YAML or JSON document, and nothing else: comments, order, unknown fields, line ends and
//! quotes stay as they are.
//!
//! A place is found by the events of a YAML parser, the text is changed there, and what comes out is read again: it
//! must be the same document but for the texts that were to change, or nothing is handed out.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use zeroize::Zeroizing;

use crate::{Tree, yaml};

/// A step from a value to one inside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Into a mapping, by the key; of one given twice the last, as Kubernetes reads it.
    Key(String),
    /// Into a sequence, by the index from 0.
    Index(usize),
}

/// A text that is to stand at a place. A key that is not there is added to its mapping, before the first key that
/// follows it in the alphabet.
pub struct Edit {
    /// The place, from the top of the first document.
    pub path: Vec<Step>,
    /// The text; it may be a private key.
    pub value: Zeroizing<String>,
}

/// Why a text was not edited.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// It is neither YAML nor JSON.
    #[error("neither YAML nor JSON: {reason}")]
    Syntax {
        /// What the parser said.
        reason: String,
    },
    /// It has anchors or aliases: a change in one place would change another.
    #[error("anchors or aliases, so that a change in one place would change another")]
    Anchors,
    /// There is nothing at the place, and nothing can be added there.
    #[error("no place for {path}")]
    NoPlace {
        /// The place, such as `users[0].user.client-key-data`.
        path: String,
    },
    /// The edited text would not read as it should; it was thrown away.
    #[error("cannot be edited without changing something else")]
    Unsafe,
}

/// Sets texts in the first document of `text`.
///
/// # Errors
/// [`EditError`]; the text then stays as it is.
pub fn set(text: &str, edits: &[Edit]) -> Result<Zeroizing<String>, EditError> {
    // The bounds of our reader hold for the other parser as well.
    let mut wanted = document(text)?;
    let nodes = nodes(text)?;
    let mut changes: Vec<(Range<usize>, Zeroizing<String>)> = Vec::new();
    for edit in edits {
        changes.push(change(text, &nodes, edit).ok_or_else(|| EditError::NoPlace { path: shown(&edit.path) })?);
    }
    pki::order::sort_by_key(&mut changes, |(place, _)| place.start);
    let room = changes.iter().map(|(_, new)| new.len()).sum::<usize>().saturating_add(text.len());
    let mut edited = Zeroizing::new(String::with_capacity(room));
    let mut from = 0;
    for (place, new) in &changes {
        edited.push_str(text.get(from..place.start).ok_or(EditError::Unsafe)?);
        edited.push_str(new);
        from = place.end;
    }
    edited.push_str(text.get(from..).ok_or(EditError::Unsafe)?);
    for edit in edits {
        put(&mut wanted, &edit.path, &edit.value);
    }
    let same = document(&edited).is_ok_and(|found| sorted(found) == sorted(wanted));
    if same { Ok(edited) } else { Err(EditError::Unsafe) }
}

fn document(text: &str) -> Result<Tree, EditError> {
    match yaml::documents(text).into_iter().next() {
        Some(document) => document.tree.map_err(|error| EditError::Syntax { reason: error.to_string() }),
        None => Ok(Tree::Null),
    }
}

/// Keys in the order of the alphabet: where a key was added is of no matter.
fn sorted(tree: Tree) -> Tree {
    match tree {
        Tree::Mapping(entries) => {
            let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            pki::order::sort_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
            Tree::Mapping(entries)
        }
        Tree::Sequence(elements) => Tree::Sequence(elements.into_iter().map(sorted).collect()),
        other => other,
    }
}

fn put(tree: &mut Tree, path: &[Step], value: &str) {
    let Some((step, rest)) = path.split_first() else {
        *tree = Tree::Text(value.to_owned());
        return;
    };
    match (step, tree) {
        (Step::Key(key), Tree::Mapping(entries)) => match entries.iter_mut().rev().find(|(name, _)| name == key) {
            Some((_, inner)) => put(inner, rest, value),
            None => {
                let mut inner = Tree::Null;
                put(&mut inner, rest, value);
                entries.push((key.clone(), inner));
            }
        },
        (Step::Index(index), Tree::Sequence(elements)) => {
            if let Some(inner) = elements.get_mut(*index) {
                put(inner, rest, value);
            }
        }
        _ => {}
    }
}

fn shown(path: &[Step]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            Step::Key(key) if shown.is_empty() => shown.push_str(key),
            Step::Key(key) => {
                shown.push('.');
                shown.push_str(key);
            }
            Step::Index(index) => shown.push_str(&format!("[{index}]")),
        }
    }
    shown
}

/// A value of the document, with its place in the text in bytes.
struct Node {
    path: Vec<Step>,
    place: Range<usize>,
    form: Form,
}

enum Form {
    Scalar(ScalarStyle),
    /// The keys with where each begins, and its column from 0.
    Mapping(Vec<(String, usize, usize)>),
    Sequence,
}

/// A mapping or sequence that is being read.
struct Open {
    /// Its node.
    node: usize,
    /// Of a mapping the key that was read last, until its value comes.
    key: Option<String>,
    /// Of a sequence how many elements were read.
    count: usize,
}

/// Every value of the first document.
fn nodes(text: &str) -> Result<Vec<Node>, EditError> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let offset = |mark: usize| offsets.get(mark).copied().unwrap_or(text.len());
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span): (Event<'_>, Span) =
            event.map_err(|error| EditError::Syntax { reason: error.info().to_owned() })?;
        let place = offset(span.start.index())..offset(span.end.index());
        match event {
            Event::Alias(_) => return Err(EditError::Anchors),
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if anchor != 0 =>
            {
                return Err(EditError::Anchors);
            }
            Event::Scalar(value, style, _, _) => {
                if let Some(frame) = open.last_mut()
                    && let Some(Form::Mapping(keys)) = nodes.get_mut(frame.node).map(|node| &mut node.form)
                    && frame.key.is_none()
                {
                    keys.push((value.to_string(), place.start, span.start.col()));
                    frame.key = Some(value.into_owned());
                    continue;
                }
                let path = next_path(&nodes, &mut open);
                nodes.push(Node { path, place, form: Form::Scalar(style) });
            }
            Event::SequenceStart(..) => {
                let path = next_path(&nodes, &mut open);
                open.push(Open { node: nodes.len(), key: None, count: 0 });
                nodes.push(Node { path, place, form: Form::Sequence });
            }
            Event::MappingStart(..) => {
                let path = next_path(&nodes, &mut open);
                open.push(Open { node: nodes.len(), key: None, count: 0 });
                nodes.push(Node { path, place, form: Form::Mapping(Vec::new()) });
            }
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    Ok(nodes)
}

/// The path of the value that comes next.
fn next_path(nodes: &[Node], open: &mut [Open]) -> Vec<Step> {
    let Some(frame) = open.last_mut() else { return Vec::new() };
    let Some(parent) = nodes.get(frame.node) else { return Vec::new() };
    let mut path = parent.path.clone();
    match parent.form {
        Form::Sequence => {
            path.push(Step::Index(frame.count));
            frame.count = frame.count.saturating_add(1);
        }
        // A key that is no scalar has no name, and nothing below it is ever asked for.
        _ => path.push(Step::Key(frame.key.take().unwrap_or_default())),
    }
    path
}

/// Where an edit changes the text, and to what.
fn change(text: &str, nodes: &[Node], edit: &Edit) -> Option<(Range<usize>, Zeroizing<String>)> {
    if let Some(node) = nodes.iter().rev().find(|node| node.path == edit.path) {
        let Form::Scalar(style) = node.form else { return None };
        return Some(match style {
            ScalarStyle::SingleQuoted => (node.place.clone(), quoted_once(&edit.value)),
            ScalarStyle::DoubleQuoted => (node.place.clone(), quoted_twice(&edit.value)),
            ScalarStyle::Plain => (node.place.clone(), plain(&edit.value)),
            ScalarStyle::Literal | ScalarStyle::Folded => (block(text, &node.place)?, plain(&edit.value)),
        });
    }
    let (last, above) = edit.path.split_last()?;
    let Step::Key(key) = last else { return None };
    let mapping = nodes.iter().rev().find(|node| node.path == above)?;
    let Form::Mapping(keys) = &mapping.form else { return None };
    let is_flow = text.get(mapping.place.start..).is_some_and(|rest| rest.starts_with('{'));
    let (name, value) = (quoted_twice(key), quoted_twice(&edit.value));
    let Some((_, start, column)) = keys.iter().find(|(name, ..)| name > key).or_else(|| keys.first()) else {
        let inside = mapping.place.start.checked_add(1)?;
        return is_flow.then(|| (inside..inside, Zeroizing::new(format!("{}: {}", *name, *value))));
    };
    let new = if is_flow {
        format!("{}: {}, ", *name, *value)
    } else {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        format!("{key}: {}{line_end}{}", *plain(&edit.value), " ".repeat(*column))
    };
    Some((*start..*start, Zeroizing::new(new)))
}

/// A block scalar with its sign, without the line end behind it.
fn block(text: &str, content: &Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..content.start)?;
    let sign = match text.get(content.start..)?.chars().next() {
        Some('|' | '>') => content.start,
        _ => before.rfind(['|', '>'])?,
    };
    let inside = text.get(sign..content.end)?;
    Some(sign..sign.checked_add(inside.trim_end().len())?)
}

fn quoted_once(value: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("'{}'", Zeroizing::new(value.replace('\'', "''")).as_str()))
}

/// JSON's form of a text is YAML's as well.
fn quoted_twice(value: &str) -> Zeroizing<String> {
    Zeroizing::new(serde_json::to_string(value).unwrap_or_default())
}

/// Without quotes where that is certainly a text, such as base64 or a path.
fn plain(value: &str) -> Zeroizing<String> {
    let is_text = |text: &str| {
        yaml::documents(text)
            .first()
            .is_some_and(|document| document.tree.as_ref().is_ok_and(|tree| tree.as_text() == Some(text)))
    };
    let is_simple = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=._-".contains(&byte));
    if is_simple && is_text(value) { Zeroizing::new(value.to_owned()) } else { quoted_twice(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    fn set_key(text: &str, value: &str) -> Result<String, EditError> {
        let path = vec![key("users"), Step::Index(0), key("user"), key("client-key-data")];
        set(text, &[Edit { path, value: Zeroizing::new(value.to_owned()) }]).map(|edited| edited.to_string())
    }

    #[test]
    fn only_the_text_changes() {
        for (form, before, after) in [
            (
                "block",
                "# mine\nusers:\n- name: a # kept\n  user:\n    client-key-data: T0xE\n    extra: {b: [1, 2]}\nkind: Config\n",
                "# mine\nusers:\n- name: a # kept\n  user:\n    client-key-data: TkVX\n    extra: {b: [1, 2]}\nkind: Config\n",
            ),
            (
                "carriage returns and a comment behind",
                "users:\r\n  - user:\r\n      client-key-data: T0xE   # old\r\n    name: a\r\n",
                "users:\r\n  - user:\r\n      client-key-data: TkVX   # old\r\n    name: a\r\n",
            ),
            (
                "JSON",
                r#"{"users": [{"name": "a", "user": {"client-key-data": "T0xE", "x": null}}]}"#,
                r#"{"users": [{"name": "a", "user": {"client-key-data": "TkVX", "x": null}}]}"#,
            ),
            (
                "single quotes",
                "users: [{user: {client-key-data: 'T0xE'}}]\n",
                "users: [{user: {client-key-data: 'TkVX'}}]\n",
            ),
            (
                "several lines",
                "users:\n- user:\n    client-key-data: |\n      T0\n      xE\n    token: t\n  name: ä\n",
                "users:\n- user:\n    client-key-data: TkVX\n    token: t\n  name: ä\n",
            ),
            (
                "letters outside ASCII before it",
                "users:\n- name: Müller 用户\n  user:\n    client-key-data: T0xE\n",
                "users:\n- name: Müller 用户\n  user:\n    client-key-data: TkVX\n",
            ),
            (
                "a key that is not there",
                "users:\n- name: a\n  user:\n    client-certificate-data: QQ==\n    token: t\n",
                "users:\n- name: a\n  user:\n    client-certificate-data: QQ==\n    client-key-data: TkVX\n    token: t\n",
            ),
            (
                "the same in JSON",
                r#"{"users":[{"user":{"token":"t"}}]}"#,
                r#"{"users":[{"user":{"client-key-data": "TkVX", "token":"t"}}]}"#,
            ),
            ("an empty mapping", "users:\n- user: {}\n", "users:\n- user: {\"client-key-data\": \"TkVX\"}\n"),
            (
                "a second document",
                "users:\n- user:\n    client-key-data: T0xE\n---\nusers: other\n",
                "users:\n- user:\n    client-key-data: TkVX\n---\nusers: other\n",
            ),
        ] {
            assert_eq!(set_key(before, "TkVX").as_deref(), Ok(after), "{form}");
        }
    }

    #[test]
    fn what_cannot_be_edited_safely_is_refused() {
        let anchors = "users:\n- user: &a\n    client-key-data: T0xE\n- user: *a\n";
        assert_eq!(set_key(anchors, "TkVX"), Err(EditError::Anchors));
        assert!(matches!(set_key("users: [", "TkVX"), Err(EditError::Syntax { .. })));
        for nowhere in
            ["users: []\n", "users:\n- name: a\n", "", "- a\n", "users:\n- user:\n    client-key-data: {a: b}\n"]
        {
            assert!(matches!(set_key(nowhere, "TkVX"), Err(EditError::NoPlace { .. })), "{nowhere:?}");
        }
    }

    #[test]
    fn a_text_that_could_be_taken_for_something_else_is_quoted() {
        let text = "users:\n- user:\n    client-key-data: a\n";
        for value in ["true", "12", "null", "a: b", "", "# c", "'"] {
            let edited = set_key(text, value).unwrap();
            let tree = document(&edited).unwrap();
            let found = tree.at(&["users"]).unwrap().elements()[0].at(&["user", "client-key-data"]);
            assert_eq!(found.and_then(Tree::as_text), Some(value), "{edited}");
        }
    }
}
