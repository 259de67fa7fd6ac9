use super::*;
use crate::samples;
use crate::seeded::Seeded;
use crate::{Certificate, KeyAlgorithm};

fn key(name: &str) -> PrivateKey {
    let block = samples::blocks(name).pop().unwrap();
    PrivateKey::from_pem_block(&block).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn error(name: &str) -> Option<KeyError> {
    PrivateKey::from_pem_block(&samples::blocks(name).pop().unwrap()).err()
}

#[test]
fn a_key_belongs_to_its_certificate() {
    for (name, certificate, algorithm) in [
        ("rsa-2048.key", "rsa-2048-ca.crt", KeyAlgorithm::Rsa { bits: 2048 }),
        ("rsa-2048.pkcs1", "rsa-2048-ca.crt", KeyAlgorithm::Rsa { bits: 2048 }),
        ("rsa-1024.key", "rsa-1024.crt", KeyAlgorithm::Rsa { bits: 1024 }),
        ("p256.key", "p256-ca.crt", KeyAlgorithm::EcdsaP256),
        ("p256.sec1", "p256-ca.crt", KeyAlgorithm::EcdsaP256),
        ("p384.key", "p384-ca.crt", KeyAlgorithm::EcdsaP384),
        ("p384.sec1", "p384-ca.crt", KeyAlgorithm::EcdsaP384),
        ("p521.key", "p521-ca.crt", KeyAlgorithm::EcdsaP521),
        ("p521.sec1", "p521-ca.crt", KeyAlgorithm::EcdsaP521),
    ] {
        let key = key(name);
        assert_eq!(key.public_key_spki_der(), samples::certificate(certificate).spki_der(), "{name}");
        assert_eq!(key.facts().public.algorithm, algorithm, "{name}");
    }
    assert_eq!(key("p256.sec1").facts().form, "EC PRIVATE KEY");
    assert_eq!(PrivateKey::from_der(&samples::der("p256.sec1")).unwrap().facts().form, "DER");
    key("p256-with-parameters.sec1");
}

#[test]
fn the_label_is_not_trusted() {
    let mut block = samples::blocks("p256.key").pop().unwrap();
    block.label = "RSA PRIVATE KEY".to_owned();
    assert_eq!(PrivateKey::from_pem_block(&block).unwrap().facts().public.algorithm, KeyAlgorithm::EcdsaP256);
}

#[test]
fn what_is_not_supported_is_named() {
    let unsupported = |algorithm: &str| Some(KeyError::Unsupported { algorithm: algorithm.to_owned() });
    for (name, expected) in [
        ("ed25519.key", unsupported("Ed25519")),
        ("x25519.key", unsupported("X25519")),
        ("p224.key", unsupported("ECDSA secp224r1")),
        ("secp256k1.key", unsupported("ECDSA secp256k1")),
        ("rsa-pss.key", unsupported("RSASSA-PSS")),
        ("rsa-512.key", unsupported("RSA 512 bits")),
        ("legacy-des3.key", Some(KeyError::Encrypted)),
        ("scrypt.key", Some(KeyError::Encrypted)),
        ("rsa-2048-ca.crt", Some(KeyError::Unrecognized)),
    ] {
        assert_eq!(error(name), expected, "{name}");
    }
}

#[test]
fn numbers_that_do_not_fit_are_told() {
    let mut der = samples::der("rsa-2048.pkcs1");
    der[40] ^= 1;
    assert_eq!(PrivateKey::from_der(&der).err(), Some(KeyError::Inconsistent { algorithm: "RSA".to_owned() }));
    let mut der = samples::der("p256.sec1");
    der[7..39].fill(0);
    assert_eq!(PrivateKey::from_der(&der).err(), Some(KeyError::Inconsistent { algorithm: "ECDSA P-256".to_owned() }));
}

#[test]
fn the_right_password_opens_and_another_is_told() {
    for name in ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"] {
        let block = samples::blocks(&format!("legacy-{name}.key")).pop().unwrap();
        assert!(block.is_encrypted());
        let opened = unlock_legacy_pem(&block, b"secret").unwrap();
        assert_eq!(opened.public_key_spki_der(), samples::certificate("rsa-2048-ca.crt").spki_der(), "{name}");
        // One wrong password in 256 passes the padding by chance; what comes out is then no key.
        for wrong in 0..if name == "aes-128-cbc" { 600 } else { 3 } {
            let wrong = format!("wrong {wrong}");
            assert_eq!(unlock_legacy_pem(&block, wrong.as_bytes()).err(), Some(KeyError::WrongPassword), "{name}");
        }
    }
    for name in ["pbes2-aes-128-cbc", "pbes2-aes-256-cbc", "pbes2-des3", "pbes2-sha1", "pbes2-sha512", "scrypt"] {
        let der = samples::der(&format!("{name}.key"));
        let opened = unlock_pkcs8(&der, b"secret").unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(opened.public_key_spki_der(), samples::certificate("p256-ca.crt").spki_der(), "{name}");
        assert_eq!(unlock_pkcs8(&der, b"wrong").err(), Some(KeyError::WrongPassword), "{name}");
    }
}

