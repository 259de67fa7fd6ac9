//! What kubeadm made is made again: with serial number, dates, key and values taken from the original, what is signed
//! must be equal byte for byte, and where the signature is RSA PKCS #1 v1.5, which is the same each time, the whole file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use pki::{
    BasicConstraintsTemplate, Certificate, CertificateTemplate, Fingerprint, FurtherExtension, Issuer, KeyAlgorithm,
    KeyIdentifierMethod, KeyKind, PemBlock, PrivateKey, Request, RequestTemplate, Serial, SerialRule, UnixTime,
};
use serde::Deserialize;
use sha2::Digest;
use tests::blocks::{self, Found};
use tests::fixtures::roots;
use tests::seeded::Seeded;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::der::asn1::AnyRef;
use x509_cert::der::{Decode, Encode};
use x509_cert::spki::SubjectPublicKeyInfoRef;

/// What stands in the fixtures, each once.
struct Fixtures {
    certificates: BTreeMap<Fingerprint, (Certificate, BTreeSet<String>)>,
    requests: BTreeMap<Fingerprint, (Request, BTreeSet<String>)>,
    keys: Keys,
}

impl Fixtures {
    fn read() -> Self {
        let mut fixtures = Self { certificates: BTreeMap::new(), requests: BTreeMap::new(), keys: Keys::default() };
        for Found { place, block } in blocks::all() {
            let Ok(der) = &block.body else { continue };
            match block.label.as_str() {
                "CERTIFICATE" => {
                    let Ok(certificate) = Certificate::from_der(der) else { continue };
                    let entry = fixtures.certificates.entry(hash(der));
                    entry.or_insert((certificate, BTreeSet::new())).1.insert(place);
                }
                "CERTIFICATE REQUEST" => {
                    let Ok(request) = Request::from_der(der) else { continue };
                    fixtures.requests.entry(hash(der)).or_insert((request, BTreeSet::new())).1.insert(place);
                }
                _ if block.is_private() => fixtures.keys.add(block),
                _ => {}
            }
        }
        fixtures
    }
}

fn hash(bytes: &[u8]) -> Fingerprint {
    Fingerprint(sha2::Sha256::digest(bytes).into())
}

/// Private keys by the hash of the modulus, or of the SubjectPublicKeyInfo. An RSA key takes milliseconds to be made
/// ready and few of the thousands are asked for, so it is done when it is.
#[derive(Default)]
struct Keys(BTreeMap<Fingerprint, (PemBlock, OnceLock<PrivateKey>)>);

impl Keys {
    fn add(&mut self, block: PemBlock) {
        let der = block.body.as_ref().unwrap();
        if block.label == "RSA PRIVATE KEY" {
            // RSAPrivateKey ::= SEQUENCE { version INTEGER, modulus INTEGER, ... }
            if let Ok(numbers) = Vec::<AnyRef<'_>>::from_der(der) {
                let modulus = hash(numbers[1].value());
                self.0.entry(modulus).or_insert((block, OnceLock::new()));
            }
        } else if let Ok(key) = PrivateKey::from_pem_block(&block) {
            let name = Self::name(key.public_key_spki_der());
            self.0.entry(name).or_insert((block, OnceLock::from(key)));
        }
    }

    fn name(spki: &[u8]) -> Fingerprint {
        let info = SubjectPublicKeyInfoRef::from_der(spki).unwrap();
        match Vec::<AnyRef<'_>>::from_der(info.subject_public_key.raw_bytes()) {
            Ok(numbers) => hash(numbers[0].value()),
            Err(_) => hash(spki),
        }
    }

    fn has(&self, spki: &[u8]) -> bool {
        self.0.contains_key(&Self::name(spki))
    }

    fn get(&self, spki: &[u8]) -> Option<&PrivateKey> {
        let (block, key) = self.0.get(&Self::name(spki))?;
        Some(key.get_or_init(|| PrivateKey::from_pem_block(block).unwrap()))
    }
}

/// A line of `rebuilt-left-out.jsonl`: what kubeadm did not make. What is absent is anything.
#[derive(Deserialize)]
struct LeftOut {
    /// How the place of a file begins that it stands in.
    place: Option<String>,
    /// The subject as it is shown.
    subject: Option<String>,
    /// The issuer as it is shown; requests have none.
    issuer: Option<String>,
    /// Who made it, and what is different.
    reason: String,
}

