//! What the tests share: files, openssl, a small source of randomness.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use intake::{DroppedFile, Item, ProblemKind, ReadFile, Thing};

pub fn file(path: &str, bytes: impl Into<Vec<u8>>) -> DroppedFile {
    DroppedFile { path: path.to_owned(), bytes: bytes.into() }
}

pub fn read(bytes: impl Into<Vec<u8>>) -> ReadFile {
    intake::read(file("x", bytes))
}

/// One word for each thing, in order.
pub fn things(file: &ReadFile) -> Vec<&'static str> {
    file.items.iter().map(thing).collect()
}

fn thing(item: &Item) -> &'static str {
    match item.thing {
        Thing::Certificate(_) => "certificate",
        Thing::Request(_) => "request",
        Thing::PrivateKey(_) => "key",
        Thing::PublicKey(_) => "public",
        Thing::Locked(_) => "locked",
        Thing::Kubeconfig(_) => "kubeconfig",
        Thing::Object(_) => "object",
        Thing::KubeadmConfiguration(_) => "kubeadm",
        Thing::KubeletConfiguration(_) => "kubelet",
        Thing::StaticPod(_) => "pod",
    }
}

pub fn problems(file: &ReadFile) -> Vec<ProblemKind> {
    file.problems.iter().map(|problem| problem.kind.clone()).collect()
}

pub fn fields(file: &ReadFile) -> Vec<&str> {
    file.items.iter().filter_map(|item| item.place.field.as_deref()).collect()
}

/// The folder of real kubeadm files, or `None` with a line that says so.
pub fn fixtures() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    if path.is_dir() {
        return Some(path);
    }
    println!("SKIPPED: {} is not here", path.display());
    None
}

/// All files below a folder.
pub fn walk(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A scratch folder for one test, with what openssl made in it.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("intake-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn openssl(&self, arguments: &str) {
        let output = Command::new("openssl").current_dir(&self.0).args(arguments.split(' ')).output().unwrap();
        assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    /// `ca.crt` and `ca.key`, EC.
    pub fn authority(&self) {
        self.openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
        self.openssl("req -x509 -new -key ca.key -days 100 -subj /CN=kubernetes -out ca.crt");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A small generator (xorshift64*), so that a failing run can be made again from its seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound.max(1)
    }
}
