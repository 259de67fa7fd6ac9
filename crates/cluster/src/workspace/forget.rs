//! Forgetting private keys and tokens: their bytes are overwritten where they lie.

mod value;

use intake::{FileKind, ReadFile, Thing};
use kube::Object;
use zeroize::Zeroize;

use super::Stored;

/// What of a kubeconfig signs a user in (client-go's AuthInfo, with the settings of its plugins).
const OF_A_USER: [&str; 8] =
    ["client-key-data", "token", "password", "id-token", "access-token", "refresh-token", "client-secret", "value"];

/// What of kubeadm's configuration lets a node join (spec section 5.2).
const OF_A_JOIN: [&str; 4] = ["token", "tlsBootstrapToken", "discoveryToken", "certificateKey"];

/// What a Secret may hold beside keys, of which the list of keys tells.
const OF_A_CERTIFICATE: [&str; 4] = ["tls.crt", "tls.key", "ca.crt", "ca.key"];

/// Overwrites bytes and lets them go.
pub(crate) fn overwrite(bytes: &mut Vec<u8>) {
    bytes.zeroize();
}

/// Whether a file holds what signs somebody in without being a private key: a token, a password, a Secret of others.
pub(crate) fn has_token(file: &ReadFile) -> bool {
    match file.kind {
        FileKind::Kubeconfig => value::is_there(&file.bytes, OF_A_USER.get(1..).unwrap_or_default()),
        FileKind::KubeadmConfiguration => value::is_there(&file.bytes, &OF_A_JOIN),
        _ => secrets(file).any(|entry| !OF_A_CERTIFICATE.contains(&entry)),
    }
}

/// Overwrites what a file holds of private keys and tokens, and takes the keys out of what was read of it.
pub(crate) fn keys(stored: &mut Stored) {
    let holds = |thing: &Thing| match thing {
        Thing::PrivateKey(_) | Thing::Locked(_) => true,
        Thing::Kubeconfig(kubeconfig) => kubeconfig.users.iter().any(|user| user.has_client_key_data),
        _ => false,
    };
    let has_key = stored.file.items.iter().any(|item| holds(&item.thing)) || secrets(&stored.file).next().is_some();
    if !has_key && !has_token(&stored.file) {
        return;
    }
    match stored.file.kind {
        FileKind::Kubeconfig => value::overwrite(&mut stored.file.bytes, &OF_A_USER),
        FileKind::KubeadmConfiguration if !has_key => value::overwrite(&mut stored.file.bytes, &OF_A_JOIN),
        FileKind::Pem => overwrite_blocks(&mut stored.file.bytes),
        _ => overwrite(&mut stored.file.bytes),
    }
    stored.file.keys.clear();
    stored.file.items.retain(|item| !matches!(item.thing, Thing::PrivateKey(_) | Thing::Locked(_)));
    stored.forgotten = true;
}

/// The names of the entries of all Secrets in a file.
fn secrets(file: &ReadFile) -> impl Iterator<Item = &str> {
    let secrets = file.items.iter().filter_map(|item| match &item.thing {
        Thing::Object(Object::Secret(secret)) => Some(secret),
        _ => None,
    });
    secrets.flat_map(|secret| secret.entries.iter().map(String::as_str))
}

/// Overwrites every PEM block whose label ends in `PRIVATE KEY`, in place; the other blocks stay readable.
fn overwrite_blocks(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(begin) = find(bytes, b"-----BEGIN ", from) {
        let end = find(bytes, b"-----END ", begin).map_or(bytes.len(), |end| line_end(bytes, end));
        let label_end = line_end(bytes, begin);
        let is_key = bytes.get(begin..label_end).is_some_and(|line| find(line, b"PRIVATE KEY", 0).is_some());
        if is_key && let Some(block) = bytes.get_mut(begin..end) {
            block.fill(b'\n');
        }
        from = end;
    }
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(wanted.len()).position(|window| window == wanted).map(|at| at.saturating_add(from))
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    find(bytes, b"\n", from).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_pem_are_overwritten_and_the_rest_stays() {
        let body = "QUJD".repeat(16);
        let mut pem = format!(
            "-----BEGIN EC PRIVATE KEY-----\n{body}\n-----END EC PRIVATE KEY-----\n\
             -----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        )
        .into_bytes();
        overwrite_blocks(&mut pem);
        let left = String::from_utf8(pem).unwrap();
        assert!(!left.contains("QUJD"), "{left}");
        assert_eq!(left.trim(), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");
    }
}
