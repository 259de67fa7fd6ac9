//! Base64 as Go's `encoding/base64.StdEncoding` takes it, with Go's offset where it does not.

use base64::Engine;

use crate::reading::BASE64;

/// Decodes; line ends are ignored.
///
/// # Errors
/// The offset that Go names in `illegal base64 data at input byte N`.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let compact: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    BASE64.decode(&compact).map_err(|_| fault(text.as_bytes()))
}

/// Where Go stops: it works through groups of four characters and names, by case, the bad character, the start of a
/// group that is not full, or the place behind a padding (`Encoding.decodeQuantum`).
fn fault(source: &[u8]) -> usize {
    let is_break = |at: usize| matches!(source.get(at), Some(b'\r' | b'\n'));
    let skip_breaks = |mut at: usize| {
        while is_break(at) {
            at += 1;
        }
        at
    };
    let (mut at, mut in_group) = (0_usize, 0_usize);
    loop {
        at = if is_break(at) { skip_breaks(at) } else { at };
        let Some(&byte) = source.get(at) else { return at.saturating_sub(in_group) };
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/') {
            at += 1;
            in_group = (in_group + 1) % 4;
            continue;
        }
        if byte != b'=' || in_group < 2 {
            return at;
        }
        let mut next = at + 1;
        if in_group == 2 {
            next = skip_breaks(next);
            match source.get(next) {
                None => return source.len(),
                Some(b'=') => next += 1,
                Some(_) => return next - 1,
            }
        }
        return skip_breaks(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every expectation was printed by Go 1.26.
    #[test]
    fn offsets_are_those_of_go() {
        let cases = include_str!("../tests/data/go-base64.tsv");
        let mut count = 0;
        for line in cases.lines() {
            let (text, expected) = line.split_once('\t').unwrap();
            let text = text.replace("\\n", "\n").replace("\\r", "\r");
            let found = decode(&text).map_or_else(|offset| offset.to_string(), |_| "ok".to_owned());
            assert_eq!(found, expected, "{text:?}");
            count += 1;
        }
        assert!(count > 500);
    }
}
