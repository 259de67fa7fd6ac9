//! Which private key kubeadm would find in a file: client-go's `keyutil.ParsePrivateKeyPEM` (spec sections 1.7, 13).

use der::Tag;
use zeroize::Zeroizing;

use super::{Form, PrivateKey, ecdsa};
use crate::KeyError;
use crate::oid::content;
use crate::pem::go_blocks;

/// The first key that Go can parse, by its kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GoPrivateKey {
    /// An RSA key.
    Rsa,
    /// An ECDSA key.
    Ecdsa,
    /// A key that Go parses but kubeadm cannot use: Ed25519 or X25519.
    OtherKind,
    /// No key that Go can parse.
    None,
}

/// Finds the key that Go finds in a PEM text: each label only with its own encoding; other blocks, and those that do
/// not parse, are passed over.
pub fn go_private_key(text: &[u8]) -> GoPrivateKey {
    first(text).map_or(GoPrivateKey::None, |(kind, _)| kind)
}

/// That key, to compute with; `None` where there is none, or one of a kind or size that is not supported here.
pub fn go_readable_key(text: &[u8]) -> Option<PrivateKey> {
    first(text).and_then(|(_, der)| PrivateKey::from_der(&der).ok())
}

fn first(text: &[u8]) -> Option<(GoPrivateKey, Zeroizing<Vec<u8>>)> {
    go_blocks(text).into_iter().find_map(|block| {
        let der = Zeroizing::new(block.der);
        let kind = match block.label.as_str() {
            "EC PRIVATE KEY" => sec1(&der, None),
            "RSA PRIVATE KEY" => pkcs1(&der),
            "PRIVATE KEY" => pkcs8(&der),
            _ => None,
        };
        kind.map(|kind| (kind, der))
    })
}

fn pkcs1(der: &[u8]) -> Option<GoPrivateKey> {
    if !matches!(Form::of(der)?, Form::Pkcs1) {
        return None;
    }
    match super::rsa::read(der) {
        // Go parses keys of any size, and of several primes.
        Ok(_) | Err(KeyError::Unsupported { .. }) => Some(GoPrivateKey::Rsa),
        Err(_) => None,
    }
}

fn sec1(der: &[u8], curve: Option<crate::element::Element<'_>>) -> Option<GoPrivateKey> {
    let parts = ecdsa::Parts::read(der)?;
    let named = curve.map(|curve| curve.content).or(parts.curve)?;
    let usable = if named == content::SECP224R1 {
        let significant = parts.octets.iter().position(|octet| *octet != 0)?;
        parts.octets.len() - significant <= 28
    } else {
        ecdsa::read(der, curve).is_ok()
    };
    usable.then_some(GoPrivateKey::Ecdsa)
}

fn pkcs8(der: &[u8]) -> Option<GoPrivateKey> {
    let Form::Pkcs8 { algorithm, key } = Form::of(der)? else { return None };
    let mut fields = algorithm.children();
    match fields.tagged(Tag::ObjectIdentifier).ok()?.content {
        content::RSA_ENCRYPTION => pkcs1(key),
        content::EC_PUBLIC_KEY => sec1(key, fields.tagged(Tag::ObjectIdentifier).ok()),
        content::ED25519 | content::X25519 => {
            // CurvePrivateKey ::= OCTET STRING (RFC 8410 section 7), of 32 octets, and no parameters.
            let whole = fields.is_empty() && key.len() == 34 && key.starts_with(&[0x04, 0x20]);
            whole.then_some(GoPrivateKey::OtherKind)
        }
        _ => None,
    }
}
