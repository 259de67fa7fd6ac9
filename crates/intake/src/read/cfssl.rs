//! cfssl's JSON: `{"cert": "-----BEGIN ...", "key": "...", "csr": "..."}`, alone or as the `result` of its server.

use kube::Tree;

use crate::FileKind;
use crate::read::{Content, Finder};

/// The fields that hold PEM: of `cfssl gencert`, of `cfssl bundle` and of the server.
const FIELDS: [&str; 11] = [
    "cert",
    "csr",
    "key",
    "bundle",
    "root",
    "crt",
    "certificate",
    "certificate_request",
    "private_key",
    "ca_cert",
    "result",
];

impl Finder<'_> {
    /// Reads cfssl's JSON; `None` when it is none.
    pub(super) fn cfssl(&mut self, text: &str, content: Content<'_>) -> Option<FileKind> {
        if !text.trim_start().starts_with('{') || !text.contains("-----BEGIN ") || text.contains("\"apiVersion\"") {
            return None;
        }
        let document = kube::yaml::documents(text).into_iter().next()?.tree.ok()?;
        let before = (self.items.len(), self.problems.len());
        self.cfssl_fields(&document, content, "");
        let found = (self.items.len(), self.problems.len()) != before;
        found.then_some(FileKind::Cfssl)
    }

    fn cfssl_fields(&mut self, tree: &Tree, content: Content<'_>, prefix: &str) {
        for (name, value) in tree.entries() {
            if !FIELDS.contains(&name.as_str()) {
                continue;
            }
            let field = format!("{prefix}{name}");
            match value {
                Tree::Text(pem) if pem.contains("-----BEGIN ") => {
                    let field = super::kubernetes::joined(content.field, &field);
                    self.pem(Content { bytes: pem.as_bytes(), field: &field, depth: content.depth });
                }
                Tree::Mapping(_) if prefix.is_empty() => self.cfssl_fields(value, content, &format!("{name}.")),
                _ => {}
            }
        }
    }
}
