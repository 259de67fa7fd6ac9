//! Lists of CertificateSigningRequests, judged as a careful approver would, and printed as kubectl does.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use cluster::desk::approval::{
    ApprovalRow, Point, PointFault, PointOutcome, Verdict, commands, kubectl_table, status_command,
};
use cluster::{Release, Settings};
use pki::UnixTime;
use tests::approval_list::{CONFIGURATION, LIST, Wanted, list, nodes};
use tests::dropped;
use tests::kubectl;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/approval")
}

fn at() -> UnixTime {
    UnixTime::parse_rfc3339("2026-03-02T09:30:10Z").unwrap()
}

fn judged(files: &[(&str, &str)]) -> Vec<ApprovalRow> {
    let mut workspace = cluster::Workspace::new();
    workspace.add(files.iter().map(|(path, text)| dropped::file(path, text)).collect(), Vec::new());
    workspace.approvals(&Settings::at(at()))
}

fn failed(row: &ApprovalRow) -> Vec<Point> {
    row.checklist.iter().filter(|point| point.outcome == PointOutcome::Failed).map(|point| point.point).collect()
}

/// With `KUBECERTS_WRITE_FIXTURES` set they are written anew.
#[test]
fn the_fixture_is_what_its_helper_makes() {
    for (name, text) in
        [("csr.yaml", list(&LIST)), ("nodes.yaml", nodes()), ("kubeadm-config.yaml", CONFIGURATION.to_owned())]
    {
        let path = fixture().join(name);
        if std::env::var_os("KUBECERTS_WRITE_FIXTURES").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{name}");
    }
}

#[test]
fn one_of_six_can_be_approved() {
    let nodes = nodes();
    let text = list(&LIST);
    let rows = judged(&[("csr.yaml", &text), ("nodes.yaml", &nodes), ("kubeadm-config.yaml", CONFIGURATION)]);
    let found: Vec<_> = rows.iter().map(|row| (row.verdict, failed(row))).collect();
    assert_eq!(
        found,
        [
            (Verdict::Good, vec![]),
            (Verdict::Bad, vec![Point::Requestor]),
            (Verdict::Bad, vec![Point::NamesOfNode]),
            (Verdict::Bad, vec![Point::NamesOfNode]),
            (Verdict::Bad, vec![Point::NamesOfNode]),
            (Verdict::Bad, vec![Point::Usages, Point::NameKinds, Point::DurationAndKey]),
        ]
    );
    let faults = |index: usize| rows[index].checklist.iter().flat_map(|point| point.faults.clone()).collect::<Vec<_>>();
    assert_eq!(
        faults(1),
        [PointFault::AnotherRequestor { requestor: "system:node:w-1".into(), wanted: "system:node:w-2".into() },]
    );
    assert_eq!(faults(2), [PointFault::NotOfNode("192.0.2.12".into())]);
    assert_eq!(
        faults(3),
        [
            PointFault::Endpoint("lb.example.test".into()),
            PointFault::Service("kubernetes.default.svc".into()),
            PointFault::Service("10.96.0.1".into()),
        ]
    );
    assert_eq!(
        faults(4),
        [
            PointFault::Wildcard("*.example.test".into()),
            PointFault::Loopback("localhost".into()),
            PointFault::Loopback("127.0.0.1".into()),
        ]
    );
    assert_eq!(
        faults(5),
        [
            PointFault::ForeignUsage("client auth".into()),
            PointFault::NameKind("email:root@example.test".into()),
            PointFault::LongDuration(63_072_000),
        ]
    );
    // The API itself would have refused the second, from 1.31 on; the signer refuses the last.
    assert_eq!(rows[1].api_refuses, ["can only create a node CSR with CN=system:node:w-1"]);
    assert_eq!(rows[5].signer_refuses.as_deref(), Some("Email subjectAltNames are not allowed"));
    assert!(
        rows.iter()
            .enumerate()
            .all(|(index, row)| row.checklist.len() == 10 && (index == 1) != row.api_refuses.is_empty())
    );
    let chosen: Vec<_> = rows.iter().map(|row| (row, row.verdict == Verdict::Good)).collect();
    let texts: Vec<_> = commands(&chosen).into_iter().map(|command| command.text).collect();
    assert_eq!(
        texts,
        [
            "kubectl certificate approve csr-1-good",
            "kubectl certificate deny csr-2-another-requestor csr-3-address-of-another csr-4-endpoint-and-service \
             csr-5-wildcard-and-loopback csr-6-client-and-mail",
        ]
    );
    assert_eq!(
        status_command(&rows[0], "out/a b.json").text,
        "kubectl replace --raw /apis/certificates.k8s.io/v1/certificatesigningrequests/csr-1-good/status -f 'out/a b.json'"
    );
}

