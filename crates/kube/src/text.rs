//! Bytes to text: byte order marks and UTF-16 (Windows editors and PowerShell write it), before any parser sees them.

use std::borrow::Cow;

/// The text of a file, or `None` when the bytes are no text in UTF-8 or UTF-16.
///
/// A byte order mark is taken off. UTF-16 is recognised by its mark, or without one by ASCII characters whose every
/// other byte is zero. Broken surrogates and broken UTF-8 make it `None`.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [first, 0, second, 0, ..] if is_plain(*first) && is_plain(*second) => utf16(bytes, u16::from_le_bytes),
        [0, first, 0, second, ..] if is_plain(*first) && is_plain(*second) => utf16(bytes, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let units = bytes.chunks_exact(2);
    if !units.remainder().is_empty() {
        return None;
    }
    let units = units.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_recognised_in_utf8_and_utf16_with_and_without_a_mark() {
        let cases: [(&[u8], Option<&str>); 9] = [
            (b"kind: Config", Some("kind: Config")),
            (b"\xEF\xBB\xBFab", Some("ab")),
            (b"\xFF\xFEa\0b\0", Some("ab")),
            (b"\xFE\xFF\0a\0b", Some("ab")),
            (b"a\0b\0", Some("ab")),
            (b"\0a\0b", Some("ab")),
            (b"\xFF\xFEa\0b", None),
            (b"\xFF\xFE\x00\xD8a\0", None),
            (b"a\xFFb", None),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes).as_deref(), text, "{bytes:?}");
        }
    }
}
