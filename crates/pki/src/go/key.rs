//! Algorithm identifiers and public keys as Go demands them.

use super::reader::{GoReader, SEQUENCE, signed_value};
use super::{OrRefuse, Refusal, refuse};
use crate::oid::content;

/// Checks the content of an AlgorithmIdentifier; gives the OID and the whole parameters.
pub(super) fn algorithm(mut fields: GoReader<'_>) -> Result<(&[u8], &[u8]), Refusal> {
    let oid = fields.object_identifier().or_refuse("x509: malformed OID")?;
    if fields.is_empty() {
        return Ok((oid, &[]));
    }
    let (_, _, parameters) = fields.any().or_refuse("x509: malformed parameters")?;
    Ok((oid, parameters))
}

/// Checks the content of a SubjectPublicKeyInfo.
pub(super) fn check(mut spki: GoReader<'_>) -> Result<(), Refusal> {
    let identifier = spki.element(SEQUENCE).or_refuse("x509: malformed public key algorithm identifier")?;
    let (oid, parameters) = algorithm(identifier)?;
    let (unused, octets) = spki.bit_string().or_refuse("x509: malformed subjectPublicKey")?;
    let key = aligned(unused, octets);
    match oid {
        content::RSA_ENCRYPTION => rsa(parameters, &key),
        content::EC_PUBLIC_KEY => ecdsa(parameters, &key),
        content::ED25519 if !parameters.is_empty() => refuse("x509: Ed25519 key encoded with illegal parameters"),
        content::ED25519 if key.len() != 32 => refuse("x509: wrong Ed25519 public key size"),
        content::DSA => dsa(parameters, &key),
        _ => Ok(()),
    }
}

/// The bits of a BIT STRING moved to the right end, as Go takes them.
fn aligned(unused: u8, octets: &[u8]) -> Vec<u8> {
    let mut before = 0;
    let mut shifted = Vec::with_capacity(octets.len());
    for octet in octets {
        let pair = u16::from_be_bytes([before, *octet]) >> unused;
        shifted.push(pair.to_be_bytes()[1]);
        before = *octet;
    }
    shifted
}

fn rsa(parameters: &[u8], key: &[u8]) -> Result<(), Refusal> {
    if parameters != [0x05, 0x00] {
        return refuse("x509: RSA key missing NULL parameters");
    }
    let mut numbers = GoReader::new(key).element(SEQUENCE).or_refuse("x509: invalid RSA public key")?;
    let modulus = numbers.integer().or_refuse("x509: invalid RSA modulus")?;
    let exponent = numbers.integer().and_then(signed_value).or_refuse("x509: invalid RSA public exponent")?;
    if !is_positive(modulus) {
        return refuse("x509: RSA modulus is not a positive number");
    }
    if exponent <= 0 {
        return refuse("x509: RSA public exponent is not a positive number");
    }
    Ok(())
}

fn dsa(parameters: &[u8], key: &[u8]) -> Result<(), Refusal> {
    let y = GoReader::new(key).integer().or_refuse("x509: invalid DSA public key")?;
    let numbers = || {
        let mut fields = GoReader::new(parameters).element(SEQUENCE)?;
        Some([fields.integer()?, fields.integer()?, fields.integer()?])
    };
    let numbers = numbers().or_refuse("x509: invalid DSA parameters")?;
    if numbers.into_iter().chain([y]).all(is_positive) {
        Ok(())
    } else {
        refuse("x509: zero or negative DSA parameter")
    }
}

fn is_positive(integer: &[u8]) -> bool {
    integer != [0] && integer.first().is_some_and(|first| first & 0x80 == 0)
}

/// A curve as Go names it in errors.
struct Curve {
    coordinate: usize,
    prime: &'static [u8],
    encoding: &'static str,
    element: &'static str,
    off_curve: &'static str,
    is_on_curve: fn(&[u8]) -> bool,
}

const P256: Curve = Curve {
    coordinate: 32,
    prime: &[
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ],
    encoding: "invalid P256 point encoding",
    element: "invalid P256Element encoding",
    off_curve: "P256 point not on curve",
    is_on_curve: |point| p256::PublicKey::from_sec1_bytes(point).is_ok(),
};

const P384: Curve = Curve {
    coordinate: 48,
    prime: &[
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0,
        0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
    ],
    encoding: "invalid P384 point encoding",
    element: "invalid P384Element encoding",
    off_curve: "P384 point not on curve",
    is_on_curve: |point| p384::PublicKey::from_sec1_bytes(point).is_ok(),
};

const P521: Curve = Curve {
    coordinate: 66,
    prime: &{
        let mut prime = [0xff; 66];
        prime[0] = 1;
        prime
    },
    encoding: "invalid P521 point encoding",
    element: "invalid P521Element encoding",
    off_curve: "P521 point not on curve",
    is_on_curve: |point| p521::PublicKey::from_sec1_bytes(point).is_ok(),
};

const P224: Curve = Curve {
    coordinate: 28,
    prime: &[
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 1,
    ],
    encoding: "invalid P224 point encoding",
    element: "invalid P224Element encoding",
    off_curve: "P224 point not on curve",
    // No crate of ours computes on it.
    is_on_curve: |_| true,
};

fn ecdsa(parameters: &[u8], key: &[u8]) -> Result<(), Refusal> {
    let oid = GoReader::new(parameters).object_identifier().or_refuse("x509: invalid ECDSA parameters")?;
    let curve = match oid {
        content::SECP224R1 => P224,
        content::SECP256R1 => P256,
        content::SECP384R1 => P384,
        content::SECP521R1 => P521,
        _ => return refuse("x509: unsupported elliptic curve"),
    };
    let Some(coordinates) = key.strip_prefix(&[4]) else {
        return refuse("ecdsa: invalid uncompressed public key");
    };
    if coordinates.len() != 2 * curve.coordinate {
        return refuse(curve.encoding);
    }
    if coordinates.chunks_exact(curve.coordinate).any(|coordinate| coordinate >= curve.prime) {
        return refuse(curve.element);
    }
    if (curve.is_on_curve)(key) { Ok(()) } else { refuse(curve.off_curve) }
}
