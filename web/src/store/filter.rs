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
            || is_in_fingerprint(&row.facts.sha256.0, needle)
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
    let Some(first) = needle.first().map(u8::to_ascii_lowercase) else { return true };
    text.windows(needle.len()).any(|window| {
        window.first().is_some_and(|byte| byte.to_ascii_lowercase() == first) && window.eq_ignore_ascii_case(needle)
    })
}

// The digits with or without colons between them, beginning at any digit; again without a text of them.
fn is_in_fingerprint(fingerprint: &[u8], needle: &str) -> bool {
    let Some(digits) = needle.chars().filter(|c| *c != ':').map(|c| c.to_digit(16)).collect::<Option<Vec<u32>>>()
    else {
        return false;
    };
    let digit = |place: usize| {
        fingerprint.get(place / 2).map(|byte| u32::from(if place.is_multiple_of(2) { byte >> 4 } else { byte & 15 }))
    };
    !digits.is_empty()
        && (0..fingerprint.len() * 2)
            .any(|from| (from..).zip(&digits).all(|(place, wanted)| digit(place) == Some(*wanted)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, authority: Option<&str>, severity: Severity) -> ExpiryRow {
        ExpiryRow {
            name: name.to_owned(),
            state: RowState::Read,
            severity,
            certificate: None,
            not_before: None,
            not_after: None,
            residual: String::new(),
            authority: authority.map(str::to_owned),
            externally_managed: None,
            path: format!("/etc/kubernetes/pki/{name}.crt"),
        }
    }

    #[test]
    fn text_is_looked_for_without_regard_to_case_in_name_path_and_authority() {
        let one = row("apiserver-etcd-client", Some("etcd-ca"), Severity::Fine);
        for (text, shown) in
            [("", true), ("  ", true), ("APISERVER", true), (" etcd-ca ", true), ("/pki/", true), ("scheduler", false)]
        {
            let filter = Filter { text: text.to_owned(), ..Filter::default() };
            assert_eq!(filter.shows_row(&one), shown, "{text:?}");
        }
    }

    #[test]
    fn an_authority_shows_itself_and_what_it_signs() {
        let filter = Filter { authority: Some("etcd-ca".to_owned()), ..Filter::default() };
        assert!(filter.shows_row(&row("etcd-server", Some("etcd-ca"), Severity::Fine)));
        assert!(filter.shows_row(&row("etcd-ca", None, Severity::Fine)));
        assert!(!filter.shows_row(&row("apiserver", Some("ca"), Severity::Fine)));
        assert!(!filter.shows_row(&row("ca", None, Severity::Fine)));
    }

    #[test]
    fn severities_add_up_and_go_again() {
        let mut filter = Filter::default();
        assert!(filter.is_open());
        filter.toggle(Severity::Expired);
        assert!(!filter.shows_row(&row("apiserver", None, Severity::Fine)));
        filter.toggle(Severity::Fine);
        assert!(filter.shows_row(&row("apiserver", None, Severity::Fine)));
        filter.toggle(Severity::Expired);
        assert!(!filter.shows_row(&row("apiserver", None, Severity::Expired)));
        filter.toggle(Severity::Fine);
        assert!(filter.is_open());
    }

    #[test]
    fn a_row_that_is_rightly_not_there_counts_as_fine() {
        let filter = Filter { severities: vec![Severity::Fine], ..Filter::default() };
        let mut absent = row("super-admin.conf", Some("ca"), Severity::Broken);
        assert!(!filter.shows_row(&absent));
        absent.state = RowState::NotExpected;
        assert!(filter.shows_row(&absent));
    }

    #[test]
    fn a_fingerprint_is_found_by_any_of_its_digits() {
        let fingerprint = [0xab, 0xcd, 0x01];
        for (needle, found) in [
            ("abcd01", true),
            ("AB:CD", true),
            ("bc", true),
            ("d0:1", true),
            ("01a", false),
            ("node", false),
            (":", false),
        ] {
            assert_eq!(is_in_fingerprint(&fingerprint, needle), found, "{needle}");
        }
    }

    #[test]
    fn a_node_is_shown_by_identity() {
        assert!(Filter::default().shows_node("cp-1"));
        let filter = Filter { node: Some("cp-1".to_owned()), ..Filter::default() };
        assert!(filter.shows_node("cp-1") && !filter.shows_node("cp-2"));
    }
}
