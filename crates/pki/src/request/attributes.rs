//! The attributes of a request (RFC 2986 section 4.1).

use std::ops::Range;

use der::Tag;

use crate::element::{Broken, Element, Elements};
use crate::oid::{self, content};
use crate::{AttributeDetails, hexadecimal, string};

/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 256;

/// Attributes and values that are shown.
const MOST: usize = 100;

/// The content of the Extensions inside the attribute extensionRequest (RFC 2985 section 5.4.2).
///
/// ```text
/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET OF ANY }
/// ```
pub(super) fn requested_extensions(mut attributes: Elements<'_>) -> Result<Range<usize>, Broken> {
    while !attributes.is_empty() {
        let mut attribute = attributes.tagged(Tag::Sequence)?.children();
        if attribute.tagged(Tag::ObjectIdentifier)?.content != content::EXTENSION_REQUEST {
            continue;
        }
        let mut values = attribute.tagged(Tag::Set)?.children();
        if !values.is_empty() {
            return Ok(values.tagged(Tag::Sequence)?.content_range());
        }
    }
    Ok(0..0)
}

/// All attributes but the first extensionRequest.
pub(super) fn details(attributes: &[u8]) -> Vec<AttributeDetails> {
    let mut requests = 0;
    let readable = Elements::new(attributes).filter_map(|attribute| {
        let mut fields = attribute.ok()?.children();
        let kind = fields.tagged(Tag::ObjectIdentifier).ok()?.content;
        let values = fields.tagged(Tag::Set).ok()?.children();
        if kind == content::EXTENSION_REQUEST {
            requests += 1;
            if requests == 1 {
                return None;
            }
        }
        let values = values.filter_map(Result::ok).take(MOST).map(|value| shown(&value)).collect();
        Some(AttributeDetails { oid: oid::dotted(kind), name: oid::name_or_dotted(kind), values })
    });
    readable.take(MOST).collect()
}

fn shown(value: &Element<'_>) -> String {
    let text = string::text(value.tag, value.content).unwrap_or_else(|| hexadecimal::plain(value.whole));
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
