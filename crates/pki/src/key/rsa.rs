//! RSA private keys (RFC 8017 appendix A.1.2).

use der::Tag;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey, PublicKey};

use super::Numbers;
use crate::KeyError;
use crate::element::Elements;
use crate::public_key::{bit_length, positive};

/// ```text
/// RSAPrivateKey ::= SEQUENCE {
///     version INTEGER, modulus INTEGER, publicExponent INTEGER, privateExponent INTEGER, prime1 INTEGER,
///     prime2 INTEGER, exponent1 INTEGER, exponent2 INTEGER, coefficient INTEGER, otherPrimeInfos OPTIONAL }
/// ```
pub(super) fn read(der: &[u8]) -> Result<Numbers, KeyError> {
    let inconsistent = || KeyError::Inconsistent { algorithm: "RSA".to_owned() };
    let mut outer = Elements::new(der);
    let mut fields = outer.tagged(Tag::Sequence).map_err(|_| KeyError::Unrecognized)?.children();
    if !outer.is_empty() {
        return Err(KeyError::Unrecognized);
    }
    let version = fields.tagged(Tag::Integer).map_err(|_| KeyError::Unrecognized)?;
    let mut next = || fields.tagged(Tag::Integer).ok().and_then(|number| positive(number.content));
    let modulus = next().ok_or_else(inconsistent)?;
    let [Some(exponent), Some(private), Some(p), Some(q)] = [next(), next(), next(), next()] else {
        return Err(inconsistent());
    };
    let bits = bit_length(modulus);
    let size = usize::try_from(bits).unwrap_or(usize::MAX);
    if !(PublicKey::MIN_SIZE..=PublicKey::MAX_SIZE).contains(&size) {
        return Err(KeyError::Unsupported { algorithm: format!("RSA {bits} bits") });
    }
    match version.content {
        [0] => {}
        [1] => return Err(KeyError::Unsupported { algorithm: "RSA with more than two primes".to_owned() }),
        _ => return Err(KeyError::Unrecognized),
    }
    let number = BoxedUint::from_be_slice_vartime;
    let (n, e) = (number(modulus), number(exponent));
    // Old programs computed the private exponent modulo another multiple than the crate expects; the primes make a
    // key all the same, of the same modulus.
    PrivateKey::from_components(n.clone(), e.clone(), number(private), vec![number(p), number(q)])
        .or_else(|_| PrivateKey::from_p_q(number(p), number(q), e))
        .ok()
        .filter(|key| *key.n().as_ref() == n)
        .map(|key| Numbers::Rsa(Box::new(key)))
        .ok_or_else(inconsistent)
}
