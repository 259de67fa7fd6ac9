//! Requests that nobody should sign unseen: each is read, and what is odd about it is told.

use der::asn1::{AnyRef, BmpString};
use der::{Encode, Tag, TagNumber};

use super::*;
use crate::{Request, RequestDetails, RequestOddity, WeakKey};

fn tlv(tag: Tag, content: &[u8]) -> Vec<u8> {
    AnyRef::new(tag, content).unwrap().to_der().unwrap()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(Tag::Sequence, &parts.concat())
}

fn context(number: u32, content: &[u8]) -> Vec<u8> {
    tlv(Tag::ContextSpecific { constructed: false, number: TagNumber(number) }, content)
}

fn oid(dotted: &str) -> Vec<u8> {
    dotted.parse::<const_oid::ObjectIdentifier>().unwrap().to_der().unwrap()
}

fn attribute(kind: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &tlv(Tag::Set, value)])
}

fn extension(kind: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { tlv(Tag::Boolean, &[0xff]) } else { Vec::new() };
    sequence(&[&oid(kind), &critical, &tlv(Tag::OctetString, value)])
}

/// The attribute extensionRequest.
fn requesting(extensions: &[Vec<u8>]) -> Vec<u8> {
    attribute("1.2.840.113549.1.9.14", &tlv(Tag::Sequence, &extensions.concat()))
}

/// subjectAltName of these GeneralNames.
fn names(names: &[Vec<u8>]) -> Vec<u8> {
    requesting(&[extension("2.5.29.17", false, &tlv(Tag::Sequence, &names.concat()))])
}

fn subject(value: &[u8]) -> Vec<u8> {
    sequence(&[&tlv(Tag::Set, &sequence(&[&oid("2.5.4.3"), &tlv(Tag::Utf8String, value)]))])
}

fn read(attributes: &[u8]) -> RequestDetails {
    let spki = key("p256.key").public_key_spki_der().to_vec();
    Request::from_der(&forged(&subject(b"a"), &spki, attributes)).unwrap().details()
}

#[test]
fn names_of_every_kind_are_shown_and_told_apart() {
    let details = read(&names(&[
        context(2, b"a.test"),
        context(2, b"a.test"),
        context(2, b"evil.test\0.good.test"),
        context(2, b"xn--bcher-kva.test"),
        context(2, "bücher.test".as_bytes()),
        context(2, b"\xff\xfe"),
        context(7, &[10, 0, 0, 1]),
        context(7, &[1, 2, 3]),
        context(1, b"a@b"),
        context(6, b"spiffe://a/b"),
        context(8, &[0x2a, 3]),
        tlv(Tag::ContextSpecific { constructed: true, number: TagNumber(4) }, &subject(b"x")),
        tlv(
            Tag::ContextSpecific { constructed: true, number: TagNumber(0) },
            &[
                oid("1.3.6.1.4.1.311.20.2.3"),
                tlv(
                    Tag::ContextSpecific { constructed: true, number: TagNumber(0) },
                    &tlv(Tag::Utf8String, b"ann@corp"),
                ),
            ]
            .concat(),
        ),
        tlv(Tag::ContextSpecific { constructed: true, number: TagNumber(3) }, &[]),
        tlv(Tag::ContextSpecific { constructed: true, number: TagNumber(5) }, &[]),
        context(2, b"last.test"),
    ]));
    assert_eq!(details.facts.names.len(), 16);
    assert_eq!(details.facts.names.last(), Some(&SubjectAlternativeName::Dns("last.test".to_owned())));
    let other = |line: &str| RequestOddity::NameOfOtherKind(line.to_owned());
    assert_eq!(
        details.oddities,
        [
            RequestOddity::NameTwice("DNS:a.test".to_owned()),
            RequestOddity::NameControl("DNS:evil.test\0.good.test".to_owned()),
            RequestOddity::NameInternational {
                ascii: "xn--bcher-kva.test".to_owned(),
                unicode: "bücher.test".to_owned()
            },
            other("dNSName:62c3bc636865722e74657374"),
            other("dNSName:fffe"),
            other("iPAddress:010203"),
            other("registeredID:1.2.3"),
            other("directoryName:CN=x"),
            other("otherName:1.3.6.1.4.1.311.20.2.3=ann@corp"),
            other("x400Address:"),
            other("ediPartyName:"),
            RequestOddity::NameNotAscii {
                name: "bücher.test".to_owned(),
                ascii: Some("xn--bcher-kva.test".to_owned())
            },
        ]
    );
}

#[test]
fn a_million_names_are_read_in_bounded_time() {
    let million: Vec<Vec<u8>> = (0..1_000_000).map(|number| context(2, format!("{number}.test").as_bytes())).collect();
    let started = std::time::Instant::now();
    let details = read(&names(&million));
    let seconds = started.elapsed().as_secs_f64();
    println!("a million names: {seconds:.1} s unoptimised");
    assert_eq!(details.facts.names.len(), 1_000_000);
    assert_eq!(details.oddities, [RequestOddity::ManyNames(1_000_000)]);
    assert_eq!(details.extensions[0].values.len(), 1001);
    assert_eq!(details.extensions[0].values[1000], "… +999000");
    assert!(seconds < 120.0, "{seconds} s");
}

