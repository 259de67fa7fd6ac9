//! Keys encrypted as PKCS #8 says (RFC 5958 section 3) by PBES2 (RFC 8018 section 6.2).

use der::{Decode, Tag};
use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use zeroize::Zeroizing;

use super::{Form, PrivateKey};
use crate::element::Elements;
use crate::{KeyError, oid};

/// More iterations of PBKDF2 than this would hold a browser for minutes.
const MOST_ITERATIONS: u32 = 20_000_000;

/// More memory than this for scrypt, in bytes, is not given.
const MOST_MEMORY: u64 = 256 << 20;

/// More rounds over that memory than this are not made.
const MOST_PARALLELISM: u64 = 64;

/// Opens an `ENCRYPTED PRIVATE KEY`: PBES2 with PBKDF2 or scrypt, AES-CBC, AES-GCM or DES-EDE3-CBC.
///
/// # Errors
/// [`KeyError::WrongPassword`] when what comes out is no key; [`KeyError::UnsupportedEncryption`] for other schemes;
/// [`KeyError::TooCostly`] for parameters made to keep a machine busy.
pub fn unlock_pkcs8(der: &[u8], password: &[u8]) -> Result<PrivateKey, KeyError> {
    if !matches!(Form::of(der), Some(Form::EncryptedPkcs8)) {
        return Err(KeyError::Unrecognized);
    }
    let unsupported = || KeyError::UnsupportedEncryption { scheme: scheme_name(der) };
    let info = EncryptedPrivateKeyInfoRef::from_der(der).map_err(|_| unsupported())?;
    let EncryptionScheme::Pbes2(parameters) = &info.encryption_algorithm else { return Err(unsupported()) };
    bound(&parameters.kdf)?;
    let ciphertext = info.encrypted_data.as_bytes();
    opened(&decrypt(&info.encryption_algorithm, ciphertext, password, unsupported)?, "ENCRYPTED PRIVATE KEY")
}

/// What a ciphertext holds, or `unsupported` for a scheme without code here.
pub(super) fn decrypt(
    scheme: &EncryptionScheme,
    ciphertext: &[u8],
    password: &[u8],
    unsupported: impl Fn() -> KeyError,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    scheme.decrypt(password, ciphertext).map(Zeroizing::new).map_err(|error| match error {
        pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. } => unsupported(),
        _ => KeyError::WrongPassword,
    })
}

/// About how often PBES2 hashes a small block, within the bounds on each of its parameters.
///
/// # Errors
/// [`KeyError::TooCostly`] beyond those bounds.
pub(super) fn rounds(scheme: &EncryptionScheme) -> Result<u64, KeyError> {
    let EncryptionScheme::Pbes2(parameters) = scheme else { return Ok(0) };
    bound(&parameters.kdf)?;
    Ok(match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => u64::from(pbkdf2.iteration_count),
        Kdf::Scrypt(scrypt) => scrypt
            .cost_parameter
            .saturating_mul(u64::from(scrypt.block_size))
            .saturating_mul(u64::from(scrypt.parallelization)),
        _ => 0,
    })
}

/// A key out of decrypted octets: when they are no key at all, the password was wrong.
pub(super) fn opened(plain: &[u8], form: &str) -> Result<PrivateKey, KeyError> {
    PrivateKey::from_der_as(plain, form).map_err(|error| match error {
        KeyError::Unrecognized | KeyError::Encrypted => KeyError::WrongPassword,
        other => other,
    })
}

fn bound(kdf: &Kdf) -> Result<(), KeyError> {
    let too_costly = |work: String| Err(KeyError::TooCostly { work });
    match kdf {
        Kdf::Pbkdf2(parameters) if parameters.iteration_count > MOST_ITERATIONS => {
            too_costly(format!("PBKDF2 {} iterations", parameters.iteration_count))
        }
        Kdf::Scrypt(parameters) => {
            let (cost, block, parallel) =
                (parameters.cost_parameter, u64::from(parameters.block_size), u64::from(parameters.parallelization));
            let memory = cost.saturating_mul(block).saturating_mul(128);
            if memory > MOST_MEMORY || parallel > MOST_PARALLELISM {
                return too_costly(format!("scrypt N={cost} r={block} p={parallel}"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn scheme_name(der: &[u8]) -> String {
    let name = || {
        let mut fields = Elements::new(der).tagged(Tag::Sequence).ok()?.children();
        let mut scheme = fields.tagged(Tag::Sequence).ok()?.children();
        Some(oid::name_or_dotted(scheme.tagged(Tag::ObjectIdentifier).ok()?.content))
    };
    name().unwrap_or_else(|| "unreadable".to_owned())
}
