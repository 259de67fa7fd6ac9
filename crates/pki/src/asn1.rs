//! The ASN.1 tree of any DER, for the opened row.

use der::Tag;

use crate::element::{Broken, Element, Elements};
use crate::{Asn1Node, hexadecimal, oid, string, validity};

/// Deeper nesting is shown as hexadecimal.
const DEEPEST: u16 = 32;

/// More nodes are not listed: a certificate has some hundred.
const MOST_NODES: usize = 10_000;

/// Octets of a value that are shown in hexadecimal.
const LONGEST_VALUE: usize = 64;

/// The elements of `der`, flattened in document order; what is no DER ends the list with a node that says so.
///
/// BIT STRINGs and OCTET STRINGs whose content is DER are opened. At most 10 000 nodes, 32 deep.
pub fn tree(der: &[u8]) -> Vec<Asn1Node> {
    let mut nodes = Vec::new();
    walk(Elements::new(der), 0, &mut nodes);
    nodes
}

fn walk(elements: Elements<'_>, depth: u16, nodes: &mut Vec<Asn1Node>) {
    let mut elements = elements;
    while !elements.is_empty() && nodes.len() < MOST_NODES {
        let rest = elements.rest();
        match elements.any() {
            Ok(element) => push(&element, depth, nodes),
            Err(Broken { offset }) => {
                nodes.push(node(depth, offset, 0, rest.len(), "?".to_owned(), hexadecimal_value(rest)));
                return;
            }
        }
    }
}

fn push(element: &Element<'_>, depth: u16, nodes: &mut Vec<Asn1Node>) {
    let inside = if depth < DEEPEST { inside(element) } else { None };
    let value = match (&inside, element.tag) {
        (Some(_), Tag::BitString) => unused_bits(element.content),
        (Some(_), _) => String::new(),
        (None, _) => value(element),
    };
    let header = element.whole.len() - element.content.len();
    nodes.push(node(depth, element.offset, header, element.content.len(), tag_name(element.tag), value));
    if let Some(children) = inside {
        walk(children, depth + 1, nodes);
    }
}

/// What an element holds, if it holds elements.
fn inside<'a>(element: &Element<'a>) -> Option<Elements<'a>> {
    if element.tag.is_constructed() {
        return Some(element.children());
    }
    let (content, skipped) = match element.tag {
        Tag::OctetString => (element.content, 0),
        Tag::BitString => (element.content.strip_prefix(&[0])?, 1),
        _ => return None,
    };
    is_whole(content).then(|| Elements::at(content, element.content_offset() + skipped))
}

/// The octets are one structure and nothing else. A lone primitive is rather a chance hit, but for the strings and
/// numbers that extensions hold.
fn is_whole(content: &[u8]) -> bool {
    let mut outer = Elements::new(content);
    let Ok(element) = outer.any() else { return false };
    if !outer.is_empty() {
        return false;
    }
    match element.tag {
        Tag::Sequence | Tag::Set => element.children().all(|child| child.is_ok()),
        Tag::OctetString | Tag::BitString | Tag::Integer | Tag::Ia5String | Tag::Utf8String | Tag::Boolean => true,
        _ => false,
    }
}

fn value(element: &Element<'_>) -> String {
    match element.tag {
        Tag::Boolean => match element.content {
            [0] => "FALSE".to_owned(),
            [_] => "TRUE".to_owned(),
            other => hexadecimal_value(other),
        },
        Tag::Integer | Tag::Enumerated => integer(element.content),
        Tag::ObjectIdentifier => {
            let dotted = oid::dotted(element.content);
            oid::name(element.content).map_or_else(|| dotted.clone(), |name| format!("{dotted} ({name})"))
        }
        Tag::Null => String::new(),
        Tag::UtcTime | Tag::GeneralizedTime => time(element),
        Tag::BitString => match element.content.split_first() {
            Some((0, octets)) => hexadecimal_value(octets),
            Some((unused, octets)) => format!("{}, {unused} unused bits", hexadecimal_value(octets)),
            None => String::new(),
        },
        Tag::ContextSpecific { .. } | Tag::Application { .. } | Tag::Private { .. } => implicit(element.content),
        tag => string::text(tag, element.content).unwrap_or_else(|| hexadecimal_value(element.content)),
    }
}

