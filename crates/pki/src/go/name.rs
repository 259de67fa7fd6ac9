//! Names as Go demands them.

use super::reader::{GoReader, SEQUENCE, SET};
use super::{OrRefuse, Refusal, refuse};
use crate::string::is_printable;

/// Checks the content of a Name.
pub(super) fn check(mut name: GoReader<'_>) -> Result<(), Refusal> {
    while !name.is_empty() {
        let mut set = name.element(SET).or_refuse("x509: invalid RDNSequence")?;
        while !set.is_empty() {
            let mut attribute = set.element(SEQUENCE).or_refuse("x509: invalid RDNSequence: invalid attribute")?;
            attribute.object_identifier().or_refuse("x509: invalid RDNSequence: invalid attribute type")?;
            let (tag, value, _) = attribute.any().or_refuse("x509: invalid RDNSequence: invalid attribute value")?;
            check_string(tag, value.rest())?;
        }
    }
    Ok(())
}

fn check_string(tag: u8, value: &[u8]) -> Result<(), Refusal> {
    let (valid, text) = match tag {
        20 => (true, ""),
        19 => (
            value.iter().copied().all(is_printable),
            "x509: invalid RDNSequence: invalid attribute value: invalid PrintableString",
        ),
        12 => {
            (str::from_utf8(value).is_ok(), "x509: invalid RDNSequence: invalid attribute value: invalid UTF-8 string")
        }
        30 => (is_bmp(value), "x509: invalid RDNSequence: invalid attribute value: invalid BMPString"),
        // Go looks at characters; an octet that begins none counts as the replacement character, which is not ASCII.
        22 => (value.is_ascii(), "x509: invalid RDNSequence: invalid attribute value: invalid IA5String"),
        18 => (
            value.iter().all(|byte| byte.is_ascii_digit() || *byte == b' '),
            "x509: invalid RDNSequence: invalid attribute value: invalid NumericString",
        ),
        _ => {
            let text = format!("x509: invalid RDNSequence: invalid attribute value: unsupported string type: {tag}");
            return Err(text.into());
        }
    };
    if valid { Ok(()) } else { refuse(text) }
}

fn is_bmp(value: &[u8]) -> bool {
    let (points, odd) = value.as_chunks::<2>();
    let points = points.strip_suffix(&[[0, 0]]).unwrap_or(points);
    odd.is_empty()
        && !points
            .iter()
            .map(|point| u16::from_be_bytes(*point))
            .any(|point| matches!(point, 0xfffe | 0xffff | 0xfdd0..=0xfdef | 0xd800..=0xdfff))
}