#[test]
fn encryption_that_is_not_supported_is_named() {
    assert!(matches!(
        unlock_pkcs8(&samples::der("pbe-sha1-3des.key"), b"secret").err(),
        Some(KeyError::UnsupportedEncryption { .. })
    ));
    let mut block = samples::blocks("legacy-des3.key").pop().unwrap();
    block.headers.last_mut().unwrap().1 = "RC2-CBC,0011223344556677".to_owned();
    let expected = KeyError::UnsupportedEncryption { scheme: "RC2-CBC".to_owned() };
    assert_eq!(unlock_legacy_pem(&block, b"secret").err(), Some(expected));
    assert_eq!(unlock_pkcs8(&samples::der("p256.key"), b"secret").err(), Some(KeyError::Unrecognized));
}

#[test]
fn work_without_end_is_refused() {
    // INTEGER 2048 iterations becomes INTEGER 2^31-1.
    let der = samples::der("pbes2-aes-128-cbc.key");
    let at = der.windows(4).position(|window| window == [0x02, 0x02, 0x08, 0x00]).unwrap();
    let mut costly = der.clone();
    costly.splice(at..at + 4, [0x02, 0x04, 0x7f, 0xff, 0xff, 0xff]);
    // Two octets more: in the outermost SEQUENCE and the four between it and the number.
    for header in (0..at).filter(|index| der[*index] == 0x30 && der[*index + 1] & 0x80 == 0) {
        let end = header + 2 + usize::from(der[header + 1]);
        if end > at {
            costly[header + 1] += 2;
        }
    }
    if costly[1] == 0x81 {
        costly[2] += 2;
    }
    let refused = unlock_pkcs8(&costly, b"secret").err();
    assert_eq!(refused, Some(KeyError::TooCostly { work: "PBKDF2 2147483647 iterations".to_owned() }));
}

#[test]
fn a_signature_holds_with_the_public_key() {
    for (name, certificate) in
        [("rsa-2048.key", "rsa-2048-ca.crt"), ("p256.key", "p256-ca.crt"), ("p384.key", "p384-ca.crt")]
    {
        let signature = key(name).sign(b"message", &mut Seeded::new(1)).unwrap();
        let certificate: Certificate = samples::certificate(certificate);
        let algorithm = certificate.signature_algorithms().1.to_vec();
        if name != "p384.key" {
            let verified = crate::verify::signature(certificate.spki_der(), &algorithm, b"message", &signature);
            assert_eq!(verified, Ok(()), "{name}");
        }
        let forged = crate::verify::signature(certificate.spki_der(), &algorithm, b"massage", &signature);
        assert_eq!(forged, Err(crate::VerifyError::Invalid), "{name}");
    }
}

#[test]
fn go_finds_each_key_only_under_its_own_label() {
    let text = |name: &str| samples::bytes(name);
    let relabelled =
        |name: &str, from: &str, to: &str| String::from_utf8(text(name)).unwrap().replace(from, to).into_bytes();
    for (text, expected) in [
        (text("rsa-2048.key"), GoPrivateKey::Rsa),
        (text("rsa-2048.pkcs1"), GoPrivateKey::Rsa),
        (text("rsa-512.key"), GoPrivateKey::Rsa),
        (text("p256.sec1"), GoPrivateKey::Ecdsa),
        (text("p256.key"), GoPrivateKey::Ecdsa),
        (text("p224.key"), GoPrivateKey::Ecdsa),
        (text("p256-with-parameters.sec1"), GoPrivateKey::Ecdsa),
        (text("ed25519.key"), GoPrivateKey::OtherKind),
        (text("x25519.key"), GoPrivateKey::OtherKind),
        (text("secp256k1.key"), GoPrivateKey::None),
        (text("rsa-pss.key"), GoPrivateKey::None),
        (text("legacy-des3.key"), GoPrivateKey::None),
        (text("scrypt.key"), GoPrivateKey::None),
        (text("rsa-2048-ca.crt"), GoPrivateKey::None),
        (relabelled("p256.key", "PRIVATE KEY", "EC PRIVATE KEY"), GoPrivateKey::None),
        (relabelled("p256.sec1", "EC PRIVATE KEY", "RSA PRIVATE KEY"), GoPrivateKey::None),
        (relabelled("rsa-2048.pkcs1", "RSA PRIVATE KEY", "PRIVATE KEY"), GoPrivateKey::None),
        ([text("secp256k1.key"), text("ed25519.key"), text("p256.key")].concat(), GoPrivateKey::OtherKind),
        (b"no key".to_vec(), GoPrivateKey::None),
    ] {
        assert_eq!(go_private_key(&text), expected, "{}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn public_keys_are_read_in_both_forms() {
    use crate::PublicKey;
    let spki = samples::certificate("rsa-2048-ca.crt");
    assert_eq!(PublicKey::from_der(&samples::der("rsa-2048.pub")).unwrap().spki_der(), spki.spki_der());
    assert_eq!(PublicKey::from_pkcs1_der(&samples::der("rsa-2048.pub1")).unwrap().spki_der(), spki.spki_der());
    assert_eq!(PublicKey::from_der(&samples::der("rsa-2048.pub1")), Err(KeyError::Unrecognized));
}
