//! Which rows are shown.

use cluster::{CertificateRow, ExpiryRow, RowState, Severity};
use pki::SubjectAlternativeName;

/// Which rows are shown; the same choice holds on every screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Text that has to occur in a row, without regard to case.
    pub text: String,
    /// The severities shown; all when empty.
    pub severities: Vec<Severity>,
    /// The node shown, by identity; all when `None`.
    pub node: Option<String>,
    /// The authority shown, by kubeadm's name or by subject; all when `None`.
    pub authority: Option<String>,
}

impl Filter {
    /// It hides nothing.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Shows this severity, or no longer.
    pub fn toggle(&mut self, severity: Severity) {
        match self.severities.iter().position(|&s| s == severity) {
            Some(index) => {
                self.severities.remove(index);
            }
            None => self.severities.push(severity),
        }
    }

    /// The node is shown.
    pub fn shows_node(&self, id: &str) -> bool {
        self.node.as_deref().is_none_or(|node| node == id)
    }

    /// The row of a node's table is shown; the node itself was asked before.
    pub fn shows_row(&self, row: &ExpiryRow) -> bool {
        // A row without a certificate has no severity to speak of: it shows when all are shown, or the broken ones.
        let severity = if row.state == RowState::NotExpected { Severity::Fine } else { row.severity };
        self.shows_severity(severity)
            && self.authority.as_deref().is_none_or(|wanted| row.authority.as_deref().unwrap_or(&row.name) == wanted)
            && self.shows_text(&[&row.name, &row.path, row.authority.as_deref().unwrap_or_default()])
    }

    /// The certificate is shown.
    pub fn shows_certificate(&self, row: &CertificateRow) -> bool {
        if !self.shows_severity(row.severity) {
            return false;
        }
        if self.node.as_deref().is_some_and(|node| !row.rows.iter().any(|(id, _)| id == node)) {
            return false;
        }
        if self.authority.as_deref().is_some_and(|wanted| {
            row.facts.issuer.common_name() != Some(wanted) && !row.rows.iter().any(|(_, name)| name == wanted)
        }) {
            return false;
        }
        let needle = self.text.trim();
        needle.is_empty()
            || row.places.iter().any(|place| contains(&place.path, needle))
            || row.rows.iter().any(|(_, name)| contains(name, needle))
            || row.facts.subject.attributes.iter().any(|a| contains(&a.value, needle))
            || row.facts.issuer.attributes.iter().any(|a| contains(&a.value, needle))
            || contains(&row.facts.serial, needle)
            || contains(&row.facts.sha256.to_string(), &needle.replace(':', ""))
            || row.facts.names.iter().any(|name| contains(name_value(name), needle))
    }

    /// The text occurs in one of these.
    pub fn shows_text(&self, texts: &[&str]) -> bool {
        let needle = self.text.trim();
        needle.is_empty() || texts.iter().any(|text| contains(text, needle))
    }

    fn shows_severity(&self, severity: Severity) -> bool {
        self.severities.is_empty() || self.severities.contains(&severity)
    }
}

// Without regard to the case of Latin letters; allocates nothing, since ten thousand rows are asked at every keystroke.
fn contains(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    needle.is_empty() || text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

fn name_value(name: &SubjectAlternativeName) -> &str {
    match name {
        SubjectAlternativeName::Dns(value)
        | SubjectAlternativeName::Ip(value)
        | SubjectAlternativeName::Email(value)
        | SubjectAlternativeName::Uri(value)
        | SubjectAlternativeName::Other(_, value) => value,
    }
}
