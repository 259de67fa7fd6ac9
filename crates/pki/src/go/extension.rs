//! Extensions as Go demands them.

mod constraints;

use std::collections::BTreeSet;

use super::reader::{
    BOOLEAN, GoReader, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, context, context_constructed, signed_value,
};
use super::{OrRefuse, Refusal, refuse, uri};
use crate::oid::{self, content};

/// Checks the content of the SEQUENCE OF Extension: first the form of all, then the values one by one.
pub(super) fn check_all(mut list: GoReader<'_>) -> Result<(), Refusal> {
    let mut extensions = Vec::new();
    let mut seen = BTreeSet::new();
    while !list.is_empty() {
        let mut fields = list.element(SEQUENCE).or_refuse("x509: malformed extension")?;
        let oid = fields.object_identifier().or_refuse("x509: malformed extension OID field")?;
        let critical = if fields.peek(BOOLEAN) {
            fields.boolean().or_refuse("x509: malformed extension critical field")?
        } else {
            false
        };
        let value = fields.element(OCTET_STRING).or_refuse("x509: malformed extension value field")?;
        if !seen.insert(oid) {
            let text = format!("x509: certificate contains duplicate extension with OID \"{}\"", oid::dotted(oid));
            return Err(text.into());
        }
        extensions.push((oid, critical, value));
    }
    extensions.into_iter().try_for_each(|(oid, critical, value)| check(oid, critical, value))
}

fn check(oid: &[u8], critical: bool, mut value: GoReader<'_>) -> Result<(), Refusal> {
    match oid {
        content::KEY_USAGE => value.bit_string().map(|_| ()).or_refuse("x509: invalid key usage"),
        content::BASIC_CONSTRAINTS => basic_constraints(value).or_refuse("x509: invalid basic constraints"),
        content::SUBJECT_ALTERNATIVE_NAME => alternative_names(value),
        content::NAME_CONSTRAINTS => constraints::check(value),
        content::CRL_DISTRIBUTION_POINTS => distribution_points(value),
        content::AUTHORITY_KEY_IDENTIFIER if critical => {
            refuse("x509: authority key identifier incorrectly marked critical")
        }
        content::AUTHORITY_KEY_IDENTIFIER => {
            authority_key_identifier(value).or_refuse("x509: invalid authority key identifier")
        }
        content::POLICY_CONSTRAINTS => {
            policy_constraints(value).or_refuse("x509: invalid policy constraints extension")
        }
        content::EXTENDED_KEY_USAGE => purposes(value).or_refuse("x509: invalid extended key usages"),
        content::SUBJECT_KEY_IDENTIFIER if critical => {
            refuse("x509: subject key identifier incorrectly marked critical")
        }
        content::SUBJECT_KEY_IDENTIFIER => {
            value.element(OCTET_STRING).map(|_| ()).or_refuse("x509: invalid subject key identifier")
        }
        content::CERTIFICATE_POLICIES => policies(value).or_refuse("x509: invalid certificate policies"),
        content::POLICY_MAPPINGS => policy_mappings(value).or_refuse("x509: invalid policy mappings extension"),
        content::INHIBIT_ANY_POLICY => {
            value.signed().map(|_| ()).or_refuse("x509: invalid inhibit any policy extension")
        }
        content::AUTHORITY_INFO_ACCESS if critical => refuse("x509: authority info access incorrectly marked critical"),
        content::AUTHORITY_INFO_ACCESS => access(value).or_refuse("x509: invalid authority info access"),
        _ => Ok(()),
    }
}

fn basic_constraints(mut value: GoReader<'_>) -> Option<()> {
    let mut fields = value.element(SEQUENCE)?;
    if fields.peek(BOOLEAN) {
        fields.boolean()?;
    }
    if fields.peek(INTEGER) {
        // No sign, and no more than Go's int holds.
        signed_value(fields.integer()?).filter(|length| *length >= 0)?;
    }
    Some(())
}

fn alternative_names(mut value: GoReader<'_>) -> Result<(), Refusal> {
    let mut names = value.element(SEQUENCE).or_refuse("x509: invalid subject alternative names")?;
    while !names.is_empty() {
        let (tag, name, _) = names.any().or_refuse("x509: invalid subject alternative name")?;
        let name = name.rest();
        match tag ^ 0x80 {
            1 if !name.is_ascii() => return refuse("x509: SAN rfc822Name is malformed"),
            2 if !name.is_ascii() => return refuse("x509: SAN dNSName is malformed"),
            6 if !name.is_ascii() => return refuse("x509: SAN uniformResourceIdentifier is malformed"),
            6 => uri::check(name)?,
            7 if name.len() != 4 && name.len() != 16 => {
                return Err(format!("x509: cannot parse IP address of length {}", name.len()).into());
            }
            _ => {}
        }
    }
    Ok(())
}

fn distribution_points(mut value: GoReader<'_>) -> Result<(), Refusal> {
    const POINT: &str = "x509: invalid CRL distribution point";
    let mut points = value.element(SEQUENCE).or_refuse("x509: invalid CRL distribution points")?;
    while !points.is_empty() {
        let mut point = points.element(SEQUENCE).or_refuse(POINT)?;
        let Some(mut place) = point.optional(context_constructed(0)).or_refuse(POINT)? else { continue };
        let mut names = place.element(context_constructed(0)).or_refuse(POINT)?;
        while names.peek(context(6)) {
            names.element(context(6)).or_refuse(POINT)?;
        }
    }
    Ok(())
}

fn authority_key_identifier(mut value: GoReader<'_>) -> Option<()> {
    value.element(SEQUENCE)?.skip_optional(context(0))
}

fn policy_constraints(mut value: GoReader<'_>) -> Option<()> {
    let mut fields = value.element(SEQUENCE)?;
    for number in [0, 1] {
        if fields.peek(context(number)) {
            signed_value(fields.integer_as(context(number))?)?;
        }
    }
    Some(())
}

fn purposes(mut value: GoReader<'_>) -> Option<()> {
    let mut purposes = value.element(SEQUENCE)?;
    while !purposes.is_empty() {
        purposes.object_identifier()?;
    }
    Some(())
}

fn policies(mut value: GoReader<'_>) -> Option<()> {
    let mut policies = value.element(SEQUENCE)?;
    let mut seen = BTreeSet::new();
    while !policies.is_empty() {
        let oid = policies.element(SEQUENCE)?.element(OBJECT_IDENTIFIER)?.rest();
        if !seen.insert(oid) || !is_long_identifier(oid) {
            return None;
        }
    }
    Some(())
}

/// An identifier with numbers of any size.
fn is_long_identifier(content: &[u8]) -> bool {
    let mut at_start = true;
    for octet in content {
        if at_start && *octet == 0x80 {
            return false;
        }
        at_start = octet & 0x80 == 0;
    }
    !content.is_empty() && at_start
}

fn policy_mappings(mut value: GoReader<'_>) -> Option<()> {
    let mut mappings = value.element(SEQUENCE)?;
    while !mappings.is_empty() {
        let mut pair = mappings.element(SEQUENCE)?;
        pair.element(OBJECT_IDENTIFIER)?;
        pair.element(OBJECT_IDENTIFIER)?;
    }
    Some(())
}

fn access(mut value: GoReader<'_>) -> Option<()> {
    let mut descriptions = value.element(SEQUENCE)?;
    while !descriptions.is_empty() {
        let mut description = descriptions.element(SEQUENCE)?;
        description.object_identifier()?;
        description.skip_optional(context(6))?;
    }
    Some(())
}
