//! Plans of renewals: the sample cluster of three control-plane nodes renewed at once, and what stands against it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use cluster::desk::sign::{Caution, Refusal};
use cluster::plan::{
    FinishError, FinishedNode, KeyChoice, LeftReason, Loss, Outline, Plan, RenewOptions, RenewOrder, RenewValidity,
    RestartReason, RestartWay, Step,
};
use cluster::{NodeRole, Report, Settings, Severity, Workspace, sample};
use pki::{Certificate, KeyKind, UnixTime};
use tests::dropped::{files, scenario, workspace};
use tests::key_pool::key;
use tests::openssl;
use tests::seeded::Seeded;
use words::Lang;

const NOW: UnixTime = sample::VIEWED_AT;

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/throw-away-sample")
}

fn sample_cluster() -> Workspace {
    workspace(&[(&sample_folder(), "sample")])
}

/// Every row of every control-plane node.
fn all_rows(report: &Report) -> Vec<(String, String)> {
    let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
    nodes
        .filter(|node| node.role == NodeRole::ControlPlane)
        .flat_map(|node| node.certificates.iter().map(|row| (node.id.clone(), row.name.clone())))
        .collect()
}

fn order(workspace: &Workspace, settings: &Settings) -> RenewOrder {
    RenewOrder {
        rows: all_rows(&workspace.report(settings)),
        options: RenewOptions::default(),
        // One certificate of the sample begins later.
        confirmed: vec![Caution::ClockInPast],
        issued_at: settings.viewed_at,
    }
}

fn finish(plan: &Plan) -> Result<Vec<FinishedNode>, FinishError> {
    let keys = plan.outline().keys.iter().map(|kind| key(*kind)).collect();
    plan.finish(keys, &mut Seeded::new(38))
}

fn runbook(plan: &Plan, node: &FinishedNode, lang: Lang) -> String {
    let outline = plan.outline().nodes.iter().find(|outline| outline.id == node.id).unwrap();
    let names: Vec<String> = plan.outline().nodes.iter().map(|node| node.name.clone()).collect();
    words::render::runbook(outline, &node.certificates, &names, lang)
}

fn severities(report: &Report) -> BTreeSet<(String, String, Severity)> {
    let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
    nodes
        .filter(|node| node.role == NodeRole::ControlPlane)
        .flat_map(|node| node.certificates.iter().map(|row| (node.name.clone(), row.name.clone(), row.severity)))
        .collect()
}

fn row<'o>(outline: &'o Outline, node: &str, row: &str) -> &'o cluster::plan::Renewal {
    let node = outline.nodes.iter().find(|found| found.name == node).unwrap();
    node.renewed
        .iter()
        .find(|found| found.row == row)
        .unwrap_or_else(|| panic!("{row} is not renewed: {:?}", node.left))
}

