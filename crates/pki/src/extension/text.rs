//! Extensions as lines of text, for the opened row.

use der::Tag;

use super::{BasicConstraints, Extension, authority_key_identifier, key_usage, only, sequence, subject_key_identifier};
use crate::element::{Broken, Element, Elements};
use crate::oid::{self, content};
use crate::{ExtensionDetails, NameAttribute, general_name, hexadecimal, name};

/// One extension decoded as far as it is known.
pub(crate) fn details(found: Result<Extension<'_>, &[u8]>) -> ExtensionDetails {
    let extension = match found {
        Ok(extension) => extension,
        Err(bytes) => {
            return ExtensionDetails {
                oid: "?".to_owned(),
                name: "?".to_owned(),
                critical: false,
                values: Vec::new(),
                hex: hexadecimal::plain(bytes),
                error: Some("not an extension".to_owned()),
            };
        }
    };
    let oid = oid::dotted(extension.oid);
    let name = oid::name(extension.oid).map_or_else(|| oid.clone(), str::to_owned);
    let (values, error) = match lines(&extension) {
        Some(Ok(values)) => (first(values), None),
        Some(Err(broken)) => (Vec::new(), Some(format!("malformed at byte {}", broken.offset))),
        None => (Vec::new(), None),
    };
    ExtensionDetails {
        oid,
        name,
        critical: extension.critical,
        values,
        hex: hexadecimal::plain(extension.value),
        error,
    }
}

/// More lines than these are counted, not written: a request can ask for a million names.
const MOST_LINES: usize = 1000;

fn first(mut lines: Vec<String>) -> Vec<String> {
    if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        lines.truncate(MOST_LINES);
        lines.push(format!("… +{more}"));
    }
    lines
}

/// The values, one a line; `None` for an extension that is not known here.
fn lines(extension: &Extension<'_>) -> Option<Result<Vec<String>, Broken>> {
    let value = extension.value;
    Some(match extension.oid {
        content::KEY_USAGE => key_usage(value).map(|usage| usage.names().map(str::to_owned).collect()),
        content::EXTENDED_KEY_USAGE => purposes(value),
        content::BASIC_CONSTRAINTS => BasicConstraints::read(value).map(basic_constraints),
        content::SUBJECT_ALTERNATIVE_NAME | content::ISSUER_ALTERNATIVE_NAME => {
            general_name::read_all(value).map(|names| names.iter().map(general_name::line).collect())
        }
        content::SUBJECT_KEY_IDENTIFIER => {
            subject_key_identifier(value).map(|octets| vec![hexadecimal::colons_upper(octets)])
        }
        content::AUTHORITY_KEY_IDENTIFIER => authority(value),
        content::NAME_CONSTRAINTS => name_constraints(value),
        content::CRL_DISTRIBUTION_POINTS | content::FRESHEST_CRL => distribution_points(value),
        content::AUTHORITY_INFO_ACCESS | content::SUBJECT_INFO_ACCESS => access(value),
        content::CERTIFICATE_POLICIES => policies(value),
        content::POLICY_CONSTRAINTS => policy_constraints(value),
        content::POLICY_MAPPINGS => policy_mappings(value),
        content::INHIBIT_ANY_POLICY => only(value, Tag::Integer).map(|number| vec![number_text(number)]),
        content::NETSCAPE_COMMENT => string(value).map(|text| vec![text]),
        content::NETSCAPE_CERTIFICATE_TYPE => netscape_type(value),
        _ => return None,
    })
}

fn purposes(value: &[u8]) -> Result<Vec<String>, Broken> {
    each(sequence(value)?, |purpose| Ok(oid::name_or_dotted(expect(purpose, Tag::ObjectIdentifier)?.content)))
}

fn basic_constraints(read: BasicConstraints) -> Vec<String> {
    let mut lines = vec![format!("CA:{}", if read.is_authority { "TRUE" } else { "FALSE" })];
    lines.extend(read.path_length.map(|length| format!("pathlen:{length}")));
    lines
}

