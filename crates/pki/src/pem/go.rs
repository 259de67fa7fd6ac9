//! Blocks exactly as Go's `encoding/pem` finds them, since kubeadm sees a file through it.

use base64::Engine;

use super::{BEGIN, DASHES, TOLERANT};

/// A block as Go hands it out.
#[derive(Clone, PartialEq, Eq)]
pub struct GoBlock {
    /// The label.
    pub label: String,
    /// The headers, sorted by name; of two with one name the later counts.
    pub headers: Vec<(String, String)>,
    /// The decoded body.
    pub der: Vec<u8>,
}

/// The body is left out: it may be a private key.
impl std::fmt::Debug for GoBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GoBlock").field("label", &self.label).finish_non_exhaustive()
    }
}

/// What a loop over Go's `pem.Decode` returns: broken blocks are passed over, and nothing says so.
///
/// The rules, as observed in Go 1.26: a block ends at the first `END` line; it begins at the last `BEGIN` before that,
/// which must stand at the start of a line; both labels must be equal and nothing but blanks may follow; lines with a
/// colon are headers; blanks and line ends inside the body do not count, everything else must be padded base64.
pub fn blocks(input: &[u8]) -> Vec<GoBlock> {
    let mut found = Vec::new();
    let mut rest = input;
    while let Some((block, after)) = next(rest) {
        found.push(block);
        rest = after;
    }
    found
}

/// An `END` that begins a line.
const LINE_END: &[u8] = b"\n-----END ";

fn next(input: &[u8]) -> Option<(GoBlock, &[u8])> {
    let mut from = 0;
    loop {
        let end = from + find(input.get(from..)?, LINE_END)?;
        let after_end = end + LINE_END.len();
        match candidate(input, from, end, after_end) {
            Candidate::Block(block, rest) => return Some((block, rest)),
            Candidate::Nothing => return None,
            Candidate::Broken => from = after_end,
        }
    }
}

enum Candidate<'a> {
    /// A whole block, and what follows it.
    Block(GoBlock, &'a [u8]),
    /// Not a block: look behind this `END`.
    Broken,
    /// The input ends within the headers: Go gives up.
    Nothing,
}

/// Looks at what stands between `from` and the `END` whose line break is at `end`.
fn candidate(input: &[u8], from: usize, end: usize, after_end: usize) -> Candidate<'_> {
    let Some(begin) = input.get(from..end).and_then(|part| rfind(part, BEGIN)).map(|at| from + at) else {
        return Candidate::Broken;
    };
    if begin > from && input.get(begin - 1) != Some(&b'\n') {
        return Candidate::Broken;
    }
    let (type_line, mut position) = line(input, begin + BEGIN.len());
    let Some(label) = type_line.strip_suffix(DASHES) else { return Candidate::Broken };
    let mut headers: Vec<(String, String)> = Vec::new();
    loop {
        if position >= input.len() {
            return Candidate::Nothing;
        }
        let (text, next) = line(input, position);
        let Some(colon) = text.iter().position(|byte| *byte == b':') else { break };
        let (key, value) = text.split_at(colon);
        let (key, value) = (trimmed(key), trimmed(value.get(1..).unwrap_or_default()));
        match headers.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => headers.push((key, value)),
        }
        position = next;
    }
    // A header behind the END's own line makes Go give up; one that runs into it spoils the block.
    if position > after_end {
        return Candidate::Nothing;
    }
    if !headers.is_empty() && position > end {
        return Candidate::Broken;
    }
    let Some(trailer) = input.get(after_end..) else { return Candidate::Broken };
    let Some(after_dashes) = trailer.strip_prefix(label).and_then(|rest| rest.strip_prefix(DASHES)) else {
        return Candidate::Broken;
    };
    let after_dashes = input.len() - after_dashes.len();
    let (remainder, rest) = line(input, after_dashes);
    if !remainder.is_empty() {
        return Candidate::Broken;
    }
    let body = input.get(position..end).unwrap_or_default();
    let Some(der) = decode(body) else { return Candidate::Broken };
    crate::order::sort(&mut headers);
    let label = String::from_utf8_lossy(label).into_owned();
    Candidate::Block(GoBlock { label, headers, der }, input.get(rest..).unwrap_or_default())
}

/// The line from `start` on without its end and trailing blanks, and where the next one begins.
fn line(input: &[u8], start: usize) -> (&[u8], usize) {
    let rest = input.get(start..).unwrap_or_default();
    let (mut text, next) = match rest.iter().position(|byte| *byte == b'\n') {
        Some(end) => {
            let text = rest.get(..end).unwrap_or_default();
            (text.strip_suffix(b"\r").unwrap_or(text), start + end + 1)
        }
        None => (rest, start + rest.len()),
    };
    while let Some(shorter) = text.strip_suffix(b" ").or_else(|| text.strip_suffix(b"\t")) {
        text = shorter;
    }
    (text, next)
}

/// Go's `bytes.TrimSpace`.
fn trimmed(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// Base64 with padding; blanks and line ends do not count. Go does not demand that left-over bits are zero.
fn decode(body: &[u8]) -> Option<Vec<u8>> {
    let characters: zeroize::Zeroizing<Vec<u8>> =
        zeroize::Zeroizing::new(body.iter().copied().filter(|byte| !b" \t\r\n".contains(byte)).collect());
    if !characters.len().is_multiple_of(4) {
        return None;
    }
    TOLERANT.decode(characters.as_slice()).ok()
}

fn find(input: &[u8], pattern: &[u8]) -> Option<usize> {
    let first = pattern.first()?;
    let mut from = 0;
    loop {
        let at = from + input.get(from..)?.iter().position(|byte| byte == first)?;
        if input.get(at..)?.starts_with(pattern) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn rfind(input: &[u8], pattern: &[u8]) -> Option<usize> {
    input.windows(pattern.len()).rposition(|window| window == pattern)
}
