//! PKCS #12 files (RFC 7292): locked without a password, its certificates and keys with one.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag, Tagged};
use pki::KeyError;

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
        let bundle = match pki::open_pkcs12(der, password) {
            Ok(bundle) => bundle,
            Err(error) => {
                self.item(place.clone(), Thing::Locked(Locked::Pkcs12));
                return match error {
                    KeyError::Unrecognized => {
                        let reason = error.to_string();
                        self.problem(place, ProblemKind::Der { what: "PKCS #12".to_owned(), offset: None, reason });
                    }
                    other => self.key_problem(place, other),
                };
            }
        };
        let inside = |field: String| Place {
            field: Some(place.field.as_ref().map_or(field.clone(), |outer| format!("{outer}.{field}"))),
            ..place.clone()
        };
        for (index, der) in bundle.certificates.iter().enumerate() {
            self.certificate(der, inside(format!("certificates[{index}]")));
        }
        for (index, key) in bundle.keys.into_iter().enumerate() {
            let place = inside(format!("keys[{index}]"));
            match key {
                Ok(key) => self.key(place, &key),
                Err(error) => self.key_problem(place, error),
            }
        }
    }
}
