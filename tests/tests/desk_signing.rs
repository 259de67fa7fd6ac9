//! Signing: the folder of `generate-csr` with the three authorities of another fixture, compared with what kubeadm itself
//! issued there, judged by OpenSSL; and everything that is refused or has to be confirmed.

use std::collections::BTreeMap;
use std::path::Path;

use cluster::desk::authority::{AuthorityDraft, AuthorityProfile};
use cluster::desk::draft::{self, Purpose};
use cluster::desk::made::MadeFile;
use cluster::desk::sign::{
    AuthorityChoice, Caution, DropReason, Fate, PreviewPart, ProfileChoice, Refusal, SignOrder, SignRow, ValidityChoice,
};
use cluster::{Release, Settings, Workspace};
use pki::{Certificate, ExtensionDetails, Fingerprint, KeyKind, NameAttribute, PrivateKey, UnixTime, pem};
use tests::dropped::{self, certificate, instant, requests};
use tests::openssl;
use tests::seeded::Seeded;

const NOW: &str = "2026-03-02T09:15:30Z";

fn settings() -> Settings {
    Settings::at(instant(NOW))
}

fn order(requests: Vec<Fingerprint>, issued_at: UnixTime) -> SignOrder {
    SignOrder {
        requests,
        authority: AuthorityChoice::ByRole,
        profile: ProfileChoice::ByRole,
        validity: ValidityChoice::Default,
        confirmed: Vec::new(),
        issued_at,
    }
}

fn first(text: &[u8]) -> Certificate {
    let blocks = pem::blocks(text);
    let block = blocks.iter().find(|block| block.label == "CERTIFICATE").expect("a certificate");
    Certificate::from_der(block.body.as_ref().unwrap()).unwrap()
}

/// The certificates that kubeadm made in a folder, by where they lie: `pki/etcd/server`, `admin.conf`.
fn issued_by_kubeadm(folder: &Path) -> BTreeMap<String, Certificate> {
    let mut found = BTreeMap::new();
    for file in dropped::files(folder, "") {
        for item in &file.items {
            let intake::Thing::Certificate(facts) = &item.thing else { continue };
            let embedded = item.place.field.as_deref().is_some_and(|field| field.contains("client-certificate-data"));
            let name = match file.path.strip_suffix(".crt") {
                Some(base) => base.to_owned(),
                None if embedded => file.path.clone(),
                None => continue,
            };
            found.insert(name, Certificate::from_der(&facts.der).unwrap());
        }
    }
    found
}

/// What must be the same in a certificate for another node: name, criticality, and the content of all but the names.
fn shape(extensions: &[ExtensionDetails]) -> Vec<(String, bool, String)> {
    let value = |extension: &ExtensionDetails| match extension.name.as_str() {
        "subjectAltName" => String::new(),
        _ => extension.hex.clone(),
    };
    extensions.iter().map(|e| (e.name.clone(), e.critical, value(e))).collect()
}

/// The instant at which a fixture was made: kubeadm's clock stood still.
fn made_at(authority: &Certificate, release: Release) -> UnixTime {
    let begin = authority.not_before().unwrap();
    let end = authority.not_after().unwrap();
    let backdated = end.seconds() - begin.seconds() != 87600 * 3600;
    assert_eq!(backdated, release.minor >= 27, "{release}");
    if backdated { begin.plus(300) } else { begin }
}

