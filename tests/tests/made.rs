//! OpenSSL judges what is made here: signatures, chains, purposes, dates, and every field that is shown.

use std::fs;
use std::path::PathBuf;

use pki::{Certificate, PrivateKey, pem};
use tests::made::{self, AT, YEAR};
use tests::openssl;
use tests::seeded::Seeded;

/// A folder of its own for one test, and of the user alone, for it holds keys.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kubecerts-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn certificate_pem(certificate: &Certificate) -> String {
    pem::encode("CERTIFICATE", certificate.der())
}

/// One process for all certificates of a root and purpose: starting one for each would take minutes.
#[test]
fn openssl_verifies_every_certificate_for_its_purpose_and_time() {
    let folder = folder("made");
    let mut verified = 0;
    for tree in made::trees(&made::keys()) {
        fs::write(folder.join("root.pem"), certificate_pem(&tree.root)).unwrap();
        fs::write(folder.join("below.pem"), certificate_pem(&tree.below)).unwrap();
        for leaf in &tree.leafs {
            fs::write(folder.join(format!("{}.pem", leaf.name)), certificate_pem(&leaf.certificate)).unwrap();
        }
        let at = AT.seconds().to_string();
        let late = AT.plus(2 * YEAR).seconds().to_string();
        let verify = |purpose: &str, at: &str, leafs: &[String]| {
            let fixed = ["verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "below.pem"];
            let chosen = ["-purpose", purpose, "-attime", at];
            let files = leafs.iter().map(String::as_str);
            let arguments: Vec<&str> = fixed.into_iter().chain(chosen).chain(files).collect();
            openssl::try_run(&arguments, &folder)
        };
        for (purpose, fits) in [("sslserver", true), ("sslclient", false)] {
            let (good, bad): (Vec<_>, Vec<_>) =
                tree.leafs.iter().partition(|leaf| if fits { leaf.serves } else { leaf.logs_in });
            let files =
                |leafs: &[&made::Leaf]| leafs.iter().map(|leaf| format!("{}.pem", leaf.name)).collect::<Vec<_>>();
            let Some(output) = verify(purpose, &at, &files(&good)) else { return };
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{} {purpose}: {said}", tree.name);
            assert_eq!(String::from_utf8_lossy(&output.stdout).matches(": OK").count(), good.len(), "{said}");
            verified += good.len();
            // What is for the other purpose only, and everything when it is over, is refused one by one.
            for (at, leafs, reason) in [(&at, &bad, "purpose"), (&late, &good, "expired")] {
                let Some(output) = verify(purpose, at, &files(leafs)) else { return };
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(!output.status.success() && !leafs.is_empty());
                assert_eq!(said.matches("verification failed").count(), leafs.len(), "{}: {said}", tree.name);
                assert!(said.contains(reason), "{}: {said}", tree.name);
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    println!("{verified} certificates verified by openssl");
}

#[test]
fn openssl_prints_the_fields_that_are_shown() {
    let folder = folder("shown");
    let trees = made::trees(&made::keys());
    let all: Vec<(&str, &Certificate)> = trees
        .iter()
        .flat_map(|tree| {
            let leafs = tree.leafs.iter().map(|leaf| (leaf.name.as_str(), &leaf.certificate));
            [(tree.name, &tree.root), (tree.name, &tree.below)].into_iter().chain(leafs)
        })
        .collect();
    let whole: String = all.iter().map(|(_, certificate)| certificate_pem(certificate)).collect();
    fs::write(folder.join("all.pem"), whole).unwrap();
    let Some(texts) = openssl::run(&["storeutl", "-noout", "-text", "-certs", "all.pem"], &folder) else { return };
    let texts: Vec<&str> = texts.split("Certificate:\n").skip(1).collect();
    assert_eq!(texts.len(), all.len());
    for ((name, certificate), text) in all.iter().zip(texts) {
        let details = certificate.details();
        openssl::compare(name, &details.facts, text);
        assert!(details.oddities.is_empty(), "{name}: {:?}", details.oddities);
        compare_extensions(name, certificate, text);
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Key usages, purposes and constraints by OpenSSL's own words.
fn compare_extensions(name: &str, certificate: &Certificate, text: &str) {
    let below = |title: &str| {
        let mut lines = text.lines().skip_while(|line| !line.contains(title));
        let critical = lines.next().is_some_and(|line| line.contains("critical"));
        (critical, lines.next().unwrap_or_default().trim().to_owned())
    };
    let usage = if certificate.is_authority() {
        "Digital Signature, Key Encipherment, Certificate Sign"
    } else {
        "Digital Signature, Key Encipherment"
    };
    assert_eq!(below("X509v3 Key Usage"), (true, usage.to_owned()), "{name}");
    let constraints = match (certificate.is_authority(), certificate.path_length()) {
        (false, _) => "CA:FALSE".to_owned(),
        (true, None) => "CA:TRUE".to_owned(),
        (true, Some(length)) => format!("CA:TRUE, pathlen:{length}"),
    };
    assert_eq!(below("X509v3 Basic Constraints"), (true, constraints), "{name}");
    let facts = certificate.facts();
    let mut purposes = Vec::new();
    purposes.extend(facts.server_auth.then_some("TLS Web Server Authentication"));
    purposes.extend(facts.client_auth.then_some("TLS Web Client Authentication"));
    if !purposes.is_empty() {
        assert_eq!(below("X509v3 Extended Key Usage"), (false, purposes.join(", ")), "{name}");
    }
    let identifier = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":");
    if let Some(octets) = &facts.subject_key_identifier {
        assert_eq!(below("X509v3 Subject Key Identifier").1, identifier(octets), "{name}");
    }
    if let Some(octets) = &facts.authority_key_identifier {
        let shown = below("X509v3 Authority Key Identifier").1;
        assert_eq!(shown.trim_start_matches("keyid:"), identifier(octets), "{name}");
    }
}

#[test]
fn openssl_verifies_every_request_and_prints_what_it_asks_for() {
    let folder = folder("requests");
    for (name, request) in made::requests(&made::keys()) {
        fs::write(folder.join("request.csr"), pem::encode("CERTIFICATE REQUEST", request.der())).unwrap();
        let shown = ["req", "-in", "request.csr", "-verify", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus"];
        let Some(output) = openssl::try_run(&shown, &folder) else { return };
        let (text, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && said.contains("verify OK"), "{name}: {said}");
        let facts = request.facts();
        assert_eq!(facts.signature_holds, Some(true), "{name}");
        let subject = openssl::separated(openssl::field(&name, &text, "Subject:"));
        assert_eq!(openssl::separated(&facts.subject.to_string()), subject, "{name}");
        if name.starts_with("full") {
            openssl::compare_names(&name, &facts.names, &text);
            for wanted in ["Digital Signature, CRL Sign, Decipher Only", "CA:TRUE, pathlen:3"] {
                assert!(text.contains(wanted), "{name}: no {wanted} in {text}");
            }
            assert!(text.contains("TLS Web Client Authentication, Any Extended Key Usage"), "{name}: {text}");
        } else {
            assert!(facts.names.is_empty() && !text.contains("X509v3"), "{name}: {text}");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn openssl_loads_keys_in_every_form_that_is_written() {
    let folder = folder("keys");
    for (name, key) in made::keys() {
        let encrypted = key.to_encrypted_pkcs8_pem(b"p\xc3\xa4ss phrase", &mut Seeded::new(4)).unwrap();
        let traditional = if name.starts_with("rsa") { "RSA PRIVATE KEY" } else { "EC PRIVATE KEY" };
        for (label, text) in [
            (traditional, key.to_pem().unwrap()),
            ("PRIVATE KEY", key.to_pkcs8_pem().unwrap()),
            ("ENCRYPTED PRIVATE KEY", encrypted),
        ] {
            assert!(text.starts_with(&format!("-----BEGIN {label}-----\n")), "{name}");
            assert!(text.ends_with(&format!("-----END {label}-----\n")), "{name}");
            assert!(text.lines().all(|line| line.len() <= 64), "{name} {label}");
            fs::write(folder.join("key.pem"), text.as_bytes()).unwrap();
            let public = ["pkey", "-in", "key.pem", "-passin", "pass:päss phrase", "-pubout", "-check"];
            let Some(said) = openssl::run(&public, &folder) else { return };
            assert!(said.contains("Key is valid"), "{name} {label}: {said}");
            let theirs = pem::blocks(said.as_bytes()).pop().unwrap().body.clone().unwrap();
            assert_eq!(theirs, key.public_key_spki_der(), "{name} {label}");
            let block = pem::blocks(text.as_bytes()).pop().unwrap();
            let read = match label {
                "ENCRYPTED PRIVATE KEY" => {
                    let der = block.body.clone().unwrap();
                    assert!(pki::unlock_pkcs8(&der, b"wrong").is_err(), "{name}");
                    pki::unlock_pkcs8(&der, "päss phrase".as_bytes()).unwrap()
                }
                _ => PrivateKey::from_pem_block(&block).unwrap(),
            };
            assert_eq!(read.public_key_spki_der(), key.public_key_spki_der(), "{name} {label}");
        }
        // Byte for byte what OpenSSL writes in the same form.
        fs::write(folder.join("key.pem"), key.to_pkcs8_pem().unwrap().as_bytes()).unwrap();
        let Some(theirs) = openssl::run(&["pkey", "-in", "key.pem", "-traditional"], &folder) else { return };
        assert_eq!(theirs, *key.to_pem().unwrap(), "{name}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn keys_of_openssl_are_loaded_in_every_form() {
    let folder = folder("their-keys");
    let make: [(&str, &[&str]); 12] = [
        ("genrsa", &["genrsa", "-out", "key.pem", "2048"]),
        ("genrsa -traditional", &["genrsa", "-traditional", "-out", "key.pem", "2048"]),
        ("genrsa -aes256", &["genrsa", "-aes256", "-passout", "pass:secret", "-out", "key.pem", "2048"]),
        (
            "genrsa -traditional -aes256",
            &["genrsa", "-traditional", "-aes256", "-passout", "pass:secret", "-out", "key.pem", "2048"],
        ),
        ("genpkey RSA", &["genpkey", "-quiet", "-algorithm", "RSA", "-out", "key.pem"]),
        ("genpkey P-256", &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem"]),
        (
            "genpkey P-384 -aes256",
            &[
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-384",
                "-aes256",
                "-pass",
                "pass:secret",
                "-out",
                "key.pem",
            ],
        ),
        ("ecparam P-256", &["ecparam", "-genkey", "-name", "prime256v1", "-out", "key.pem"]),
        ("ecparam P-384", &["ecparam", "-genkey", "-noout", "-name", "secp384r1", "-out", "key.pem"]),
        ("ecparam P-521", &["ecparam", "-genkey", "-noout", "-name", "secp521r1", "-out", "key.pem"]),
        ("ec -aes256", &["ec", "-in", "key.pem", "-aes256", "-passout", "pass:secret", "-out", "key.pem"]),
        ("ec -des3", &["ec", "-in", "plain.pem", "-des3", "-passout", "pass:secret", "-out", "key.pem"]),
    ];
    for (name, arguments) in make {
        let Some(_) = openssl::run(arguments, &folder) else { return };
        let text = fs::read(folder.join("key.pem")).unwrap();
        let block = pem::blocks(&text).into_iter().find(|block| block.is_private()).unwrap();
        let key = if block.label == "ENCRYPTED PRIVATE KEY" {
            pki::unlock_pkcs8(block.body.as_ref().unwrap(), b"secret").unwrap()
        } else if block.is_encrypted() {
            assert!(PrivateKey::from_pem_block(&block).is_err(), "{name}");
            pki::unlock_legacy_pem(&block, b"secret").unwrap()
        } else {
            fs::copy(folder.join("key.pem"), folder.join("plain.pem")).unwrap();
            PrivateKey::from_pem_block(&block).unwrap()
        };
        let public = ["pkey", "-in", "key.pem", "-passin", "pass:secret", "-pubout"];
        let Some(said) = openssl::run(&public, &folder) else { return };
        assert_eq!(*pem::blocks(said.as_bytes())[0].body.as_ref().unwrap(), key.public_key_spki_der(), "{name}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
