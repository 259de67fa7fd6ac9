//! DER structures that stand alone: certificate, request, key, PKCS #7, PKCS #12.

use std::borrow::Cow;

use der::{Decode, Header, Reader, SliceReader, Tag};
use pki::{Certificate, CertificateError, KeyError, PrivateKey, PublicKey, Request};

use crate::read::pem::trailing;
use crate::read::{Content, Finder};
use crate::{FileKind, Locked, Place, ProblemKind, Thing};

/// Structures in a row that are still read.
const IN_A_ROW: usize = 10_000;

/// Whether bytes begin like a DER SEQUENCE that is no text by chance: `0` is also a digit.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x80..=0x84, ..] => true,
        [0x30, length, rest @ ..] => usize::from(*length) == rest.len(),
        _ => false,
    }
}

/// The end of the structure that bytes begin with.
fn end(bytes: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let header = Header::decode(&mut reader).ok()?;
    let end = usize::try_from(reader.position()).ok()?.checked_add(usize::try_from(header.length()).ok()?)?;
    (end <= bytes.len()).then_some(end)
}

/// The tags of the first two elements inside a SEQUENCE, as far as they can be told.
fn inner_tags(bytes: &[u8]) -> Option<(Tag, Option<Tag>)> {
    let mut reader = SliceReader::new(bytes).ok()?;
    Header::decode(&mut reader).ok()?;
    let first = Header::decode(&mut reader).ok()?;
    let second = (first.tag() == Tag::Sequence).then(|| Tag::peek(&reader).ok()).flatten();
    Some((first.tag(), second))
}

impl Finder<'_> {
    /// Reads one structure, and those that follow it; `None` when the first is nothing that we know.
    pub(super) fn der(&mut self, content: Content<'_>) -> Option<FileKind> {
        let mut kind = None;
        let mut start = 0_usize;
        for _ in 0..IN_A_ROW {
            let rest = content.bytes.get(start..).unwrap_or_default();
            if rest.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
                break;
            }
            let offset = content.field.is_empty().then(|| u64::try_from(start).ok()).flatten();
            let place = content.place(None, offset);
            let one = match end(rest) {
                Some(end) => rest.get(..end).map(|der| (Cow::Borrowed(der), end)),
                None => pki::der_of_ber(rest).map(|(der, end)| (Cow::Owned(der), end)),
            };
            let found = one.and_then(|(der, end)| Some((self.structure(&der, place.clone())?, end)));
            let Some((found, end)) = found else {
                if kind.is_some() {
                    self.problem(place, trailing("structure", start));
                }
                break;
            };
            kind.get_or_insert(found);
            start += end;
        }
        kind
    }

    fn structure(&mut self, der: &[u8], place: Place) -> Option<FileKind> {
        if let Ok(certificate) = Certificate::from_der(der) {
            self.item(place, Thing::Certificate(certificate.facts()));
        } else if let Ok(request) = Request::from_der(der) {
            self.item(place, Thing::Request(request.facts()));
        } else if super::pkcs7::is_pkcs7(der) {
            self.pkcs7(der, &place);
            return Some(FileKind::Pkcs7);
        } else if super::pkcs12::is_pkcs12(der) {
            self.pkcs12(der, place);
            return Some(FileKind::Pkcs12);
        } else if let Ok(key) = PublicKey::from_der(der).or_else(|_| PublicKey::from_pkcs1_der(der)) {
            self.item(place, Thing::PublicKey(key.facts()));
        } else {
            match PrivateKey::from_der(der) {
                Ok(key) => self.key(place, &key),
                Err(KeyError::Encrypted) => {
                    self.locked(place, Locked::Pkcs8, |password| pki::unlock_pkcs8(der, password.as_bytes()));
                }
                Err(KeyError::Unrecognized) => return None,
                Err(error) => self.key_problem(place, error),
            }
        }
        Some(FileKind::Der)
    }

    /// Says what is wrong with bytes that begin like DER and are nothing that we know; false when they do not.
    pub(super) fn explain_der(&mut self, content: Content<'_>) -> bool {
        if !is_likely(content.bytes) {
            return false;
        }
        let what = match inner_tags(content.bytes) {
            Some((Tag::Sequence, Some(Tag::ContextSpecific { .. }))) => "certificate",
            Some((Tag::Sequence, Some(Tag::Integer))) => "certificate or request",
            Some((Tag::Integer, _)) => "private key",
            Some((Tag::ObjectIdentifier, _)) => "PKCS #7",
            _ => "DER",
        };
        let error = Certificate::from_der(content.bytes).err().unwrap_or(CertificateError::Empty);
        let (offset, reason) = match error {
            _ if content.bytes.starts_with(&[0x30, 0x80]) && pki::der_of_ber(content.bytes).is_none() => {
                (None, "BER with indefinite lengths that is cut off or damaged".to_owned())
            }
            CertificateError::Malformed { offset, .. } if what == "certificate" => (Some(offset), error.to_string()),
            CertificateError::Truncated { present, .. } => (Some(present), error.to_string()),
            _ if what == "certificate" => (None, error.to_string()),
            _ => (None, "not of a kind that holds a certificate, request or key".to_owned()),
        };
        let offset = offset.and_then(|offset| u64::try_from(offset).ok());
        self.problem(content.place(None, None), ProblemKind::Der { what: what.to_owned(), offset, reason });
        true
    }
}
