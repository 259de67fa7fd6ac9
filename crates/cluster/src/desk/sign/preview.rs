//! The certificate as it will be, line by line beside the request: what is taken over, added, and dropped, and why.

use pki::{
    BasicConstraintsTemplate, CertificateFacts, ExtendedKeyUsage, KeyAlgorithm, KeyIdentifierMethod, RequestDetails,
    SubjectAlternativeName,
};

use super::{DropReason, Fate, PreviewLine, PreviewPart};
use crate::desk::profile::{Profile, is_strange, subject_in_go};

/// So many names are listed; of more their number is told.
const MOST_NAMES: usize = 1000;

/// OIDs of extensions that every profile sets itself.
const KEY_USAGE: &str = "2.5.29.15";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
const SUBJECT_ALTERNATIVE_NAME: &str = "2.5.29.17";

/// Everything that becomes of a request.
pub(crate) fn lines(
    request: &RequestDetails,
    profile: &Profile,
    authority: Option<&CertificateFacts>,
) -> Vec<PreviewLine> {
    let mut lines = subject(request, profile);
    let taken = profile.names_of(&request.facts.names);
    let taken = taken.iter().map(|name| (name, Fate::Taken));
    let dropped = request.facts.names.iter().filter(|name| !profile.passes(name)).map(|name| {
        (name, Fate::Dropped(if is_strange(name) { DropReason::NotShown } else { DropReason::NotPassing }))
    });
    let names = taken.chain(dropped).map(|(name, fate)| line(PreviewPart::Name, name_text(name), fate));
    lines.extend(names.take(MOST_NAMES));
    if let Some(more) = request.facts.names.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        lines.push(line(PreviewPart::Name, format!("+{more}"), Fate::Taken));
    }
    lines.push(line(PreviewPart::Key, key_text(&request.facts.key.algorithm), Fate::Taken));
    lines.extend(added(profile, authority));
    lines.extend(asked(request, profile));
    lines
}

fn line(part: PreviewPart, value: String, fate: Fate) -> PreviewLine {
    PreviewLine { part, value, fate }
}

fn subject(request: &RequestDetails, profile: &Profile) -> Vec<PreviewLine> {
    let asked = &request.facts.subject;
    if !profile.subject_anew {
        return vec![line(PreviewPart::Subject, asked.to_string(), Fate::Taken)];
    }
    let kept = subject_in_go(asked);
    let text =
        |attributes: &[pki::NameAttribute]| pki::Name { attributes: attributes.to_vec(), der: Vec::new() }.to_string();
    let mut lines = vec![line(PreviewPart::Subject, text(&kept), Fate::Taken)];
    let mut left = kept;
    for attribute in &asked.attributes {
        match left.iter().position(|known| known == attribute) {
            Some(index) => drop(left.remove(index)),
            None => lines.push(line(
                PreviewPart::Subject,
                text(std::slice::from_ref(attribute)),
                Fate::Dropped(DropReason::NotPassing),
            )),
        }
    }
    lines
}

/// What the authority adds.
fn added(profile: &Profile, authority: Option<&CertificateFacts>) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    let mut add = |part: PreviewPart, value: String| lines.push(line(part, value, Fate::Added));
    if !profile.key_usage.is_empty() {
        add(PreviewPart::KeyUsage, profile.key_usage.join(", "));
    }
    if !profile.extended_key_usage.is_empty() {
        let purposes: Vec<String> = profile.extended_key_usage.iter().map(purpose_text).collect();
        add(PreviewPart::ExtendedKeyUsage, purposes.join(", "));
    }
    match profile.basic_constraints {
        BasicConstraintsTemplate::Absent => {}
        BasicConstraintsTemplate::Leaf => add(PreviewPart::BasicConstraints, "CA:FALSE".to_owned()),
        BasicConstraintsTemplate::Authority(None) => add(PreviewPart::BasicConstraints, "CA:TRUE".to_owned()),
        BasicConstraintsTemplate::Authority(Some(length)) => {
            add(PreviewPart::BasicConstraints, format!("CA:TRUE, pathlen:{length}"));
        }
    }
    match profile.key_identifier {
        KeyIdentifierMethod::Absent => {}
        KeyIdentifierMethod::Sha1 => add(PreviewPart::SubjectKeyIdentifier, "SHA-1".to_owned()),
        KeyIdentifierMethod::TruncatedSha256 => add(PreviewPart::SubjectKeyIdentifier, "SHA-256".to_owned()),
    }
    if let Some(identifier) = authority.and_then(|facts| facts.subject_key_identifier.as_ref()) {
        let octets: Vec<String> = identifier.iter().map(|octet| format!("{octet:02X}")).collect();
        add(PreviewPart::AuthorityKeyIdentifier, octets.join(":"));
    }
    if let Some(facts) = authority {
        add(PreviewPart::SignatureAlgorithm, signature_text(&facts.key.algorithm).to_owned());
    }
    lines
}

