//! Name constraints along a chain, as Go's `x509.Verify` checks them (RFC 5280 section 4.2.1.10; observed in Go 1.26).
//!
//! The constraints of each certificate bind the names of all below it. Go looks at DNS names, IP addresses, e-mail
//! addresses and URIs of subjectAltName alone: neither at the common name nor at directory names.

mod addresses;
mod domains;
mod mailbox;
mod names;

use addresses::Addresses;
use domains::Domains;
use mailbox::Mailboxes;
use names::Names;

use super::quote::quoted;
use super::reader::{GoReader, SEQUENCE, context, context_constructed};
use crate::Certificate;
use crate::oid::content;

/// The error of a chain, the leaf first, in which a name is not one that the certificates above it may sign; `None`
/// when every name is.
pub fn go_name_constraints_error(chain: &[&Certificate]) -> Option<String> {
    check(chain).err().map(|reason| {
        format!("x509: a root or intermediate certificate is not authorized to sign for this name: {reason}")
    })
}

fn check(chain: &[&Certificate]) -> Result<(), String> {
    let constraints: Vec<(usize, Constraints)> = chain
        .iter()
        .enumerate()
        .filter_map(|(index, certificate)| Some((index, Constraints::of(certificate)?)))
        .collect();
    for (index, certificate) in chain.iter().enumerate() {
        let above = constraints.iter().filter(|(of, _)| *of > index);
        if certificate.extension(content::SUBJECT_ALTERNATIVE_NAME).is_none() || above.clone().next().is_none() {
            continue;
        }
        let names = Names::of(certificate)?;
        for (_, constraints) in above {
            constraints.allow(&names)?;
        }
    }
    Ok(())
}

/// What one list of subtrees holds, by the kind of name.
#[derive(Default)]
struct Subtrees {
    addresses: Addresses,
    dns: Domains,
    uris: Domains,
    mailboxes: Mailboxes,
}

/// The name constraints of one certificate.
struct Constraints {
    permitted: Subtrees,
    excluded: Subtrees,
}

impl Constraints {
    fn of(certificate: &Certificate) -> Option<Self> {
        let value = certificate.extension(content::NAME_CONSTRAINTS)?.value;
        let mut lists = GoReader::new(value).element(SEQUENCE)?;
        let permitted = lists.optional(context_constructed(0))?;
        let excluded = lists.optional(context_constructed(1))?;
        Some(Self { permitted: Subtrees::read(permitted, true), excluded: Subtrees::read(excluded, false) })
    }

    fn allow(&self, names: &Names) -> Result<(), String> {
        let Self { permitted, excluded } = self;
        for address in &names.addresses {
            let shown = addresses::text(address);
            allow("IP address", &shown, permitted.addresses.covering(address), excluded.addresses.covering(address))?;
        }
        for name in &names.dns {
            if !super::uri::is_domain(name, false) {
                return Err(format!("x509: cannot parse dnsName {}", quoted(name.as_bytes())));
            }
            allow("DNS name", name, permitted.dns.covering(name), excluded.dns.covering(name))?;
        }
        for (uri, host) in &names.uris {
            allow("URI", uri, permitted.uris.covering(host), excluded.uris.covering(host))?;
        }
        for mailbox in &names.mailboxes {
            let (may, may_not) = (permitted.mailboxes.covering(mailbox), excluded.mailboxes.covering(mailbox));
            allow("email address", &mailbox.to_string(), may, may_not)?;
        }
        Ok(())
    }
}

/// What a list of constraints of one kind says of a name.
enum Covering {
    /// There are no constraints of this kind.
    Unconstrained,
    /// There are some, and none covers the name.
    No,
    /// This one does.
    By(String),
}

fn allow(kind: &str, name: &str, permitted: Covering, excluded: Covering) -> Result<(), String> {
    let shown = quoted(name.as_bytes());
    match (permitted, excluded) {
        (Covering::No, _) => Err(format!("{kind} {shown} is not permitted by any constraint")),
        (_, Covering::By(constraint)) => {
            Err(format!("{kind} {shown} is excluded by constraint {}", quoted(constraint.as_bytes())))
        }
        _ => Ok(()),
    }
}

impl Subtrees {
    fn read(list: Option<GoReader<'_>>, permitted: bool) -> Self {
        let mut found = Subtrees::default();
        let (mut dns, mut uris, mut mailboxes) = (Vec::new(), Vec::new(), Vec::new());
        let mut list = list.unwrap_or(GoReader::new(&[]));
        while let Some((tag, value, _)) = list.element(SEQUENCE).and_then(|mut subtree| subtree.any()) {
            let text = || String::from_utf8_lossy(value.rest()).into_owned();
            match tag {
                tag if tag == context(1) => mailboxes.push(text()),
                tag if tag == context(2) => dns.push(text()),
                tag if tag == context(6) => uris.push(text()),
                tag if tag == context(7) => found.addresses.add(value.rest()),
                _ => {}
            }
        }
        found.addresses.order();
        found.dns = Domains::new(dns, permitted);
        found.uris = Domains::new(uris, permitted);
        found.mailboxes = Mailboxes::new(mailboxes, permitted);
        found
    }
}

/// The constraint that Go's search comes to: of a sorted list the last that does not stand behind what is sought, or the
/// first of all.
fn nearest<T>(sorted: &[T], is_before: impl Fn(&T) -> bool, is_it: impl Fn(&T) -> bool) -> Option<(&T, bool)> {
    let at = sorted.partition_point(is_before);
    if let Some(exact) = sorted.get(at).filter(|found| is_it(found)) {
        return Some((exact, true));
    }
    sorted.get(at.saturating_sub(1)).map(|found| (found, false))
}

#[cfg(test)]
mod tests;
