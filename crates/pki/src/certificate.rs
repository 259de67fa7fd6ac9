//! X.509 certificates (RFC 5280 section 4.1).

pub(crate) mod details;

use std::ops::Range;

use der::Tag;
use sha2::{Digest, Sha256};

use crate::element::{Broken, Elements};
use crate::extension::{self, Extension, Extensions};
use crate::{
    CertificateError, CertificateFacts, ExtendedKeyUsage, Field, Fingerprint, SubjectAlternativeName, UnixTime,
    VerifyError, hexadecimal, name, public_key, validity, verify,
};

/// A certificate that keeps its original bytes; those are what is hashed and verified.
///
/// Reading is tolerant where a row would else be lost: a date that cannot be read, a serial number of any sign and
/// length, an extension that does not decode, an unknown algorithm. All of these are told by the facts and details.
/// Data behind the last field of a structure is passed over, as Go does.
///
/// ```text
/// Certificate ::= SEQUENCE {
///     tbsCertificate TBSCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    layout: Layout,
}

/// Where the parts stand in the bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Layout {
    version: u8,
    to_be_signed: Range<usize>,
    serial: Range<usize>,
    inner_algorithm: Range<usize>,
    outer_algorithm: Range<usize>,
    issuer: Range<usize>,
    validity: Range<usize>,
    subject: Range<usize>,
    spki: Range<usize>,
    extensions: Range<usize>,
    signature: Range<usize>,
}

