//! What is to be said of a draft while it is typed.

use std::collections::HashSet;

use pki::{BasicConstraintsTemplate, NameAttribute, RequestTemplate, SubjectAlternativeName};

use super::{DraftFault, DraftFaultKind, DraftField, ManifestDraft, Purpose, RequestDraft};
use crate::Release;
use crate::desk::role::{self, KUBELET};
use crate::desk::sign::cautions::MASTERS;
use crate::desk::{api, signer, usage};

/// The attribute types that a subject can have, by their short names.
pub const ATTRIBUTES: [&str; 21] = [
    "CN",
    "O",
    "OU",
    "C",
    "L",
    "ST",
    "STREET",
    "POSTALCODE",
    "SERIALNUMBER",
    "SN",
    "GN",
    "title",
    "initials",
    "generationQualifier",
    "dnQualifier",
    "pseudonym",
    "businessCategory",
    "organizationIdentifier",
    "DC",
    "UID",
    "emailAddress",
];

impl RequestDraft {
    /// What is to be said of the draft as it stands, in the order of its fields. Quick enough for every key press.
    pub fn faults(&self, release: Release) -> Vec<DraftFault> {
        let mut faults = Faults::default();
        self.subject_faults(&mut faults);
        self.name_faults(&mut faults);
        self.usage_faults(&mut faults);
        if let Some(manifest) = &self.manifest {
            self.manifest_faults(manifest, release, &mut faults);
        }
        if !is_file_base(&self.base) {
            faults.grave(DraftField::Base, DraftFaultKind::BadFileName);
        }
        faults.0
    }

    /// The request that the draft describes.
    ///
    /// # Errors
    /// The grave faults that are in the way.
    pub fn template(&self) -> Result<RequestTemplate, Vec<DraftFault>> {
        let grave: Vec<DraftFault> = self.faults(Release::NEWEST).into_iter().filter(|fault| fault.grave).collect();
        if !grave.is_empty() {
            return Err(grave);
        }
        let usages = if self.ask_for_usages { self.usages.as_slice() } else { &[] };
        Ok(RequestTemplate {
            subject: self.attributes().map(|(_, attribute)| attribute.clone()).collect(),
            names: self.parsed().filter_map(|(_, name)| name.ok()).collect(),
            key_usage: usage::key_usage(usages),
            extended_key_usage: usage::extended_key_usage(usages),
            basic_constraints: BasicConstraintsTemplate::Absent,
        })
    }

    /// The attributes that were filled in.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (usize, &NameAttribute)> {
        self.subject.iter().enumerate().filter(|(_, attribute)| !attribute.value.trim().is_empty())
    }

    /// The names that were filled in, read.
    pub(super) fn parsed(&self) -> impl Iterator<Item = (usize, Result<SubjectAlternativeName, pki::NameFault>)> {
        let filled = self.names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty());
        filled.map(|(index, name)| (index, SubjectAlternativeName::parse(name.trim())))
    }

    fn subject_faults(&self, faults: &mut Faults) {
        if self.attributes().next().is_none() && self.parsed().next().is_none() {
            faults.grave(DraftField::WholeSubject, DraftFaultKind::Empty);
        }
        let mut seen = HashSet::new();
        for (index, attribute) in self.attributes() {
            let field = DraftField::Subject(index);
            for (kind, is_grave) in attribute_faults(attribute) {
                faults.add(field, kind, is_grave);
            }
            if !seen.insert((attribute.attribute.as_str(), attribute.value.as_str())) {
                faults.light(field, DraftFaultKind::Duplicate(attribute.value.clone()));
            }
            if attribute.attribute == "O" && attribute.value == MASTERS {
                faults.light(field, DraftFaultKind::Masters);
            }
            if attribute.attribute == "CN"
                && let Some(owner) = role::owner_of(&attribute.value).filter(|owner| !self.is_for(owner))
            {
                faults.light(field, DraftFaultKind::NameOfRole(owner.to_owned()));
            }
        }
    }

    /// The purpose is the role whose name it is.
    fn is_for(&self, owner: &str) -> bool {
        match &self.purpose {
            Purpose::Role(role) => role == owner,
            Purpose::KubeletClient | Purpose::KubeletServing => owner == KUBELET,
            _ => false,
        }
    }

    fn name_faults(&self, faults: &mut Faults) {
        let mut seen = HashSet::new();
        for (index, parsed) in self.parsed() {
            let field = DraftField::Name(index);
            let name = match parsed {
                Ok(name) => name,
                Err(fault) => {
                    faults.grave(field, DraftFaultKind::Name(fault));
                    continue;
                }
            };
            if matches!(&name, SubjectAlternativeName::Dns(dns) if dns.starts_with("*.")) {
                faults.light(field, DraftFaultKind::Wildcard);
            }
            let text = crate::desk::sign::preview::name_text(&name);
            if !seen.insert(text.to_lowercase()) {
                faults.light(field, DraftFaultKind::Duplicate(text));
            }
        }
    }

    fn usage_faults(&self, faults: &mut Faults) {
        if self.ask_for_usages && self.manifest.is_none() {
            let unknown = self.usages.iter().any(|usage| !usage::is_known(usage));
            let words = api::usages(&self.usages).into_iter().filter(|_| unknown);
            words.for_each(|text| faults.grave(DraftField::Usages, DraftFaultKind::ApiRefuses(text)));
        }
    }

    fn manifest_faults(&self, manifest: &ManifestDraft, release: Release, faults: &mut Faults) {
        let mut refused = |field: DraftField, words: Vec<String>| {
            words.into_iter().for_each(|text| faults.grave(field, DraftFaultKind::ApiRefuses(text)));
        };
        refused(DraftField::Usages, api::usages(&self.usages));
        refused(DraftField::ManifestName, api::name(&manifest.name));
        refused(DraftField::SignerName, api::signer_name(&manifest.signer_name));
        refused(DraftField::Expiration, api::expiration_seconds(manifest.expiration_seconds, release));
        let attributes = || self.attributes().map(|(_, attribute)| attribute);
        let organizations: Vec<&str> = attributes().filter(|a| a.attribute == "O").map(|a| a.value.as_str()).collect();
        refused(DraftField::SignerName, api::subject(&manifest.signer_name, &organizations).into_iter().collect());
        let subject = pki::Name { attributes: attributes().cloned().collect(), der: Vec::new() };
        let names: Vec<SubjectAlternativeName> = self.parsed().filter_map(|(_, name)| name.ok()).collect();
        let asked = signer::Asked { subject: &subject, names: &names, usages: Some(&self.usages) };
        if let Some(words) = signer::refusal(&manifest.signer_name, asked, release) {
            faults.light(DraftField::SignerName, DraftFaultKind::SignerRefuses(words));
        }
    }
}

