//! Mailboxes (RFC 2821 section 4.1.2), read as generously as Go reads them.

use std::collections::BTreeSet;
use std::fmt;

use super::Covering;
use super::domains::Domains;
use crate::go::uri;

/// What stands before and behind the `@`; the domain in lower case.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mailbox {
    local: Vec<u8>,
    pub(super) domain: String,
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", String::from_utf8_lossy(&self.local), self.domain)
    }
}

impl Mailbox {
    /// Reads an rfc822Name; quotes and escapes of the local part are taken off.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (local, rest) = match text.strip_prefix('"') {
            Some(quoted) => read_quoted(quoted)?,
            None => read_atoms(text)?,
        };
        let domain = rest.strip_prefix('@').filter(|domain| uri::is_domain(domain, false))?;
        Some(Self { local, domain: domain.to_ascii_lowercase() })
    }
}

/// A character that may stand in quotes, or behind a backslash there.
fn is_text(byte: u8) -> bool {
    matches!(byte, 1..=9 | 11 | 12 | 14..=127)
}

fn read_quoted(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut local = Vec::new();
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some((local, text.get(at + 1..)?)),
            b'\\' => local.push(bytes.next().map(|(_, byte)| byte).filter(|byte| is_text(*byte))?),
            b'\t' => return None,
            byte if is_text(byte) => local.push(byte),
            _ => return None,
        }
    }
    None
}

fn read_atoms(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut local = Vec::new();
    let mut bytes = text.bytes().enumerate();
    let mut end = text.len();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => local.push(bytes.next()?.1),
            byte if byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte) => local.push(byte),
            _ => {
                end = at;
                break;
            }
        }
    }
    let dots = local.starts_with(b".") || local.ends_with(b".") || local.windows(2).any(|pair| pair == b"..");
    (!local.is_empty() && !dots).then(|| Some((local, text.get(end..)?))).flatten()
}

/// The mailboxes and the domains of mailboxes of one list.
#[derive(Default)]
pub(super) struct Mailboxes {
    whole: BTreeSet<Mailbox>,
    domains: Domains,
    is_empty: bool,
}

impl Mailboxes {
    pub(super) fn new(constraints: Vec<String>, permitted: bool) -> Self {
        let is_empty = constraints.is_empty();
        let (whole, domains): (Vec<String>, Vec<String>) = constraints.into_iter().partition(|text| text.contains('@'));
        let whole = whole.iter().filter_map(|text| Mailbox::read(text)).collect();
        Self { whole, domains: Domains::new(domains, permitted), is_empty }
    }

    pub(super) fn covering(&self, mailbox: &Mailbox) -> Covering {
        if self.is_empty {
            return Covering::Unconstrained;
        }
        if self.whole.contains(mailbox) {
            return Covering::By(mailbox.to_string());
        }
        match self.domains.covering(&mailbox.domain) {
            Covering::Unconstrained => Covering::No,
            covering => covering,
        }
    }
}