#[test]
fn three_nodes_are_well_again() {
    let (before, settings) = (sample_cluster(), Settings::at(NOW));
    let plan = before.renewal(&order(&before, &settings), &settings);
    let outline = plan.outline();
    assert_eq!(outline.nodes.iter().map(|node| node.name.as_str()).collect::<Vec<_>>(), ["cp-1", "cp-2", "cp-3"]);
    let left = |node: usize| -> Vec<(&str, &LeftReason)> {
        outline.nodes[node].left.iter().map(|left| (left.row.as_str(), &left.reason)).collect()
    };
    let not_expected = ("super-admin.conf", &LeftReason::NotExpected);
    assert_eq!(left(0), []);
    assert_eq!(left(1), [("apiserver-kubelet-client", &LeftReason::Missing), not_expected]);
    assert_eq!(left(2), [not_expected]);
    let after = applied(&before, finish(&plan).unwrap());
    let renewed: BTreeSet<(String, String)> = outline
        .nodes
        .iter()
        .flat_map(|node| node.renewed.iter().map(|row| (node.name.clone(), row.row.clone())))
        .collect();
    assert!(renewed.len() > 25, "{renewed:?}");
    let report = after.report(&settings);
    for (node, row, severity) in severities(&report) {
        if renewed.contains(&(node.clone(), row.clone())) {
            assert_eq!(severity, Severity::Fine, "{node} {row}");
        }
    }
    // Names never cross over from node to node.
    let names = |workspace: &Workspace| -> BTreeMap<(String, String), Vec<String>> {
        let report = workspace.report(&settings);
        let certificates = &report.certificates;
        let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
        nodes
            .flat_map(|node| node.certificates.iter().map(move |row| (node, row)))
            .filter(|(node, row)| renewed.contains(&(node.name.clone(), row.name.clone())))
            .map(|(node, row)| {
                let found = certificates.iter().find(|found| Some(found.facts.sha256) == row.certificate).unwrap();
                let mut names = vec![found.facts.subject.to_string()];
                names.extend(found.facts.names.iter().map(|name| format!("{name:?}")));
                ((node.name.clone(), row.name.clone()), names)
            })
            .collect()
    };
    assert_eq!(names(&before), names(&after));
}

/// The workspace as it is when the plan was carried out: the sample's folders with the new files in place.
fn applied(before: &Workspace, nodes: Vec<FinishedNode>) -> Workspace {
    let report = before.report(&Settings::at(NOW));
    let folder = |id: &str| {
        let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
        nodes.filter(|node| node.id == id).map(|node| node.folder.clone()).next().unwrap()
    };
    let mut dropped: BTreeMap<String, intake::ReadFile> =
        before.drops().into_iter().flatten().map(|file| (file.path.clone(), file.clone())).collect();
    for node in nodes {
        let folder = folder(&node.id);
        for file in node.written {
            let below = file.path.trim_start_matches('/');
            let path = dropped
                .keys()
                .find(|path| path.starts_with(&folder) && path.ends_with(below))
                .cloned()
                .unwrap_or_else(|| panic!("{} of {folder} is new", file.path));
            dropped.insert(path.clone(), intake::read(intake::DroppedFile { path, bytes: file.content.to_vec() }));
        }
    }
    let mut after = Workspace::new();
    after.add(dropped.into_values().collect(), Vec::new());
    after
}

/// The shell lines that stand behind a name in a runbook.
fn section(runbook: &str, name: &str) -> String {
    let (_, rest) = runbook.split_once(&format!("<!-- {name} -->\n\n```sh\n")).unwrap_or_else(|| panic!("no {name}"));
    rest.split_once("\n```").unwrap().0.to_owned()
}

fn shell(folder: &Path, root: &Path, lines: &str) -> String {
    let output = Command::new("sh").args(["-c", lines]).current_dir(folder).env("ROOT", root).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{lines}");
    said
}