#[test]
fn the_folder_of_generate_csr_becomes_the_certificates_that_kubeadm_would_issue() {
    let folders = dropped::scenario("01-default-single-node");
    let (mut checked, mut dates) = (0, 0);
    for (release, requested) in dropped::scenario("09-generate-csr") {
        let authorities = &folders[&release];
        let theirs = issued_by_kubeadm(authorities);
        let version: Release = release.parse().unwrap();
        let issued_at = made_at(&theirs["pki/ca"], version);
        let workspace = dropped::workspace(&[(authorities, "cp-1"), (&requested, "edge-7")]);
        let settings = Settings { release: Some(version), ..Settings::at(issued_at) };
        let asked = requests(&workspace, &settings);
        let mut order = order(asked.values().copied().collect(), issued_at);
        // Some of the fixtures were renewed later than the instant at which this signs.
        order.confirmed = vec![Caution::Masters, Caution::ClockInPast];
        let signing = workspace.signing(&order, &settings);
        let folder = std::env::temp_dir().join(format!("kubecerts-signing-{}-{release}", std::process::id()));
        for (index, (path, _)) in asked.iter().enumerate() {
            let row = &signing.rows()[index];
            let files =
                signing.sign(index, &mut Seeded::new(index as u64)).unwrap_or_else(|row| panic!("{path}: {row:?}"));
            assert_eq!(files.len(), 1, "{path}: a root needs no chain");
            let name = path.strip_prefix("edge-7/").unwrap().strip_suffix(".csr").unwrap();
            assert_eq!(files[0].path, format!("edge-7/{name}.crt"));
            let ours = first(&files[0].content);
            let request = workspace.request_detail(row.request).unwrap();
            assert_eq!(ours.names(), request.facts.names, "{release} {name}");
            assert_eq!(ours.details().facts.subject.der, request.facts.subject.der, "{release} {name}");
            assert_eq!(ours.details().facts.key, request.facts.key, "{release} {name}");
            assert_eq!(row.validity, ours.not_before().zip(ours.not_after()));
            // The kubelet's own certificate is none of kubeadm's files there.
            if let Some(theirs) = theirs.get(name) {
                let (ours, theirs) = (ours.details(), theirs.details());
                assert_eq!(shape(&ours.extensions), shape(&theirs.extensions), "{release} {name}");
                assert_eq!(ours.signature_algorithm, theirs.signature_algorithm, "{release} {name}");
                assert_eq!(ours.facts.issuer.der, theirs.facts.issuer.der, "{release} {name}");
                // Some of the fixtures were renewed months later.
                if theirs.facts.not_after == Some(issued_at.plus(8760 * 3600)) {
                    assert_eq!(ours.facts.not_before, theirs.facts.not_before, "{release} {name}");
                    assert_eq!(ours.facts.not_after, theirs.facts.not_after, "{release} {name}");
                    dates += 1;
                }
                assert_eq!(ours.version, 3);
                let organizations = |name: &pki::Name| name.organizations().join("|");
                assert_eq!(
                    organizations(&ours.facts.subject),
                    organizations(&theirs.facts.subject),
                    "{release} {name}"
                );
                checked += 1;
            }
            judged_by_openssl(&folder, authorities, name, &files[0], issued_at);
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
    assert!(checked >= 20, "{checked} certificates were compared");
    assert!(dates >= 20, "the dates of {dates} certificates were compared");
}

/// `openssl verify` with purpose, name and time.
fn judged_by_openssl(folder: &Path, authorities: &Path, name: &str, made: &MadeFile, at: UnixTime) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("made.crt"), &*made.content).unwrap();
    let (authority, purposes, host): (&str, &[&str], &[&str]) = match name {
        "pki/apiserver" => ("pki/ca.crt", &["sslserver"], &["kubernetes.default.svc.edge.local", "edge.example.net"]),
        "pki/etcd/server" | "pki/etcd/peer" => ("pki/etcd/ca.crt", &["sslserver", "sslclient"], &["localhost"]),
        "pki/etcd/healthcheck-client" | "pki/apiserver-etcd-client" => ("pki/etcd/ca.crt", &["sslclient"], &[]),
        "pki/front-proxy-client" => ("pki/front-proxy-ca.crt", &["sslclient"], &[]),
        _ => ("pki/ca.crt", &["sslclient"], &[]),
    };
    let authority = authorities.join(authority);
    let authority = authority.to_str().unwrap();
    let time = at.plus(60).seconds().to_string();
    for purpose in purposes {
        let base = ["verify", "-CAfile", authority, "-attime", &time, "-purpose", purpose, "-x509_strict"];
        // OpenSSL's strict rules ask an authority for a basicConstraints and a leaf for an authority key identifier.
        let base = &base[..7];
        for host in host.iter().map(Some).chain([None]) {
            let mut arguments = base.to_vec();
            if let Some(host) = host {
                arguments.extend(["-verify_hostname", host]);
            }
            arguments.push("made.crt");
            let Some(answer) = openssl::run(&arguments, folder) else { return };
            assert!(answer.contains("made.crt: OK"), "{name} {purpose}: {answer}");
        }
    }
    let wrong = ["verify", "-CAfile", authority, "-attime", &time, "-purpose", "smimesign", "made.crt"];
    let output = openssl::try_run(&wrong, folder).unwrap();
    assert!(!output.status.success(), "{name} is good for signing mail");
}

/// An authority and requests, made here with P-256 keys, all in one folder.
struct Place {
    workspace: Workspace,
    authority: Fingerprint,
}

fn attribute(text: &str) -> NameAttribute {
    let (attribute, value) = text.split_once('=').unwrap();
    NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() }
}

fn key(seed: u64) -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256, &mut Seeded::new(seed)).unwrap()
}

fn read(files: Vec<MadeFile>) -> Vec<intake::ReadFile> {
    let read =
        |file: MadeFile| intake::read(intake::DroppedFile { path: file.path.clone(), bytes: file.content.to_vec() });
    files.into_iter().map(read).collect()
}

fn authority_draft(workspace: &Workspace, base: &str, parent: Option<Fingerprint>) -> AuthorityDraft {
    let mut draft = workspace.authority_draft(parent, &settings(), instant(NOW));
    draft.base = base.to_owned();
    draft.subject = vec![attribute(&format!("CN={base}"))];
    draft
}

fn place() -> Place {
    let mut workspace = Workspace::new();
    let draft = authority_draft(&workspace, "root", None);
    let files = workspace.make_authority(&draft, &key(1), true, None, &mut Seeded::new(2)).unwrap();
    workspace.add(read(files), Vec::new());
    let authority = certificate(&workspace, &settings(), "root.crt");
    Place { workspace, authority }
}

impl Place {
    /// Adds a request of a subject and names, under a file name.
    fn ask(&mut self, base: &str, subject: &[&str], names: &[&str]) -> Fingerprint {
        let mut draft = self.workspace.draft(&Purpose::Free, None, &settings());
        draft.base = base.to_owned();
        draft.subject = subject.iter().map(|text| attribute(text)).collect();
        draft.names = names.iter().map(|name| (*name).to_owned()).collect();
        let files = draft::make(&draft, &key(10), false, None, &mut Seeded::new(11)).unwrap();
        self.workspace.add(read(files), Vec::new());
        requests(&self.workspace, &settings())[&format!("{base}.csr")]
    }

    fn order(&self, request: Fingerprint) -> SignOrder {
        SignOrder {
            authority: AuthorityChoice::Certificate(self.authority),
            profile: ProfileChoice::Free { usages: vec!["digital signature".to_owned()], passing: Vec::new() },
            ..order(vec![request], instant(NOW).plus(3600))
        }
    }

