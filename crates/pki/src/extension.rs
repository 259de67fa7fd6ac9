//! Extensions (RFC 5280 section 4.2): finding them, and reading the values that decisions hang on.

pub(crate) mod text;

use der::Tag;
use serde::{Deserialize, Serialize};

use crate::element::{Broken, Elements};
use crate::oid;

/// One extension that could be taken apart.
///
/// ```text
/// Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
/// ```
#[derive(Clone, Copy)]
pub(crate) struct Extension<'a> {
    /// Content of the OBJECT IDENTIFIER.
    pub oid: &'a [u8],
    /// It is marked critical.
    pub critical: bool,
    /// Content of the OCTET STRING.
    pub value: &'a [u8],
}

/// All extensions, in the order of the encoding.
#[derive(Clone)]
pub(crate) struct Extensions<'a> {
    elements: Elements<'a>,
}

impl<'a> Extensions<'a> {
    /// The extensions of a SEQUENCE's content.
    pub fn new(content: &'a [u8]) -> Self {
        Self { elements: Elements::new(content) }
    }

    /// Those that can be taken apart.
    pub fn readable(self) -> impl Iterator<Item = Extension<'a>> {
        self.filter_map(Result::ok)
    }
}

/// `Err` holds the bytes that are no extension.
impl<'a> Iterator for Extensions<'a> {
    type Item = Result<Extension<'a>, &'a [u8]>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.elements.rest();
        match self.elements.next()? {
            Ok(element) if element.tag == Tag::Sequence => Some(read(element.children()).map_err(|_| element.whole)),
            Ok(element) => Some(Err(element.whole)),
            Err(_) => Some(Err(rest)),
        }
    }
}

fn read(mut fields: Elements<'_>) -> Result<Extension<'_>, Broken> {
    let oid = fields.tagged(Tag::ObjectIdentifier)?;
    let critical = match fields.peek() {
        Some(Tag::Boolean) => fields.any()?.content.first().is_some_and(|octet| *octet != 0),
        _ => false,
    };
    let value = fields.tagged(Tag::OctetString)?;
    Ok(Extension { oid: oid.content, critical, value: value.content })
}

/// basicConstraints (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy)]
pub(crate) struct BasicConstraints {
    /// cA.
    pub is_authority: bool,
    /// pathLenConstraint.
    pub path_length: Option<u64>,
}

impl BasicConstraints {
    pub fn read(value: &[u8]) -> Result<Self, Broken> {
        let mut fields = sequence(value)?;
        let is_authority = match fields.peek() {
            Some(Tag::Boolean) => fields.any()?.content.first().is_some_and(|octet| *octet != 0),
            _ => false,
        };
        let path_length = if fields.is_empty() {
            None
        } else {
            let number = fields.tagged(Tag::Integer)?;
            Some(unsigned(number.content).ok_or(Broken { offset: number.offset })?)
        };
        Ok(Self { is_authority, path_length })
    }
}

/// A purpose of the certified key (RFC 5280 section 4.2.1.12).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExtendedKeyUsage {
    /// id-kp-serverAuth.
    ServerAuth,
    /// id-kp-clientAuth.
    ClientAuth,
    /// anyExtendedKeyUsage.
    Any,
    /// Any other, by its dotted OID.
    Other(String),
}

impl ExtendedKeyUsage {
    /// The purposes that Go's crypto/x509 has a name for beside the three that are named here (`extKeyUsageOIDs`).
    const FURTHER_IN_GO: [&str; 11] = [
        "1.3.6.1.5.5.7.3.3",
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.5.5.7.3.5",
        "1.3.6.1.5.5.7.3.6",
        "1.3.6.1.5.5.7.3.7",
        "1.3.6.1.5.5.7.3.8",
        "1.3.6.1.5.5.7.3.9",
        "1.3.6.1.4.1.311.10.3.3",
        "2.16.840.1.113730.4.1",
        "1.3.6.1.4.1.311.2.1.22",
        "1.3.6.1.4.1.311.61.1.1",
    ];

    /// Go's crypto/x509 reads it as a purpose that it knows; all others it keeps apart.
    pub fn is_known_to_go(&self) -> bool {
        match self {
            Self::ServerAuth | Self::ClientAuth | Self::Any => true,
            Self::Other(oid) => Self::FURTHER_IN_GO.contains(&oid.as_str()),
        }
    }
}

/// Reads the purposes, in the order of the encoding.
pub(crate) fn extended_key_usages(value: &[u8]) -> Result<Vec<ExtendedKeyUsage>, Broken> {
    let mut purposes = sequence(value)?;
    let mut read = Vec::with_capacity(2);
    while !purposes.is_empty() {
        let purpose = purposes.tagged(Tag::ObjectIdentifier)?;
        read.push(match purpose.content {
            oid::content::SERVER_AUTH => ExtendedKeyUsage::ServerAuth,
            oid::content::CLIENT_AUTH => ExtendedKeyUsage::ClientAuth,
            oid::content::ANY_EXTENDED_KEY_USAGE => ExtendedKeyUsage::Any,
            other => ExtendedKeyUsage::Other(oid::dotted(other)),
        });
    }
    Ok(read)
}

