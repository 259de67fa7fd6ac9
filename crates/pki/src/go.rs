//! What Go's `x509.ParseCertificate` says of a certificate, since kubeadm prints that text (spec section 13).
//!
//! Observed in Go 1.26. Go checks other things, and in another order, than [`Certificate::from_der`]
//! (crate::Certificate::from_der): it refuses a negative serial number and a doubled extension, which we show as odd,
//! and passes over data at the end of some structures.

mod chain;
mod extension;
mod key;
mod name;
mod quote;
mod reader;
mod uri;

use std::borrow::Cow;

pub use chain::go_name_constraints_error;
use reader::{GENERALIZED_TIME, GoReader, SEQUENCE, UTC_TIME, context, context_constructed};

use crate::validity;

/// The text of an error.
type Refusal = Cow<'static, str>;

/// The text of the error that Go gives for these bytes; `None` when Go accepts them.
///
/// Exact for the structure, names, dates, keys and extensions. Not told apart are rare faults inside a URI and points
/// that are not on the curve P-224.
pub fn go_certificate_error(der: &[u8]) -> Option<String> {
    certificate(der).err().map(Cow::into_owned)
}

fn refuse<T>(text: &'static str) -> Result<T, Refusal> {
    Err(Cow::Borrowed(text))
}

/// Turns what could not be read into its error.
trait OrRefuse<T> {
    fn or_refuse(self, text: &'static str) -> Result<T, Refusal>;
}

impl<T> OrRefuse<T> for Option<T> {
    fn or_refuse(self, text: &'static str) -> Result<T, Refusal> {
        self.ok_or(Cow::Borrowed(text))
    }
}

fn certificate(der: &[u8]) -> Result<(), Refusal> {
    let mut input = GoReader::new(der);
    let mut outer = input.element(SEQUENCE).or_refuse("x509: malformed certificate")?;
    let mut fields = outer.element(SEQUENCE).or_refuse("x509: malformed tbs certificate")?;
    let version = version(&mut fields)?;
    let serial = fields.integer().or_refuse("x509: malformed serial number")?;
    if serial.first().is_some_and(|first| first & 0x80 != 0) {
        return refuse("x509: negative serial number");
    }
    let inner = fields.element(SEQUENCE).or_refuse("x509: malformed signature algorithm identifier")?;
    let announced = outer.element(SEQUENCE).or_refuse("x509: malformed algorithm identifier")?;
    if inner.rest() != announced.rest() {
        return refuse("x509: inner and outer signature algorithm identifiers don't match");
    }
    key::algorithm(inner)?;
    name::check(fields.element(SEQUENCE).or_refuse("x509: malformed issuer")?)?;
    let mut validity = fields.element(SEQUENCE).or_refuse("x509: malformed validity")?;
    time(&mut validity)?;
    time(&mut validity)?;
    // Go names the issuer here too.
    name::check(fields.element(SEQUENCE).or_refuse("x509: malformed issuer")?)?;
    key::check(fields.element(SEQUENCE).or_refuse("x509: malformed spki")?)?;
    if version > 1 {
        fields.skip_optional(context(1)).or_refuse("x509: malformed issuerUniqueID")?;
        fields.skip_optional(context(2)).or_refuse("x509: malformed subjectUniqueID")?;
    }
    if version == 3 {
        let present = fields.optional(context_constructed(3)).or_refuse("x509: malformed extensions")?;
        if let Some(mut wrapped) = present {
            extension::check_all(wrapped.element(SEQUENCE).or_refuse("x509: malformed extensions")?)?;
        }
    }
    outer.bit_string().or_refuse("x509: malformed signature")?;
    if input.is_empty() { Ok(()) } else { refuse("x509: trailing data") }
}

/// The version as people count it.
fn version(fields: &mut GoReader<'_>) -> Result<i64, Refusal> {
    const MALFORMED: &str = "x509: malformed version";
    let Some(mut wrapped) = fields.optional(context_constructed(0)).or_refuse(MALFORMED)? else { return Ok(1) };
    let encoded = wrapped.signed().filter(|_| wrapped.is_empty()).or_refuse(MALFORMED)?;
    match encoded {
        ..0 => refuse(MALFORMED),
        0..=2 => Ok(encoded + 1),
        _ => refuse("x509: invalid version"),
    }
}

fn time(validity: &mut GoReader<'_>) -> Result<(), Refusal> {
    let (tag, der_tag, malformed) = if validity.peek(UTC_TIME) {
        (UTC_TIME, der::Tag::UtcTime, "x509: malformed UTCTime")
    } else if validity.peek(GENERALIZED_TIME) {
        (GENERALIZED_TIME, der::Tag::GeneralizedTime, "x509: malformed GeneralizedTime")
    } else {
        return refuse("x509: unsupported time format");
    };
    let content = validity.element(tag).or_refuse(malformed)?.rest();
    validity::instant_of(der_tag, content).map(|_| ()).or_refuse(malformed)
}

#[cfg(test)]
mod tests;