fn integer(content: &[u8]) -> String {
    if content.len() <= 8 { crate::certificate::serial_text(content) } else { hexadecimal_value(content) }
}

fn time(element: &Element<'_>) -> String {
    let raw = validity::raw(element.content);
    validity::instant(element).map_or_else(|| raw.clone(), |instant| format!("{raw} ({instant})"))
}

/// Under an implicit tag the type is unknown: text when it looks like text, else hexadecimal.
fn implicit(content: &[u8]) -> String {
    match str::from_utf8(content) {
        Ok(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') => {
            text.to_owned()
        }
        _ => hexadecimal_value(content),
    }
}

fn unused_bits(content: &[u8]) -> String {
    match content.first() {
        Some(0) | None => String::new(),
        Some(unused) => format!("{unused} unused bits"),
    }
}

fn hexadecimal_value(octets: &[u8]) -> String {
    match octets.get(..LONGEST_VALUE) {
        Some(head) if octets.len() > LONGEST_VALUE => format!("{}…", hexadecimal::plain(head)),
        _ => hexadecimal::plain(octets),
    }
}

fn tag_name(tag: Tag) -> String {
    match tag {
        Tag::ContextSpecific { number, .. } => format!("[{}]", number.0),
        Tag::Application { number, .. } => format!("[APPLICATION {}]", number.0),
        Tag::Private { number, .. } => format!("[PRIVATE {}]", number.0),
        Tag::Sequence => "SEQUENCE".to_owned(),
        Tag::Set => "SET".to_owned(),
        other => other.to_string(),
    }
}

fn node(depth: u16, offset: usize, header: usize, length: usize, tag: String, value: String) -> Asn1Node {
    Asn1Node {
        depth,
        offset: u32::try_from(offset).unwrap_or(u32::MAX),
        header: u8::try_from(header).unwrap_or(u8::MAX),
        length: u32::try_from(length).unwrap_or(u32::MAX),
        tag,
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(der: &[u8]) -> Vec<String> {
        tree(der)
            .iter()
            .map(|node| {
                format!("{} {}+{}+{} {} {}", node.depth, node.offset, node.header, node.length, node.tag, node.value)
            })
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn strings_that_hold_der_are_opened() {
        let der = [
            0x30, 0x14, 0x06, 3, 0x55, 0x1d, 0x13, 0x01, 1, 0xff, 0x04, 2, 0x30, 0, 0x03, 4, 0, 0x02, 1, 0x80, 0x05, 0,
        ];
        assert_eq!(
            shown(&der),
            [
                "0 0+2+20 SEQUENCE",
                "1 2+2+3 OBJECT IDENTIFIER 2.5.29.19 (basicConstraints)",
                "1 7+2+1 BOOLEAN TRUE",
                "1 10+2+2 OCTET STRING",
                "2 12+2+0 SEQUENCE",
                "1 14+2+4 BIT STRING",
                "2 17+2+1 INTEGER -128",
                "1 20+2+0 NULL",
            ]
        );
    }

    #[test]
    fn what_is_no_der_ends_the_list() {
        assert_eq!(shown(&[0x05, 0x00, 0x30, 0x09, 0x01]), ["0 0+2+0 NULL", "0 2+0+3 ? 300901"]);
        assert_eq!(shown(&[]), [""; 0]);
    }

    #[test]
    fn deep_nesting_is_bounded() {
        let mut der = Vec::new();
        for _ in 0..60_000 {
            der.extend([0x30, 0x84, 0x00, 0xff, 0xff, 0xff]);
        }
        assert!(tree(&der).len() <= MOST_NODES);
        let mut nested = vec![0x05, 0x00];
        for _ in 0..100 {
            let length = u8::try_from(nested.len()).unwrap_or(0x7f);
            if length > 0x7f {
                break;
            }
            nested.splice(0..0, [0x30, length]);
        }
        assert!(tree(&nested).iter().all(|node| node.depth <= DEEPEST));
    }

    #[test]
    fn many_nodes_are_bounded() {
        let der = [0x05, 0x00].repeat(100_000);
        assert_eq!(tree(&der).len(), MOST_NODES);
    }
}
