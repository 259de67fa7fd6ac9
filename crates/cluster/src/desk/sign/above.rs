//! An authority made ready to sign: what stands against it, what it must obey, and its key.

use intake::{ReadFile, Thing};
use pki::{BasicConstraintsTemplate, Certificate, CertificateFacts, IssueError, Issuer, UnixTime};

use super::authorities::Candidate;
use super::constraints::NameConstraints;
use super::{Caution, Refusal};
use crate::catalogue::AuthorityName;
use crate::workspace::sight::Sight;
use crate::{Authority, KeyMatch, Workspace};

/// An authority, ready.
pub(crate) struct Above {
    /// Its certificate.
    pub(crate) facts: CertificateFacts,
    /// The authority for a view.
    pub(crate) authority: Authority,
    /// The first cluster it belongs to, by its index.
    pub(crate) cluster: Option<usize>,
    /// Why it cannot sign anything.
    pub(crate) refusals: Vec<Refusal>,
    /// The part it plays in a cluster.
    pub(crate) role: Option<AuthorityName>,
    /// What has to be confirmed before it signs anything.
    pub(crate) cautions: Vec<Caution>,
    /// The names that it and those above it may not certify.
    pub(crate) constraints: NameConstraints,
    /// The path lengths of it and of those above it, the innermost first.
    lengths: Vec<Option<u64>>,
    /// It with its key.
    pub(crate) issuer: Option<Issuer>,
    /// It and those above it up to the root, without that, as PEM; empty when it is a root itself.
    pub(crate) chain: String,
}

impl Above {
    /// Makes an authority ready to sign at an instant.
    pub(crate) fn new(workspace: &Workspace, sight: &Sight<'_>, candidate: &Candidate<'_>, at: UnixTime) -> Self {
        let mut above = Self {
            facts: candidate.facts.clone(),
            authority: candidate.authority(sight),
            cluster: candidate.clusters.first().copied(),
            refusals: Vec::new(),
            role: candidate.role,
            cautions: Vec::new(),
            constraints: NameConstraints::default(),
            lengths: Vec::new(),
            issuer: None,
            chain: String::new(),
        };
        above.look_upwards(sight, candidate.facts);
        above.cautions.extend(of_dates(candidate.facts, at));
        let Ok(certificate) = Certificate::from_der(&candidate.facts.der) else {
            above.refusals.push(Refusal::NotAnAuthority);
            return above;
        };
        if is_weak_hash(&certificate.details().signature_algorithm) {
            above.cautions.push(Caution::Sha1);
        }
        if !certificate.is_authority() {
            above.refusals.push(Refusal::NotAnAuthority);
        } else if certificate.key_usage().is_some_and(|usage| !usage.signs_certificates()) {
            above.refusals.push(Refusal::MayNotSign);
        }
        if let Err(weak) = pki::strength(certificate.spki_der()) {
            above.refusals.push(Refusal::WeakAuthority(weak.to_string()));
        }
        match workspace.private_key(candidate.facts.key.sha256).map(|key| Issuer::new(&certificate, &key)) {
            Some(Ok(issuer)) => above.issuer = Some(issuer),
            Some(Err(IssueError::KeyDoesNotMatch)) => above.refusals.push(Refusal::KeyDoesNotMatch),
            // What else it says was found above.
            Some(Err(_)) => {}
            None => {
                above.refusals.push(match sight.inventory.key_match(candidate.facts.key.sha256, &candidate.places) {
                    KeyMatch::Another(_) => Refusal::KeyDoesNotMatch,
                    _ => locked_key(sight, candidate).map_or(Refusal::NoKey, Refusal::KeyLocked),
                })
            }
        }
        above
    }

    /// Goes up to the root: path lengths, name constraints, and the chain that a certificate needs with it.
    fn look_upwards(&mut self, sight: &Sight<'_>, own: &CertificateFacts) {
        let chain = sight.signatures.chain(own, &sight.inventory);
        let higher = chain.iter().filter_map(|authority| sight.inventory.certificate(authority.certificate));
        for facts in std::iter::once(own).chain(higher.map(|held| held.facts)) {
            let Ok(certificate) = Certificate::from_der(&facts.der) else { continue };
            self.lengths.push(certificate.path_length());
            let details = certificate.details();
            self.constraints.add(&details.extensions);
            if !facts.is_self_issued() {
                self.chain.push_str(&details.pem);
            }
        }
    }

    /// The path length that is exceeded by a certificate with these basicConstraints, if one is.
    pub(crate) fn exceeded_length(&self, constraints: BasicConstraintsTemplate) -> Option<u64> {
        let (new, wanted) = match constraints {
            BasicConstraintsTemplate::Authority(length) => (1, length.map(u64::from)),
            _ => (0, None),
        };
        let mut below: u64 = new;
        for length in &self.lengths {
            if let Some(length) = *length
                && (length < below || new == 1 && wanted.is_some_and(|wanted| length < below.saturating_add(wanted)))
            {
                return Some(length);
            }
            below = below.saturating_add(1);
        }
        None
    }
}

/// A file beside the certificate, or that of the certificate itself, with something in it that a password opens.
fn locked_key(sight: &Sight<'_>, candidate: &Candidate<'_>) -> Option<String> {
    let own: Vec<&str> =
        candidate.places.iter().filter_map(|(file, _)| sight.file(*file)).map(|file| file.path.as_str()).collect();
    let beside = |path: &str| {
        let base = path.strip_suffix(".key").unwrap_or(path);
        let of = |own: &&str| [".crt", ".cer", ".pem"].iter().any(|end| own.strip_suffix(end) == Some(base));
        own.contains(&path) || own.iter().any(of)
    };
    let locked = |file: &ReadFile| file.items.iter().any(|item| matches!(item.thing, Thing::Locked(_)));
    let mut files = sight.overview.files.iter();
    files.find(|file| locked(file) && beside(&file.path)).map(|file| file.path.clone())
}

/// What the dates of an authority ask to be confirmed at an instant.
pub(crate) fn of_dates(facts: &CertificateFacts, at: UnixTime) -> Option<Caution> {
    if facts.not_after.is_some_and(|end| end < at) {
        Some(Caution::AuthorityExpired)
    } else if facts.not_before.is_some_and(|begin| begin > at) {
        Some(Caution::AuthorityNotYetValid)
    } else {
        None
    }
}

/// A signature algorithm with a hash that can be forged: SHA-1 and older.
pub(crate) fn is_weak_hash(algorithm: &str) -> bool {
    let folded = algorithm.to_ascii_lowercase();
    ["md2", "md4", "md5", "sha1"]
        .iter()
        .any(|weak| folded.starts_with(&format!("{weak}with")) || folded.ends_with(&format!("with-{weak}")))
}
