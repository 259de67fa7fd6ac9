//! Making requests (PKCS #10, RFC 2986).

use const_oid::ObjectIdentifier;
use der::asn1::AnyRef;
use der::{Encode, Sequence, Tag, TagNumber};

use super::encoding::{EncodingResult, RequestInformation, element, sign};
use super::extensions::Extensions;
use super::name;
use crate::oid::content;
use crate::{IssueError, PrivateKey, Random, Request, RequestTemplate};

/// ```text
/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET OF ANY }
/// ```
#[derive(Sequence)]
struct Attribute<'a> {
    kind: ObjectIdentifier,
    values: AnyRef<'a>,
}

/// Makes a request signed by the key that it is for. The signature was verified.
///
/// # Errors
/// [`IssueError`] names what cannot be encoded or signed.
pub fn request(template: &RequestTemplate, key: &PrivateKey, random: &mut dyn Random) -> Result<Request, IssueError> {
    let subject = name::encode(&template.subject)?;
    let attributes = attributes(template)?;
    let tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
    let information = RequestInformation {
        version: 0,
        subject: element(&subject)?,
        public_key: element(key.public_key_spki_der())?,
        attributes: AnyRef::new(tag, &attributes).encoding()?,
    };
    let der = sign(&information.to_der().encoding()?, key, random)?;
    Request::from_der(&der).map_err(|error| IssueError::Encoding { reason: error.to_string() })
}

/// The attribute extensionRequest (RFC 2985 section 5.4.2), or nothing, as in Go.
fn attributes(template: &RequestTemplate) -> Result<Vec<u8>, IssueError> {
    let mut extensions = Extensions::default();
    extensions.key_usage(&template.key_usage)?;
    extensions.extended_key_usage(&template.extended_key_usage)?;
    extensions.basic_constraints(template.basic_constraints)?;
    extensions.names(&template.names, template.subject.is_empty())?;
    let Some(extensions) = extensions.finish() else { return Ok(Vec::new()) };
    let extensions = extensions.to_der().encoding()?;
    let kind = ObjectIdentifier::from_bytes(content::EXTENSION_REQUEST)
        .map_err(|error| IssueError::Encoding { reason: error.to_string() })?;
    let values = AnyRef::new(Tag::Set, &extensions).encoding()?;
    Attribute { kind, values }.to_der().encoding()
}
