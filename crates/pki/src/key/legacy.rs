//! Keys encrypted the way OpenSSL did before PKCS #8: `Proc-Type: 4,ENCRYPTED` and `DEK-Info` (RFC 1421 section 4.6.1).

use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use des::{Des, TdesEde3};
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use super::PrivateKey;
use super::encrypted::opened;
use crate::{KeyError, pem};

/// Opens a block with the headers `Proc-Type: 4,ENCRYPTED` and `DEK-Info: CIPHER,IV`.
///
/// Ciphers: AES-128-CBC, AES-192-CBC, AES-256-CBC, DES-EDE3-CBC, DES-CBC.
///
/// # Errors
/// [`KeyError::WrongPassword`] when what comes out is no key (a wrong password passes the padding once in 256 times);
/// [`KeyError::UnsupportedEncryption`] for other ciphers; [`KeyError::Unrecognized`] without these headers.
pub fn unlock_legacy_pem(block: &pem::Block, password: &[u8]) -> Result<PrivateKey, KeyError> {
    let info = block.header("DEK-Info").ok_or(KeyError::Unrecognized)?;
    let (cipher, vector) = info.split_once(',').ok_or(KeyError::Unrecognized)?;
    let (cipher, vector) = (cipher.trim(), octets(vector.trim()).ok_or(KeyError::Unrecognized)?);
    let body = block.body.as_ref().map_err(|_| KeyError::UnreadableBody)?;
    let plain = match cipher.to_ascii_uppercase().as_str() {
        "AES-128-CBC" => decrypt::<cbc::Decryptor<Aes128>>(body, password, &vector, 16),
        "AES-192-CBC" => decrypt::<cbc::Decryptor<Aes192>>(body, password, &vector, 24),
        "AES-256-CBC" => decrypt::<cbc::Decryptor<Aes256>>(body, password, &vector, 32),
        "DES-EDE3-CBC" => decrypt::<cbc::Decryptor<TdesEde3>>(body, password, &vector, 24),
        "DES-CBC" => decrypt::<cbc::Decryptor<Des>>(body, password, &vector, 8),
        _ => return Err(KeyError::UnsupportedEncryption { scheme: cipher.to_owned() }),
    };
    opened(&plain.ok_or(KeyError::WrongPassword)?, &block.label)
}

fn decrypt<C: KeyIvInit + BlockModeDecrypt>(
    body: &[u8],
    password: &[u8],
    vector: &[u8],
    key_octets: usize,
) -> Option<Zeroizing<Vec<u8>>> {
    decrypt_cbc::<C>(&derive(password, vector, key_octets), vector, body)
}

/// What a ciphertext of a block cipher in CBC mode holds, without the padding; `None` where that is not right.
pub(super) fn decrypt_cbc<C: KeyIvInit + BlockModeDecrypt>(
    key: &[u8],
    vector: &[u8],
    ciphertext: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    C::new_from_slices(key, vector).ok()?.decrypt_padded_vec::<Pkcs7>(ciphertext).ok().map(Zeroizing::new)
}

/// OpenSSL's EVP_BytesToKey with MD5, one round, and the first eight octets of the initialisation vector as salt.
fn derive(password: &[u8], vector: &[u8], key_octets: usize) -> Zeroizing<Vec<u8>> {
    let salt = vector.get(..8).unwrap_or(vector);
    let mut key = Zeroizing::new(Vec::with_capacity(48));
    let mut last: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::new());
    while key.len() < key_octets {
        let digest = Md5::new().chain_update(last.as_slice()).chain_update(password).chain_update(salt).finalize();
        last = Zeroizing::new(digest.to_vec());
        key.extend_from_slice(&last);
    }
    key.truncate(key_octets);
    key
}

fn octets(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        hexadecimal.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high * 16 + low).collect())
}
