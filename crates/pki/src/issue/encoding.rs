//! What is signed, and what is signed with its signature, as `der` encodes it.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef, BitStringRef, OctetString, UintRef};
use der::{Decode, Encode, Sequence};

use crate::{IssueError, PrivateKey, Random};

/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version [0] EXPLICIT INTEGER, serialNumber INTEGER, signature AlgorithmIdentifier, issuer Name,
///     validity SEQUENCE { notBefore Time, notAfter Time }, subject Name,
///     subjectPublicKeyInfo SubjectPublicKeyInfo, extensions [3] EXPLICIT SEQUENCE OF Extension OPTIONAL }
/// ```
#[derive(Sequence)]
pub(super) struct ToBeSigned<'a> {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub version: u8,
    pub serial: UintRef<'a>,
    pub signature: AnyRef<'a>,
    pub issuer: AnyRef<'a>,
    pub validity: Vec<Any>,
    pub subject: AnyRef<'a>,
    pub public_key: AnyRef<'a>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    pub extensions: Option<Vec<Extension>>,
}

/// ```text
/// Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
/// ```
#[derive(Sequence)]
pub(super) struct Extension {
    pub oid: ObjectIdentifier,
    #[asn1(default = "bool::default")]
    pub critical: bool,
    pub value: OctetString,
}

/// ```text
/// CertificationRequestInfo ::= SEQUENCE {
///     version INTEGER, subject Name, subjectPKInfo SubjectPublicKeyInfo, attributes [0] IMPLICIT SET OF Attribute }
/// ```
#[derive(Sequence)]
pub(super) struct RequestInformation<'a> {
    pub version: u8,
    pub subject: AnyRef<'a>,
    pub public_key: AnyRef<'a>,
    pub attributes: AnyRef<'a>,
}

/// ```text
/// SEQUENCE { information ANY, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
/// ```
#[derive(Sequence)]
struct Signed<'a> {
    information: AnyRef<'a>,
    algorithm: AnyRef<'a>,
    signature: BitStringRef<'a>,
}

/// Signs what is encoded already, and puts the signature behind it. The signature was verified.
pub(super) fn sign(information: &[u8], key: &PrivateKey, random: &mut dyn Random) -> Result<Vec<u8>, IssueError> {
    let signature = key.sign(information, random)?;
    let signed = Signed {
        information: element(information)?,
        algorithm: element(key.signature_algorithm().identifier())?,
        signature: BitStringRef::from_bytes(&signature).encoding()?,
    };
    signed.to_der().encoding()
}

/// One whole element that is encoded already.
pub(super) fn element(der: &[u8]) -> Result<AnyRef<'_>, IssueError> {
    AnyRef::from_der(der).encoding()
}

/// Turns the encoder's error into ours.
pub(super) trait EncodingResult<T> {
    fn encoding(self) -> Result<T, IssueError>;
}

impl<T> EncodingResult<T> for der::Result<T> {
    fn encoding(self) -> Result<T, IssueError> {
        self.map_err(|error| IssueError::Encoding { reason: error.to_string() })
    }
}