#[test]
fn without_nodes_nothing_is_good_and_what_is_bad_stays_so() {
    let text = list(&LIST);
    let rows = judged(&[("csr.yaml", &text)]);
    assert_eq!(rows[0].verdict, Verdict::Open);
    let open = |row: &ApprovalRow| row.checklist.iter().filter(|point| point.outcome == PointOutcome::Unknown).count();
    assert_eq!(open(&rows[0]), 2, "the node, and its names");
    assert_eq!(rows[4].verdict, Verdict::Bad);
    // A node that is not among them is told from none at all.
    let other = "apiVersion: v1\nkind: Node\nmetadata: {name: other}\n";
    let rows = judged(&[("csr.yaml", &text), ("nodes.yaml", other)]);
    let node = rows[0].checklist.iter().find(|point| point.point == Point::Node).unwrap();
    assert_eq!(node.faults, [PointFault::NoSuchNode("w-1".into())]);
}

fn wanted<'a>(name: &'a str, created: &'a str, status: &'a str) -> Wanted<'a> {
    Wanted {
        name,
        created,
        node: "w-1",
        requestor: "w-1",
        names: &["w-1", "192.0.2.11"],
        usages: &["digital signature", "server auth"],
        expiration: Some(3600),
        status,
    }
}

const APPROVED: &str = "{conditions: [{type: Approved, status: \"True\", reason: KubectlApprove, message: m}]}";
const DENIED: &str = "{conditions: [{type: Denied, status: \"True\"}]}";
const BOTH: &str = "{conditions: [{type: Approved, status: \"True\"}, {type: Denied, status: \"False\"}]}";
const FAILED: &str = "{conditions: [{type: Approved, status: \"True\"}, {type: Failed, status: \"True\", reason: SignerValidationFailure}]}";

#[test]
fn of_pending_requests_of_a_node_the_newest_counts() {
    let all = [
        wanted("csr-old", "2026-03-02T09:00:00Z", "{}"),
        wanted("csr-new", "2026-03-02T09:15:00Z", "{}"),
        wanted("csr-denied", "2026-03-02T09:20:00Z", DENIED),
    ];
    let nodes = nodes();
    let text = list(&all);
    let rows = judged(&[("csr.yaml", &text), ("nodes.yaml", &nodes)]);
    let verdicts: Vec<_> = rows.iter().map(|row| row.verdict).collect();
    assert_eq!(verdicts, [Verdict::Bad, Verdict::Good, Verdict::Decided]);
    assert_eq!(rows[0].checklist[9].faults, [PointFault::NewerPending("csr-new".into())]);
    // The same file once more, with other formatting, is no second request.
    let again = text.replace("  status: {}", "  status: { }");
    let rows = judged(&[("csr.yaml", &text), ("again.yaml", &again), ("nodes.yaml", &nodes)]);
    assert_eq!((rows.len(), rows[1].verdict, rows[1].path.as_str()), (3, Verdict::Good, "again.yaml"));
}

#[test]
fn conditions_and_refusals_have_the_words_of_the_api() {
    let all = [
        wanted("a", "2026-03-02T09:00:00Z", APPROVED),
        wanted("b", "2026-03-02T09:00:00Z", DENIED),
        wanted("c", "2026-03-02T09:00:00Z", FAILED),
        wanted("d", "2026-03-02T09:00:00Z", "{certificate: eA==, conditions: [{type: Approved, status: \"True\"}]}"),
        wanted("e", "2026-03-02T09:00:00Z", BOTH),
    ];
    let rows = judged(&[("csr.yaml", &list(&all))]);
    let conditions: Vec<_> = rows.iter().map(|row| row.condition.as_str()).collect();
    assert_eq!(conditions, ["Approved", "Denied", "Approved,Failed", "Approved,Issued", "Denied"]);
    assert!(rows.iter().all(|row| row.verdict == Verdict::Decided));
    assert_eq!(rows[0].conditions[0].reason, "KubectlApprove");
    assert!(rows[0].api_refuses.is_empty(), "{:?}", rows[0].api_refuses);
    assert_eq!(
        rows[3].api_refuses,
        ["status.certificate: Invalid value: must contain at least one CERTIFICATE PEM block"]
    );
    assert_eq!(
        rows[4].api_refuses,
        [
            "status.conditions[1].status: Unsupported value: \"False\": supported values: \"True\"",
            "status.conditions[1].type: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive",
        ]
    );
    assert!(commands(&rows.iter().map(|row| (row, true)).collect::<Vec<_>>()).is_empty());
    // No request at all, in spec.request.
    let text = "apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: \"$(x) y\"}\n\
                spec: {request: eA==, signerName: own, usages: [server auth, server auth, serverAuth], expirationSeconds: 599}\n";
    let rows = judged(&[("csr.yaml", text)]);
    let refused = rows[0].api_refuses.join("\n");
    for words in [
        "PEM block type must be CERTIFICATE REQUEST",
        "spec.usages[1]: Duplicate value: \"server auth\"",
        "spec.usages[2]: Unsupported value: \"serverAuth\"",
        "spec.signerName: Invalid value: \"own\"",
        "may not specify a duration less than 600 seconds (10 minutes)",
    ] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    assert_eq!((rows[0].verdict, rows[0].request), (Verdict::Bad, None));
    assert_eq!(commands(&[(&rows[0], false)])[0].text, "kubectl certificate deny '$(x) y'");
}

