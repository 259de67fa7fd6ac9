//! Writing distinguished names (RFC 5280 section 4.1.2.4), as Go writes them (spec section 1.3).

use const_oid::ObjectIdentifier;
use der::asn1::AnyRef;
use der::{Encode, Sequence, Tag};

use super::encoding::EncodingResult;
use crate::{IssueError, NameAttribute, name};

/// ```text
/// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
/// ```
#[derive(Sequence)]
struct Attribute<'a> {
    kind: ObjectIdentifier,
    value: AnyRef<'a>,
}

/// Kinds of which Go puts several values into one set.
const IN_ONE_SET: [&str; 7] = ["C", "O", "OU", "L", "ST", "STREET", "POSTALCODE"];

/// The whole `Name` element of these attributes.
pub(super) fn encode(attributes: &[NameAttribute]) -> Result<Vec<u8>, IssueError> {
    let mut sets: Vec<(&str, Vec<Vec<u8>>)> = Vec::new();
    for attribute in attributes {
        let element = element(attribute)?;
        match sets.last_mut() {
            Some((kind, elements)) if *kind == attribute.attribute && IN_ONE_SET.contains(kind) => {
                elements.push(element);
            }
            _ => sets.push((&attribute.attribute, vec![element])),
        }
    }
    let mut content = Vec::new();
    for (_, mut elements) in sets {
        // DER sorts what a SET OF holds (X.690 section 11.6). A value that is given twice stands there twice, as in Go.
        crate::order::sort(&mut elements);
        content.extend(AnyRef::new(Tag::Set, &elements.concat()).and_then(|set| set.to_der()).encoding()?);
    }
    AnyRef::new(Tag::Sequence, &content).and_then(|name| name.to_der()).encoding()
}

fn element(attribute: &NameAttribute) -> Result<Vec<u8>, IssueError> {
    let kind = match name::attribute_type(&attribute.attribute) {
        Some(content) => ObjectIdentifier::from_bytes(content).ok(),
        None => attribute.attribute.parse().ok(),
    };
    let kind = kind.ok_or_else(|| IssueError::UnknownAttribute { attribute: attribute.attribute.clone() })?;
    let tag = string_type(&attribute.attribute, &attribute.value);
    let value = AnyRef::new(tag, attribute.value.as_bytes()).encoding()?;
    Attribute { kind, value }.to_der().encoding()
}

/// PrintableString where its characters suffice, else UTF8String, as in Go. Of the two kinds that are IA5String by their
/// definition (RFC 5280 appendix A.1, RFC 4519 section 2.4), this is kept.
fn string_type(attribute: &str, value: &str) -> Tag {
    match attribute {
        "DC" | "emailAddress" if value.is_ascii() => Tag::Ia5String,
        _ if value.bytes().all(is_printable) => Tag::PrintableString,
        _ => Tag::Utf8String,
    }
}

/// The set of X.680 section 41.4.
fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}
