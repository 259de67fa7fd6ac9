//! URIs in subject alternative names, and domain names, as Go demands them.

use super::Refusal;
use super::quote::quoted;

/// Checks a uniformResourceIdentifier of ASCII characters.
pub(super) fn check(uri: &[u8]) -> Result<(), Refusal> {
    let shown = quoted(uri);
    let text = str::from_utf8(uri).unwrap_or_default();
    let fault = |reason: &str| Err(format!("x509: cannot parse URI {shown}: parse {shown}: {reason}").into());
    // The fragment is cut off before anything else is looked at.
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return fault("net/url: invalid control character in URL");
    }
    let (scheme, rest) = match scheme(text) {
        Ok(parts) => parts,
        Err(()) => return fault("missing protocol scheme"),
    };
    let rest = rest.split_once('?').map_or(rest, |(path, _)| path);
    if !rest.starts_with('/') {
        if !scheme.is_empty() {
            return Ok(());
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return fault("first path segment in URL cannot contain colon");
        }
    }
    let mut path = rest;
    if let Some(authority) = rest.strip_prefix("//").filter(|_| !scheme.is_empty() || !rest.starts_with("///")) {
        let end = authority.find('/').unwrap_or(authority.len());
        let (authority, after) = authority.split_at(end);
        path = after;
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        if let Some(reason) = host_fault(host) {
            return fault(&reason);
        }
        if !host.is_empty() && !is_domain(host, false) {
            return Err(format!("x509: cannot parse URI {shown}: invalid domain").into());
        }
    }
    match bad_escape(path).or_else(|| bad_escape(fragment)) {
        Some(escape) => fault(&format!("invalid URL escape {}", quoted(escape.as_bytes()))),
        None => Ok(()),
    }
}

/// The scheme, empty when there is none, and what follows it.
fn scheme(text: &str) -> Result<(&str, &str), ()> {
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if index > 0 => {}
            b':' if index == 0 => return Err(()),
            b':' => {
                let (scheme, rest) = text.split_at(index);
                return Ok((scheme, rest.strip_prefix(':').unwrap_or(rest)));
            }
            _ => return Ok(("", text)),
        }
    }
    Ok(("", text))
}

fn host_fault(host: &str) -> Option<String> {
    if host.starts_with('[') {
        return (!host.contains(']')).then(|| "missing ']' in host".to_owned());
    }
    if let Some(port) = host.rfind(':').and_then(|colon| host.get(colon..))
        && !port.bytes().skip(1).all(|byte| byte.is_ascii_digit())
    {
        return Some(format!("invalid port {} after host", quoted(port.as_bytes())));
    }
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_.~!$&'()*+,;=:[]<>\"%".contains(character);
    let wrong = host.chars().find(|character| !allowed(*character))?;
    Some(format!("invalid character {} in host name", quoted(wrong.to_string().as_bytes())))
}

/// The first `%` that two hexadecimal digits do not follow, with what follows.
fn bad_escape(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let escape = rest.get(at..).unwrap_or_default();
        let digits = escape.bytes().skip(1).take(2).filter(u8::is_ascii_hexdigit).count();
        if digits != 2 {
            return Some(escape.get(..3).unwrap_or(escape));
        }
        rest = escape.get(3..).unwrap_or_default();
    }
    None
}

/// A domain name as Go's `x509` takes it; a constraint may begin with a dot.
pub(super) fn is_domain(text: &str, constraint: bool) -> bool {
    if text.is_empty() {
        return true;
    }
    let labels = text.strip_prefix('.').filter(|_| constraint).unwrap_or(text);
    !text.ends_with('.')
        && text.bytes().all(|byte| (33..=126).contains(&byte))
        && labels.split('.').all(|label| !label.is_empty())
}
