//! Taking back what somebody else signed: what the real OpenSSL loses without being told is named, and what is as it
//! should be goes into its place.

use std::path::{Path, PathBuf};

use cluster::desk::returned::{ReturnCheckKind, ReturnedRow};
use cluster::desk::sign::{AuthorityChoice, Caution, ProfileChoice, SignOrder, ValidityChoice};
use cluster::{Settings, Workspace};
use intake::DroppedFile;
use tests::dropped::{self, instant, requests};
use tests::openssl;
use tests::seeded::Seeded;

const RELEASE: &str = "1.37.2";

struct Tables {
    folder: PathBuf,
    authorities: PathBuf,
    requested: PathBuf,
    settings: Settings,
}

/// The requests and authorities of one release, and a folder to work in.
fn tables(name: &str) -> Tables {
    let folder = std::env::temp_dir().join(format!("kubecerts-returned-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    Tables {
        folder,
        authorities: dropped::scenario("01-default-single-node").remove(RELEASE).unwrap(),
        requested: dropped::scenario("09-generate-csr").remove(RELEASE).unwrap(),
        // OpenSSL signs at the machine's time.
        settings: Settings::at(now()),
    }
}

fn now() -> pki::UnixTime {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    pki::UnixTime::from_seconds(i64::try_from(now.as_secs()).unwrap() + 60)
}

impl Tables {
    fn workspace(&self) -> Workspace {
        dropped::workspace(&[(&self.authorities, "cp-1"), (&self.requested, "edge-7")])
    }

    /// `openssl x509 -req` with an authority; `None` where it is not installed.
    fn sign(&self, request: &str, authority: &str, further: &[&str], out: &str) -> Option<Vec<u8>> {
        let request = self.requested.join(request);
        let (certificate, key) =
            (self.authorities.join(format!("{authority}.crt")), self.authorities.join(format!("{authority}.key")));
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let (request, certificate, key) = (path(&request), path(&certificate), path(&key));
        let mut arguments =
            vec!["x509", "-req", "-in", &request, "-CA", &certificate, "-CAkey", &key, "-days", "365", "-out", out];
        let serial = ["-set_serial", "12345"];
        arguments.extend(serial);
        arguments.extend(further);
        openssl::run(&arguments, &self.folder)?;
        Some(std::fs::read(self.folder.join(out)).unwrap())
    }
}

fn returned(workspace: &Workspace, settings: &Settings, path: &str) -> ReturnedRow {
    let rows = workspace.returned(settings);
    let found = rows.into_iter().find(|row| row.places.iter().any(|place| place.path == path));
    found.unwrap_or_else(|| panic!("{path} did not come back"))
}

/// How each check went: `+` holds, `-` does not, `?` cannot be told.
fn checks(row: &ReturnedRow) -> String {
    let sign = |holds: Option<bool>| match holds {
        Some(true) => '+',
        Some(false) => '-',
        None => '?',
    };
    row.checks.iter().map(|check| sign(check.holds)).collect()
}

fn values(row: &ReturnedRow, kind: ReturnCheckKind) -> (Vec<String>, Vec<String>) {
    let check = row.checks.iter().find(|check| check.kind == kind).unwrap();
    (check.wanted.clone(), check.found.clone())
}

fn drop_file(workspace: &mut Workspace, path: &str, bytes: Vec<u8>) {
    workspace.add(vec![intake::read(DroppedFile { path: path.to_owned(), bytes })], Vec::new());
}

#[test]
fn what_plain_openssl_loses_is_named() {
    let tables = tables("plain");
    let Some(plain) = tables.sign("pki/apiserver.csr", "pki/ca", &[], "plain.crt") else { return };
    let mut workspace = tables.workspace();
    drop_file(&mut workspace, "back/apiserver.crt", plain);
    let row = returned(&workspace, &tables.settings, "back/apiserver.crt");
    assert_eq!(row.role.as_deref(), Some("apiserver"));
    // Public key, authority, subject hold; names and usages are lost; no authority, and dates are good.
    assert_eq!(checks(&row), "+++--++", "{:?}", row.checks);
    let (lost, added) = values(&row, ReturnCheckKind::Names);
    assert!(lost.contains(&"DNS:kubernetes.default.svc".to_owned()) && lost.len() >= 9 && added.is_empty(), "{lost:?}");
    let (lost, _) = values(&row, ReturnCheckKind::Usages);
    assert_eq!(lost, ["digitalSignature", "keyEncipherment", "serverAuth"]);
    assert_eq!(row.target, "edge-7/pki/apiserver.crt");
    assert_eq!(row.key.unwrap().path, "edge-7/pki/apiserver.key");
    std::fs::remove_dir_all(&tables.folder).unwrap();
}

#[test]
fn what_was_signed_with_care_goes_into_its_place() {
    let tables = tables("care");
    let extensions = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n\
                      basicConstraints=critical,CA:FALSE\n";
    std::fs::write(tables.folder.join("e.cnf"), extensions).unwrap();
    let careful = ["-copy_extensions", "copy", "-extfile", "e.cnf"];
    let Some(good) = tables.sign("pki/etcd/peer.csr", "pki/etcd/ca", &careful, "good.crt") else { return };
    let wrong = tables.sign("pki/etcd/server.csr", "pki/ca", &careful, "wrong.crt").unwrap();
    let mut workspace = tables.workspace();
    drop_file(&mut workspace, "back/peer.pem", good.clone());
    drop_file(&mut workspace, "back/server.pem", wrong);
    let row = returned(&workspace, &tables.settings, "back/peer.pem");
    assert_eq!(checks(&row), "+++++++", "{:?}", row.checks);
    let files = workspace.take_back(&[row.certificate], &tables.settings);
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].path, "edge-7/pki/etcd/peer.crt");
    let block = &pki::pem::blocks(&good)[0];
    assert_eq!(pki::pem::blocks(&files[0].content)[0].body, block.body);
    let row = returned(&workspace, &tables.settings, "back/server.pem");
    assert_eq!(checks(&row), "+-+++++", "signed by ca and not by etcd-ca: {:?}", row.checks);
    assert_eq!(values(&row, ReturnCheckKind::Authority).0, ["etcd-ca"]);
    std::fs::remove_dir_all(&tables.folder).unwrap();
}