impl Certificate {
    /// Reads a DER certificate and keeps its bytes.
    ///
    /// # Errors
    /// [`CertificateError`] names the part that is not as RFC 5280 section 4.1 demands, and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        Ok(Self { layout: Layout::read(der)?, der: der.to_vec() })
    }

    /// The original bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The version as people count it, 1 to 3.
    pub fn version(&self) -> u8 {
        self.layout.version
    }

    /// The content octets of the serial number: two's complement, most significant first.
    pub fn serial_octets(&self) -> &[u8] {
        self.part(&self.layout.serial)
    }

    /// The subject as it was encoded; names are compared by these bytes.
    pub fn subject_der(&self) -> &[u8] {
        self.part(&self.layout.subject)
    }

    /// The issuer as it was encoded.
    pub fn issuer_der(&self) -> &[u8] {
        self.part(&self.layout.issuer)
    }

    /// First instant of validity; `None` when the field cannot be read.
    pub fn not_before(&self) -> Option<UnixTime> {
        self.dates().next()?.ok().and_then(|date| validity::instant(&date))
    }

    /// Last instant of validity; `None` when the field cannot be read.
    pub fn not_after(&self) -> Option<UnixTime> {
        self.dates().nth(1)?.ok().and_then(|date| validity::instant(&date))
    }

    /// The SubjectPublicKeyInfo as it was encoded, to verify signatures by and to compare keys by.
    pub fn spki_der(&self) -> &[u8] {
        self.part(&self.layout.spki)
    }

    /// basicConstraints say CA.
    pub fn is_authority(&self) -> bool {
        self.basic_constraints().is_some_and(|constraints| constraints.is_authority)
    }

    /// How many intermediate authorities may stand below this one; `None` for no limit.
    pub fn path_length(&self) -> Option<u64> {
        self.basic_constraints()?.path_length
    }

    fn basic_constraints(&self) -> Option<extension::BasicConstraints> {
        extension::BasicConstraints::read(self.extension(crate::oid::content::BASIC_CONSTRAINTS)?.value).ok()
    }

    /// The extended key usages, in the order of the encoding; empty when the extension is absent or broken.
    pub fn extended_key_usages(&self) -> Vec<ExtendedKeyUsage> {
        self.extension(crate::oid::content::EXTENDED_KEY_USAGE)
            .and_then(|found| extension::extended_key_usages(found.value).ok())
            .unwrap_or_default()
    }

    /// The nine bits of keyUsage, digitalSignature first; `None` when the extension is absent or broken.
    pub fn key_usage(&self) -> Option<crate::KeyUsage> {
        extension::key_usage(self.extension(crate::oid::content::KEY_USAGE)?.value).ok()
    }

    /// The subject alternative names, in the order of the encoding; empty when the extension is absent or broken.
    pub fn names(&self) -> Vec<SubjectAlternativeName> {
        self.extension(crate::oid::content::SUBJECT_ALTERNATIVE_NAME)
            .and_then(|found| crate::general_name::read_all(found.value).ok())
            .unwrap_or_default()
    }

    /// The DNS names among the subject alternative names.
    pub fn dns_names(&self) -> Vec<String> {
        let dns = |name| if let SubjectAlternativeName::Dns(dns) = name { Some(dns) } else { None };
        self.names().into_iter().filter_map(dns).collect()
    }

    /// The IP addresses among the subject alternative names, as text.
    pub fn ip_addresses(&self) -> Vec<String> {
        let ip = |name| if let SubjectAlternativeName::Ip(ip) = name { Some(ip) } else { None };
        self.names().into_iter().filter_map(ip).collect()
    }

    /// The subjectKeyIdentifier, if there is one.
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        extension::subject_key_identifier(self.extension(crate::oid::content::SUBJECT_KEY_IDENTIFIER)?.value).ok()
    }

    /// The keyid of the authorityKeyIdentifier, if there is one.
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        extension::authority_key_identifier(self.extension(crate::oid::content::AUTHORITY_KEY_IDENTIFIER)?.value)
            .ok()
            .flatten()
    }

    /// Checks that this certificate was signed by the key of `issuer_spki`, a DER SubjectPublicKeyInfo, over the
    /// original bytes. Names, dates and constraints are not looked at.
    ///
    /// # Errors
    /// [`VerifyError`] tells an unsupported algorithm or key from a signature that does not hold.
    pub fn verify_signature(&self, issuer_spki: &[u8]) -> Result<(), VerifyError> {
        verify::signature(
            issuer_spki,
            self.part(&self.layout.outer_algorithm),
            self.part(&self.layout.to_be_signed),
            self.part(&self.layout.signature),
        )
    }

    /// What a table row and the grouping need.
    pub fn facts(&self) -> CertificateFacts {
        let mut facts = CertificateFacts {
            der: self.der.clone(),
            sha256: Fingerprint(Sha256::digest(&self.der).into()),
            subject: name::read(self.subject_der()),
            issuer: name::read(self.issuer_der()),
            serial: serial_text(self.serial_octets()),
            not_before: self.not_before(),
            not_after: self.not_after(),
            raw_validity: None,
            is_authority: false,
            names: Vec::new(),
            server_auth: false,
            client_auth: false,
            key: public_key::facts(self.spki_der()),
            subject_key_identifier: None,
            authority_key_identifier: None,
        };
        if facts.not_before.is_none() || facts.not_after.is_none() {
            facts.raw_validity = Some(self.raw_validity());
        }
        self.extension_facts(&mut facts);
        facts
    }

    /// Fills what comes from extensions, in one walk. Of an extension that stands twice the first counts, as in the
    /// accessors.
    fn extension_facts(&self, facts: &mut CertificateFacts) {
        use crate::oid::content;
        let mut seen = [false; 5];
        let mut first = |index: usize| seen.get_mut(index).is_some_and(|seen| !std::mem::replace(seen, true));
        for found in self.extensions().readable() {
            match found.oid {
                content::BASIC_CONSTRAINTS if first(0) => {
                    facts.is_authority =
                        extension::BasicConstraints::read(found.value).is_ok_and(|read| read.is_authority);
                }
                content::SUBJECT_ALTERNATIVE_NAME if first(1) => {
                    facts.names = crate::general_name::read_all(found.value).unwrap_or_default();
                }
                content::EXTENDED_KEY_USAGE if first(2) => {
                    for usage in extension::extended_key_usages(found.value).unwrap_or_default() {
                        facts.server_auth |= usage == ExtendedKeyUsage::ServerAuth;
                        facts.client_auth |= usage == ExtendedKeyUsage::ClientAuth;
                    }
                }
                content::SUBJECT_KEY_IDENTIFIER if first(3) => {
                    facts.subject_key_identifier =
                        extension::subject_key_identifier(found.value).ok().map(<[u8]>::to_vec);
                }
                content::AUTHORITY_KEY_IDENTIFIER if first(4) => {
                    facts.authority_key_identifier =
                        extension::authority_key_identifier(found.value).ok().flatten().map(<[u8]>::to_vec);
                }
                _ => {}
            }
        }
    }

    /// The two dates as they stand, for a person.
    pub(crate) fn raw_validity(&self) -> (String, String) {
        let mut dates = self.dates().map(|date| date.map(|date| validity::raw(date.content)).unwrap_or_default());
        (dates.next().unwrap_or_default(), dates.next().unwrap_or_default())
    }

    /// The AlgorithmIdentifier inside the signed part, and the one outside of it.
    pub(crate) fn signature_algorithms(&self) -> (&[u8], &[u8]) {
        (self.part(&self.layout.inner_algorithm), self.part(&self.layout.outer_algorithm))
    }

    /// All extensions, in the order of the encoding.
    pub(crate) fn extensions(&self) -> Extensions<'_> {
        Extensions::new(self.part(&self.layout.extensions))
    }

    /// The first extension with this OID.
    pub(crate) fn extension(&self, oid: &[u8]) -> Option<Extension<'_>> {
        self.extensions().readable().find(|found| found.oid == oid)
    }

    fn dates(&self) -> Elements<'_> {
        Elements::new(self.part(&self.layout.validity))
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.der.get(range.clone()).unwrap_or_default()
    }
}

