//! Checking signatures over original bytes (RFC 5280 section 4.1.1.3).

use der::{Any, Decode, Tag};
use ecdsa::signature::hazmat::PrehashVerifier;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::element::{Broken, Elements};
use crate::oid::{self, content};
use crate::public_key::{self, Parts};
use crate::{KeyAlgorithm, VerifyError};

/// Checks `signature` over `message` by the key of `spki`; `algorithm` is the whole AlgorithmIdentifier.
///
/// Supported: RSA PKCS #1 v1.5 with SHA-1 and SHA-2, RSASSA-PSS with the same hash for MGF1, and ECDSA on P-256, P-384
/// and P-521 with SHA-1 and SHA-2. SHA-1 is supported because what is old shall be told from what is forged.
pub(crate) fn signature(spki: &[u8], algorithm: &[u8], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    match Scheme::read(algorithm)? {
        Scheme::Pkcs1(hash) => verify_pkcs1(&rsa_key(spki)?, hash, message, signature),
        Scheme::Pss(hash, salt) => verify_pss(rsa_key(spki)?, hash, salt, message, signature),
        Scheme::Ecdsa(hash) => verify_ecdsa(spki, &hash.digest(message), signature),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha224 => Sha224::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }

    fn from_oid(oid: &[u8]) -> Option<Self> {
        Some(match oid {
            [0x2b, 0x0e, 3, 2, 26] => Self::Sha1,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 4] => Self::Sha224,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1] => Self::Sha256,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2] => Self::Sha384,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3] => Self::Sha512,
            _ => return None,
        })
    }
}

enum Scheme {
    Pkcs1(Hash),
    /// The hash and the octets of salt.
    Pss(Hash, usize),
    Ecdsa(Hash),
}

impl Scheme {
    fn read(algorithm: &[u8]) -> Result<Self, VerifyError> {
        let unsupported = |name: String| VerifyError::Unsupported { algorithm: name };
        let oid = algorithm_oid(algorithm).map_err(|_| unsupported("unreadable".to_owned()))?;
        Ok(match oid {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5] | [0x2b, 0x0e, 3, 2, 29] => Self::Pkcs1(Hash::Sha1),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 14] => Self::Pkcs1(Hash::Sha224),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11] => Self::Pkcs1(Hash::Sha256),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12] => Self::Pkcs1(Hash::Sha384),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13] => Self::Pkcs1(Hash::Sha512),
            content::RSASSA_PSS => {
                pss(algorithm).ok_or_else(|| unsupported("RSASSA-PSS with unusual parameters".to_owned()))?
            }
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1] => Self::Ecdsa(Hash::Sha1),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1] => Self::Ecdsa(Hash::Sha224),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2] => Self::Ecdsa(Hash::Sha256),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3] => Self::Ecdsa(Hash::Sha384),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4] => Self::Ecdsa(Hash::Sha512),
            other => return Err(unsupported(oid::name_or_dotted(other))),
        })
    }
}

/// The content of the OBJECT IDENTIFIER of a whole AlgorithmIdentifier.
pub(crate) fn algorithm_oid(algorithm: &[u8]) -> Result<&[u8], Broken> {
    let mut fields = Elements::new(algorithm).tagged(Tag::Sequence)?.children();
    Ok(fields.tagged(Tag::ObjectIdentifier)?.content)
}

/// RSASSA-PSS parameters (RFC 4055 section 3.1), with one hash for the message and for MGF1.
fn pss(algorithm: &[u8]) -> Option<Scheme> {
    let mut fields = Elements::new(algorithm).tagged(Tag::Sequence).ok()?.children();
    fields.any().ok()?;
    let parameters = fields.any().ok()?;
    let parameters = rsa::pkcs1::RsaPssParams::<Any>::from_der(parameters.whole).ok()?;
    let hash = Hash::from_oid(parameters.hash.oid.as_bytes())?;
    let mask = Hash::from_oid(parameters.mask_gen.parameters.as_ref()?.oid.as_bytes())?;
    (hash == mask).then(|| Scheme::Pss(hash, usize::from(parameters.salt_len)))
}

fn rsa_key(spki: &[u8]) -> Result<rsa::PublicKey, VerifyError> {
    let unusable = || VerifyError::KeyUnusable { algorithm: public_key::display(&public_key::algorithm(spki)) };
    let parts = Parts::read(spki).map_err(|_| unusable())?;
    if parts.algorithm != content::RSA_ENCRYPTION && parts.algorithm != content::RSASSA_PSS {
        return Err(unusable());
    }
    let (modulus, exponent) = public_key::rsa_numbers(parts.key).ok_or_else(unusable)?;
    let number = rsa::BoxedUint::from_be_slice_vartime;
    rsa::PublicKey::new(number(modulus), number(exponent)).map_err(|_| unusable())
}

fn verify_pkcs1(key: &rsa::PublicKey, hash: Hash, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    match hash {
        Hash::Sha1 => key.pkcs1v15_verify::<Sha1>(message, signature),
        Hash::Sha224 => key.pkcs1v15_verify::<Sha224>(message, signature),
        Hash::Sha256 => key.pkcs1v15_verify::<Sha256>(message, signature),
        Hash::Sha384 => key.pkcs1v15_verify::<Sha384>(message, signature),
        Hash::Sha512 => key.pkcs1v15_verify::<Sha512>(message, signature),
    }
    .map_err(|_| VerifyError::Invalid)
}

fn verify_pss(
    key: rsa::PublicKey,
    hash: Hash,
    salt: usize,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let digest = hash.digest(message);
    match hash {
        Hash::Sha1 => key.verify(rsa::Pss::<Sha1>::new_with_salt(salt), &digest, signature),
        Hash::Sha224 => key.verify(rsa::Pss::<Sha224>::new_with_salt(salt), &digest, signature),
        Hash::Sha256 => key.verify(rsa::Pss::<Sha256>::new_with_salt(salt), &digest, signature),
        Hash::Sha384 => key.verify(rsa::Pss::<Sha384>::new_with_salt(salt), &digest, signature),
        Hash::Sha512 => key.verify(rsa::Pss::<Sha512>::new_with_salt(salt), &digest, signature),
    }
    .map_err(|_| VerifyError::Invalid)
}

/// Verifies on one curve, with the names of its crate.
macro_rules! verify_on {
    ($curve:ident, $point:expr, $digest:expr, $signature:expr, $unusable:expr) => {{
        let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes($point).map_err(|_| $unusable)?;
        let signature = $curve::ecdsa::Signature::from_der($signature).map_err(|_| VerifyError::Invalid)?;
        key.verify_prehash($digest, &signature).map_err(|_| VerifyError::Invalid)
    }};
}

fn verify_ecdsa(spki: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    let algorithm = public_key::algorithm(spki);
    let unusable = || VerifyError::KeyUnusable { algorithm: public_key::display(&algorithm) };
    let point = Parts::read(spki).map_err(|_| unusable())?.key;
    match algorithm {
        KeyAlgorithm::EcdsaP256 => verify_on!(p256, point, digest, signature, unusable()),
        KeyAlgorithm::EcdsaP384 => verify_on!(p384, point, digest, signature, unusable()),
        KeyAlgorithm::EcdsaP521 => verify_on!(p521, point, digest, signature, unusable()),
        _ => Err(unusable()),
    }
}

#[cfg(test)]
mod tests;
