//! Which keys are strong enough to be certified.

use serde::{Deserialize, Serialize};

use super::{Parts, algorithm, display, rsa_numbers};
use crate::KeyAlgorithm;

/// Bits below which a modulus is refused (NIST SP 800-131A revision 2, table 2).
const LEAST_BITS: u32 = 2048;

/// Why a public key should not be certified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum WeakKey {
    /// An RSA modulus under 2048 bits.
    #[error("RSA modulus of {bits} bits")]
    Modulus {
        /// Its bits.
        bits: u32,
    },
    /// An RSA exponent under 65537, or an even one.
    #[error("RSA exponent {exponent}")]
    Exponent {
        /// The exponent in decimal; hexadecimal beyond 64 bits.
        exponent: String,
    },
    /// A curve or an algorithm other than RSA, P-256, P-384 and P-521.
    #[error("unsupported key algorithm {algorithm}")]
    Algorithm {
        /// Its name, else its OID.
        algorithm: String,
    },
    /// The key does not decode.
    #[error("unreadable public key")]
    Unreadable,
}

/// Judges a DER SubjectPublicKeyInfo.
///
/// # Errors
/// [`WeakKey`] says what is too weak or not supported.
pub fn strength(spki: &[u8]) -> Result<(), WeakKey> {
    match algorithm(spki) {
        KeyAlgorithm::Rsa { bits } => {
            if bits < LEAST_BITS {
                return Err(WeakKey::Modulus { bits });
            }
            let key = Parts::read(spki).map_err(|_| WeakKey::Unreadable)?.key;
            let (_, exponent) = rsa_numbers(key).ok_or(WeakKey::Unreadable)?;
            let is_odd = exponent.last().is_some_and(|last| last & 1 == 1);
            if is_odd && is_large(exponent) {
                return Ok(());
            }
            Err(WeakKey::Exponent { exponent: crate::certificate::serial_text(&[&[0], exponent].concat()) })
        }
        KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384 | KeyAlgorithm::EcdsaP521 => Ok(()),
        other => Err(WeakKey::Algorithm { algorithm: display(&other) }),
    }
}

/// At least 65537, for a magnitude without leading zeros.
fn is_large(exponent: &[u8]) -> bool {
    exponent.len() > 3 || exponent >= &[1, 0, 1][..] && exponent.len() == 3
}
