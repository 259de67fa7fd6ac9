//! The names of a certificate that can be matched against constraints.

use super::addresses;
use super::mailbox::Mailbox;
use crate::go::quote::quoted;
use crate::{Certificate, SubjectAlternativeName};

/// The names of subjectAltName, by their kinds.
#[derive(Default)]
pub(super) struct Names {
    pub(super) addresses: Vec<Vec<u8>>,
    pub(super) dns: Vec<String>,
    /// Each URI with its host.
    pub(super) uris: Vec<(String, String)>,
    pub(super) mailboxes: Vec<Mailbox>,
}

impl Names {
    /// The names; the error when one cannot be matched at all.
    pub(super) fn of(certificate: &Certificate) -> Result<Self, String> {
        let mut names = Self::default();
        let (mut uris, mut mailboxes) = (Vec::new(), Vec::new());
        for name in certificate.names() {
            match name {
                SubjectAlternativeName::Dns(name) => names.dns.push(name),
                SubjectAlternativeName::Ip(text) => names.addresses.extend(addresses::octets(&text)),
                SubjectAlternativeName::Uri(uri) => uris.push(uri),
                SubjectAlternativeName::Email(text) => mailboxes.push(text),
                SubjectAlternativeName::Other(..) => {}
            }
        }
        for uri in uris {
            let host = host(&uri)?;
            names.uris.push((uri, host));
        }
        for text in mailboxes {
            let cannot = || format!("cannot parse rfc822Name {}", quoted(text.as_bytes()));
            names.mailboxes.push(Mailbox::read(&text).ok_or_else(cannot)?);
        }
        Ok(names)
    }
}

/// The host of a URI without its port.
fn host(uri: &str) -> Result<String, String> {
    let shown = quoted(uri.as_bytes());
    let rest = uri.split_once(':').map_or(uri, |(_, rest)| rest);
    let authority = rest.strip_prefix("//").unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let whole = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if whole.is_empty() {
        return Err(format!("URI with empty host ({shown}) cannot be matched against constraints"));
    }
    let mut host = whole.to_ascii_lowercase();
    if host.contains(':') && !host.ends_with(']') {
        // Go goes back to the host as it is written.
        host = without_port(whole)
            .map_err(|reason| format!("cannot parse URI host {}: address {whole}: {reason}", quoted(whole.as_bytes())))?
            .to_owned();
    }
    let is_literal = host.starts_with('[') && host.ends_with(']');
    let without_zone = host.split_once('%').filter(|(address, _)| address.contains(':')).map_or(&*host, |(a, _)| a);
    if is_literal || addresses::octets(without_zone).is_some() {
        return Err(format!("URI with IP ({shown}) cannot be matched against constraints"));
    }
    Ok(host)
}

/// Go's `net.SplitHostPort`, of what `url.Parse` leaves to it.
fn without_port(host: &str) -> Result<&str, &'static str> {
    let (address, _) = host.rsplit_once(':').unwrap_or((host, ""));
    match address.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => Ok(inner),
        None if address.contains(':') => Err("too many colons in address"),
        None => Ok(address),
    }
}
