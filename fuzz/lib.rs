//! The entries that are fuzzed: each takes any bytes and must come back without a panic.

use intake::{DroppedFile, Limits};

fn dropped(path: &str, bytes: &[u8]) -> DroppedFile {
    DroppedFile { path: path.to_owned(), bytes: bytes.to_vec() }
}

/// A file of any kind, read as the page reads it, and shown in a report.
pub fn file(bytes: &[u8]) {
    let read = intake::read(dropped("cp-1/etc/kubernetes/pki/apiserver.crt", bytes));
    let certificates: Vec<_> = read
        .items
        .iter()
        .filter_map(|item| match &item.thing {
            intake::Thing::Certificate(facts) => Some(facts.sha256),
            _ => None,
        })
        .collect();
    let settings = cluster::Settings::at(pki::UnixTime::from_seconds(1_790_000_000));
    let mut workspace = cluster::Workspace::new();
    workspace.add(vec![read], Vec::new());
    std::hint::black_box(workspace.report(&settings));
    for certificate in certificates {
        std::hint::black_box(workspace.detail(certificate, &settings));
    }
}

/// An archive, with small bounds so that reaching them is part of what is tried.
pub fn archive(bytes: &[u8]) {
    let limits = Limits { archive_bytes: 1 << 20, entries: 200, file_bytes: 1 << 18, ..Limits::default() };
    for file in intake::unpack(dropped("node.tgz", bytes), &limits).files {
        std::hint::black_box(intake::read(file));
    }
}

/// A kubeconfig, as the page reads it and as kubeadm would.
pub fn kubeconfig(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        std::hint::black_box(kube::kubeconfig::load_like_client_go(text).is_ok());
    }
    std::hint::black_box(intake::read(dropped("admin.conf", bytes)));
}

/// A manifest or a configuration, as the page reads it and as kubeadm would.
pub fn manifest(bytes: &[u8]) {
    std::hint::black_box(intake::read(dropped("kubeadm-config.yaml", bytes)));
    let path = "/etc/kubernetes/kubeadm-config.yaml";
    let mut tree = cluster::NodeTree::new();
    tree.insert(path, bytes);
    let release = cluster::Release::new(37, 2);
    let at = pki::UnixTime::from_seconds(1_790_000_000);
    let source = cluster::LayoutSource::Configuration(path);
    std::hint::black_box(cluster::check_expiration(&tree, source, release, at, false));
}

/// One DER structure: certificate, request or private key.
pub fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = pki::Certificate::from_der(bytes) {
        std::hint::black_box(certificate.details());
        std::hint::black_box(certificate.verify_signature(certificate.spki_der()).is_ok());
    }
    if let Ok(request) = pki::Request::from_der(bytes) {
        std::hint::black_box(request.details());
    }
    std::hint::black_box(pki::PrivateKey::from_der(bytes).is_ok());
}
