//! Private keys for what is made in tests: one of each kind, made once, since RSA keys take a while.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use pki::{KeyKind, PrivateKey};

use crate::seeded::Seeded;

/// A key of a kind; the same one each time.
pub fn key(kind: KeyKind) -> PrivateKey {
    static KEYS: OnceLock<Mutex<BTreeMap<String, PrivateKey>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
    let key =
        keys.entry(format!("{kind:?}")).or_insert_with(|| PrivateKey::generate(kind, &mut Seeded::new(36)).unwrap());
    key.share()
}
