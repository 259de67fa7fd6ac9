//! Kubeconfig files (`apiVersion: v1`, `kind: Config`; spec section 2.2).

mod client_go;
mod identity;
mod new;
mod written;

use zeroize::Zeroizing;

use crate::reading::Fields;
use crate::{Kubeconfig, KubeconfigCluster, KubeconfigContext, KubeconfigUser, Reading, Tree, YamlError, yaml};

pub use client_go::{KubeconfigError, go_document, load_like_client_go, yaml_error};
pub use identity::{Identity, with_identity};
pub use new::{Credential, NewKubeconfig};
pub use written::as_kubeadm_writes;

/// Reads the first document of a text as a kubeconfig; a text without one is an empty kubeconfig, as for Kubernetes.
///
/// # Errors
/// [`YamlError`] when the document is neither YAML nor JSON.
pub fn read(text: &str) -> Result<Reading<Kubeconfig>, YamlError> {
    match yaml::documents(text).into_iter().next() {
        Some(document) => document.tree.map(|tree| from_tree(&tree)),
        None => Ok(Fields::default().finish(Kubeconfig::default())),
    }
}

/// Whether a document is a kubeconfig: by its kind, or without one by its three lists.
pub fn is_kubeconfig(document: &Tree) -> bool {
    match document.get("kind") {
        Some(kind) => kind.as_text() == Some("Config"),
        None => document.get("clusters").is_some() && document.get("contexts").is_some(),
    }
}

/// Reads a document as a kubeconfig. Certificates and private keys in it are embedded contents under the fields
/// `clusters[NAME].certificate-authority-data`, `users[NAME].client-certificate-data` and `users[NAME].client-key-data`.
pub fn from_tree(document: &Tree) -> Reading<Kubeconfig> {
    let mut fields = Fields::of(document);
    let clusters = fields.list(document, &["clusters"]).iter().map(|entry| cluster(&mut fields, entry)).collect();
    let contexts = fields.list(document, &["contexts"]).iter().map(|entry| context(&mut fields, entry)).collect();
    let users = fields.list(document, &["users"]).iter().map(|entry| user(&mut fields, entry)).collect();
    let current_context = fields.text_or_empty(document, &["current-context"]);
    fields.finish(Kubeconfig { clusters, contexts, users, current_context })
}

fn cluster(fields: &mut Fields, entry: &Tree) -> KubeconfigCluster {
    let name = fields.text_or_empty(entry, &["name"]);
    let field = format!("clusters[{name}].certificate-authority-data");
    KubeconfigCluster {
        server: fields.text_or_empty(entry, &["cluster", "server"]),
        certificate_authority: path(fields, entry, &["cluster", "certificate-authority"]),
        certificate_authority_data: data(fields, entry, &["cluster", "certificate-authority-data"], field)
            .map(|bytes| bytes.to_vec()),
        insecure_skip_tls_verify: fields.boolean(entry, &["cluster", "insecure-skip-tls-verify"]).unwrap_or_default(),
        name,
    }
}

fn context(fields: &mut Fields, entry: &Tree) -> KubeconfigContext {
    KubeconfigContext {
        name: fields.text_or_empty(entry, &["name"]),
        cluster: fields.text_or_empty(entry, &["context", "cluster"]),
        user: fields.text_or_empty(entry, &["context", "user"]),
        namespace: fields.text_or_empty(entry, &["context", "namespace"]),
    }
}

fn user(fields: &mut Fields, entry: &Tree) -> KubeconfigUser {
    let name = fields.text_or_empty(entry, &["name"]);
    let certificate_field = format!("users[{name}].client-certificate-data");
    let key_field = format!("users[{name}].client-key-data");
    let certificate = data(fields, entry, &["user", "client-certificate-data"], certificate_field);
    let key = data(fields, entry, &["user", "client-key-data"], key_field);
    let settings = entry.get("user").unwrap_or(&Tree::Null);
    let has = |key: &str| settings.get(key).is_some_and(|value| !value.is_null() && value.as_text() != Some(""));
    KubeconfigUser {
        client_certificate: path(fields, entry, &["user", "client-certificate"]),
        client_certificate_data: certificate.map(|bytes| bytes.to_vec()),
        client_key: path(fields, entry, &["user", "client-key"]),
        has_client_key_data: key.is_some(),
        has_token: has("token") || has("tokenFile"),
        other: ["exec", "auth-provider", "username"].into_iter().filter(|key| has(key)).map(str::to_owned).collect(),
        name,
    }
}

