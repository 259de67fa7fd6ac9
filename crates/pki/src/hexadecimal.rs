//! Octets as text.

/// Lower-case hexadecimal without separators.
pub(crate) fn plain(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push(&mut text, *byte, b"0123456789abcdef");
    }
    text
}

/// Upper-case hexadecimal, a colon between octets: how key identifiers and fingerprints are shown.
pub(crate) fn colons_upper(bytes: &[u8]) -> String {
    colons(bytes, b"0123456789ABCDEF")
}

/// Lower-case hexadecimal, a colon between octets: how serial numbers are shown.
pub(crate) fn colons_lower(bytes: &[u8]) -> String {
    colons(bytes, b"0123456789abcdef")
}

fn colons(bytes: &[u8], digits: &[u8; 16]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            text.push(':');
        }
        push(&mut text, *byte, digits);
    }
    text
}

fn push(text: &mut String, byte: u8, digits: &[u8; 16]) {
    for nibble in [byte >> 4, byte & 15] {
        text.push(char::from(digits.get(usize::from(nibble)).copied().unwrap_or(b'?')));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_become_text() {
        assert_eq!(plain(&[0, 0x0a, 0xff]), "000aff");
        assert_eq!(colons_upper(&[0x0a, 0xbf]), "0A:BF");
        assert_eq!(colons_lower(&[0x0a, 0xbf]), "0a:bf");
        assert_eq!(colons_upper(&[]), "");
    }
}