#[test]
fn an_authority_another_key_and_too_many_names_are_told() {
    let tables = tables("odd");
    let extensions = "keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign\nextendedKeyUsage=clientAuth\n\
                      basicConstraints=critical,CA:TRUE\nsubjectAltName=DNS:more.test\n";
    std::fs::write(tables.folder.join("e.cnf"), extensions).unwrap();
    let careless = ["-extfile", "e.cnf"];
    let Some(odd) = tables.sign("pki/front-proxy-client.csr", "pki/front-proxy-ca", &careless, "odd.crt") else {
        return;
    };
    let other = tables.sign("pki/apiserver.csr", "pki/front-proxy-ca", &[], "other.crt").unwrap();
    let mut workspace = tables.workspace();
    drop_file(&mut workspace, "edge-7/pki/front-proxy-client.crt", odd);
    let row = returned(&workspace, &tables.settings, "edge-7/pki/front-proxy-client.crt");
    assert_eq!(checks(&row), "+++---+", "{:?}", row.checks);
    assert_eq!(values(&row, ReturnCheckKind::Names), (Vec::new(), vec!["DNS:more.test".to_owned()]));
    assert_eq!(values(&row, ReturnCheckKind::Usages).1, ["keyCertSign"]);
    // Of the name of one request, but for the key of another.
    let mut workspace = tables.workspace();
    workspace.remove("edge-7/pki/apiserver.csr");
    drop_file(&mut workspace, "edge-7/pki/front-proxy-client.crt", other);
    let row = returned(&workspace, &tables.settings, "edge-7/pki/front-proxy-client.crt");
    assert!(checks(&row).starts_with("-+-"), "{:?}", row.checks);
    std::fs::remove_dir_all(&tables.folder).unwrap();
}

/// Without the request the key alone tells where a certificate belongs; what lies beside its key did not come back.
#[test]
fn the_key_alone_tells_the_place() {
    let tables = tables("key");
    let extensions = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\n";
    std::fs::write(tables.folder.join("e.cnf"), extensions).unwrap();
    let careful = ["-copy_extensions", "copy", "-extfile", "e.cnf"];
    let Some(made) = tables.sign("pki/apiserver.csr", "pki/ca", &careful, "made.crt") else { return };
    let mut workspace = tables.workspace();
    workspace.remove("edge-7/pki/apiserver.csr");
    drop_file(&mut workspace, "mail/certificate.pem", made.clone());
    let row = returned(&workspace, &tables.settings, "mail/certificate.pem");
    assert_eq!(checks(&row), "++??+++", "{:?}", row.checks);
    assert_eq!((row.target.as_str(), row.role.as_deref()), ("edge-7/pki/apiserver.crt", Some("apiserver")));
    assert_eq!(workspace.returned(&tables.settings).len(), 1, "certificates beside their keys did not come back");
    let key = std::fs::read(tables.requested.join("pki/apiserver.key")).unwrap();
    workspace.remove("edge-7/pki/apiserver.key");
    drop_file(&mut workspace, "mail/privkey.pem", key.clone());
    assert!(workspace.returned(&tables.settings).is_empty(), "there is no place for it");
    drop_file(&mut workspace, "edge-7/pki/apiserver.key", key);
    workspace.remove("mail/certificate.pem");
    drop_file(&mut workspace, "edge-7/pki/apiserver.crt", made);
    assert!(workspace.returned(&tables.settings).is_empty());
    std::fs::remove_dir_all(&tables.folder).unwrap();
}

/// Everything that the desk signs itself passes its own checks; what belongs into a kubeconfig is told where.
#[test]
fn what_the_desk_signs_comes_back_without_fault() {
    let tables = tables("own");
    let mut workspace = tables.workspace();
    let settings = Settings::at(instant("2026-03-02T10:00:00Z"));
    let asked = requests(&workspace, &settings);
    let order = SignOrder {
        requests: asked.values().copied().collect(),
        authority: AuthorityChoice::ByRole,
        profile: ProfileChoice::ByRole,
        validity: ValidityChoice::Default,
        confirmed: vec![Caution::Masters],
        issued_at: settings.viewed_at,
    };
    let signing = workspace.signing(&order, &settings);
    let mut made = Vec::new();
    for index in 0..asked.len() {
        made.extend(signing.sign(index, &mut Seeded::new(5)).unwrap_or_else(|row| panic!("{row:?}")));
    }
    for file in made {
        drop_file(&mut workspace, &format!("made/{}", file.path), file.content.to_vec());
    }
    let rows = workspace.returned(&settings);
    assert_eq!(rows.len(), asked.len());
    for row in &rows {
        assert_eq!(checks(row), "+++++++", "{}: {:?}", row.subject, row.checks);
        let of_kubeconfig = row.role.as_deref().is_some_and(|role| role.ends_with(".conf"));
        assert!(row.target.starts_with("edge-7/"), "{}", row.target);
        assert_eq!(row.target.ends_with(".crt"), !of_kubeconfig, "{}", row.target);
    }
    let all: Vec<_> = rows.iter().map(|row| row.certificate).collect();
    assert_eq!(workspace.take_back(&all, &settings).len(), 7, "the certificates of kubeconfigs are left out");
    std::fs::remove_dir_all(&tables.folder).unwrap();
}