fn path(fields: &mut Fields, entry: &Tree, path: &[&str]) -> Option<String> {
    fields.text(entry, path).filter(|text| !text.is_empty())
}

/// A field of base64: decoded, and embedded for whoever reads what is in it. An empty one counts as absent.
fn data(fields: &mut Fields, entry: &Tree, path: &[&str], field: String) -> Option<Zeroizing<Vec<u8>>> {
    let text = Zeroizing::new(fields.text(entry, path).filter(|text| !text.is_empty())?);
    let bytes = fields.base64(&text, &field)?;
    fields.embed(field, bytes.clone());
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldProblem;

    const TEXT: &str = "\
apiVersion: v1
kind: Config
current-context: b
clusters:
- name: one
  cluster: {server: 'https://192.0.2.1:6443', certificate-authority-data: Y2EK}
- name: two
  cluster: {server: 'https://192.0.2.2:6443', certificate-authority: pki/ca.crt, insecure-skip-tls-verify: true}
contexts:
- {name: a, context: {cluster: one, user: u}}
- {name: b, context: {cluster: two, user: v, namespace: n}}
users:
- {name: u, user: {client-certificate-data: Y3J0Cg==, client-key-data: a2V5Cg==}}
- {name: v, user: {client-certificate: /a.pem, client-key: /a.pem, token: t, exec: {command: x}}}
- {name: w, user: {client-certificate-data: '%%%', client-key-data: 'a2 V5'}}
";

    #[test]
    fn all_clusters_contexts_and_users_are_read() {
        let reading = read(TEXT).unwrap();
        let config = &reading.value;
        assert_eq!(config.clusters[0].certificate_authority_data.as_deref(), Some(&b"ca\n"[..]));
        assert_eq!(config.clusters[1].certificate_authority.as_deref(), Some("pki/ca.crt"));
        assert!(config.clusters[1].insecure_skip_tls_verify);
        assert_eq!(config.users[0].client_certificate_data.as_deref(), Some(&b"crt\n"[..]));
        assert!(config.users[0].has_client_key_data && !config.users[0].has_token);
        assert!(config.users[1].has_token);
        assert_eq!(config.users[1].other, ["exec"]);
        let (context, cluster, user) = config.current();
        assert_eq!(context.map(|c| c.namespace.as_str()), Some("n"));
        assert_eq!(cluster.map(|c| c.name.as_str()), Some("two"));
        assert_eq!(user.map(|u| u.name.as_str()), Some("v"));
        let fields: Vec<_> = reading.embedded.iter().map(|e| (e.field.as_str(), e.bytes.as_slice())).collect();
        assert_eq!(
            fields,
            [
                ("clusters[one].certificate-authority-data", &b"ca\n"[..]),
                ("users[u].client-certificate-data", b"crt\n"),
                ("users[u].client-key-data", b"key\n"),
                ("users[w].client-key-data", b"key"),
            ]
        );
        assert_eq!(
            reading.problems,
            ["users[w].client-certificate-data", "users[w].client-key-data"]
                .map(|field| FieldProblem::Base64 { field: field.into() })
        );
    }

    #[test]
    fn wrong_types_cost_their_field_alone() {
        let reading = read("kind: Config\nclusters: 5\nusers: [{name: 7}, x]\ncurrent-context: [a]\n").unwrap();
        assert_eq!(reading.value.users.len(), 2);
        let fields: Vec<_> = reading.problems.iter().map(|p| format!("{p:?}")).collect();
        assert_eq!(fields.len(), 3, "{fields:?}");
    }

    #[test]
    fn an_empty_text_is_an_empty_kubeconfig() {
        assert_eq!(read("").unwrap().value, Kubeconfig::default());
        assert!(read("\tnot: [yaml").is_err());
    }
}
