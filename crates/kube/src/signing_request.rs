//! CertificateSigningRequests of `certificates.k8s.io`: read, written, and given their certificate (spec section 9.1).

use base64::Engine;
use serde_json::{Map, Value};

use crate::reading::{BASE64, Fields};
use crate::{SigningRequest, SigningRequestCondition, Tree, YamlError, objects, yaml};

/// The group of the API.
const GROUP: &str = "certificates.k8s.io/";
/// The kind.
const KIND: &str = "CertificateSigningRequest";

/// A CertificateSigningRequest that is to be created.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewSigningRequest<'a> {
    /// `metadata.name`.
    pub name: &'a str,
    /// `spec.signerName`.
    pub signer_name: &'a str,
    /// The request as PEM.
    pub request: &'a str,
    /// `spec.usages`.
    pub usages: &'a [String],
    /// `spec.expirationSeconds`, known to the API from 1.22 on.
    pub expiration_seconds: Option<i64>,
}

/// Why a certificate cannot be placed in a manifest.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// No document of the text is a request of that name; the first that cannot be read is told, if there is one.
    #[error("no CertificateSigningRequest {name:?}")]
    NotFound {
        /// The name that was looked for.
        name: String,
        /// Why the first broken document could not be read.
        broken: Option<YamlError>,
    },
    /// It holds another certificate already, and the API lets none be changed.
    #[error("the CertificateSigningRequest {name:?} holds a certificate already")]
    Issued {
        /// Its name.
        name: String,
    },
    /// It cannot be written.
    #[error("the CertificateSigningRequest {name:?} cannot be written")]
    Unwritable {
        /// Its name.
        name: String,
    },
}

/// The manifest for `kubectl create -f`, as YAML: the request on one line of base64 (spec section 9.1).
pub fn write(new: &NewSigningRequest<'_>) -> String {
    let expiration = new.expiration_seconds.map(|seconds| format!("  expirationSeconds: {seconds}\n"));
    let usages: String = new.usages.iter().map(|usage| format!("  - {}\n", scalar(usage))).collect();
    let usages = if usages.is_empty() { "  usages: []\n".to_owned() } else { format!("  usages:\n{usages}") };
    format!(
        "apiVersion: {GROUP}v1\nkind: {KIND}\nmetadata:\n  name: {name}\nspec:\n  request: {request}\n  signerName: \
         {signer}\n{expiration}{usages}",
        name = scalar(new.name),
        request = BASE64.encode(new.request),
        signer = scalar(new.signer_name),
        expiration = expiration.unwrap_or_default(),
    )
}

/// A text as a scalar of YAML: plain where no reader, of YAML 1.1 or 1.2, can take it for anything but a text; else as
/// a JSON string, which every YAML reader knows.
fn scalar(text: &str) -> String {
    const TAKEN: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ' ' | '.' | '/' | '-');
    let is_plain = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(inner)
        && !text.ends_with(' ')
        && !TAKEN.contains(&text);
    if is_plain { text.to_owned() } else { Value::from(text).to_string() }
}

/// The object of that name, alone or out of a List, of a YAML or JSON text, with a certificate placed in
/// `status.certificate`; all else in it stays as it is, in its order.
///
/// It is written as JSON, which `kubectl replace --raw` sends to the API server as it is, and which every reader of
/// YAML takes too. Of objects of one name the last counts, as with `kubectl apply`.
///
/// # Errors
/// There is no such object, or it holds another certificate.
pub fn with_certificate(text: &str, name: &str, pem: &str) -> Result<String, PlaceError> {
    let mut broken = None;
    let mut found = None;
    let documents = yaml::documents(text);
    for document in &documents {
        match &document.tree {
            Ok(tree) => found = objects::unfold(tree).into_iter().rfind(|object| is_named(object, name)).or(found),
            Err(error) => broken = broken.or_else(|| Some(error.clone())),
        }
    }
    let Some(object) = found else { return Err(PlaceError::NotFound { name: name.to_owned(), broken }) };
    let mut value = json(object);
    let encoded = BASE64.encode(pem);
    if let Some(object) = value.as_object_mut() {
        let status = object.entry("status").or_insert_with(|| Value::Object(Map::new()));
        if !status.is_object() {
            *status = Value::Object(Map::new());
        }
        let certificate = status.get("certificate").and_then(Value::as_str).filter(|text| !text.is_empty());
        if certificate.is_some_and(|other| other != encoded) {
            return Err(PlaceError::Issued { name: name.to_owned() });
        }
        if let Some(status) = status.as_object_mut() {
            status.insert("certificate".to_owned(), Value::String(encoded));
        }
    }
    let text = serde_json::to_string_pretty(&value).map_err(|_| PlaceError::Unwritable { name: name.to_owned() })?;
    Ok(text + "\n")
}