/// ```text
/// AuthorityKeyIdentifier ::= SEQUENCE {
///     keyIdentifier [0] OPTIONAL, authorityCertIssuer [1] GeneralNames OPTIONAL,
///     authorityCertSerialNumber [2] INTEGER OPTIONAL }
/// ```
fn authority(value: &[u8]) -> Result<Vec<String>, Broken> {
    let mut lines = Vec::new();
    if let Some(octets) = authority_key_identifier(value)? {
        lines.push(format!("keyid:{}", hexadecimal::colons_upper(octets)));
    }
    for field in sequence(value)? {
        let field = field?;
        match field.context_number() {
            Some(0) => {}
            Some(1) => lines.extend(names(&field)?.into_iter().map(|name| format!("issuer:{name}"))),
            Some(2) => lines.push(format!("serial:{}", hexadecimal::colons_upper(field.content))),
            _ => return Err(Broken { offset: field.offset }),
        }
    }
    Ok(lines)
}

/// ```text
/// NameConstraints ::= SEQUENCE { permittedSubtrees [0] OPTIONAL, excludedSubtrees [1] OPTIONAL }
/// GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }
/// ```
fn name_constraints(value: &[u8]) -> Result<Vec<String>, Broken> {
    let mut lines = Vec::new();
    for list in sequence(value)? {
        let list = list?;
        let kind = match list.context_number() {
            Some(0) => "permitted",
            Some(1) => "excluded",
            _ => return Err(Broken { offset: list.offset }),
        };
        for subtree in list.children() {
            let base = expect(subtree?, Tag::Sequence)?.children().any()?;
            lines.push(format!("{kind} {}", subtree_base(&base)));
        }
    }
    Ok(lines)
}

/// An address in a constraint carries its mask.
fn subtree_base(base: &Element<'_>) -> String {
    if base.context_number() == Some(7) {
        let (address, mask) = base.content.split_at(base.content.len() / 2);
        if let (Some(address), Some(mask)) = (general_name::address(address), general_name::address(mask)) {
            return format!("IP:{address}/{mask}");
        }
    }
    general_name::line(&general_name::read(base))
}

/// ```text
/// DistributionPoint ::= SEQUENCE {
///     distributionPoint [0] CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] } OPTIONAL,
///     reasons [1] OPTIONAL, cRLIssuer [2] GeneralNames OPTIONAL }
/// ```
fn distribution_points(value: &[u8]) -> Result<Vec<String>, Broken> {
    let mut lines = Vec::new();
    for point in sequence(value)? {
        for field in expect(point?, Tag::Sequence)?.children() {
            let field = field?;
            match field.context_number() {
                Some(0) => {
                    let place = field.children().any()?;
                    match place.context_number() {
                        Some(0) => lines.extend(names(&place)?),
                        _ => lines.push(format!("relative name:{}", relative_name(place)?)),
                    }
                }
                Some(1) => lines.push(format!("reasons:#{}", hexadecimal::plain(field.content))),
                Some(2) => lines.extend(names(&field)?.into_iter().map(|name| format!("CRL issuer:{name}"))),
                _ => return Err(Broken { offset: field.offset }),
            }
        }
    }
    Ok(lines)
}

fn relative_name(set: Element<'_>) -> Result<String, Broken> {
    let mut attributes: Vec<NameAttribute> = Vec::new();
    name::read_set(set, &mut attributes)?;
    let texts: Vec<_> = attributes.iter().map(|found| format!("{}={}", found.attribute, found.value)).collect();
    Ok(texts.join(" + "))
}

/// `AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }`
fn access(value: &[u8]) -> Result<Vec<String>, Broken> {
    each(sequence(value)?, |description| {
        let mut fields = expect(description, Tag::Sequence)?.children();
        let method = fields.tagged(Tag::ObjectIdentifier)?;
        let location = fields.any()?;
        let location = general_name::line(&general_name::read(&location));
        Ok(format!("{} - {location}", oid::name_or_dotted(method.content)))
    })
}

