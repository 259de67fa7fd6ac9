//! ECDSA private keys (SEC 1, RFC 5915).

use der::Tag;
use zeroize::Zeroizing;

use super::Numbers;
use crate::element::{Element, Elements};
use crate::{KeyAlgorithm, KeyError, public_key};

/// ```text
/// ECPrivateKey ::= SEQUENCE {
///     version INTEGER (1), privateKey OCTET STRING, parameters [0] OBJECT IDENTIFIER OPTIONAL,
///     publicKey [1] BIT STRING OPTIONAL }
/// ```
///
/// A curve named by the PKCS #8 around it counts before the one inside, as in Go. The public key is computed anew.
pub(super) fn read(der: &[u8], curve: Option<Element<'_>>) -> Result<Numbers, KeyError> {
    let parts = Parts::read(der).ok_or(KeyError::Unrecognized)?;
    let Some(curve) = curve.map(|curve| curve.content).or(parts.curve) else {
        return Err(KeyError::Unsupported { algorithm: "ECDSA without a named curve".to_owned() });
    };
    let algorithm = public_key::curve(curve);
    let inconsistent = || KeyError::Inconsistent { algorithm: public_key::display(&algorithm) };
    match algorithm {
        KeyAlgorithm::EcdsaP256 => parts
            .scalar::<32>()
            .and_then(|scalar| p256::SecretKey::from_slice(&*scalar).ok())
            .map(Numbers::P256)
            .ok_or_else(inconsistent),
        KeyAlgorithm::EcdsaP384 => parts
            .scalar::<48>()
            .and_then(|scalar| p384::SecretKey::from_slice(&*scalar).ok())
            .map(Numbers::P384)
            .ok_or_else(inconsistent),
        KeyAlgorithm::EcdsaP521 => parts
            .scalar::<66>()
            .and_then(|scalar| p521::SecretKey::from_slice(&*scalar).ok())
            .map(Numbers::P521)
            .ok_or_else(inconsistent),
        other => Err(KeyError::Unsupported { algorithm: format!("ECDSA {}", public_key::display(&other)) }),
    }
}

/// The fields that a key is made from.
pub(super) struct Parts<'a> {
    /// The private number.
    pub octets: &'a [u8],
    /// Content of the curve's OBJECT IDENTIFIER.
    pub curve: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let mut fields = Elements::new(der).tagged(Tag::Sequence).ok()?.children();
        if fields.tagged(Tag::Integer).ok()?.content != [1] {
            return None;
        }
        let octets = fields.tagged(Tag::OctetString).ok()?.content;
        let parameters = fields.context(0).ok()?;
        let curve = parameters
            .and_then(|parameters| parameters.children().tagged(Tag::ObjectIdentifier).ok())
            .map(|curve| curve.content);
        Some(Self { octets, curve })
    }

    /// The number in exactly that many octets: some programs drop leading zeros, others add some.
    fn scalar<const SIZE: usize>(&self) -> Option<Zeroizing<[u8; SIZE]>> {
        let mut octets = self.octets;
        while octets.len() > SIZE {
            octets = octets.strip_prefix(&[0])?;
        }
        let mut scalar = Zeroizing::new([0; SIZE]);
        for (to, from) in scalar.iter_mut().rev().zip(octets.iter().rev()) {
            *to = *from;
        }
        Some(scalar)
    }
}
