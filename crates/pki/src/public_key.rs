//! Public keys (SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7).

mod strength;

use der::Tag;
use sha2::{Digest, Sha256};

use crate::element::{Broken, Element, Elements};
use crate::{Fingerprint, KeyAlgorithm, KeyError, PublicKeyFacts, oid, oid::content};

pub use strength::{WeakKey, strength};

/// A public key that stands alone, as in `sa.pub`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    spki: Vec<u8>,
}

impl PublicKey {
    /// Reads a DER SubjectPublicKeyInfo, the body of a `PUBLIC KEY` block.
    ///
    /// # Errors
    /// [`KeyError::Unrecognized`] when it is none. An unknown algorithm is no error: the facts name it.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let mut outer = Elements::new(der);
        let whole = outer.any().map_err(|_| KeyError::Unrecognized)?;
        if whole.tag != Tag::Sequence || !outer.is_empty() {
            return Err(KeyError::Unrecognized);
        }
        Parts::read(der).map_err(|_| KeyError::Unrecognized)?;
        Ok(Self { spki: der.to_vec() })
    }

    /// Reads a DER RSAPublicKey (PKCS #1, RFC 8017 appendix A.1.1), the body of an `RSA PUBLIC KEY` block.
    ///
    /// # Errors
    /// [`KeyError::Unrecognized`] when it is none.
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, KeyError> {
        rsa_numbers(der).ok_or(KeyError::Unrecognized)?;
        let null = pkcs8::der::AnyRef::NULL;
        let algorithm = spki::AlgorithmIdentifierRef { oid: rsa::pkcs1::ALGORITHM_OID, parameters: Some(null) };
        let subject_public_key = der::asn1::BitStringRef::from_bytes(der).map_err(|_| KeyError::Unrecognized)?;
        let spki = spki::SubjectPublicKeyInfoRef { algorithm, subject_public_key };
        der::Encode::to_der(&spki).map(|spki| Self { spki }).map_err(|_| KeyError::Unrecognized)
    }

    /// Algorithm and hash.
    pub fn facts(&self) -> PublicKeyFacts {
        facts(&self.spki)
    }

    /// The DER SubjectPublicKeyInfo as it was found.
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }
}

/// What a row says of a key: the algorithm, and SHA-256 of the whole SubjectPublicKeyInfo.
pub(crate) fn facts(spki: &[u8]) -> PublicKeyFacts {
    PublicKeyFacts { algorithm: algorithm(spki), sha256: Fingerprint(Sha256::digest(spki).into()) }
}

/// The parts of a SubjectPublicKeyInfo.
///
/// ```text
/// SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
/// ```
pub(crate) struct Parts<'a> {
    /// Content of the algorithm's OBJECT IDENTIFIER.
    pub algorithm: &'a [u8],
    /// Its parameters.
    pub parameters: Option<Element<'a>>,
    /// The octets of the key, without the count of unused bits.
    pub key: &'a [u8],
}

impl<'a> Parts<'a> {
    pub(crate) fn read(spki: &'a [u8]) -> Result<Self, Broken> {
        let mut fields = Elements::new(spki).tagged(Tag::Sequence)?.children();
        let mut algorithm = fields.tagged(Tag::Sequence)?.children();
        let oid = algorithm.tagged(Tag::ObjectIdentifier)?;
        let parameters = if algorithm.is_empty() { None } else { Some(algorithm.any()?) };
        let bits = fields.tagged(Tag::BitString)?;
        let (_, key) = bits.content.split_first().ok_or(Broken { offset: bits.offset })?;
        Ok(Self { algorithm: oid.content, parameters, key })
    }
}

/// The algorithm with its size or curve.
pub(crate) fn algorithm(spki: &[u8]) -> KeyAlgorithm {
    let Ok(parts) = Parts::read(spki) else {
        return KeyAlgorithm::Other("unreadable".to_owned());
    };
    match parts.algorithm {
        content::RSA_ENCRYPTION => match rsa_numbers(parts.key) {
            Some((modulus, _)) => KeyAlgorithm::Rsa { bits: bit_length(modulus) },
            None => KeyAlgorithm::Other("rsaEncryption".to_owned()),
        },
        content::EC_PUBLIC_KEY => match parts.parameters {
            Some(Element { tag: Tag::ObjectIdentifier, content, .. }) => curve(content),
            _ => KeyAlgorithm::Other("id-ecPublicKey with explicit parameters".to_owned()),
        },
        content::ED25519 => KeyAlgorithm::Ed25519,
        other => KeyAlgorithm::Other(oid::name_or_dotted(other)),
    }
}

/// The algorithm that goes with the OID of a named curve.
pub(crate) fn curve(content: &[u8]) -> KeyAlgorithm {
    match content {
        content::SECP256R1 => KeyAlgorithm::EcdsaP256,
        content::SECP384R1 => KeyAlgorithm::EcdsaP384,
        content::SECP521R1 => KeyAlgorithm::EcdsaP521,
        other => KeyAlgorithm::Other(oid::name_or_dotted(other)),
    }
}

/// Modulus and public exponent, without leading zeros.
///
/// ```text
/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
/// ```
pub(crate) fn rsa_numbers(key: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut numbers = Elements::new(key).tagged(Tag::Sequence).ok()?.children();
    let modulus = positive(numbers.tagged(Tag::Integer).ok()?.content)?;
    let exponent = positive(numbers.tagged(Tag::Integer).ok()?.content)?;
    Some((modulus, exponent))
}

/// The magnitude of a positive INTEGER's content.
pub(crate) fn positive(content: &[u8]) -> Option<&[u8]> {
    if content.first().is_none_or(|first| first & 0x80 != 0) {
        return None;
    }
    let first = content.iter().position(|byte| *byte != 0)?;
    content.get(first..)
}

/// Bits of a magnitude without leading zero octets.
pub(crate) fn bit_length(magnitude: &[u8]) -> u32 {
    let Some(first) = magnitude.first() else { return 0 };
    let octets = u32::try_from(magnitude.len()).unwrap_or(u32::MAX / 8);
    octets.saturating_mul(8).saturating_sub(first.leading_zeros())
}

/// How an algorithm is named in errors: `RSA 512 bits`, `ECDSA P-256`.
pub(crate) fn display(algorithm: &KeyAlgorithm) -> String {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => format!("RSA {bits} bits"),
        KeyAlgorithm::EcdsaP256 => "ECDSA P-256".to_owned(),
        KeyAlgorithm::EcdsaP384 => "ECDSA P-384".to_owned(),
        KeyAlgorithm::EcdsaP521 => "ECDSA P-521".to_owned(),
        KeyAlgorithm::Ed25519 => "Ed25519".to_owned(),
        KeyAlgorithm::Other(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_counted_in_bits() {
        assert_eq!(bit_length(&[]), 0);
        assert_eq!(bit_length(&[0x01]), 1);
        assert_eq!(bit_length(&[0xff, 0]), 16);
        assert_eq!(positive(&[0, 0x80]), Some(&[0x80][..]));
        assert_eq!(positive(&[0x80]), None);
        assert_eq!(positive(&[0]), None);
        assert_eq!(positive(&[]), None);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert_eq!(PublicKey::from_der(&[]), Err(KeyError::Unrecognized));
        assert_eq!(PublicKey::from_der(&[0x30, 0x00]), Err(KeyError::Unrecognized));
        assert_eq!(algorithm(&[0x30, 0x00]), KeyAlgorithm::Other("unreadable".to_owned()));
    }
}
