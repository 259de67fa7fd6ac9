//! Every PEM block of the fixtures: in files of their own, inside kubeconfigs, and in the lines that keep many files.

use std::fs;
use std::path::Path;

use pki::{PemBlock, pem};
use serde_json::Value;

use crate::fixtures::{entries, roots};

/// A block, and the file of the fixtures that it stands in, from the root.
pub struct Found {
    /// Such as `kubeadm-1.37.2/09-generate-csr/etc-kubernetes/pki/ca.crt`.
    pub place: String,
    /// The block.
    pub block: PemBlock,
}

/// All blocks below all roots; what stands in several places is named in each.
pub fn all() -> Vec<Found> {
    let mut found = Vec::new();
    for root in roots() {
        folder(&root, &root, &mut found);
    }
    assert!(!found.is_empty(), "the fixtures hold no PEM");
    found
}

fn folder(root: &Path, here: &Path, found: &mut Vec<Found>) {
    for path in entries(here) {
        if path.is_dir() {
            folder(root, &path, found);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let place = path.strip_prefix(root).unwrap().display().to_string();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            for line in String::from_utf8(bytes).unwrap().lines() {
                strings(&serde_json::from_str(line).unwrap(), &place, found);
            }
        } else {
            text(&bytes, &place, found);
        }
    }
}

fn strings(value: &Value, place: &str, found: &mut Vec<Found>) {
    match value {
        Value::String(string) => text(string.as_bytes(), place, found),
        Value::Array(values) => values.iter().for_each(|value| strings(value, place, found)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, place, found)),
        _ => {}
    }
}

fn text(bytes: &[u8], place: &str, found: &mut Vec<Found>) {
    let mut keep = |bytes: &[u8]| {
        found.extend(pem::blocks(bytes).into_iter().map(|block| Found { place: place.to_owned(), block }));
    };
    keep(bytes);
    // What kubeconfigs embed is base64 of PEM, which begins with the base64 of `-----BEGIN`.
    let whole = String::from_utf8_lossy(bytes);
    for (at, _) in whole.match_indices("LS0tLS1CRUdJTi") {
        let is_base64 = |character: char| character.is_ascii_alphanumeric() || "+/=".contains(character);
        let word = &whole[at..];
        let word = &word[..word.find(|character| !is_base64(character)).unwrap_or(word.len())];
        if let Ok(embedded) = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, word) {
            keep(&embedded);
        }
    }
}
