//! Forgetting private keys: their bytes are overwritten where they lie.

use intake::{FileKind, Thing};
use zeroize::Zeroize;

use super::Stored;

/// Overwrites bytes and lets them go.
pub(crate) fn overwrite(bytes: &mut Vec<u8>) {
    bytes.zeroize();
}

/// Overwrites what a file holds of private keys, and takes the keys out of what was read of it.
pub(crate) fn keys(stored: &mut Stored) {
    let holds = |thing: &Thing| match thing {
        Thing::PrivateKey(_) | Thing::Locked(_) => true,
        Thing::Kubeconfig(kubeconfig) => kubeconfig.users.iter().any(|user| user.has_client_key_data),
        _ => false,
    };
    if !stored.file.items.iter().any(|item| holds(&item.thing)) {
        return;
    }
    match stored.file.kind {
        FileKind::Kubeconfig => overwrite_field(&mut stored.file.bytes, b"client-key-data"),
        FileKind::Pem => overwrite_blocks(&mut stored.file.bytes),
        _ => overwrite(&mut stored.file.bytes),
    }
    stored.file.keys.clear();
    stored.file.items.retain(|item| !matches!(item.thing, Thing::PrivateKey(_) | Thing::Locked(_)));
    stored.forgotten = true;
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

/// Overwrites the long base64 value of a field of a YAML or JSON text, in place: up to the next character that is
/// neither of base64 nor white space, so a block over several lines goes as well.
fn overwrite_field(bytes: &mut [u8], field: &[u8]) {
    /// Shorter runs are the names of the next field.
    const KEY_LINE: usize = 40;
    let mut from = 0;
    while let Some(found) = find(bytes, field, from) {
        from = found.saturating_add(field.len());
        let Some(rest) = bytes.get_mut(from..) else { return };
        for run in rest.split_mut(|byte| !(byte.is_ascii_alphanumeric() || b"+/=\\".contains(byte))) {
            // The value may stand behind `:`, quotes or a block sign; it ends where the next short word begins.
            let is_word = !run.is_empty() && run.len() < KEY_LINE && run.iter().all(u8::is_ascii_alphabetic);
            if is_word {
                break;
            }
            run.fill(b'A');
        }
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
    fn keys_are_overwritten_and_the_rest_stays() {
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

        for (form, text) in [
            ("plain", format!("- name: a\n  user:\n    client-key-data: {body}\n    token: keep\n")),
            ("quoted", format!("{{\"client-key-data\": \"{body}\", \"token\": \"keep\"}}")),
            ("block", format!("    client-key-data: |\n      {body}\n      QUJDQQ==\n    token: keep\n")),
        ] {
            let mut bytes = text.into_bytes();
            overwrite_field(&mut bytes, b"client-key-data");
            let left = String::from_utf8(bytes).unwrap();
            assert!(!left.contains("QUJD") && left.contains("keep"), "{form}: {left}");
        }
    }
}
