//! GeneralName (RFC 5280 section 4.2.1.6): the names of subjectAltName, nameConstraints and of the places of lists.

use std::net::{Ipv4Addr, Ipv6Addr};

use der::Tag;

use crate::element::{Broken, Element, Elements};
use crate::{SubjectAlternativeName, hexadecimal, name, oid};

/// Reads one GeneralName. A value that is not what its kind demands is shown under `Other` as hexadecimal.
pub(crate) fn read(element: &Element<'_>) -> SubjectAlternativeName {
    use SubjectAlternativeName::{Dns, Email, Ip, Other, Uri};
    let hexadecimal = || hexadecimal::plain(element.content);
    let number = element.context_number();
    match number {
        Some(1) => ascii(element).map_or_else(|| Other("rfc822Name".to_owned(), hexadecimal()), Email),
        Some(2) => ascii(element).map_or_else(|| Other("dNSName".to_owned(), hexadecimal()), Dns),
        Some(6) => ascii(element).map_or_else(|| Other("uniformResourceIdentifier".to_owned(), hexadecimal()), Uri),
        Some(7) => address(element.content).map_or_else(|| Other("iPAddress".to_owned(), hexadecimal()), Ip),
        Some(0) => Other("otherName".to_owned(), other_name(element).unwrap_or_else(hexadecimal)),
        Some(3) => Other("x400Address".to_owned(), hexadecimal()),
        Some(4) => Other("directoryName".to_owned(), name::read(element.content).to_string()),
        Some(5) => Other("ediPartyName".to_owned(), hexadecimal()),
        Some(8) => Other("registeredID".to_owned(), oid::dotted(element.content)),
        _ => Other(element.tag.to_string(), hexadecimal()),
    }
}

/// Reads `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName` from a whole element.
pub(crate) fn read_all(der: &[u8]) -> Result<Vec<SubjectAlternativeName>, Broken> {
    let mut outer = Elements::new(der);
    let sequence = outer.tagged(Tag::Sequence)?;
    if !outer.is_empty() {
        return Err(Broken { offset: outer.offset() });
    }
    sequence.children().map(|element| element.map(|element| read(&element))).collect()
}

/// The octets of an iPAddress as text: RFC 5952 for IPv6.
pub(crate) fn address(octets: &[u8]) -> Option<String> {
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        return Some(Ipv4Addr::from(four).to_string());
    }
    <[u8; 16]>::try_from(octets).ok().map(|sixteen| Ipv6Addr::from(sixteen).to_string())
}

fn ascii(element: &Element<'_>) -> Option<String> {
    let text = str::from_utf8(element.content).ok()?;
    text.is_ascii().then(|| text.to_owned())
}

/// `OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }`
fn other_name(element: &Element<'_>) -> Option<String> {
    let mut parts = element.children();
    let kind = parts.tagged(Tag::ObjectIdentifier).ok()?;
    let value = parts.context(0).ok()??.children().any().ok()?;
    let text = crate::string::text(value.tag, value.content).unwrap_or_else(|| hexadecimal::plain(value.whole));
    Some(format!("{}={text}", oid::dotted(kind.content)))
}

/// `DNS:kubernetes`, `IP Address:10.0.0.1`: one line a name, as OpenSSL prints it.
pub(crate) fn line(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(value) => format!("DNS:{value}"),
        SubjectAlternativeName::Ip(value) => format!("IP Address:{value}"),
        SubjectAlternativeName::Email(value) => format!("email:{value}"),
        SubjectAlternativeName::Uri(value) => format!("URI:{value}"),
        SubjectAlternativeName::Other(kind, value) => format!("{kind}:{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_read() {
        let der = [
            0x30, 0x2b, 0x82, 1, b'a', 0x87, 4, 10, 96, 0, 1, 0x87, 3, 1, 2, 3, 0x81, 3, b'a', b'@', b'b', 0x86, 4,
            b'u', b'r', b'n', b':', 0x88, 3, 0x2a, 3, 4, 0x82, 1, 0xff, 0xa0, 8, 0x06, 2, 0x2a, 3, 0xa0, 2, 0x0c, 0,
        ];
        let lines: Vec<_> = read_all(&der).unwrap().iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "DNS:a",
                "IP Address:10.96.0.1",
                "iPAddress:010203",
                "email:a@b",
                "URI:urn:",
                "registeredID:1.2.3.4",
                "dNSName:ff",
                "otherName:1.2.3=",
            ]
        );
    }

    #[test]
    fn addresses_are_written_as_rfc_5952_asks() {
        let mut octets = [0; 16];
        octets[0] = 0xfd;
        octets[15] = 1;
        assert_eq!(address(&octets).as_deref(), Some("fd00::1"));
        assert_eq!(address(&[1, 2, 3]), None);
    }

    #[test]
    fn a_broken_list_is_told() {
        assert!(read_all(&[0x30, 0x03, 0x82, 0x05, b'a']).is_err());
        assert!(read_all(&[0x30, 0x00, 0x00]).is_err());
        assert!(read_all(&[0x04, 0x00]).is_err());
    }
}