/// Names the field in which an element is broken.
trait InField<T> {
    fn in_field(self, field: Field) -> Result<T, CertificateError>;
}

impl<T> InField<T> for Result<T, Broken> {
    fn in_field(self, field: Field) -> Result<T, CertificateError> {
        self.map_err(|broken| CertificateError::Malformed { field, offset: broken.offset })
    }
}

impl Layout {
    fn read(der: &[u8]) -> Result<Self, CertificateError> {
        let mut input = Elements::new(der);
        let certificate = input.tagged(Tag::Sequence).map_err(|broken| outer_error(der, broken))?;
        if !input.is_empty() {
            return Err(CertificateError::TrailingData { offset: input.offset() });
        }
        let mut outer = certificate.children();
        let to_be_signed = outer.tagged(Tag::Sequence).in_field(Field::ToBeSigned)?;
        let mut fields = to_be_signed.children();
        let version = read_version(&mut fields)?;
        let serial = fields.tagged(Tag::Integer).in_field(Field::SerialNumber)?;
        if serial.content.is_empty() {
            return Err(CertificateError::Malformed { field: Field::SerialNumber, offset: serial.offset });
        }
        let inner_algorithm = fields.tagged(Tag::Sequence).in_field(Field::SignatureAlgorithm)?;
        let issuer = fields.tagged(Tag::Sequence).in_field(Field::Issuer)?;
        let validity = fields.tagged(Tag::Sequence).in_field(Field::Validity)?;
        let subject = fields.tagged(Tag::Sequence).in_field(Field::Subject)?;
        let spki = fields.tagged(Tag::Sequence).in_field(Field::SubjectPublicKeyInfo)?;
        public_key::Parts::read(spki.whole)
            .map_err(|broken| Broken { offset: spki.offset + broken.offset })
            .in_field(Field::SubjectPublicKeyInfo)?;
        let extensions = read_extensions(&mut fields)?;
        let outer_algorithm = outer.tagged(Tag::Sequence).in_field(Field::SignatureAlgorithm)?;
        let signature = outer.tagged(Tag::BitString).in_field(Field::Signature)?;
        let (unused, _) = signature
            .content
            .split_first()
            .ok_or(CertificateError::Malformed { field: Field::Signature, offset: signature.offset })?;
        if *unused > 7 {
            return Err(CertificateError::Malformed { field: Field::Signature, offset: signature.offset });
        }
        Ok(Self {
            version,
            to_be_signed: to_be_signed.whole_range(),
            serial: serial.content_range(),
            inner_algorithm: inner_algorithm.whole_range(),
            outer_algorithm: outer_algorithm.whole_range(),
            issuer: issuer.whole_range(),
            validity: validity.content_range(),
            subject: subject.whole_range(),
            spki: spki.whole_range(),
            extensions,
            signature: signature.content_offset() + 1..signature.whole_range().end,
        })
    }
}

