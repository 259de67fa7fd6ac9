//! Making an authority: its certificate, signed by itself or by a parent, and its key.

use pki::{BasicConstraintsTemplate, Fingerprint, NameAttribute, PrivateKey, Random, SubjectAlternativeName, UnixTime};
use zeroize::Zeroizing;

use super::{AuthorityDraft, AuthorityFault, AuthorityFaultKind, AuthorityField, AuthorityProfile};
use crate::configuration::key_kind;
use crate::desk::draft::{DraftFaultKind, KeyForm, KeySource, attribute_faults, is_file_base, key_file};
use crate::desk::made::MadeFile;
use crate::desk::profile::Profile;
use crate::desk::sign::above::Above;
use crate::desk::sign::authorities;
use crate::desk::sign::period::{self, AUTHORITY_SECONDS, Rule};
use crate::desk::sign::{Caution, Refusal, ValidityChoice, cautions};
use crate::{Feature, Release, Settings, Workspace};

/// kubeadm's authorities: the files are called by these bases below the PKI directory, with these common names.
const OF_KUBEADM: (&str, &str) = ("etc/kubernetes/pki/ca", "kubernetes");

impl AuthorityDraft {
    /// What is to be said of the draft as it stands, in the order of its fields.
    pub fn faults(&self) -> Vec<AuthorityFault> {
        let mut faults = Vec::new();
        let mut add = |field, kind, grave| faults.push(AuthorityFault { field, kind, grave });
        let filled = || self.subject.iter().enumerate().filter(|(_, attribute)| !attribute.value.trim().is_empty());
        if !filled().any(|(_, attribute)| attribute.attribute == "CN") {
            add(AuthorityField::WholeSubject, AuthorityFaultKind::NoCommonName, filled().next().is_none());
        }
        for (index, attribute) in filled() {
            for (kind, grave) in attribute_faults(attribute) {
                add(AuthorityField::Subject(index), AuthorityFaultKind::Draft(kind), grave);
            }
        }
        if self.validity_seconds <= 0 {
            add(AuthorityField::Validity, AuthorityFaultKind::NoValidity, true);
        } else if self.validity().is_none() {
            add(AuthorityField::Validity, AuthorityFaultKind::BadValidity, true);
        } else if self.validity_seconds > AUTHORITY_SECONDS {
            add(AuthorityField::Validity, AuthorityFaultKind::LongValidity, false);
        }
        if self.path_length.is_some() && matches!(self.profile, AuthorityProfile::Kubeadm(_)) {
            add(AuthorityField::PathLength, AuthorityFaultKind::PathLengthNotOfKubeadm, false);
        }
        if !is_file_base(&self.base) {
            add(AuthorityField::Base, AuthorityFaultKind::Draft(DraftFaultKind::BadFileName), true);
        }
        faults
    }

    fn release(&self) -> Release {
        match self.profile {
            AuthorityProfile::Kubeadm(release) => release.resolve().release,
            AuthorityProfile::General => Release::NEWEST,
        }
    }

    fn validity(&self) -> Option<(UnixTime, UnixTime)> {
        if self.validity_seconds <= 0 {
            return None;
        }
        let choice = ValidityChoice::Seconds(self.validity_seconds);
        period::validity(&choice, Rule::Authority(AUTHORITY_SECONDS), self.issued_at, None, self.release()).ok()
    }

    fn attributes(&self) -> Vec<NameAttribute> {
        self.subject.iter().filter(|attribute| !attribute.value.trim().is_empty()).cloned().collect()
    }

    fn chosen(&self) -> Profile {
        let profile = match self.profile {
            AuthorityProfile::Kubeadm(_) => Profile::kubeadm_authority(self.release()),
            AuthorityProfile::General => Profile::general_authority(),
        };
        Profile { basic_constraints: BasicConstraintsTemplate::Authority(self.path_length), ..profile }
    }

    /// kubeadm's authorities carry their common name as a DNS name (spec section 1.1).
    fn names(&self) -> Vec<SubjectAlternativeName> {
        let of_kubeadm = matches!(self.profile, AuthorityProfile::Kubeadm(_));
        let named = of_kubeadm && self.release().has(Feature::AuthorityDnsName);
        let common_name = self.subject.iter().rev().find(|attribute| attribute.attribute == "CN");
        let name = common_name.filter(|_| named).map(|attribute| SubjectAlternativeName::Dns(attribute.value.clone()));
        name.into_iter().collect()
    }
}

