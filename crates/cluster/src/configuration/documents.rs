//! Splitting a file into its documents and reading what each says it is (spec section 8.2).

use std::collections::HashSet;
use std::fmt;

use kube::Tree;

use super::Refusal;

/// Group, version and kind of a document.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct DocumentName {
    pub(super) group: String,
    pub(super) version: String,
    pub(super) kind: String,
}

/// Go's `GroupVersionKind.String`.
impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}, Kind={}", self.group, self.version, self.kind)
    }
}

/// Go's `%#v` of a GroupVersionKind.
impl fmt::Debug for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { group, version, kind } = self;
        write!(f, "schema.GroupVersionKind{{Group:{group:?}, Version:{version:?}, Kind:{kind:?}}}")
    }
}

/// A document with its name.
pub(super) struct Document {
    pub(super) name: DocumentName,
    pub(super) tree: Tree,
}

/// Reads all documents of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Refusal> {
    let mut documents = Vec::new();
    let (mut kinds, mut twice) = (HashSet::new(), Vec::new());
    for part in split(bytes) {
        let tree = kube::kubeconfig::go_document(&part)
            .map_err(|text| unmarshal_error(&format!("error converting YAML to JSON: {text}")))?;
        let name = interpret(&tree)?;
        if name.group.is_empty() || name.version.is_empty() || name.kind.is_empty() {
            return Err(Refusal::plain(format!(
                "invalid configuration for GroupVersionKind {name}: kind and apiVersion is mandatory information that \
                 must be specified"
            )));
        }
        if !kinds.insert(name.kind.clone()) {
            twice.push(format!("invalid configuration: kind {:?} is specified twice in YAML file", name.kind));
            continue;
        }
        documents.push(Document { name, tree });
    }
    Refusal::list(twice)?;
    Ok(documents)
}

/// Lines end in `\n` or `\r\n`. A line of `---` with nothing but blanks or a comment behind it ends a document; as the
/// first line of one it belongs to it.
fn split(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    let mut part: Vec<u8> = Vec::new();
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    for line in lines {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let ends = line.strip_prefix(b"---").map(<[u8]>::trim_ascii);
        if ends.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"#")) && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        part.extend_from_slice(line);
        part.push(b'\n');
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

fn unmarshal_error(text: &str) -> Refusal {
    Refusal::plain(format!("could not interpret GroupVersionKind; unmarshal error: {text}"))
}

/// `apiVersion` and `kind`.
fn interpret(tree: &Tree) -> Result<DocumentName, Refusal> {
    let json = |text: String| unmarshal_error(&format!("error unmarshaling JSON: while decoding JSON: {text}"));
    if !matches!(tree, Tree::Mapping(_) | Tree::Null) {
        let target =
            r#"struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#;
        return Err(json(format!("json: cannot unmarshal {} into Go value of type {target}", tree.json_kind())));
    }
    let field = |key: &str| match tree.get(key) {
        None | Some(Tree::Null) => Ok(""),
        Some(Tree::Text(text)) => Ok(text.as_str()),
        Some(other) => Err(json(format!(
            "json: cannot unmarshal {} into Go struct field .{key} of type string",
            other.json_kind()
        ))),
    };
    let (api_version, kind) = (field("apiVersion")?, field("kind")?);
    let (group, version) = match api_version.split('/').collect::<Vec<_>>().as_slice() {
        [version] => ("", *version),
        [group, version] => (*group, *version),
        _ => return Err(Refusal::plain(format!("unexpected GroupVersion string: {api_version}"))),
    };
    Ok(DocumentName { group: group.into(), version: version.into(), kind: kind.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_split_as_kubernetes_splits_it() {
        for (text, parts) in [
            ("", vec![]),
            ("a: 1\r\n---\r\nb: 2", vec!["a: 1\n", "b: 2\n"]),
            ("---\na: 1\n---\n", vec!["---\na: 1\n"]),
            ("# comment\n---\na: 1\n", vec!["# comment\n", "a: 1\n"]),
            ("---\n---\na: 1\n", vec!["---\n", "a: 1\n"]),
            ("a: 1\n--- # next\nb: 2\n---x\n", vec!["a: 1\n", "b: 2\n---x\n"]),
        ] {
            let found: Vec<_> = split(text.as_bytes()).into_iter().map(|p| String::from_utf8(p).unwrap()).collect();
            assert_eq!(found, parts, "{text:?}");
        }
    }
}
