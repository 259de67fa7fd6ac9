//! YAML and JSON text to documents, each on its own, within bounds that are checked before a parser runs.

use serde::de::DeserializeSeed;

use crate::Tree;
use crate::tree::Budget;

/// Nesting that no Kubernetes file reaches. serde_yaml_ng stops at 128 levels, but its scanner looks at every open
/// bracket for every token it reads, so thousands of open brackets have to be refused before it starts.
const OPEN_BRACKETS: usize = 1_000;

/// Marks that make a token of their own (line ends, commas, colons) in one document: its events are all held in memory.
const TOKENS: usize = 2_000_000;

/// Open brackets that the scanner may look at in all, so that neither many brackets nor many tokens make it slow.
const LOOKS: usize = 100_000_000;

/// Documents of one file.
const DOCUMENTS: usize = 50_000;

/// `%TAG` directives are compared each with each.
const DIRECTIVES: usize = 64;

/// One document of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The line of the file it begins on, from 1.
    pub line: u32,
    /// What it says, or why it could not be read.
    pub tree: Result<Tree, YamlError>,
}

/// Why a document could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum YamlError {
    /// It is not well-formed.
    #[error("{problem}")]
    Syntax {
        /// What the parser said, without the place.
        problem: String,
        /// The line of the file, from 1.
        line: Option<u32>,
    },
    /// Aliases, depth or size beyond what is safe to unfold.
    #[error("more aliases, depth or tokens than is safe to unfold")]
    Bomb,
}

/// The documents of a text, split at lines that begin with `---` as Kubernetes' own reader splits them, so that a
/// broken document costs itself alone. Documents without content (nothing, or comments) are left out.
pub fn documents(text: &str) -> Vec<Document> {
    let parts = split(text);
    if parts.len() > DOCUMENTS {
        return vec![Document { line: 1, tree: Err(YamlError::Bomb) }];
    }
    parts
        .into_iter()
        .filter(|(_, part)| part.lines().any(has_content))
        .map(|(line, part)| Document { line, tree: parse(part, line) })
        .filter(|document| document.tree != Ok(Tree::Null))
        .collect()
}

fn has_content(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}').trim();
    !line.is_empty() && !line.starts_with('#')
}

/// The parts between lines that begin with `---`, each with its line number. What stands behind the dashes on their
/// own line belongs to the part that begins there.
fn split(text: &str) -> Vec<(u32, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut start_line, mut offset, mut number) = (0, 1_u32, 0, 0_u32);
    for line in text.split_inclusive('\n') {
        number = number.saturating_add(1);
        let rest = line.strip_prefix("---");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) && offset > start {
            parts.push((start_line, text.get(start..offset).unwrap_or_default()));
            (start, start_line) = (offset, number);
        }
        offset += line.len();
    }
    parts.push((start_line, text.get(start..).unwrap_or_default()));
    parts
}

fn parse(text: &str, first_line: u32) -> Result<Tree, YamlError> {
    if text.trim_start().starts_with(['{', '['])
        && let Some(tree) = json(text)
    {
        return Ok(tree);
    }
    first_document(text.as_bytes()).map_err(|failure| match failure {
        Failure::Bomb => YamlError::Bomb,
        Failure::Parser(error) => YamlError::Syntax {
            line: error
                .location()
                .and_then(|place| u32::try_from(place.line()).ok())
                .map(|line| line.saturating_add(first_line).saturating_sub(1)),
            problem: problem_alone(&error.to_string()),
        },
    })
}

/// JSON by a JSON parser: YAML's refuses the surrogate pairs that JSON writers use. `None` when it is not JSON.
fn json(text: &str) -> Option<Tree> {
    let budget = Budget::of_input(text.len());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = budget.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(tree)
}

/// Why [`first_document`] failed.
pub(crate) enum Failure {
    Bomb,
    Parser(serde_yaml_ng::Error),
}

/// The first document of a text in any encoding that YAML knows; what follows it is not looked at, as in Go's YAML.
pub(crate) fn first_document(text: &[u8]) -> Result<Tree, Failure> {
    if !is_bounded(text) {
        return Err(Failure::Bomb);
    }
    let budget = Budget::of_input(text.len());
    let Some(document) = serde_yaml_ng::Deserializer::from_slice(text).next() else { return Ok(Tree::Null) };
    budget.deserialize(document).map_err(|error| {
        let text = if budget.is_spent() { String::new() } else { error.to_string() };
        let bomb = text.is_empty()
            || text.starts_with("repetition limit exceeded")
            || text.starts_with("recursion limit exceeded");
        if bomb { Failure::Bomb } else { Failure::Parser(error) }
    })
}