fn is_named(object: &Tree, name: &str) -> bool {
    let is = |key: &str, wanted: &dyn Fn(&str) -> bool| object.get(key).and_then(Tree::as_text).is_some_and(wanted);
    is("kind", &|kind| kind == KIND)
        && is("apiVersion", &|version| version.starts_with(GROUP))
        && object.at(&["metadata", "name"]).and_then(Tree::as_text) == Some(name)
}

/// A tree as JSON: of a key given twice the last value counts, as Kubernetes reads it.
fn json(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Boolean(value) => Value::Bool(*value),
        Tree::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
        Tree::Text(text) => Value::String(text.clone()),
        Tree::Sequence(elements) => Value::Array(elements.iter().map(json).collect()),
        Tree::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}

/// Reads one; `spec.request` and `status.certificate` are embedded.
pub(crate) fn read(fields: &mut Fields, tree: &Tree) -> SigningRequest {
    let mut embed = |path: [&str; 2]| {
        let text = fields.text(tree, &path).filter(|text| !text.is_empty())?;
        let field = path.join(".");
        let bytes = fields.base64(&text, &field)?;
        fields.embed(field, bytes);
        Some(())
    };
    embed(["spec", "request"]);
    let has_certificate = embed(["status", "certificate"]).is_some();
    let conditions = fields.list(tree, &["status", "conditions"]);
    let extra = fields.entries(tree, &["spec", "extra"]);
    SigningRequest {
        api_version: fields.text_or_empty(tree, &["apiVersion"]),
        name: fields.text_or_empty(tree, &["metadata", "name"]),
        created: fields.text_or_empty(tree, &["metadata", "creationTimestamp"]),
        signer_name: fields.text_or_empty(tree, &["spec", "signerName"]),
        username: fields.text_or_empty(tree, &["spec", "username"]),
        uid: fields.text_or_empty(tree, &["spec", "uid"]),
        groups: fields.texts(tree, &["spec", "groups"]),
        extra: extra.iter().map(|(key, _)| (key.clone(), fields.texts(tree, &["spec", "extra", key]))).collect(),
        usages: fields.texts(tree, &["spec", "usages"]),
        expiration_seconds: fields.number(tree, &["spec", "expirationSeconds"]),
        conditions: conditions.iter().map(|condition| read_condition(fields, condition)).collect(),
        has_certificate,
    }
}