/// ```text
/// PolicyInformation ::= SEQUENCE {
///     policyIdentifier OBJECT IDENTIFIER, policyQualifiers SEQUENCE OF PolicyQualifierInfo OPTIONAL }
/// ```
fn policies(value: &[u8]) -> Result<Vec<String>, Broken> {
    let mut lines = Vec::new();
    for policy in sequence(value)? {
        let mut fields = expect(policy?, Tag::Sequence)?.children();
        lines.push(oid::name_or_dotted(fields.tagged(Tag::ObjectIdentifier)?.content));
        if fields.is_empty() {
            continue;
        }
        for qualifier in fields.tagged(Tag::Sequence)?.children() {
            let mut parts = expect(qualifier?, Tag::Sequence)?.children();
            let kind = parts.tagged(Tag::ObjectIdentifier)?;
            let value = parts.any()?;
            let text = crate::string::text(value.tag, value.content)
                .unwrap_or_else(|| format!("#{}", hexadecimal::plain(value.whole)));
            lines.push(format!("  {}: {text}", oid::name_or_dotted(kind.content)));
        }
    }
    Ok(lines)
}

/// `PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0] OPTIONAL, inhibitPolicyMapping [1] OPTIONAL }`
fn policy_constraints(value: &[u8]) -> Result<Vec<String>, Broken> {
    each(sequence(value)?, |field| {
        let kind = match field.context_number() {
            Some(0) => "requireExplicitPolicy",
            Some(1) => "inhibitPolicyMapping",
            _ => return Err(Broken { offset: field.offset }),
        };
        Ok(format!("{kind}:{}", number_text(field.content)))
    })
}

/// `PolicyMappings ::= SEQUENCE OF SEQUENCE { issuerDomainPolicy, subjectDomainPolicy }`
fn policy_mappings(value: &[u8]) -> Result<Vec<String>, Broken> {
    each(sequence(value)?, |mapping| {
        let mut pair = expect(mapping, Tag::Sequence)?.children();
        let issuer = pair.tagged(Tag::ObjectIdentifier)?;
        let subject = pair.tagged(Tag::ObjectIdentifier)?;
        Ok(format!("{}:{}", oid::name_or_dotted(issuer.content), oid::name_or_dotted(subject.content)))
    })
}

fn netscape_type(value: &[u8]) -> Result<Vec<String>, Broken> {
    const NAMES: [&str; 8] =
        ["SSL Client", "SSL Server", "S/MIME", "Object Signing", "Unused", "SSL CA", "S/MIME CA", "Object Signing CA"];
    let bits = only(value, Tag::BitString)?;
    let octet = bits.get(1).copied().unwrap_or_default();
    Ok(NAMES
        .iter()
        .enumerate()
        .filter(|(bit, _)| octet & (0x80 >> bit) != 0)
        .map(|(_, name)| (*name).to_owned())
        .collect())
}

fn string(value: &[u8]) -> Result<String, Broken> {
    let element = Elements::new(value).any()?;
    crate::string::text(element.tag, element.content).ok_or(Broken { offset: 0 })
}

fn names(list: &Element<'_>) -> Result<Vec<String>, Broken> {
    each(list.children(), |name| Ok(general_name::line(&general_name::read(&name))))
}

fn each(
    elements: Elements<'_>,
    mut line: impl FnMut(Element<'_>) -> Result<String, Broken>,
) -> Result<Vec<String>, Broken> {
    elements.map(|element| line(element?)).collect()
}

fn expect(element: Element<'_>, tag: Tag) -> Result<Element<'_>, Broken> {
    if element.tag == tag { Ok(element) } else { Err(Broken { offset: element.offset }) }
}

fn number_text(content: &[u8]) -> String {
    super::unsigned(content).map_or_else(|| format!("#{}", hexadecimal::plain(content)), |number| number.to_string())
}

#[cfg(test)]
mod tests;
