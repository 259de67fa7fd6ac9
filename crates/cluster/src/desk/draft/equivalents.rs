//! The commands of other programs that make the same request.

use std::fmt::Write;

use pki::{KeyKind, SubjectAlternativeName};

use super::{KeySource, ManifestDraft, Purpose, RequestDraft};
use crate::desk::made::{Equivalent, Tool};
use crate::desk::role::KUBELET;
use crate::desk::usage;
use crate::{Feature, Release};

impl RequestDraft {
    /// The kubeadm, openssl and kubectl commands that would have done the same. Those of openssl and kubectl lie beside
    /// each other: the second reads what the first wrote.
    pub fn equivalents(&self, release: Release) -> Vec<Equivalent> {
        let mut all = Vec::new();
        all.extend(self.kubeadm(release).map(|text| Equivalent { tool: Tool::Kubeadm, text }));
        all.push(Equivalent { tool: Tool::OpenSsl, text: self.openssl() });
        all.extend(
            self.manifest
                .as_ref()
                .map(|manifest| Equivalent { tool: Tool::Kubectl, text: self.kubectl(manifest, release) }),
        );
        all
    }

    /// kubeadm makes the requests of all roles at once; a user gets a kubeconfig without a request, signed by the CA key.
    fn kubeadm(&self, release: Release) -> Option<String> {
        match &self.purpose {
            Purpose::Role(role) if role != KUBELET && !release.has(Feature::RenewalWithoutRequests) => Some(format!(
                "kubeadm certs renew {role} --csr-only --csr-dir csr\n# or the requests of all roles:\n{GENERATE}"
            )),
            Purpose::Role(_) => Some(GENERATE.to_owned()),
            Purpose::User | Purpose::KubeletClient => {
                let of = |kind: &'static str| self.attributes().filter(move |(_, a)| a.attribute == kind);
                let name = of("CN").last().map(|(_, a)| quoted(&a.value)).unwrap_or_default();
                let groups: String = of("O").map(|(_, a)| format!(" --org {}", quoted(&a.value))).collect();
                Some(format!("kubeadm kubeconfig user --config kubeadm-config.yaml --client-name {name}{groups}"))
            }
            _ => None,
        }
    }

    fn openssl(&self) -> String {
        let base = &self.base;
        let mut text = String::new();
        if let Some((folder, _)) = base.rsplit_once('/') {
            line(&mut text, &format!("mkdir -p {}", quoted(folder)));
        }
        line(&mut text, &format!("cat > {} <<'EOF'", quoted(&format!("{base}.cnf"))));
        text.push_str(&self.openssl_configuration());
        line(&mut text, "EOF");
        let key = quoted(&format!("{base}.key"));
        let source = match &self.key {
            KeySource::Held(_) => format!("-key {key}"),
            KeySource::New(kind) => format!("-newkey {} -nodes -keyout {key}", openssl_kind(*kind)),
        };
        let (configuration, request) = (quoted(&format!("{base}.cnf")), quoted(&format!("{base}.csr")));
        let utf8 = if self.attributes().all(|(_, a)| a.value.is_ascii()) { "" } else { " -utf8" };
        let _ = write!(text, "openssl req -new{utf8} -config {configuration} {source} -out {request}");
        text
    }

    /// The configuration of `openssl req`: subject, names and usages.
    fn openssl_configuration(&self) -> String {
        let names: Vec<SubjectAlternativeName> = self.parsed().filter_map(|(_, name)| name.ok()).collect();
        let usages = if self.ask_for_usages { self.usages.as_slice() } else { &[] };
        let (bits, purposes) = (usage::key_usage(usages), usage::extended_key_usage(usages));
        let has_extensions = !names.is_empty() || !bits.is_empty() || !purposes.is_empty();
        let mut text = String::new();
        line(&mut text, "[req]\nprompt = no\nstring_mask = utf8only\ndistinguished_name = subject");
        if has_extensions {
            line(&mut text, "req_extensions = extensions");
        }
        line(&mut text, "\n[subject]");
        let mut last = "";
        for (number, (_, attribute)) in self.attributes().enumerate() {
            // Several values in a row make one set, as Go writes them.
            let plus = if last == attribute.attribute && last != "CN" { "+" } else { "" };
            let kind = openssl_attribute(&attribute.attribute);
            line(&mut text, &format!("{number}.{plus}{kind} = {}", openssl_value(&attribute.value)));
            last = &attribute.attribute;
        }
        if has_extensions {
            line(&mut text, "\n[extensions]");
        }
        if !bits.is_empty() {
            line(&mut text, &format!("keyUsage = critical, {}", bits.join(", ")));
        }
        if !purposes.is_empty() {
            let purposes: Vec<String> = purposes.iter().map(crate::desk::sign::preview::purpose_text).collect();
            line(&mut text, &format!("extendedKeyUsage = {}", purposes.join(", ")));
        }
        if !names.is_empty() {
            line(&mut text, "subjectAltName = @names\n\n[names]");
            for (number, name) in names.iter().enumerate() {
                let (kind, value) = match name {
                    SubjectAlternativeName::Dns(value) => ("DNS", value),
                    SubjectAlternativeName::Ip(value) => ("IP", value),
                    SubjectAlternativeName::Email(value) => ("email", value),
                    SubjectAlternativeName::Uri(value) | SubjectAlternativeName::Other(_, value) => ("URI", value),
                };
                line(&mut text, &format!("{kind}.{number} = {}", openssl_value(value)));
            }
        }
        text
    }

