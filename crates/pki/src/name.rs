//! Reading distinguished names (RFC 5280 section 4.1.2.4).

use der::Tag;

use crate::element::{Broken, Element, Elements};
use crate::{Name, NameAttribute, hexadecimal, oid, string};

/// Reads a whole `Name` element. What does not decode is shown raw; the encoding is kept either way.
///
/// ```text
/// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
/// ```
pub(crate) fn read(der: &[u8]) -> Name {
    let mut attributes = Vec::with_capacity(2);
    if let Err(rest) = read_into(der, &mut attributes) {
        let rest = der.get(rest.offset..).unwrap_or_default();
        attributes.push(NameAttribute { attribute: "?".to_owned(), value: format!("#{}", hexadecimal::plain(rest)) });
    }
    Name { attributes, der: der.to_vec() }
}

fn read_into(der: &[u8], attributes: &mut Vec<NameAttribute>) -> Result<(), Broken> {
    let mut sets = Elements::new(der).tagged(Tag::Sequence)?.children();
    while !sets.is_empty() {
        read_set(sets.tagged(Tag::Set)?, attributes)?;
    }
    Ok(())
}

/// Reads the attributes of one RelativeDistinguishedName.
pub(crate) fn read_set(set: Element<'_>, attributes: &mut Vec<NameAttribute>) -> Result<(), Broken> {
    let mut pairs = set.children();
    while !pairs.is_empty() {
        let mut pair = pairs.tagged(Tag::Sequence)?.children();
        let kind = pair.tagged(Tag::ObjectIdentifier)?;
        let value = pair.any()?;
        let text =
            string::text(value.tag, value.content).unwrap_or_else(|| format!("#{}", hexadecimal::plain(value.whole)));
        attributes.push(NameAttribute { attribute: attribute_name(kind.content), value: text });
    }
    Ok(())
}

/// The short name of an attribute type, else its dotted form.
fn attribute_name(content: &[u8]) -> String {
    match SHORT_NAMES.iter().find(|(known, _)| *known == content) {
        Some((_, short)) => (*short).to_owned(),
        None => oid::dotted(content),
    }
}

/// The content of the OBJECT IDENTIFIER that goes with a short name, whatever its case.
pub(crate) fn attribute_type(short: &str) -> Option<&'static [u8]> {
    SHORT_NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(short)).map(|(content, _)| *content)
}

/// Short names of attribute types: RFC 4514 section 3, and the further ones that OpenSSL and Go print.
const SHORT_NAMES: &[(&[u8], &str)] = &[
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x55, 4, 5], "SERIALNUMBER"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 42], "GN"),
    (&[0x55, 4, 12], "title"),
    (&[0x55, 4, 17], "POSTALCODE"),
    (&[0x55, 4, 43], "initials"),
    (&[0x55, 4, 44], "generationQualifier"),
    (&[0x55, 4, 46], "dnQualifier"),
    (&[0x55, 4, 65], "pseudonym"),
    (&[0x55, 4, 15], "businessCategory"),
    (&[0x55, 4, 97], "organizationIdentifier"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(der: &[u8]) -> String {
        read(der).to_string()
    }

    #[test]
    fn attributes_keep_the_order_of_the_encoding() {
        // SEQUENCE { SET { O=a } SET { CN=b } }
        let der = [
            0x30, 0x1a, 0x31, 0x0b, 0x30, 0x09, 0x06, 3, 0x55, 4, 10, 0x13, 2, b'a', b'a', 0x31, 0x0b, 0x30, 0x09,
            0x06, 3, 0x55, 4, 3, 0x0c, 2, b'b', b'b',
        ];
        assert_eq!(shown(&der), "O=aa, CN=bb");
        assert_eq!(read(&der).der, der);
    }

    #[test]
    fn what_is_no_text_is_shown_as_its_encoding() {
        // CN with an OCTET STRING, CN with an invalid UTF8String.
        let octets = [0x30, 0x0d, 0x31, 0x0b, 0x30, 0x09, 0x06, 3, 0x55, 4, 3, 0x04, 2, b'b', b'b'];
        assert_eq!(shown(&octets), "CN=#04026262");
        let broken_text = [0x30, 0x0c, 0x31, 0x0a, 0x30, 0x08, 0x06, 3, 0x55, 4, 3, 0x0c, 1, 0xff];
        assert_eq!(shown(&broken_text), "CN=#0c01ff");
    }

    #[test]
    fn a_broken_name_is_still_shown() {
        assert_eq!(shown(&[0x30, 0x00]), "");
        assert_eq!(shown(&[0x30, 0x02, 0x05, 0x00]), "?=#0500");
    }
}
