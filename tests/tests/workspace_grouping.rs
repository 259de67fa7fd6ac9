//! Several nodes at once: clusters, workers, kubelets, and what differs between nodes.

use std::path::Path;

use cluster::{FindingKind, NodeRole, Report, RowState, Settings, Severity, Workspace, sample};
use intake::{DroppedFile, ReadFile};

fn settings() -> Settings {
    Settings::at(sample::VIEWED_AT)
}

/// The files of the sample by their path in it, such as `cp-1/etc/kubernetes/admin.conf`.
fn sample_files() -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in tests::fixtures::entries(folder) {
            let path = if name.is_empty() {
                tests::fixtures::name(&entry)
            } else {
                format!("{name}/{}", tests::fixtures::name(&entry))
            };
            if entry.is_dir() { walk(&entry, &path, files) } else { files.push((path, std::fs::read(&entry).unwrap())) }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/throw-away-sample"), "", &mut files);
    files
}

fn read(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<ReadFile> {
    files.into_iter().map(|(path, bytes)| intake::read(DroppedFile { path, bytes })).collect()
}

/// The sample with paths changed; a file without a path is left out.
fn dropped(rename: impl Fn(&str) -> Option<String>) -> Workspace {
    let files = sample_files().into_iter().filter_map(|(path, bytes)| Some((rename(&path)?, bytes)));
    let mut workspace = Workspace::new();
    workspace.add(read(files), Vec::new());
    workspace
}

fn nodes(report: &Report) -> Vec<(&str, NodeRole, &str)> {
    let all = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
    all.map(|node| (node.name.as_str(), node.role, node.folder.as_str())).collect()
}

fn below(path: &str, folder: &str) -> Option<String> {
    path.strip_prefix(folder).map(str::to_owned)
}

#[test]
fn nodes_are_found_in_whatever_folders_they_come() {
    use NodeRole::{ControlPlane, Worker};
    type Rename = fn(&str) -> Option<String>;
    type Found = &'static [(&'static str, NodeRole, &'static str)];
    let cases: [(&str, Rename, Found); 7] = [
        (
            "one folder a node",
            |path| Some(path.to_owned()),
            &[
                ("cp-1", ControlPlane, "cp-1/etc/kubernetes"),
                ("cp-2", ControlPlane, "cp-2/etc/kubernetes"),
                ("cp-3", ControlPlane, "cp-3/etc/kubernetes"),
                ("worker-1", Worker, "worker-1/etc/kubernetes"),
            ],
        ),
        (
            "folders that are called differently",
            |path| {
                let path = path.replace("cp-1/etc/kubernetes", "a/etc-kubernetes");
                Some(path.replace("cp-2/etc/kubernetes", "b.tgz/etc/kubernetes"))
                    .map(|path| path.replace("cp-3/etc/kubernetes", "c"))
                    .filter(|path| !path.contains("/var/") && !path.starts_with("worker"))
            },
            &[
                ("cp-1", ControlPlane, "a/etc-kubernetes"),
                ("cp-2", ControlPlane, "b.tgz/etc/kubernetes"),
                ("cp-3", ControlPlane, "c"),
            ],
        ),
        (
            "a PKI directory of another name",
            |path| below(path, "cp-1/etc/kubernetes/pki/").map(|p| format!("certs/{p}")),
            &[("cp-1", ControlPlane, "certs")],
        ),
        (
            "a PKI directory dropped openly",
            |path| below(path, "cp-2/etc/kubernetes/pki/"),
            &[("cp-2", ControlPlane, ".")],
        ),
        ("a node at the very top", |path| below(path, "cp-3/"), &[("cp-3", ControlPlane, "etc/kubernetes")]),
        (
            "a worker's kubelet.conf alone",
            |path| below(path, "worker-1/etc/kubernetes/kubelet.conf").map(|_| "kubelet.conf".into()),
            &[("worker-1", Worker, ".")],
        ),
        (
            "a worker's kubelet files alone",
            |path| below(path, "worker-1/var/lib/kubelet/"),
            &[("worker-1", Worker, "pki")],
        ),
    ];
    for (why, rename, expected) in cases {
        let report = dropped(rename).report(&settings());
        assert_eq!(nodes(&report), expected, "{why}");
        assert_eq!(report.clusters.len(), 1, "{why}: one cluster");
        assert!(report.questions.is_empty(), "{why}: {:?}", report.questions);
    }
}

#[test]
fn files_of_a_kubelet_go_to_the_node_whose_name_they_carry() {
    // Kubelets' folders were dropped apart from the nodes, and under misleading names.
    let workspace = dropped(|path| match path.split_once("/var/lib/kubelet/") {
        Some(("cp-2", rest)) => Some(format!("x/kubelet/{rest}")),
        Some(("cp-3", rest)) => Some(format!("cp-2/var/lib/kubelet/{rest}")),
        Some(_) => None,
        None => Some(path.to_owned()),
    });
    let report = workspace.report(&settings());
    for (name, folder) in [("cp-2", "x/kubelet/"), ("cp-3", "cp-2/var/lib/kubelet/")] {
        let node = report.clusters[0].nodes.iter().find(|node| node.name == name).unwrap();
        let row = node.kubelet.iter().find(|row| row.name == "kubelet-client-current.pem").unwrap();
        let shown = report.certificates.iter().find(|c| Some(c.facts.sha256) == row.certificate).unwrap();
        assert!(shown.places.iter().all(|place| place.path.starts_with(folder)), "{name}: {:?}", shown.places);
    }
    let cp1 = report.clusters[0].nodes.iter().find(|node| node.name == "cp-1").unwrap();
    assert!(cp1.kubelet.iter().all(|row| row.name == "kubelet.conf"), "{:?}", cp1.kubelet);
    let worker = report.clusters[0].nodes.iter().find(|node| node.name == "worker-1").unwrap();
    assert_eq!(worker.kubelet[0].state, RowState::NotDropped, "only what was dropped can be missing");
}

#[test]
fn shared_files_that_differ_are_told_once_with_the_nodes() {
    for (file, from) in [("sa.key", "pki/apiserver.key"), ("ca.crt", "pki/etcd/ca.crt"), ("etcd/ca.key", "pki/ca.key")]
    {
        let files = sample_files();
        let other = files.iter().find(|(path, _)| *path == format!("cp-3/etc/kubernetes/{from}")).unwrap().1.clone();
        let target = format!("cp-3/etc/kubernetes/pki/{file}");
        let files =
            files.into_iter().map(|(path, bytes)| if path == target { (path, other.clone()) } else { (path, bytes) });
        let mut workspace = Workspace::new();
        workspace.add(read(files), Vec::new());
        let report = workspace.report(&settings());
        assert_eq!(report.clusters.len(), 1, "{file}: still one cluster");
        let [finding] = report.clusters[0].findings.as_slice() else {
            panic!("{file}: {:?}", report.clusters[0].findings)
        };
        let groups = vec![vec!["cp-1".to_owned(), "cp-2".to_owned()], vec!["cp-3".to_owned()]];
        assert_eq!(finding.kind, FindingKind::SharedFileDiffers { file: file.to_owned(), groups });
        assert_eq!(finding.severity, Severity::Broken);
    }
}

#[test]
fn a_node_that_does_not_fit_together_is_told_so() {
    /// Puts one file of cp-1 in the place of another.
    fn with(target: &str, source: &str) -> Vec<(Severity, Vec<String>, FindingKind)> {
        let files = sample_files();
        let other = files.iter().find(|(path, _)| path == source).unwrap().1.clone();
        let target = format!("cp-1/etc/kubernetes/{target}");
        let files = files
            .into_iter()
            .filter(|(path, _)| path.starts_with("cp-1/"))
            .map(|(path, bytes)| if path == target { (path, other.clone()) } else { (path, bytes) });
        let mut workspace = Workspace::new();
        workspace.add(read(files), Vec::new());
        let report = workspace.report(&settings());
        let findings = report.clusters[0].nodes[0].findings.clone();
        findings.into_iter().map(|f| (f.severity, f.rows, f.kind)).collect()
    }
    let rows = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let key = "/etc/kubernetes/pki/front-proxy-client.key".to_owned();
    for (target, source, expected) in [
        (
            "pki/front-proxy-client.key",
            "cp-1/etc/kubernetes/pki/sa.key",
            (Severity::Broken, rows(&["front-proxy-client"]), FindingKind::KeyDoesNotMatch { path: key }),
        ),
        (
            "pki/front-proxy-ca.crt",
            "cp-1/etc/kubernetes/pki/etcd/ca.crt",
            (
                Severity::Broken,
                rows(&["front-proxy-client"]),
                FindingKind::SignedByAnother { authority: "front-proxy-ca".to_owned() },
            ),
        ),
        (
            "pki/ca.crt",
            "cp-1/etc/kubernetes/pki/front-proxy-ca.crt",
            (
                Severity::Broken,
                rows(&["admin.conf", "controller-manager.conf", "scheduler.conf", "super-admin.conf", "kubelet.conf"]),
                FindingKind::StaleAuthority { row: "admin.conf".to_owned() },
            ),
        ),
        (
            "pki/etcd/server.crt",
            "cp-2/etc/kubernetes/pki/etcd/server.crt",
            (
                Severity::Watch,
                rows(&["etcd-server"]),
                FindingKind::NodeNameDisagrees { wanted: "cp-1".to_owned(), actual: "cp-2".to_owned() },
            ),
        ),
        (
            "pki/apiserver.crt",
            "cp-2/etc/kubernetes/pki/apiserver.crt",
            (
                Severity::Watch,
                rows(&["apiserver"]),
                FindingKind::ConfigurationDisagrees {
                    field: "localAPIEndpoint.advertiseAddress".to_owned(),
                    wanted: "192.0.2.11".to_owned(),
                    actual: "cp-2, kubernetes, kubernetes.default, kubernetes.default.svc, \
                             kubernetes.default.svc.cluster.local, lb.sample.test, 10.96.0.1, 192.0.2.12"
                        .to_owned(),
                },
            ),
        ),
    ] {
        let found = with(target, source);
        assert!(found.contains(&expected), "{target}: {expected:?} is not among {found:#?}");
    }
}

#[test]
fn keys_that_were_kept_back_can_be_declared() {
    let workspace = dropped(|path| {
        let key = path.ends_with(".key") && path.contains("ca.key");
        (path.starts_with("cp-2/") && !key).then(|| path.to_owned())
    });
    let mut settings = settings();
    let external = |report: &Report| {
        report.clusters[0].nodes[0].findings.iter().find_map(|finding| match &finding.kind {
            FindingKind::ExternallyManaged { authorities, no_key_dropped } => {
                Some((authorities.len(), *no_key_dropped))
            }
            _ => None,
        })
    };
    let report = workspace.report(&settings);
    assert_eq!(external(&report), Some((3, true)));
    let leafs = &report.clusters[0].nodes[0].certificates;
    let read: Vec<_> = leafs.iter().filter(|row| matches!(row.state, RowState::Read)).collect();
    assert!(read.iter().all(|row| row.externally_managed == Some(true)), "{read:#?}");
    settings.keys_present = vec![report.clusters[0].nodes[0].id.clone()];
    let report = workspace.report(&settings);
    assert_eq!(external(&report), None);
    assert!(report.clusters[0].nodes[0].certificates.iter().all(|row| row.externally_managed != Some(true)));
}

#[test]
fn corrections_by_hand_are_kept() {
    let workspace = dropped(|path| Some(path.to_owned()));
    let mut settings = settings();
    settings.node_names = vec![("cp-2/etc/kubernetes".into(), "cp-1".into())];
    settings.node_clusters = vec![("worker-1/etc/kubernetes".into(), "another".into())];
    settings.newer_state = vec![("cp-1/etc/kubernetes = cp-2/etc/kubernetes".into(), false)];
    let report = workspace.report(&settings);
    let clusters: Vec<_> = report.clusters.iter().map(|c| (c.name.as_str(), c.nodes.len())).collect();
    assert_eq!(clusters, [("another", 1), ("throw-away-sample", 3)]);
    let names: Vec<_> = nodes(&report).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["worker-1", "cp-1", "cp-1 (2)", "cp-3"], "never two alike");
}