    fn row(&self, order: &SignOrder) -> SignRow {
        self.workspace.sign_preview(order, &settings()).rows.remove(0)
    }

    fn sign(&self, order: &SignOrder) -> Result<Vec<MadeFile>, Vec<Refusal>> {
        let made = self.workspace.sign(order, order.requests[0], &settings(), &mut Seeded::new(20));
        made.map_err(|row| row.refusals)
    }
}

#[test]
fn what_stands_against_a_request_is_confirmed_first() {
    let mut place = place();
    let day = 86_400;
    let cases: Vec<(&str, Vec<&str>, Vec<&str>, i64, Option<Caution>)> = vec![
        ("plain", vec!["CN=a"], vec!["a.test"], day, None),
        ("wildcard", vec!["CN=b"], vec!["*.b.test"], day, Some(Caution::Wildcard("*.b.test".to_owned()))),
        ("masters", vec!["O=system:masters", "CN=c"], vec![], day, Some(Caution::Masters)),
        ("role", vec!["CN=kubernetes-admin"], vec![], day, Some(Caution::NameOfRole("admin.conf".to_owned()))),
        ("long", vec!["CN=d"], vec![], 399 * day, Some(Caution::LongValidity)),
        ("outlives", vec!["CN=e"], vec![], 3650 * day, Some(Caution::OutlivesAuthority)),
        ("ages", vec!["CN=f"], vec![], 3651 * day, Some(Caution::VeryLongValidity)),
    ];
    for (base, subject, names, seconds, caution) in cases {
        let request = place.ask(base, &subject, &names);
        let mut order = SignOrder { validity: ValidityChoice::Seconds(seconds), ..place.order(request) };
        let row = place.row(&order);
        assert!(row.refusals.is_empty(), "{base}: {:?}", row.refusals);
        assert!(caution.iter().all(|caution| row.cautions.contains(caution)), "{base}: {:?}", row.cautions);
        match caution {
            None => assert!(row.cautions.is_empty(), "{base}: {:?}", row.cautions),
            Some(caution) => {
                let refused = place.sign(&order).err().unwrap();
                assert!(refused.contains(&Refusal::Unconfirmed(caution)), "{base}: {refused:?}");
                order.confirmed = row.cautions;
            }
        }
        assert_eq!(place.sign(&order).unwrap().len(), 1, "{base}");
    }
}

#[test]
fn an_authority_outside_its_dates_signs_only_when_that_is_confirmed() {
    let mut place = place();
    let request = place.ask("a", &["CN=a"], &[]);
    for (at, caution) in
        [("2020-01-01T00:00:00Z", Caution::AuthorityNotYetValid), ("2099-01-01T00:00:00Z", Caution::AuthorityExpired)]
    {
        let mut order = SignOrder { issued_at: instant(at), ..place.order(request) };
        let refused = place.sign(&order).err().unwrap();
        assert!(refused.contains(&Refusal::Unconfirmed(caution.clone())), "{refused:?}");
        order.confirmed = place.row(&order).cautions;
        assert!(order.confirmed.contains(&caution));
        assert!(place.sign(&order).is_ok());
        // A built-in signer cuts the end off at that of the authority; one that has ended would leave nothing.
        order.profile =
            ProfileChoice::Signer { name: "example.test/own".to_owned(), usages: vec!["client auth".to_owned()] };
        assert!(place.sign(&order).is_ok());
    }
}

#[test]
fn what_cannot_be_signed_is_refused_with_the_reason() {
    let mut place = place();
    let request = place.ask("a", &["CN=a"], &["a.test"]);
    let leaf = SignOrder { validity: ValidityChoice::Seconds(600), ..place.order(request) };
    let files = place.sign(&leaf).unwrap();
    place.workspace.add(read(files), Vec::new());
    let own = certificate(&place.workspace, &settings(), "a.crt");
    let order = place.order(request);
    let signer = |name: &str, usages: &[&str]| ProfileChoice::Signer {
        name: name.to_owned(),
        usages: usages.iter().map(|usage| (*usage).to_owned()).collect(),
    };
    let elsewhere = AuthorityChoice::Certificate(Fingerprint([7; 32]));
    for (order, expected) in [
        (SignOrder { authority: AuthorityChoice::Certificate(own), ..order.clone() }, Refusal::NotAnAuthority),
        (SignOrder { authority: elsewhere, ..order.clone() }, Refusal::NoAuthority(None)),
        (SignOrder { profile: ProfileChoice::ByRole, ..order.clone() }, Refusal::NoProfile),
        (SignOrder { validity: ValidityChoice::Seconds(-1000), ..order.clone() }, Refusal::BadValidity),
        (SignOrder { validity: ValidityChoice::Seconds(i64::MAX), ..order.clone() }, Refusal::BadValidity),
        (
            SignOrder { validity: ValidityChoice::Between(instant(NOW), instant(NOW).plus(-1)), ..order.clone() },
            Refusal::BadValidity,
        ),
        (
            SignOrder { profile: signer("kubernetes.io/kube-apiserver-client", &["server auth"]), ..order.clone() },
            Refusal::SignerRefuses("invalid usage for client certificate: server auth".to_owned()),
        ),
        (
            SignOrder { profile: signer("kubernetes.io/kubelet-serving", &["server auth"]), ..order.clone() },
            Refusal::SignerRefuses("subject organization is not system:nodes".to_owned()),
        ),
        (
            SignOrder {
                profile: signer("example.test/own", &["server auth"]),
                validity: ValidityChoice::Seconds(599),
                ..order.clone()
            },
            Refusal::TooShort(599),
        ),
        (SignOrder { requests: vec![Fingerprint([9; 32])], ..order.clone() }, Refusal::Unreadable),
    ] {
        let refused = place.workspace.signing(&order, &settings()).sign(0, &mut Seeded::new(1)).err().unwrap();
        assert!(refused.refusals.contains(&expected), "{expected:?}: {:?}", refused.refusals);
    }
    // The key goes; nothing can be signed any more.
    place.workspace.forget_keys();
    assert!(place.sign(&order).err().unwrap().contains(&Refusal::NoKey));
    // Another key lies where its own should.
    let other = draft_key("root", &key(99));
    place.workspace.remove("root.key");
    place.workspace.add(other, Vec::new());
    assert!(place.sign(&order).err().unwrap().contains(&Refusal::KeyDoesNotMatch));
}

