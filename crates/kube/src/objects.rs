//! Kubernetes objects of a manifest: Secrets, ConfigMaps, CertificateSigningRequests, Nodes, and lists of them.

use zeroize::Zeroizing;

use crate::reading::Fields;
use crate::{ConfigMap, Node, Object, Reading, Secret, Tree, YamlError, signing_request, yaml};

/// Reads every object of a text: one or many documents, `List` kinds unfolded. Each document is read on its own.
pub fn read(text: &str) -> Vec<Result<Reading<Object>, YamlError>> {
    let mut objects = Vec::new();
    for document in yaml::documents(text) {
        match document.tree {
            Ok(tree) => objects.extend(unfold(&tree).into_iter().map(|object| Ok(from_tree(object)))),
            Err(error) => objects.push(Err(error)),
        }
    }
    objects
}

/// Whether a document is a Kubernetes object: it says both `apiVersion` and `kind`.
pub fn is_object(document: &Tree) -> bool {
    ["apiVersion", "kind"].iter().all(|key| document.get(key).and_then(Tree::as_text).is_some())
}

/// The objects in a document: the items of a `List` (or `SecretList`, `ConfigMapList` ...; lists within lists too), else
/// the document itself. Items without a kind of their own are left to [`from_tree`], which calls them other objects.
pub fn unfold(document: &Tree) -> Vec<&Tree> {
    let (mut found, mut waiting) = (Vec::new(), vec![document]);
    while let Some(tree) = waiting.pop() {
        let is_list = tree.get("kind").and_then(Tree::as_text).is_some_and(|kind| kind.ends_with("List"));
        match tree.get("items") {
            Some(Tree::Sequence(items)) if is_list => waiting.extend(items.iter().rev()),
            _ => found.push(tree),
        }
    }
    found
}

/// Reads one object. What its entries hold is embedded: `data[tls.crt]` of a Secret (decoded), `data[ca.crt]` of a
/// ConfigMap, `spec.request` and `status.certificate` of a CertificateSigningRequest.
pub fn from_tree(tree: &Tree) -> Reading<Object> {
    let mut fields = Fields::of(tree);
    let api_version = fields.text_or_empty(tree, &["apiVersion"]);
    let kind = fields.text_or_empty(tree, &["kind"]);
    let object = match (kind.as_str(), api_version.as_str()) {
        ("Secret", "v1") => Object::Secret(secret(&mut fields, tree)),
        ("ConfigMap", "v1") => Object::ConfigMap(config_map(&mut fields, tree)),
        ("Node", "v1") => Object::Node(node(&mut fields, tree)),
        ("CertificateSigningRequest", version) if version.starts_with("certificates.k8s.io/") => {
            Object::SigningRequest(signing_request::read(&mut fields, tree))
        }
        _ => Object::Other { api_version, kind, name: name(&mut fields, tree) },
    };
    fields.finish(object)
}

fn name(fields: &mut Fields, tree: &Tree) -> String {
    fields.text_or_empty(tree, &["metadata", "name"])
}

fn namespace(fields: &mut Fields, tree: &Tree) -> String {
    fields.text_or_empty(tree, &["metadata", "namespace"])
}

fn secret(fields: &mut Fields, tree: &Tree) -> Secret {
    let mut entries = Vec::new();
    for (key, value) in fields.entries(tree, &["data"]) {
        entries.push(key.clone());
        let field = format!("data[{key}]");
        match value {
            Tree::Null => {}
            Tree::Text(text) => {
                if let Some(bytes) = fields.base64(text, &field) {
                    fields.embed(field, bytes);
                }
            }
            _ => fields.wrong_type(field, "text"),
        }
    }
    // What is written in plain text here wins over the entry of the same name in `data`.
    for (key, value) in fields.entries(tree, &["stringData"]) {
        entries.push(key.clone());
        let field = format!("stringData[{key}]");
        match value {
            Tree::Null => {}
            Tree::Text(text) => fields.embed(field, Zeroizing::new(text.clone().into_bytes())),
            _ => fields.wrong_type(field, "text"),
        }
    }
    Secret {
        namespace: namespace(fields, tree),
        name: name(fields, tree),
        kind: fields.text_or_empty(tree, &["type"]),
        entries,
    }
}

