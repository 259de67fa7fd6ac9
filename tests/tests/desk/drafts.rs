//! Drafts against what real kubeadm made: names of certificates, and whole requests.

use std::collections::BTreeMap;
use std::path::Path;

use cluster::alternative_names::NodeNames;
use cluster::desk::draft::{self, KeySource, Purpose, RequestDraft};
use cluster::desk::made::Tool;
use cluster::{Release, Settings, Workspace};
use intake::Thing;
use pki::{Certificate, Fingerprint, KeyAlgorithm, KeyKind, Request, RequestDetails, SubjectAlternativeName, pem};
use tests::dropped::{self, instant};
use tests::seeded::Seeded;

fn settings() -> Settings {
    Settings::at(instant("2026-03-02T09:15:30Z"))
}

fn first_certificate(path: &Path) -> Option<Certificate> {
    let blocks = pem::blocks(&std::fs::read(path).ok()?);
    let block = blocks.into_iter().find(|block| block.label == "CERTIFICATE")?;
    Certificate::from_der(block.body.as_ref().ok()?).ok()
}

/// Every scenario in which kubeadm made the certificates afresh of the configuration that lies beside them.
#[test]
fn names_of_certificates_are_those_that_kubeadm_gave() {
    let fresh = ["01-default-single-node", "02-ha-dualstack-extra-sans", "04-external-etcd", "05-ecdsa-p256"];
    let mut compared = 0;
    for scenario in fresh {
        for (release, folder) in dropped::scenario(scenario) {
            let file = dropped::file(
                "kubeadm-config.yaml",
                &std::fs::read_to_string(folder.join("kubeadm-config.yaml")).unwrap(),
            );
            let configuration = file.items.iter().find_map(|item| match &item.thing {
                Thing::KubeadmConfiguration(found) => Some(found),
                _ => None,
            });
            let names = NodeNames::of(configuration.unwrap(), "");
            for (base, wanted) in [
                ("apiserver", names.for_api_server()),
                ("etcd/server", names.for_etcd_server()),
                ("etcd/peer", names.for_etcd_peer()),
            ] {
                let Some(found) = first_certificate(&folder.join(format!("pki/{base}.crt"))) else { continue };
                assert_eq!(found.names(), wanted, "{release} {scenario} {base}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 39, "{compared} certificates were compared");
}

/// The kind of a new key is that of the key which kubeadm made by the same configuration.
#[test]
fn keys_are_of_the_kind_that_kubeadm_takes() {
    let mut kinds = std::collections::BTreeSet::new();
    for scenario in ["09-generate-csr", "05-ecdsa-p256", "20a-rsa-3072", "20b-rsa-4096", "20c-ecdsa-p384"] {
        for (release, folder) in dropped::scenario(scenario) {
            let settings = Settings { release: Some(release.parse::<Release>().unwrap()), ..settings() };
            let workspace = dropped::workspace(&[(&folder, "node/etc/kubernetes")]);
            let draft = workspace.draft(&Purpose::Role("apiserver".to_owned()), Some("node/etc/kubernetes"), &settings);
            let KeySource::New(kind) = draft.key else { panic!("a key was chosen") };
            let text = std::fs::read(folder.join("pki/apiserver.key")).unwrap();
            let key = pki::PrivateKey::from_der(pem::blocks(&text)[0].body.as_ref().unwrap()).unwrap();
            let expected = match key.facts().public.algorithm {
                KeyAlgorithm::Rsa { bits: 3072 } => KeyKind::Rsa3072,
                KeyAlgorithm::Rsa { bits: 4096 } => KeyKind::Rsa4096,
                KeyAlgorithm::Rsa { .. } => KeyKind::Rsa2048,
                KeyAlgorithm::EcdsaP384 => KeyKind::EcdsaP384,
                _ => KeyKind::EcdsaP256,
            };
            assert_eq!(kind, expected, "{release} {scenario}");
            kinds.insert(format!("{kind:?}"));
        }
    }
    assert!(!kinds.is_empty());
    if dropped::scenario("20c-ecdsa-p384").len() == 1 {
        assert_eq!(kinds.len(), 5, "{kinds:?}");
    }
}

fn with_key_of(draft: RequestDraft, key: Fingerprint) -> RequestDraft {
    RequestDraft { key: KeySource::Held(key), ..draft }
}

/// Every element of a request but the signature, which is random with ECDSA.
fn signed(request: &RequestDetails) -> Vec<(u16, String, String)> {
    let signature = request.asn1.iter().rposition(|e| e.depth == 1 && e.tag == "BIT STRING").unwrap();
    request.asn1[..signature].iter().map(|e| (e.depth, e.tag.clone(), e.value.clone())).collect()
}

/// Nothing of an RSA request is random but its key: with that ours are the same to the byte.
#[test]
fn drafts_give_the_requests_of_generate_csr() {
    let mut compared = 0;
    for (release, folder) in dropped::scenario("09-generate-csr") {
        let settings = Settings { release: Some(release.parse::<Release>().unwrap()), ..settings() };
        let workspace = dropped::workspace(&[(&folder, "node/etc/kubernetes")]);
        let node = workspace.report(&settings).clusters[0].nodes[0].id.clone();
        for (path, fingerprint) in dropped::requests(&workspace, &settings) {
            let details = workspace.request_detail(fingerprint).unwrap();
            let name = path.strip_prefix("node/etc/kubernetes/").unwrap().trim_end_matches(".csr");
            let role = match name.strip_prefix("pki/") {
                Some(base) => cluster::catalogue::Role::at_base(base).unwrap().name,
                None => name,
            };
            let made = workspace.draft(&Purpose::Role(role.to_owned()), Some(&node), &settings);
            let key = workspace.private_key(details.facts.key.sha256).unwrap();
            let made = with_key_of(made, details.facts.key.sha256);
            let files = draft::make(&made, &key, false, None, &mut Seeded::new(1)).unwrap();
            let ours = Request::from_der(pem::blocks(&files[0].content)[0].body.as_ref().unwrap()).unwrap().details();
            match details.facts.key.algorithm {
                KeyAlgorithm::Rsa { .. } => assert_eq!(ours.pem, details.pem, "{release} {role}"),
                _ => assert_eq!(signed(&ours), signed(&details), "{release} {role}"),
            }
            assert!(files[0].path.ends_with(&path["node/".len()..]), "{} {path}", files[0].path);
            compared += 1;
        }
    }
    assert!(compared >= 23, "{compared} requests were compared");
}

fn free(subject: &[(&str, &str)], names: &[&str]) -> RequestDraft {
    let attribute = |(attribute, value): &(&str, &str)| pki::NameAttribute {
        attribute: (*attribute).to_owned(),
        value: (*value).to_owned(),
    };
    let mut draft = Workspace::new().draft(&Purpose::Free, None, &settings());
    draft.subject = subject.iter().map(attribute).collect();
    draft.names = names.iter().map(|name| (*name).to_owned()).collect();
    draft
}

/// What is typed wrongly, and what is said of it: the kind of fault by its debug text, and whether it is grave.
#[test]
fn faults_are_told_while_typing() {
    let cn = [("CN", "a")];
    for (draft, expected, grave) in [
        (free(&[("CN", "")], &[]), "Empty", true),
        (free(&[("CN", "")], &["a.test"]), "", false),
        (free(&cn, &["a.test", "A.test"]), "Duplicate", false),
        (free(&cn, &["a.test."]), "TrailingDot", true),
        (free(&cn, &["10.0.0.0/8"]), "AddressBlock", true),
        (free(&cn, &["a.test:443"]), "Port", true),
        (free(&cn, &["a.*.test"]), "Wildcard", true),
        (free(&cn, &["*.a.test"]), "Wildcard", false),
        (free(&cn, &["b\u{fc}cher.test"]), "NotAscii", true),
        (free(&cn, &["fe80::1%eth0"]), "Zone", true),
        (free(&cn, &["IP:300.1.1.1"]), "Address", true),
        (free(&cn, &["a b.test"]), "WhiteSpace", true),
        (free(&[("O", "system:masters"), ("CN", "a")], &[]), "Masters", false),
        (free(&[("CN", "kubernetes-admin")], &[]), "NameOfRole(\"admin.conf\")", false),
        (free(&[("C", "Switzerland"), ("CN", "a")], &[]), "Country", false),
        (free(&[("X", "y")], &[]), "UnknownAttribute(\"X\")", true),
        (free(&[("CN", &"a".repeat(65))], &[]), "TooLong(64)", false),
        (free(&[("2.5.4.3", "a")], &[]), "", false),
        (RequestDraft { base: "../etc/passwd".to_owned(), ..free(&cn, &[]) }, "BadFileName", true),
    ] {
        let faults = draft.faults(Release::NEWEST);
        if expected.is_empty() {
            assert!(faults.is_empty(), "{faults:?}");
            continue;
        }
        let found = faults.iter().find(|fault| format!("{:?}", fault.kind).contains(expected));
        assert_eq!(found.map(|fault| fault.grave), Some(grave), "{expected}: {faults:?}");
        assert_eq!(draft.template().is_err(), grave, "{expected}");
    }
}

#[test]
fn a_manifest_is_held_to_the_rules_of_the_api() {
    let workspace = Workspace::new();
    let mut draft = workspace.draft(&Purpose::User, None, &settings());
    draft.subject[0].value = "system:masters".to_owned();
    draft.subject[1].value = "ada".to_owned();
    draft.usages.push("serverAuth".to_owned());
    let manifest = draft.manifest.as_mut().unwrap();
    manifest.expiration_seconds = Some(60);
    let words: Vec<String> = draft.faults(Release::NEWEST).iter().map(|fault| format!("{:?}", fault.kind)).collect();
    for expected in ["10 minutes", "Unsupported value", "system:masters group is not allowed", "invalid usage"] {
        assert!(words.iter().any(|text| text.contains(expected)), "{expected}: {words:?}");
    }
    let kubelet = workspace.draft(&Purpose::KubeletServing, None, &settings());
    let words = format!("{:?}", kubelet.faults(Release::NEWEST));
    assert!(words.contains("DNS or IP subjectAltName is required"), "{words}");
}

/// Runs the openssl command that is shown, in a shell, and reads what it made.
#[test]
fn the_openssl_command_makes_the_same_request() {
    let folder = std::env::temp_dir().join(format!("kubecerts-equivalents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let names = ["a.test", "*.b.test", "10.0.0.1", "2001:db8::1", "ada@a.test", "https://a.test/x?y=1"];
    let odd = [("O", "two"), ("O", "a $one; #'\"\\ two"), ("OU", "x"), ("CN", "it's \u{4e2d}")];
    let mut drafts = BTreeMap::new();
    drafts.insert("odd", free(&odd, &names));
    drafts.insert("plain", free(&[("CN", "a")], &[]));
    let mut usages = free(&[("O", "system:masters"), ("CN", "b")], &["b.test"]);
    usages.ask_for_usages = true;
    usages.usages = ["digital signature", "server auth", "client auth"].map(str::to_owned).to_vec();
    drafts.insert("usages", usages);
    if tests::openssl::try_run(&["version"], &folder).is_none() {
        return;
    }
    for (name, mut draft) in drafts {
        draft.base = format!("made here/{name}");
        draft.key = KeySource::New(pki::KeyKind::EcdsaP256);
        let command = draft.equivalents(Release::NEWEST).into_iter().find(|found| found.tool == Tool::OpenSsl).unwrap();
        let output =
            std::process::Command::new("sh").args(["-ec", &command.text]).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}\n{}", command.text, String::from_utf8_lossy(&output.stderr));
        let blocks = pem::blocks(&std::fs::read(folder.join(format!("made here/{name}.csr"))).unwrap());
        let theirs = Request::from_der(blocks[0].body.as_ref().unwrap()).unwrap();
        let template = draft.template().unwrap();
        let key = pki::PrivateKey::generate(pki::KeyKind::EcdsaP256, &mut Seeded::new(2)).unwrap();
        let ours = pki::issue_request(&template, &key, &mut Seeded::new(3)).unwrap();
        assert_eq!(theirs.details().facts.subject.attributes, ours.details().facts.subject.attributes, "{name}");
        assert_eq!(theirs.names(), ours.names(), "{name}");
        assert_eq!(theirs.details().extensions, ours.details().extensions, "{name}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Runs the kubectl command that is shown with a kubectl that only keeps what it is given: the same object comes out as
/// in the manifest that the desk writes, whatever the names.
#[test]
fn the_kubectl_command_makes_the_same_object() {
    let folder = std::env::temp_dir().join(format!("kubecerts-kubectl-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut draft = Workspace::new().draft(&Purpose::User, None, &settings());
    draft.subject = free(&[("CN", "ada")], &[]).subject;
    for name in ["user-client", "no", "it's $HOME `id` \\ \"x\": #1"] {
        let manifest = draft.manifest.as_mut().unwrap();
        manifest.name = name.to_owned();
        manifest.expiration_seconds = Some(86_400);
        let key = pki::PrivateKey::generate(KeyKind::EcdsaP256, &mut Seeded::new(5)).unwrap();
        let files = draft::make(&draft, &key, true, None, &mut Seeded::new(6)).unwrap();
        for file in &files {
            std::fs::write(folder.join(&file.path), &*file.content).unwrap();
        }
        let found = draft.equivalents(Release::NEWEST).into_iter().find(|found| found.tool == Tool::Kubectl).unwrap();
        let script = format!("kubectl() {{ if [ \"$1\" = create ]; then cat > given.yaml; fi; }}\n{}", found.text);
        let output = std::process::Command::new("sh").args(["-euc", &script]).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
        let read = |file: &str| {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            let object = kube::objects::read(&text).remove(0).unwrap();
            let requests: Vec<Vec<u8>> = object.embedded.iter().map(|embedded| embedded.bytes.to_vec()).collect();
            (object.value, requests)
        };
        assert_eq!(read("given.yaml"), read("user.yaml"), "{name}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn kubeadm_and_kubectl_have_their_commands() {
    let workspace = Workspace::new();
    let role = workspace.draft(&Purpose::Role("etcd-server".to_owned()), None, &settings());
    let text = |draft: &RequestDraft, tool: Tool, release: Release| {
        draft.equivalents(release).into_iter().find(|found| found.tool == tool).map(|found| found.text)
    };
    assert!(text(&role, Tool::Kubeadm, Release::NEWEST).unwrap().starts_with("kubeadm certs generate-csr "));
    let old = text(&role, Tool::Kubeadm, Release::new(22, 17)).unwrap();
    assert!(old.starts_with("kubeadm certs renew etcd-server --csr-only --csr-dir "), "{old}");
    assert_eq!(text(&role, Tool::Kubectl, Release::NEWEST), None);
    let mut user = workspace.draft(&Purpose::User, None, &settings());
    user.subject = free(&[("O", "app devs"), ("O", "qa"), ("CN", "ada")], &[]).subject;
    let kubeadm = text(&user, Tool::Kubeadm, Release::NEWEST).unwrap();
    assert!(kubeadm.ends_with("--client-name ada --org 'app devs' --org qa"), "{kubeadm}");
    let kubectl = text(&user, Tool::Kubectl, Release::NEWEST).unwrap();
    assert!(kubectl.contains("kubectl certificate approve user-client\n"), "{kubectl}");
}

/// Names of the node's own configuration, and of the Node object where one was dropped.
#[test]
fn a_kubelet_asks_for_the_names_of_its_node() {
    let folder = dropped::scenario("01-default-single-node").remove("1.37.2").unwrap();
    let mut workspace = dropped::workspace(&[(&folder, "cp-1/etc/kubernetes")]);
    let draft = workspace.draft(&Purpose::KubeletServing, Some("cp-1"), &settings());
    assert_eq!(draft.names, ["cp-1", "192.0.2.10"]);
    assert_eq!(draft.subject[1].value, "system:node:cp-1");
    let node = "apiVersion: v1\nkind: Node\nmetadata: {name: cp-1}\nstatus:\n  addresses:\n  - {type: InternalIP, address: 192.0.2.10}\n  \
                - {type: Hostname, address: cp-1}\n  - {type: ExternalDNS, address: a.example.test}\n";
    workspace.add(vec![dropped::file("nodes.yaml", node)], Vec::new());
    let draft = workspace.draft(&Purpose::KubeletServing, Some("cp-1"), &settings());
    assert_eq!(draft.names, ["a.example.test", "cp-1", "192.0.2.10"]);
    let parsed: Vec<_> = draft.names.iter().map(|name| SubjectAlternativeName::parse(name).unwrap()).collect();
    assert_eq!(parsed.len(), 3);
    assert!(draft.faults(Release::NEWEST).is_empty(), "{:?}", draft.faults(Release::NEWEST));
}
