//! A request of an order: what it asks for, where it lies, and which role and profile it gets.

use std::sync::Arc;

use pki::{Fingerprint, Request, RequestDetails};

use super::carrier::{self, Carrier};
use super::signing::Desk;
use super::{ProfileChoice, SignRow};
use crate::catalogue::AuthorityName;
use crate::desk::role::{self, DeskRole};
use crate::desk::signer;
use crate::workspace::path;

/// A request as it was found.
pub(crate) struct Asked<'a> {
    /// Everything it says.
    pub(crate) details: RequestDetails,
    /// Its public key.
    pub(crate) spki: Vec<u8>,
    /// Its subject as it was encoded.
    pub(crate) subject_der: Vec<u8>,
    /// The role it is for.
    pub(crate) role: Option<DeskRole>,
    /// The cluster it belongs to, by its index.
    pub(crate) cluster: Option<usize>,
    /// `certificateValidityPeriod` of its node.
    pub(crate) period: Option<&'a str>,
    /// The manifest that carries it.
    pub(crate) carrier: Option<Carrier>,
    /// Where it lies, for a view.
    pub(crate) row: SignRow,
}

impl<'a> Desk<'_, 'a> {
    /// The request with that fingerprint; `None` when it is not there or cannot be read.
    pub(super) fn asked(&self, request: Fingerprint) -> Option<Asked<'a>> {
        let held = self.sight.inventory.request(request)?;
        let read = Request::from_der(&held.facts.der).ok()?;
        let paths = || held.places.iter().filter_map(|(file, _)| self.sight.file(*file)).map(|f| f.path.as_str());
        let carrier = held
            .places
            .iter()
            .find_map(|(file, item)| carrier::of(self.sight.file(*file)?, *item, || self.text(*file)));
        let subject = &held.facts.subject;
        let role = paths().find_map(DeskRole::at_path).or_else(|| DeskRole::of_content(subject, &held.facts.names));
        let home = self.sight.home(&held.places);
        let configured = home.and_then(|(_, node)| node.configuration());
        let row = SignRow {
            places: self.sight.inventory.places(&held.places),
            subject: subject.to_string(),
            role: role.map(|role| role.name.to_owned()),
            refusals: Vec::new(),
            target: target(paths().next().unwrap_or_default(), carrier.as_ref()),
            ..SignRow::unreadable(request)
        };
        Some(Asked {
            spki: read.spki_der().to_vec(),
            subject_der: read.subject_der().to_vec(),
            details: read.details_with(held.facts.clone()),
            role,
            cluster: home.map(|(cluster, _)| cluster),
            period: configured.and_then(|found| found.certificate_validity_period.as_deref()),
            carrier,
            row,
        })
    }
}

impl Desk<'_, '_> {
    /// The text of a file, decoded once.
    fn text(&self, file: usize) -> Arc<str> {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(file).or_insert_with(|| {
            let bytes = self.sight.file(file).map(|file| file.bytes.as_slice()).unwrap_or_default();
            kube::text::decode(bytes).map_or_else(|| Arc::from(""), Arc::from)
        });
        Arc::clone(text)
    }
}

impl Asked<'_> {
    /// The authority that the profile demands, if it demands one.
    pub(crate) fn wanted_authority(&self, profile: &ProfileChoice) -> Option<AuthorityName> {
        let of_signer = |name: &str| signer::is_built_in(name).then_some(AuthorityName::Cluster);
        let of_role = || self.role.map(|role| role.authority);
        match profile {
            ProfileChoice::Role(name) => DeskRole::named(name).map(|role| role.authority),
            ProfileChoice::Signer { name, .. } => of_signer(name),
            ProfileChoice::ByRole => match &self.carrier {
                Some(carrier) => of_signer(&carrier.signer_name),
                None => of_role(),
            },
            ProfileChoice::Subordinate { .. } | ProfileChoice::Free { .. } => of_role(),
        }
    }
}

/// The path of the certificate: beside the request, under its name. Out of a manifest it is called as the object is.
fn target(file: &str, carrier: Option<&Carrier>) -> String {
    if let Some(carrier) = carrier {
        let name: String = carrier.name.chars().map(|c| if c == '/' || c == '\\' { '-' } else { c }).collect();
        return path::join(path::parent(file), &format!("{name}.crt"));
    }
    let base = role::base(file).unwrap_or(file);
    let base = base.strip_suffix(".pem").or_else(|| base.strip_suffix(".der")).unwrap_or(base);
    format!("{base}.crt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_lie_beside_their_requests() {
        for (file, expected) in [
            ("cp-1/pki/etcd/server.csr", "cp-1/pki/etcd/server.crt"),
            ("admin.conf.csr", "admin.conf.crt"),
            ("mine.pem", "mine.crt"),
            ("request", "request.crt"),
        ] {
            assert_eq!(target(file, None), expected);
        }
        let carrier = Carrier::named("node/csr-1");
        assert_eq!(target("drop/all.yaml", Some(&carrier)), "drop/node-csr-1.crt");
    }
}
