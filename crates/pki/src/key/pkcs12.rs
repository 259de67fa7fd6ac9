//! PKCS #12 files (RFC 7292): the certificates and keys in them.
//!
//! ```text
//! PFX         ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo, macData MacData OPTIONAL }
//! ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }
//! MacData     ::= SEQUENCE { mac SEQUENCE { AlgorithmIdentifier, OCTET STRING },
//!                            macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
//! SafeBag     ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OPTIONAL }
//! ```

use std::borrow::Cow;

use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use der::{Decode, Tag};
use des::TdesEde3;
use hmac::digest::block_api::BlockSizeUser;
use hmac::digest::{Digest, FixedOutputReset};
use hmac::{Hmac, KeyInit, Mac};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use rc2::Rc2;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use zeroize::Zeroizing;

use super::encrypted::{self, opened};
use super::legacy::decrypt_cbc;
use super::{KeyError, PrivateKey};
use crate::ber::as_der;
use crate::element::{Broken, Element, Elements};
use crate::oid::{self, content};

/// Rounds of hashing that one file may ask for in all. Tools ask for 2 000 to 600 000; each safe and key of a file
/// asks on its own, so bounding one of them would bound nothing.
const MOST_ROUNDS: u64 = 4_000_000;

/// What was in a PKCS #12 file, in its order.
pub struct Pkcs12 {
    /// The DER of each X.509 certificate.
    pub certificates: Vec<Vec<u8>>,
    /// Each key, or why it is none that can be used.
    pub keys: Vec<Result<PrivateKey, KeyError>>,
}

/// Opens a PFX with its password: PBES2, or RFC 7292's own schemes with 3DES and RC2; with or without a MAC.
///
/// # Errors
/// [`KeyError::Unrecognized`] when it is no such file; [`KeyError::WrongPassword`], also when it was altered;
/// [`KeyError::UnsupportedEncryption`] for other schemes, public-key modes included; [`KeyError::TooCostly`] for
/// parameters made to keep a machine busy.
pub fn open_pkcs12(der: &[u8], password: &str) -> Result<Pkcs12, KeyError> {
    let der = as_der(der);
    let mut pfx = Elements::new(&der).tagged(Tag::Sequence)?.children();
    if pfx.tagged(Tag::Integer)?.content != [3] {
        return Err(KeyError::Unrecognized);
    }
    let safes = data(pfx.tagged(Tag::Sequence)?)?;
    let mut opening = Opening::new(password);
    if !pfx.is_empty() {
        opening.verify(pfx.tagged(Tag::Sequence)?, safes)?;
    }
    // The MAC is over the octets as they are, also where they are BER.
    let safes = as_der(safes);
    for safe in Elements::new(&safes).tagged(Tag::Sequence)?.children() {
        opening.safe(safe?)?;
    }
    Ok(opening.found)
}

impl From<Broken> for KeyError {
    fn from(_: Broken) -> Self {
        KeyError::Unrecognized
    }
}

struct Opening<'a> {
    password: &'a [u8],
    /// In UTF-16, big-endian, with a final NUL: what the schemes of RFC 7292 derive from (appendix B.1).
    wide_password: Zeroizing<Vec<u8>>,
    rounds_left: u64,
    /// A MAC vouches for the password.
    is_right_password: bool,
    found: Pkcs12,
}

impl<'a> Opening<'a> {
    fn new(password: &'a str) -> Self {
        // As long as it can get, so that no half of it is left behind where the list grew.
        let mut wide_password = Zeroizing::new(Vec::with_capacity(2 * password.len() + 2));
        wide_password.extend(password.encode_utf16().flat_map(u16::to_be_bytes));
        wide_password.extend([0, 0]);
        Self {
            password: password.as_bytes(),
            wide_password,
            rounds_left: MOST_ROUNDS,
            is_right_password: false,
            found: Pkcs12 { certificates: Vec::new(), keys: Vec::new() },
        }
    }

