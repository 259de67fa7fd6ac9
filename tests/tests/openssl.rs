//! OpenSSL reads the same certificates and must say the same: subject, serial number, dates, alternative names, hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pki::{Certificate, Fingerprint, pem};
use tests::fixtures::{entries, roots};
use tests::openssl;

/// Every distinct certificate below the fixtures, in files of its own and inside kubeconfigs, with one place.
fn certificates() -> BTreeMap<Fingerprint, (PathBuf, Certificate)> {
    let mut found = BTreeMap::new();
    for root in roots() {
        collect(&root, &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<Fingerprint, (PathBuf, Certificate)>) {
    for path in entries(folder) {
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let mut texts = vec![bytes];
        // What kubeconfigs embed is base64 of PEM.
        let whole = String::from_utf8_lossy(&texts[0]).into_owned();
        let embedded = whole.split_ascii_whitespace().filter(|word| word.starts_with("LS0tLS1CRUdJTi"));
        texts.extend(
            embedded.filter_map(|word| base64::Engine::decode(&base64::engine::general_purpose::STANDARD, word).ok()),
        );
        for block in texts.iter().flat_map(|text| pem::blocks(text)) {
            let Ok(der) = &block.body else { continue };
            if block.label != "CERTIFICATE" || is_broken_on_purpose(der) {
                continue;
            }
            let certificate = Certificate::from_der(der).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(certificate.der(), der, "{}: the bytes are kept", path.display());
            found.entry(certificate.facts().sha256).or_insert((path.clone(), certificate));
        }
    }
}

/// Some fixtures hold blocks that are no certificate at all, to see what kubeadm says: those that do not begin as DER
/// does, or are cut off.
fn is_broken_on_purpose(der: &[u8]) -> bool {
    let announced = match der {
        [0x30, 0x82, high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])) + 4,
        [0x30, 0x81, length, ..] => usize::from(*length) + 3,
        _ => return true,
    };
    announced != der.len()
}

/// Two processes for all certificates together: starting one for each would take minutes.
#[test]
fn openssl_says_the_same_of_every_certificate() {
    let folder = std::env::temp_dir().join(format!("kubecerts-openssl-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let certificates: Vec<(PathBuf, Certificate)> = certificates().into_values().collect();
    assert!(!certificates.is_empty(), "no certificate was found");
    let whole: String = certificates.iter().map(|(_, found)| pem::encode("CERTIFICATE", found.der())).collect();
    fs::write(folder.join("all.pem"), whole).unwrap();
    let mut hashing = ["dgst", "-sha256", "-r"].map(str::to_owned).to_vec();
    for (index, (_, certificate)) in certificates.iter().enumerate() {
        fs::write(folder.join(index.to_string()), certificate.der()).unwrap();
        hashing.push(index.to_string());
    }
    let hashing: Vec<&str> = hashing.iter().map(String::as_str).collect();
    let showing = ["storeutl", "-noout", "-text", "-certs", "all.pem"];
    let (Some(texts), Some(hashes)) = (openssl::run(&showing, &folder), openssl::run(&hashing, &folder)) else {
        return;
    };
    fs::remove_dir_all(&folder).unwrap();
    let texts: Vec<&str> = texts.split("Certificate:\n").skip(1).collect();
    assert_eq!(texts.len(), certificates.len());
    for (((path, certificate), text), hash) in certificates.iter().zip(texts).zip(hashes.lines()) {
        let facts = certificate.facts();
        assert_eq!(hash.split(' ').next(), Some(facts.sha256.to_string().as_str()), "{}", path.display());
        openssl::compare(&path.display().to_string(), &facts, text);
    }
    eprintln!("{} distinct certificates compared", certificates.len());
}