impl LeftOut {
    fn read() -> Vec<Self> {
        let text = include_str!("../rebuilt-left-out.jsonl");
        let lines: Vec<Self> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.iter().all(|line| !line.reason.is_empty()), "a line has no reason");
        lines
    }

    fn has(&self, subject: &str, issuer: Option<&str>, places: &BTreeSet<String>) -> bool {
        let is_there = |start: &String| places.iter().any(|place| place.starts_with(start.as_str()));
        self.place.as_ref().is_none_or(is_there)
            && self.subject.as_ref().is_none_or(|wanted| wanted == subject)
            && self.issuer.as_ref().is_none_or(|wanted| Some(wanted.as_str()) == issuer)
    }
}

/// How many there are of a release, and how far they could be made again.
#[derive(Default)]
struct Count {
    whole: usize,
    signed_part: usize,
    left_out: usize,
}

/// Counts, and the lines of the list that were needed.
struct Tally {
    left_out: Vec<LeftOut>,
    used: BTreeSet<usize>,
    counts: BTreeMap<(&'static str, String), Count>,
    faults: Vec<String>,
}

impl Tally {
    fn count(
        &mut self,
        what: &'static str,
        (subject, issuer): (&str, Option<&str>),
        places: &BTreeSet<String>,
        outcome: Rebuilt,
    ) {
        let place = places.first().unwrap();
        let release = place.split('/').next().unwrap_or_default().to_owned();
        let count = self.counts.entry((what, release)).or_default();
        match outcome {
            Rebuilt::Whole => count.whole += 1,
            Rebuilt::ToBeSigned => count.signed_part += 1,
            Rebuilt::Differs(how) => match self.left_out.iter().position(|line| line.has(subject, issuer, places)) {
                Some(line) => {
                    self.used.insert(line);
                    count.left_out += 1;
                }
                None => self.faults.push(format!("{place}: {subject}: {how}")),
            },
        }
    }

    fn finish(self) {
        for ((what, release), count) in &self.counts {
            println!(
                "{what} of {release}: {} equal as a whole, {} in what is signed, {} not made by kubeadm",
                count.whole, count.signed_part, count.left_out
            );
        }
        for what in ["certificates", "requests"] {
            let of = |part: fn(&Count) -> usize| -> usize {
                self.counts.iter().filter(|((one, _), _)| *one == what).map(|(_, count)| part(count)).sum()
            };
            println!(
                "{what}: {} equal as a whole, {} in what is signed, {} not made by kubeadm",
                of(|count| count.whole),
                of(|count| count.signed_part),
                of(|count| count.left_out)
            );
            assert!(of(|count| count.whole) > 0 && of(|count| count.signed_part) > 0, "{what}: both kinds are there");
        }
        assert!(self.faults.is_empty(), "{} differ:\n{}", self.faults.len(), self.faults.join("\n"));
        let stale = (0..self.left_out.len()).filter(|line| !self.used.contains(line));
        let stale: Vec<&str> = stale.map(|line| self.left_out[line].reason.as_str()).collect();
        // The committed part of the fixtures does not hold all of them.
        if roots().len() > 1 {
            assert!(stale.is_empty(), "rebuilt-left-out.jsonl names what no fixture has: {stale:?}");
        } else if !stale.is_empty() {
            println!(
                "SKIPPED: {} lines of rebuilt-left-out.jsonl, which the committed part does not need",
                stale.len()
            );
        }
    }
}

/// The two dates and the values of one original. Which extensions there are is told by another reader than ours.
fn template(original: &Certificate) -> Option<CertificateTemplate> {
    let facts = original.facts();
    let read = CertificateInner::<Raw>::from_der(original.der()).unwrap();
    let extensions = read.tbs_certificate().extensions().map(Vec::as_slice).unwrap_or_default();
    let has = |name: &str| extensions.iter().any(|extension| extension.extn_id.to_string() == name);
    let basic_constraints = match (has("2.5.29.19"), original.is_authority()) {
        (false, _) => BasicConstraintsTemplate::Absent,
        (true, false) => BasicConstraintsTemplate::Leaf,
        (true, true) => {
            BasicConstraintsTemplate::Authority(original.path_length().map(|length| u8::try_from(length).unwrap()))
        }
    };
    Some(CertificateTemplate {
        subject: facts.subject.attributes,
        subject_der: None,
        not_before: facts.not_before?,
        not_after: facts.not_after?,
        key_usage: original.key_usage().into_iter().flat_map(|usage| usage.names()).map(str::to_owned).collect(),
        extended_key_usage: original.extended_key_usages(),
        basic_constraints,
        subject_key_identifier: identifier_method(original, &facts.subject_key_identifier),
        authority_key_identifier: has("2.5.29.35"),
        names: facts.names,
        further: Vec::new(),
    })
}

/// Which of kubeadm's two methods gave the identifier: the one of before 1.35, or the one since.
fn identifier_method(original: &Certificate, identifier: &Option<Vec<u8>>) -> KeyIdentifierMethod {
    let Some(identifier) = identifier else { return KeyIdentifierMethod::Absent };
    let info = SubjectPublicKeyInfoRef::from_der(original.spki_der()).unwrap();
    let key = info.subject_public_key.raw_bytes();
    if *identifier == sha2::Sha256::digest(key)[..20] {
        KeyIdentifierMethod::TruncatedSha256
    } else {
        KeyIdentifierMethod::Sha1
    }
}

/// Keys that stand in for those of authorities that are not there, by signature algorithm: so what is to be signed can
/// be made, though not the signature.
struct StandIns(BTreeMap<String, PrivateKey>);

impl StandIns {
    fn new() -> Self {
        let mut random = Seeded::new(7);
        let mut key = |kind| PrivateKey::generate(kind, &mut random).unwrap();
        Self(BTreeMap::from([
            ("1.2.840.113549.1.1.11".to_owned(), key(KeyKind::Rsa2048)),
            ("1.2.840.10045.4.3.2".to_owned(), key(KeyKind::EcdsaP256)),
            ("1.2.840.10045.4.3.3".to_owned(), key(KeyKind::EcdsaP384)),
        ]))
    }

