//! A certificate in full, and what is odd about it.

use std::collections::BTreeMap;

use sha1::{Digest, Sha1};

use super::Certificate;
use crate::extension::text;
use crate::{CertificateDetails, KeyAlgorithm, Oddity, asn1, hexadecimal, oid, pem, public_key, verify};

impl Certificate {
    /// Everything that can be said of the certificate by looking at it alone.
    pub fn details(&self) -> CertificateDetails {
        let facts = self.facts();
        let extensions: Vec<_> = self.extensions().map(text::details).collect();
        let oddities = self.oddities(&extensions);
        CertificateDetails {
            version: self.version(),
            serial_hex: hexadecimal::colons_lower(self.serial_octets()),
            signature_algorithm: algorithm_name(self.signature_algorithms().1),
            sha1: Sha1::digest(self.der()).into(),
            extensions,
            pem: pem::encode("CERTIFICATE", self.der()),
            asn1: asn1::tree(self.der()),
            oddities,
            facts,
        }
    }

    fn oddities(&self, extensions: &[crate::ExtensionDetails]) -> Vec<Oddity> {
        let mut odd = Vec::new();
        self.odd_serial(&mut odd);
        match (self.not_before(), self.not_after()) {
            (Some(before), Some(after)) if after < before => odd.push(Oddity::ValidityReversed),
            (Some(_), Some(_)) => {}
            _ => odd.push(Oddity::ValidityUnreadable),
        }
        let mut seen = BTreeMap::new();
        for extension in extensions {
            if extension.error.is_some() {
                odd.push(Oddity::ExtensionBroken(extension.name.clone()));
            }
            let times = seen.entry(&extension.oid).or_insert(0_usize);
            *times += 1;
            if *times == 2 {
                odd.push(Oddity::ExtensionTwice(extension.name.clone()));
            }
        }
        let (inner, outer) = self.signature_algorithms();
        if inner != outer {
            odd.push(Oddity::AlgorithmsDiffer);
        }
        odd.extend(weak_hash(algorithm_name(outer)).map(Oddity::WeakHash));
        odd.extend(weak_key(self.spki_der()));
        odd
    }

    fn odd_serial(&self, odd: &mut Vec<Oddity>) {
        let octets = self.serial_octets();
        if octets.iter().all(|octet| *octet == 0) {
            odd.push(Oddity::SerialZero);
        }
        if octets.first().is_some_and(|first| first & 0x80 != 0) {
            odd.push(Oddity::SerialNegative);
        }
        if octets.len() > 20 {
            odd.push(Oddity::SerialTooLong);
        }
    }
}

/// The usual name of an AlgorithmIdentifier, else its OID.
pub(crate) fn algorithm_name(algorithm: &[u8]) -> String {
    verify::algorithm_oid(algorithm).map_or_else(|_| "?".to_owned(), oid::name_or_dotted)
}

/// The name of a signature algorithm whose hash is weak.
pub(crate) fn weak_hash(name: String) -> Option<String> {
    let folded = name.to_ascii_lowercase();
    ["md2", "md4", "md5", "sha1"]
        .iter()
        .any(|weak| folded.starts_with(&format!("{weak}with")) || folded.ends_with(&format!("with-{weak}")))
        .then_some(name)
}

fn weak_key(spki: &[u8]) -> Option<Oddity> {
    let algorithm = public_key::algorithm(spki);
    let weak = match &algorithm {
        KeyAlgorithm::Rsa { bits } => *bits < 2048,
        KeyAlgorithm::Other(_) => true,
        _ => false,
    };
    weak.then(|| Oddity::WeakKey(public_key::display(&algorithm)))
}