fn is_bounded(text: &[u8]) -> bool {
    let (mut open, mut tokens, mut directives, mut looks) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut line_start = true;
    for &byte in text {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'\n' | b',' | b':' | b'?' | b'-' | b'&' | b'*' => {
                tokens += 1;
                looks = looks.saturating_add(open);
            }
            b'%' if line_start => directives += 1,
            _ => {}
        }
        line_start = byte == b'\n';
        if open > OPEN_BRACKETS || tokens > TOKENS || directives > DIRECTIVES || looks > LOOKS {
            return false;
        }
    }
    true
}

/// `did not find expected ',' or ']' at line 2 column 1, while parsing ...` without the place, which is told apart.
pub(crate) fn problem_alone(text: &str) -> String {
    let marks = [" at line ", " at position ", ", while "];
    let end = marks.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn trees(text: &str) -> Vec<Result<Tree, YamlError>> {
        documents(text).into_iter().map(|document| document.tree).collect()
    }

    #[test]
    fn documents_are_split_and_a_broken_one_costs_itself_alone() {
        let text = "# only a comment\n---\na: 1\n---\nb: [\n--- # third\nc: yes\n---\n";
        let found = documents(text);
        assert_eq!(found.iter().map(|d| d.line).collect::<Vec<_>>(), [2, 4, 6]);
        assert_eq!(found[0].tree.as_ref().unwrap().get("a"), Some(&Tree::Number("1".into())));
        assert_eq!(
            found[1].tree,
            Err(YamlError::Syntax { problem: "did not find expected node content".into(), line: Some(6) })
        );
        assert_eq!(found[2].tree.as_ref().unwrap().get("c"), Some(&Tree::Text("yes".into())));
    }

    #[test]
    fn empty_texts_have_no_document() {
        for text in ["", "\n", "---\n", "---\n---\n", "# comment\n", "~\n"] {
            assert_eq!(documents(text), [], "{text:?}");
        }
    }

    #[test]
    fn of_a_key_given_twice_the_last_counts_and_the_place_is_known() {
        let found = trees("a: {b: 1, b: 2}\n");
        let tree = found[0].as_ref().unwrap();
        assert_eq!(tree.at(&["a", "b"]), Some(&Tree::Number("2".into())));
        assert_eq!(tree.first_duplicate().as_deref(), Some("a.b"));
    }

    #[test]
    fn tags_aliases_and_json_are_read() {
        let found = trees("a: !foo\nb: !bar text\nc: &x {d: 1}\ne: *x\n");
        let tree = found[0].as_ref().unwrap();
        assert_eq!(tree.get("a"), Some(&Tree::Text(String::new())));
        assert_eq!(tree.get("b"), Some(&Tree::Text("text".into())));
        assert_eq!(tree.get("c"), tree.get("e"));
        let found = trees("{\"a\": \"\\ud83d\\ude00\\/\",\t\"b\": [true, null, -1]}");
        assert_eq!(found[0].as_ref().unwrap().get("a"), Some(&Tree::Text("😀/".into())));
    }

    #[test]
    fn bombs_are_refused_quickly() {
        let laughs = (1..40).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, level| {
            let alias = format!("*a{}", level - 1);
            text + &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(","))
        });
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), ["*a"; 50_000].join(","));
        let cases = [
            ("billion laughs", laughs),
            ("a long text many times", long),
            ("open brackets", "[".repeat(16 << 20)),
            ("open braces", "{a: ".repeat(4 << 20)),
            ("nested dashes", "- ".repeat(100_000)),
            ("an anchor within itself", "a: &a [*a, *a]\n".to_owned()),
            ("directives", "%TAG !a! b\n".repeat(100_000)),
            ("many tokens within many brackets", format!("{}{}", "[".repeat(990), "1,".repeat(1_900_000))),
            ("documents", "a: 1\n---\n".repeat(100_000)),
            ("commas", format!("[{}]", ",".repeat(8 << 20))),
        ];
        for (name, text) in cases {
            let start = Instant::now();
            let found = documents(&text);
            assert_eq!(found.first().map(|d| &d.tree), Some(&Err(YamlError::Bomb)), "{name}");
            assert!(start.elapsed().as_secs() < 20, "{name} took {:?}", start.elapsed());
        }
    }
}
