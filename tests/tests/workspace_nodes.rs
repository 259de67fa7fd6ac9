//! Dropped folders become clusters with nodes: the table of the issue, over files that real kubeadm made.

use std::path::Path;

use cluster::{
    NameSource, NodeRole, Question, Release, ReleaseSource, Report, RowState, Settings, Severity, Workspace,
};
use intake::{DroppedFile, ReadFile};
use pki::UnixTime;
use tests::fixtures;

fn settings(at: &str) -> Settings {
    Settings::at(UnixTime::parse_rfc3339(at).unwrap())
}

/// All files below a folder, as if it had been dropped under another name.
fn drop_as(folder: &Path, name: &str) -> Vec<ReadFile> {
    let mut files = Vec::new();
    for entry in fixtures::entries(folder) {
        let path = match name {
            "" => fixtures::name(&entry),
            _ => format!("{name}/{}", fixtures::name(&entry)),
        };
        if entry.is_dir() {
            files.extend(drop_as(&entry, &path));
        } else {
            files.push(intake::read(DroppedFile { path, bytes: std::fs::read(&entry).unwrap() }));
        }
    }
    files
}

fn workspace(drops: &[(&Path, &str)]) -> Workspace {
    let mut workspace = Workspace::new();
    for (folder, name) in drops {
        workspace.add(drop_as(folder, name), Vec::new());
    }
    workspace
}

/// A scenario of the whole set of fixtures, in each release folder that has it.
fn scenario(name: &str) -> Vec<(String, std::path::PathBuf)> {
    let mut found: Vec<(String, std::path::PathBuf)> = Vec::new();
    for root in fixtures::roots() {
        for release in fixtures::release_folders(&root) {
            let folder = release.join(name).join("etc-kubernetes");
            // The committed part is a copy out of the whole set.
            let known = found.iter().any(|(known, _)| *known == fixtures::name(&release));
            if folder.is_dir() && !known {
                found.push((fixtures::name(&release), folder));
            }
        }
    }
    found
}

fn names(report: &Report) -> Vec<(String, NodeRole)> {
    report.clusters.iter().flat_map(|c| &c.nodes).map(|n| (n.name.clone(), n.role)).collect()
}

const PLACES: [&str; 7] =
    ["etc-kubernetes", "kubernetes", "etc/kubernetes", "cp-9/etc/kubernetes", "a.tgz/etc/kubernetes", "x/y", ""];

#[test]
fn a_default_node_is_found_wherever_its_folder_lies() {
    for (release, folder) in scenario("01-default-single-node") {
        // How the folder is called has nothing to do with the release, so one release is enough for that.
        let places = if release.ends_with("1.37.2") { &PLACES[..] } else { &PLACES[..1] };
        for name in places.iter().copied() {
            let report = workspace(&[(&folder, name)]).report(&settings("2026-03-02T09:20:00Z"));
            assert_eq!(names(&report), [("cp-1".to_owned(), NodeRole::ControlPlane)], "{release} as {name:?}");
            let cluster = &report.clusters[0];
            let node = &cluster.nodes[0];
            assert_eq!(node.name_source, NameSource::Certificates);
            assert!(
                matches!(&cluster.release_source, ReleaseSource::Configuration(path) if path.ends_with("kubeadm-config.yaml"))
            );
            let wanted: Release = release.trim_start_matches("kubeadm-").parse().unwrap();
            assert_eq!(cluster.release, wanted, "{release}");
            assert!(
                node.certificates.iter().all(|row| row.state == RowState::Read),
                "{release} {name:?}: {:?}",
                node.certificates
            );
            assert_eq!(node.authorities.len(), 3);
            assert_eq!(node.exact.as_ref().map(|exact| exact.status), Some(0), "{release}: {:?}", node.exact);
            assert!(report.questions.is_empty(), "{:?}", report.questions);
            let loud: Vec<_> = node.findings.iter().filter(|f| f.severity < Severity::Watch).collect();
            assert!(loud.is_empty(), "{release}: {loud:?}");
        }
    }
}

#[test]
fn the_table_is_the_one_that_kubeadm_printed() {
    for (release, folder) in scenario("01-default-single-node") {
        let printed = folder.parent().unwrap().join("out/03-check-expiration.stdout");
        let Ok(printed) = std::fs::read_to_string(&printed) else { continue };
        let report = workspace(&[(&folder, "etc-kubernetes")]).report(&settings("2026-03-02T09:20:00Z"));
        assert_eq!(report.clusters[0].nodes[0].exact.as_ref().unwrap().text, printed, "{release}");
    }
}

