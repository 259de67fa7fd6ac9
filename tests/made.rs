//! Certificates and requests of our own making, of every kind, for other programs to judge.

use std::collections::BTreeMap;

use pki::{
    BasicConstraintsTemplate, Certificate, CertificateTemplate, ExtendedKeyUsage, Issuer, KeyIdentifierMethod, KeyKind,
    NameAttribute, PrivateKey, Request, RequestTemplate, SerialRule, SubjectAlternativeName, UnixTime,
};

use crate::seeded::Seeded;

/// When everything is valid.
pub const AT: UnixTime = UnixTime::from_seconds(1_800_000_000);

/// A year in seconds.
pub const YEAR: i64 = 365 * 86_400;

/// Every kind of key that can be made, with a name for files.
pub const KINDS: [(&str, KeyKind); 5] = [
    ("rsa-2048", KeyKind::Rsa2048),
    ("rsa-3072", KeyKind::Rsa3072),
    ("rsa-4096", KeyKind::Rsa4096),
    ("p256", KeyKind::EcdsaP256),
    ("p384", KeyKind::EcdsaP384),
];

/// A certificate with what it was made for.
pub struct Leaf {
    /// Such as `p256-server-rsa-2048`: the authority's key, the purpose, its own key.
    pub name: String,
    /// The certificate.
    pub certificate: Certificate,
    /// It may serve TLS.
    pub serves: bool,
    /// It may log in to a TLS server.
    pub logs_in: bool,
    /// It was issued by the subordinate authority rather than by the root.
    pub below: bool,
}

/// A root, an authority below it, and what the two issued.
pub struct Tree {
    /// The kind of the authorities' keys.
    pub name: &'static str,
    /// The root, as kubeadm makes it.
    pub root: Certificate,
    /// The authority below it.
    pub below: Certificate,
    /// What they issued.
    pub leafs: Vec<Leaf>,
}

/// A key of each kind; the same ones in every run.
pub fn keys() -> BTreeMap<&'static str, PrivateKey> {
    let key = |(name, kind)| (name, PrivateKey::generate(kind, &mut Seeded::new(2026)).unwrap());
    // The large RSA keys take longest: half of the work in another thread.
    std::thread::scope(|scope| {
        let largest = scope.spawn(|| key(KINDS[2]));
        let mut keys: BTreeMap<_, _> = KINDS.into_iter().filter(|(name, _)| *name != "rsa-4096").map(key).collect();
        keys.extend([largest.join().unwrap()]);
        keys
    })
}

/// A root of each kind of key, each with an authority below it, and certificates of every purpose and kind of key.
pub fn trees(keys: &BTreeMap<&'static str, PrivateKey>) -> Vec<Tree> {
    KINDS.iter().map(|(name, _)| tree(name, keys)).collect()
}

fn tree(name: &'static str, keys: &BTreeMap<&'static str, PrivateKey>) -> Tree {
    let random = &mut Seeded::new(1);
    let key = &keys[name];
    let below_key = if name == "p256" { &keys["p384"] } else { &keys["p256"] };
    let root = pki::self_signed(&authority("kubernetes", None), key, SerialRule::Positive63Bits, random).unwrap();
    let issuer = Issuer::new(&root, key).unwrap();
    let spki = below_key.public_key_spki_der();
    let below = issuer.issue(&authority("below", Some(0)), spki, SerialRule::Below128Bits, random).unwrap();
    let issuer_below = Issuer::new(&below, below_key).unwrap();
    let mut leafs = Vec::new();
    for (purpose, serves, logs_in) in [("server", true, false), ("client", false, true), ("both", true, true)] {
        for (kind, leaf_key) in keys {
            let is_below = purpose == "both";
            let issuer = if is_below { &issuer_below } else { &issuer };
            let template = leaf(serves, logs_in);
            let spki = leaf_key.public_key_spki_der();
            let certificate = issuer.issue(&template, spki, SerialRule::Positive63Bits, random).unwrap();
            leafs.push(Leaf {
                name: format!("{name}-{purpose}-{kind}"),
                certificate,
                serves,
                logs_in,
                below: is_below,
            });
        }
    }
    Tree { name, root, below, leafs }
}

