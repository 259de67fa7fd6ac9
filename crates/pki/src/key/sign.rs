//! Signing, with the algorithms that Go takes for each key (spec section 1.3).

use ::ecdsa::signature::Signer;
use ::rsa::pkcs1v15::Pkcs1v15Sign;
use sha2::{Digest, Sha256};

use super::{Numbers, PrivateKey};
use crate::{KeyError, Random, verify};

/// A signature algorithm, by the content of its AlgorithmIdentifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SignatureAlgorithm {
    /// sha256WithRSAEncryption, with NULL as parameters (RFC 4055 section 5).
    RsaSha256,
    /// ecdsa-with-SHA256, without parameters (RFC 5758 section 3.2).
    EcdsaSha256,
    /// ecdsa-with-SHA384.
    EcdsaSha384,
    /// ecdsa-with-SHA512.
    EcdsaSha512,
}

impl SignatureAlgorithm {
    /// The whole AlgorithmIdentifier.
    pub(crate) fn identifier(self) -> &'static [u8] {
        match self {
            Self::RsaSha256 => &[0x30, 0x0d, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11, 0x05, 0x00],
            Self::EcdsaSha256 => &[0x30, 0x0a, 0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2],
            Self::EcdsaSha384 => &[0x30, 0x0a, 0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3],
            Self::EcdsaSha512 => &[0x30, 0x0a, 0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4],
        }
    }
}

impl PrivateKey {
    /// The algorithm that [`PrivateKey::sign`] takes.
    pub(crate) fn signature_algorithm(&self) -> SignatureAlgorithm {
        match &*self.numbers {
            Numbers::Rsa(_) => SignatureAlgorithm::RsaSha256,
            Numbers::P256(_) => SignatureAlgorithm::EcdsaSha256,
            Numbers::P384(_) => SignatureAlgorithm::EcdsaSha384,
            Numbers::P521(_) => SignatureAlgorithm::EcdsaSha512,
        }
    }

    /// Signs `message` as kubeadm would: sha256WithRSAEncryption, or ECDSA with the hash of the curve's size
    /// (spec section 1.3). The signature is as it stands in a certificate's BIT STRING.
    ///
    /// RSA is blinded by `random`; ECDSA takes its nonce from key and message (RFC 6979) and needs none. The signature
    /// is verified with the public key before it is returned, so that a fault in the computation gives nothing away.
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when the numbers cannot be computed with, or what came out does not hold.
    pub fn sign(&self, message: &[u8], random: &mut dyn Random) -> Result<Vec<u8>, KeyError> {
        let signature = match &*self.numbers {
            Numbers::Rsa(key) => {
                key.sign_with_rng(random, Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)).ok()
            }
            Numbers::P256(key) => p256::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .ok()
                .map(|signature: p256::ecdsa::DerSignature| signature.as_bytes().to_vec()),
            Numbers::P384(key) => p384::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .ok()
                .map(|signature: p384::ecdsa::DerSignature| signature.as_bytes().to_vec()),
            Numbers::P521(key) => p521::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .ok()
                .map(|signature: p521::ecdsa::DerSignature| signature.as_bytes().to_vec()),
        };
        signature
            .filter(|made| {
                verify::signature(&self.spki, self.signature_algorithm().identifier(), message, made).is_ok()
            })
            .ok_or_else(|| self.numbers.inconsistent())
    }
}
