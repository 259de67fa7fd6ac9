//! Decoding a document into its Go type: fields of the wrong type stop kubeadm, unknown ones only make it warn.

use kube::Tree;

use super::documents::DocumentName;
use super::shape::{CLUSTER, INIT, Kind, Shape};
use super::{Refusal, go_text};

/// Checks a document against its type and gives it back as Go has it then: of a key given twice the last.
pub(super) fn decode(tree: &Tree, name: &DocumentName, warnings: &mut Vec<String>) -> Result<Tree, Refusal> {
    let shape = if name.kind == "InitConfiguration" { &INIT } else { &CLUSTER };
    let version = version_number(&name.version);
    let mut decoder = Decoder { version, api: &name.version, unknown: Vec::new(), mistyped: None };
    let decoded = decoder.structure(tree, shape, shape, "");
    if let Some(key) = tree.first_duplicate() {
        decoder.unknown.insert(0, format!("key {key:?} already set in map"));
    }
    if !decoder.unknown.is_empty() {
        let problems = decoder.unknown.join(", ");
        warnings.push(format!("error unmarshaling configuration {name:?}: strict decoding error: {problems}"));
    }
    decoded.and_then(|()| decoder.mistyped.map_or(Ok(()), Err)).map_err(Refusal::plain)?;
    Ok(tree.clone())
}

fn version_number(version: &str) -> u8 {
    match version {
        "v1" => 5,
        _ => version.strip_prefix("v1beta").and_then(|number| number.parse().ok()).unwrap_or_default(),
    }
}

/// Decodes as encoding/json does: of fields of the wrong type the first is kept and the rest still decoded; a field
/// that decodes itself (a duration) stops at once.
struct Decoder<'a> {
    version: u8,
    api: &'a str,
    unknown: Vec<String>,
    mistyped: Option<String>,
}

impl Decoder<'_> {
    fn structure(&mut self, tree: &Tree, shape: &Shape, parent: &Shape, path: &str) -> Result<(), String> {
        let Tree::Mapping(entries) = tree else {
            self.expect(matches!(tree, Tree::Null), tree, parent, path, &format!("{}.{}", self.api, shape.name));
            return Ok(());
        };
        // YAML becomes JSON with sorted keys before it is decoded.
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        crate::order::sort(&mut keys);
        keys.dedup();
        for key in keys {
            let here = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            match (shape.field(key, self.version), tree.get(key)) {
                (Some(field), Some(value)) => self.value(value, field.kind, shape, &here)?,
                _ => self.unknown.push(format!("unknown field {here:?}")),
            }
        }
        Ok(())
    }

    fn value(&mut self, tree: &Tree, kind: Kind, shape: &Shape, path: &str) -> Result<(), String> {
        if tree.is_null() {
            return Ok(());
        }
        match kind {
            Kind::Str => self.expect(matches!(tree, Tree::Text(_)), tree, shape, path, "string"),
            Kind::Bool => self.expect(matches!(tree, Tree::Boolean(_)), tree, shape, path, "bool"),
            Kind::Int32 => self.int32(tree, shape, path),
            Kind::Duration => return self.duration(tree, shape, path),
            Kind::Time => self.expect(matches!(tree, Tree::Text(_)), tree, shape, path, "string"),
            Kind::StringList => match tree {
                Tree::Sequence(elements) => {
                    for element in elements.iter().filter(|element| !element.is_null()) {
                        self.expect(matches!(element, Tree::Text(_)), element, shape, path, "string");
                    }
                }
                _ => self.expect(false, tree, shape, path, "[]string"),
            },
            Kind::StringMap => self.map(tree, shape, path, "string", |value| matches!(value, Tree::Text(_))),
            Kind::BoolMap => self.map(tree, shape, path, "bool", |value| matches!(value, Tree::Boolean(_))),
            Kind::AnyMap => self.map(tree, shape, path, "interface {}", |_| true),
            Kind::Struct(inner) => return self.structure(tree, inner, shape, path),
            Kind::List(inner) => match tree {
                Tree::Sequence(elements) => {
                    for element in elements {
                        self.structure(element, inner, shape, path)?;
                    }
                }
                _ => self.expect(false, tree, shape, path, &format!("[]{}.{}", self.api, inner.name)),
            },
        }
        Ok(())
    }

    fn map(&mut self, tree: &Tree, shape: &Shape, path: &str, element: &str, fits: fn(&Tree) -> bool) {
        match tree {
            Tree::Mapping(entries) => {
                for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
                    self.expect(fits(value), value, shape, &format!("{path}.{key}"), element);
                }
            }
            _ => self.expect(false, tree, shape, path, &format!("map[string]{element}")),
        }
    }

    fn int32(&mut self, tree: &Tree, shape: &Shape, path: &str) {
        match tree {
            Tree::Number(text) if text.parse::<i32>().is_err() => {
                self.note(&format!("number {text}"), shape, path, "int32");
            }
            _ => self.expect(matches!(tree, Tree::Number(_)), tree, shape, path, "int32"),
        }
    }

    fn duration(&self, tree: &Tree, shape: &Shape, path: &str) -> Result<(), String> {
        match tree {
            Tree::Text(text) => go_text::parse_duration(text).map(|_| ()),
            _ => Err(mistyped(tree.json_kind(), shape, path, "string")),
        }
    }

    fn expect(&mut self, fits: bool, tree: &Tree, shape: &Shape, path: &str, wanted: &str) {
        if !fits {
            self.note(tree.json_kind(), shape, path, wanted);
        }
    }

    fn note(&mut self, found: &str, shape: &Shape, path: &str, wanted: &str) {
        self.mistyped.get_or_insert_with(|| mistyped(found, shape, path, wanted));
    }
}

fn mistyped(found: &str, shape: &Shape, path: &str, wanted: &str) -> String {
    format!("json: cannot unmarshal {found} into Go struct field {}.{path} of type {wanted}", shape.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(yaml: &str) -> (Result<(), String>, Vec<String>) {
        let tree = kube::kubeconfig::go_document(yaml.as_bytes()).unwrap();
        let name = DocumentName {
            group: "kubeadm.k8s.io".into(),
            version: "v1beta4".into(),
            kind: "ClusterConfiguration".into(),
        };
        let mut warnings = Vec::new();
        (decode(&tree, &name, &mut warnings).map(|_| ()).map_err(|refusal| refusal.text), warnings)
    }

    #[test]
    fn a_field_of_the_wrong_type_stops_and_an_unknown_one_warns() {
        for (yaml, error) in [
            (
                "clusterName: [a]",
                Some(
                    "json: cannot unmarshal array into Go struct field ClusterConfiguration.clusterName of type string",
                ),
            ),
            (
                "networking: {serviceSubnet: 5}",
                Some(
                    "json: cannot unmarshal number into Go struct field Networking.networking.serviceSubnet of type string",
                ),
            ),
            ("certificateValidityPeriod: 1 year", Some("time: unknown unit \" year\" in duration \"1 year\"")),
            (
                "apiServer: {extraArgs: {a: b}}",
                Some(
                    "json: cannot unmarshal object into Go struct field APIServer.apiServer.extraArgs of type []v1beta4.Arg",
                ),
            ),
            ("clusterName:", None),
            ("networkin: {a: b}", None),
        ] {
            assert_eq!(decoded(yaml).0.err().as_deref(), error, "{yaml}");
        }
        let (_, warnings) = decoded("networkin: 1\netcd: {locl: 2}\n");
        assert!(
            warnings[0].ends_with("strict decoding error: unknown field \"etcd.locl\", unknown field \"networkin\"")
        );
    }
}
