//! Issuing certificates.

use der::Encode;
use der::asn1::UintRef;

use super::encoding::{EncodingResult, ToBeSigned, element, sign};
use super::extensions::Extensions;
use super::{name, validity};
use crate::element::Elements;
use crate::public_key::Parts;
use crate::{Certificate, CertificateTemplate, IssueError, PrivateKey, Random, Serial, SerialRule};

/// version v3 as it is encoded (RFC 5280 section 4.1.2.1).
const V3: u8 = 2;

/// A certificate authority with its key, ready to sign.
pub struct Issuer {
    subject: Vec<u8>,
    key_identifier: Option<Vec<u8>>,
    key: PrivateKey,
}

impl Issuer {
    /// Puts the certificate of an authority and its key together. Dates are not looked at.
    ///
    /// # Errors
    /// [`IssueError::NotAnAuthority`], [`IssueError::MayNotSign`] or [`IssueError::KeyDoesNotMatch`].
    pub fn new(certificate: &Certificate, key: &PrivateKey) -> Result<Self, IssueError> {
        if !certificate.is_authority() {
            return Err(IssueError::NotAnAuthority);
        }
        if certificate.key_usage().is_some_and(|usage| !usage.signs_certificates()) {
            return Err(IssueError::MayNotSign);
        }
        if certificate.spki_der() != key.public_key_spki_der() {
            return Err(IssueError::KeyDoesNotMatch);
        }
        Ok(Self {
            subject: certificate.subject_der().to_vec(),
            key_identifier: certificate.subject_key_identifier().map(<[u8]>::to_vec),
            key: key.share(),
        })
    }

    /// Issues a certificate for a public key, a DER SubjectPublicKeyInfo. Its signature was verified.
    ///
    /// # Errors
    /// [`IssueError`] names what cannot be encoded or signed.
    pub fn issue(
        &self,
        template: &CertificateTemplate,
        spki_der: &[u8],
        serial: SerialRule,
        random: &mut dyn Random,
    ) -> Result<Certificate, IssueError> {
        let serial = Serial::drawn(serial, random);
        self.issue_numbered(template, spki_der, &serial, random)
    }

    /// As [`Issuer::issue`], with an exact serial number.
    ///
    /// # Errors
    /// As [`Issuer::issue`].
    pub fn issue_numbered(
        &self,
        template: &CertificateTemplate,
        spki_der: &[u8],
        serial: &Serial,
        random: &mut dyn Random,
    ) -> Result<Certificate, IssueError> {
        let subject = subject(template)?;
        let identifier = self.key_identifier.as_deref();
        let parts = Issued { template, subject: &subject, issuer: &self.subject, identifier, spki_der, serial };
        parts.sign(&self.key, random)
    }
}

/// Issues a certificate signed by its own key.
///
/// # Errors
/// [`IssueError`] names what cannot be encoded or signed.
pub fn self_signed(
    template: &CertificateTemplate,
    key: &PrivateKey,
    serial: SerialRule,
    random: &mut dyn Random,
) -> Result<Certificate, IssueError> {
    let serial = Serial::drawn(serial, random);
    self_signed_numbered(template, key, &serial, random)
}

/// As [`self_signed`], with an exact serial number.
///
/// # Errors
/// As [`self_signed`].
pub fn self_signed_numbered(
    template: &CertificateTemplate,
    key: &PrivateKey,
    serial: &Serial,
    random: &mut dyn Random,
) -> Result<Certificate, IssueError> {
    let subject = subject(template)?;
    let spki_der = key.public_key_spki_der();
    Issued { template, subject: &subject, issuer: &subject, identifier: None, spki_der, serial }.sign(key, random)
}

/// The subject as it is to be encoded: taken over, or made of the attributes.
fn subject(template: &CertificateTemplate) -> Result<Vec<u8>, IssueError> {
    match &template.subject_der {
        Some(der) => Ok(der.clone()),
        None => name::encode(&template.subject),
    }
}

/// Everything that one certificate is made of.
struct Issued<'a> {
    template: &'a CertificateTemplate,
    subject: &'a [u8],
    issuer: &'a [u8],
    /// The authority's subjectKeyIdentifier.
    identifier: Option<&'a [u8]>,
    spki_der: &'a [u8],
    serial: &'a Serial,
}

impl Issued<'_> {
    fn sign(&self, key: &PrivateKey, random: &mut dyn Random) -> Result<Certificate, IssueError> {
        Parts::read(self.spki_der).map_err(|_| IssueError::PublicKey)?;
        let information = ToBeSigned {
            version: V3,
            serial: UintRef::new(self.serial.magnitude()).encoding()?,
            signature: element(key.signature_algorithm().identifier())?,
            issuer: element(self.issuer)?,
            validity: vec![validity::encode(self.template.not_before)?, validity::encode(self.template.not_after)?],
            subject: element(self.subject)?,
            public_key: element(self.spki_der).map_err(|_| IssueError::PublicKey)?,
            extensions: self.extensions()?.finish(),
        };
        let der = sign(&information.to_der().encoding()?, key, random)?;
        Certificate::from_der(&der).map_err(|error| IssueError::Encoding { reason: error.to_string() })
    }

    fn extensions(&self) -> Result<Extensions, IssueError> {
        let template = self.template;
        let mut extensions = Extensions::default();
        extensions.key_usage(&template.key_usage)?;
        extensions.extended_key_usage(&template.extended_key_usage)?;
        extensions.basic_constraints(template.basic_constraints)?;
        extensions.subject_key_identifier(template.subject_key_identifier, self.spki_der)?;
        if let Some(identifier) = self.identifier
            && template.authority_key_identifier
            && self.subject != self.issuer
            && !identifier.is_empty()
        {
            extensions.authority_key_identifier(identifier)?;
        }
        extensions.names(&template.names, has_no_attribute(self.subject))?;
        extensions.further(&template.further)?;
        Ok(extensions)
    }
}

/// An empty `Name`.
fn has_no_attribute(name: &[u8]) -> bool {
    Elements::new(name).any().is_ok_and(|name| name.content.is_empty())
}
