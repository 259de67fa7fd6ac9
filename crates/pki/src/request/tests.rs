use super::*;
use crate::{KeyAlgorithm, samples};

#[test]
fn a_request_shows_what_it_asks_for() {
    for (name, algorithm) in [
        ("rsa-2048.csr", KeyAlgorithm::Rsa { bits: 2048 }),
        ("p256.csr", KeyAlgorithm::EcdsaP256),
        ("p384.csr", KeyAlgorithm::EcdsaP384),
        ("p521.csr", KeyAlgorithm::EcdsaP521),
    ] {
        let request = Request::from_der(&samples::der(name)).unwrap();
        let facts = request.facts();
        assert!(facts.subject.to_string().starts_with("O=a, O=b, CN=leaf of "), "{name}");
        assert_eq!(
            facts.names,
            [
                SubjectAlternativeName::Dns("a.example.org".to_owned()),
                SubjectAlternativeName::Ip("10.1.2.3".to_owned())
            ],
            "{name}"
        );
        assert_eq!(facts.key.algorithm, algorithm, "{name}");
        assert_eq!(facts.signature_holds, Some(true), "{name}");
        let details = request.details();
        assert_eq!(details.extensions.len(), 1, "{name}");
        assert!(details.pem.starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"));
    }
}

#[test]
fn a_request_without_extensions_asks_for_no_names() {
    let facts = Request::from_der(&samples::der("every.csr")).unwrap().facts();
    assert_eq!((facts.names, facts.signature_holds), (Vec::new(), Some(true)));
}

#[test]
fn a_tampered_request_is_told() {
    let mut der = samples::der("p256.csr");
    let at = der.windows(4).position(|window| window == b"leaf").unwrap();
    der[at] = b'L';
    assert_eq!(Request::from_der(&der).unwrap().facts().signature_holds, Some(false));
}

#[test]
fn what_is_no_request_is_told_with_its_place() {
    let whole = samples::der("p256.csr");
    let mut longer = whole.clone();
    longer.push(0);
    for (der, expected) in [
        (&[][..], RequestError::Empty),
        (b"hello", RequestError::Malformed { field: Field::Outer, offset: 0 }),
        (&longer, RequestError::TrailingData { offset: whole.len() }),
        (&[0x30, 0x02, 0x30, 0x00], RequestError::Malformed { field: Field::Version, offset: 4 }),
    ] {
        assert_eq!(Request::from_der(der).err(), Some(expected));
    }
    assert!(Request::from_der(&samples::der("every.crt")).is_err());
}
