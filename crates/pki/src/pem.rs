//! PEM (RFC 7468, and the older RFC 1421 headers): a scanner that reports every block, and the writer.
//!
//! [`blocks`] finds whatever a person would call a block, broken ones too, so that nothing is dropped silently.
//! [`go_blocks`](crate::pem::go_blocks) finds exactly those that Go, and so kubeadm, finds.

mod go;

use base64::Engine;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

pub use go::{GoBlock, blocks as go_blocks};

/// Base64 as people paste it: padding may lack, and left-over bits need not be zero (Go accepts those too).
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
);

/// A block between `-----BEGIN` and `-----END`.
#[derive(Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands after `BEGIN`, such as `CERTIFICATE`.
    pub label: String,
    /// Headers such as `Proc-Type: 4,ENCRYPTED`, in their order.
    pub headers: Vec<(String, String)>,
    /// The decoded body, or why it cannot be decoded.
    pub body: Result<Vec<u8>, BodyError>,
    /// The line of `BEGIN`, from 1.
    pub line: usize,
    /// The offset of the first dash of `BEGIN`, from 0.
    pub offset: usize,
}

/// The body is left out: it may be a private key.
impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Block").field("label", &self.label).field("line", &self.line).finish_non_exhaustive()
    }
}

/// Bodies of private keys are overwritten when the block is dropped.
impl Drop for Block {
    fn drop(&mut self) {
        if let (true, Ok(body)) = (self.is_private(), &mut self.body) {
            zeroize::Zeroize::zeroize(body);
        }
    }
}

impl Block {
    /// The value of the header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// It holds a private key, by its label.
    pub fn is_private(&self) -> bool {
        self.label.contains("PRIVATE KEY")
    }

    /// Its headers say that the body is encrypted (RFC 1421 section 4.6.1.1), or its label does.
    pub fn is_encrypted(&self) -> bool {
        self.header("Proc-Type").is_some_and(|value| value.contains("ENCRYPTED"))
            || self.label == "ENCRYPTED PRIVATE KEY"
    }
}

/// Why the body of a block cannot be decoded.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// There is no `END` line for this label.
    #[error("no end of the block")]
    Unterminated,
    /// The `END` line names another label.
    #[error("the block ends as {label:?}")]
    OtherEnd {
        /// The label that was found.
        label: String,
    },
    /// A character that base64 does not have.
    #[error("no base64 character in line {line}")]
    NotBase64 {
        /// Its line, from 1.
        line: usize,
    },
    /// The characters are base64's, but not whole groups of four.
    #[error("base64 cut off or wrongly padded")]
    Incomplete,
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// Finds every block, broken ones too, in the order of the input. Text around and between blocks is passed over.
pub fn blocks(input: &[u8]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next() {
        if let Some(label) = boundary(line.text, BEGIN) {
            found.push(read_block(&mut lines, label, &line));
        }
    }
    found
}

/// Reads the rest of a block, up to its `END` line or the next `BEGIN`.
fn read_block(lines: &mut Lines<'_>, label: &[u8], begin: &Line<'_>) -> Block {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut characters = zeroize::Zeroizing::new(Vec::new());
    let mut bad_line = None;
    let mut in_headers = true;
    let label = String::from_utf8_lossy(label).into_owned();
    let end = loop {
        let before = lines.clone();
        let Some(line) = lines.next() else { break Err(BodyError::Unterminated) };
        if let Some(end) = boundary(line.text, END) {
            let end = String::from_utf8_lossy(end).into_owned();
            break if end == label { Ok(()) } else { Err(BodyError::OtherEnd { label: end }) };
        }
        if boundary(line.text, BEGIN).is_some() {
            *lines = before;
            break Err(BodyError::Unterminated);
        }
        if in_headers && read_header(line.text, &mut headers) {
            continue;
        }
        in_headers &= line.text.trim_ascii().is_empty() && headers.is_empty();
        for byte in line.text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
            if !(byte.is_ascii_alphanumeric() || b"+/=".contains(byte)) {
                bad_line.get_or_insert(line.number);
            }
            characters.push(*byte);
        }
    };
    let body = match (end, bad_line) {
        (Err(error), _) => Err(error),
        (Ok(()), Some(line)) => Err(BodyError::NotBase64 { line }),
        (Ok(()), None) => TOLERANT.decode(characters.as_slice()).map_err(|_| BodyError::Incomplete),
    };
    Block { label, headers, body, line: begin.number, offset: begin.offset }
}

/// Takes a `Key: value` line, or the continuation of one (RFC 1421 section 4.4); false when it is neither.
fn read_header(text: &[u8], headers: &mut Vec<(String, String)>) -> bool {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes.trim_ascii()).into_owned();
    if let Some(colon) = text.iter().position(|byte| *byte == b':') {
        let (key, value) = text.split_at(colon);
        headers.push((lossy(key), lossy(value.get(1..).unwrap_or_default())));
        return true;
    }
    match headers.last_mut() {
        Some((_, value))
            if text.first().is_some_and(|first| b" \t".contains(first)) && !text.trim_ascii().is_empty() =>
        {
            value.push_str(&lossy(text));
            true
        }
        _ => false,
    }
}

/// The label of a `-----BEGIN label-----` line, where blanks may stand around it.
fn boundary<'a>(text: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    text.trim_ascii().strip_prefix(start)?.strip_suffix(DASHES)
}

/// One line, without its end.
struct Line<'a> {
    text: &'a [u8],
    number: usize,
    offset: usize,
}

/// Lines that end in LF, CRLF or a lone CR. NUL octets at the ends of a line are passed over.
#[derive(Clone)]
struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
    offset: usize,
}

impl<'a> Lines<'a> {
    fn new(input: &'a [u8]) -> Self {
        Self { rest: input, number: 0, offset: 0 }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(self.rest.len());
        let (text, after) = self.rest.split_at(end);
        let ending = if after.starts_with(b"\r\n") { 2 } else { after.len().min(1) };
        self.number += 1;
        let margin = text.iter().take_while(|byte| matches!(byte, 0 | b' ' | b'\t')).count();
        let mut trimmed = text;
        while let Some(inner) = trimmed.strip_prefix(b"\0").or_else(|| trimmed.strip_suffix(b"\0")) {
            trimmed = inner;
        }
        // A byte order mark stands before the first character of some files.
        let trimmed = trimmed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(trimmed);
        let line = Line { text: trimmed, number: self.number, offset: self.offset + margin };
        self.rest = after.get(ending..).unwrap_or_default();
        self.offset += end + ending;
        Some(line)
    }
}

/// Writes one block as Go and kubeadm do: lines of 64 characters, `\n`, one at the end (spec section 1.7).
pub fn encode(label: &str, der: &[u8]) -> String {
    let body = zeroize::Zeroizing::new(STANDARD.encode(der));
    let mut text = String::with_capacity(body.len() + body.len() / 64 + 2 * label.len() + 40);
    text.push_str("-----BEGIN ");
    text.push_str(label);
    text.push_str("-----\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str("-----END ");
    text.push_str(label);
    text.push_str("-----\n");
    text
}

#[cfg(test)]
mod tests;
