//! Names as people type them.

use std::net::{IpAddr, Ipv6Addr};

use crate::{NameFault, SubjectAlternativeName, idn};

/// Characters of a DNS name (RFC 1035 section 2.3.4, without the root's dot).
const LONGEST_NAME: usize = 253;

/// Characters of one label (RFC 1035 section 2.3.4).
const LONGEST_LABEL: usize = 63;

impl SubjectAlternativeName {
    /// Reads a typed name. Its kind is told by OpenSSL's prefix (`DNS:`, `IP:`, `IP Address:`, `email:`, `URI:`), else by
    /// its form. Addresses come out in their usual form (RFC 5952; IPv4-mapped ones as IPv4, as in Go), DNS names in
    /// lower case. White space around it has no meaning.
    ///
    /// # Errors
    /// [`NameFault`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        let text = text.trim();
        for (prefix, read) in PREFIXES {
            if let Some(rest) = strip_prefix(text, prefix) {
                return read(present(rest.trim())?);
            }
        }
        let text = present(text)?;
        if text.contains("://") || strip_prefix(text, "urn:").is_some() {
            uri(text)
        } else if text.contains('@') {
            email(text)
        } else if looks_like_address(text) {
            address(text)
        } else {
            dns(text)
        }
    }
}

type Read = fn(&str) -> Result<SubjectAlternativeName, NameFault>;

const PREFIXES: [(&str, Read); 5] =
    [("DNS:", dns), ("IP Address:", address), ("IP:", address), ("email:", email), ("URI:", uri)];

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn present(text: &str) -> Result<&str, NameFault> {
    if text.is_empty() {
        Err(NameFault::Empty)
    } else if text.contains(char::is_whitespace) {
        Err(NameFault::WhiteSpace)
    } else {
        Ok(text)
    }
}

/// Two colons make an IPv6 address, digits and dots alone an IPv4 one; a block, a zone or a port may follow.
fn looks_like_address(text: &str) -> bool {
    let head = text.split(['/', '%']).next().unwrap_or_default();
    let dotted = head.split(':').next().unwrap_or_default();
    head.matches(':').count() > 1
        || (dotted.contains('.') && dotted.chars().all(|character| character.is_ascii_digit() || character == '.'))
            && !dotted.ends_with('.')
}

fn address(text: &str) -> Result<SubjectAlternativeName, NameFault> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(SubjectAlternativeName::Ip(address.to_canonical().to_string()));
    }
    let is_address = |text: &str| text.parse::<IpAddr>().is_ok();
    let before = |separator| text.split_once(separator).map_or("", |(head, _)| head);
    if is_address(before('/')) {
        return Err(NameFault::AddressBlock);
    }
    if before('%').parse::<Ipv6Addr>().is_ok() {
        return Err(NameFault::Zone);
    }
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once("]:")).map_or("", |(head, _)| head);
    if is_address(before(':')) || is_address(bracketed) {
        return Err(NameFault::Port);
    }
    Err(NameFault::Address)
}

fn dns(text: &str) -> Result<SubjectAlternativeName, NameFault> {
    host(text, true).map(SubjectAlternativeName::Dns)
}

/// A DNS name in lower case.
fn host(text: &str, may_be_wildcard: bool) -> Result<String, NameFault> {
    if !text.is_ascii() {
        let ascii = idn::to_ascii(text).filter(|ascii| host(ascii, may_be_wildcard).is_ok());
        return Err(NameFault::NotAscii { ascii });
    }
    if text.ends_with('.') {
        return Err(NameFault::TrailingDot);
    }
    if let Some((name, port)) = text.rsplit_once(':')
        && !port.is_empty()
        && port.chars().all(|character| character.is_ascii_digit())
        && !name.contains(':')
    {
        return Err(NameFault::Port);
    }
    let labels = text.strip_prefix("*.").unwrap_or(text);
    if labels.contains('*') || (labels.len() < text.len() && !may_be_wildcard) {
        return Err(NameFault::Wildcard);
    }
    for label in labels.split('.') {
        if let Some(character) = label.chars().find(|character| !character.is_ascii_alphanumeric() && *character != '-')
        {
            return Err(NameFault::Character { character });
        }
        if label.is_empty() || label.len() > LONGEST_LABEL || label.starts_with('-') || label.ends_with('-') {
            return Err(NameFault::Label { label: label.to_owned() });
        }
    }
    if text.len() > LONGEST_NAME { Err(NameFault::TooLong) } else { Ok(text.to_ascii_lowercase()) }
}

/// A mailbox of a dot-string and a host name (RFC 5280 section 4.2.1.6, RFC 5321 section 4.1.2).
fn email(text: &str) -> Result<SubjectAlternativeName, NameFault> {
    let (local, domain) = text.rsplit_once('@').ok_or(NameFault::Email)?;
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.chars().all(|letter| letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter))
    };
    if !local.split('.').all(is_atom) {
        return Err(if local.is_ascii() { NameFault::Email } else { NameFault::NotAscii { ascii: None } });
    }
    let with_domain = |domain: &str| format!("{local}@{domain}");
    match host(domain, false) {
        Ok(domain) => Ok(SubjectAlternativeName::Email(with_domain(&domain))),
        Err(NameFault::NotAscii { ascii }) => {
            Err(NameFault::NotAscii { ascii: ascii.map(|domain| with_domain(&domain)) })
        }
        Err(_) => Err(NameFault::Email),
    }
}

/// An absolute URI (RFC 3986 section 3): a scheme, and something behind it.
fn uri(text: &str) -> Result<SubjectAlternativeName, NameFault> {
    if !text.is_ascii() {
        return Err(NameFault::NotAscii { ascii: None });
    }
    let (scheme, rest) = text.split_once(':').ok_or(NameFault::Uri)?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    if !is_scheme || rest.trim_matches('/').is_empty() {
        return Err(NameFault::Uri);
    }
    match rest.chars().find(|character| character.is_ascii_control() || "\"<>\\^`{|}".contains(*character)) {
        Some(character) => Err(NameFault::Character { character }),
        None => Ok(SubjectAlternativeName::Uri(text.to_owned())),
    }
}

#[cfg(test)]
mod tests;
