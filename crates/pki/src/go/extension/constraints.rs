//! Name constraints as Go demands them.

use crate::go::quote::quoted;
use crate::go::reader::{GoReader, SEQUENCE, context, context_constructed};
use crate::go::{OrRefuse, Refusal, refuse, uri};
use crate::hexadecimal;

const INVALID: &str = "x509: invalid NameConstraints extension";

/// Checks the value of a nameConstraints extension.
pub(super) fn check(mut outer: GoReader<'_>) -> Result<(), Refusal> {
    let mut lists = outer.element(SEQUENCE).filter(|_| outer.is_empty()).or_refuse(INVALID)?;
    let permitted = lists.optional(context_constructed(0)).or_refuse(INVALID)?;
    let excluded = lists.optional(context_constructed(1)).or_refuse(INVALID)?;
    if !lists.is_empty() {
        return refuse(INVALID);
    }
    let lists: Vec<_> = permitted.into_iter().chain(excluded).collect();
    if lists.iter().all(GoReader::is_empty) {
        return refuse("x509: empty name constraints extension");
    }
    lists.into_iter().try_for_each(check_list)
}

fn check_list(mut subtrees: GoReader<'_>) -> Result<(), Refusal> {
    while !subtrees.is_empty() {
        let mut subtree = subtrees.element(SEQUENCE).or_refuse(INVALID)?;
        let (tag, value, _) = subtree.any().or_refuse(INVALID)?;
        let value = value.rest();
        if tag == context(7) {
            check_addresses(value)?;
        } else if [context(1), context(2), context(6)].contains(&tag) {
            check_text(tag, value)?;
        }
    }
    Ok(())
}

fn check_addresses(value: &[u8]) -> Result<(), Refusal> {
    let mask = match value.len() {
        8 | 32 => value.split_at(value.len() / 2).1,
        length => return Err(format!("x509: IP constraint contained value of length {length}").into()),
    };
    let ones = mask.iter().take_while(|octet| **octet == 0xff).count();
    let after = mask.get(ones..).unwrap_or_default();
    let valid = after.split_first().is_none_or(|(boundary, zeros)| {
        boundary.leading_ones() + boundary.trailing_zeros() == 8 && zeros.iter().all(|octet| *octet == 0)
    });
    if valid {
        Ok(())
    } else {
        Err(format!("x509: IP constraint contained invalid mask {}", hexadecimal::plain(mask)).into())
    }
}

fn check_text(tag: u8, value: &[u8]) -> Result<(), Refusal> {
    let shown = quoted(value);
    if !value.is_ascii() {
        let text = format!("x509: invalid constraint value: x509: {shown} cannot be encoded as an IA5String");
        return Err(text.into());
    }
    let text = str::from_utf8(value).unwrap_or_default();
    let kind = if tag == context(1) {
        "rfc822Name"
    } else if tag == context(2) {
        "dnsName"
    } else {
        if text.parse::<std::net::IpAddr>().is_ok() {
            let text = format!("x509: failed to parse URI constraint {shown}: cannot be IP address");
            return Err(text.into());
        }
        "URI"
    };
    let valid = if tag == context(1) && text.contains('@') { is_mailbox(text) } else { uri::is_domain(text, true) };
    if valid { Ok(()) } else { Err(format!("x509: failed to parse {kind} constraint {shown}").into()) }
}

/// Something before the last `@`, and a domain after it; quoted local parts are taken as they are.
fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.\\".contains(&byte);
    let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    let dotted = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    !local.is_empty() && (quoted || (local.bytes().all(plain) && dotted)) && uri::is_domain(domain, false)
}