/// Attributes of a name.
pub fn subject(attributes: &[(&str, &str)]) -> Vec<NameAttribute> {
    let attribute =
        |(attribute, value): &(&str, &str)| NameAttribute { attribute: (*attribute).into(), value: (*value).into() };
    attributes.iter().map(attribute).collect()
}

/// An authority as kubeadm makes it.
pub fn authority(common_name: &str, path_length: Option<u8>) -> CertificateTemplate {
    CertificateTemplate {
        subject: subject(&[("CN", common_name)]),
        subject_der: None,
        not_before: AT.plus(-YEAR),
        not_after: AT.plus(9 * YEAR),
        key_usage: ["digitalSignature", "keyEncipherment", "keyCertSign"].map(str::to_owned).to_vec(),
        extended_key_usage: Vec::new(),
        basic_constraints: BasicConstraintsTemplate::Authority(path_length),
        subject_key_identifier: KeyIdentifierMethod::TruncatedSha256,
        authority_key_identifier: true,
        names: vec![SubjectAlternativeName::Dns(common_name.to_owned())],
        further: Vec::new(),
    }
}

/// A leaf as kubeadm makes it; a server with names of each kind that is written.
pub fn leaf(serves: bool, logs_in: bool) -> CertificateTemplate {
    let mut extended_key_usage = Vec::new();
    extended_key_usage.extend(serves.then_some(ExtendedKeyUsage::ServerAuth));
    extended_key_usage.extend(logs_in.then_some(ExtendedKeyUsage::ClientAuth));
    let names = if serves { names() } else { Vec::new() };
    CertificateTemplate {
        subject: subject(&[("O", "system:nodes"), ("O", "Zürich"), ("CN", "system:node:cp-1")]),
        subject_der: None,
        not_before: AT.plus(-300),
        not_after: AT.plus(YEAR),
        key_usage: ["digitalSignature", "keyEncipherment"].map(str::to_owned).to_vec(),
        extended_key_usage,
        basic_constraints: BasicConstraintsTemplate::Leaf,
        subject_key_identifier: KeyIdentifierMethod::Absent,
        authority_key_identifier: true,
        names,
        further: Vec::new(),
    }
}

/// Names of each kind that is written.
pub fn names() -> Vec<SubjectAlternativeName> {
    let read = |text| SubjectAlternativeName::parse(text).unwrap();
    [
        "cp-1.example.test",
        "*.apps.example.test",
        "root@example.test",
        "10.96.0.1",
        "2001:db8::1",
        "spiffe://cluster.test/ns/a",
    ]
    .map(read)
    .to_vec()
}

/// A request of each kind of key: one that asks for all there is, one for nothing but a name.
pub fn requests(keys: &BTreeMap<&'static str, PrivateKey>) -> Vec<(String, Request)> {
    let random = &mut Seeded::new(3);
    let mut requests = Vec::new();
    for (kind, key) in keys {
        let bare = RequestTemplate {
            subject: subject(&[("CN", "bare")]),
            names: Vec::new(),
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            basic_constraints: BasicConstraintsTemplate::Absent,
        };
        let full = RequestTemplate {
            subject: subject(&[("C", "CH"), ("O", "b"), ("O", "a"), ("DC", "example"), ("DC", "test"), ("CN", "*_@é")]),
            names: names(),
            key_usage: ["digitalSignature", "cRLSign", "decipherOnly"].map(str::to_owned).to_vec(),
            extended_key_usage: vec![ExtendedKeyUsage::ClientAuth, ExtendedKeyUsage::Any],
            basic_constraints: BasicConstraintsTemplate::Authority(Some(3)),
        };
        for (name, template) in [("bare", bare), ("full", full)] {
            requests.push((format!("{name}-{kind}"), pki::issue_request(&template, key, random).unwrap()));
        }
    }
    requests
}
