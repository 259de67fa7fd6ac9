//! The sample cluster shows what its README says.

use std::path::Path;

use cluster::{FindingKind, KeyMatch, NodeRole, Report, RowState, Settings, Severity, Signer, Workspace, sample};
use intake::{DroppedFile, Limits};

/// Loads the archive that the page carries.
fn sample() -> (Workspace, Settings) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/sample/sample.tar.gz");
    let file = DroppedFile { path: "sample.tar.gz".into(), bytes: std::fs::read(path).unwrap() };
    let unpacked = intake::unpack(file, &Limits::default());
    assert!(unpacked.problems.is_empty(), "{:?}", unpacked.problems);
    let mut workspace = Workspace::new();
    workspace.add(unpacked.files.into_iter().map(intake::read).collect(), unpacked.folders);
    let settings = Settings::at(sample::VIEWED_AT);
    (workspace, settings)
}

/// State, severity and name of the rows of a node that are not simply fine.
fn notable(report: &Report, node: &str) -> Vec<(String, RowState, Severity)> {
    let node = report.clusters[0].nodes.iter().find(|n| n.name == node).unwrap();
    let rows = node.certificates.iter().chain(&node.authorities).chain(&node.kubelet);
    rows.filter(|row| row.severity != Severity::Fine)
        .map(|row| (row.name.clone(), row.state.clone(), row.severity))
        .collect()
}

fn kinds(report: &Report, node: &str) -> Vec<(Severity, Vec<String>, FindingKind)> {
    let node = report.clusters[0].nodes.iter().find(|n| n.name == node).unwrap();
    node.findings.iter().map(|f| (f.severity, f.rows.clone(), f.kind.clone())).collect()
}

#[test]
fn every_state_is_shown() {
    use RowState::{Missing, Read};
    use Severity::{Broken, Critical, Expired, NotYetValid, Soon, Watch};
    let (workspace, settings) = sample();
    let report = workspace.report(&settings);
    let [cluster] = report.clusters.as_slice() else { panic!("{:?}", report.clusters) };
    assert_eq!((cluster.name.as_str(), cluster.endpoint.as_str()), ("throw-away-sample", "lb.sample.test:6443"));
    let nodes: Vec<_> = cluster.nodes.iter().map(|n| (n.name.as_str(), n.role, n.addresses.join(" "))).collect();
    assert_eq!(
        nodes,
        [
            ("cp-1", NodeRole::ControlPlane, "192.0.2.11".to_owned()),
            ("cp-2", NodeRole::ControlPlane, "192.0.2.12".to_owned()),
            ("cp-3", NodeRole::ControlPlane, "192.0.2.13".to_owned()),
            ("worker-1", NodeRole::Worker, "192.0.2.21".to_owned()),
        ]
    );
    let authorities = [("etcd-ca", Read, Watch), ("front-proxy-ca", Read, Soon)];
    for (node, rows) in [
        (
            "cp-1",
            vec![
                ("admin.conf", Read, Critical),
                ("apiserver", Read, Expired),
                ("controller-manager.conf", Read, Soon),
                ("scheduler.conf", Read, Watch),
                authorities[0].clone(),
                authorities[1].clone(),
                ("kubelet.conf", Read, Soon),
            ],
        ),
        ("cp-2", vec![("apiserver-kubelet-client", Missing, Broken), authorities[0].clone(), authorities[1].clone()]),
        (
            "cp-3",
            vec![
                ("etcd-peer", Read, NotYetValid),
                ("etcd-server", Read, Critical),
                authorities[0].clone(),
                authorities[1].clone(),
            ],
        ),
        ("worker-1", vec![("kubelet.conf", Read, Soon), ("kubelet-client-current.pem", Read, Soon)]),
    ] {
        let rows: Vec<_> = rows.into_iter().map(|(name, state, severity)| (name.to_owned(), state, severity)).collect();
        assert_eq!(notable(&report, node), rows, "{node}");
    }
    assert!(report.questions.is_empty(), "{:?}", report.questions);
    assert!(report.files.iter().all(|file| file.problems.is_empty()));
    assert_eq!(report.summary.worst.as_ref().map(|w| (w.0.as_str(), w.1.as_str())), Some(("cp-1", "apiserver")));
    assert_eq!(report.summary.authority_keys, 3, "those of the cluster; the kubelets throw theirs away");
    assert_eq!(report.requests.len(), 1);
    let loose: Vec<_> = report.certificates.iter().filter(|c| c.loose).map(|c| c.facts.subject.to_string()).collect();
    assert_eq!(loose, ["O=developers, CN=joe", "CN=webhook.sample.test"]);
}

