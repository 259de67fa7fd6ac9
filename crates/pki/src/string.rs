//! The character strings of ASN.1 that names use (RFC 5280 section 4.1.2.4, X.680 section 41).

use der::Tag;

/// The text of a string element; `None` when the tag is no string's, or the octets are not of its character set.
pub(crate) fn text(tag: Tag, content: &[u8]) -> Option<String> {
    match tag {
        Tag::Utf8String => str::from_utf8(content).ok().map(str::to_owned),
        Tag::PrintableString => ascii_of(content, is_printable),
        Tag::NumericString => ascii_of(content, |byte| byte.is_ascii_digit() || byte == b' '),
        Tag::Ia5String => ascii_of(content, |byte| byte.is_ascii()),
        // T.61 is read as Latin-1, as Go and BoringSSL do.
        Tag::TeletexString => Some(content.iter().copied().map(char::from).collect()),
        Tag::BmpString => basic_multilingual_plane(content),
        _ => None,
    }
}

fn ascii_of(content: &[u8], allowed: impl Fn(u8) -> bool) -> Option<String> {
    if !content.iter().copied().all(allowed) {
        return None;
    }
    str::from_utf8(content).ok().map(str::to_owned)
}

/// The set of X.680 section 41.4, and `*` and `&`, which are common in old certificates.
pub(crate) fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?*&".contains(&byte)
}

fn basic_multilingual_plane(content: &[u8]) -> Option<String> {
    let (pairs, rest) = content.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|pair| char::from_u32(u32::from(u16::from_be_bytes(*pair)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_character_set_allows_is_text() {
        for (tag, content, expected) in [
            (Tag::Utf8String, "Zürich".as_bytes(), Some("Zürich")),
            (Tag::Utf8String, &[0xff], None),
            (Tag::PrintableString, b"system:masters", Some("system:masters")),
            (Tag::PrintableString, b"a@b", None),
            (Tag::NumericString, b"12 3", Some("12 3")),
            (Tag::NumericString, b"12a", None),
            (Tag::Ia5String, b"a@b", Some("a@b")),
            (Tag::Ia5String, &[0xe9], None),
            (Tag::TeletexString, &[0x5a, 0xfc], Some("Zü")),
            (Tag::BmpString, &[0x00, 0x5a, 0x4e, 0x2d], Some("Z中")),
            (Tag::BmpString, &[0x00], None),
            (Tag::BmpString, &[0xd8, 0x00], None),
            (Tag::OctetString, b"a", None),
        ] {
            assert_eq!(text(tag, content).as_deref(), expected, "{tag} {content:x?}");
        }
    }
}