#[test]
fn a_configuration_alone_gives_the_table_where_all_is_missing() {
    for (release, folder) in scenario("06b-nothing-there") {
        let report = workspace(&[(&folder, "etc-kubernetes")]).report(&settings("2026-03-02T09:20:00Z"));
        assert_eq!(names(&report).len(), 1, "{release}");
        let node = &report.clusters[0].nodes[0];
        assert_eq!(node.role, NodeRole::ControlPlane);
        assert_eq!(node.name_source, NameSource::Configuration);
        assert!(node.certificates.iter().all(|row| row.state == RowState::Missing), "{release}");
        let printed = folder.parent().unwrap().join("out/01-check-expiration.stdout");
        if let Ok(printed) = std::fs::read_to_string(&printed) {
            assert_eq!(node.exact.as_ref().unwrap().text, printed, "{release}");
        }
    }
}

#[test]
fn a_pki_folder_alone_is_a_node_and_a_kubeconfig_alone_is_loose() {
    for (release, folder) in scenario("01-default-single-node") {
        let report = workspace(&[(&folder.join("pki"), "pki")]).report(&settings("2026-03-02T09:20:00Z"));
        assert_eq!(names(&report), [("cp-1".to_owned(), NodeRole::ControlPlane)], "{release}");
        let admin = intake::read(DroppedFile {
            path: "admin.conf".into(),
            bytes: std::fs::read(folder.join("admin.conf")).unwrap(),
        });
        let mut alone = Workspace::new();
        alone.add(vec![admin], Vec::new());
        let report = alone.report(&settings("2026-03-02T09:20:00Z"));
        assert!(report.clusters.is_empty(), "{release}");
        assert!(report.certificates.iter().all(|row| row.loose));
        assert_eq!(report.certificates.len(), 2, "{release}: the client certificate and the CA");
        assert_eq!(report.keys.len(), 1);
    }
}

#[test]
fn clusters_of_one_address_are_shown_apart() {
    let all = scenario("01-default-single-node");
    let drops: Vec<(&Path, &str)> = all.iter().map(|(release, folder)| (folder.as_path(), release.as_str())).collect();
    let report = workspace(&drops).report(&settings("2026-03-02T09:20:00Z"));
    assert_eq!(report.clusters.len(), drops.len());
    let mut found: Vec<String> = names(&report).into_iter().map(|(name, _)| name).collect();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), drops.len(), "no two names are alike");
    assert!(!report.questions.iter().any(|q| matches!(q, Question::SameNode { .. })));
}

#[test]
fn a_node_dropped_again_is_asked_about() {
    let Some((_, folder)) = scenario("12-renew-all").pop() else { return };
    let before = folder.parent().unwrap().join("before-renew");
    let first = if before.is_dir() { before } else { return };
    let mut workspace = workspace(&[(&first, "etc-kubernetes"), (&folder, "etc-kubernetes")]);
    let mut settings = settings("2026-09-01T00:00:00Z");
    let report = workspace.report(&settings);
    let asked: Vec<_> = report
        .questions
        .iter()
        .filter_map(|q| match q {
            Question::SameNode { id, folders, .. } => Some((id.clone(), folders.clone())),
            _ => None,
        })
        .collect();
    let [(id, folders)] = asked.as_slice() else { panic!("{:?}", report.questions) };
    assert_eq!(folders, &["etc-kubernetes".to_owned(), "etc-kubernetes (2)".to_owned()]);
    assert_eq!(names(&report).len(), 2);
    for (answer, nodes) in [(true, 1), (false, 2)] {
        settings.newer_state = vec![(id.clone(), answer)];
        let report = workspace.report(&settings);
        assert_eq!(names(&report).len(), nodes, "{answer}");
        assert!(report.questions.is_empty());
        if answer {
            assert_eq!(report.clusters[0].nodes[0].folder, "etc-kubernetes (2)");
        }
    }
    workspace.remove("etc-kubernetes (2)");
    settings.newer_state.clear();
    assert_eq!(names(&workspace.report(&settings)).len(), 1);
}

#[test]
fn forgotten_keys_leave_the_table_as_it_was() {
    for (release, folder) in scenario("01-default-single-node").into_iter().chain(scenario("03-external-ca")) {
        let mut workspace = workspace(&[(&folder, "etc-kubernetes")]);
        let settings = settings("2026-03-02T09:20:00Z");
        let before = workspace.report(&settings);
        assert!(before.summary.private_keys > 0);
        workspace.forget_keys();
        let after = workspace.report(&settings);
        assert_eq!(after.summary.private_keys, 0);
        assert!(after.keys.is_empty());
        assert_eq!(before.clusters[0].nodes[0].exact, after.clusters[0].nodes[0].exact, "{release}");
        assert_eq!(before.clusters[0].nodes[0].certificates, after.clusters[0].nodes[0].certificates, "{release}");
    }
}

