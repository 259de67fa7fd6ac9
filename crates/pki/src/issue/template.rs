//! What is to be issued, as data.

use serde::{Deserialize, Serialize};

use crate::{ExtendedKeyUsage, NameAttribute, SubjectAlternativeName, UnixTime};

/// The kind of a new private key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum KeyKind {
    /// RSA with a modulus of 2048 bits and the exponent 65537.
    Rsa2048,
    /// RSA with a modulus of 3072 bits.
    Rsa3072,
    /// RSA with a modulus of 4096 bits.
    Rsa4096,
    /// ECDSA on NIST P-256.
    EcdsaP256,
    /// ECDSA on NIST P-384.
    EcdsaP384,
}

/// A certificate as it is to be: everything but its key, its serial number, its issuer and its signature.
///
/// The extensions are encoded in the order of Go's `x509.CreateCertificate`: keyUsage, extendedKeyUsage,
/// basicConstraints, subjectKeyIdentifier, authorityKeyIdentifier, subjectAltName, then the further ones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateTemplate {
    /// The subject, in the order of the encoding: short names or dotted OIDs, and text. Values of one kind in a row make
    /// one set where Go writes them so (C, O, OU, L, ST, STREET, POSTALCODE).
    pub subject: Vec<NameAttribute>,
    /// The subject as it is to be encoded, where it is taken over from a request byte for byte; beats `subject`.
    pub subject_der: Option<Vec<u8>>,
    /// First instant of validity.
    pub not_before: UnixTime,
    /// Last instant of validity.
    pub not_after: UnixTime,
    /// The bits of keyUsage by their RFC 5280 names (`digitalSignature`), critical; none leaves the extension out.
    pub key_usage: Vec<String>,
    /// The purposes of extendedKeyUsage, in order; none leaves the extension out.
    pub extended_key_usage: Vec<ExtendedKeyUsage>,
    /// basicConstraints, critical.
    pub basic_constraints: BasicConstraintsTemplate,
    /// How the subjectKeyIdentifier is made.
    pub subject_key_identifier: KeyIdentifierMethod,
    /// Copy the authority's subjectKeyIdentifier as authorityKeyIdentifier, where it has one and the subject is another
    /// name than the issuer's.
    pub authority_key_identifier: bool,
    /// Names, in the order of the encoding; critical only when the subject is empty (RFC 5280 section 4.2.1.6).
    pub names: Vec<SubjectAlternativeName>,
    /// Further extensions, in this order.
    pub further: Vec<FurtherExtension>,
}

/// What basicConstraints say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BasicConstraintsTemplate {
    /// The extension is left out.
    Absent,
    /// cA is false: an empty SEQUENCE.
    Leaf,
    /// cA is true, with a pathLenConstraint or without.
    Authority(Option<u8>),
}

/// How a subjectKeyIdentifier is made of the content of the public key's BIT STRING.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyIdentifierMethod {
    /// The extension is left out.
    Absent,
    /// Its SHA-1 (RFC 5280 section 4.2.1.2, method 1).
    Sha1,
    /// The first 20 bytes of its SHA-256 (RFC 7093 section 2, method 1).
    TruncatedSha256,
}

/// An extension that is written as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FurtherExtension {
    /// Its dotted OID.
    pub oid: String,
    /// It is marked critical.
    pub critical: bool,
    /// The content of its OCTET STRING.
    pub value: Vec<u8>,
}

/// How a serial number is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SerialRule {
    /// Always 0: authorities of kubeadm before 1.25 (spec section 1.3).
    Zero,
    /// 0 to 2^63 - 2: leafs of kubeadm before 1.25.
    Below63Bits,
    /// 1 to 2^63 - 2: kubeadm from 1.25 on.
    Positive63Bits,
    /// 0 to 2^128 - 1: the built-in signers of Kubernetes (spec section 9.3).
    Below128Bits,
}

/// A request as it is to be: everything but its key and its signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestTemplate {
    /// The subject, in the order of the encoding: short names or dotted OIDs, and text. Values of one kind in a row make
    /// one set where Go writes them so (C, O, OU, L, ST, STREET, POSTALCODE).
    pub subject: Vec<NameAttribute>,
    /// Names that are asked for, in the order of the encoding. Without any, and without usages, there is no
    /// extensionRequest, and the attributes are an empty set, as Go writes them.
    pub names: Vec<SubjectAlternativeName>,
    /// The bits of keyUsage that are asked for, by their RFC 5280 names.
    pub key_usage: Vec<String>,
    /// The purposes that are asked for.
    pub extended_key_usage: Vec<ExtendedKeyUsage>,
    /// basicConstraints that are asked for.
    pub basic_constraints: BasicConstraintsTemplate,
}
