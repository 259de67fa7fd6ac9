//! The committed samples of `samples/`, for tests.

use crate::{Certificate, PemBlock, pem};

/// The blocks of one sample file.
pub(crate) fn blocks(name: &str) -> Vec<PemBlock> {
    pem::blocks(&bytes(name))
}

/// The octets of one sample file.
pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The body of the last block of one sample file.
pub(crate) fn der(name: &str) -> Vec<u8> {
    blocks(name).last().and_then(|block| block.body.clone().ok()).unwrap_or_else(|| panic!("{name} holds no block"))
}

/// The certificate of one sample file.
pub(crate) fn certificate(name: &str) -> Certificate {
    Certificate::from_der(&der(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all sample files that hold PEM.
pub(crate) fn names() -> Vec<String> {
    let folder = format!("{}/samples", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let text = ["README.md", "make.sh", "every.cnf", "name-constraints.go", "name-constraints.jsonl"];
    let mut names: Vec<_> = names.filter(|name| !text.contains(&name.as_str())).collect();
    names.sort();
    assert!(names.len() > 40, "the samples are there");
    names
}

/// The names of all sample certificates.
pub(crate) fn certificate_names() -> Vec<String> {
    names().into_iter().filter(|name| name.ends_with(".crt")).collect()
}
