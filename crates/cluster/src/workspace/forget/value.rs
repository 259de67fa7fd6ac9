//! The values of some fields of a YAML or JSON text, overwritten in place: the text stays as long, of the same lines and
//! of the same shape, so what else stands in it is read as before.

use std::ops::Range;

/// What a value is overwritten with. A token of such letters is still one by kubeadm's rules, base64 still base64.
const BLANK: u8 = b'a';

/// Whether any of the fields has a value.
pub(super) fn is_there(text: &[u8], fields: &[&str]) -> bool {
    fields.iter().any(|field| values(text, field.as_bytes()).next().is_some())
}

/// Overwrites the values of the fields, whatever the style they are written in.
pub(super) fn overwrite(text: &mut [u8], fields: &[&str]) {
    for field in fields {
        let found: Vec<Range<usize>> = values(text, field.as_bytes()).collect();
        for value in found {
            for byte in text.get_mut(value).unwrap_or_default() {
                // A bootstrap token keeps its full stop, a text over several lines its lines.
                if !matches!(byte, b'.' | b' ' | b'\r' | b'\n') {
                    *byte = BLANK;
                }
            }
        }
    }
}

/// Where the values of a field stand, without quotes; those that are empty or null are none.
fn values<'t>(text: &'t [u8], field: &'t [u8]) -> impl Iterator<Item = Range<usize>> + 't {
    let starts = text.windows(field.len()).enumerate().filter(move |(_, window)| *window == field).map(|(at, _)| at);
    starts.filter_map(move |key| value(text, key, key + field.len())).filter(|range| {
        let value = text.get(range.clone()).unwrap_or_default().trim_ascii();
        !matches!(value, b"" | b"null" | b"~")
    })
}

/// The value of the key that stands from `key` to `end`; `None` when it is part of another word.
fn value(text: &[u8], key: usize, end: usize) -> Option<Range<usize>> {
    let before = key.checked_sub(1).and_then(|at| text.get(at)).copied();
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return None;
    }
    let quoted_key = text.get(end).is_some_and(|byte| b"\"'".contains(byte));
    let colon = blanks(text, if quoted_key { end + 1 } else { end });
    if text.get(colon) != Some(&b':') {
        return None;
    }
    let start = blanks(text, colon + 1);
    match text.get(start)? {
        quote @ (b'"' | b'\'') => Some(start + 1..closing(text, start + 1, *quote)),
        b'|' | b'>' => {
            let body = line_end(text, start);
            Some(body..block_end(text, body, column(text, key)))
        }
        _ if is_in_flow(text, key) => {
            let rest = text.get(start..)?;
            Some(start..rest.iter().position(|byte| b",}]\n".contains(byte)).map_or(text.len(), |at| start + at))
        }
        _ => Some(start..block_end(text, line_end(text, start), column(text, key))),
    }
}

/// The next place that is neither a space nor a tab.
fn blanks(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| b" \t".contains(byte)).count()
}

fn line_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| **byte != b'\n').count()
}

/// The quote that closes, past those that are escaped.
fn closing(text: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    while let Some(byte) = text.get(at) {
        let next = text.get(at + 1);
        let escaped = if quote == b'"' { *byte == b'\\' } else { *byte == quote && next == Some(&quote) };
        match escaped {
            true => at += 2,
            false if *byte == quote => return at,
            false => at += 1,
        }
    }
    text.len()
}

/// How far a key is indented, with the dashes before it.
fn column(text: &[u8], key: usize) -> usize {
    text.get(..key).unwrap_or_default().iter().rev().take_while(|byte| **byte != b'\n').count()
}

/// The end of the lines from the line end at `from` on that are further in than a column, or empty.
fn block_end(text: &[u8], from: usize, column: usize) -> usize {
    let mut end = from;
    while end < text.len() {
        let line = text.get(end + 1..line_end(text, end + 1)).unwrap_or_default();
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        if indent <= column && !line.trim_ascii().is_empty() {
            break;
        }
        end += 1 + line.len();
    }
    end.min(text.len())
}

/// Whether the last bracket or line start before a key is a bracket: `{token: x, name: y}`.
fn is_in_flow(text: &[u8], key: usize) -> bool {
    let line = text.get(key.saturating_sub(column(text, key))..key).unwrap_or_default();
    let open = line.iter().filter(|byte| b"{[".contains(byte)).count();
    let closed = line.iter().filter(|byte| b"}]".contains(byte)).count();
    open > closed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `S` stands for the secret.
    #[test]
    fn a_value_is_overwritten_in_every_style_and_the_rest_stays() {
        for text in [
            "user:\n  token: SSS.S-S_S/S+S=\n  keep: SAFE\n",
            "- token: SSSS\n  keep: SAFE\n",
            "- {name: keep, user: {token: SSSS, keep: SAFE}}\n",
            "{\"token\": \"SSSS\", \"keep\": \"SAFE\"}",
            "{\"token\":\"SS\\\"SS\",\"keep\":\"SAFE\"}",
            "token: 'SS''SS'\nkeep: SAFE\n",
            "'token': \"SSSS\n  SSSS\"\nkeep: SAFE\n",
            "  token: |\n    SSSS\n\n    SSSS\n  keep: SAFE\n",
            "  token: >-\n   SSSS\n  keep: SAFE\n",
            "  token: SSSS\n    SSSS\n  keep: SAFE\n",
            "  token:\n    SSSS\n  keep: SAFE\n",
            "token : SSSS\r\nkeep: SAFE\r\n",
            "token: SSSS",
            "token: \"SSSS",
            "token: S\nother:\n  token: S\nkeep: SAFE",
        ] {
            let mut bytes = text.as_bytes().to_vec();
            assert!(is_there(&bytes, &["token"]), "{text}");
            overwrite(&mut bytes, &["token"]);
            let left = String::from_utf8(bytes).unwrap();
            assert_eq!(left.replace("SAFE", "").matches('S').count(), 0, "{text:?} became {left:?}");
            assert_eq!(left.contains("keep: SAFE") || left.contains("SAFE\""), text.contains("SAFE"), "{left:?}");
            assert_eq!((left.len(), left.lines().count()), (text.len(), text.lines().count()));
        }
    }

    #[test]
    fn other_words_and_empty_values_are_left_alone() {
        for text in [
            "tokenFile: SAFE",
            "my-token: SAFE",
            "token SAFE",
            "token:\nkeep: SAFE",
            "token: null",
            "token: ~",
            "token: ''",
        ] {
            let mut bytes = text.as_bytes().to_vec();
            assert!(!is_there(&bytes, &["token"]), "{text}");
            overwrite(&mut bytes, &["token"]);
            assert_eq!(bytes, text.as_bytes());
        }
    }
}