    /// An issuer with the name and the key identifier of the original's issuer.
    fn issuer(&self, original: &Certificate) -> Option<Issuer> {
        let read = CertificateInner::<Raw>::from_der(original.der()).unwrap();
        let key = self.0.get(&read.signature_algorithm().oid.to_string())?;
        let further = original.authority_key_identifier().map(|identifier| FurtherExtension {
            oid: "2.5.29.14".to_owned(),
            critical: false,
            value: [&[0x04, u8::try_from(identifier.len()).unwrap()], identifier].concat(),
        });
        let template = CertificateTemplate {
            subject: Vec::new(),
            subject_der: Some(original.issuer_der().to_vec()),
            not_before: UnixTime::from_seconds(0),
            not_after: UnixTime::from_seconds(0),
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            basic_constraints: BasicConstraintsTemplate::Authority(None),
            subject_key_identifier: KeyIdentifierMethod::Absent,
            authority_key_identifier: false,
            names: Vec::new(),
            further: further.into_iter().collect(),
        };
        let certificate = pki::self_signed(&template, key, SerialRule::Zero, &mut Seeded::new(1)).unwrap();
        Some(Issuer::new(&certificate, key).unwrap())
    }
}

/// How far something could be made again.
#[derive(PartialEq, Eq)]
enum Rebuilt {
    Differs(String),
    ToBeSigned,
    Whole,
}

impl Rebuilt {
    /// Compares; with the key that signed it at hand and a signature that is the same each time, all must be equal.
    fn judge(made: Result<&[u8], String>, original: &[u8], must_be_whole: bool) -> Self {
        match made {
            Err(error) => Self::Differs(error),
            Ok(made) if made == original => Self::Whole,
            Ok(made) if signed_part(made) != signed_part(original) => {
                Self::Differs("what is signed differs".to_owned())
            }
            Ok(_) if must_be_whole => Self::Differs("the signature differs".to_owned()),
            Ok(_) => Self::ToBeSigned,
        }
    }
}

fn rebuild(original: &Certificate, fixtures: &Fixtures, authorities: &Authorities, stand_ins: &StandIns) -> Rebuilt {
    let Some(template) = template(original) else { return Rebuilt::Differs("unreadable dates".to_owned()) };
    let random = &mut Seeded::new(1);
    let serial = Serial::from_bytes(original.serial_octets()).unwrap();
    let issue = |issuer: Issuer, random: &mut Seeded| {
        issuer.issue_numbered(&template, original.spki_der(), &serial, random).map_err(|error| error.to_string())
    };
    let authority = authorities.issuer(original, fixtures);
    let must_be_whole = authority.is_some_and(|(_, key)| is_rsa(key));
    let made = match authority {
        Some((certificate, key)) if certificate.der() == original.der() => {
            pki::self_signed_numbered(&template, key, &serial, random).map_err(|error| error.to_string())
        }
        Some((certificate, key)) => {
            Issuer::new(certificate, key).map_err(|error| error.to_string()).and_then(|issuer| issue(issuer, random))
        }
        None => match stand_ins.issuer(original) {
            Some(issuer) => issue(issuer, random),
            None => Err("an algorithm that kubeadm does not sign with".to_owned()),
        },
    };
    Rebuilt::judge(made.as_ref().map(Certificate::der).map_err(String::clone), original.der(), must_be_whole)
}

fn is_rsa(key: &PrivateKey) -> bool {
    matches!(key.facts().public.algorithm, KeyAlgorithm::Rsa { .. })
}

/// The first element inside the outermost SEQUENCE.
fn signed_part(der: &[u8]) -> Vec<u8> {
    let parts = Vec::<AnyRef<'_>>::from_der(der).unwrap();
    parts[0].to_der().unwrap()
}

/// CA certificates whose key is in the fixtures, by subject and key identifier.
struct Authorities(BTreeMap<Naming, Vec<Fingerprint>>);

/// A subject as it is encoded, and a key identifier.
type Naming = (Vec<u8>, Option<Vec<u8>>);

impl Authorities {
    fn of(fixtures: &Fixtures) -> Self {
        let mut authorities: BTreeMap<_, Vec<Fingerprint>> = BTreeMap::new();
        for (sha256, (certificate, _)) in &fixtures.certificates {
            if certificate.is_authority() && fixtures.keys.has(certificate.spki_der()) {
                let identifier = certificate.subject_key_identifier().map(<[u8]>::to_vec);
                authorities.entry((certificate.subject_der().to_vec(), identifier)).or_default().push(*sha256);
            }
        }
        Self(authorities)
    }

