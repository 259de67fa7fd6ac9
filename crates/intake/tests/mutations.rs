//! Damaged inputs of every format: no panic, and nothing dropped silently.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Random, Scratch, file};
use intake::Limits;

/// Mutations of each run; the seed can be given as `SEED`, the count as `MUTATIONS`.
const COUNT: usize = 4000;

fn inputs() -> Vec<Vec<u8>> {
    let scratch = Scratch::new("mutations");
    scratch.authority();
    for command in [
        "x509 -in ca.crt -outform der -out ca.der",
        "req -new -key ca.key -subj /CN=a -outform der -out a.csr",
        "ec -in ca.key -aes128 -passout pass:x -out locked.key",
        "pkcs8 -topk8 -in ca.key -passout pass:x -iter 1 -outform der -out p8.der",
        "crl2pkcs7 -nocrl -certfile ca.crt -outform der -out b.p7b",
        "pkcs12 -export -iter 1 -inkey ca.key -in ca.crt -passout pass:x -out b.p12",
    ] {
        scratch.openssl(command);
    }
    let (crt, key) = (scratch.get("ca.crt"), scratch.get("ca.key"));
    let (crt64, key64) = (STANDARD.encode(&crt), STANDARD.encode(&key));
    let kubeconfig = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster:\n    server: x\n    certificate-authority-data: {crt64}\ncontexts: []\nusers:\n- name: u\n  user: {{client-certificate-data: {crt64}, client-key-data: {key64}}}\n"
    );
    let list = format!(
        "apiVersion: v1\nkind: List\nitems:\n- &s\n  apiVersion: v1\n  kind: Secret\n  type: kubernetes.io/tls\n  data: {{tls.crt: {crt64}}}\n- *s\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: {{certSANs: [a]}}\n"
    );
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in [("a/ca.crt", &crt), ("a/ca.key", &key)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap());
        builder.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "b", "a").unwrap();
    let archive = builder.into_inner().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&archive).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a/ca.crt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&crt).unwrap();
    zip.add_symlink("b", "a", zip::write::SimpleFileOptions::default()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let mut all: Vec<Vec<u8>> =
        ["ca.der", "a.csr", "locked.key", "p8.der", "b.p7b", "b.p12"].map(|name| scratch.get(name)).into();
    all.push([key, b"text\n".to_vec(), crt].concat());
    all.extend([kubeconfig.into_bytes(), list.into_bytes(), archive, gzip.finish().unwrap(), zip]);
    all
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = [0, 0xFF, 0x80, b'\n', b'-', b'[', b'&', 0x30][random.below(8)],
            2 => bytes.truncate(at.max(1)),
            3 => {
                let end = (at + random.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => drop(bytes.drain(at..(at + random.below(16)).min(bytes.len()))),
            _ => bytes.insert(at, u8::try_from(random.below(256)).unwrap()),
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
}

#[test]
fn damaged_inputs_never_panic_and_never_vanish() {
    let from = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    let seed = from("SEED").unwrap_or(u64::from(clock));
    let count = from("MUTATIONS").and_then(|count| usize::try_from(count).ok()).unwrap_or(COUNT);
    println!("SEED={seed}");
    let mut random = Random::new(seed);
    let inputs = inputs();
    for _ in 0..count {
        let mut bytes = inputs[random.below(inputs.len())].clone();
        mutate(&mut bytes, &mut random);
        let unpacked = intake::unpack(file("x", bytes), &Limits::default());
        let told = unpacked.problems.len() + unpacked.folders.len();
        let mut found = 0;
        for part in unpacked.files {
            let password = random.below(8) == 0 && part.bytes.len() < 400;
            let read = if password { intake::read_with_password(part, "x") } else { intake::read(part) };
            assert!(read.items.len() + read.problems.len() > 0, "{} (seed {seed})", read.path);
            found += 1;
        }
        assert!(told + found > 0, "seed {seed}");
    }
}
