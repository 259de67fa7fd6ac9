//! The kubelet's configuration (`kubelet.config.k8s.io`, kind `KubeletConfiguration`).

use crate::reading::Fields;
use crate::{KubeletConfiguration, Reading, Tree, YamlError, yaml};

/// Reads what concerns certificates in the first KubeletConfiguration of a text; `None` when there is none.
///
/// # Errors
/// [`YamlError`] of the first document that does not parse, when no KubeletConfiguration was found before it.
pub fn read(text: &str) -> Result<Option<Reading<KubeletConfiguration>>, YamlError> {
    for document in yaml::documents(text) {
        let tree = document.tree?;
        if is_configuration(&tree) {
            return Ok(Some(from_tree(&tree)));
        }
    }
    Ok(None)
}

/// Whether a document is a KubeletConfiguration.
pub fn is_configuration(document: &Tree) -> bool {
    let text = |key| document.get(key).and_then(Tree::as_text).unwrap_or_default();
    text("apiVersion").starts_with("kubelet.config.k8s.io/") && text("kind") == "KubeletConfiguration"
}

/// Reads what concerns certificates in a KubeletConfiguration.
pub fn from_tree(document: &Tree) -> Reading<KubeletConfiguration> {
    let mut fields = Fields::of(document);
    let found = KubeletConfiguration {
        rotate_certificates: fields.boolean(document, &["rotateCertificates"]),
        server_tls_bootstrap: fields.boolean(document, &["serverTLSBootstrap"]),
        client_ca_file: fields.text(document, &["authentication", "x509", "clientCAFile"]),
        tls_cert_file: fields.text(document, &["tlsCertFile"]),
        tls_private_key_file: fields.text(document, &["tlsPrivateKeyFile"]),
        static_pod_path: fields.text(document, &["staticPodPath"]),
    };
    fields.finish(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_certificates_is_read() {
        let text = "kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nrotateCertificates: true\n\
                    authentication: {x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}}\nserverTLSBootstrap: 1\n";
        let reading = read(text).unwrap().unwrap();
        assert_eq!(reading.value.rotate_certificates, Some(true));
        assert_eq!(reading.value.client_ca_file.as_deref(), Some("/etc/kubernetes/pki/ca.crt"));
        assert_eq!(reading.value.server_tls_bootstrap, None);
        assert_eq!(reading.problems.len(), 1);
        assert!(read("a: 1").unwrap().is_none());
    }
}
