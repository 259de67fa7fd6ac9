//! A certificate or request in full, for the person who opened its row.

use serde::{Deserialize, Serialize};

use crate::{CertificateFacts, RequestFacts, WeakKey};

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
    /// Its attributes beside the first extensionRequest.
    pub attributes: Vec<AttributeDetails>,
    /// What is odd about it.
    pub oddities: Vec<RequestOddity>,
    /// The request as PEM.
    pub pem: String,
    /// Its ASN.1, flattened in document order.
    pub asn1: Vec<Asn1Node>,
}

/// An attribute of a request (RFC 2986 section 4.1).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AttributeDetails {
    /// Its dotted OID.
    pub oid: String,
    /// Its usual name such as `challengePassword`; the OID again when unknown.
    pub name: String,
    /// Its values: text, or hexadecimal where there is none, cut off after some length.
    pub values: Vec<String>,
}

/// Something unusual about a request, for whoever is to sign it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RequestOddity {
    /// The subject has no attribute.
    SubjectEmpty,
    /// An attribute of the subject holds a control character such as NUL, which other readers may take for the end.
    SubjectControl(String),
    /// A kind of attribute that stands in the subject more than once and of which readers take one: CN.
    SubjectTwice(String),
    /// Its own signature does not hold: nobody has shown that he has the private key.
    SignatureInvalid,
    /// Whether its signature holds cannot be told: the algorithm is not supported, or does not fit the key.
    SignatureUnsupported(String),
    /// The signature algorithm has a weak hash.
    WeakHash(String),
    /// The key is too weak, or of a kind that is not supported.
    WeakKey(WeakKey),
    /// An attribute stands there more than once, by its name.
    AttributeTwice(String),
    /// An extension that is asked for stands there more than once, by its name.
    ExtensionTwice(String),
    /// An extension that is asked for does not decode, by its name.
    ExtensionBroken(String),
    /// A critical extension that is not known, by its OID.
    ExtensionUnknownCritical(String),
    /// An alternative name with a control character such as NUL.
    NameControl(String),
    /// An alternative name outside of ASCII, and the form that it should have where that could be worked out.
    NameNotAscii {
        /// The text as it stands, read as UTF-8.
        name: String,
        /// Such as `xn--bcher-kva.test`.
        ascii: Option<String>,
    },
    /// A DNS name in the ASCII form of another one; both are to be shown, for letters can look alike.
    NameInternational {
        /// As it stands.
        ascii: String,
        /// What it stands for.
        unicode: String,
    },
    /// An alternative name of another kind than DNS, IP, e-mail and URI, or one that is not what its kind demands.
    NameOfOtherKind(String),
    /// An alternative name stands there more than once.
    NameTwice(String),
    /// So many alternative names that only the first ones are looked at here.
    ManyNames(usize),
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