impl Workspace {
    /// A draft of an authority: kubeadm's cluster CA as the release makes it, or a general one below a parent.
    pub fn authority_draft(
        &self,
        parent: Option<Fingerprint>,
        settings: &Settings,
        issued_at: UnixTime,
    ) -> AuthorityDraft {
        let sight = self.sight(settings);
        let only = if let [only] = sight.overview.clusters.as_slice() { Some(only) } else { None };
        let release = only.map_or_else(|| sight.release(None), |cluster| cluster.release.resolve().release);
        let configuration = only.and_then(|cluster| cluster.nodes.iter().find_map(|node| node.configuration()));
        let (base, common_name) = if parent.is_some() { ("subordinate-ca", "") } else { OF_KUBEADM };
        let configured = configuration.and_then(|found| found.ca_certificate_validity_period.as_deref());
        let seconds = period::authority_seconds(configured, release);
        AuthorityDraft {
            parent,
            profile: if parent.is_some() { AuthorityProfile::General } else { AuthorityProfile::Kubeadm(release) },
            subject: vec![NameAttribute { attribute: "CN".to_owned(), value: common_name.to_owned() }],
            key: KeySource::New(key_kind(configuration, release)),
            key_form: KeyForm::Kubeadm,
            validity_seconds: if parent.is_some() { AUTHORITY_SECONDS / 2 } else { seconds },
            path_length: parent.is_some().then_some(0),
            base: base.to_owned(),
            confirmed: Vec::new(),
            issued_at,
        }
    }

    /// Makes the files of an authority: its certificate, its key when that is new, and the chain below a parent.
    ///
    /// # Errors
    /// Why it is not made; a caution that was not confirmed is among them.
    pub fn make_authority(
        &self,
        draft: &AuthorityDraft,
        key: &PrivateKey,
        key_is_new: bool,
        passphrase: Option<&str>,
        random: &mut dyn Random,
    ) -> Result<Vec<MadeFile>, Vec<Refusal>> {
        let profile = draft.chosen();
        let parent = draft.parent.map(|certificate| self.parent(certificate, draft.issued_at)).transpose()?;
        let (validity, refusals) = draft.judged(key, &profile, parent.as_ref());
        let Some(validity) = validity.filter(|_| refusals.is_empty()) else { return Err(refusals) };
        let failed = |text: String| vec![Refusal::Failed(text)];
        let template = profile.template(draft.attributes(), draft.names(), validity);
        let made = match &parent {
            None => pki::self_signed(&template, key, profile.serial, random),
            Some(parent) => match &parent.issuer {
                Some(issuer) => issuer.issue(&template, key.public_key_spki_der(), profile.serial, random),
                None => return Err(vec![Refusal::NoKey]),
            },
        };
        let certificate = made.map_err(|error| failed(error.to_string()))?;
        let pem = pki::pem::encode("CERTIFICATE", certificate.der());
        let file = |path: String, text: &str| MadeFile {
            path,
            mode: 0o644,
            content: Zeroizing::new(text.as_bytes().to_vec()),
        };
        let mut files = vec![file(format!("{}.crt", draft.base), &pem)];
        if key_is_new {
            let made = key_file(&draft.base, key, draft.key_form, passphrase, random);
            files.push(made.map_err(|error| failed(error.to_string()))?);
        }
        if let Some(parent) = parent {
            files.push(file(format!("{}-chain.pem", draft.base), &format!("{pem}{}", parent.chain)));
        }
        Ok(files)
    }

    fn parent(&self, certificate: Fingerprint, issued_at: UnixTime) -> Result<Above, Vec<Refusal>> {
        let sight = self.sight(&Settings::at(issued_at));
        let candidates = authorities::candidates(&sight);
        match authorities::by_fingerprint(&candidates, certificate) {
            Some(candidate) => Ok(Above::new(self, &sight, candidate, issued_at)),
            None if sight.inventory.certificate(certificate).is_some() => Err(vec![Refusal::NotAnAuthority]),
            None => Err(vec![Refusal::NoAuthority(None)]),
        }
    }
}

impl AuthorityDraft {
    /// The validity, and everything that stands against the authority.
    fn judged(
        &self,
        key: &PrivateKey,
        profile: &Profile,
        parent: Option<&Above>,
    ) -> (Option<(UnixTime, UnixTime)>, Vec<Refusal>) {
        let mut refusals = Vec::new();
        if self.faults().iter().any(|fault| fault.grave && fault.field != AuthorityField::Validity) {
            refusals.push(Refusal::Failed("the draft has faults".to_owned()));
        }
        refusals.extend(pki::strength(key.public_key_spki_der()).err().map(|weak| Refusal::WeakKey(weak.to_string())));
        let mut found: Vec<Caution> = Vec::new();
        if let Some(parent) = parent {
            refusals.extend(parent.refusals.iter().cloned());
            refusals.extend(parent.exceeded_length(profile.basic_constraints).map(Refusal::PathLengthExceeded));
            let subject = pki::Name { attributes: self.attributes(), der: Vec::new() };
            let forbidden = parent.constraints.forbidden(&subject, &self.names());
            refusals.extend(forbidden.into_iter().map(Refusal::NameConstraint));
            found.extend(parent.cautions.iter().cloned());
        }
        let validity = self.validity();
        match validity {
            Some(validity) => {
                let above = parent.map(|parent| &parent.facts);
                found.extend(cautions::of_dates(validity, self.issued_at, above, true));
            }
            None => refusals.push(Refusal::BadValidity),
        }
        let unconfirmed = found.into_iter().filter(|caution| !self.confirmed.contains(caution));
        refusals.extend(unconfirmed.map(Refusal::Unconfirmed));
        (validity, refusals)
    }
}
