//! Small facts for tests of the texts and renderers.

use cluster::{
    CertificateRow, ClusterReport, ConfigurationChoice, ExpiryRow, FileRow, Finding, FindingKind, NameSource,
    NodeReport, NodeRole, PlaceInFile, Release, ReleaseSource, Report, RowState, Severity, Summary,
};
use intake::{FileKind, Place, Problem, ProblemKind};
use pki::{
    CertificateFacts, Fingerprint, KeyAlgorithm, Name, NameAttribute, PublicKeyFacts, RequestFacts,
    SubjectAlternativeName, UnixTime,
};

/// The instant the sample report is seen at: 2026-11-24 23:10:00 UTC.
pub const NOW: UnixTime = UnixTime::from_seconds(1_795_561_800);

const DAY: i64 = 86_400;

fn name(common_name: &str) -> Name {
    let attribute = NameAttribute { attribute: "CN".to_owned(), value: common_name.to_owned() };
    Name { attributes: vec![attribute], der: common_name.as_bytes().to_vec() }
}

fn key() -> PublicKeyFacts {
    PublicKeyFacts { algorithm: KeyAlgorithm::Rsa { bits: 2048 }, sha256: Fingerprint([9; 32]) }
}

/// A certificate with this common name and fingerprint that ends so many days after [`NOW`].
pub fn certificate(common_name: &str, fingerprint: u8, days: i64) -> CertificateFacts {
    CertificateFacts {
        der: vec![fingerprint],
        sha256: Fingerprint([fingerprint; 32]),
        subject: name(common_name),
        issuer: name("kubernetes"),
        serial: "4711".to_owned(),
        not_before: Some(NOW.plus((days - 365) * DAY)),
        not_after: Some(NOW.plus(days * DAY)),
        raw_validity: None,
        is_authority: false,
        names: vec![SubjectAlternativeName::Dns(common_name.to_owned())],
        server_auth: true,
        client_auth: false,
        key: key(),
        subject_key_identifier: None,
        authority_key_identifier: None,
    }
}

/// A request with this common name.
pub fn request(common_name: &str) -> RequestFacts {
    RequestFacts {
        der: vec![1],
        sha256: Fingerprint([1; 32]),
        subject: name(common_name),
        names: vec![],
        key: key(),
        signature_holds: Some(true),
    }
}

fn row(name: &str, fingerprint: u8, days: i64, authority: Option<&str>) -> ExpiryRow {
    ExpiryRow {
        name: name.to_owned(),
        state: RowState::Read,
        severity: if days < 0 { Severity::Expired } else { Severity::Fine },
        certificate: Some(Fingerprint([fingerprint; 32])),
        not_before: Some(NOW.plus((days - 365) * DAY)),
        not_after: Some(NOW.plus(days * DAY)),
        residual: format!("{days}d"),
        authority: authority.map(str::to_owned),
        externally_managed: Some(false),
        path: format!("etc/kubernetes/pki/{name}.crt"),
    }
}

fn missing(name: &str, state: RowState) -> ExpiryRow {
    ExpiryRow {
        state,
        severity: Severity::Broken,
        certificate: None,
        not_before: None,
        not_after: None,
        residual: String::new(),
        externally_managed: None,
        ..row(name, 0, 0, Some("ca"))
    }
}

fn node(name: &str, role: NodeRole) -> NodeReport {
    NodeReport {
        id: format!("id-{name}"),
        name: name.to_owned(),
        name_source: NameSource::Certificates,
        role,
        addresses: vec!["192.0.2.10".to_owned()],
        folder: format!("{name}.tgz"),
        certificates: vec![],
        authorities: vec![],
        kubelet: vec![],
        exact: None,
        configuration: ConfigurationChoice::default(),
        findings: vec![],
    }
}

/// A cluster of a control-plane node and a worker, a loose certificate with a hostile name, and a broken file.
pub fn report() -> Report {
    let control_plane = NodeReport {
        certificates: vec![
            row("admin.conf", 1, 5, Some("ca")),
            row("apiserver", 2, 5, Some("ca")),
            row("apiserver-kubelet-client", 3, -3, Some("ca")),
            row("etcd-server", 4, 240, Some("etcd-ca")),
            missing("scheduler.conf", RowState::Missing),
            missing("super-admin.conf", RowState::NotExpected),
            missing("etcd-peer", RowState::Failed("unexpected | end".to_owned())),
        ],
        authorities: vec![row("ca", 5, 3000, None)],
        kubelet: vec![row("kubelet-client-current.pem", 6, 240, Some("ca"))],
        findings: vec![Finding {
            severity: Severity::Expired,
            rows: vec!["apiserver-kubelet-client".to_owned()],
            kind: FindingKind::Expired,
        }],
        ..node("cp-1", NodeRole::ControlPlane)
    };
    let worker = NodeReport {
        authorities: vec![row("ca", 5, 3000, None)],
        kubelet: vec![row("kubelet-client-current.pem", 7, 100, Some("ca"))],
        ..node("w-1", NodeRole::Worker)
    };
    let held = |facts: CertificateFacts, loose: bool| CertificateRow {
        severity: Severity::Fine,
        places: vec![PlaceInFile { path: format!("cp-1.tgz/{}.crt", facts.sha256.0[0]), field: String::new() }],
        rows: vec![],
        loose,
        facts,
    };
    Report {
        viewed_at: NOW,
        newest_not_before: None,
        summary: Summary {
            counts: vec![(Severity::Expired, 1), (Severity::Fine, 7)],
            worst: Some((
                "cp-1".to_owned(),
                "apiserver-kubelet-client".to_owned(),
                Some(NOW.plus(-3 * DAY)),
                Severity::Expired,
            )),
            next: vec![("cp-1".to_owned(), "admin.conf".to_owned(), NOW.plus(5 * DAY))],
            control_plane_nodes: 1,
            workers: 1,
            private_keys: 2,
            authority_keys: 1,
            tokens: 0,
        },
        clusters: vec![ClusterReport {
            id: "1".to_owned(),
            name: "kubernetes".to_owned(),
            endpoint: "https://192.0.2.10:6443".to_owned(),
            release: Release::new(33, 12),
            release_asked: Release::new(33, 14),
            release_source: ReleaseSource::Configuration("cp-1.tgz/kubeadm-config.yaml".to_owned()),
            nodes: vec![control_plane, worker],
            findings: vec![],
        }],
        certificates: (1..8)
            .map(|n| held(certificate("kube", n, 5), false))
            .chain([held(certificate("=HYPERLINK(\"x\")|<b>", 8, 40), true), held(certificate("old", 10, -40), true)])
            .collect(),
        requests: vec![],
        keys: vec![],
        files: vec![FileRow {
            path: "cp-1.tgz/notes.txt".to_owned(),
            size: 3,
            kind: FileKind::Unrecognised,
            node: String::new(),
            items: 0,
            problems: vec![Problem { place: Place::default(), kind: ProblemKind::NotRecognised }],
            locked: None,
        }],
        questions: vec![],
    }
}
