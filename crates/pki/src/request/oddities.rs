//! What is odd about a request, so that whoever is to sign it knows before.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use crate::certificate::details::weak_hash;
use crate::element::Elements;
use crate::extension::Extensions;
use crate::oid::content;
use crate::{
    AttributeDetails, ExtensionDetails, RequestFacts, RequestOddity, SubjectAlternativeName, general_name, idn, oid,
    strength,
};

/// Names that are looked at one by one.
const MOST_NAMES: usize = 1000;

/// Extensions that are known here, so that one of them marked critical is no surprise.
const KNOWN: [&[u8]; 8] = [
    content::KEY_USAGE,
    content::EXTENDED_KEY_USAGE,
    content::BASIC_CONSTRAINTS,
    content::SUBJECT_ALTERNATIVE_NAME,
    content::SUBJECT_KEY_IDENTIFIER,
    content::AUTHORITY_KEY_IDENTIFIER,
    content::NAME_CONSTRAINTS,
    content::CERTIFICATE_POLICIES,
];

impl Request {
    /// In the order of the request: subject, key, attributes, extensions, names, signature.
    pub(super) fn oddities(
        &self,
        facts: &RequestFacts,
        extensions: &[ExtensionDetails],
        attributes: &[AttributeDetails],
    ) -> Vec<RequestOddity> {
        let mut odd = Vec::new();
        subject(facts, &mut odd);
        odd.extend(strength(self.spki_der()).err().map(RequestOddity::WeakKey));
        let mut names = attributes.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>();
        // The first extensionRequest is not in the list.
        if !self.extensions.is_empty() {
            names.push("extensionRequest");
        }
        odd.extend(repeated(names.into_iter()).map(RequestOddity::AttributeTwice));
        odd.extend(repeated(extensions.iter().map(|one| one.name.as_str())).map(RequestOddity::ExtensionTwice));
        let broken = extensions.iter().filter(|extension| extension.error.is_some());
        odd.extend(broken.map(|extension| RequestOddity::ExtensionBroken(extension.name.clone())));
        let found = Extensions::new(self.part(&self.extensions)).readable();
        let unknown = found.filter(|extension| extension.critical && !KNOWN.contains(&extension.oid));
        odd.extend(unknown.map(|extension| RequestOddity::ExtensionUnknownCritical(oid::dotted(extension.oid))));
        self.names_oddities(facts, &mut odd);
        let algorithm = self.signature_algorithm();
        match facts.signature_holds {
            Some(true) => {}
            Some(false) => odd.push(RequestOddity::SignatureInvalid),
            None => odd.push(RequestOddity::SignatureUnsupported(algorithm.clone())),
        }
        odd.extend(weak_hash(algorithm).map(RequestOddity::WeakHash));
        odd
    }

    fn names_oddities(&self, facts: &RequestFacts, odd: &mut Vec<RequestOddity>) {
        let lines = facts.names.iter().take(MOST_NAMES).map(general_name::line).collect::<Vec<_>>();
        odd.extend(repeated(lines.iter().map(String::as_str)).map(RequestOddity::NameTwice));
        for (name, line) in facts.names.iter().zip(lines) {
            match name {
                SubjectAlternativeName::Dns(text)
                | SubjectAlternativeName::Email(text)
                | SubjectAlternativeName::Uri(text)
                    if has_control(text) =>
                {
                    odd.push(RequestOddity::NameControl(line));
                }
                SubjectAlternativeName::Dns(text) => {
                    let international = idn::to_unicode(text)
                        .map(|unicode| RequestOddity::NameInternational { ascii: text.clone(), unicode });
                    odd.extend(international);
                }
                SubjectAlternativeName::Other(..) => odd.push(RequestOddity::NameOfOtherKind(line)),
                _ => {}
            }
        }
        odd.extend(self.not_ascii());
        if facts.names.len() > MOST_NAMES {
            odd.push(RequestOddity::ManyNames(facts.names.len()));
        }
    }

    /// Names that hold UTF-8 where the standard demands IA5String.
    fn not_ascii(&self) -> Vec<RequestOddity> {
        let value = self.extension(content::SUBJECT_ALTERNATIVE_NAME).map(|found| found.value).unwrap_or_default();
        let names = Elements::new(value).any().map(|names| names.children());
        let texts = names.into_iter().flatten().filter_map(Result::ok).take(MOST_NAMES).filter_map(|name| {
            let is_text = matches!(name.context_number(), Some(1 | 2 | 6));
            str::from_utf8(name.content).ok().filter(|text| is_text && !text.is_ascii())
        });
        texts.map(|text| RequestOddity::NameNotAscii { name: text.to_owned(), ascii: idn::to_ascii(text) }).collect()
    }
}

fn subject(facts: &RequestFacts, odd: &mut Vec<RequestOddity>) {
    let attributes = &facts.subject.attributes;
    if attributes.is_empty() {
        odd.push(RequestOddity::SubjectEmpty);
    }
    let control = attributes.iter().find(|attribute| has_control(&attribute.value));
    odd.extend(control.map(|attribute| RequestOddity::SubjectControl(attribute.attribute.clone())));
    if attributes.iter().filter(|attribute| attribute.attribute == "CN").count() > 1 {
        odd.push(RequestOddity::SubjectTwice("CN".to_owned()));
    }
}

fn has_control(text: &str) -> bool {
    text.contains(char::is_control)
}

/// What stands there more than once, each named once.
fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *times.entry(name).or_default() += 1;
    }
    let repeated: BTreeSet<String> =
        times.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name.to_owned()).collect();
    repeated.into_iter()
}
