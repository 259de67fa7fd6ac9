//! Making private keys.

use p256::elliptic_curve::Generate;

use super::{Numbers, PrivateKey};
use crate::{KeyError, KeyKind, Random};

impl PrivateKey {
    /// Makes a new key. An RSA key has two primes and the exponent 65537; it can take seconds.
    ///
    /// The key is in the form kubeadm would write: PKCS #1, or SEC 1 for ECDSA.
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when no key could be made of what the random source gave.
    pub fn generate(kind: KeyKind, random: &mut dyn Random) -> Result<Self, KeyError> {
        let numbers = match kind {
            KeyKind::Rsa2048 => rsa(2048, random)?,
            KeyKind::Rsa3072 => rsa(3072, random)?,
            KeyKind::Rsa4096 => rsa(4096, random)?,
            KeyKind::EcdsaP256 => Numbers::P256(p256::SecretKey::generate_from_rng(random)),
            KeyKind::EcdsaP384 => Numbers::P384(p384::SecretKey::generate_from_rng(random)),
        };
        Self::from_der_as(&numbers.traditional_der()?, numbers.traditional_label())
    }
}

fn rsa(bits: usize, random: &mut dyn Random) -> Result<Numbers, KeyError> {
    ::rsa::PrivateKey::new(random, bits)
        .map(|key| Numbers::Rsa(Box::new(key)))
        .map_err(|_| KeyError::Inconsistent { algorithm: "RSA".to_owned() })
}