#[test]
fn tokens_are_forgotten_with_the_keys() {
    let Some((_, folder)) = scenario("01-default-single-node").pop() else { return };
    let mut workspace = workspace(&[(&folder, "etc-kubernetes")]);
    let settings = settings("2026-03-02T09:20:00Z");
    let bearer = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.AAAA_bbb-CCC";
    let configuration =
        String::from_utf8(workspace.bytes("etc-kubernetes/kubeadm-config.yaml").unwrap().to_vec()).unwrap();
    let version = configuration.lines().find(|line| line.starts_with("apiVersion:")).unwrap();
    let init = format!(
        "{version}\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n  ttl: 24h0m0s\n---\n{configuration}"
    );
    let kubeconfig = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster: {{server: 'https://x:6443'}}\ncontexts: []\nusers:\n\
         - name: robot\n  user:\n    token: {bearer}\n- name: exec\n  user: {{exec: {{command: x, env: [{{name: A, value: {bearer}}}]}}}}\n"
    );
    let secret = "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata: {name: robot}\ndata: {token: ZXlKaGJHY2lPaUpTVXpJMU5pSjk=}\n";
    let files =
        [("etc-kubernetes/kubeadm-config.yaml", init.as_str()), ("robot.conf", &kubeconfig), ("secret.yaml", secret)];
    workspace.remove("etc-kubernetes/kubeadm-config.yaml");
    let read = |(path, text): (&str, &str)| intake::read(DroppedFile { path: path.to_owned(), bytes: text.into() });
    workspace.add(files.map(read).into(), Vec::new());
    let before = workspace.report(&settings);
    assert_eq!(before.summary.tokens, 3);
    workspace.forget_keys();
    let after = workspace.report(&settings);
    assert_eq!((after.summary.private_keys, after.summary.tokens), (0, 0));
    assert_eq!(before.clusters[0].nodes[0].exact, after.clusters[0].nodes[0].exact);
    assert_eq!(before.certificates, after.certificates);
    for (path, _) in files {
        let left = String::from_utf8_lossy(workspace.bytes(path).unwrap()).into_owned();
        for secret in ["eyJ", "AAAA_bbb", "ZXlK", "0123456789abcdef"] {
            assert!(!left.contains(secret), "{path}: {left}");
        }
    }
    let left = String::from_utf8_lossy(workspace.bytes("robot.conf").unwrap()).into_owned();
    assert!(left.contains("server: 'https://x:6443'") && left.contains("- name: robot"), "{left}");
}

#[test]
fn without_a_configuration_the_files_themselves_tell_the_release_as_far_as_they_can() {
    for (release, folder) in scenario("01-default-single-node") {
        let mut workspace = workspace(&[(&folder, "etc-kubernetes")]);
        workspace.remove("etc-kubernetes/kubeadm-config.yaml");
        let report = workspace.report(&settings("2026-03-02T09:20:00Z"));
        let cluster = &report.clusters[0];
        assert!(matches!(cluster.release_source, ReleaseSource::Marks(_)), "{release}: {:?}", cluster.release_source);
        let real: Release = release.trim_start_matches("kubeadm-").parse().unwrap();
        let guessed = cluster.release;
        // What tells them apart: no SAN in the CA, serial 0, system:masters, super-admin.conf, preferences.
        for first in [22, 25, 29, 34] {
            assert_eq!(real.minor >= first, guessed.minor >= first, "{release} was taken for {guessed}");
        }
        let has_super_admin = cluster.nodes[0].certificates.iter().any(|row| row.name == "super-admin.conf");
        assert_eq!(has_super_admin, real.minor >= 29, "{release}");
    }
}

#[test]
fn the_image_of_a_static_pod_tells_the_release() {
    for (release, folder) in scenario("01-default-single-node").into_iter().take(1) {
        let mut workspace = workspace(&[(&folder, "etc-kubernetes")]);
        workspace.remove("etc-kubernetes/kubeadm-config.yaml");
        let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\n  namespace: kube-system\nspec:\n  \
                   containers:\n  - name: kube-apiserver\n    image: registry.example.test:5000/kube-apiserver:v1.30.7\n    \
                   command:\n    - kube-apiserver\n    - --client-ca-file=/etc/kubernetes/pki/ca.crt\n";
        let file = DroppedFile { path: "etc-kubernetes/manifests/kube-apiserver.yaml".into(), bytes: pod.into() };
        workspace.add(vec![intake::read(file)], Vec::new());
        let cluster = &workspace.report(&settings("2026-03-02T09:20:00Z")).clusters[0];
        assert_eq!(cluster.release_asked, Release::new(30, 7), "{release}: {:?}", cluster.release_source);
        assert!(
            matches!(&cluster.release_source, ReleaseSource::StaticPod(path) if path.ends_with("kube-apiserver.yaml"))
        );
    }
}

