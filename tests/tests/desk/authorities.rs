//! Making authorities: as each release of kubeadm makes them, and below a root.

use cluster::desk::authority::{AuthorityDraft, AuthorityProfile};
use cluster::desk::sign::{Caution, Refusal};
use cluster::{Release, Settings, Workspace};
use pki::{PrivateKey, pem};
use tests::dropped;
use tests::seeded::Seeded;

use crate::place::{attribute, authority_draft, first, key, made_at, place};

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
