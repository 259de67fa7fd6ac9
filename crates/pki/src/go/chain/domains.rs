//! Domain names below domain names.

use std::collections::BTreeMap;

use super::{Covering, nearest};

/// The domains of one list, for DNS names, and for the hosts of URIs and mailboxes.
#[derive(Default)]
pub(super) enum Domains {
    /// There are none.
    #[default]
    None,
    /// An empty one is among them, which covers every name.
    All,
    /// These, each with what it is sorted by.
    Some {
        sorted: Vec<(Vec<u8>, String)>,
        /// Of excluded ones: what a wildcard of the same parent would cover among others.
        siblings: BTreeMap<String, String>,
    },
}

impl Domains {
    pub(super) fn new(domains: Vec<String>, permitted: bool) -> Self {
        if domains.is_empty() {
            return Self::None;
        }
        if domains.iter().any(String::is_empty) {
            return Self::All;
        }
        let mut sorted: Vec<_> = domains.into_iter().map(|domain| (order(&domain), domain)).collect();
        crate::order::sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
        sorted.dedup_by(|(_, next), (_, kept)| is_suffix(kept, next));
        let parents = sorted.iter().filter_map(|(_, domain)| {
            let lower = domain.to_ascii_lowercase();
            Some((parent(&lower)?.to_owned(), lower))
        });
        let siblings = if permitted { BTreeMap::new() } else { parents.collect() };
        Self::Some { sorted, siblings }
    }

    pub(super) fn covering(&self, name: &str) -> Covering {
        let (sorted, siblings) = match self {
            Self::None => return Covering::Unconstrained,
            Self::All => return Covering::By(String::new()),
            Self::Some { sorted, siblings } => (sorted, siblings),
        };
        let own = order(name);
        if let Some(((_, domain), exact)) = nearest(sorted, |(key, _)| *key < own, |(key, _)| *key == own)
            && (exact || is_suffix(domain, name))
        {
            return Covering::By(domain.clone());
        }
        let lower = name.to_ascii_lowercase();
        let sibling = name.starts_with('*').then(|| siblings.get(parent(&lower)?)).flatten();
        sibling.map_or(Covering::No, |domain| Covering::By(domain.clone()))
    }
}

/// A name in an order in which everything below a domain stands right behind it: from the end on, without regard to
/// case, the full stop before any other character.
fn order(name: &str) -> Vec<u8> {
    name.bytes().rev().map(|byte| if byte == b'.' { 0 } else { byte.to_ascii_lowercase() }).collect()
}

/// Whether a name is the domain or below it; behind a leading full stop only below it.
fn is_suffix(domain: &str, name: &str) -> bool {
    let Some(above) = name.len().checked_sub(domain.len()) else { return false };
    let end = name.as_bytes().get(above..).unwrap_or_default();
    let before = above.checked_sub(1).and_then(|at| name.as_bytes().get(at));
    end.eq_ignore_ascii_case(domain.as_bytes())
        && (domain.starts_with('.') || before.is_none_or(|before| *before == b'.'))
}

/// What follows the first label, with its full stop.
fn parent(name: &str) -> Option<&str> {
    name.find('.').and_then(|dot| name.get(dot..))
}
