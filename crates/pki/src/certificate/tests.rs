use super::*;
use crate::samples;
use crate::{KeyAlgorithm, Oddity};

#[test]
fn a_row_shows_what_the_certificate_says() {
    let certificate = samples::certificate("every.crt");
    let facts = certificate.facts();
    assert_eq!(facts.subject.to_string(), "O=system:masters, CN=every");
    assert_eq!(facts.subject.common_name(), Some("every"));
    assert_eq!(facts.subject.organizations(), ["system:masters"]);
    assert_eq!(facts.issuer.to_string(), "CN=rsa-2048-ca");
    assert_eq!(facts.serial, "01:23:45:67:89:ab:cd:ef:00:11:22:33:44:55:66:77");
    assert_eq!(facts.key.algorithm, KeyAlgorithm::EcdsaP256);
    assert!(!facts.is_authority && facts.server_auth && facts.client_auth && !facts.is_self_issued());
    assert_eq!(facts.raw_validity, None);
    assert_eq!(facts.names.len(), 9);
    assert_eq!(facts.names[3], SubjectAlternativeName::Ip("fd00::1".to_owned()));
    assert_eq!(certificate.dns_names(), ["kubernetes", "*.example.org"]);
    assert_eq!(certificate.ip_addresses(), ["10.96.0.1", "fd00::1"]);
    assert_eq!(
        certificate.extended_key_usages(),
        [ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::ClientAuth, ExtendedKeyUsage::Other("1.2.3.4".to_owned())]
    );
    let issuer = samples::certificate("rsa-2048-ca.crt");
    assert_eq!(facts.authority_key_identifier.as_deref(), issuer.subject_key_identifier());
    assert_eq!(certificate.issuer_der(), issuer.subject_der());
    assert_eq!((issuer.is_authority(), issuer.path_length(), issuer.version()), (true, Some(2), 3));
    assert!(issuer.key_usage().is_some_and(crate::KeyUsage::signs_certificates));
    let hash = Sha256::digest(certificate.der());
    assert_eq!(facts.sha256.0, <[u8; 32]>::from(hash));
}

#[test]
fn the_accessors_and_the_facts_agree() {
    for name in samples::certificate_names() {
        let certificate = samples::certificate(&name);
        let facts = certificate.facts();
        assert_eq!(facts.is_authority, certificate.is_authority(), "{name}");
        assert_eq!(facts.names, certificate.names(), "{name}");
        assert_eq!(facts.not_before, certificate.not_before(), "{name}");
        assert_eq!(facts.not_after, certificate.not_after(), "{name}");
        assert_eq!(facts.subject_key_identifier.as_deref(), certificate.subject_key_identifier(), "{name}");
        assert_eq!(facts.authority_key_identifier.as_deref(), certificate.authority_key_identifier(), "{name}");
        assert_eq!(certificate.details().facts, facts, "{name}");
    }
}

#[test]
fn keys_of_every_kind_are_named_and_cost_no_other_field() {
    let other = |name: &str| KeyAlgorithm::Other(name.to_owned());
    for (name, expected) in [
        ("rsa-512.crt", KeyAlgorithm::Rsa { bits: 512 }),
        ("rsa-1024.crt", KeyAlgorithm::Rsa { bits: 1024 }),
        ("rsa-2048-ca.crt", KeyAlgorithm::Rsa { bits: 2048 }),
        ("p256-ca.crt", KeyAlgorithm::EcdsaP256),
        ("p384-ca.crt", KeyAlgorithm::EcdsaP384),
        ("p521-ca.crt", KeyAlgorithm::EcdsaP521),
        ("ed25519.crt", KeyAlgorithm::Ed25519),
        ("p224.crt", other("secp224r1")),
        ("secp256k1.crt", other("secp256k1")),
        ("rsa-pss.crt", other("RSASSA-PSS")),
    ] {
        let facts = samples::certificate(name).facts();
        assert_eq!(facts.key.algorithm, expected, "{name}");
        assert!(facts.is_authority && facts.not_after.is_some() && facts.subject.common_name().is_some(), "{name}");
    }
}

