//! Private keys: PKCS #1 (RFC 8017), SEC 1 (RFC 5915) and PKCS #8 (RFC 5208, RFC 5958), whatever label they stand under.

mod ecdsa;
mod encrypted;
mod generate;
mod go;
mod legacy;
mod pkcs12;
mod rsa;
mod sign;
mod write;

use std::sync::Arc;

use ::rsa::pkcs8::EncodePublicKey;
use der::Tag;
use zeroize::Zeroizing;

use crate::element::{Element, Elements};
use crate::oid::{self, content};
use crate::{KeyError, PrivateKeyFacts, pem, public_key};

pub use encrypted::unlock_pkcs8;
pub use go::{GoPrivateKey, go_private_key, go_readable_key};
pub use legacy::unlock_legacy_pem;
pub use pkcs12::{Pkcs12, open_pkcs12};

/// A private key. Its numbers are overwritten when it is dropped; it can be neither printed nor copied.
pub struct PrivateKey {
    numbers: Arc<Numbers>,
    der: Arc<Zeroizing<Vec<u8>>>,
    spki: Vec<u8>,
    form: String,
}

/// The numbers, in the type of the crate that computes with them. All of these overwrite themselves when dropped.
enum Numbers {
    Rsa(Box<::rsa::PrivateKey>),
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    P521(p521::SecretKey),
}

impl PrivateKey {
    /// Reads a DER key in any of the three forms, recognised by its shape.
    ///
    /// # Errors
    /// [`KeyError`]; a key of an algorithm, curve or size that is not supported is named as such.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_der_as(der, "DER")
    }

    /// Reads a PEM block in any of the three forms; its label is not trusted, only kept for the facts.
    ///
    /// # Errors
    /// As [`PrivateKey::from_der`]; [`KeyError::Encrypted`] when a password is needed.
    pub fn from_pem_block(block: &pem::Block) -> Result<Self, KeyError> {
        if block.header("Proc-Type").is_some_and(|value| value.contains("ENCRYPTED")) {
            return Err(KeyError::Encrypted);
        }
        let body = block.body.as_ref().map_err(|_| KeyError::UnreadableBody)?;
        Self::from_der_as(body, &block.label)
    }

    fn from_der_as(der: &[u8], form: &str) -> Result<Self, KeyError> {
        let numbers = Numbers::read(der)?;
        let spki = numbers.spki()?;
        Ok(Self {
            numbers: Arc::new(numbers),
            der: Arc::new(Zeroizing::new(der.to_vec())),
            spki,
            form: form.to_owned(),
        })
    }

    /// The same key for another owner. The numbers stay where they are; nothing is copied.
    pub fn share(&self) -> Self {
        Self {
            numbers: Arc::clone(&self.numbers),
            der: Arc::clone(&self.der),
            spki: self.spki.clone(),
            form: self.form.clone(),
        }
    }

    /// The encoding it was read from, always unencrypted: PKCS #1, SEC 1 or PKCS #8.
    pub fn der(&self) -> &Zeroizing<Vec<u8>> {
        &self.der
    }

    /// What views may know of it.
    pub fn facts(&self) -> PrivateKeyFacts {
        PrivateKeyFacts { public: public_key::facts(&self.spki), form: self.form.clone() }
    }

    /// The DER SubjectPublicKeyInfo of the public key that belongs to it; equal to that of its certificate.
    pub fn public_key_spki_der(&self) -> &[u8] {
        &self.spki
    }
}

/// The three forms, told apart by their first two fields.
enum Form<'a> {
    /// `SEQUENCE { version INTEGER, modulus INTEGER, ... }`
    Pkcs1,
    /// `SEQUENCE { version INTEGER, privateKey OCTET STRING, ... }`
    Sec1,
    /// `SEQUENCE { version INTEGER, algorithm SEQUENCE, privateKey OCTET STRING, ... }`
    Pkcs8 { algorithm: Element<'a>, key: &'a [u8] },
    /// `SEQUENCE { encryptionAlgorithm SEQUENCE, encryptedData OCTET STRING }`
    EncryptedPkcs8,
}

impl<'a> Form<'a> {
    fn of(der: &'a [u8]) -> Option<Self> {
        let mut outer = Elements::new(der);
        let sequence = outer.tagged(Tag::Sequence).ok()?;
        if !outer.is_empty() {
            return None;
        }
        let mut fields = sequence.children();
        let first = fields.any().ok()?;
        let second = fields.any().ok()?;
        match (first.tag, second.tag) {
            (Tag::Integer, Tag::Integer) => Some(Self::Pkcs1),
            (Tag::Integer, Tag::OctetString) => Some(Self::Sec1),
            (Tag::Integer, Tag::Sequence) => {
                let key = fields.tagged(Tag::OctetString).ok()?;
                Some(Self::Pkcs8 { algorithm: second, key: key.content })
            }
            (Tag::Sequence, Tag::OctetString) if fields.is_empty() => {
                first.children().tagged(Tag::ObjectIdentifier).ok()?;
                Some(Self::EncryptedPkcs8)
            }
            _ => None,
        }
    }
}

impl Numbers {
    fn read(der: &[u8]) -> Result<Self, KeyError> {
        match Form::of(der).ok_or(KeyError::Unrecognized)? {
            Form::Pkcs1 => rsa::read(der),
            Form::Sec1 => ecdsa::read(der, None),
            Form::EncryptedPkcs8 => Err(KeyError::Encrypted),
            Form::Pkcs8 { algorithm, key } => {
                let mut fields = algorithm.children();
                let oid = fields.tagged(Tag::ObjectIdentifier).map_err(|_| KeyError::Unrecognized)?;
                match oid.content {
                    content::RSA_ENCRYPTION => rsa::read(key),
                    content::EC_PUBLIC_KEY => ecdsa::read(key, fields.tagged(Tag::ObjectIdentifier).ok()),
                    other => Err(KeyError::Unsupported { algorithm: oid::name_or_dotted(other) }),
                }
            }
        }
    }

    fn spki(&self) -> Result<Vec<u8>, KeyError> {
        let document = match self {
            Self::Rsa(key) => key.as_public_key().to_public_key_der(),
            Self::P256(key) => key.public_key().to_public_key_der(),
            Self::P384(key) => key.public_key().to_public_key_der(),
            Self::P521(key) => key.public_key().to_public_key_der(),
        };
        document.map(|document| document.into_vec()).map_err(|_| KeyError::Unrecognized)
    }
}

#[cfg(test)]
mod tests;
