//! Chain building as Go's `x509.Certificate.Verify` does it for kubeadm (spec section 3.6), to the error text.
//!
//! Root: one certificate. Intermediates: what follows the leaf in its file. Any extended key usage, no host name, one
//! current time for every certificate of the chain.

use pki::{Certificate, KeyAlgorithm, UnixTime, VerifyError};

use crate::reading::CertificateChain;

/// As many signatures as Go tries for one leaf.
const SIGNATURE_CHECKS: usize = 100;

/// Checks that a leaf leads to the root at an instant; an error is Go's own text.
pub(crate) fn verify(leaf: &CertificateChain, root: &Certificate, at: UnixTime) -> Result<(), String> {
    let search = Search { root, intermediates: leaf.rest.iter().map(|certificate| &**certificate).collect(), at };
    search.is_valid(&leaf.first, Position::Leaf, &[])?;
    if leaf.first.der() == root.der() {
        return Ok(());
    }
    let mut chains = Vec::new();
    search.climb(&[&leaf.first], &mut SIGNATURE_CHECKS.clone(), &mut chains)?;
    // One chain that holds is enough; where none does, the first tells why.
    let mut reasons = chains.iter().map(|chain| pki::go_name_constraints_error(chain));
    match reasons.next() {
        Some(Some(reason)) if reasons.all(|reason| reason.is_some()) => Err(reason),
        _ => Ok(()),
    }
}

/// Certificates from the leaf to the root.
type Chain<'c> = Vec<&'c Certificate>;

struct Search<'c> {
    root: &'c Certificate,
    intermediates: Vec<&'c Certificate>,
    at: UnixTime,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Leaf,
    Intermediate,
    Root,
}

/// What the last candidates of one step came to, as Go keeps it.
#[derive(Default)]
struct Verdict {
    error: Option<String>,
    hint: Option<String>,
}