#[test]
fn serial_numbers_are_signed_and_of_any_length() {
    for (octets, expected) in [
        (&[0][..], "0"),
        (&[0x7f], "127"),
        (&[0x80], "-128"),
        (&[0xff, 0x00], "-256"),
        (&[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "9223372036854775807"),
        (&[0x80, 0, 0, 0, 0, 0, 0, 0], "-9223372036854775808"),
        (&[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "18446744073709551615"),
        (&[1, 0, 0, 0, 0, 0, 0, 0, 0], "01:00:00:00:00:00:00:00:00"),
        (&[0x80, 0, 0, 0, 0, 0, 0, 0, 0], "80:00:00:00:00:00:00:00:00"),
    ] {
        assert_eq!(serial_text(octets), expected);
    }
}

/// A copy in which the first `from` is replaced by `to`, of equal length.
fn patched(name: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut der = samples::der(name);
    let at = der.windows(from.len()).position(|window| window == from).expect("the octets to patch");
    assert_eq!(from.len(), to.len());
    der.splice(at..at + from.len(), to.iter().copied());
    der
}

#[test]
fn odd_dates_and_serials_keep_the_row() {
    let before_1970 = patched("every.crt", b"\x17\x0d2611", b"\x17\x0d5511");
    let facts = Certificate::from_der(&before_1970).unwrap().facts();
    assert_eq!(facts.not_before.unwrap().civil().unwrap().year, 1955);

    let unreadable = patched("every.crt", b"\x17\x0d2611", b"\x17\x0d2613");
    let certificate = Certificate::from_der(&unreadable).unwrap();
    let facts = certificate.facts();
    assert_eq!(facts.not_before, None);
    assert!(facts.not_after.is_some());
    assert!(facts.raw_validity.unwrap().0.starts_with("2613"));
    assert!(certificate.details().oddities.contains(&Oddity::ValidityUnreadable));

    let negative = patched("every.crt", b"\x02\x10\x01\x23", b"\x02\x10\xf1\x23");
    let details = Certificate::from_der(&negative).unwrap().details();
    assert!(details.oddities.contains(&Oddity::SerialNegative));

    let reversed = patched("every.crt", b"\x17\x0d2611", b"\x17\x0d4911");
    let reversed = Certificate::from_der(&reversed).unwrap();
    assert!(!reversed.details().oddities.contains(&Oddity::ValidityReversed), "2049 is before 2126");
}

#[test]
fn a_broken_extension_costs_nothing_else() {
    // The subjectAltName's SEQUENCE becomes a SET.
    let san = [0x55, 0x1d, 17, 0x04];
    let mut der = samples::der("every.crt");
    let at = der.windows(4).position(|window| window == san).unwrap();
    let sequence = at + 4 + der[at + 4..].iter().position(|octet| *octet == 0x30).unwrap();
    der[sequence] = 0x31;
    let certificate = Certificate::from_der(&der).unwrap();
    let details = certificate.details();
    assert!(details.facts.names.is_empty());
    assert!(details.facts.server_auth);
    assert!(details.oddities.contains(&Oddity::ExtensionBroken("subjectAltName".to_owned())));
    let shown = details.extensions.iter().find(|extension| extension.name == "subjectAltName").unwrap();
    assert!(shown.values.is_empty() && shown.error.is_some() && shown.hex.starts_with("31"));
}

#[test]
fn differing_algorithms_and_doubled_extensions_are_told() {
    // The inner algorithm identifier comes first: sha256WithRSAEncryption becomes sha384WithRSAEncryption.
    let sha256 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
    let sha384 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12];
    let details = Certificate::from_der(&patched("every.crt", &sha256, &sha384)).unwrap().details();
    assert!(details.oddities.contains(&Oddity::AlgorithmsDiffer));
    // nsCertType (…1.1) becomes nsComment (…1.13).
    let kind = [0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 1, 1];
    let comment = [0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 1, 13];
    let details = Certificate::from_der(&patched("every.crt", &kind, &comment)).unwrap().details();
    assert!(details.oddities.contains(&Oddity::ExtensionTwice("netscapeComment".to_owned())));
}

#[test]
fn weak_keys_and_hashes_are_told() {
    for (name, expected) in [
        ("rsa-sha1.crt", Some(Oddity::WeakHash("sha1WithRSAEncryption".to_owned()))),
        ("rsa-md5.crt", Some(Oddity::WeakHash("md5WithRSAEncryption".to_owned()))),
        ("p384-sha1.crt", Some(Oddity::WeakHash("ecdsa-with-SHA1".to_owned()))),
        ("rsa-1024.crt", Some(Oddity::WeakKey("RSA 1024 bits".to_owned()))),
        ("rsa-512.crt", Some(Oddity::WeakKey("RSA 512 bits".to_owned()))),
        ("p224.crt", Some(Oddity::WeakKey("secp224r1".to_owned()))),
        ("rsa-sha512.crt", None),
        ("p521-ca.crt", None),
    ] {
        let oddities = samples::certificate(name).details().oddities;
        assert_eq!(oddities, Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn what_is_no_certificate_is_told_with_its_place() {
    let whole = samples::der("every.crt");
    let length = whole.len();
    let mut longer = whole.clone();
    longer.push(0);
    for (der, expected) in [
        (&[][..], CertificateError::Empty),
        (&[0x30][..], CertificateError::Malformed { field: Field::Outer, offset: 0 }),
        (b"hello", CertificateError::Malformed { field: Field::Outer, offset: 0 }),
        (&longer, CertificateError::TrailingData { offset: length }),
        (&whole[..100], CertificateError::Truncated { announced: u64::try_from(length).unwrap(), present: 100 }),
        (&[0x30, 0x00], CertificateError::Malformed { field: Field::ToBeSigned, offset: 2 }),
        (&[0x30, 0x02, 0x30, 0x00], CertificateError::Malformed { field: Field::SerialNumber, offset: 4 }),
        (&[0x30, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x02, 0x01, 0x05], CertificateError::UnknownVersion { version: 6 }),
    ] {
        assert_eq!(Certificate::from_der(der).err(), Some(expected));
    }
    let request = Certificate::from_der(&samples::der("p256.csr"));
    assert!(matches!(request, Err(CertificateError::Malformed { field: Field::Validity, .. })), "{request:?}");
}

#[test]
fn signatures_hold_over_the_original_bytes() {
    let rsa = samples::certificate("rsa-2048-ca.crt");
    let p384 = samples::certificate("p384-ca.crt");
    for (name, issuer) in [
        ("every.crt", &rsa),
        ("rsa-sha1.crt", &rsa),
        ("rsa-sha224.crt", &rsa),
        ("rsa-sha384.crt", &rsa),
        ("rsa-sha512.crt", &rsa),
        ("pss.crt", &rsa),
        ("p384-sha1.crt", &p384),
        ("p384-sha224.crt", &p384),
        ("p384-sha256.crt", &p384),
        ("p384-sha512.crt", &p384),
    ] {
        assert_eq!(samples::certificate(name).verify_signature(issuer.spki_der()), Ok(()), "{name}");
        let mut der = samples::der(name);
        let at = der.windows(2).position(|window| window == [0x17, 0x0d]).unwrap() + 3;
        der[at] ^= 1;
        let tampered = Certificate::from_der(&der).unwrap();
        assert_eq!(tampered.verify_signature(issuer.spki_der()), Err(VerifyError::Invalid), "{name}");
    }
    for name in ["p256-ca.crt", "p384-ca.crt", "p521-ca.crt", "rsa-1024.crt"] {
        let certificate = samples::certificate(name);
        assert_eq!(certificate.verify_signature(certificate.spki_der()), Ok(()), "{name}");
    }
}

#[test]
fn what_cannot_be_verified_is_told_apart() {
    let rsa = samples::certificate("rsa-2048-ca.crt");
    let every = samples::certificate("every.crt");
    let p256 = samples::certificate("p256-ca.crt");
    assert_eq!(
        every.verify_signature(p256.spki_der()),
        Err(VerifyError::KeyUnusable { algorithm: "ECDSA P-256".to_owned() })
    );
    assert_eq!(
        every.verify_signature(samples::certificate("rsa-1024.crt").spki_der()),
        Err(VerifyError::Invalid),
        "another key of the same kind"
    );
    for (name, expected) in [
        ("rsa-md5.crt", VerifyError::Unsupported { algorithm: "md5WithRSAEncryption".to_owned() }),
        ("ed25519.crt", VerifyError::Unsupported { algorithm: "Ed25519".to_owned() }),
        ("rsa-512.crt", VerifyError::KeyUnusable { algorithm: "RSA 512 bits".to_owned() }),
        ("p224.crt", VerifyError::KeyUnusable { algorithm: "secp224r1".to_owned() }),
    ] {
        let certificate = samples::certificate(name);
        assert_eq!(certificate.verify_signature(certificate.spki_der()), Err(expected), "{name}");
    }
    assert_eq!(every.verify_signature(&[]), Err(VerifyError::KeyUnusable { algorithm: "unreadable".to_owned() }));
    assert_eq!(rsa.verify_signature(rsa.spki_der()), Ok(()));
}
