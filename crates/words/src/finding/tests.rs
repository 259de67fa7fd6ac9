use cluster::{Content, Severity};
use pki::KeyAlgorithm;

use super::*;
use crate::proof::speaks_both;

const NOW: UnixTime = UnixTime::from_seconds(1_764_025_800);

fn of(kind: FindingKind, rows: &[&str]) -> Finding {
    Finding { severity: Severity::Critical, rows: rows.iter().map(|row| (*row).to_owned()).collect(), kind }
}

fn every_kind() -> Vec<FindingKind> {
    let word = |text: &str| text.to_owned();
    let mut kinds = vec![
        FindingKind::KubeadmStops { error: word("failed to load certificate") },
        FindingKind::Missing,
        FindingKind::Expired,
        FindingKind::NotYetValid { not_before: NOW.plus(600_000) },
        FindingKind::AuthorityExpired,
        FindingKind::AuthorityEndsFirst { authority: word("ca"), not_after: NOW.plus(600_000) },
        FindingKind::SignedByAnother { authority: word("etcd-ca") },
        FindingKind::KeyDoesNotMatch { path: word("pki/apiserver.key") },
        FindingKind::ExternallyManaged { authorities: vec![word("ca")], no_key_dropped: true },
        FindingKind::ExternallyManaged { authorities: vec![word("ca"), word("etcd-ca")], no_key_dropped: false },
        FindingKind::KubeletEmbeddedCertificate,
        FindingKind::KubeletServingSelfSigned,
        FindingKind::StaleAuthority { row: word("scheduler.conf") },
        FindingKind::ConfigurationDisagrees { field: word("clusterName"), wanted: word("a"), actual: word("b") },
        FindingKind::NodeNameDisagrees { wanted: word("cp-1"), actual: word("cp-2") },
        FindingKind::ConfigurationAmbiguous { paths: vec![word("a.yaml"), word("b.yaml")] },
        FindingKind::ConfigurationRefused { error: word("no kind is registered") },
        FindingKind::SystemMasters,
        FindingKind::WeakKey { algorithm: KeyAlgorithm::Rsa { bits: 512 } },
    ];
    for content in [
        Content::Empty,
        Content::Certificate,
        Content::PrivateKey,
        Content::Locked,
        Content::PublicKey,
        Content::Request,
        Content::Kubeconfig,
        Content::Configuration,
        Content::Manifest,
        Content::Unrecognised,
    ] {
        let kubeconfig_wanted = content == Content::Certificate;
        kinds.push(FindingKind::AnotherThing { path: word("pki/apiserver.crt"), kubeconfig_wanted, content });
    }
    for file in ["ca.crt", "ca.key", "front-proxy-ca.crt", "etcd/ca.crt", "sa.key", "sa.pub", "other.crt"] {
        kinds.push(FindingKind::SharedFileDiffers {
            file: word(file),
            groups: vec![vec![word("cp-1"), word("cp-2")], vec![word("cp-3")]],
        });
    }
    kinds
}

#[test]
fn every_finding_says_what_why_and_what_to_do() {
    for kind in every_kind() {
        for rows in [&[][..], &["apiserver"], &["apiserver", "admin.conf"], &["a", "b", "c", "d"]] {
            for node in ["", "cp-1"] {
                let one = of(kind.clone(), rows);
                speaks_both(|lang| {
                    let text = finding(&one, node, NOW, lang);
                    vec![text.title, text.explanation, text.help]
                });
            }
        }
    }
}

#[test]
fn a_key_in_the_place_of_a_certificate_is_called_by_its_name() {
    let kind = FindingKind::AnotherThing {
        path: "/etc/kubernetes/pki/front-proxy-client.crt".to_owned(),
        kubeconfig_wanted: false,
        content: Content::PrivateKey,
    };
    let one = of(kind, &["front-proxy-client"]);
    let english = finding(&one, "cp-1", NOW, Lang::En);
    assert_eq!(english.title, "This is a private key, not a certificate: front-proxy-client on cp-1");
    assert!(english.explanation.contains("/etc/kubernetes/pki/front-proxy-client.crt"));
    assert!(english.help.contains("others may have seen the key"));
    let chinese = finding(&one, "cp-1", NOW, Lang::Zh);
    assert_eq!(chinese.title, "这是私钥，不是证书：cp-1 上的 front-proxy-client");
}

#[test]
fn what_would_bring_a_missing_file_back_depends_on_what_it_is() {
    for (row, help) in [
        ("apiserver-kubelet-client", "kubeadm init phase certs apiserver-kubelet-client makes"),
        ("scheduler.conf", "kubeadm init phase kubeconfig scheduler makes"),
        ("etcd-ca", "from another control-plane node or a backup"),
        ("kubelet-client-current.pem", "kubeadm join"),
    ] {
        let text = finding(&of(FindingKind::Missing, &[row]), "cp-2", NOW, Lang::En);
        assert_eq!(text.title, format!("Missing: {row} on cp-2"));
        assert!(text.help.contains(help), "{}", text.help);
    }
    let several =
        finding(&of(FindingKind::Missing, &["apiserver", "admin.conf", "scheduler.conf", "ca"]), "", NOW, Lang::En);
    assert!(several.help.starts_with("Take what is lost of an authority"), "{}", several.help);
    assert!(several.help.contains("kubeadm init phase certs apiserver makes"), "{}", several.help);
    assert!(several.help.contains("kubeadm init phase kubeconfig NAME makes"), "{}", several.help);
}

#[test]
fn rows_that_ended_say_what_stops_working() {
    let ended = of(FindingKind::Expired, &["apiserver-kubelet-client", "mine.crt"]);
    let text = finding(&ended, "cp-1", NOW, Lang::En);
    assert_eq!(text.title, "Ended: apiserver-kubelet-client and mine.crt on cp-1");
    assert_eq!(text.consequences.len(), 1);
    assert!(text.consequences[0].1.contains("kubectl logs, exec"));
    assert!(text.help.contains("kubeadm certs renew"));
    let kubelet = finding(&of(FindingKind::Expired, &["kubelet-client-current.pem"]), "w-1", NOW, Lang::En);
    assert!(kubelet.help.contains("restart the kubelet"));
}

#[test]
fn the_authority_that_ends_first_is_named_with_its_end() {
    let kind = FindingKind::AuthorityEndsFirst { authority: "ca".to_owned(), not_after: NOW.plus(600_000) };
    let text = finding(&of(kind, &["apiserver"]), "", NOW, Lang::En);
    assert!(text.explanation.starts_with("End of ca: in 6 days (2025-12-01 21:"), "{}", text.explanation);
    assert!(text.consequences.is_empty());
}