    /// The authority that signed a certificate: itself, or one with the name and key identifier that it gives.
    fn issuer<'a>(
        &self,
        original: &'a Certificate,
        fixtures: &'a Fixtures,
    ) -> Option<(&'a Certificate, &'a PrivateKey)> {
        if original.verify_signature(original.spki_der()).is_ok() {
            return Some((original, fixtures.keys.get(original.spki_der())?));
        }
        let identifier = original.authority_key_identifier().map(<[u8]>::to_vec);
        let of_that_name = self.0.get(&(original.issuer_der().to_vec(), identifier))?;
        let mut candidates = of_that_name.iter().map(|sha256| &fixtures.certificates[sha256].0);
        let found = candidates.find(|candidate| original.verify_signature(candidate.spki_der()).is_ok())?;
        Some((found, fixtures.keys.get(found.spki_der())?))
    }
}

fn rebuild_request(original: &Request, fixtures: &Fixtures) -> Rebuilt {
    let facts = original.facts();
    let Some(key) = fixtures.keys.get(original.spki_der()) else {
        return Rebuilt::Differs("its key is not there".to_owned());
    };
    let template = RequestTemplate {
        subject: facts.subject.attributes,
        names: facts.names,
        key_usage: Vec::new(),
        extended_key_usage: Vec::new(),
        basic_constraints: BasicConstraintsTemplate::Absent,
    };
    let made = pki::issue_request(&template, key, &mut Seeded::new(1)).map_err(|error| error.to_string());
    Rebuilt::judge(made.as_ref().map(Request::der).map_err(String::clone), original.der(), is_rsa(key))
}

/// Spreads work over two threads; each certificate takes a signature.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (left, right) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let right = scope.spawn(|| right.iter().map(&work).collect::<Vec<R>>());
        let mut done: Vec<R> = left.iter().map(&work).collect();
        done.extend(right.join().unwrap());
        done
    })
}

#[test]
fn what_kubeadm_made_is_made_again_byte_for_byte() {
    let fixtures = Fixtures::read();
    let authorities = Authorities::of(&fixtures);
    let stand_ins = StandIns::new();
    let mut tally =
        Tally { left_out: LeftOut::read(), used: BTreeSet::new(), counts: BTreeMap::new(), faults: Vec::new() };
    let certificates: Vec<_> = fixtures.certificates.values().collect();
    let outcomes = in_parallel(&certificates, |(original, _)| rebuild(original, &fixtures, &authorities, &stand_ins));
    for ((original, places), outcome) in certificates.iter().zip(outcomes) {
        let facts = original.facts();
        let (subject, issuer) = (facts.subject.to_string(), facts.issuer.to_string());
        tally.count("certificates", (&subject, Some(&issuer)), places, outcome);
    }
    let requests: Vec<_> = fixtures.requests.values().collect();
    let outcomes = in_parallel(&requests, |(original, _)| rebuild_request(original, &fixtures));
    for ((original, places), outcome) in requests.iter().zip(outcomes) {
        tally.count("requests", (&original.facts().subject.to_string(), None), places, outcome);
    }
    tally.finish();
}