#[test]
fn what_is_to_be_said_is_said_once() {
    let (workspace, settings) = sample();
    let report = workspace.report(&settings);
    let rows = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        kinds(&report, "cp-1"),
        [
            (Severity::Expired, rows(&["apiserver"]), FindingKind::Expired),
            (Severity::Soon, rows(&["kubelet.conf"]), FindingKind::KubeletEmbeddedCertificate),
            (Severity::Fine, rows(&["kubelet.crt"]), FindingKind::KubeletServingSelfSigned),
            (Severity::Fine, rows(&["super-admin.conf"]), FindingKind::SystemMasters),
        ]
    );
    let cp2 = kinds(&report, "cp-2");
    assert!(
        cp2.iter().any(|(severity, found, kind)| *severity == Severity::Soon
            && *found == rows(&["front-proxy-client"])
            && matches!(kind, FindingKind::AuthorityEndsFirst { authority, .. } if authority == "front-proxy-ca")),
        "{cp2:?}"
    );
    // What is missing is said first; super-admin.conf does not belong on a node that joined.
    assert_eq!(cp2[0], (Severity::Broken, rows(&["apiserver-kubelet-client"]), FindingKind::Missing));
    assert!(kinds(&report, "cp-3").iter().all(|(_, _, kind)| *kind != FindingKind::Missing));
    assert!(report.clusters[0].findings.is_empty(), "{:?}", report.clusters[0].findings);
    let summary = words::summary(&report.summary, report.viewed_at, 0, words::Lang::En);
    assert!(summary.headline.starts_with("One certificate has ended: apiserver on cp-1 ended"), "{}", summary.headline);
}

#[test]
fn an_opened_row_knows_its_signer_its_key_and_its_readers() {
    let (workspace, settings) = sample();
    let report = workspace.report(&settings);
    let node = &report.clusters[0].nodes[0];
    let row = |name: &str| {
        let rows = node.certificates.iter().chain(&node.authorities).chain(&node.kubelet);
        rows.clone().find(|row| row.name == name).unwrap().certificate.unwrap()
    };
    let leaf = workspace.detail(row("apiserver"), &settings).unwrap();
    let authority = row("ca");
    assert!(matches!(&leaf.signer, Signer::Found(found) if found.certificate == authority && !found.places.is_empty()));
    assert_eq!(leaf.chain.iter().map(|a| a.certificate).collect::<Vec<_>>(), [authority]);
    assert!(
        matches!(&leaf.key, KeyMatch::Here(places) if places[0].path.ends_with("cp-1/etc/kubernetes/pki/apiserver.key"))
    );
    assert_eq!(leaf.rows, [("cp-1".to_owned(), "apiserver".to_owned())]);
    assert_eq!(leaf.readers, [("kube-apiserver".to_owned(), "--tls-cert-file".to_owned())]);
    assert_eq!(leaf.discovery_hash, None);
    let authority = workspace.detail(authority, &settings).unwrap();
    assert_eq!(authority.signer, Signer::SelfSigned);
    assert!(authority.discovery_hash.is_some_and(|hash| hash.starts_with("sha256:") && hash.len() == 71));
    assert!(authority.places.len() > 4, "ca.crt of every node and every kubeconfig");
    let request = report.requests[0].facts.sha256;
    assert_eq!(workspace.request_detail(request).unwrap().facts.subject.to_string(), "O=developers, CN=jane");
    assert_eq!(report.requests[0].key, KeyMatch::NotHere);
}