#[test]
fn the_configuration_in_use_is_the_only_one_or_the_named_one_or_asked_for() {
    let config = |paths: &'static [&'static str]| {
        let files = sample_files();
        let text = files.iter().find(|(path, _)| path == "cp-1/etc/kubernetes/kubeadm-config.yaml").unwrap().1.clone();
        let mut files: Vec<_> =
            files.into_iter().filter(|(p, _)| p.starts_with("cp-1/") && !p.contains("kubeadm-config")).collect();
        files.extend(paths.iter().map(|path| ((*path).to_owned(), text.clone())));
        let mut workspace = Workspace::new();
        workspace.add(read(files), Vec::new());
        workspace
    };
    for (paths, chosen, ask) in [
        (&[][..], None, false),
        (&["cp-1/etc/kubernetes/other.yaml"][..], Some("cp-1/etc/kubernetes/other.yaml"), false),
        (&["cp-1/other.yaml"][..], Some("cp-1/other.yaml"), false),
        (&["loose.yaml"][..], Some("loose.yaml"), false),
        (
            &["cp-1/root/a.yaml", "cp-1/etc/kubernetes/kubeadm-config.yaml"][..],
            Some("cp-1/etc/kubernetes/kubeadm-config.yaml"),
            false,
        ),
        (&["cp-1/etc/kubernetes/a.yaml", "cp-1/etc/kubernetes/b.yaml"][..], None, true),
    ] {
        let workspace = config(paths);
        let mut settings = settings();
        let report = workspace.report(&settings);
        assert_eq!(nodes(&report).len(), 1, "{paths:?}");
        let choice = &report.clusters[0].nodes[0].configuration;
        assert_eq!((choice.chosen.as_deref(), choice.ask), (chosen, ask), "{paths:?}");
        assert_eq!(report.questions.len(), usize::from(ask));
        if ask {
            settings.configurations = vec![("cp-1/etc/kubernetes".into(), paths[1].into())];
            let report = workspace.report(&settings);
            assert_eq!(report.clusters[0].nodes[0].configuration.chosen.as_deref(), Some(paths[1]));
            assert!(report.questions.is_empty());
        }
    }
}
