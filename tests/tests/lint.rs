//! pkilint, DigiCert's linter for RFC 5280 and its family, finds nothing in what is made here but what is accepted, each
//! with its reason: `pkilint/accepted.jsonl`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pki::{BasicConstraintsTemplate, Certificate, Issuer, KeyIdentifierMethod, SerialRule, pem};
use serde::Deserialize;
use tests::made;
use tests::seeded::Seeded;

/// What the linter says.
#[derive(Deserialize)]
struct Finding {
    file: String,
    severity: String,
    code: String,
    message: String,
}

/// A finding that is accepted.
#[derive(Deserialize)]
struct Accepted {
    code: String,
    /// The whole message; any when it is absent.
    message: Option<String>,
    /// How the names of all files begin that it may stand in; any when it is absent.
    file: Option<String>,
    reason: String,
}

impl Accepted {
    fn has(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && self.message.as_ref().is_none_or(|message| *message == finding.message)
            && self.file.as_ref().is_none_or(|start| finding.file.starts_with(start))
    }
}

/// What nobody has to make excuses for: a CA and a server by the book, beside kubeadm's own profiles.
fn by_the_book() -> Vec<(String, Certificate)> {
    let random = &mut Seeded::new(5);
    let keys = made::keys();
    let mut authority = made::authority("ca.example.test", Some(0));
    authority.key_usage = ["keyCertSign", "cRLSign"].map(str::to_owned).to_vec();
    authority.subject_key_identifier = KeyIdentifierMethod::Sha1;
    let root = pki::self_signed(&authority, &keys["p384"], SerialRule::Below128Bits, random).unwrap();
    let issuer = Issuer::new(&root, &keys["p384"]).unwrap();
    let mut made = vec![("book-root".to_owned(), root)];
    for (kind, key) in &keys {
        let mut leaf = made::leaf(true, false);
        leaf.basic_constraints = BasicConstraintsTemplate::Absent;
        leaf.subject_key_identifier = KeyIdentifierMethod::Sha1;
        leaf.key_usage = vec!["digitalSignature".to_owned()];
        leaf.subject = made::subject(&[("C", "CH"), ("O", "Example"), ("CN", "cp-1.example.test")]);
        let spki = key.public_key_spki_der();
        made.push((format!("book-{kind}"), issuer.issue(&leaf, spki, SerialRule::Below128Bits, random).unwrap()));
    }
    made
}

#[test]
fn the_linter_finds_nothing_but_what_is_accepted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = match std::env::var_os("KUBECERTS_PKILINT") {
        Some(python) => python.into(),
        None => here.join("../target/pkilint/bin/python"),
    };
    if !python.exists() {
        eprintln!("SKIPPED: pkilint is not installed; cargo xtask test does it");
        return;
    }
    let folder = std::env::temp_dir().join(format!("kubecerts-lint-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut certificates = by_the_book();
    for tree in made::trees(&made::keys()) {
        certificates.push((format!("{}-root", tree.name), tree.root));
        certificates.push((format!("{}-below", tree.name), tree.below));
        certificates.extend(tree.leafs.into_iter().map(|leaf| (leaf.name, leaf.certificate)));
    }
    for (name, certificate) in &certificates {
        fs::write(folder.join(format!("{name}.pem")), pem::encode("CERTIFICATE", certificate.der())).unwrap();
    }
    let output = Command::new(python).arg("-B").arg(here.join("pkilint/lint.py")).arg(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::remove_dir_all(&folder).unwrap();
    let accepted: Vec<Accepted> = fs::read_to_string(here.join("pkilint/accepted.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(accepted.iter().all(|line| !line.reason.is_empty()), "a line has no reason");
    let mut used = BTreeSet::new();
    let mut faults = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let finding: Finding = serde_json::from_str(line).unwrap();
        match accepted.iter().position(|accepted| accepted.has(&finding)) {
            Some(index) => drop(used.insert(index)),
            None => drop(
                faults.insert(format!("{}: {} {} {}", finding.file, finding.severity, finding.code, finding.message)),
            ),
        }
    }
    assert!(faults.is_empty(), "{} findings:\n{}", faults.len(), faults.into_iter().collect::<Vec<_>>().join("\n"));
    let stale = (0..accepted.len()).filter(|index| !used.contains(index)).map(|index| &accepted[index].code);
    let stale: Vec<_> = stale.collect();
    assert!(stale.is_empty(), "accepted.jsonl names what is not found: {stale:?}");
    println!("{} certificates linted, {} kinds of findings accepted", certificates.len(), accepted.len());
}