/// Every file below a folder, with its mode.
fn tree(folder: &Path) -> BTreeMap<String, (u32, Vec<u8>)> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, (u32, Vec<u8>)>) {
        for path in tests::fixtures::entries(folder) {
            let name = format!("{prefix}/{}", tests::fixtures::name(&path));
            if path.is_dir() {
                walk(&path, &name, found);
            } else {
                let mode = path.metadata().unwrap().permissions().mode() & 0o7777;
                found.insert(name, (mode, fs::read(&path).unwrap()));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

#[test]
fn the_steps_of_the_runbook_do_what_they_say() {
    let scratch = std::env::temp_dir().join(format!("kubecerts-runbook-{}", std::process::id()));
    let (_, single) = scenario("01-default-single-node").pop_last().unwrap();
    let settings = Settings::at(UnixTime::parse_rfc3339("2026-12-01T00:00:00Z").unwrap());
    let before = workspace(&[(&single, "cp/etc/kubernetes")]);
    let plan = before.renewal(&order(&before, &settings), &settings);
    for lang in Lang::ALL {
        let (root, folder) = (scratch.join(lang.tag()).join("root"), scratch.join(lang.tag()).join("archive"));
        fs::create_dir_all(root.join("etc")).unwrap();
        shell(&scratch, &root, &format!("cp -r {} \"$ROOT/etc/kubernetes\" && mkdir \"$ROOT/root\"", single.display()));
        let old = tree(&root);
        let node = finish(&plan).unwrap().pop().unwrap();
        let text = runbook(&plan, &node, lang);
        let name = node.name.clone();
        let written: BTreeMap<String, (u32, Vec<u8>)> =
            node.written.iter().map(|file| (file.path.clone(), (file.mode, file.content.to_vec()))).collect();
        let archive = node.into_files(text.clone());
        // Packed and unpacked as on a node.
        let packed: Vec<intake::PackedFile<'_>> = archive
            .iter()
            .map(|file| intake::PackedFile { path: &file.path, mode: file.mode, bytes: &file.content })
            .collect();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.tar.gz"), intake::pack_tar_gz(&packed, settings.viewed_at).unwrap()).unwrap();
        shell(&folder, &root, "tar xzf a.tar.gz");
        let folder = folder.join(name);
        for (file, mode) in [("RUNBOOK.md", 0o644), ("root/etc/kubernetes/pki/apiserver.key", 0o600)] {
            assert_eq!(fs::metadata(folder.join(file)).unwrap().permissions().mode() & 0o777, mode, "{file}");
        }
        let said = shell(&folder, &root, &section(&text, "back-up"));
        assert!(said.contains("RUNBOOK.md: OK") && !said.contains("differ"), "{said}");
        shell(&folder, &root, &section(&text, "put-in-place"));
        let new = tree(&root);
        for (path, file) in &written {
            assert_eq!(new.get(path), Some(file), "{path}");
        }
        let untouched = old.iter().filter(|(path, _)| !written.contains_key(*path));
        for (path, file) in untouched {
            assert_eq!(new.get(path), Some(file), "{path}");
        }
        assert!(!new.keys().any(|path| path.contains("/manifests/") && !old.contains_key(path)), "{:?}", new.keys());
        shell(&folder, &root, &section(&text, "roll-back"));
        let back: BTreeMap<_, _> = tree(&root).into_iter().filter(|(path, _)| !path.starts_with("/root/")).collect();
        assert_eq!(back.keys().collect::<Vec<_>>(), old.keys().collect::<Vec<_>>());
        for (path, (_, bytes)) in &old {
            assert_eq!(&back[path].1, bytes, "{path}");
        }
        assert!(section(&text, "restart").contains("restart kube-scheduler"), "{text}");
    }
    fs::remove_dir_all(&scratch).unwrap();
}

#[test]
fn openssl_verifies_what_was_renewed() {
    let folder = std::env::temp_dir().join(format!("kubecerts-renewed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let settings = Settings::at(NOW);
    let before = sample_cluster();
    let plan = before.renewal(&order(&before, &settings), &settings);
    let at = NOW.seconds().to_string();
    let mut verified = 0;
    for node in finish(&plan).unwrap() {
        for file in node.written.iter().filter(|file| file.path.ends_with(".crt")) {
            fs::write(folder.join("leaf.crt"), file.content.as_slice()).unwrap();
            let authority = if file.path.contains("etcd") {
                "etcd/ca.crt"
            } else if file.path.contains("front-proxy") {
                "front-proxy-ca.crt"
            } else {
                "ca.crt"
            };
            let nodes = fs::read_dir(sample_folder()).unwrap().map(|entry| entry.unwrap().path());
            let authority =
                nodes.map(|path| path.join("etc/kubernetes/pki").join(authority)).find(|path| path.is_file()).unwrap();
            let purpose = if file.path.ends_with("client.crt") { "sslclient" } else { "sslserver" };
            let arguments =
                ["verify", "-attime", &at, "-purpose", purpose, "-CAfile", authority.to_str().unwrap(), "leaf.crt"];
            verified += usize::from(openssl::run(&arguments, &folder).is_some());
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    println!("{verified} certificates");
}

#[test]
fn an_ended_authority_is_confirmed_first() {
    let (workspace, mut settings) = (sample_cluster(), Settings::at(NOW));
    settings.viewed_at = UnixTime::parse_rfc3339("2050-01-01T00:00:00Z").unwrap();
    let mut order = order(&workspace, &settings);
    let plan = workspace.renewal(&order, &settings);
    assert!(plan.outline().to_confirm.contains(&Caution::AuthorityExpired), "{:?}", plan.outline().to_confirm);
    let Err(FinishError::Unconfirmed(cautions)) = finish(&plan) else { panic!("it was made without a word") };
    order.confirmed.extend(cautions);
    assert!(finish(&workspace.renewal(&order, &settings)).is_ok());
    // Cut off at its end nothing is left.
    order.options.clamp = true;
    let plan = workspace.renewal(&order, &settings);
    assert!(plan.outline().keys.is_empty());
    assert!(plan.outline().nodes[0].left.iter().any(|left| left.reason == LeftReason::BadValidity));
}

#[test]
fn an_end_beyond_the_authority_is_said_and_cut_off_by_wish() {
    let workspace = sample_cluster();
    let settings = Settings::at(NOW);
    let mut order = order(&workspace, &settings);
    let plan = workspace.renewal(&order, &settings);
    let proxy = row(plan.outline(), "cp-1", "front-proxy-client");
    assert!(proxy.authority_end.unwrap() < proxy.new.1, "the sample's front-proxy-ca ends within a year");
    assert_eq!(proxy.cautions, [Caution::OutlivesAuthority, Caution::ClockInPast]);
    assert_eq!(plan.outline().to_confirm, [Caution::ClockInPast]);
    order.options.clamp = true;
    let plan = workspace.renewal(&order, &settings);
    let proxy = row(plan.outline(), "cp-1", "front-proxy-client");
    assert_eq!(Some(proxy.new.1), proxy.authority_end);
    assert_eq!(proxy.cautions, [Caution::ClockInPast]);
    // What kubeadm would not do is asked about.
    order.options = RenewOptions { validity: RenewValidity::Seconds(20 * 365 * 86_400), ..RenewOptions::default() };
    let asked = workspace.renewal(&order, &settings).outline().to_confirm.clone();
    assert!(asked.contains(&Caution::OutlivesAuthority) && asked.contains(&Caution::VeryLongValidity), "{asked:?}");
}

#[test]
fn what_kubeadm_loses_is_kept_by_choice() {
    let workspace = sample_cluster();
    let settings = Settings::at(NOW);
    let mut order = order(&workspace, &settings);
    let outline = workspace.renewal(&order, &settings).outline().clone();
    let kinds: BTreeSet<String> = outline.keys.iter().map(|kind| format!("{kind:?}")).collect();
    assert_eq!(kinds.len(), 1, "one algorithm, as configured: {kinds:?}");
    order.options.key = KeyChoice::Same;
    let plan = workspace.renewal(&order, &settings);
    assert!(plan.outline().keys.is_empty());
    let nodes = finish(&plan).unwrap();
    let written: Vec<_> =
        nodes.iter().flat_map(|node| &node.written).filter(|file| file.path.ends_with(".key")).collect();
    assert!(!written.is_empty());
    let report = workspace.report(&settings);
    let old: BTreeSet<_> = report.certificates.iter().map(|row| row.facts.key.sha256).collect();
    for file in nodes.iter().flat_map(|node| &node.written).filter(|file| file.path.ends_with(".crt")) {
        let facts = Certificate::from_der(pki::pem::blocks(&file.content)[0].body.as_ref().unwrap()).unwrap().facts();
        assert!(old.contains(&facts.key.sha256), "{}", file.path);
    }
    order.options.key = KeyChoice::SameAlgorithm;
    let outline = workspace.renewal(&order, &settings).outline().clone();
    let changes = |row: &cluster::plan::Renewal| row.losses.iter().any(|loss| matches!(loss, Loss::KeyAlgorithm(..)));
    assert!(!outline.nodes.iter().flat_map(|node| &node.renewed).any(changes));
}

#[test]
fn keys_that_were_made_for_another_plan_are_not_taken() {
    let (workspace, settings) = (sample_cluster(), Settings::at(NOW));
    let plan = workspace.renewal(&order(&workspace, &settings), &settings);
    let kinds = plan.outline().keys.clone();
    let of = |kinds: &[KeyKind]| kinds.iter().map(|kind| key(*kind)).collect::<Vec<_>>();
    let another = if kinds[0] == KeyKind::EcdsaP256 { KeyKind::EcdsaP384 } else { KeyKind::EcdsaP256 };
    let mut others = kinds.clone();
    others[1] = another;
    for wrong in [of(&kinds[1..]), of(&others), of(&[kinds.as_slice(), &[another]].concat())] {
        assert!(matches!(plan.finish(wrong, &mut Seeded::new(39)), Err(FinishError::Keys)));
    }
}

#[test]
fn without_the_key_of_an_authority_its_rows_are_left_alone() {
    let mut workspace = Workspace::new();
    let without_ca_key =
        files(&sample_folder(), "sample").into_iter().filter(|file| !file.path.ends_with("pki/ca.key"));
    workspace.add(without_ca_key.collect(), Vec::new());
    let settings = Settings::at(NOW);
    let plan = workspace.renewal(&order(&workspace, &settings), &settings);
    let node = &plan.outline().nodes[0];
    let refused: Vec<&str> = node
        .left
        .iter()
        .filter(|left| left.reason == LeftReason::Refused(Refusal::NoKey))
        .map(|left| left.row.as_str())
        .collect();
    assert!(refused.contains(&"apiserver") && refused.contains(&"admin.conf"), "{:?}", node.left);
    assert!(node.renewed.iter().any(|row| row.row == "etcd-server"));
    assert!(!finish(&plan).unwrap().is_empty());
}

#[test]
fn restarts_follow_what_was_measured_or_kubeadms_rule() {
    let (_, single) = scenario("01-default-single-node").pop_last().unwrap();
    let settings = Settings::at(UnixTime::parse_rfc3339("2026-12-01T00:00:00Z").unwrap());
    let workspace = workspace(&[(&single, "cp/etc/kubernetes")]);
    let mut order = order(&workspace, &settings);
    let programs = |order: &RenewOrder| -> Vec<(String, RestartReason)> {
        let plan = workspace.renewal(order, &settings);
        let restarts = &plan.outline().nodes[0].restarts;
        restarts.iter().map(|found| (found.program.clone(), found.reason)).collect()
    };
    let of = |program: &str, reason| (program.to_owned(), reason);
    assert_eq!(
        programs(&order),
        [
            of("kube-apiserver", RestartReason::AtNextConnection),
            of("kube-controller-manager", RestartReason::AtStart),
            of("kube-scheduler", RestartReason::AtStart),
        ]
    );
    order.rows.retain(|(_, row)| row == "etcd-server" || row == "apiserver");
    assert!(programs(&order).is_empty());
    order.options.restart = Some(RestartWay::Blanket);
    assert_eq!(programs(&order).len(), 4);
    let plan = workspace.renewal(&order, &settings);
    let steps = &plan.outline().nodes[0].steps;
    let first_restart = steps.iter().position(|step| matches!(step, Step::Restart { .. })).unwrap();
    let last_write = steps.iter().rposition(|step| matches!(step, Step::Write { .. })).unwrap();
    assert!(last_write < first_restart);
    assert_eq!(RestartWay::for_release(cluster::Release::new(36, 0)), RestartWay::Blanket);
}