    fn verify(&mut self, mac_data: Element<'_>, safes: &[u8]) -> Result<(), KeyError> {
        let mut fields = mac_data.children();
        let mut digest_info = fields.tagged(Tag::Sequence)?.children();
        let algorithm = algorithm(digest_info.tagged(Tag::Sequence)?)?;
        let expected = digest_info.tagged(Tag::OctetString)?.content;
        let salt = fields.tagged(Tag::OctetString)?.content;
        let rounds = if fields.is_empty() { 1 } else { self.rounds(fields.tagged(Tag::Integer)?, 1)? };
        let password = &self.wide_password;
        let holds = match algorithm {
            content::SHA1 => holds::<Sha1, Hmac<Sha1>>(password, salt, rounds, safes, expected),
            content::SHA224 => holds::<Sha224, Hmac<Sha224>>(password, salt, rounds, safes, expected),
            content::SHA256 => holds::<Sha256, Hmac<Sha256>>(password, salt, rounds, safes, expected),
            content::SHA384 => holds::<Sha384, Hmac<Sha384>>(password, salt, rounds, safes, expected),
            content::SHA512 => holds::<Sha512, Hmac<Sha512>>(password, salt, rounds, safes, expected),
            content::SHA512_224 => holds::<Sha512_224, Hmac<Sha512_224>>(password, salt, rounds, safes, expected),
            content::SHA512_256 => holds::<Sha512_256, Hmac<Sha512_256>>(password, salt, rounds, safes, expected),
            other => return Err(unsupported(other)),
        };
        self.is_right_password = holds;
        if holds { Ok(()) } else { Err(KeyError::WrongPassword) }
    }

    fn safe(&mut self, content_info: Element<'_>) -> Result<(), KeyError> {
        let mut fields = content_info.children();
        match fields.tagged(Tag::ObjectIdentifier)?.content {
            content::PKCS7_DATA => self.bags(data(content_info)?),
            content::PKCS7_ENCRYPTED_DATA => {
                let mut encrypted = explicit(&mut fields)?.tagged(Tag::Sequence)?.children();
                encrypted.tagged(Tag::Integer)?;
                let mut info = encrypted.tagged(Tag::Sequence)?.children();
                info.tagged(Tag::ObjectIdentifier)?;
                let algorithm = info.tagged(Tag::Sequence)?;
                let Some(ciphertext) = info.context(0)? else { return Ok(()) };
                let plain = self.decrypt(algorithm, &in_one_piece(ciphertext)?)?;
                let definite = match as_der(&plain) {
                    Cow::Owned(der) => Zeroizing::new(der),
                    Cow::Borrowed(_) => plain,
                };
                // A wrong password passes the padding once in 256 times; what comes out is then no list of bags.
                self.bags(&definite).map_err(|error| match error {
                    KeyError::Unrecognized => KeyError::WrongPassword,
                    other => other,
                })
            }
            other => Err(unsupported(other)),
        }
    }

    fn bags(&mut self, safe_contents: &[u8]) -> Result<(), KeyError> {
        for bag in Elements::new(safe_contents).tagged(Tag::Sequence)?.children() {
            let mut fields = bag?.children();
            let kind = fields.tagged(Tag::ObjectIdentifier)?.content;
            let mut value = explicit(&mut fields)?;
            match kind {
                content::PKCS12_KEY_BAG => {
                    self.found.keys.push(PrivateKey::from_der(value.tagged(Tag::Sequence)?.whole));
                }
                content::PKCS12_SHROUDED_KEY_BAG => {
                    let mut fields = value.tagged(Tag::Sequence)?.children();
                    let algorithm = fields.tagged(Tag::Sequence)?;
                    let plain = self.decrypt(algorithm, fields.tagged(Tag::OctetString)?.content)?;
                    let key = opened(&plain, "DER");
                    // As with a whole safe: the padding was right by chance.
                    if matches!(key, Err(KeyError::WrongPassword)) && !self.is_right_password {
                        return Err(KeyError::WrongPassword);
                    }
                    self.found.keys.push(key);
                }
                content::PKCS12_CERTIFICATE_BAG => {
                    let mut fields = value.tagged(Tag::Sequence)?.children();
                    if fields.tagged(Tag::ObjectIdentifier)?.content == content::X509_CERTIFICATE {
                        let der = explicit(&mut fields)?.tagged(Tag::OctetString)?.content;
                        self.found.certificates.push(der.to_vec());
                    }
                }
                // Lists of revoked certificates and secrets of other kinds hold nothing that is shown here.
                _ => {}
            }
        }
        Ok(())
    }