#[test]
fn a_pki_directory_elsewhere_is_found_by_the_configuration() {
    let Some((_, folder)) = scenario("01-default-single-node").pop() else { return };
    for (directory, place) in [
        ("/etc/kubernetes/certs", "cp/etc/kubernetes/certs"),
        ("/srv/kube/pki", "cp/srv/kube/pki"),
        ("/srv/x", "cp/srv/x"),
    ] {
        let mut files = drop_as(&folder, "cp/etc/kubernetes");
        for file in &mut files {
            if let Some(rest) = file.path.strip_prefix("cp/etc/kubernetes/pki/") {
                file.path = format!("{place}/{rest}");
            } else if file.path.ends_with("kubeadm-config.yaml") {
                let text = String::from_utf8(file.bytes.clone()).unwrap();
                let text = text.replace("clusterName:", &format!("certificatesDir: {directory}\nclusterName:"));
                *file = intake::read(DroppedFile { path: file.path.clone(), bytes: text.into_bytes() });
            }
        }
        let mut workspace = Workspace::new();
        workspace.add(files, Vec::new());
        let report = workspace.report(&settings("2026-03-02T09:20:00Z"));
        assert_eq!(names(&report), [("cp-1".to_owned(), NodeRole::ControlPlane)], "{directory}");
        let node = &report.clusters[0].nodes[0];
        assert!(
            node.certificates.iter().all(|row| row.state == RowState::Read),
            "{directory}: {:?}",
            node.certificates
        );
        assert!(node.authorities.iter().all(|row| row.path.starts_with(directory)), "{directory}");
        assert_eq!(node.exact.as_ref().map(|exact| exact.status), Some(0));
    }
}

#[test]
fn a_file_that_is_another_thing_than_its_name_says_is_called_by_its_name() {
    use cluster::{Content, FindingKind};

    let (_, folder) = scenario("01-default-single-node").remove(0);
    let take = |files: &[ReadFile], ending: &str| {
        files.iter().find(|file| file.path.ends_with(ending)).map(|file| file.bytes.clone()).unwrap()
    };
    let whole = drop_as(&folder, "etc/kubernetes");
    let cases = [
        ("pki/front-proxy-client.crt", take(&whole, "pki/sa.key"), "front-proxy-client", false, Content::PrivateKey),
        ("pki/front-proxy-client.crt", take(&whole, "pki/sa.pub"), "front-proxy-client", false, Content::PublicKey),
        ("pki/apiserver.crt", Vec::new(), "apiserver", false, Content::Empty),
        ("pki/etcd/ca.crt", take(&whole, "admin.conf"), "etcd-ca", false, Content::Kubeconfig),
        ("pki/apiserver.crt", b"rubbish\n".to_vec(), "apiserver", false, Content::Unrecognised),
        ("etc/kubernetes/admin.conf", take(&whole, "pki/ca.crt"), "admin.conf", true, Content::Certificate),
    ];
    for (path, bytes, row, kubeconfig_wanted, content) in cases {
        let mut files = whole.clone();
        let place = files.iter_mut().find(|file| file.path.ends_with(path)).unwrap();
        *place = intake::read(DroppedFile { path: place.path.clone(), bytes });
        let mut workspace = Workspace::new();
        workspace.add(files, Vec::new());
        let report = workspace.report(&settings("2026-03-02T09:20:00Z"));
        let node = &report.clusters[0].nodes[0];
        let found: Vec<_> = node
            .findings
            .iter()
            .filter_map(|finding| match &finding.kind {
                FindingKind::AnotherThing { kubeconfig_wanted, content, .. } => {
                    Some((finding.rows.clone(), *kubeconfig_wanted, *content))
                }
                _ => None,
            })
            .collect();
        assert_eq!(found, [(vec![row.to_owned()], kubeconfig_wanted, content)], "{path} {:?}", node.findings);
    }
    let mut workspace = Workspace::new();
    workspace.add(whole, Vec::new());
    let report = workspace.report(&settings("2026-03-02T09:20:00Z"));
    let findings = &report.clusters[0].nodes[0].findings;
    assert!(!findings.iter().any(|finding| matches!(finding.kind, FindingKind::AnotherThing { .. })));
}
