//! The folder of `generate-csr` signed with the three authorities of another fixture, compared with what kubeadm itself
//! issued there, and judged by OpenSSL; requests of several clusters, and in manifests.

use std::collections::BTreeMap;
use std::path::Path;

use cluster::desk::draft::{self, Purpose};
use cluster::desk::made::MadeFile;
use cluster::desk::sign::{Caution, Fate, ProfileChoice, Refusal, SignOrder};
use cluster::{Release, Settings};
use pki::{Certificate, ExtensionDetails, UnixTime};
use tests::dropped::{self, certificate, instant, requests};
use tests::openssl;
use tests::seeded::Seeded;

use crate::place::{NOW, attribute, first, key, made_at, order, place, read, settings};

/// The certificates that kubeadm made in a folder, by where they lie: `pki/etcd/server`, `admin.conf`.
fn issued_by_kubeadm(folder: &Path) -> BTreeMap<String, Certificate> {
    let mut found = BTreeMap::new();
    for file in dropped::files(folder, "") {
        for item in &file.items {
            let intake::Thing::Certificate(facts) = &item.thing else { continue };
            let embedded = item.place.field.as_deref().is_some_and(|field| field.contains("client-certificate-data"));
            let name = match file.path.strip_suffix(".crt") {
                Some(base) => base.to_owned(),
                None if embedded => file.path.clone(),
                None => continue,
            };
            found.insert(name, Certificate::from_der(&facts.der).unwrap());
        }
    }
    found
}

/// What must be the same in a certificate for another node: name, criticality, and the content of all but the names.
fn shape(extensions: &[ExtensionDetails]) -> Vec<(String, bool, String)> {
    let value = |extension: &ExtensionDetails| match extension.name.as_str() {
        "subjectAltName" => String::new(),
        _ => extension.hex.clone(),
    };
    extensions.iter().map(|e| (e.name.clone(), e.critical, value(e))).collect()
}

#[test]
fn the_folder_of_generate_csr_becomes_the_certificates_that_kubeadm_would_issue() {
    let folders = dropped::scenario("01-default-single-node");
    let (mut checked, mut dates) = (0, 0);
    for (release, requested) in dropped::scenario("09-generate-csr") {
        let authorities = &folders[&release];
        let theirs = issued_by_kubeadm(authorities);
        let version: Release = release.parse().unwrap();
        let issued_at = made_at(&theirs["pki/ca"], version);
        let workspace = dropped::workspace(&[(authorities, "cp-1"), (&requested, "edge-7")]);
        let settings = Settings { release: Some(version), ..Settings::at(issued_at) };
        let asked = requests(&workspace, &settings);
        let mut order = order(asked.values().copied().collect(), issued_at);
        // Some of the fixtures were renewed later than the instant at which this signs.
        order.confirmed = vec![Caution::Masters, Caution::ClockInPast];
        let signing = workspace.signing(&order, &settings);
        let folder = std::env::temp_dir().join(format!("kubecerts-signing-{}-{release}", std::process::id()));
        for (index, (path, _)) in asked.iter().enumerate() {
            let row = &signing.rows()[index];
            let files =
                signing.sign(index, &mut Seeded::new(index as u64)).unwrap_or_else(|row| panic!("{path}: {row:?}"));
            assert_eq!(files.len(), 1, "{path}: a root needs no chain");
            let name = path.strip_prefix("edge-7/").unwrap().strip_suffix(".csr").unwrap();
            assert_eq!(files[0].path, format!("edge-7/{name}.crt"));
            let ours = first(&files[0].content);
            let request = workspace.request_detail(row.request).unwrap();
            assert_eq!(ours.names(), request.facts.names, "{release} {name}");
            assert_eq!(ours.details().facts.subject.der, request.facts.subject.der, "{release} {name}");
            assert_eq!(ours.details().facts.key, request.facts.key, "{release} {name}");
            assert_eq!(row.validity, ours.not_before().zip(ours.not_after()));
            // The kubelet's own certificate is none of kubeadm's files there.
            if let Some(theirs) = theirs.get(name) {
                let (ours, theirs) = (ours.details(), theirs.details());
                assert_eq!(shape(&ours.extensions), shape(&theirs.extensions), "{release} {name}");
                assert_eq!(ours.signature_algorithm, theirs.signature_algorithm, "{release} {name}");
                assert_eq!(ours.facts.issuer.der, theirs.facts.issuer.der, "{release} {name}");
                // Some of the fixtures were renewed months later.
                if theirs.facts.not_after == Some(issued_at.plus(8760 * 3600)) {
                    assert_eq!(ours.facts.not_before, theirs.facts.not_before, "{release} {name}");
                    assert_eq!(ours.facts.not_after, theirs.facts.not_after, "{release} {name}");
                    dates += 1;
                }
                assert_eq!(ours.version, 3);
                let organizations = |name: &pki::Name| name.organizations().join("|");
                assert_eq!(
                    organizations(&ours.facts.subject),
                    organizations(&theirs.facts.subject),
                    "{release} {name}"
                );
                checked += 1;
            }
            judged_by_openssl(&folder, authorities, name, &files[0], issued_at);
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
    assert!(checked >= 20, "{checked} certificates were compared");
    assert!(dates >= 20, "the dates of {dates} certificates were compared");
}

/// `openssl verify` with purpose, name and time.
fn judged_by_openssl(folder: &Path, authorities: &Path, name: &str, made: &MadeFile, at: UnixTime) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("made.crt"), &*made.content).unwrap();
    let (authority, purposes, host): (&str, &[&str], &[&str]) = match name {
        "pki/apiserver" => ("pki/ca.crt", &["sslserver"], &["kubernetes.default.svc.edge.local", "edge.example.net"]),
        "pki/etcd/server" | "pki/etcd/peer" => ("pki/etcd/ca.crt", &["sslserver", "sslclient"], &["localhost"]),
        "pki/etcd/healthcheck-client" | "pki/apiserver-etcd-client" => ("pki/etcd/ca.crt", &["sslclient"], &[]),
        "pki/front-proxy-client" => ("pki/front-proxy-ca.crt", &["sslclient"], &[]),
        _ => ("pki/ca.crt", &["sslclient"], &[]),
    };
    let authority = authorities.join(authority);
    let authority = authority.to_str().unwrap();
    let time = at.plus(60).seconds().to_string();
    for purpose in purposes {
        let base = ["verify", "-CAfile", authority, "-attime", &time, "-purpose", purpose, "-x509_strict"];
        // OpenSSL's strict rules ask an authority for a basicConstraints and a leaf for an authority key identifier.
        let base = &base[..7];
        for host in host.iter().map(Some).chain([None]) {
            let mut arguments = base.to_vec();
            if let Some(host) = host {
                arguments.extend(["-verify_hostname", host]);
            }
            arguments.push("made.crt");
            let Some(answer) = openssl::run(&arguments, folder) else { return };
            assert!(answer.contains("made.crt: OK"), "{name} {purpose}: {answer}");
        }
    }
    let wrong = ["verify", "-CAfile", authority, "-attime", &time, "-purpose", "smimesign", "made.crt"];
    let output = openssl::try_run(&wrong, folder).unwrap();
    assert!(!output.status.success(), "{name} is good for signing mail");
}

