//! What was read of a certificate, a request or a key, as plain values that can cross from a worker to the page.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::UnixTime;

/// A SHA-256 hash: of a whole certificate, or of a SubjectPublicKeyInfo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(pub [u8; 32]);

/// Lower-case hexadecimal without separators.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Fingerprint {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One attribute of a distinguished name, in the order of the encoding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NameAttribute {
    /// Short name such as `CN` or `O` (RFC 4514 section 3, and the usual further ones), else the dotted OID.
    pub attribute: String,
    /// The value as text; what is no text is shown as `#` and the hexadecimal encoding (RFC 4514 section 2.4).
    pub value: String,
}

/// A distinguished name (RFC 5280 section 4.1.2.4) with its original encoding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Name {
    /// The attributes, in the order of the encoding.
    pub attributes: Vec<NameAttribute>,
    /// The DER encoding as it stood in the certificate; what names are compared by.
    #[serde(with = "serde_bytes")]
    pub der: Vec<u8>,
}

impl Name {
    /// The last common name, the one that Go and Kubernetes look at.
    pub fn common_name(&self) -> Option<&str> {
        self.values("CN").last()
    }

    /// All organizations, in the order of the encoding. To Kubernetes these are the user's groups.
    pub fn organizations(&self) -> Vec<&str> {
        self.values("O").collect()
    }

    fn values<'a>(&'a self, attribute: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(move |a| a.attribute == attribute).map(|a| a.value.as_str())
    }
}

/// `O=system:masters, CN=kubernetes-admin`: the order of the encoding, for people.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, a) in self.attributes.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}={}", a.attribute, a.value)?;
        }
        Ok(())
    }
}

/// A subject alternative name (RFC 5280 section 4.2.1.6).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SubjectAlternativeName {
    /// A dNSName.
    Dns(String),
    /// An iPAddress as text (RFC 5952 for IPv6).
    Ip(String),
    /// An rfc822Name.
    Email(String),
    /// A uniformResourceIdentifier.
    Uri(String),
    /// Any other kind: what it is, and its value as text or hexadecimal.
    Other(String, String),
}

/// The algorithm of a public or private key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyAlgorithm {
    /// RSA with the size of its modulus in bits.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// ECDSA on NIST P-256.
    EcdsaP256,
    /// ECDSA on NIST P-384.
    EcdsaP384,
    /// ECDSA on NIST P-521.
    EcdsaP521,
    /// Ed25519 (RFC 8410). kubeadm cannot use it.
    Ed25519,
    /// Any other, by its name where known, else its OID; such as `secp224r1` or `1.2.840.10040.4.1`.
    Other(String),
}

/// A public key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublicKeyFacts {
    /// Algorithm and size.
    pub algorithm: KeyAlgorithm,
    /// SHA-256 of the DER SubjectPublicKeyInfo; of a cluster CA this is kubeadm's discovery hash.
    pub sha256: Fingerprint,
}

/// A private key as views may know it: never the key itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PrivateKeyFacts {
    /// The public key that belongs to it.
    pub public: PublicKeyFacts,
    /// The PEM label it stood under, or `DER`.
    pub form: String,
}

/// What a table row and the grouping need of a certificate; everything else is decoded from `der` when asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// The certificate as it was found.
    #[serde(with = "serde_bytes")]
    pub der: Vec<u8>,
    /// SHA-256 of `der`.
    pub sha256: Fingerprint,
    /// Whom it names.
    pub subject: Name,
    /// Who signed it, by name.
    pub issuer: Name,
    /// Serial number: signed decimal up to 64 bits, longer ones as colon-separated hexadecimal.
    pub serial: String,
    /// First instant of validity; `None` when the field cannot be read (`raw_validity` then shows it).
    pub not_before: Option<UnixTime>,
    /// Last instant of validity; `None` when the field cannot be read.
    pub not_after: Option<UnixTime>,
    /// The two validity fields as text, only where one of them could not be read.
    pub raw_validity: Option<(String, String)>,
    /// basicConstraints say CA.
    pub is_authority: bool,
    /// Subject alternative names, in the order of the encoding.
    pub names: Vec<SubjectAlternativeName>,
    /// extendedKeyUsage contains serverAuth.
    pub server_auth: bool,
    /// extendedKeyUsage contains clientAuth.
    pub client_auth: bool,
    /// The certified key.
    pub key: PublicKeyFacts,
    /// The subjectKeyIdentifier, if there is one.
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The keyid of the authorityKeyIdentifier, if there is one.
    pub authority_key_identifier: Option<Vec<u8>>,
}

impl CertificateFacts {
    /// Subject and issuer are the same name, byte for byte.
    pub fn is_self_issued(&self) -> bool {
        self.subject.der == self.issuer.der
    }
}

/// What was read of a certificate signing request (PKCS #10, RFC 2986).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestFacts {
    /// The request as it was found.
    #[serde(with = "serde_bytes")]
    pub der: Vec<u8>,
    /// SHA-256 of `der`.
    pub sha256: Fingerprint,
    /// Whom it asks a certificate for.
    pub subject: Name,
    /// The subject alternative names it asks for.
    pub names: Vec<SubjectAlternativeName>,
    /// The key it was made with.
    pub key: PublicKeyFacts,
    /// Its own signature holds; `None` when the algorithm is not supported.
    pub signature_holds: Option<bool>,
}
