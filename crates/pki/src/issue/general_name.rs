//! Writing GeneralName (RFC 5280 section 4.2.1.6).

use std::net::IpAddr;

use der::asn1::AnyRef;
use der::{Encode, Tag, TagNumber};

use super::encoding::EncodingResult;
use crate::{IssueError, NameFault, SubjectAlternativeName};

/// One whole GeneralName. IPv4-mapped addresses become IPv4 ones, as in Go.
pub(super) fn encode(name: &SubjectAlternativeName) -> Result<Vec<u8>, IssueError> {
    let (number, octets) = match name {
        SubjectAlternativeName::Email(email) => (1, ascii(email)?),
        SubjectAlternativeName::Dns(dns) => (2, ascii(dns)?),
        SubjectAlternativeName::Uri(uri) => (6, ascii(uri)?),
        SubjectAlternativeName::Ip(ip) => (7, address(ip)?),
        SubjectAlternativeName::Other(_, value) => return Err(fault(value, NameFault::Kind)),
    };
    let tag = Tag::ContextSpecific { constructed: false, number: TagNumber(number) };
    AnyRef::new(tag, &octets).and_then(|name| name.to_der()).encoding()
}

/// The octets of an IA5String. Control characters, with the NUL that has fooled readers of C strings, are refused.
fn ascii(text: &str) -> Result<Vec<u8>, IssueError> {
    if text.is_empty() {
        return Err(fault(text, NameFault::Empty));
    }
    match text.chars().find(|character| !character.is_ascii() || character.is_ascii_control()) {
        None => Ok(text.as_bytes().to_vec()),
        Some(character) if character.is_ascii() => Err(fault(text, NameFault::Character { character })),
        Some(_) => Err(fault(text, NameFault::NotAscii { ascii: None })),
    }
}

fn address(text: &str) -> Result<Vec<u8>, IssueError> {
    match text.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => Ok(address.octets().to_vec()),
        Ok(IpAddr::V6(address)) => Ok(address.octets().to_vec()),
        Err(_) => Err(fault(text, NameFault::Address)),
    }
}

fn fault(name: &str, fault: NameFault) -> IssueError {
    IssueError::Name { name: name.to_owned(), fault }
}
