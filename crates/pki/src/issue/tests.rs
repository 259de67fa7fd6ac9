//! What is issued is read again and must be what was asked for.

mod bad_requests;

use super::encoding::{EncodingResult, RequestInformation, element, sign};
use super::*;
use crate::seeded::Seeded;
use crate::{
    Certificate, ExtendedKeyUsage, KeyUsage, NameAttribute, PrivateKey, SubjectAlternativeName, UnixTime, samples,
};

fn key(name: &str) -> PrivateKey {
    PrivateKey::from_pem_block(&samples::blocks(name).pop().unwrap()).unwrap()
}

/// A request with any subject and any content of its attributes, signed by the key of P-256.
fn forged(subject: &[u8], spki: &[u8], attributes: &[u8]) -> Vec<u8> {
    use der::Encode;
    let tag = der::Tag::ContextSpecific { constructed: true, number: der::TagNumber(0) };
    let information = RequestInformation {
        version: 0,
        subject: element(subject).unwrap(),
        public_key: element(spki).unwrap(),
        attributes: der::asn1::AnyRef::new(tag, attributes).unwrap(),
    };
    let information = information.to_der().encoding().unwrap();
    sign(&information, &key("p256.key"), &mut Seeded::new(1)).unwrap()
}

fn template() -> CertificateTemplate {
    CertificateTemplate {
        subject: vec![NameAttribute { attribute: "CN".to_owned(), value: "a".to_owned() }],
        subject_der: None,
        not_before: UnixTime::from_seconds(0),
        not_after: UnixTime::from_seconds(1),
        key_usage: Vec::new(),
        extended_key_usage: Vec::new(),
        basic_constraints: BasicConstraintsTemplate::Absent,
        subject_key_identifier: KeyIdentifierMethod::Absent,
        authority_key_identifier: true,
        names: Vec::new(),
        further: Vec::new(),
    }
}