#[test]
fn the_table_is_kubectls_for_each_release() {
    let rows = judged(&[("csr.yaml", &list(&LIST))]);
    assert_eq!(
        kubectl_table(&rows, Release::NEWEST, at()),
        "\
NAME                          AGE    SIGNERNAME                      REQUESTOR          REQUESTEDDURATION   CONDITION
csr-1-good                    10s    kubernetes.io/kubelet-serving   system:node:w-1    <none>              Pending
csr-2-another-requestor       40s    kubernetes.io/kubelet-serving   system:node:w-1    <none>              Pending
csr-3-address-of-another      2m8s   kubernetes.io/kubelet-serving   system:node:w-3    <none>              Pending
csr-4-endpoint-and-service    90m    kubernetes.io/kubelet-serving   system:node:cp-1   <none>              Pending
csr-5-wildcard-and-loopback   24h    kubernetes.io/kubelet-serving   system:node:w-4    24h                 Pending
csr-6-client-and-mail         10d    kubernetes.io/kubelet-serving   system:node:w-5    2y                  Pending
"
    );
    let old = kubectl_table(&rows, Release::new(21, 14), at());
    assert!(!old.contains("REQUESTEDDURATION") && old.contains("   system:node:w-4    Pending\n"));
    for release in Release::known() {
        let has_durations = kubectl_table(&rows, *release, at()).contains("REQUESTEDDURATION");
        assert_eq!(has_durations, release.minor >= 22, "{release}");
    }
    assert_eq!(kubectl_table(&[], Release::NEWEST, at()), "");
}

