//! Writing extensions (RFC 5280 section 4.2), in the order of Go's encoder (spec section 1.3).

use const_oid::ObjectIdentifier;
use der::asn1::{AnyRef, BitStringRef, OctetString, OctetStringRef};
use der::{Encode, Sequence, Tag, TagNumber};
use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::encoding::{EncodingResult, Extension};
use super::general_name;
use crate::oid::content;
use crate::public_key::Parts;
use crate::{
    BasicConstraintsTemplate, ExtendedKeyUsage, FurtherExtension, IssueError, KeyIdentifierMethod, KeyUsage,
    SubjectAlternativeName,
};

/// Octets of a key identifier (RFC 5280 section 4.2.1.2, RFC 7093 section 2).
const IDENTIFIER_OCTETS: usize = 20;

/// The extensions that are collected, in their order.
#[derive(Default)]
pub(super) struct Extensions(Vec<Extension>);

/// ```text
/// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
/// ```
#[derive(Sequence)]
struct BasicConstraints {
    #[asn1(default = "bool::default")]
    authority: bool,
    #[asn1(optional = "true")]
    path_length: Option<u8>,
}

impl Extensions {
    /// keyUsage, critical; nothing without a bit.
    pub fn key_usage(&mut self, names: &[String]) -> Result<(), IssueError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut octets = [0_u8; 2];
        for name in names {
            let bit = KeyUsage::NAMES.iter().position(|known| known == name);
            let place = bit.and_then(|bit| octets.get_mut(bit / 8).map(|octet| (octet, bit % 8)));
            let (octet, bit) = place.ok_or_else(|| IssueError::UnknownUsage { usage: name.clone() })?;
            *octet |= 0x80 >> bit;
        }
        // DER leaves out trailing zero bits of a named list (X.690 section 11.2.2).
        let used = if octets[1] == 0 { octets.get(..1).unwrap_or_default() } else { &octets[..] };
        let unused = used.last().map_or(0, |last| last.trailing_zeros());
        let bits = BitStringRef::new(u8::try_from(unused).unwrap_or_default(), used).encoding()?;
        self.add(content::KEY_USAGE, true, bits.to_der())
    }

    /// extendedKeyUsage, in the order given; nothing without a purpose.
    pub fn extended_key_usage(&mut self, purposes: &[ExtendedKeyUsage]) -> Result<(), IssueError> {
        if purposes.is_empty() {
            return Ok(());
        }
        let identifiers = purposes.iter().map(|purpose| match purpose {
            ExtendedKeyUsage::ServerAuth => known(content::SERVER_AUTH),
            ExtendedKeyUsage::ClientAuth => known(content::CLIENT_AUTH),
            ExtendedKeyUsage::Any => known(content::ANY_EXTENDED_KEY_USAGE),
            ExtendedKeyUsage::Other(dotted) => parse(dotted),
        });
        let identifiers: Vec<ObjectIdentifier> = identifiers.collect::<Result<_, _>>()?;
        self.add(content::EXTENDED_KEY_USAGE, false, identifiers.to_der())
    }

    /// basicConstraints, critical.
    pub fn basic_constraints(&mut self, template: BasicConstraintsTemplate) -> Result<(), IssueError> {
        let constraints = match template {
            BasicConstraintsTemplate::Absent => return Ok(()),
            BasicConstraintsTemplate::Leaf => BasicConstraints { authority: false, path_length: None },
            BasicConstraintsTemplate::Authority(path_length) => BasicConstraints { authority: true, path_length },
        };
        self.add(content::BASIC_CONSTRAINTS, true, constraints.to_der())
    }

    /// subjectKeyIdentifier.
    pub fn subject_key_identifier(&mut self, method: KeyIdentifierMethod, spki: &[u8]) -> Result<(), IssueError> {
        let key = Parts::read(spki).map_err(|_| IssueError::PublicKey)?.key;
        let digest = match method {
            KeyIdentifierMethod::Absent => return Ok(()),
            KeyIdentifierMethod::Sha1 => Sha1::digest(key).to_vec(),
            KeyIdentifierMethod::TruncatedSha256 => Sha256::digest(key).to_vec(),
        };
        let identifier = OctetStringRef::new(digest.get(..IDENTIFIER_OCTETS).unwrap_or_default());
        self.add(content::SUBJECT_KEY_IDENTIFIER, false, identifier.and_then(|identifier| identifier.to_der()))
    }

    /// authorityKeyIdentifier with nothing but the keyIdentifier.
    pub fn authority_key_identifier(&mut self, identifier: &[u8]) -> Result<(), IssueError> {
        let tag = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };
        let value = AnyRef::new(tag, identifier).and_then(|identifier| vec![identifier].to_der());
        self.add(content::AUTHORITY_KEY_IDENTIFIER, false, value)
    }

    /// subjectAltName; nothing without a name.
    pub fn names(&mut self, names: &[SubjectAlternativeName], critical: bool) -> Result<(), IssueError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut value = Vec::new();
        for name in names {
            value.extend(general_name::encode(name)?);
        }
        let value = AnyRef::new(Tag::Sequence, &value).and_then(|names| names.to_der());
        self.add(content::SUBJECT_ALTERNATIVE_NAME, critical, value)
    }

    /// Extensions that are written as they are.
    pub fn further(&mut self, further: &[FurtherExtension]) -> Result<(), IssueError> {
        for extension in further {
            let value = OctetString::new(extension.value.clone()).encoding()?;
            self.0.push(Extension { oid: parse(&extension.oid)?, critical: extension.critical, value });
        }
        Ok(())
    }

    /// What was collected; `None` when that is nothing.
    pub fn finish(self) -> Option<Vec<Extension>> {
        Some(self.0).filter(|extensions| !extensions.is_empty())
    }

    fn add(&mut self, oid: &[u8], critical: bool, value: der::Result<Vec<u8>>) -> Result<(), IssueError> {
        let value = value.and_then(OctetString::new).encoding()?;
        self.0.push(Extension { oid: known(oid)?, critical, value });
        Ok(())
    }
}

fn known(content: &[u8]) -> Result<ObjectIdentifier, IssueError> {
    ObjectIdentifier::from_bytes(content).map_err(|_| IssueError::Oid { oid: crate::oid::dotted(content) })
}

fn parse(dotted: &str) -> Result<ObjectIdentifier, IssueError> {
    dotted.parse().map_err(|_| IssueError::Oid { oid: dotted.to_owned() })
}