/// The bits of keyUsage (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyUsage(u16);

impl KeyUsage {
    /// The names of the bits, in their order.
    pub const NAMES: [&str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    /// The names of the bits that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| name)
    }

    /// keyCertSign is set.
    pub fn signs_certificates(self) -> bool {
        self.0 & (1 << 5) != 0
    }
}

/// Reads the bits, however many octets they take; those after the ninth have no meaning.
pub(crate) fn key_usage(value: &[u8]) -> Result<KeyUsage, Broken> {
    let bits = only(value, Tag::BitString)?;
    let (unused, octets) = bits.split_first().ok_or(Broken { offset: 0 })?;
    if *unused > 7 || (octets.is_empty() && *unused > 0) {
        return Err(Broken { offset: 0 });
    }
    let mut usage = 0;
    for (index, octet) in octets.iter().take(2).enumerate() {
        for bit in 0..8 {
            let number = index * 8 + bit;
            if number < 9 && octet & (0x80 >> bit) != 0 {
                usage |= 1 << number;
            }
        }
    }
    Ok(KeyUsage(usage))
}

/// The octets of a subjectKeyIdentifier (RFC 5280 section 4.2.1.2).
pub(crate) fn subject_key_identifier(value: &[u8]) -> Result<&[u8], Broken> {
    only(value, Tag::OctetString)
}

/// The keyIdentifier of an authorityKeyIdentifier (RFC 5280 section 4.2.1.1).
pub(crate) fn authority_key_identifier(value: &[u8]) -> Result<Option<&[u8]>, Broken> {
    Ok(sequence(value)?.context(0)?.map(|identifier| identifier.content))
}

/// The elements inside a SEQUENCE, which must be all there is.
pub(crate) fn sequence(value: &[u8]) -> Result<Elements<'_>, Broken> {
    let mut outer = Elements::new(value);
    let inner = outer.tagged(Tag::Sequence)?;
    if outer.is_empty() { Ok(inner.children()) } else { Err(Broken { offset: outer.offset() }) }
}

/// The content of an element, which must be all there is.
pub(crate) fn only(value: &[u8], tag: Tag) -> Result<&[u8], Broken> {
    let mut outer = Elements::new(value);
    let element = outer.tagged(tag)?;
    if outer.is_empty() { Ok(element.content) } else { Err(Broken { offset: outer.offset() }) }
}

/// A non-negative INTEGER of up to 64 bits.
pub(crate) fn unsigned(content: &[u8]) -> Option<u64> {
    if content.is_empty() || content.first().is_some_and(|first| first & 0x80 != 0) {
        return None;
    }
    content.iter().try_fold(0_u64, |number, octet| number.checked_mul(256).map(|shifted| shifted + u64::from(*octet)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_constraints_are_read() {
        for (value, expected) in [
            (&[0x30, 0x00][..], Some((false, None))),
            (&[0x30, 0x03, 0x01, 0x01, 0xff], Some((true, None))),
            (&[0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, 0x03], Some((true, Some(3)))),
            (&[0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, 0x83], None),
            (&[0x30, 0x00, 0x00], None),
            (&[0x04, 0x00], None),
        ] {
            let read = BasicConstraints::read(value).ok().map(|read| (read.is_authority, read.path_length));
            assert_eq!(read, expected, "{value:x?}");
        }
    }

    #[test]
    fn key_usage_bits_have_their_names() {
        for (value, expected) in [
            (&[0x03, 0x02, 0x05, 0xa0][..], Some("digitalSignature keyEncipherment")),
            (&[0x03, 0x02, 0x02, 0xa4], Some("digitalSignature keyEncipherment keyCertSign")),
            (&[0x03, 0x03, 0x07, 0x00, 0x80], Some("decipherOnly")),
            (&[0x03, 0x04, 0x00, 0x80, 0x00, 0xff], Some("digitalSignature")),
            (&[0x03, 0x01, 0x00], Some("")),
            (&[0x03, 0x01, 0x03], None),
            (&[0x03, 0x00], None),
            (&[0x03, 0x02, 0x08, 0x80], None),
        ] {
            let read = key_usage(value).ok().map(|usage| usage.names().collect::<Vec<_>>().join(" "));
            assert_eq!(read.as_deref(), expected, "{value:x?}");
        }
    }

    #[test]
    fn purposes_keep_their_order() {
        let value =
            [0x30, 0x18, 0x06, 8, 0x2b, 6, 1, 5, 5, 7, 3, 2, 0x06, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1, 0x06, 2, 0x2a, 3];
        assert_eq!(
            extended_key_usages(&value).unwrap(),
            [ExtendedKeyUsage::ClientAuth, ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::Other("1.2.3".to_owned())]
        );
    }

    #[test]
    fn an_extension_that_is_none_does_not_hide_the_next() {
        let content = [0x05, 0x00, 0x30, 0x07, 0x06, 0x03, 0x55, 0x1d, 0x13, 0x04, 0x00];
        let read: Vec<_> = Extensions::new(&content).collect();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].as_ref().err(), Some(&&[0x05, 0x00][..]));
        assert_eq!(read[1].as_ref().unwrap().oid, oid::content::BASIC_CONSTRAINTS);
    }
}