/// What the request asks for beside its names.
fn asked(request: &RequestDetails, profile: &Profile) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    for extension in request.extensions.iter().filter(|extension| extension.oid != SUBJECT_ALTERNATIVE_NAME) {
        let value = if extension.values.is_empty() { extension.hex.clone() } else { extension.values.join(", ") };
        let set = Fate::Dropped(DropReason::SetByProfile);
        let (part, fate) = match extension.oid.as_str() {
            KEY_USAGE => (PreviewPart::KeyUsage, set),
            EXTENDED_KEY_USAGE => (PreviewPart::ExtendedKeyUsage, set),
            BASIC_CONSTRAINTS => {
                let asks = extension.values.iter().any(|line| line == "CA:TRUE") && !profile.makes_authority();
                let fate = if asks { Fate::Dropped(DropReason::AsksForAuthority) } else { set };
                (PreviewPart::BasicConstraints, fate)
            }
            SUBJECT_KEY_IDENTIFIER => (PreviewPart::SubjectKeyIdentifier, set),
            AUTHORITY_KEY_IDENTIFIER => (PreviewPart::AuthorityKeyIdentifier, set),
            oid => {
                let passes = profile.extensions.iter().any(|wanted| wanted == oid);
                let fate = if passes { Fate::Taken } else { Fate::Dropped(DropReason::NotPassing) };
                (PreviewPart::Extension(extension.name.clone()), fate)
            }
        };
        lines.push(line(part, value, fate));
    }
    for attribute in &request.attributes {
        let part = PreviewPart::Attribute(attribute.name.clone());
        lines.push(line(part, attribute.values.join(", "), Fate::Dropped(DropReason::NoPlace)));
    }
    lines
}

/// The extensions of a request, by OID, that a profile may let pass: not those that every profile sets itself.
pub(crate) fn may_pass(oid: &str) -> bool {
    let own = [
        KEY_USAGE,
        EXTENDED_KEY_USAGE,
        BASIC_CONSTRAINTS,
        SUBJECT_KEY_IDENTIFIER,
        AUTHORITY_KEY_IDENTIFIER,
        SUBJECT_ALTERNATIVE_NAME,
    ];
    !own.contains(&oid)
}

/// A name as OpenSSL prints it: `DNS:kubernetes`, `IP Address:10.96.0.1`; control characters as Rust escapes them.
pub(crate) fn name_text(name: &SubjectAlternativeName) -> String {
    let (kind, value) = match name {
        SubjectAlternativeName::Dns(value) => ("DNS", value),
        SubjectAlternativeName::Ip(value) => ("IP Address", value),
        SubjectAlternativeName::Email(value) => ("email", value),
        SubjectAlternativeName::Uri(value) => ("URI", value),
        SubjectAlternativeName::Other(kind, value) => (kind.as_str(), value),
    };
    if value.chars().any(char::is_control) {
        format!("{kind}:{}", value.escape_debug())
    } else {
        format!("{kind}:{value}")
    }
}

/// A purpose by its usual name, else its OID.
pub(crate) fn purpose_text(purpose: &ExtendedKeyUsage) -> String {
    match purpose {
        ExtendedKeyUsage::ServerAuth => "serverAuth".to_owned(),
        ExtendedKeyUsage::ClientAuth => "clientAuth".to_owned(),
        ExtendedKeyUsage::Any => "anyExtendedKeyUsage".to_owned(),
        ExtendedKeyUsage::Other(oid) => oid.clone(),
        _ => String::new(),
    }
}

/// A key as other tools call it: `RSA 2048`, `ECDSA P-256`.
pub(crate) fn key_text(algorithm: &KeyAlgorithm) -> String {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => format!("RSA {bits}"),
        KeyAlgorithm::EcdsaP256 => "ECDSA P-256".to_owned(),
        KeyAlgorithm::EcdsaP384 => "ECDSA P-384".to_owned(),
        KeyAlgorithm::EcdsaP521 => "ECDSA P-521".to_owned(),
        KeyAlgorithm::Ed25519 => "Ed25519".to_owned(),
        KeyAlgorithm::Other(name) => name.clone(),
    }
}

/// The signature that a key makes (spec section 1.3).
fn signature_text(algorithm: &KeyAlgorithm) -> &'static str {
    match algorithm {
        KeyAlgorithm::Rsa { .. } => "sha256WithRSAEncryption",
        KeyAlgorithm::EcdsaP256 => "ecdsa-with-SHA256",
        KeyAlgorithm::EcdsaP384 => "ecdsa-with-SHA384",
        KeyAlgorithm::EcdsaP521 => "ecdsa-with-SHA512",
        _ => "",
    }
}
