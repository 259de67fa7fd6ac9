//! Name constraints of an authority (RFC 5280 section 4.2.1.10): which names it must not certify.

use std::net::IpAddr;

use pki::{ExtensionDetails, Name, SubjectAlternativeName};

/// The OID of nameConstraints.
const NAME_CONSTRAINTS: &str = "2.5.29.30";

/// So many forbidden names are told; one is enough to refuse.
const MOST: usize = 20;

/// One subtree.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Subtree {
    permitted: bool,
    kind: String,
    base: String,
}

/// The name constraints of the authorities above a certificate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct NameConstraints {
    /// Of each authority on its own: all must be obeyed.
    lists: Vec<Vec<Subtree>>,
    /// One that cannot be read: nothing can be said to obey it.
    unreadable: bool,
}

impl NameConstraints {
    /// Adds those of one authority, from its extensions.
    pub(crate) fn add(&mut self, extensions: &[ExtensionDetails]) {
        for extension in extensions.iter().filter(|extension| extension.oid == NAME_CONSTRAINTS) {
            self.unreadable |= extension.error.is_some();
            let read = |line: &String| {
                let (list, rest) = line.split_once(' ')?;
                let (kind, base) = rest.split_once(':')?;
                Some(Subtree { permitted: list == "permitted", kind: kind.to_owned(), base: base.to_owned() })
            };
            self.lists.push(extension.values.iter().filter_map(read).collect());
        }
    }

    /// The names that are forbidden, as text; of very many the first ones.
    pub(crate) fn forbidden(&self, subject: &Name, names: &[SubjectAlternativeName]) -> Vec<String> {
        if self.unreadable {
            return vec!["nameConstraints".to_owned()];
        }
        let mut forbidden = Vec::new();
        for (kind, value) in named(subject, names) {
            if forbidden.len() >= MOST {
                break;
            }
            if self.lists.iter().any(|list| !obeys(list, kind, &value)) && !forbidden.contains(&value) {
                forbidden.push(value);
            }
        }
        forbidden
    }
}

/// Every name that constraints speak of, by its kind as they call it.
fn named<'n>(subject: &Name, names: &'n [SubjectAlternativeName]) -> Vec<(&'n str, String)> {
    let mut all: Vec<(&str, String)> = names
        .iter()
        .map(|name| match name {
            SubjectAlternativeName::Dns(value) => ("DNS", value.clone()),
            SubjectAlternativeName::Ip(value) => ("IP", value.clone()),
            SubjectAlternativeName::Email(value) => ("email", value.clone()),
            SubjectAlternativeName::Uri(value) => ("URI", value.clone()),
            SubjectAlternativeName::Other(kind, value) => (kind.as_str(), value.clone()),
        })
        .collect();
    if !subject.attributes.is_empty() {
        all.push(("directoryName", subject.to_string()));
    }
    all
}

fn obeys(list: &[Subtree], kind: &str, value: &str) -> bool {
    let of_kind = |permitted: bool| list.iter().filter(move |s| s.permitted == permitted && s.kind == kind);
    let lies_in = |subtree: &Subtree| within(kind, value, &subtree.base);
    !of_kind(false).any(lies_in) && (of_kind(true).next().is_none() || of_kind(true).any(lies_in))
}

fn within(kind: &str, value: &str, base: &str) -> bool {
    match kind {
        "DNS" => host_within(value.trim_start_matches("*."), base.trim_start_matches('.')),
        "IP" => address_within(value, base),
        "email" if base.contains('@') => value.eq_ignore_ascii_case(base),
        "email" => value.rsplit_once('@').is_some_and(|(_, host)| host_or_below(host, base)),
        "URI" => host_of_uri(value).is_some_and(|host| host_or_below(host, base)),
        "directoryName" => value == base || value.strip_prefix(base).is_some_and(|rest| rest.starts_with(", ")),
        _ => value == base,
    }
}

/// A host is the base, or below it.
fn host_within(host: &str, base: &str) -> bool {
    let (host, base) = (host.to_ascii_lowercase(), base.to_ascii_lowercase());
    base.is_empty() || host == base || host.strip_suffix(&base).is_some_and(|front| front.ends_with('.'))
}

