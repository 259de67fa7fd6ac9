//! Pasted text: what it is as it stands, or base64 of anything that could be dropped.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::{DroppedFile, Limits, ReadFile, Unpacked, read, unpack};

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// A file out of pasted text. Text that is base64 throughout (line breaks, either alphabet, with or without padding, a
/// `data:` URL or a `name: ` before it) becomes what it holds, if that is PEM, DER, YAML, JSON, PKCS #12 or an archive;
/// all else stays as it is.
pub fn pasted(path: impl Into<String>, text: &str) -> DroppedFile {
    let bytes = unwrapped(text).unwrap_or_else(|| text.as_bytes().to_vec());
    DroppedFile { path: path.into(), bytes }
}

/// Reads pasted text: the files in it when it is an archive in base64, else the one it is.
pub fn read_pasted(path: impl Into<String>, text: &str, limits: &Limits) -> (Vec<ReadFile>, Unpacked) {
    let mut unpacked = unpack(pasted(path, text), limits);
    let files = std::mem::take(&mut unpacked.files).into_iter().map(read).collect();
    (files, unpacked)
}

fn unwrapped(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let text = match text.split_once(";base64,") {
        Some((before, after)) if before.starts_with("data:") => after,
        _ => text,
    };
    // A line copied out of a kubeconfig or Secret: `client-certificate-data: LS0t...`.
    let text = match text.split_once(':') {
        Some((name, value)) if name.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.\"' ".contains(&b)) => {
            value
        }
        _ => text,
    };
    let compact: Vec<u8> =
        text.bytes().filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b',')).collect();
    let is_alphabet = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte);
    if compact.len() < 16 || !compact.iter().all(is_alphabet) {
        return None;
    }
    let alphabet = if compact.iter().any(|byte| matches!(byte, b'-' | b'_')) { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, CONFIG).decode(&compact).ok()?;
    is_worth_it(&bytes).then_some(bytes)
}

/// Words are base64 too; what comes out of them is nothing.
fn is_worth_it(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [&[0x30, 0x80], &[0x1F, 0x8B], b"PK\x03\x04", b"\xFF\xFE"];
    let is_der = matches!(bytes, [0x30, 0x81..=0x84, ..])
        || matches!(bytes, [0x30, length, rest @ ..] if usize::from(*length) == rest.len());
    is_der || starts.iter().any(|start| bytes.starts_with(start)) || kube::text::decode(bytes).is_some()
}