fn read_condition(fields: &mut Fields, tree: &Tree) -> SigningRequestCondition {
    SigningRequestCondition {
        kind: fields.text_or_empty(tree, &["type"]),
        status: fields.text_or_empty(tree, &["status"]),
        reason: fields.text_or_empty(tree, &["reason"]),
        message: fields.text_or_empty(tree, &["message"]),
        last_update: fields.text_or_empty(tree, &["lastUpdateTime"]),
        last_transition: fields.text_or_empty(tree, &["lastTransitionTime"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Object;

    const LIST: &str = r#"
apiVersion: v1
kind: List
items:
- apiVersion: certificates.k8s.io/v1
  kind: CertificateSigningRequest
  metadata: {name: other}
  spec: {signerName: example.test/own}
- apiVersion: certificates.k8s.io/v1
  kind: CertificateSigningRequest
  metadata:
    name: csr-1
    creationTimestamp: "2026-03-02T09:15:30Z"
    resourceVersion: "81"
    labels: {own: "yes"}
  spec:
    extra:
      authentication.kubernetes.io/credential-id: [X509SHA256=00]
    groups: [system:nodes, system:authenticated]
    request: cmVx
    uid: "7"
    username: system:node:w-1
    usages: [digital signature, server auth]
    signerName: kubernetes.io/kubelet-serving
    futureField: {a: [1, 2.5, null, true]}
  status:
    conditions:
    - {type: Approved, status: "True", reason: KubectlApprove, message: m, lastUpdateTime: "2026-03-02T09:16:00Z", lastTransitionTime: "2026-03-02T09:16:01Z"}
"#;

    fn request(text: &str) -> SigningRequest {
        let objects = objects::read(text);
        let found = objects.into_iter().flatten().find_map(|reading| match reading.value {
            Object::SigningRequest(request) if request.name != "other" => Some(request),
            _ => None,
        });
        found.unwrap()
    }

    #[test]
    fn every_field_is_read() {
        let found = request(LIST);
        assert_eq!((found.created.as_str(), found.uid.as_str()), ("2026-03-02T09:15:30Z", "7"));
        assert_eq!(found.groups, ["system:nodes", "system:authenticated"]);
        let extra = ("authentication.kubernetes.io/credential-id".to_owned(), vec!["X509SHA256=00".to_owned()]);
        assert_eq!(found.extra, [extra]);
        let [condition] = found.conditions.as_slice() else { panic!() };
        assert_eq!((condition.kind.as_str(), condition.status.as_str()), ("Approved", "True"));
        assert_eq!((condition.reason.as_str(), condition.message.as_str()), ("KubectlApprove", "m"));
        assert_eq!(condition.last_update, "2026-03-02T09:16:00Z");
        assert_eq!(condition.last_transition, "2026-03-02T09:16:01Z");
    }

    #[test]
    fn the_manifest_is_the_one_of_the_documentation() {
        let usages = ["client auth".to_owned()];
        let new = NewSigningRequest {
            name: "ada-client",
            signer_name: "kubernetes.io/kube-apiserver-client",
            request: "PEM\n",
            usages: &usages,
            expiration_seconds: Some(86_400),
        };
        assert_eq!(
            write(&new),
            "\
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: ada-client
spec:
  request: UEVNCg==
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 86400
  usages:
  - client auth
"
        );
    }

    #[test]
    fn names_that_look_like_something_else_stay_texts() {
        for name in ["yes", "on", "null", "1e3", "0x1f", "a: b", "#a", "", "~", "\"", "a\nb", "ö", "- a", "2026-01-01"]
        {
            let usages = [name.to_owned()];
            let new =
                NewSigningRequest { name, signer_name: name, request: "", usages: &usages, expiration_seconds: None };
            let found = request(&write(&new));
            assert_eq!((found.name.as_str(), found.signer_name.as_str()), (name, name));
            assert_eq!(found.usages, usages);
        }
    }

    #[test]
    fn a_certificate_is_placed_and_nothing_else_is_touched() {
        let placed = with_certificate(LIST, "csr-1", "crt").unwrap();
        assert_eq!(
            placed.split_whitespace().collect::<String>(),
            r#"{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"csr-1","creationTimestamp":"2026-03-02T09:15:30Z","resourceVersion":"81","labels":{"own":"yes"}},"spec":{"extra":{"authentication.kubernetes.io/credential-id":["X509SHA256=00"]},"groups":["system:nodes","system:authenticated"],"request":"cmVx","uid":"7","username":"system:node:w-1","usages":["digitalsignature","serverauth"],"signerName":"kubernetes.io/kubelet-serving","futureField":{"a":[1,2.5,null,true]}},"status":{"conditions":[{"type":"Approved","status":"True","reason":"KubectlApprove","message":"m","lastUpdateTime":"2026-03-02T09:16:00Z","lastTransitionTime":"2026-03-02T09:16:01Z"}],"certificate":"Y3J0"}}"#
        );
        // From JSON too, and once more: it is there already.
        assert_eq!(with_certificate(&placed, "csr-1", "crt").unwrap(), placed);
        assert_eq!(with_certificate(&placed, "csr-1", "another"), Err(PlaceError::Issued { name: "csr-1".to_owned() }));
    }

    #[test]
    fn a_request_that_is_not_there_is_told() {
        assert!(matches!(with_certificate(LIST, "csr-2", "crt"), Err(PlaceError::NotFound { broken: None, .. })));
        assert!(matches!(with_certificate("a: [", "csr-2", "crt"), Err(PlaceError::NotFound { broken: Some(_), .. })));
        // No status yet, or none worth the name.
        for status in ["", "status: null\n", "status: {}\n"] {
            let text = format!(
                "apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {{name: a}}\n{status}"
            );
            assert!(with_certificate(&text, "a", "crt").unwrap().contains("\"certificate\": \"Y3J0\""), "{text}");
        }
    }
}