/// A base with a leading dot means the hosts below it, one without the host itself.
fn host_or_below(host: &str, base: &str) -> bool {
    match base.strip_prefix('.') {
        Some(domain) => !host.eq_ignore_ascii_case(domain) && host_within(host, domain),
        None => host.eq_ignore_ascii_case(base),
    }
}

fn host_of_uri(uri: &str) -> Option<&str> {
    let authority = uri.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    Some(host.rsplit_once(':').map_or(host, |(host, _)| host))
}

/// An address lies in `address/mask`.
fn address_within(value: &str, base: &str) -> bool {
    let read = |text: &str| text.parse::<IpAddr>().ok();
    let Some((network, mask)) = base.split_once('/') else { return false };
    match (read(value), read(network), read(mask)) {
        (Some(IpAddr::V4(value)), Some(IpAddr::V4(network)), Some(IpAddr::V4(mask))) => {
            u32::from(value) & u32::from(mask) == u32::from(network) & u32::from(mask)
        }
        (Some(IpAddr::V6(value)), Some(IpAddr::V6(network)), Some(IpAddr::V6(mask))) => {
            u128::from(value) & u128::from(mask) == u128::from(network) & u128::from(mask)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pki::NameAttribute;

    fn constraints(lines: &[&str]) -> NameConstraints {
        let extension = ExtensionDetails {
            oid: NAME_CONSTRAINTS.to_owned(),
            name: "nameConstraints".to_owned(),
            critical: true,
            values: lines.iter().map(|line| (*line).to_owned()).collect(),
            hex: String::new(),
            error: None,
        };
        let mut constraints = NameConstraints::default();
        constraints.add(&[extension]);
        constraints
    }

    #[test]
    fn names_lie_within_what_is_permitted_and_without_what_is_excluded() {
        use SubjectAlternativeName::{Dns, Email, Ip, Uri};
        let text = |text: &str| text.to_owned();
        let subject =
            Name { attributes: vec![NameAttribute { attribute: text("O"), value: text("Example") }], der: Vec::new() };
        for (lines, name, allowed) in [
            (&["permitted DNS:example.test"][..], Dns(text("a.example.test")), true),
            (&["permitted DNS:example.test"], Dns(text("EXAMPLE.test")), true),
            (&["permitted DNS:example.test"], Dns(text("badexample.test")), false),
            (&["permitted DNS:example.test"], Dns(text("*.example.test")), true),
            (&["permitted DNS:example.test"], Ip(text("10.0.0.1")), true),
            (&["permitted DNS:example.test", "excluded DNS:a.example.test"], Dns(text("b.a.example.test")), false),
            (&["permitted IP:10.0.0.0/255.0.0.0"], Ip(text("10.9.8.7")), true),
            (&["permitted IP:10.0.0.0/255.0.0.0"], Ip(text("11.9.8.7")), false),
            (&["permitted IP:10.0.0.0/255.0.0.0"], Ip(text("2001:db8::1")), false),
            (&["excluded IP:2001:db8::/ffff:ffff::"], Ip(text("2001:db8::1")), false),
            (&["permitted email:example.test"], Email(text("a@example.test")), true),
            (&["permitted email:example.test"], Email(text("a@b.example.test")), false),
            (&["permitted email:.example.test"], Email(text("a@b.example.test")), true),
            (&["permitted email:b@example.test"], Email(text("a@example.test")), false),
            (&["permitted URI:.example.test"], Uri(text("https://a.example.test:80/x")), true),
            (&["permitted URI:example.test"], Uri(text("https://other.test/")), false),
            (&["permitted directoryName:O=Example"], Dns(text("a")), true),
            (&["permitted directoryName:O=Other"], Dns(text("a")), false),
        ] {
            let forbidden = constraints(lines).forbidden(&subject, std::slice::from_ref(&name));
            assert_eq!(forbidden.is_empty(), allowed, "{lines:?} {name:?}: {forbidden:?}");
        }
    }
}