impl<'c> Search<'c> {
    /// From the last certificate of the chain on upwards, the root first, then each intermediate.
    /// Each chain that reaches the root is added to `chains`.
    fn climb(
        &self,
        chain: &[&'c Certificate],
        checks_left: &mut usize,
        chains: &mut Vec<Chain<'c>>,
    ) -> Result<(), String> {
        let before = chains.len();
        let Some(child) = chain.last() else { return Ok(()) };
        let mut verdict = Verdict::default();
        let is_parent = |candidate: &Certificate| candidate.subject_der() == child.issuer_der();
        if is_parent(self.root) {
            self.consider(self.root, Position::Root, chain, checks_left, &mut verdict, chains);
        }
        let mut intermediates: Vec<_> =
            self.intermediates.iter().copied().filter(|candidate| is_parent(candidate)).collect();
        crate::order::sort_by_key(&mut intermediates, |candidate| key_identifiers(candidate, child));
        for candidate in intermediates {
            self.consider(candidate, Position::Intermediate, chain, checks_left, &mut verdict, chains);
        }
        match verdict {
            _ if chains.len() > before => Ok(()),
            Verdict { error: Some(error), .. } => Err(error),
            Verdict { hint, .. } => {
                Err(format!("x509: certificate signed by unknown authority{}", hint.unwrap_or_default()))
            }
        }
    }

    fn consider(
        &self,
        candidate: &'c Certificate,
        position: Position,
        chain: &[&'c Certificate],
        checks_left: &mut usize,
        verdict: &mut Verdict,
        chains: &mut Vec<Chain<'c>>,
    ) {
        let Some(child) = chain.last() else { return };
        if chain.iter().any(|known| is_same_entity(known, candidate)) {
            return;
        }
        let Some(left) = checks_left.checked_sub(1) else {
            let text = "x509: signature check attempts limit reached while verifying certificate chain";
            verdict.error = Some(text.to_owned());
            return;
        };
        *checks_left = left;
        if let Err(reason) = signed_by(child, candidate) {
            verdict.hint.get_or_insert_with(|| hint(&reason, candidate));
            return;
        }
        if let Err(reason) = self.is_valid(candidate, position, chain) {
            verdict.hint.get_or_insert_with(|| hint(&reason, candidate));
            verdict.error = Some(reason);
            return;
        }
        let longer: Chain<'c> = chain.iter().copied().chain([candidate]).collect();
        if position == Position::Root {
            verdict.error = None;
            chains.push(longer);
        } else {
            verdict.error = self.climb(&longer, checks_left, chains).err();
        }
    }

    fn is_valid(&self, certificate: &Certificate, position: Position, below: &[&Certificate]) -> Result<(), String> {
        if has_unhandled_critical_extension(certificate) {
            return Err("x509: unhandled critical extension".into());
        }
        let now = self.at;
        let expired =
            |rest: String| format!("x509: certificate has expired or is not yet valid: current time {now} {rest}");
        match (certificate.not_before(), certificate.not_after()) {
            (Some(begin), _) if now < begin => return Err(expired(format!("is before {begin}"))),
            (_, Some(end)) if now > end => return Err(expired(format!("is after {end}"))),
            _ => {}
        }
        if position == Position::Intermediate && !certificate.is_authority() {
            return Err("x509: certificate is not authorized to sign other certificates".into());
        }
        // The leaf itself does not count against the limit.
        let between = u64::try_from(below.len().saturating_sub(1)).unwrap_or(u64::MAX);
        match certificate.path_length() {
            Some(limit) if !below.is_empty() && between > limit => {
                Err("x509: too many intermediates for path length constraint".into())
            }
            _ => Ok(()),
        }
    }
}

/// Go tries candidates whose key identifier fits first, those of which it cannot be said next, the others last.
fn key_identifiers(candidate: &Certificate, child: &Certificate) -> u8 {
    match (candidate.subject_key_identifier(), child.authority_key_identifier()) {
        (Some(own), Some(wanted)) if own == wanted => 0,
        (Some(_), Some(_)) => 2,
        _ => 1,
    }
}

/// The same subject and key make the same entity, whatever else differs.
fn is_same_entity(one: &Certificate, other: &Certificate) -> bool {
    one.subject_der() == other.subject_der() && one.spki_der() == other.spki_der() && one.names() == other.names()
}

/// ` (possibly because of ...)`: the first candidate that failed, and why.
fn hint(reason: &str, candidate: &Certificate) -> String {
    let facts = candidate.facts();
    let name = match facts.subject.common_name() {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => match facts.subject.organizations().first() {
            Some(organization) => (*organization).to_owned(),
            None => format!("serial:{}", facts.serial),
        },
    };
    format!(" (possibly because of {reason:?} while trying to verify candidate authority certificate {name:?})")
}

/// Go's `CheckSignatureFrom`.
fn signed_by(child: &Certificate, parent: &Certificate) -> Result<(), String> {
    let may_not_sign = parent.key_usage().is_some_and(|usage| !usage.signs_certificates());
    if parent.version() == 3 && !parent.is_authority() || may_not_sign {
        return Err("x509: invalid signature: parent certificate cannot sign this kind of certificate".into());
    }
    let key = &parent.facts().key.algorithm;
    child.verify_signature(parent.spki_der()).map_err(|error| match (error, key) {
        (VerifyError::Invalid, KeyAlgorithm::Rsa { .. }) => "crypto/rsa: verification error".into(),
        (VerifyError::Invalid, _) => "x509: ECDSA verification failure".into(),
        (VerifyError::KeyUnusable { .. }, KeyAlgorithm::Rsa { .. }) => mismatch("ECDSA", "*rsa.PublicKey"),
        (VerifyError::KeyUnusable { .. }, KeyAlgorithm::Ed25519) => mismatch("RSA", "ed25519.PublicKey"),
        (VerifyError::KeyUnusable { .. }, _) => mismatch("RSA", "*ecdsa.PublicKey"),
        _ => "x509: cannot verify signature: algorithm unimplemented".into(),
    })
}

fn mismatch(algorithm: &str, key: &str) -> String {
    format!("x509: signature algorithm specifies an {algorithm} public key, but have public key of type {key}")
}

/// Extensions that Go reads; a critical one that is none of these fails the chain.
const HANDLED: [&str; 13] = [
    "2.5.29.14",
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.19",
    "2.5.29.30",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.35",
    "2.5.29.36",
    "2.5.29.37",
    "2.5.29.54",
    "1.3.6.1.5.5.7.1.1",
];

fn has_unhandled_critical_extension(certificate: &Certificate) -> bool {
    let details = certificate.details();
    details.extensions.iter().any(|extension| extension.critical && !HANDLED.contains(&extension.oid.as_str()))
}
