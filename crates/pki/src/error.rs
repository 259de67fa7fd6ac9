//! Why something could not be read, opened or verified.

use std::fmt;

/// A part of a certificate, request or key, as RFC 5280 names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Field {
    /// The outermost SEQUENCE.
    Outer,
    /// tbsCertificate, or certificationRequestInfo of a request.
    ToBeSigned,
    /// version.
    Version,
    /// serialNumber.
    SerialNumber,
    /// One of the two signature algorithms.
    SignatureAlgorithm,
    /// issuer.
    Issuer,
    /// validity.
    Validity,
    /// subject.
    Subject,
    /// subjectPublicKeyInfo.
    SubjectPublicKeyInfo,
    /// extensions.
    Extensions,
    /// attributes of a request.
    Attributes,
    /// signatureValue.
    Signature,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outer => "outer sequence",
            Self::ToBeSigned => "part to be signed",
            Self::Version => "version",
            Self::SerialNumber => "serial number",
            Self::SignatureAlgorithm => "signature algorithm",
            Self::Issuer => "issuer",
            Self::Validity => "validity",
            Self::Subject => "subject",
            Self::SubjectPublicKeyInfo => "subject public key info",
            Self::Extensions => "extensions",
            Self::Attributes => "attributes",
            Self::Signature => "signature",
        })
    }
}

/// Why bytes are no certificate.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// There are no bytes.
    #[error("no data")]
    Empty,
    /// A part is not what RFC 5280 section 4.1 demands.
    #[error("malformed {field} at byte {offset}")]
    Malformed {
        /// The part.
        field: Field,
        /// Where in the bytes, from 0.
        offset: usize,
    },
    /// The outermost SEQUENCE says it is longer than the bytes that are there.
    #[error("cut off: {present} bytes of {announced}")]
    Truncated {
        /// Bytes that its length field announces, header included.
        announced: u64,
        /// Bytes that are there.
        present: usize,
    },
    /// Bytes follow the certificate.
    #[error("data after the end, from byte {offset}")]
    TrailingData {
        /// Where the rest begins, from 0.
        offset: usize,
    },
    /// A version other than 1, 2 or 3.
    #[error("unknown version {version}")]
    UnknownVersion {
        /// The version as people count it: the encoded one plus 1.
        version: u64,
    },
}

/// Why bytes are no certificate signing request.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// There are no bytes.
    #[error("no data")]
    Empty,
    /// A part is not what RFC 2986 section 4 demands.
    #[error("malformed {field} at byte {offset}")]
    Malformed {
        /// The part.
        field: Field,
        /// Where in the bytes, from 0.
        offset: usize,
    },
    /// Bytes follow the request.
    #[error("data after the end, from byte {offset}")]
    TrailingData {
        /// Where the rest begins, from 0.
        offset: usize,
    },
}

/// Why a key cannot be read or opened. It never holds a part of the key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// It is neither PKCS #1, SEC 1 nor PKCS #8, or for a public key no SubjectPublicKeyInfo.
    #[error("no key in any known form")]
    Unrecognized,
    /// A key of an algorithm, curve or size that is not supported, such as `Ed25519` or `RSA 512 bits`.
    #[error("unsupported key: {algorithm}")]
    Unsupported {
        /// The algorithm by name, with what is unusual about it.
        algorithm: String,
    },
    /// The form is known but the numbers do not make a key.
    #[error("inconsistent {algorithm} key")]
    Inconsistent {
        /// The algorithm by name.
        algorithm: String,
    },
    /// It is encrypted; a password is needed.
    #[error("encrypted")]
    Encrypted,
    /// The password does not open it.
    #[error("wrong password")]
    WrongPassword,
    /// It is encrypted in a way that is not supported.
    #[error("unsupported encryption: {scheme}")]
    UnsupportedEncryption {
        /// The scheme by name or OID.
        scheme: String,
    },
    /// The encryption asks for more work than a browser should be put to.
    #[error("key derivation too costly: {work}")]
    TooCostly {
        /// What it asks for, such as `PBKDF2 100000000 iterations`.
        work: String,
    },
    /// The body of its PEM block cannot be read.
    #[error("unreadable PEM body")]
    UnreadableBody,
}

/// Why a signature is not known to hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature algorithm is not supported.
    #[error("unsupported signature algorithm {algorithm}")]
    Unsupported {
        /// Its usual name, else its OID.
        algorithm: String,
    },
    /// The signature was not made by this key over these bytes.
    #[error("the signature does not hold")]
    Invalid,
    /// The key cannot be used: of another kind than the signature, of an unsupported size or curve, or broken.
    #[error("the key cannot verify this signature: {algorithm}")]
    KeyUnusable {
        /// The algorithm of the key.
        algorithm: String,
    },
}