/// A seed that is new in each run and printed, or the one of `KUBECERTS_SEED` to see a failure again.
fn seed() -> u64 {
    let given = std::env::var("KUBECERTS_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("KUBECERTS_SEED={seed}");
    seed
}

fn word(random: &mut fastrand::Rng, letters: &[char], most: usize) -> String {
    (0..random.usize(1..=most)).map(|_| *random.choice(letters).unwrap()).collect()
}

fn some<T: Clone>(random: &mut fastrand::Rng, all: &[T]) -> Vec<T> {
    all.iter().filter(|_| random.bool()).cloned().collect()
}

/// Any template: names and strings of every type, dates of every century, every usage.
fn any_template(random: &mut fastrand::Rng) -> CertificateTemplate {
    let letters: Vec<char> = "abzAZ09 '()+,-./:=?*_@&;<>\"\\#äß中\u{1f511}".chars().collect();
    let kinds =
        ["CN", "O", "O", "OU", "C", "L", "ST", "STREET", "SERIALNUMBER", "DC", "UID", "emailAddress", "1.2.3.4"];
    let subject = (0..random.usize(0..6))
        .map(|_| NameAttribute {
            attribute: (*random.choice(&kinds).unwrap()).to_owned(),
            value: word(random, &letters, 70),
        })
        .collect();
    let text: Vec<char> = "abcxyz019-._*".chars().collect();
    let names = (0..random.usize(0..8))
        .map(|_| match random.u8(0..5) {
            0 => SubjectAlternativeName::Dns(word(random, &text, 300)),
            1 => SubjectAlternativeName::Email(word(random, &text, 20)),
            2 => SubjectAlternativeName::Uri(word(random, &text, 20)),
            3 => SubjectAlternativeName::Ip(std::net::Ipv4Addr::from(random.u32(..)).to_string()),
            _ => SubjectAlternativeName::Ip(std::net::Ipv6Addr::from(random.u128(1 << 64..)).to_string()),
        })
        .collect();
    let date = |random: &mut fastrand::Rng| UnixTime::from_seconds(random.i64(-62_167_219_200..=253_402_300_799));
    CertificateTemplate {
        subject,
        subject_der: None,
        not_before: date(random),
        not_after: date(random),
        key_usage: some(random, &KeyUsage::NAMES.map(str::to_owned)),
        extended_key_usage: some(
            random,
            &[
                ExtendedKeyUsage::Any,
                ExtendedKeyUsage::Other("1.3.6.1.5.5.7.3.9".to_owned()),
                ExtendedKeyUsage::ServerAuth,
                ExtendedKeyUsage::ClientAuth,
            ],
        ),
        basic_constraints: match random.u8(0..4) {
            0 => BasicConstraintsTemplate::Absent,
            1 => BasicConstraintsTemplate::Leaf,
            2 => BasicConstraintsTemplate::Authority(None),
            _ => BasicConstraintsTemplate::Authority(Some(random.u8(..))),
        },
        subject_key_identifier: *random
            .choice(&[KeyIdentifierMethod::Absent, KeyIdentifierMethod::Sha1, KeyIdentifierMethod::TruncatedSha256])
            .unwrap(),
        authority_key_identifier: random.bool(),
        names,
        further: (0..random.usize(0..2))
            .map(|_| FurtherExtension { oid: "1.2.3.5".to_owned(), critical: random.bool(), value: vec![5, 0] })
            .collect(),
    }
}

/// Sorted within a set, as DER demands; order between sets is kept.
fn sorted(attributes: &[NameAttribute]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> =
        attributes.iter().map(|attribute| (attribute.attribute.clone(), attribute.value.clone())).collect();
    pairs.chunk_by_mut(|left, right| left.0 == right.0).for_each(<[_]>::sort);
    pairs
}

#[test]
fn whatever_is_issued_is_read_again_as_it_was_asked_for() {
    let mut random = Seeded::new(seed());
    let (authority, authority_key) = (samples::certificate("p256-ca.crt"), key("p256.key"));
    let issuer = Issuer::new(&authority, &authority_key).unwrap();
    let spki = samples::certificate("p384-ca.crt").spki_der().to_vec();
    for _ in 0..300 {
        let wanted = any_template(&mut random.0);
        let made = issuer.issue(&wanted, &spki, SerialRule::Positive63Bits, &mut random).unwrap();
        assert_eq!(made.verify_signature(authority.spki_der()), Ok(()));
        let facts = made.facts();
        assert_eq!(sorted(&facts.subject.attributes), sorted(&wanted.subject));
        assert_eq!(made.issuer_der(), authority.subject_der());
        assert_eq!(made.spki_der(), spki);
        assert_eq!((facts.not_before, facts.not_after), (Some(wanted.not_before), Some(wanted.not_after)));
        let usage = made.key_usage().map(|usage| usage.names().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(usage.unwrap_or_default(), wanted.key_usage);
        assert_eq!(made.extended_key_usages(), wanted.extended_key_usage);
        assert_eq!(facts.names, wanted.names);
        let constraints = wanted.basic_constraints;
        assert_eq!(made.is_authority(), matches!(constraints, BasicConstraintsTemplate::Authority(_)));
        if let BasicConstraintsTemplate::Authority(length) = constraints {
            assert_eq!(made.path_length(), length.map(u64::from));
        }
        assert_eq!(
            facts.subject_key_identifier.is_some(),
            wanted.subject_key_identifier != KeyIdentifierMethod::Absent
        );
        let identifier = authority.subject_key_identifier().filter(|_| wanted.authority_key_identifier);
        assert_eq!(facts.authority_key_identifier.as_deref(), identifier);
        let details = made.details();
        assert!(details.extensions.iter().all(|extension| extension.error.is_none()), "{:?}", details.extensions);
        assert_eq!(
            details.extensions.iter().filter(|extension| extension.oid == "1.2.3.5").count(),
            wanted.further.len()
        );
        // What is read from it makes the same again.
        let again = CertificateTemplate { subject_der: Some(made.subject_der().to_vec()), ..wanted };
        let serial = Serial::from_bytes(made.serial_octets()).unwrap();
        assert_eq!(issuer.issue_numbered(&again, &spki, &serial, &mut random).unwrap().der(), made.der());
    }
}

#[test]
fn whatever_is_asked_for_is_read_again() {
    let mut random = Seeded::new(seed());
    let key = key("p256.key");
    for _ in 0..200 {
        let CertificateTemplate { subject, names, key_usage, extended_key_usage, basic_constraints, .. } =
            any_template(&mut random.0);
        let wanted = RequestTemplate { subject, names, key_usage, extended_key_usage, basic_constraints };
        let made = request(&wanted, &key, &mut random).unwrap();
        let details = made.details();
        assert_eq!(details.facts.signature_holds, Some(true));
        assert_eq!(sorted(&details.facts.subject.attributes), sorted(&wanted.subject));
        assert_eq!(details.facts.names, wanted.names);
        let values = |name: &str| {
            let found = details.extensions.iter().find(|extension| extension.name == name);
            found.map(|extension| extension.values.clone()).unwrap_or_default()
        };
        assert_eq!(values("keyUsage"), wanted.key_usage);
        assert_eq!(values("extendedKeyUsage").len(), wanted.extended_key_usage.len());
        assert!(details.attributes.is_empty());
    }
}

#[test]
fn an_authority_needs_its_own_key_and_the_right_to_sign() {
    let fault = |certificate: &Certificate, key: &PrivateKey| Issuer::new(certificate, key).err();
    let authority = samples::certificate("p256-ca.crt");
    assert_eq!(fault(&authority, &key("p256.key")), None);
    assert_eq!(fault(&authority, &key("p384.key")), Some(IssueError::KeyDoesNotMatch));
    let own = |template: &CertificateTemplate| {
        self_signed(template, &key("p256.key"), SerialRule::Below63Bits, &mut Seeded::new(1)).unwrap()
    };
    assert_eq!(fault(&own(&template()), &key("p256.key")), Some(IssueError::NotAnAuthority));
    let mut without_right = template();
    without_right.basic_constraints = BasicConstraintsTemplate::Authority(None);
    without_right.key_usage = vec!["cRLSign".to_owned()];
    assert_eq!(fault(&own(&without_right), &key("p256.key")), Some(IssueError::MayNotSign));
}

#[test]
fn what_cannot_be_encoded_is_told() {
    let fault = |change: &dyn Fn(&mut CertificateTemplate)| {
        let mut changed = template();
        change(&mut changed);
        self_signed(&changed, &key("p256.key"), SerialRule::Zero, &mut Seeded::new(1)).err()
    };
    let name = |name: &str, fault| Some(IssueError::Name { name: name.to_owned(), fault });
    let names = |name: SubjectAlternativeName| fault(&|changed| changed.names = vec![name.clone()]);
    use SubjectAlternativeName::{Dns, Ip, Other};
    assert_eq!(names(Dns("a\0b".to_owned())), name("a\0b", NameFault::Character { character: '\0' }));
    assert_eq!(names(Dns("é".to_owned())), name("é", NameFault::NotAscii { ascii: None }));
    assert_eq!(names(Dns(String::new())), name("", NameFault::Empty));
    assert_eq!(names(Ip("10.0.0.0/8".to_owned())), name("10.0.0.0/8", NameFault::Address));
    assert_eq!(names(Other("otherName".to_owned(), "00".to_owned())), name("00", NameFault::Kind));
    assert_eq!(
        fault(&|changed| changed.subject[0].attribute = "XX".to_owned()),
        Some(IssueError::UnknownAttribute { attribute: "XX".to_owned() })
    );
    assert_eq!(
        fault(&|changed| changed.key_usage = vec!["sign".to_owned()]),
        Some(IssueError::UnknownUsage { usage: "sign".to_owned() })
    );
    let oid = Some(IssueError::Oid { oid: "1.x".to_owned() });
    assert_eq!(fault(&|changed| changed.extended_key_usage = vec![ExtendedKeyUsage::Other("1.x".to_owned())]), oid);
    assert_eq!(
        fault(&|changed| changed.not_after = UnixTime::from_seconds(253_402_300_800)),
        Some(IssueError::Validity)
    );
    let issuer = Issuer::new(&samples::certificate("p256-ca.crt"), &key("p256.key")).unwrap();
    let issued = issuer.issue(&template(), &[0x30, 0x00], SerialRule::Zero, &mut Seeded::new(1));
    assert_eq!(issued.err(), Some(IssueError::PublicKey));
}

#[test]
fn names_stand_in_one_set_where_go_puts_them() {
    let attribute = |(kind, value): (&str, &str)| NameAttribute { attribute: kind.to_owned(), value: value.to_owned() };
    let encoded =
        |pairs: &[(&str, &str)]| name::encode(&pairs.iter().copied().map(attribute).collect::<Vec<_>>()).unwrap();
    // Two values of O in one set, the shorter first; a value given twice stands there twice.
    let two = encoded(&[("O", "bb"), ("O", "a"), ("O", "a")]);
    assert_eq!(two[..4], [0x30, 0x21, 0x31, 0x1f]);
    assert_eq!(two.last(), Some(&b'b'));
    assert_eq!(two.iter().filter(|octet| **octet == b'a').count(), 2);
    // Components of a domain stand each in a set of its own.
    let domain = encoded(&[("DC", "test"), ("DC", "example")]);
    assert_eq!(crate::name::read(&domain).to_string(), "DC=test, DC=example");
    assert_eq!(domain.iter().filter(|octet| **octet == 0x31).count(), 2);
    for (value, tag) in [("system:masters", 0x13), ("a*b", 0x0c), ("a_b", 0x0c), ("é", 0x0c), ("", 0x13)] {
        assert_eq!(encoded(&[("CN", value)])[11], tag, "{value}");
    }
    assert_eq!(encoded(&[("emailAddress", "a@b")]).iter().filter(|octet| **octet == 0x16).count(), 1);
}

#[test]
fn serial_numbers_stay_in_their_range() {
    let mut random = Seeded::new(seed());
    for _ in 0..1000 {
        assert_eq!(Serial::drawn(SerialRule::Zero, &mut random).magnitude(), [0]);
        for rule in [SerialRule::Below63Bits, SerialRule::Positive63Bits] {
            let serial = Serial::drawn(rule, &mut random);
            let number = serial.magnitude().iter().fold(0_u64, |number, octet| number << 8 | u64::from(*octet));
            assert!(serial.magnitude().len() <= 8 && number <= (1 << 63) - 2);
            assert!(rule == SerialRule::Below63Bits || number > 0);
        }
        assert!(Serial::drawn(SerialRule::Below128Bits, &mut random).magnitude().len() <= 16);
    }
    assert_eq!(Serial::from_bytes(&[0x7f; 20]).unwrap().magnitude().len(), 20);
    assert_eq!(Serial::from_bytes(&[0x80; 20]), Err(IssueError::Serial));
    assert_eq!(Serial::from_bytes(&[0; 40]).unwrap().magnitude(), [0]);
    // All bits set is drawn again: it is beyond the range.
    struct Largest(u8);
    impl rsa::rand_core::TryRng for Largest {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(0)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            self.0 += 1;
            Ok(if self.0 == 1 { u64::MAX } else { 0 })
        }
        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
            Ok(())
        }
    }
    impl rsa::rand_core::TryCryptoRng for Largest {}
    assert_eq!(Serial::drawn(SerialRule::Positive63Bits, &mut Largest(0)).magnitude(), [1]);
}
