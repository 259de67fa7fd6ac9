//! Another client certificate and key in a kubeconfig that is there already.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{as_kubeadm_writes, go_document};
use crate::Tree;
use crate::edit::{self, Edit, EditError, Step};

/// What is put into a kubeconfig, as PEM.
pub struct Identity<'p> {
    /// The client certificate of the current context's user.
    pub certificate: &'p str,
    /// Its private key.
    pub key: &'p str,
    /// The certificate of the authority of the current context's cluster; `None` leaves it as it is.
    pub authority: Option<&'p str>,
}

/// Sets the embedded data of the current context, and nothing else: other contexts, comments, order and unknown fields
/// stay. A file in the very form in which kubeadm writes one is written in that form again, with or without the line
/// `preferences: {}` (spec section 2.2).
///
/// # Errors
/// [`EditError`] where there is no current context, no cluster or user of it, or no place in it.
pub fn with_identity(text: &str, identity: &Identity<'_>, preferences: bool) -> Result<Zeroizing<String>, EditError> {
    let document = go_document(text.as_bytes()).map_err(|reason| EditError::Syntax { reason })?;
    let nowhere = |path: &str| EditError::NoPlace { path: path.to_owned() };
    let current = document.get("current-context").and_then(Tree::as_text).unwrap_or_default();
    let context = named(&document, "contexts", current).and_then(|index| entry(&document, "contexts", index));
    let context = context.and_then(|entry| entry.get("context")).ok_or_else(|| nowhere("current-context"))?;
    let of = |key: &str| context.get(key).and_then(Tree::as_text).unwrap_or_default();
    let user = named(&document, "users", of("user")).ok_or_else(|| nowhere("users"))?;
    let mut edits = vec![
        embedded("users", user, "user", "client-certificate-data", identity.certificate),
        embedded("users", user, "user", "client-key-data", identity.key),
    ];
    if let Some(authority) = identity.authority {
        let cluster = named(&document, "clusters", of("cluster")).ok_or_else(|| nowhere("clusters"))?;
        edits.push(embedded("clusters", cluster, "cluster", "certificate-authority-data", authority));
    }
    let edited = edit::set(text, &edits)?;
    let of_kubeadm = [true, false]
        .into_iter()
        .any(|preferences| as_kubeadm_writes(&document, preferences).is_some_and(|written| written.as_str() == text));
    let written = || go_document(edited.as_bytes()).ok().and_then(|tree| as_kubeadm_writes(&tree, preferences));
    Ok(if of_kubeadm { written() } else { None }.unwrap_or(edited))
}

/// The last entry of that name, as Kubernetes reads a list.
fn named(document: &Tree, list: &str, name: &str) -> Option<usize> {
    let entries = document.get(list).map(Tree::elements).unwrap_or_default();
    entries.iter().rposition(|entry| entry.get("name").and_then(Tree::as_text) == Some(name))
}

fn entry<'t>(document: &'t Tree, list: &str, index: usize) -> Option<&'t Tree> {
    document.get(list)?.elements().get(index)
}

fn embedded(list: &str, index: usize, inner: &str, field: &str, pem: &str) -> Edit {
    let key = |name: &str| Step::Key(name.to_owned());
    Edit {
        path: vec![key(list), Step::Index(index), key(inner), key(field)],
        value: Zeroizing::new(STANDARD.encode(pem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "\
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: T0xE
    server: https://192.0.2.1:6443
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: admin
  name: admin@kubernetes
current-context: admin@kubernetes
kind: Config
preferences: {}
users:
- name: admin
  user:
    client-certificate-data: T0xE
    client-key-data: T0xE
";

    fn set(text: &str, preferences: bool) -> Result<String, EditError> {
        let identity = Identity { certificate: "c", key: "k", authority: Some("a") };
        with_identity(text, &identity, preferences).map(|text| text.to_string())
    }

    #[test]
    fn a_file_of_kubeadm_stays_one() {
        let new = OLD.replacen("T0xE", "YQ==", 1).replacen("T0xE", "Yw==", 1).replacen("T0xE", "aw==", 1);
        assert_eq!(set(OLD, true), Ok(new.clone()));
        let without = new.replace("preferences: {}\n", "");
        assert_eq!(set(OLD, false), Ok(without.clone()));
        assert_eq!(set(&OLD.replace("preferences: {}\n", ""), true), Ok(new));
        assert_eq!(set(&without.replace("Yw==", "T0xE"), false), Ok(without));
    }

    #[test]
    fn what_somebody_wrote_stays() {
        let own = OLD
            .replace("kind: Config\n", "kind: Config # mine\nextra: [1]\n")
            .replace("- name: admin\n", "- name: other\n  user: {token: t}\n- name: admin\n");
        let edited = set(&own, false).unwrap();
        for kept in ["# mine", "extra: [1]", "user: {token: t}", "preferences: {}"] {
            assert!(edited.contains(kept), "{edited}");
        }
        assert!(!edited.contains("T0xE"), "{edited}");
    }

    #[test]
    fn without_a_current_context_there_is_no_place() {
        let lost = OLD.replace("current-context: admin@kubernetes", "current-context: x");
        assert_eq!(set(&lost, true), Err(EditError::NoPlace { path: "current-context".to_owned() }));
        assert!(matches!(set(&OLD.replace("user: admin", "user: b"), true), Err(EditError::NoPlace { .. })));
        assert!(matches!(set("users: [", true), Err(EditError::Syntax { .. })));
    }
}