fn config_map(fields: &mut Fields, tree: &Tree) -> ConfigMap {
    let mut data = Vec::new();
    for (key, value) in fields.entries(tree, &["data"]) {
        let field = format!("data[{key}]");
        match value {
            Tree::Null => data.push((key.clone(), String::new())),
            Tree::Text(text) => {
                data.push((key.clone(), text.clone()));
                fields.embed(field, Zeroizing::new(text.clone().into_bytes()));
            }
            _ => fields.wrong_type(field, "text"),
        }
    }
    for (key, value) in fields.entries(tree, &["binaryData"]) {
        let field = format!("binaryData[{key}]");
        match value.as_text().map(|text| fields.base64(text, &field)) {
            Some(Some(bytes)) => fields.embed(field, bytes),
            Some(None) => {}
            None => fields.wrong_type(field, "text"),
        }
    }
    ConfigMap { namespace: namespace(fields, tree), name: name(fields, tree), data }
}

fn node(fields: &mut Fields, tree: &Tree) -> Node {
    let addresses = fields.list(tree, &["status", "addresses"]);
    Node {
        name: name(fields, tree),
        addresses: addresses
            .iter()
            .map(|entry| (fields.text_or_empty(entry, &["type"]), fields.text_or_empty(entry, &["address"])))
            .collect(),
        kubelet_version: fields.text_or_empty(tree, &["status", "nodeInfo", "kubeletVersion"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: tls, namespace: default}
  type: kubernetes.io/tls
  data: {tls.crt: Y3J0, tls.key: '****', empty: null}
  stringData: {note: hello}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: kube-root-ca.crt}
  data: {ca.crt: pem}
  binaryData: {x: AAE=}
- apiVersion: certificates.k8s.io/v1
  kind: CertificateSigningRequest
  metadata: {name: csr-1}
  spec: {request: cmVx, signerName: kubernetes.io/kubelet-serving, usages: [server auth], expirationSeconds: 600}
  status: {certificate: Y3J0, conditions: [{type: Approved}]}
---
apiVersion: v1
kind: Node
metadata: {name: cp-1}
status: {addresses: [{type: InternalIP, address: 192.0.2.10}], nodeInfo: {kubeletVersion: v1.31.14}}
---
\tbroken
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
";

    #[test]
    fn objects_of_lists_and_documents_are_read() {
        let objects = read(LIST);
        assert_eq!(objects.len(), 6);
        let object = |index: usize| &objects[index].as_ref().unwrap().value;
        let Object::Secret(secret) = object(0) else { panic!() };
        assert_eq!(secret.entries, ["tls.crt", "tls.key", "empty", "note"]);
        let Object::ConfigMap(map) = object(1) else { panic!() };
        assert_eq!(map.data, [("ca.crt".to_owned(), "pem".to_owned())]);
        let Object::SigningRequest(request) = object(2) else { panic!() };
        assert_eq!(request.expiration_seconds, Some(600));
        assert!(request.has_condition("Approved") && request.has_certificate);
        let Object::Node(node) = object(3) else { panic!() };
        assert_eq!(node.addresses, [("InternalIP".to_owned(), "192.0.2.10".to_owned())]);
        assert!(objects[4].is_err());
        assert!(matches!(object(5), Object::Other { kind, .. } if kind == "Deployment"));
        let fields: Vec<_> =
            objects.iter().flatten().flat_map(|reading| &reading.embedded).map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "data[tls.crt]",
                "stringData[note]",
                "data[ca.crt]",
                "binaryData[x]",
                "spec.request",
                "status.certificate"
            ]
        );
        assert_eq!(objects[0].as_ref().unwrap().problems.len(), 1);
    }
}
