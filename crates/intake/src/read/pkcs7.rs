//! PKCS #7 bundles (RFC 2315 section 9, RFC 5652 section 5): the certificates of a SignedData.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged};

use crate::read::Finder;
use crate::{Place, ProblemKind};

/// `signedData`.
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// `[0]`, constructed.
const ZERO: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };

/// The PKCS #7 arc that all content types stand below.
const PKCS7: &str = "1.2.840.113549.1.7.";

/// Whether DER is a ContentInfo.
pub(super) fn is_pkcs7(bytes: &[u8]) -> bool {
    content_type(bytes).is_some_and(|oid| oid.to_string().starts_with(PKCS7))
}

fn content_type(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let outer = AnyRef::from_der(bytes).ok()?;
    let mut reader = SliceReader::new(outer.value()).ok()?;
    (outer.tag() == Tag::Sequence).then(|| reader.decode().ok()).flatten()
}

/// The DER of each certificate, in the order of the encoding.
///
/// ```text
/// ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }
/// SignedData  ::= SEQUENCE { version INTEGER, digestAlgorithms SET, contentInfo SEQUENCE,
///                            certificates [0] IMPLICIT SET OF Certificate OPTIONAL, ... }
/// ```
fn certificates(bytes: &[u8]) -> der::Result<Vec<Vec<u8>>> {
    let outer = AnyRef::from_der(bytes)?;
    let mut reader = SliceReader::new(outer.value())?;
    let oid: ObjectIdentifier = reader.decode()?;
    if oid != SIGNED_DATA {
        return Err(Tag::ObjectIdentifier.value_error().into());
    }
    let explicit = AnyRef::decode(&mut reader)?;
    let content = AnyRef::from_der(explicit.value())?;
    if explicit.tag() != ZERO || content.tag() != Tag::Sequence {
        return Err(explicit.tag().value_error().into());
    }
    let mut fields = SliceReader::new(content.value())?;
    for _ in 0..3 {
        AnyRef::decode(&mut fields)?;
    }
    let mut found = Vec::new();
    if fields.is_finished() {
        return Ok(found);
    }
    let set = AnyRef::decode(&mut fields)?;
    if set.tag() != ZERO {
        return Ok(found);
    }
    let mut members = SliceReader::new(set.value())?;
    while !members.is_finished() {
        found.push(AnyRef::decode(&mut members)?.to_der()?);
    }
    Ok(found)
}

impl Finder<'_> {
    pub(super) fn pkcs7(&mut self, der: &[u8], place: &Place) {
        // Java and Windows write BER: what is then in it is the same in DER.
        let read = certificates(der).or_else(|error| {
            let (der, _) = pki::der_of_ber(der).ok_or(error)?;
            certificates(&der)
        });
        match read {
            Ok(found) if found.is_empty() => self.problem(
                place.clone(),
                ProblemKind::Der {
                    what: "PKCS #7".to_owned(),
                    offset: None,
                    reason: "no certificate in it".to_owned(),
                },
            ),
            Ok(found) => {
                for (index, certificate) in found.iter().enumerate() {
                    let field = format!("certificates[{index}]");
                    let field = place.field.as_ref().map_or(field.clone(), |outer| format!("{outer}.{field}"));
                    self.certificate(certificate, Place { field: Some(field), ..place.clone() });
                }
            }
            Err(error) => {
                let offset = error.position().map(|position| u64::from(u32::from(position)));
                let kind = ProblemKind::Der { what: "PKCS #7".to_owned(), offset, reason: error.to_string() };
                self.problem(place.clone(), kind);
            }
        }
    }
}
