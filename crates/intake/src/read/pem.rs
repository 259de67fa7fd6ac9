//! PEM blocks, by their labels.

use pki::pem::BodyError;
use pki::{Certificate, CertificateError, KeyError, PemBlock, PrivateKey, PublicKey, Request};

use crate::read::{Content, Finder};
use crate::{FileKind, Locked, Place, ProblemKind, Thing};

impl Finder<'_> {
    /// Reads all PEM blocks; `None` when there are none.
    pub(super) fn pem(&mut self, content: Content<'_>) -> Option<FileKind> {
        let blocks = pki::pem::blocks(content.bytes);
        if blocks.is_empty() {
            return None;
        }
        for block in &blocks {
            self.block(block, content);
        }
        let bundle = blocks.iter().all(|block| is_pkcs7(&block.label));
        Some(if bundle { FileKind::Pkcs7 } else { FileKind::Pem })
    }

    fn block(&mut self, block: &PemBlock, content: Content<'_>) {
        let line = |number: usize| u32::try_from(number).ok();
        // Offsets are the file's own; inside a field the line tells blocks apart.
        let offset = content.field.is_empty().then(|| u64::try_from(block.offset).ok()).flatten();
        let place = content.place(line(block.line), offset);
        let label = || block.label.clone();
        let body = match &block.body {
            Ok(body) => body,
            Err(BodyError::NotBase64 { line: bad }) => {
                return self.problem(content.place(line(*bad), None), ProblemKind::PemBase64 { label: label() });
            }
            Err(BodyError::Incomplete) => return self.problem(place, ProblemKind::PemBase64 { label: label() }),
            Err(_) => return self.problem(place, ProblemKind::PemUnterminated { label: label() }),
        };
        match block.label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => self.certificate(body, place),
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => self.request(body, place),
            "PUBLIC KEY" => self.public_key(PublicKey::from_der(body), place),
            "RSA PUBLIC KEY" => self.public_key(PublicKey::from_pkcs1_der(body), place),
            name if is_pkcs7(name) => self.pkcs7(body, &place),
            "PKCS12" => self.pkcs12(body, place),
            // What OpenSSL writes before an EC key; the key names its curve itself.
            "EC PARAMETERS" => {}
            "OPENSSH PRIVATE KEY" | "PGP PRIVATE KEY BLOCK" => {
                self.problem(place, ProblemKind::PemLabel { label: label() });
            }
            _ if block.is_private() => self.private_block(block, body, place),
            _ => self.problem(place, ProblemKind::PemLabel { label: label() }),
        }
    }

    fn private_block(&mut self, block: &PemBlock, body: &[u8], place: Place) {
        match PrivateKey::from_pem_block(block) {
            Ok(key) => self.key(place, &key),
            Err(KeyError::Encrypted) if block.header("Proc-Type").is_some() => {
                let unlock = |password: &str| pki::unlock_legacy_pem(block, password.as_bytes());
                self.locked(place, Locked::LegacyPem, unlock);
            }
            Err(KeyError::Encrypted) => {
                self.locked(place, Locked::Pkcs8, |password| pki::unlock_pkcs8(body, password.as_bytes()));
            }
            Err(error) => self.key_problem(place, error),
        }
    }

    /// A key that a password opens; it stays locked when there is none or it is wrong.
    pub(super) fn locked(
        &mut self,
        place: Place,
        kind: Locked,
        unlock: impl FnOnce(&str) -> Result<PrivateKey, KeyError>,
    ) {
        match self.password.map(unlock) {
            Some(Ok(key)) => self.key(place, &key),
            None => self.item(place, Thing::Locked(kind)),
            Some(Err(error)) => {
                self.item(place.clone(), Thing::Locked(kind));
                self.key_problem(place, error);
            }
        }
    }

    /// A certificate; what OpenSSL appends to a trusted one, or anything else behind it, is cut off and told.
    pub(super) fn certificate(&mut self, der: &[u8], place: Place) {
        let read = match Certificate::from_der(der) {
            Err(CertificateError::TrailingData { offset }) => {
                let (own, rest) = der.split_at_checked(offset).unwrap_or((der, &[]));
                if rest.iter().any(|byte| *byte != 0) {
                    self.problem(place.clone(), trailing("certificate", offset));
                }
                Certificate::from_der(own)
            }
            read => read,
        };
        match read {
            Ok(certificate) => self.item(place, Thing::Certificate(certificate.facts())),
            Err(error) => {
                let offset = match error {
                    CertificateError::Malformed { offset, .. } => u64::try_from(offset).ok(),
                    CertificateError::Truncated { present, .. } => u64::try_from(present).ok(),
                    _ => None,
                };
                let kind = ProblemKind::Der { what: "certificate".to_owned(), offset, reason: error.to_string() };
                self.problem(place, kind);
            }
        }
    }

    pub(super) fn request(&mut self, der: &[u8], place: Place) {
        match Request::from_der(der) {
            Ok(request) => self.item(place, Thing::Request(request.facts())),
            Err(error) => {
                let offset = match error {
                    pki::RequestError::Malformed { offset, .. } | pki::RequestError::TrailingData { offset } => {
                        u64::try_from(offset).ok()
                    }
                    _ => None,
                };
                let kind = ProblemKind::Der { what: "request".to_owned(), offset, reason: error.to_string() };
                self.problem(place, kind);
            }
        }
    }

    fn public_key(&mut self, read: Result<PublicKey, KeyError>, place: Place) {
        match read {
            Ok(key) => self.item(place, Thing::PublicKey(key.facts())),
            Err(error) => {
                let kind = ProblemKind::Der { what: "public key".to_owned(), offset: None, reason: error.to_string() };
                self.problem(place, kind);
            }
        }
    }

    pub(super) fn key_problem(&mut self, place: Place, error: KeyError) {
        let reason = error.to_string();
        let kind = match error {
            KeyError::Unsupported { algorithm } => ProblemKind::KeyUnsupported { algorithm },
            KeyError::UnsupportedEncryption { scheme } => ProblemKind::KeyUnsupported { algorithm: scheme },
            KeyError::TooCostly { work } => ProblemKind::KeyUnsupported { algorithm: work },
            KeyError::Inconsistent { .. } => ProblemKind::KeyBroken { reason },
            KeyError::WrongPassword => ProblemKind::WrongPassword,
            _ => ProblemKind::Der { what: "private key".to_owned(), offset: None, reason },
        };
        self.problem(place, kind);
    }
}

/// Bytes behind the end of a structure.
pub(super) fn trailing(what: &str, offset: usize) -> ProblemKind {
    let reason = CertificateError::TrailingData { offset }.to_string();
    ProblemKind::Der { what: what.to_owned(), offset: u64::try_from(offset).ok(), reason }
}

fn is_pkcs7(label: &str) -> bool {
    matches!(label, "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS")
}