/// Requests in manifests go to the signer that they name, with its usages and durations.
#[test]
fn a_request_in_a_manifest_is_signed_as_its_signer_does() {
    let mut place = place();
    let mut draft = place.workspace.draft(&Purpose::User, None, &settings());
    draft.subject = ["C=CH", "O=dev", "emailAddress=a@a.test", "CN=ada"].map(attribute).to_vec();
    draft.manifest.as_mut().unwrap().expiration_seconds = Some(7200);
    let files = draft::make(&draft, &key(40), true, None, &mut Seeded::new(41)).unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(paths, ["user.key", "user.csr", "user.yaml"]);
    let only_manifest: Vec<_> = files.into_iter().filter(|file| file.path.ends_with(".yaml")).collect();
    place.workspace.add(read(only_manifest), Vec::new());
    let request = requests(&place.workspace, &settings())["user.yaml"];
    let order = SignOrder { profile: ProfileChoice::ByRole, ..place.order(request) };
    let row = place.row(&order);
    assert_eq!(row.profile, "kubernetes.io/kube-apiserver-client");
    let issued_at = order.issued_at;
    assert_eq!(row.validity, Some((issued_at.plus(-300), issued_at.plus(7200))));
    assert!(
        row.lines.iter().any(|line| line.value == "emailAddress=a@a.test" && matches!(line.fate, Fate::Dropped(_)))
    );
    let files = place.sign(&order).unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["user-client.crt", "user-client-signed.json"]);
    let made = first(&files[0].content).details();
    assert_eq!(made.facts.subject.to_string(), "C=CH, O=dev, CN=ada");
    let names: Vec<_> = made.extensions.iter().map(|e| (e.name.as_str(), e.critical)).collect();
    let expected = [
        ("keyUsage", true),
        ("extendedKeyUsage", false),
        ("basicConstraints", true),
        ("authorityKeyIdentifier", false),
    ];
    assert_eq!(names, expected);
    let manifest: serde_json::Value = serde_json::from_slice(&files[1].content).unwrap();
    let stored = manifest["status"]["certificate"].as_str().unwrap();
    let stored = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, stored).unwrap();
    assert_eq!(stored, *files[0].content);
}

/// Each request goes to the authority of its own cluster, though another one has the same roles.
#[test]
fn the_authority_is_that_of_the_requests_own_cluster() {
    let folder = dropped::scenario("01-default-single-node").remove("1.37.2").unwrap();
    let other = dropped::scenario("01-default-single-node").remove("1.36.3").unwrap();
    let mut workspace =
        dropped::workspace(&[(&folder, "one/cp-1/etc/kubernetes"), (&other, "two/cp-1/etc/kubernetes")]);
    let request = dropped::scenario("09-generate-csr").remove("1.37.2").unwrap().join("pki/etcd/peer.csr");
    let text = std::fs::read_to_string(request).unwrap();
    workspace.add(vec![dropped::file("two/cp-1/etc/kubernetes/pki/etcd/peer.csr", &text)], Vec::new());
    workspace.add(vec![dropped::file("loose/etcd-peer.csr", &text)], Vec::new());
    let settings = settings();
    let all = requests(&workspace, &settings);
    let order = order(all.values().copied().collect(), instant(NOW));
    let row = workspace.sign_preview(&order, &settings).rows.remove(0);
    let own = certificate(&workspace, &settings, "two/cp-1/etc/kubernetes/pki/etcd/ca.crt");
    assert_eq!(row.authority.map(|authority| authority.certificate), Some(own));
    assert_eq!(row.role.as_deref(), Some("etcd-peer"));
    // A loose one could be for either.
    workspace.remove("two/cp-1/etc/kubernetes/pki/etcd/peer.csr");
    let row = workspace.sign_preview(&order, &settings).rows.remove(0);
    assert!(row.refusals.contains(&Refusal::NoAuthority(Some("etcd-ca".to_owned()))), "{:?}", row.refusals);
}
