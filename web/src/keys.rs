//! New private keys: from the browser where it makes any, else from the core. Both pass the same checks when they are
//! read, and nobody behind this can tell them apart.
//!
//! A browser keeps `crypto.subtle` from pages that came over plain http from another machine; the core then does it alone.

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use pki::{KeyError, KeyKind, PrivateKey};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// The browser's random numbers. It panics when the browser has none, which ends the worker that asked.
pub fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// A new key by the core. An RSA key takes seconds.
///
/// # Errors
/// As [`PrivateKey::generate`].
pub fn core_key(kind: KeyKind) -> Result<PrivateKey, KeyError> {
    PrivateKey::generate(kind, &mut random())
}

/// New keys by the browser as PKCS #8 DER, each behind its length in four octets, or nothing where the browser makes
/// none. They are made all at once. Whoever takes them overwrites them.
pub async fn browser_keys(kinds: &[KeyKind]) -> Option<Uint8Array> {
    let subtle = subtle()?;
    // A promise begins its work when it is made, not when it is waited for.
    let begun: Option<Vec<Promise>> = kinds.iter().map(|kind| begin(&subtle, *kind).ok()).collect();
    let begun = begun.filter(|begun| !begun.is_empty())?;
    let count = begun.len();
    let mut keys = Vec::with_capacity(count);
    for pair in begun {
        keys.extend(export(&subtle, pair).await.ok());
    }
    // With one missing the core makes them all; those that are there are overwritten in any case.
    let whole = keys.len() == count;
    let all = Uint8Array::new_with_length(keys.iter().map(|key| key.length() + 4).sum());
    let mut at = 0;
    for key in keys {
        if whole {
            all.set(&Uint8Array::from(key.length().to_le_bytes().as_slice()), at);
            all.set(&key, at + 4);
            at += key.length() + 4;
        }
        key.fill(0, 0, key.length());
    }
    whole.then_some(all)
}

/// Milliseconds that a key of this kind usually takes; a rough figure, for an estimate before the first key is there.
pub fn usual_time(kind: KeyKind) -> f64 {
    match (kind, subtle().is_some()) {
        (KeyKind::Rsa2048, true) => 100.0,
        (KeyKind::Rsa3072, true) => 300.0,
        (KeyKind::Rsa4096, true) => 1000.0,
        (KeyKind::Rsa2048, false) => 400.0,
        (KeyKind::Rsa3072, false) => 1000.0,
        (KeyKind::Rsa4096, false) => 4000.0,
        (KeyKind::EcdsaP256 | KeyKind::EcdsaP384, _) => 5.0,
    }
}

fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

fn begin(subtle: &SubtleCrypto, kind: KeyKind) -> Result<Promise, JsValue> {
    let usages = Array::of2(&"sign".into(), &"verify".into());
    subtle.generate_key_with_object(&algorithm(kind)?, true, &usages)
}

async fn export(subtle: &SubtleCrypto, pair: Promise) -> Result<Uint8Array, JsValue> {
    let pair = JsFuture::from(pair).await?;
    let key: CryptoKey = Reflect::get(&pair, &"privateKey".into())?.unchecked_into();
    let der = JsFuture::from(subtle.export_key("pkcs8", &key)?).await?;
    Ok(Uint8Array::new(&der))
}

/// The algorithm as the Web Cryptography API names it (sections 20.4 and 23.4).
fn algorithm(kind: KeyKind) -> Result<Object, JsValue> {
    let algorithm = Object::new();
    let set = |name: &str, value: JsValue| Reflect::set(&algorithm, &name.into(), &value);
    let bits = match kind {
        KeyKind::Rsa2048 => 2048,
        KeyKind::Rsa3072 => 3072,
        KeyKind::Rsa4096 => 4096,
        KeyKind::EcdsaP256 | KeyKind::EcdsaP384 => {
            set("name", "ECDSA".into())?;
            set("namedCurve", if kind == KeyKind::EcdsaP256 { "P-256" } else { "P-384" }.into())?;
            return Ok(algorithm);
        }
    };
    set("name", "RSASSA-PKCS1-v1_5".into())?;
    set("modulusLength", bits.into())?;
    set("publicExponent", Uint8Array::from([1, 0, 1].as_slice()).into())?;
    set("hash", "SHA-256".into())?;
    Ok(algorithm)
}