    fn kubectl(&self, manifest: &ManifestDraft, release: Release) -> String {
        let mut text = String::new();
        line(&mut text, "kubectl create -f - <<EOF");
        line(&mut text, "apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata:");
        line(&mut text, &format!("  name: {}", yaml(&manifest.name)));
        let request = quoted(&format!("{}.csr", self.base));
        line(&mut text, &format!("spec:\n  request: $(base64 < {request} | tr -d '\\n')"));
        line(&mut text, &format!("  signerName: {}", yaml(&manifest.signer_name)));
        if let Some(seconds) = manifest.expiration_seconds.filter(|_| release.has(Feature::RequestedDuration)) {
            line(&mut text, &format!("  expirationSeconds: {seconds}"));
        }
        line(&mut text, "  usages:");
        for usage in &self.usages {
            line(&mut text, &format!("  - {}", yaml(usage)));
        }
        line(&mut text, "EOF");
        let name = quoted(&manifest.name);
        line(&mut text, &format!("kubectl certificate approve {name}"));
        let certificate = quoted(&format!("{}.crt", self.base));
        let _ = write!(
            text,
            "kubectl get csr {name} -o jsonpath='{{.status.certificate}}' | base64 --decode > {certificate}"
        );
        text
    }
}

const GENERATE: &str = "kubeadm certs generate-csr --config kubeadm-config.yaml --cert-dir etc/kubernetes/pki --kubeconfig-dir \
                        etc/kubernetes";

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A word of a POSIX shell.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A text in YAML inside a here-document in which the shell replaces `$` and backquotes.
fn yaml(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/.- ".contains(c);
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(plain) && text.trim() == text;
    if is_word && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text) {
        return text.to_owned();
    }
    let escaped = text.replace('\'', "''").replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`");
    format!("'{escaped}'")
}

/// A value in a configuration file of OpenSSL, where `\`, `#`, `$` and quotes have a meaning.
fn openssl_value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, '\\' | '#' | '$' | '"' | '\'' | ';') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An attribute type as OpenSSL calls it.
fn openssl_attribute(attribute: &str) -> &str {
    match attribute {
        "STREET" => "street",
        "POSTALCODE" => "postalCode",
        "SERIALNUMBER" => "serialNumber",
        other => other,
    }
}

fn openssl_kind(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Rsa2048 => "rsa:2048",
        KeyKind::Rsa3072 => "rsa:3072",
        KeyKind::Rsa4096 => "rsa:4096",
        KeyKind::EcdsaP256 => "ec -pkeyopt ec_paramgen_curve:P-256",
        KeyKind::EcdsaP384 => "ec -pkeyopt ec_paramgen_curve:P-384",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_the_shell_and_for_yaml() {
        assert_eq!(quoted("system:node:w-1"), "system:node:w-1");
        assert_eq!(quoted("a b'c"), "'a b'\\''c'");
        assert_eq!(quoted(""), "''");
        assert_eq!(yaml("kubernetes.io/kubelet-serving"), "kubernetes.io/kubelet-serving");
        assert_eq!(yaml("no"), "'no'");
        assert_eq!(yaml("a$b`c"), "'a\\$b\\`c'");
        assert_eq!(openssl_value("a#b$c\\"), "a\\#b\\$c\\\\");
    }
}
