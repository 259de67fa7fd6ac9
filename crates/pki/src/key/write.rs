//! Writing private keys: the forms that kubeadm writes, PKCS #8, and PKCS #8 under a passphrase.

use ::rsa::pkcs1::EncodeRsaPrivateKey;
use ::rsa::pkcs8::{EncodePrivateKey, LineEnding};
use der::{Encode, SecretDocument};
use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::pbes2;
use zeroize::Zeroizing;

use super::{Numbers, PrivateKey};
use crate::{KeyError, Random};

/// Rounds of PBKDF2 with HMAC-SHA-256: what OWASP's password storage guide asks for.
const ITERATIONS: u32 = 600_000;

impl PrivateKey {
    /// PEM as kubeadm writes it: `RSA PRIVATE KEY` (PKCS #1), or `EC PRIVATE KEY` (SEC 1 with curve and public key);
    /// lines of 64 characters, one line feed at the end (spec section 1.7).
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when the numbers cannot be encoded.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.numbers.pem(self.numbers.traditional_label(), &self.numbers.traditional_der()?)
    }

    /// PEM of the unencrypted PKCS #8 form, `PRIVATE KEY`.
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when the numbers cannot be encoded.
    pub fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.numbers.pem("PRIVATE KEY", &self.numbers.pkcs8_der()?)
    }

    /// PEM of the PKCS #8 form under a passphrase, `ENCRYPTED PRIVATE KEY`: PBES2 with PBKDF2 (HMAC-SHA-256) and
    /// AES-256-CBC (RFC 8018 section 6.2), which OpenSSL 1.1 and newer open.
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when the numbers cannot be encoded.
    pub fn to_encrypted_pkcs8_pem(
        &self,
        passphrase: &[u8],
        random: &mut dyn Random,
    ) -> Result<Zeroizing<String>, KeyError> {
        let (mut salt, mut vector) = ([0; 16], [0; 16]);
        random.fill_bytes(&mut salt);
        random.fill_bytes(&mut vector);
        let failed = || self.numbers.inconsistent();
        let scheme =
            pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, vector).map_err(|_| failed())?;
        let ciphertext = scheme.encrypt(passphrase, &self.numbers.pkcs8_der()?).map_err(|_| failed())?;
        let encrypted_data = der::asn1::OctetStringRef::new(&ciphertext).map_err(|_| failed())?;
        let info = EncryptedPrivateKeyInfoRef { encryption_algorithm: scheme.into(), encrypted_data };
        self.numbers.pem("ENCRYPTED PRIVATE KEY", &info.to_der().map_err(|_| failed())?)
    }
}

impl Numbers {
    /// The label of [`Numbers::traditional_der`].
    pub(super) fn traditional_label(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RSA PRIVATE KEY",
            Self::P256(_) | Self::P384(_) | Self::P521(_) => "EC PRIVATE KEY",
        }
    }

    /// PKCS #1, or SEC 1 with the curve and the public key.
    pub(super) fn traditional_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let der = match self {
            Self::Rsa(key) => key.to_pkcs1_der().ok().map(|document| document.to_bytes()),
            Self::P256(key) => key.to_sec1_der().ok(),
            Self::P384(key) => key.to_sec1_der().ok(),
            Self::P521(key) => key.to_sec1_der().ok(),
        };
        der.ok_or_else(|| self.inconsistent())
    }

    fn pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let document = match self {
            Self::Rsa(key) => key.to_pkcs8_der(),
            Self::P256(key) => key.to_pkcs8_der(),
            Self::P384(key) => key.to_pkcs8_der(),
            Self::P521(key) => key.to_pkcs8_der(),
        };
        document.map(|document| document.to_bytes()).map_err(|_| self.inconsistent())
    }

    fn pem(&self, label: &'static str, der: &[u8]) -> Result<Zeroizing<String>, KeyError> {
        SecretDocument::try_from(der)
            .and_then(|document| document.to_pem(label, LineEnding::LF))
            .map_err(|_| self.inconsistent())
    }

    /// The error for numbers that cannot be computed with.
    pub(super) fn inconsistent(&self) -> KeyError {
        let algorithm = match self {
            Self::Rsa(_) => "RSA",
            Self::P256(_) => "ECDSA P-256",
            Self::P384(_) => "ECDSA P-384",
            Self::P521(_) => "ECDSA P-521",
        };
        KeyError::Inconsistent { algorithm: algorithm.to_owned() }
    }
}