/// The documentation of kubeadm's certificates has shown this sample since 1.19. It is no output of kubectl: beside
/// the column that 1.22 added, an age of 118 seconds reads `118s` and the columns are wider than their contents and
/// three spaces.
#[test]
fn the_sample_of_the_documentation_differs_in_an_age_and_in_spaces() {
    let sample = [
        "NAME        AGE     SIGNERNAME                        REQUESTOR                      CONDITION",
        "csr-9wvgt   112s    kubernetes.io/kubelet-serving     system:node:worker-1           Pending",
        "csr-lz97v   1m58s   kubernetes.io/kubelet-serving     system:node:control-plane-1    Pending",
    ];
    let mut rows = judged(&[("csr.yaml", &list(&LIST[..2]))]);
    for (row, (name, node, age)) in
        rows.iter_mut().zip([("csr-9wvgt", "worker-1", 112), ("csr-lz97v", "control-plane-1", 118)])
    {
        row.name = name.into();
        row.requestor = format!("system:node:{node}");
        row.created = Some(at().plus(-age));
    }
    let ours = kubectl_table(&rows, Release::new(21, 14), at());
    assert_eq!(
        ours,
        "\
NAME        AGE    SIGNERNAME                      REQUESTOR                     CONDITION
csr-9wvgt   112s   kubernetes.io/kubelet-serving   system:node:worker-1          Pending
csr-lz97v   118s   kubernetes.io/kubelet-serving   system:node:control-plane-1   Pending
"
    );
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let differing: Vec<_> = ours
        .lines()
        .zip(sample)
        .flat_map(|(ours, theirs)| words(ours).into_iter().zip(words(theirs)))
        .filter(|(ours, theirs)| ours != theirs)
        .collect();
    assert_eq!(differing, [("118s".to_owned(), "1m58s".to_owned())]);
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kubecerts-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// kubectl reads a manifest and prints it with a label: every field must be there again, and nothing else.
#[test]
fn kubectl_reads_every_manifest_and_keeps_every_field() {
    let folder = folder("kubectl");
    let text = list(&LIST);
    let mut manifests =
        vec![kube::signing_request::with_certificate(&text, "csr-1-good", "-----BEGIN CERTIFICATE-----\n").unwrap()];
    for (name, expiration_seconds) in [
        ("ada-client", Some(86_400)),
        ("yes", None),
        ("1e3", Some(600)),
        ("0x1f", None),
        ("2026-03-02", None),
        ("~", None),
    ] {
        let usages = ["digital signature".to_owned(), "key encipherment".to_owned(), "s/mime".to_owned()];
        let request = "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n";
        manifests.push(kube::signing_request::write(&kube::signing_request::NewSigningRequest {
            name,
            signer_name: "example.com/on",
            request,
            usages: &usages,
            expiration_seconds,
        }));
    }
    for manifest in manifests {
        let path = folder.join("manifest.yaml");
        fs::write(&path, &manifest).unwrap();
        let path = path.display().to_string();
        let Some(output) = kubectl::try_run(&["label", "--local", "-f", &path, "a=b", "-o", "json"], &folder) else {
            return;
        };
        assert!(output.status.success(), "{manifest}{}", String::from_utf8_lossy(&output.stderr));
        let mut printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let label = printed["metadata"]["labels"].take();
        assert_eq!(label["a"], "b");
        if let Some(metadata) = printed["metadata"].as_object_mut() {
            metadata.remove("labels");
        }
        let ours = kube::yaml::documents(&manifest).remove(0).tree.unwrap();
        let theirs = kube::yaml::documents(&printed.to_string()).remove(0).tree.unwrap();
        assert_eq!(sorted(&ours), sorted(&theirs), "{manifest}");
    }
    fs::remove_dir_all(folder).unwrap();
}

fn sorted(tree: &kube::Tree) -> kube::Tree {
    use kube::Tree::{Mapping, Sequence};
    match tree {
        Mapping(entries) => {
            let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Mapping(entries)
        }
        Sequence(elements) => Sequence(elements.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

/// An API server that knows nothing but requests hands kubectl our cells: kubectl's own layout must be ours.
#[test]
fn kubectl_lays_the_table_out_as_we_do() {
    let mut rows = judged(&[("csr.yaml", &list(&LIST))]);
    rows[3].requestor = String::new();
    rows[4].requestor = "a\u{1b}[1mb\nc".to_owned();
    rows[5].requestor = "müller".to_owned();
    let columns = ["Name", "Age", "SignerName", "Requestor", "RequestedDuration", "Condition"];
    let cells = |row: &ApprovalRow| {
        let single = kubectl_table(std::slice::from_ref(row), Release::NEWEST, at());
        let age = single.lines().nth(1).unwrap().split_whitespace().nth(1).unwrap().to_owned();
        let duration = match row.expiration_seconds {
            None => "<none>",
            Some(86_400) => "24h",
            Some(_) => "2y",
        };
        serde_json::json!({"cells": [row.name, age, row.signer_name, row.requestor, duration, row.condition], "object": {
            "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {"name": row.name}}})
    };
    let definitions: Vec<_> = columns
        .iter()
        .map(|name| serde_json::json!({"name": name, "type": "string", "format": "", "description": "", "priority": 0}))
        .collect();
    let table = serde_json::json!({"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "1"},
        "columnDefinitions": definitions, "rows": rows.iter().map(cells).collect::<Vec<_>>()});
    let group = serde_json::json!({"groupVersion": "certificates.k8s.io/v1", "version": "v1"});
    let resource = serde_json::json!({"name": "certificatesigningrequests", "singularName": "certificatesigningrequest",
        "namespaced": false, "kind": "CertificateSigningRequest", "verbs": ["get", "list"], "shortNames": ["csr"]});
    let answers = [
        ("/apis/certificates.k8s.io/v1/certificatesigningrequests", table),
        (
            "/apis/certificates.k8s.io/v1",
            serde_json::json!({"kind": "APIResourceList", "apiVersion": "v1",
            "groupVersion": "certificates.k8s.io/v1", "resources": [resource]}),
        ),
        (
            "/apis",
            serde_json::json!({"kind": "APIGroupList", "apiVersion": "v1", "groups": [
            {"name": "certificates.k8s.io", "versions": [group], "preferredVersion": group}]}),
        ),
        (
            "/api/v1",
            serde_json::json!({"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": []}),
        ),
        ("/api", serde_json::json!({"kind": "APIVersions", "versions": ["v1"]})),
    ];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    // The thread ends with the test's process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            reader.read_line(&mut first).unwrap();
            let path =
                first.split_whitespace().nth(1).unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let found = answers.iter().find(|(known, _)| *known == path).map(|(_, answer)| answer.to_string());
            let (status, body) = found.map_or(("404 Not Found", String::new()), |body| ("200 OK", body));
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
            let _ = reader.take(0);
        }
    });
    let folder = folder("kubectl-table");
    let Some(output) = kubectl::try_run(&["-s", &address, "get", "csr"], &folder) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), kubectl_table(&rows, Release::NEWEST, at()));
    fs::remove_dir_all(folder).unwrap();
}
