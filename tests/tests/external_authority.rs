//! An authority without its key: what must verify then, and the reasons that are given where it does not.

use cluster::{NodeTree, PkiLayout, Release, RowState, expiry_rows};
use pki::UnixTime;
use tests::cases::{Format, Request, run};
use tests::fixtures::{self, Files};

fn node(release: &str) -> Files {
    let committed = fixtures::roots().into_iter().next().unwrap();
    Files::from_folder(&committed.join(format!("kubeadm-{release}/01-default-single-node/etc-kubernetes")))
}

fn at() -> UnixTime {
    UnixTime::parse_rfc3339("2026-09-01T00:00:00Z").unwrap()
}

const CHECKING: &str = "Error checking external CA condition for";
const API_SERVER: &str = "ca certificate authority: certificate API server is not signed by corresponding CA:";

/// What is done to the files, and what is said then.
type Case = (&'static str, fn(&mut Files), Option<String>);

#[test]
fn the_reasons_are_those_of_go() {
    let cases: [Case; 6] = [
        ("nothing else", |_| {}, None),
        (
            "the CA of another cluster, of the same name",
            |files| drop(files.0.insert("pki/ca.crt".into(), node("1.31.14").0["pki/ca.crt"].clone())),
            Some(format!(
                "{CHECKING} {API_SERVER} x509: certificate signed by unknown authority (possibly because of \
                 \"crypto/rsa: verification error\" while trying to verify candidate authority certificate \"kubernetes\")"
            )),
        ),
        (
            "a CA of another name",
            |files| drop(files.0.insert("pki/ca.crt".into(), files.0["pki/etcd/ca.crt"].clone())),
            Some(format!("{CHECKING} {API_SERVER} x509: certificate signed by unknown authority")),
        ),
        (
            "a leaf in the place of the CA",
            |files| drop(files.0.insert("pki/ca.crt".into(), files.0["pki/apiserver.crt"].clone())),
            Some(format!("{CHECKING} ca certificate authority: certificate CA is not a CA")),
        ),
        (
            "no key of a leaf",
            |files| drop(files.0.insert("pki/apiserver.key".into(), Some(b"hello".to_vec()))),
            Some(format!(
                "{CHECKING} ca certificate authority: failure loading key for apiserver: couldn't load the private key \
                 file /etc/kubernetes/pki/apiserver.key: error reading private key file \
                 /etc/kubernetes/pki/apiserver.key: data does not contain a valid RSA or ECDSA private key"
            )),
        ),
        (
            "the CA once more behind the leaf",
            |files| {
                let mut both = files.0["pki/apiserver.crt"].clone().unwrap();
                both.extend(files.0["pki/ca.crt"].clone().unwrap());
                drop(files.0.insert("pki/apiserver.crt".into(), Some(both)));
            },
            None,
        ),
    ];
    let request = Request {
        configuration: Some("/etc/kubernetes/kubeadm-config.yaml".into()),
        pki_directory: String::new(),
        format: Format::Text,
    };
    for (what, change, expected) in cases {
        let mut files = node("1.27.16");
        files.0.remove("pki/ca.key");
        change(&mut files);
        let outcome = run(&files, &request, Release::new(27, 16), at());
        assert_eq!(outcome.error, expected, "{what}");
        assert_eq!(outcome.stdout.matches("yes     ").count(), if expected.is_none() { 6 } else { 0 }, "{what}");
    }
}

#[test]
fn the_constraints_of_an_authority_bind_the_names_below_it() {
    let cases = [
        ("permitted;DNS:example.com", Some("DNS name \"cp-1\" is not permitted by any constraint")),
        (
            "excluded;DNS:cluster.local",
            Some("DNS name \"kubernetes.default.svc.cluster.local\" is excluded by constraint \"cluster.local\""),
        ),
        ("permitted;IP:192.168.0.0/255.255.0.0", Some("IP address \"10.96.0.1\" is not permitted by any constraint")),
        ("excluded;DNS:example.com,permitted;email:example.com,permitted;URI:.example.com", None),
    ];
    let scratch = std::env::temp_dir().join(format!("constraints-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).unwrap();
    let request = Request {
        configuration: Some("/etc/kubernetes/kubeadm-config.yaml".into()),
        pki_directory: String::new(),
        format: Format::Text,
    };
    for (constraints, expected) in cases {
        let mut files = node("1.27.16");
        // The same authority, name and key, with constraints; Go compares names by their octets, so as PrintableString.
        std::fs::write(scratch.join("ca.key"), files.0.remove("pki/ca.key").unwrap().unwrap()).unwrap();
        std::fs::write(scratch.join("index.txt"), "").unwrap();
        let settings = format!(
            "[req]\ndistinguished_name=dn\nprompt=no\nstring_mask=default\n[dn]\nCN=kubernetes\n[ca]\ndefault_ca=own\n\
             [own]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n\
             x509_extensions=authority\npreserve=yes\n[any]\ncommonName=supplied\n\
             [authority]\nbasicConstraints=critical,CA:TRUE\nnameConstraints=critical,{constraints}\n"
        );
        std::fs::write(scratch.join("settings.cnf"), settings).unwrap();
        for arguments in [
            "req -config settings.cnf -new -key ca.key -out ca.csr",
            "ca -config settings.cnf -batch -notext -selfsign -keyfile ca.key -in ca.csr -out ca.crt \
             -startdate 20260101000000Z -enddate 20360101000000Z",
        ] {
            let mut openssl = std::process::Command::new("openssl");
            let output = openssl.current_dir(&scratch).args(arguments.split_whitespace()).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        files.0.insert("pki/ca.crt".into(), Some(std::fs::read(scratch.join("ca.crt")).unwrap()));
        let outcome = run(&files, &request, Release::new(27, 16), at());
        let expected = expected.map(|reason| {
            format!(
                "{CHECKING} {API_SERVER} x509: a root or intermediate certificate is not authorized to sign for this name: {reason}"
            )
        });
        assert_eq!(outcome.error, expected, "{constraints}");
    }
    std::fs::remove_dir_all(&scratch).unwrap();
}

#[test]
fn rows_at_fault_keep_their_dates_and_the_others_their_state() {
    let mut files = node("1.37.2");
    files.0.remove("pki/ca.key");
    files.0.insert("pki/etcd/peer.crt".into(), Some(b"-----BEGIN CERTIFICATE-----\n".to_vec()));
    let (tree, layout) = (files.tree(), PkiLayout::default());
    let late = UnixTime::parse_rfc3339("2028-01-01T00:00:00Z").unwrap();
    let rows = |tree: &NodeTree<'_>, declared| expiry_rows(tree, &layout, Release::NEWEST, late, declared);
    let (certificates, authorities) = rows(&tree, false);
    let row = |name: &str| certificates.iter().chain(&authorities).find(|row| row.name == name).unwrap();
    // The leafs have ended, so kubeadm stops at every row of this CA.
    for name in ["admin.conf", "apiserver", "ca"] {
        assert!(matches!(&row(name).state, RowState::Failed(text) if text.contains("has expired")), "{name}");
        assert!(row(name).not_after.is_some() && row(name).certificate.is_some(), "{name}");
        assert_eq!(row(name).externally_managed, None, "{name}");
    }
    assert!(matches!(&row("etcd-peer").state, RowState::Failed(text) if text.contains("does not contain any valid")));
    assert_eq!((row("etcd-peer").not_after, row("etcd-peer").residual.as_str()), (None, ""));
    assert_eq!((&row("etcd-server").state, row("etcd-server").residual.as_str()), (&RowState::Read, "<invalid>"));

    // With the keys declared present nothing is external, and nothing has to verify.
    let (certificates, _) = rows(&tree, true);
    let admin = certificates.iter().find(|row| row.name == "admin.conf").unwrap();
    assert_eq!((&admin.state, admin.externally_managed), (&RowState::Read, Some(false)));
}

#[test]
fn super_admin_is_not_expected_where_a_node_has_joined() {
    let mut files = node("1.37.2");
    files.0.remove("super-admin.conf");
    let state = |files: &Files| {
        let (rows, _) = expiry_rows(&files.tree(), &PkiLayout::default(), Release::NEWEST, at(), false);
        rows.into_iter().find(|row| row.name == "super-admin.conf").unwrap().state
    };
    assert_eq!(state(&files), RowState::NotExpected);
    files.0.retain(|path, _| !path.ends_with(".conf"));
    assert_eq!(state(&files), RowState::Missing);
}
