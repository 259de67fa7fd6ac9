//! PKCS #12 files (RFC 7292): locked without a password, its certificates and keys with one.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag, Tagged};
use p12_keystore::{Pkcs12Archive, error::Error};
use pki::PrivateKey;

use crate::read::Finder;
use crate::{Locked, Place, ProblemKind, Thing};

/// `data` and `signedData`: what an authenticated safe may be.
const SAFES: [ObjectIdentifier; 2] =
    [ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1"), ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2")];

/// Whether DER is a PFX: `SEQUENCE { version INTEGER 3, authSafe ContentInfo, ... }`.
pub(super) fn is_pkcs12(bytes: &[u8]) -> bool {
    let read = || -> der::Result<bool> {
        let outer = AnyRef::from_der(bytes)?;
        let mut reader = SliceReader::new(outer.value())?;
        let version: u8 = reader.decode()?;
        let safe = AnyRef::decode(&mut reader)?;
        let oid: ObjectIdentifier = SliceReader::new(safe.value())?.decode()?;
        Ok(outer.tag() == Tag::Sequence && version == 3 && SAFES.contains(&oid))
    };
    read().unwrap_or(false)
}

impl Finder<'_> {
    pub(super) fn pkcs12(&mut self, der: &[u8], place: Place) {
        let Some(password) = self.password else {
            return self.item(place, Thing::Locked(Locked::Pkcs12));
        };
        let archive = match Pkcs12Archive::from_pkcs12(der, password) {
            Ok(archive) => archive,
            Err(error) => {
                self.item(place.clone(), Thing::Locked(Locked::Pkcs12));
                return self.problem(place, problem(error));
            }
        };
        let inside = |field: String| Place {
            field: Some(place.field.as_ref().map_or(field.clone(), |outer| format!("{outer}.{field}"))),
            ..place.clone()
        };
        for (index, bag) in archive.certs.iter().enumerate() {
            self.certificate(bag.cert.as_der(), inside(format!("certificates[{index}]")));
        }
        for (index, bag) in archive.keys.iter().enumerate() {
            let place = inside(format!("keys[{index}]"));
            match PrivateKey::from_der(bag.key.as_der()) {
                Ok(key) => self.item(place, Thing::PrivateKey(key.facts())),
                Err(error) => self.key_problem(place, error),
            }
        }
    }
}

fn problem(error: Error) -> ProblemKind {
    match error {
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => ProblemKind::WrongPassword,
        other => ProblemKind::Der { what: "PKCS #12".to_owned(), offset: None, reason: other.to_string() },
    }
}