    fn decrypt(&mut self, algorithm: Element<'_>, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let mut fields = algorithm.children();
        match fields.tagged(Tag::ObjectIdentifier)?.content {
            scheme @ content::PBES2 => {
                let parameters = EncryptionScheme::from_der(algorithm.whole).map_err(|_| unsupported(scheme))?;
                self.spend(encrypted::rounds(&parameters)?)?;
                encrypted::decrypt(&parameters, ciphertext, self.password, || unsupported(scheme))
            }
            content::PBE_3DES => self.decrypt_own::<cbc::Decryptor<TdesEde3>>(fields, ciphertext, 24),
            content::PBE_RC2_128 => self.decrypt_own::<cbc::Decryptor<Rc2>>(fields, ciphertext, 16),
            content::PBE_RC2_40 => self.decrypt_own::<cbc::Decryptor<Rc2>>(fields, ciphertext, 5),
            other => Err(unsupported(other)),
        }
    }

    /// One of RFC 7292's own schemes (appendix C), all of which derive with SHA-1.
    fn decrypt_own<C: KeyIvInit + BlockModeDecrypt>(
        &mut self,
        mut parameters: Elements<'_>,
        ciphertext: &[u8],
        key_octets: usize,
    ) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let mut fields = parameters.tagged(Tag::Sequence)?.children();
        let salt = fields.tagged(Tag::OctetString)?.content;
        let rounds = self.rounds(fields.tagged(Tag::Integer)?, 3)?;
        let derived =
            |purpose, octets| Zeroizing::new(derive_key::<Sha1>(&self.wide_password, salt, purpose, rounds, octets));
        let (key, vector) = (derived(Pkcs12KeyType::EncryptionKey, key_octets), derived(Pkcs12KeyType::Iv, 8));
        decrypt_cbc::<C>(&key, &vector, ciphertext).ok_or(KeyError::WrongPassword)
    }

    /// A number of rounds, `times` of which are to be worked off.
    fn rounds(&mut self, integer: Element<'_>, times: u64) -> Result<i32, KeyError> {
        let rounds = i64::from_der(integer.whole).unwrap_or(i64::MAX);
        let rounds = u64::try_from(rounds).map_err(|_| KeyError::Unrecognized)?;
        self.spend(rounds.saturating_mul(times))?;
        i32::try_from(rounds).map_err(|_| KeyError::Unrecognized)
    }

    fn spend(&mut self, rounds: u64) -> Result<(), KeyError> {
        let too_costly = || KeyError::TooCostly { work: format!("PKCS #12 {rounds} rounds") };
        self.rounds_left = self.rounds_left.checked_sub(rounds).ok_or_else(too_costly)?;
        Ok(())
    }
}

/// Whether a MAC over the safes was made with this password.
fn holds<D: Digest + FixedOutputReset + BlockSizeUser, M: Mac + KeyInit>(
    password: &[u8],
    salt: &[u8],
    rounds: i32,
    safes: &[u8],
    expected: &[u8],
) -> bool {
    let octets = <D as Digest>::output_size();
    let key = Zeroizing::new(derive_key::<D>(password, salt, Pkcs12KeyType::Mac, rounds, octets));
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(&key) else { return false };
    mac.update(safes);
    mac.verify_slice(expected).is_ok()
}

/// The octets of a ContentInfo of the type `data`.
fn data(content_info: Element<'_>) -> Result<&[u8], KeyError> {
    let mut fields = content_info.children();
    match fields.tagged(Tag::ObjectIdentifier)?.content {
        content::PKCS7_DATA => Ok(explicit(&mut fields)?.tagged(Tag::OctetString)?.content),
        other => Err(unsupported(other)),
    }
}

/// What stands in `[0] EXPLICIT`.
fn explicit<'a>(fields: &mut Elements<'a>) -> Result<Elements<'a>, KeyError> {
    Ok(fields.context(0)?.ok_or(KeyError::Unrecognized)?.children())
}

/// The octets of an implicitly tagged OCTET STRING. Its pieces, where BER cut it up, do not say that they are some: the
/// tag hides what it is.
fn in_one_piece(string: Element<'_>) -> Result<Cow<'_, [u8]>, Broken> {
    if !string.tag.is_constructed() {
        return Ok(Cow::Borrowed(string.content));
    }
    let mut octets = Vec::new();
    let mut pieces = string.children();
    while !pieces.is_empty() {
        octets.extend_from_slice(pieces.tagged(Tag::OctetString)?.content);
    }
    Ok(Cow::Owned(octets))
}

fn algorithm(identifier: Element<'_>) -> Result<&[u8], KeyError> {
    Ok(identifier.children().tagged(Tag::ObjectIdentifier)?.content)
}

fn unsupported(identifier: &[u8]) -> KeyError {
    KeyError::UnsupportedEncryption { scheme: oid::name_or_dotted(identifier) }
}
