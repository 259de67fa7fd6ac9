//! A certificate or request in full, for the person who opened its row.

use serde::{Deserialize, Serialize};

use crate::{CertificateFacts, RequestFacts};

/// Everything that can be said of a certificate by looking at it alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateDetails {
    /// What the row knows already.
    pub facts: CertificateFacts,
    /// The version, 1 to 3.
    pub version: u8,
    /// Serial number as colon-separated hexadecimal of its content octets.
    pub serial_hex: String,
    /// Signature algorithm by its usual name (`sha256WithRSAEncryption`), else its OID.
    pub signature_algorithm: String,
    /// SHA-1 of the DER, as other tools show it.
    pub sha1: [u8; 20],
    /// All extensions, in the order of the encoding.
    pub extensions: Vec<ExtensionDetails>,
    /// The certificate as PEM.
    pub pem: String,
    /// Its ASN.1, flattened in document order.
    pub asn1: Vec<Asn1Node>,
    /// What is odd about it: `negative serial number`, `serial number longer than 20 octets`, ... (RFC 5280).
    pub oddities: Vec<Oddity>,
}

/// Everything that can be said of a request by looking at it alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestDetails {
    /// What the row knows already.
    pub facts: RequestFacts,
    /// Signature algorithm by its usual name, else its OID.
    pub signature_algorithm: String,
    /// The extensions it asks for.
    pub extensions: Vec<ExtensionDetails>,
    /// The request as PEM.
    pub pem: String,
    /// Its ASN.1, flattened in document order.
    pub asn1: Vec<Asn1Node>,
}

/// One extension.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExtensionDetails {
    /// Its dotted OID.
    pub oid: String,
    /// Its usual name such as `keyUsage`; the OID again when unknown.
    pub name: String,
    /// It is marked critical.
    pub critical: bool,
    /// The decoded values, one a line (`digitalSignature`, `DNS:kubernetes`, `keyid:AA:BB`); empty when it does not
    /// decode or is unknown.
    pub values: Vec<String>,
    /// Its content as lower-case hexadecimal.
    pub hex: String,
    /// Why it does not decode; `None` when it does, or is unknown.
    pub error: Option<String>,
}

/// An element of the ASN.1 tree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asn1Node {
    /// Depth in the tree, 0 for the outermost.
    pub depth: u16,
    /// Offset of the first octet of its tag.
    pub offset: u32,
    /// Octets of tag and length.
    pub header: u8,
    /// Octets of the content.
    pub length: u32,
    /// The tag by name: `SEQUENCE`, `INTEGER`, `[0]` ...
    pub tag: String,
    /// The value of a primitive as text: OID with its name, string, number, time, or hexadecimal.
    pub value: String,
}

/// Something unusual, which is shown beside the fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Oddity {
    /// Serial number 0 (kubeadm up to 1.24 gives it to its authorities).
    SerialZero,
    /// A negative serial number.
    SerialNegative,
    /// A serial number longer than 20 octets (RFC 5280 section 4.1.2.2).
    SerialTooLong,
    /// A validity field that cannot be read.
    ValidityUnreadable,
    /// notAfter lies before notBefore.
    ValidityReversed,
    /// An extension does not decode.
    ExtensionBroken(String),
    /// An extension stands twice.
    ExtensionTwice(String),
    /// The inner and the outer signature algorithm differ.
    AlgorithmsDiffer,
    /// A weak signature hash: MD5 or SHA-1.
    WeakHash(String),
    /// A key that is too small or of a curve that is not supported.
    WeakKey(String),
}