/// Collects faults.
#[derive(Default)]
struct Faults(Vec<DraftFault>);

impl Faults {
    fn add(&mut self, field: DraftField, kind: DraftFaultKind, grave: bool) {
        self.0.push(DraftFault { field, kind, grave });
    }

    fn grave(&mut self, field: DraftField, kind: DraftFaultKind) {
        self.add(field, kind, true);
    }

    fn light(&mut self, field: DraftField, kind: DraftFaultKind) {
        self.add(field, kind, false);
    }
}

/// What is wrong with one attribute of a subject, and whether it can be encoded all the same.
pub(crate) fn attribute_faults(attribute: &NameAttribute) -> Vec<(DraftFaultKind, bool)> {
    let mut faults = Vec::new();
    if !ATTRIBUTES.contains(&attribute.attribute.as_str()) && !is_oid(&attribute.attribute) {
        faults.push((DraftFaultKind::UnknownAttribute(attribute.attribute.clone()), true));
    }
    let length = attribute.value.chars().count();
    if let Some(bound) = upper_bound(&attribute.attribute).filter(|bound| length > *bound) {
        faults.push((DraftFaultKind::TooLong(u32::try_from(bound).unwrap_or(u32::MAX)), false));
    }
    let is_country = attribute.value.len() == 2 && attribute.value.bytes().all(|byte| byte.is_ascii_alphabetic());
    if attribute.attribute == "C" && !is_country {
        faults.push((DraftFaultKind::Country, false));
    }
    faults
}

/// Upper bounds of X.520 in characters (RFC 5280 appendix A.1).
fn upper_bound(attribute: &str) -> Option<usize> {
    match attribute {
        "CN" | "O" | "OU" | "SERIALNUMBER" | "title" => Some(64),
        "L" | "ST" | "STREET" | "pseudonym" => Some(128),
        "POSTALCODE" => Some(40),
        "emailAddress" => Some(255),
        "SN" | "GN" | "initials" | "generationQualifier" => Some(32768),
        _ => None,
    }
}

/// A dotted object identifier.
fn is_oid(text: &str) -> bool {
    let mut arcs = text.split('.');
    let number = |arc: &str| !arc.is_empty() && arc.len() < 10 && arc.bytes().all(|byte| byte.is_ascii_digit());
    let first = arcs.next().is_some_and(|arc| matches!(arc, "0" | "1" | "2"));
    first && arcs.clone().count() >= 2 && arcs.all(number)
}

/// A path without a leading or trailing `/` whose parts are names of files on any system.
pub(crate) fn is_file_base(base: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.trim() == part
            && !part.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    base.len() <= 1024 && base.split('/').all(part)
}
