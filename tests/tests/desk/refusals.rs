//! Everything that is refused, or has to be confirmed first.

use cluster::Workspace;
use cluster::desk::draft::{self, Purpose};
use cluster::desk::made::MadeFile;
use cluster::desk::sign::{AuthorityChoice, Caution, ProfileChoice, Refusal, SignOrder, ValidityChoice};
use pki::{Fingerprint, pem};
use tests::dropped::{self, certificate, instant, requests};
use tests::openssl;
use tests::seeded::Seeded;

use crate::place::{NOW, attribute, draft_key, first, key, order, place, read, settings};

#[test]
fn what_stands_against_a_request_is_confirmed_first() {
    let mut place = place();
    let day = 86_400;
    for (base, subject, names, seconds, caution) in [
        ("plain", &["CN=a"][..], &["a.test"][..], day, None),
        ("wildcard", &["CN=b"], &["*.b.test"], day, Some(Caution::Wildcard("*.b.test".to_owned()))),
        ("masters", &["O=system:masters", "CN=c"], &[], day, Some(Caution::Masters)),
        ("role", &["CN=kubernetes-admin"], &[], day, Some(Caution::NameOfRole("admin.conf".to_owned()))),
        ("long", &["CN=d"], &[], 399 * day, Some(Caution::LongValidity)),
        ("outlives", &["CN=e"], &[], 3650 * day, Some(Caution::OutlivesAuthority)),
        ("ages", &["CN=f"], &[], 3651 * day, Some(Caution::VeryLongValidity)),
    ] {
        let request = place.ask(base, subject, names);
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