fn draft_key(base: &str, key: &PrivateKey) -> Vec<intake::ReadFile> {
    vec![dropped::file(&format!("{base}.key"), &key.to_pem().unwrap())]
}

/// A request whose signature was broken, one with a weak key, and one with SHA-1, all made by OpenSSL.
#[test]
fn broken_and_weak_requests_are_refused() {
    let folder = std::env::temp_dir().join(format!("kubecerts-weak-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let new = |kind: &[&str], hash: &str, file: &str| {
        let mut arguments =
            vec!["req", "-new", "-nodes", "-subj", "/CN=a", "-keyout", "k.pem", "-out", file, hash, "-newkey"];
        arguments.extend(kind);
        openssl::run(&arguments, &folder)
    };
    if new(&["rsa:1024"], "-sha256", "weak.csr").is_none() {
        return;
    }
    new(&["rsa:2048"], "-sha1", "sha1.csr").unwrap();
    new(&["rsa:2048", "-pkeyopt", "rsa_keygen_pubexp:3"], "-sha256", "exponent.csr").unwrap();
    new(&["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "-sha256", "curve.csr").unwrap();
    new(&["ed25519"], "-sha256", "edwards.csr").unwrap();
    let mut place = place();
    for base in ["weak", "sha1", "exponent", "curve", "edwards"] {
        let text = std::fs::read_to_string(folder.join(format!("{base}.csr"))).unwrap();
        place.workspace.add(vec![dropped::file(&format!("{base}.csr"), &text)], Vec::new());
    }
    let good = place.ask("good", &["CN=good"], &[]);
    let details = place.workspace.request_detail(good).unwrap();
    let mut broken = details.facts.der.clone();
    let last = broken.len() - 1;
    broken[last] ^= 1;
    let text = pem::encode("CERTIFICATE REQUEST", &broken);
    place.workspace.add(vec![dropped::file("broken.csr", &text)], Vec::new());
    let asked = requests(&place.workspace, &settings());
    for (base, expected) in [
        ("broken", "BrokenProof"),
        ("weak", "WeakKey(\"RSA modulus of 1024 bits\")"),
        ("exponent", "WeakKey(\"RSA exponent 3\")"),
        ("curve", "WeakKey(\""),
        ("edwards", "WeakKey(\""),
        ("sha1", "Unconfirmed(Sha1)"),
    ] {
        let refused = format!("{:?}", place.sign(&place.order(asked[&format!("{base}.csr")])).err().unwrap());
        assert!(refused.contains(expected), "{base}: {refused}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A chain of authorities: path lengths are obeyed, and a chain comes with what is signed below.
#[test]
fn path_lengths_are_obeyed_and_chains_are_written() {
    let mut place = place();
    let request = place.ask("sub", &["CN=sub"], &["sub.test"]);
    let order = SignOrder { profile: ProfileChoice::Subordinate { path_length: Some(0) }, ..place.order(request) };
    let row = place.row(&order);
    assert!(
        row.lines
            .iter()
            .any(|line| line.part == PreviewPart::Name && line.fate == Fate::Dropped(DropReason::NotPassing))
    );
    let files = place.sign(&order).unwrap();
    assert_eq!(files.len(), 1, "signed by the root itself");
    place.workspace.add(read(files), Vec::new());
    place.workspace.add(draft_key("sub", &key(10)), Vec::new());
    let sub = certificate(&place.workspace, &settings(), "sub.crt");
    let options = place.workspace.authorities(&settings());
    let option = options.iter().find(|option| option.certificate == sub).unwrap();
    assert!(option.key_here && !option.root && option.path_length == Some(0), "{option:?}");

    let leaf = place.ask("leaf", &["CN=leaf"], &["leaf.test"]);
    let below = SignOrder {
        authority: AuthorityChoice::Certificate(sub),
        validity: ValidityChoice::Seconds(86_400),
        ..place.order(leaf)
    };
    let files = place.sign(&below).unwrap();
    assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["leaf.crt", "leaf-chain.pem"]);
    let chain = pem::blocks(&files[1].content);
    assert_eq!(chain.len(), 2, "leaf and intermediate, without the root");
    let further = SignOrder { profile: ProfileChoice::Subordinate { path_length: None }, ..below };
    assert!(place.sign(&further).err().unwrap().contains(&Refusal::PathLengthExceeded(0)));
    let draft = authority_draft(&place.workspace, "deeper", Some(sub));
    let refused = place.workspace.make_authority(&draft, &key(30), true, None, &mut Seeded::new(31)).err().unwrap();
    assert!(refused.contains(&Refusal::PathLengthExceeded(0)), "{refused:?}");
    let folder = std::env::temp_dir().join(format!("kubecerts-chain-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("chain.pem"), &*files[1].content).unwrap();
    std::fs::write(folder.join("root.crt"), place.workspace.bytes("root.crt").unwrap()).unwrap();
    let time = instant(NOW).plus(7200).seconds().to_string();
    let verify = ["verify", "-CAfile", "root.crt", "-untrusted", "chain.pem", "-attime", &time, "chain.pem"];
    if let Some(answer) = openssl::run(&verify, &folder) {
        assert!(answer.contains("OK"), "{answer}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// An authority that OpenSSL made with name constraints: they are obeyed, below it too.
#[test]
fn name_constraints_are_obeyed() {
    let folder = std::env::temp_dir().join(format!("kubecerts-constraints-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let configuration = "[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=e\n[dn]\nCN=narrow\n[e]\n\
        basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n\
        nameConstraints=critical,permitted;DNS:good.test,excluded;DNS:bad.good.test,permitted;IP:10.0.0.0/255.0.0.0\n";
    std::fs::write(folder.join("a.cnf"), configuration).unwrap();
    let arguments = [
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-keyout",
        "narrow.key",
        "-out",
        "narrow.crt",
        "-config",
        "a.cnf",
        "-days",
        "3650",
    ];
    if openssl::run(&arguments, &folder).is_none() {
        return;
    }
    let mut place = place();
    for file in ["narrow.crt", "narrow.key"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        place.workspace.add(vec![dropped::file(file, &text)], Vec::new());
    }
    let narrow = certificate(&place.workspace, &settings(), "narrow.crt");
    for (base, names, forbidden) in [
        ("one", &["a.good.test", "10.1.2.3"][..], None),
        ("two", &["a.good.test", "other.test"], Some("other.test")),
        ("three", &["x.bad.good.test"], Some("x.bad.good.test")),
        ("four", &["192.0.2.1"], Some("192.0.2.1")),
    ] {
        let request = place.ask(base, &[&format!("CN={base}")], names);
        let mut order = SignOrder { authority: AuthorityChoice::Certificate(narrow), ..place.order(request) };
        order.confirmed = place.row(&order).cautions;
        let refused = place.sign(&order).err().unwrap_or_default();
        let expected: Vec<_> = forbidden.map(|name| Refusal::NameConstraint(name.to_owned())).into_iter().collect();
        assert_eq!(refused, expected, "{base}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A key that waits for its password, an authority of another part, and what was made but lies in no node yet.
#[test]
fn locked_keys_and_other_authorities_are_told() {
    let folder = dropped::scenario("01-default-single-node").remove("1.37.2").unwrap();
    let mut workspace = dropped::workspace(&[(&folder, "cp-1/etc/kubernetes")]);
    let nodes = |workspace: &Workspace| {
        let report = workspace.report(&settings());
        (report.clusters.iter().map(|cluster| cluster.nodes.len()).sum::<usize>(), report.questions.len())
    };
    let before = nodes(&workspace);
    let draft = workspace.draft(&Purpose::Role("etcd-peer".to_owned()), Some("cp-1"), &settings());
    let made = draft::make(&draft, &key(50), true, None, &mut Seeded::new(51)).unwrap();
    assert_eq!(made[1].path, "cp-1/etc/kubernetes/pki/etcd/peer.csr");
    let made = made.into_iter().map(|file| MadeFile { path: format!("made/{}", file.path), ..file }).collect();
    workspace.add(read(made), Vec::new());
    assert_eq!(nodes(&workspace), before, "what was made is no node, and nothing is asked about it");
    let request = requests(&workspace, &settings())["made/cp-1/etc/kubernetes/pki/etcd/peer.csr"];
    let mut order = order(vec![request], instant("2026-12-01T00:00:00Z"));
    let row = workspace.sign_preview(&order, &settings()).rows.remove(0);
    assert!(row.refusals.is_empty() && row.cautions.is_empty(), "{row:?}");
    assert_eq!(row.target, "made/cp-1/etc/kubernetes/pki/etcd/peer.crt");

    let cluster = certificate(&workspace, &settings(), "cp-1/etc/kubernetes/pki/ca.crt");
    order.authority = AuthorityChoice::Certificate(cluster);
    let row = workspace.sign_preview(&order, &settings()).rows.remove(0);
    assert_eq!(row.cautions, [Caution::AnotherAuthority("etcd-ca".to_owned())]);

    workspace.remove("cp-1/etc/kubernetes/pki/etcd/ca.key");
    let locked = key(52).to_encrypted_pkcs8_pem(b"secret", &mut Seeded::new(53)).unwrap();
    let path = "cp-1/etc/kubernetes/pki/etcd/ca.key";
    workspace.add(vec![dropped::file(path, &locked)], Vec::new());
    order.authority = AuthorityChoice::ByRole;
    let row = workspace.sign_preview(&order, &settings()).rows.remove(0);
    assert_eq!(row.refusals, [Refusal::KeyLocked(path.to_owned())]);
}

/// Very many names, and names with a NUL in them.
#[test]
fn many_and_strange_names_are_borne() {
    let mut place = place();
    let names: Vec<String> = (0..20_000).map(|number| format!("n{number}.test")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let many = place.ask("many", &["CN=many"], &names);
    let order = place.order(many);
    let row = place.row(&order);
    assert!(row.lines.len() < 1100 && row.lines.iter().any(|line| line.value == "+19000"), "{}", row.lines.len());
    let made = first(&place.sign(&SignOrder { confirmed: row.cautions, ..order }).unwrap()[0].content);
    assert_eq!(made.names().len(), 20_000);

    let template = pki::RequestTemplate {
        subject: vec![attribute("CN=a\0b")],
        names: vec![
            pki::SubjectAlternativeName::Dns("good.test".to_owned()),
            pki::SubjectAlternativeName::Dns("evil.test\0.good.test".to_owned()),
        ],
        key_usage: Vec::new(),
        extended_key_usage: Vec::new(),
        basic_constraints: pki::BasicConstraintsTemplate::Absent,
    };
    let Ok(request) = pki::issue_request(&template, &key(60), &mut Seeded::new(61)) else {
        // A core that refuses to write such a request is as good; those of others are read in its own tests.
        return;
    };
    place.workspace.add(vec![dropped::file("nul.csr", &request.details().pem)], Vec::new());
    let nul = requests(&place.workspace, &settings())["nul.csr"];
    let mut order = place.order(nul);
    let row = place.row(&order);
    assert!(row.cautions.iter().any(|caution| matches!(caution, Caution::StrangeName(_))), "{:?}", row.cautions);
    assert!(row.cautions.iter().any(|caution| matches!(caution, Caution::StrangeSubject(_))), "{:?}", row.cautions);
    order.confirmed = row.cautions;
    let made = first(&place.sign(&order).unwrap()[0].content);
    assert_eq!(made.names(), [pki::SubjectAlternativeName::Dns("good.test".to_owned())]);
}

/// What a request asks for beside its names is shown and left out; only what a free profile lets pass is taken.
#[test]
fn extensions_are_never_copied_blindly() {
    let folder = std::env::temp_dir().join(format!("kubecerts-extensions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let configuration = "[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=e\nattributes=a\n[dn]\nCN=a\n[a]\nchallengePassword=secret\n\
        [e]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\nsubjectAltName=DNS:a.test,email:a@a.test,RID:1.2.3\n\
        1.2.3.4=critical,DER:0500\ntlsfeature=status_request\n";
    std::fs::write(folder.join("a.cnf"), configuration).unwrap();
    let arguments =
        ["req", "-new", "-nodes", "-newkey", "rsa:2048", "-keyout", "k.pem", "-out", "a.csr", "-config", "a.cnf"];
    if openssl::run(&arguments, &folder).is_none() {
        return;
    }
    let mut place = place();
    let text = std::fs::read_to_string(folder.join("a.csr")).unwrap();
    place.workspace.add(vec![dropped::file("a.csr", &text)], Vec::new());
    let request = requests(&place.workspace, &settings())["a.csr"];
    let mut order = place.order(request);
    let row = place.row(&order);
    let fate = |part: &PreviewPart, value: &str| {
        let found = row.lines.iter().find(|line| line.part == *part && line.value.contains(value));
        found.unwrap_or_else(|| panic!("{part:?} {value} in {:?}", row.lines)).fate.clone()
    };
    assert_eq!(fate(&PreviewPart::BasicConstraints, "CA:TRUE"), Fate::Dropped(DropReason::AsksForAuthority));
    assert_eq!(fate(&PreviewPart::KeyUsage, "keyCertSign"), Fate::Dropped(DropReason::SetByProfile));
    assert_eq!(fate(&PreviewPart::Extension("1.2.3.4".to_owned()), ""), Fate::Dropped(DropReason::NotPassing));
    assert_eq!(fate(&PreviewPart::Attribute("challengePassword".to_owned()), ""), Fate::Dropped(DropReason::NoPlace));
    assert_eq!(fate(&PreviewPart::Name, "1.2.3"), Fate::Dropped(DropReason::NotShown));
    assert_eq!(fate(&PreviewPart::Name, "email:a@a.test"), Fate::Taken);
    assert!(row.cautions.contains(&Caution::CriticalDropped("1.2.3.4".to_owned())), "{:?}", row.cautions);
    assert!(row.cautions.iter().any(|caution| matches!(caution, Caution::StrangeName(_))));
    order.confirmed = row.cautions.clone();
    let made = first(&place.sign(&order).unwrap()[0].content).details();
    let names: Vec<_> = made.extensions.iter().map(|extension| extension.name.as_str()).collect();
    assert_eq!(
        names,
        ["keyUsage", "basicConstraints", "subjectKeyIdentifier", "authorityKeyIdentifier", "subjectAltName"]
    );
    // What is let pass comes over as it stands; what every profile sets itself never does.
    order.profile = ProfileChoice::Free {
        usages: Vec::new(),
        passing: ["1.2.3.4", "2.5.29.19", "2.5.29.15"].map(str::to_owned).to_vec(),
    };
    let made = first(&place.sign(&order).unwrap()[0].content).details();
    let passed = made.extensions.iter().find(|extension| extension.oid == "1.2.3.4").unwrap();
    assert!(passed.critical && passed.hex == "0500", "{passed:?}");
    assert!(!made.facts.is_authority);
    assert!(!made.extensions.iter().any(|extension| extension.name == "keyUsage"));
    let remarks = cluster::desk::review::judge(&place.workspace.request_detail(request).unwrap());
    let remarks = format!("{remarks:?}");
    for expected in
        ["AsksForAuthority", "AsksForUsages", "1.2.3.4", "challengePassword", "StrangeName", "NameNotOfKubeadm"]
    {
        assert!(remarks.contains(expected), "{expected}: {remarks}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Requests in manifests go to the signer that they name, with its usages and durations.
#[test]
fn a_request_in_a_manifest_is_signed_as_its_signer_does() {
    let mut place = place();
    let mut draft = place.workspace.draft(&Purpose::User, None, &settings());
    draft.subject = ["C=CH", "O=dev", "emailAddress=a@a.test", "CN=ada"].map(attribute).to_vec();
    draft.manifest.as_mut().unwrap().expiration_seconds = Some(7200);
    let files = draft::make(&draft, &key(40), true, None, &mut Seeded::new(41)).unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(paths, ["user.key", "user.csr", "user.yaml"]);
    let only_manifest: Vec<_> = files.into_iter().filter(|file| file.path.ends_with(".yaml")).collect();
    place.workspace.add(read(only_manifest), Vec::new());
    let request = requests(&place.workspace, &settings())["user.yaml"];
    let order = SignOrder { profile: ProfileChoice::ByRole, ..place.order(request) };
    let row = place.row(&order);
    assert_eq!(row.profile, "kubernetes.io/kube-apiserver-client");
    let issued_at = order.issued_at;
    assert_eq!(row.validity, Some((issued_at.plus(-300), issued_at.plus(7200))));
    assert!(
        row.lines.iter().any(|line| line.value == "emailAddress=a@a.test" && matches!(line.fate, Fate::Dropped(_)))
    );
    let files = place.sign(&order).unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["user-client.crt", "user-client-signed.json"]);
    let made = first(&files[0].content).details();
    assert_eq!(made.facts.subject.to_string(), "C=CH, O=dev, CN=ada");
    let names: Vec<_> = made.extensions.iter().map(|e| (e.name.as_str(), e.critical)).collect();
    let expected = [
        ("keyUsage", true),
        ("extendedKeyUsage", false),
        ("basicConstraints", true),
        ("authorityKeyIdentifier", false),
    ];
    assert_eq!(names, expected);
    let manifest: serde_json::Value = serde_json::from_slice(&files[1].content).unwrap();
    let stored = manifest["status"]["certificate"].as_str().unwrap();
    let stored = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, stored).unwrap();
    assert_eq!(stored, *files[0].content);
}

/// Each request goes to the authority of its own cluster, though another one has the same roles.
#[test]
fn the_authority_is_that_of_the_requests_own_cluster() {
    let folder = dropped::scenario("01-default-single-node").remove("1.37.2").unwrap();
    let other = dropped::scenario("01-default-single-node").remove("1.36.3").unwrap();
    let mut workspace =
        dropped::workspace(&[(&folder, "one/cp-1/etc/kubernetes"), (&other, "two/cp-1/etc/kubernetes")]);
    let request = dropped::scenario("09-generate-csr").remove("1.37.2").unwrap().join("pki/etcd/peer.csr");
    let text = std::fs::read_to_string(request).unwrap();
    workspace.add(vec![dropped::file("two/cp-1/etc/kubernetes/pki/etcd/peer.csr", &text)], Vec::new());
    workspace.add(vec![dropped::file("loose/etcd-peer.csr", &text)], Vec::new());
    let settings = settings();
    let all = requests(&workspace, &settings);
    let order = order(all.values().copied().collect(), instant(NOW));
    let row = workspace.sign_preview(&order, &settings).rows.remove(0);
    let own = certificate(&workspace, &settings, "two/cp-1/etc/kubernetes/pki/etcd/ca.crt");
    assert_eq!(row.authority.map(|authority| authority.certificate), Some(own));
    assert_eq!(row.role.as_deref(), Some("etcd-peer"));
    // A loose one could be for either.
    workspace.remove("two/cp-1/etc/kubernetes/pki/etcd/peer.csr");
    let row = workspace.sign_preview(&order, &settings).rows.remove(0);
    assert!(row.refusals.contains(&Refusal::NoAuthority(Some("etcd-ca".to_owned()))), "{:?}", row.refusals);
}

/// A request is read in plain words: what it shows, what it asks for, and what the built-in signers would say.
#[test]
fn reviews_say_what_the_usual_signers_would_refuse() {
    let mut place = place();
    let refuses = |signer: &str, words: &str| format!("SignerRefuses {{ signer: \"{signer}\", words: \"{words}\" }}");
    let serving = "kubernetes.io/kubelet-serving";
    for (base, subject, names, expected) in [
        ("plain", &["CN=a"][..], &["a.test"][..], Vec::new()),
        ("nameless", &["O=a"], &["a.test"], vec!["NoCommonName".to_owned()]),
        ("unnamed", &[], &["a.test"], vec!["NoSubject".to_owned()]),
        ("wild", &["CN=b"], &["*.b.test"], vec!["Wildcard(\"*.b.test\")".to_owned()]),
        ("mail", &["CN=c"], &["email:a@b.test"], vec!["NameNotOfKubeadm(\"email:a@b.test\")".to_owned()]),
        (
            "masters",
            &["O=system:masters", "CN=d"],
            &[],
            vec![
                "Masters".to_owned(),
                refuses(
                    "kubernetes.io/kube-apiserver-client",
                    "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
                ),
            ],
        ),
        ("role", &["CN=kube-apiserver"], &[], vec!["NameOfRole(\"apiserver\")".to_owned()]),
        (
            "node",
            &["CN=system:node:w-1"],
            &["w-1"],
            vec![
                "NameOfRole(\"kubelet.conf\")".to_owned(),
                refuses(serving, "subject organization is not system:nodes"),
            ],
        ),
        ("idn", &["CN=e"], &["xn--bcher-kva.test"], vec!["ForeignName".to_owned()]),
    ] {
        let request = place.ask(base, subject, names);
        let remarks = cluster::desk::review::judge(&place.workspace.request_detail(request).unwrap());
        let remarks: Vec<String> = remarks.iter().map(|remark| format!("{remark:?}")).collect();
        assert_eq!(remarks.len(), expected.len(), "{base}: {remarks:?}");
        for one in expected {
            assert!(remarks.iter().any(|remark| remark.starts_with(&one)), "{base}: {one} in {remarks:?}");
        }
    }
}

/// What is typed wrongly in the draft of an authority, and what has to be confirmed.
#[test]
fn drafts_of_authorities_are_judged() {
    let place = place();
    let good = authority_draft(&place.workspace, "good", None);
    assert!(good.faults().is_empty(), "{:?}", good.faults());
    let change = |change: &dyn Fn(&mut AuthorityDraft)| {
        let mut draft = good.clone();
        change(&mut draft);
        draft
    };
    for (draft, expected, grave) in [
        (change(&|draft| draft.subject.clear()), "NoCommonName", true),
        (change(&|draft| draft.subject = vec![attribute("O=a")]), "NoCommonName", false),
        (change(&|draft| draft.subject.push(attribute("X=a"))), "UnknownAttribute", true),
        (change(&|draft| draft.validity_seconds = 0), "NoValidity", true),
        (change(&|draft| draft.validity_seconds = i64::MAX), "BadValidity", true),
        (change(&|draft| draft.validity_seconds += 1), "LongValidity", false),
        (change(&|draft| draft.path_length = Some(1)), "PathLengthNotOfKubeadm", false),
        (change(&|draft| draft.base = "/etc/ca".to_owned()), "BadFileName", true),
    ] {
        let faults = draft.faults();
        let found = faults.iter().find(|fault| format!("{:?}", fault.kind).contains(expected));
        assert_eq!(found.map(|fault| fault.grave), Some(grave), "{expected}: {faults:?}");
        let made = place.workspace.make_authority(&draft, &key(70), true, None, &mut Seeded::new(71));
        assert_eq!(made.is_err(), grave || expected == "LongValidity", "{expected}");
    }
    // One below a root that ends first has to be confirmed; an encrypted key needs its passphrase.
    let mut below = authority_draft(&place.workspace, "below", Some(place.authority));
    assert_eq!((below.profile, below.path_length), (AuthorityProfile::General, Some(0)));
    below.validity_seconds = good.validity_seconds;
    below.issued_at = below.issued_at.plus(86_400);
    let make = |draft: &AuthorityDraft, passphrase| {
        place.workspace.make_authority(draft, &key(72), true, passphrase, &mut Seeded::new(73))
    };
    assert_eq!(make(&below, None).err().unwrap(), [Refusal::Unconfirmed(Caution::OutlivesAuthority)]);
    below.confirmed = vec![Caution::OutlivesAuthority];
    below.key_form = cluster::desk::draft::KeyForm::EncryptedPkcs8;
    assert!(matches!(make(&below, None).err().unwrap().as_slice(), [Refusal::Failed(_)]));
    let files = make(&below, Some("open sesame")).unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["below.crt", "below.key", "below-chain.pem"]);
    assert!(files[1].content.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let made = first(&files[0].content).details();
    let names: Vec<_> = made.extensions.iter().map(|extension| extension.name.as_str()).collect();
    assert_eq!(names, ["keyUsage", "basicConstraints", "subjectKeyIdentifier", "authorityKeyIdentifier"]);
    assert_eq!(made.extensions[0].values, ["digitalSignature", "keyCertSign", "cRLSign"]);
    assert_eq!(made.extensions[1].values, ["CA:TRUE", "pathlen:0"]);
}

/// kubeadm's authorities of each release, field by field.
#[test]
fn authorities_are_those_of_kubeadm_field_by_field() {
    let workspace = Workspace::new();
    for (release, folder) in dropped::scenario("01-default-single-node") {
        let version: Release = release.parse().unwrap();
        for base in ["ca", "etcd/ca", "front-proxy-ca"] {
            let theirs = first(&std::fs::read(folder.join(format!("pki/{base}.crt"))).unwrap());
            let issued_at = made_at(&theirs, version);
            let settings = Settings { release: Some(version), ..Settings::at(issued_at) };
            let mut draft = workspace.authority_draft(None, &settings, issued_at);
            assert_eq!(draft.profile, AuthorityProfile::Kubeadm(version));
            draft.subject = theirs.details().facts.subject.attributes;
            let text = std::fs::read(folder.join(format!("pki/{base}.key"))).unwrap();
            let key = PrivateKey::from_der(pem::blocks(&text)[0].body.as_ref().unwrap()).unwrap();
            let files = workspace.make_authority(&draft, &key, true, None, &mut Seeded::new(1)).unwrap();
            let (ours, theirs) = (first(&files[0].content).details(), theirs.details());
            assert_eq!(ours.extensions, theirs.extensions, "{release} {base}");
            assert_eq!(ours.facts.subject, theirs.facts.subject, "{release} {base}");
            assert_eq!(ours.facts.not_before, theirs.facts.not_before, "{release} {base}");
            assert_eq!(ours.facts.not_after, theirs.facts.not_after, "{release} {base}");
            assert_eq!(ours.facts.key, theirs.facts.key, "{release} {base}");
            assert_eq!(ours.signature_algorithm, theirs.signature_algorithm, "{release} {base}");
            assert_eq!(ours.facts.serial == "0", theirs.facts.serial == "0", "{release} {base}");
            let written = String::from_utf8(files[1].content.to_vec()).unwrap();
            assert_eq!(written.as_bytes(), text, "{release} {base}: the key is written as kubeadm writes it");
            assert_eq!((files[0].mode, files[1].mode), (0o644, 0o600));
        }
    }
}