/// `version [0] EXPLICIT Version DEFAULT v1`, as people count it.
fn read_version(fields: &mut Elements<'_>) -> Result<u8, CertificateError> {
    let Some(tagged) = fields.context(0).in_field(Field::Version)? else { return Ok(1) };
    let number = tagged.children().tagged(Tag::Integer).in_field(Field::Version)?;
    match number.content {
        [encoded @ 0..=2] => Ok(encoded + 1),
        [encoded @ ..0x80] => Err(CertificateError::UnknownVersion { version: u64::from(*encoded) + 1 }),
        _ => Err(CertificateError::Malformed { field: Field::Version, offset: number.offset }),
    }
}

/// The content of `extensions [3] EXPLICIT SEQUENCE OF Extension`, after the two unique identifiers that nobody uses.
fn read_extensions(fields: &mut Elements<'_>) -> Result<Range<usize>, CertificateError> {
    fields.context(1).in_field(Field::Extensions)?;
    fields.context(2).in_field(Field::Extensions)?;
    let range = match fields.context(3).in_field(Field::Extensions)? {
        Some(tagged) => tagged.children().tagged(Tag::Sequence).in_field(Field::Extensions)?.content_range(),
        None => 0..0,
    };
    Ok(range)
}

/// Tells nothing, cut off and no SEQUENCE apart.
fn outer_error(der: &[u8], broken: Broken) -> CertificateError {
    if der.is_empty() {
        return CertificateError::Empty;
    }
    match announced_length(der) {
        Some(announced) if announced > u64::try_from(der.len()).unwrap_or(u64::MAX) => {
            CertificateError::Truncated { announced, present: der.len() }
        }
        _ => CertificateError::Malformed { field: Field::Outer, offset: broken.offset },
    }
}

/// The octets that a leading SEQUENCE header announces, itself included.
fn announced_length(der: &[u8]) -> Option<u64> {
    use der::{Header, Reader, SliceReader};
    let mut reader = SliceReader::new(der).ok()?;
    let header = reader.decode::<Header>().ok()?;
    (header.tag() == Tag::Sequence)
        .then(|| u64::from(u32::from(reader.position())) + u64::from(u32::from(header.length())))
}

/// A serial number for people: signed decimal up to 64 bits, longer ones as colon-separated hexadecimal.
pub(crate) fn serial_text(octets: &[u8]) -> String {
    let magnitude = match octets {
        // Positive numbers whose top bit is set carry a leading zero octet.
        [0, rest @ ..] if rest.len() == 8 => rest,
        _ => octets,
    };
    let negative = octets.first().is_some_and(|first| first & 0x80 != 0);
    if magnitude.len() > 8 {
        return hexadecimal::colons_lower(octets);
    }
    let fill = if negative { 0xff } else { 0 };
    let mut wide = [fill; 16];
    for (to, from) in wide.iter_mut().rev().zip(magnitude.iter().rev()) {
        *to = *from;
    }
    i128::from_be_bytes(wide).to_string()
}

#[cfg(test)]
mod tests;