#[test]
fn extensions_and_attributes_that_are_odd_are_named() {
    let bmp = BmpString::from_utf8("secret").unwrap().to_der().unwrap();
    let usage = extension("2.5.29.15", true, &[0x03, 0x02, 0x05, 0xa0]);
    let attributes = [
        requesting(&[
            usage.clone(),
            usage,
            extension("1.2.3.4", true, &[0x05, 0x00]),
            extension("1.2.3.5", false, &[0x05, 0x00]),
            extension("2.5.29.19", true, &[0x04, 0x00]),
        ]),
        attribute("1.2.840.113549.1.9.7", &bmp),
        attribute("1.2.3.6", &[0x05, 0x00]),
        requesting(&[extension("2.5.29.19", true, &[0x30, 0x03, 0x01, 0x01, 0xff])]),
    ];
    let details = read(&attributes.concat());
    let shown: Vec<_> = details.attributes.iter().map(|one| format!("{} {:?}", one.name, one.values)).collect();
    assert_eq!(shown[..2], ["challengePassword [\"secret\"]", "1.2.3.6 [\"0500\"]"]);
    assert!(shown[2].starts_with("extensionRequest"));
    assert_eq!(
        details.oddities,
        [
            RequestOddity::AttributeTwice("extensionRequest".to_owned()),
            RequestOddity::ExtensionTwice("keyUsage".to_owned()),
            RequestOddity::ExtensionBroken("basicConstraints".to_owned()),
            RequestOddity::ExtensionUnknownCritical("1.2.3.4".to_owned()),
        ]
    );
}

#[test]
fn subjects_that_are_odd_are_told() {
    let spki = key("p256.key").public_key_spki_der().to_vec();
    let oddities = |subject: &[u8]| Request::from_der(&forged(subject, &spki, &[])).unwrap().details().oddities;
    assert_eq!(oddities(&sequence(&[])), [RequestOddity::SubjectEmpty]);
    assert_eq!(oddities(&subject(b"a\0b")), [RequestOddity::SubjectControl("CN".to_owned())]);
    let one = tlv(Tag::Set, &sequence(&[&oid("2.5.4.3"), &tlv(Tag::Utf8String, b"a")]));
    assert_eq!(oddities(&sequence(&[&one, &one])), [RequestOddity::SubjectTwice("CN".to_owned())]);
    assert_eq!(oddities(&subject("中".as_bytes())), []);
}

#[test]
fn keys_that_are_weak_or_unknown_are_told() {
    let weak = |algorithm: &str| WeakKey::Algorithm { algorithm: algorithm.to_owned() };
    for (certificate, expected) in [
        ("ed25519.crt", weak("Ed25519")),
        ("p224.crt", weak("secp224r1")),
        ("secp256k1.crt", weak("secp256k1")),
        ("rsa-pss.crt", weak("RSASSA-PSS")),
        ("rsa-1024.crt", WeakKey::Modulus { bits: 1024 }),
        ("rsa-512.crt", WeakKey::Modulus { bits: 512 }),
    ] {
        let spki = samples::certificate(certificate).spki_der().to_vec();
        let details = Request::from_der(&forged(&subject(b"a"), &spki, &[])).unwrap().details();
        assert_eq!(details.oddities.first(), Some(&RequestOddity::WeakKey(expected)), "{certificate}");
        // Signed by another key than the one it names: never taken for good.
        assert_ne!(details.facts.signature_holds, Some(true), "{certificate}");
        let told = details
            .oddities
            .iter()
            .any(|odd| matches!(odd, RequestOddity::SignatureInvalid | RequestOddity::SignatureUnsupported(_)));
        assert!(told, "{certificate}: {:?}", details.oddities);
    }
    // The exponent 3, and an even one.
    let spki = samples::certificate("rsa-2048-ca.crt").spki_der().to_vec();
    let at = spki.len() - 5;
    assert_eq!(spki[at..], [0x02, 0x03, 1, 0, 1]);
    for (exponent, expected) in [(65_537_u32, None), (65_535, Some("65535")), (65_538, Some("65538"))] {
        let mut changed = spki.clone();
        changed[at + 2..].copy_from_slice(&exponent.to_be_bytes()[1..]);
        let expected = expected.map(|exponent: &str| WeakKey::Exponent { exponent: exponent.to_owned() });
        assert_eq!(crate::strength(&changed).err(), expected);
    }
}

#[test]
fn a_signature_of_another_key_is_told() {
    let spki = key("p384.key").public_key_spki_der().to_vec();
    let details = Request::from_der(&forged(&subject(b"a"), &spki, &[])).unwrap().details();
    assert_eq!(details.oddities, [RequestOddity::SignatureInvalid]);
}
