//! Certificate signing requests (PKCS #10, RFC 2986).

mod attributes;
mod oddities;

use std::ops::Range;

use der::Tag;
use sha2::{Digest, Sha256};

use crate::certificate::details::algorithm_name;
use crate::element::{Broken, Elements};
use crate::extension::{Extension, Extensions, text};
use crate::oid::content;
use crate::{
    Field, Fingerprint, RequestDetails, RequestError, RequestFacts, SubjectAlternativeName, VerifyError, asn1,
    general_name, name, pem, public_key, verify,
};

/// A request that keeps its original bytes; those are what is hashed and verified.
///
/// ```text
/// CertificationRequest ::= SEQUENCE {
///     certificationRequestInfo SEQUENCE {
///         version INTEGER, subject Name, subjectPKInfo SubjectPublicKeyInfo, attributes [0] },
///     signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    der: Vec<u8>,
    to_be_signed: Range<usize>,
    subject: Range<usize>,
    spki: Range<usize>,
    attributes: Range<usize>,
    extensions: Range<usize>,
    algorithm: Range<usize>,
    signature: Range<usize>,
}

impl Request {
    /// Reads a DER request and keeps its bytes.
    ///
    /// # Errors
    /// [`RequestError`] names the part that is not as RFC 2986 section 4 demands, and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        if der.is_empty() {
            return Err(RequestError::Empty);
        }
        let mut input = Elements::new(der);
        let request = input.tagged(Tag::Sequence).map_err(at(Field::Outer))?;
        if !input.is_empty() {
            return Err(RequestError::TrailingData { offset: input.offset() });
        }
        let mut outer = request.children();
        let information = outer.tagged(Tag::Sequence).map_err(at(Field::ToBeSigned))?;
        let mut fields = information.children();
        fields.tagged(Tag::Integer).map_err(at(Field::Version))?;
        let subject = fields.tagged(Tag::Sequence).map_err(at(Field::Subject))?;
        let spki = fields.tagged(Tag::Sequence).map_err(at(Field::SubjectPublicKeyInfo))?;
        public_key::Parts::read(spki.whole)
            .map_err(|broken| Broken { offset: spki.offset + broken.offset })
            .map_err(at(Field::SubjectPublicKeyInfo))?;
        // Some old programs leave the attributes out, against the standard.
        let attributes = fields.context(0).map_err(at(Field::Attributes))?;
        let extensions = match &attributes {
            Some(attributes) => {
                attributes::requested_extensions(attributes.children()).map_err(at(Field::Attributes))?
            }
            None => 0..0,
        };
        let algorithm = outer.tagged(Tag::Sequence).map_err(at(Field::SignatureAlgorithm))?;
        let signature = outer.tagged(Tag::BitString).map_err(at(Field::Signature))?;
        if signature.content.is_empty() || !outer.is_empty() || !fields.is_empty() {
            return Err(RequestError::Malformed { field: Field::Signature, offset: signature.offset });
        }
        Ok(Self {
            to_be_signed: information.whole_range(),
            subject: subject.whole_range(),
            spki: spki.whole_range(),
            attributes: attributes.map_or(0..0, |attributes| attributes.content_range()),
            extensions,
            algorithm: algorithm.whole_range(),
            signature: signature.content_offset() + 1..signature.whole_range().end,
            der: der.to_vec(),
        })
    }

    /// The original bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The subject as it was encoded.
    pub fn subject_der(&self) -> &[u8] {
        self.part(&self.subject)
    }

    /// The SubjectPublicKeyInfo as it was encoded.
    pub fn spki_der(&self) -> &[u8] {
        self.part(&self.spki)
    }

    /// The subject alternative names it asks for; empty when it asks for none, or they are broken.
    pub fn names(&self) -> Vec<SubjectAlternativeName> {
        self.extension(content::SUBJECT_ALTERNATIVE_NAME)
            .and_then(|found| general_name::read_all(found.value).ok())
            .unwrap_or_default()
    }

    /// Checks the request's own signature, which proves that its maker has the private key.
    ///
    /// # Errors
    /// [`VerifyError`] tells an unsupported algorithm or key from a signature that does not hold.
    pub fn verify_signature(&self) -> Result<(), VerifyError> {
        verify::signature(
            self.spki_der(),
            self.part(&self.algorithm),
            self.part(&self.to_be_signed),
            self.part(&self.signature),
        )
    }

    /// What a table row needs. It checks the signature, which takes longer than reading.
    pub fn facts(&self) -> RequestFacts {
        RequestFacts {
            der: self.der.clone(),
            sha256: Fingerprint(Sha256::digest(&self.der).into()),
            subject: name::read(self.subject_der()),
            names: self.names(),
            key: public_key::facts(self.spki_der()),
            signature_holds: match self.verify_signature() {
                Ok(()) => Some(true),
                Err(VerifyError::Invalid) => Some(false),
                Err(_) => None,
            },
        }
    }

    /// The signature algorithm by its usual name such as `sha256WithRSAEncryption`, else its OID.
    pub fn signature_algorithm(&self) -> String {
        algorithm_name(self.part(&self.algorithm))
    }

    /// Everything that can be said of the request by looking at it alone.
    pub fn details(&self) -> RequestDetails {
        self.details_with(self.facts())
    }

    /// As [`Request::details`], with the facts that were read of it before: its signature is not checked again.
    pub fn details_with(&self, facts: RequestFacts) -> RequestDetails {
        let extensions: Vec<_> = Extensions::new(self.part(&self.extensions)).map(text::details).collect();
        let attributes = attributes::details(self.part(&self.attributes));
        RequestDetails {
            oddities: self.oddities(&facts, &extensions, &attributes),
            facts,
            signature_algorithm: self.signature_algorithm(),
            extensions,
            attributes,
            pem: pem::encode("CERTIFICATE REQUEST", &self.der),
            asn1: asn1::tree(&self.der),
        }
    }

    fn extension(&self, oid: &[u8]) -> Option<Extension<'_>> {
        Extensions::new(self.part(&self.extensions)).readable().find(|found| found.oid == oid)
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.der.get(range.clone()).unwrap_or_default()
    }
}

/// Names the field in which an element is broken.
fn at(field: Field) -> impl Fn(Broken) -> RequestError {
    move |broken| RequestError::Malformed { field, offset: broken.offset }
}

#[cfg(test)]
mod tests;
