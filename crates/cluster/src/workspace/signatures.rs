//! Signatures between dropped certificates, each verified at most once.

use std::cell::RefCell;
use std::collections::HashMap;

use pki::{Certificate, CertificateFacts, Fingerprint, VerifyError};

use super::inventory::Inventory;
use crate::{Authority, Signer};

/// What was verified so far, by the hashes of the certificate and of the key that was tried: it holds whatever is added
/// or removed.
#[derive(Default)]
pub(crate) struct Signatures {
    known: RefCell<HashMap<(Fingerprint, Fingerprint), Result<(), VerifyError>>>,
}

impl Signatures {
    /// Whether the key of `authority` made the signature of `certificate`.
    pub(crate) fn verify(
        &self,
        certificate: &CertificateFacts,
        authority: &CertificateFacts,
    ) -> Result<(), VerifyError> {
        let pair = (certificate.sha256, authority.key.sha256);
        if let Some(known) = self.known.borrow().get(&pair) {
            return known.clone();
        }
        let unreadable = |_| VerifyError::Invalid;
        let result = Certificate::from_der(&certificate.der).map_err(unreadable).and_then(|child| {
            let authority = Certificate::from_der(&authority.der).map_err(unreadable)?;
            child.verify_signature(authority.spki_der())
        });
        self.known.borrow_mut().insert(pair, result.clone());
        result
    }

    /// Who signed a certificate, among all that were dropped.
    pub(crate) fn signer<'a>(
        &self,
        certificate: &'a CertificateFacts,
        inventory: &Inventory<'a>,
    ) -> (Signer, Option<&'a CertificateFacts>) {
        if certificate.is_self_issued() {
            match self.verify(certificate, certificate) {
                Ok(()) => return (Signer::SelfSigned, None),
                Err(VerifyError::Unsupported { algorithm }) => return (Signer::Unsupported(algorithm), None),
                Err(_) => {}
            }
        }
        let mut failed = None;
        let candidates = inventory.with_subject(&certificate.issuer.der);
        let mut candidates: Vec<_> = candidates.filter(|facts| facts.sha256 != certificate.sha256).collect();
        // Of several with one name the one whose key identifier is named is the likely one; authorities before others.
        crate::order::sort_by_key(&mut candidates, |facts| {
            let named = facts.subject_key_identifier.is_some()
                && facts.subject_key_identifier == certificate.authority_key_identifier;
            (!named, !facts.is_authority)
        });
        for facts in candidates {
            match self.verify(certificate, facts) {
                Ok(()) => return (Signer::Found(authority(facts, inventory)), Some(facts)),
                Err(VerifyError::Unsupported { algorithm }) => return (Signer::Unsupported(algorithm), None),
                Err(_) if failed.is_none() => failed = Some(facts),
                Err(_) => {}
            }
        }
        (failed.map_or(Signer::NotHere, |facts| Signer::SignatureFails(authority(facts, inventory))), None)
    }

    /// The authorities above a certificate, each of which verifies the one before it; a root ends the chain.
    pub(crate) fn chain<'a>(&self, certificate: &'a CertificateFacts, inventory: &Inventory<'a>) -> Vec<Authority> {
        /// Longer chains are loops of cross-signed authorities.
        const LONGEST: usize = 10;
        let mut chain: Vec<Authority> = Vec::new();
        let mut current = certificate;
        while chain.len() < LONGEST {
            let (Signer::Found(found), Some(facts)) = self.signer(current, inventory) else { break };
            if chain.iter().any(|known| known.certificate == found.certificate) {
                break;
            }
            chain.push(found);
            current = facts;
        }
        chain
    }
}

fn authority(facts: &CertificateFacts, inventory: &Inventory<'_>) -> Authority {
    let places = inventory.certificate(facts.sha256).map(|held| inventory.places(&held.places)).unwrap_or_default();
    Authority { certificate: facts.sha256, subject: facts.subject.to_string(), places, not_after: facts.not_after }
}
