//! The new certificate: what kubeadm takes over from the old one, and what comes from the release (spec sections 1.3,
//! 1.6 and 4.3).

use pki::{Certificate, CertificateTemplate, NameAttribute, SerialRule, UnixTime};

use crate::alternative_names::taken_over;
use crate::catalogue::Role;
use crate::desk::profile::Profile;
use crate::desk::role::DeskRole;
use crate::{Feature, Release};

/// How a certificate is issued, apart from what the old one says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Issued {
    /// The release.
    pub(crate) release: Release,
    /// Begin of validity.
    pub(crate) not_before: UnixTime,
    /// End of validity.
    pub(crate) not_after: UnixTime,
}

/// Why kubeadm cannot make a new certificate from an old one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotRenewable {
    /// It has no extended key usage that Go knows.
    NoUsage,
    /// Its common name is empty.
    NoCommonName,
}

impl NotRenewable {
    /// kubeadm's words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::NoUsage => "must specify at least one ExtKeyUsage",
            Self::NoCommonName => "unable to sign certificate: must specify a CommonName",
        }
    }
}

/// The new certificate and how its serial number is drawn.
pub(crate) fn template(
    role: &Role,
    old: &Certificate,
    issued: Issued,
) -> Result<(CertificateTemplate, SerialRule), NotRenewable> {
    let usages: Vec<_> = old.extended_key_usages().into_iter().filter(|usage| usage.is_known_to_go()).collect();
    if usages.is_empty() {
        return Err(NotRenewable::NoUsage);
    }
    let subject = old.facts().subject;
    let common_name = subject.common_name().filter(|name| !name.is_empty()).ok_or(NotRenewable::NoCommonName)?;
    let attribute =
        |attribute: &str, value: &str| NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() };
    let organizations = organizations(role, subject.organizations(), issued.release);
    let profile = DeskRole::named(role.name).map(|role| Profile::of_role(&role, issued.release));
    let Some(profile) = profile else { return Err(NotRenewable::NoUsage) };
    let template = CertificateTemplate {
        subject: organizations.iter().map(|name| attribute("O", name)).chain([attribute("CN", common_name)]).collect(),
        subject_der: None,
        not_before: issued.not_before,
        not_after: issued.not_after,
        key_usage: profile.key_usage,
        extended_key_usage: usages,
        basic_constraints: profile.basic_constraints,
        subject_key_identifier: profile.key_identifier,
        authority_key_identifier: true,
        names: taken_over(old),
        further: Vec::new(),
    };
    Ok((template, profile.serial))
}

/// Every organization, but for 1.29.x, which takes the group of all power away from clients of the control plane.
fn organizations<'o>(role: &Role, mut found: Vec<&'o str>, release: Release) -> Vec<&'o str> {
    const MASTERS: &str = "system:masters";
    const ADMINS: &str = "kubeadm:cluster-admins";
    let changes = release.has(Feature::RenewalChangesOrganizations) && !release.has(Feature::RenewalKeepsOrganizations);
    let of_kubelet = role.name == "apiserver-kubelet-client";
    let concerned = of_kubelet || matches!(role.name, "etcd-healthcheck-client" | "apiserver-etcd-client");
    if changes && concerned {
        found.retain(|name| *name != MASTERS);
        if of_kubelet && !found.contains(&ADMINS) {
            found.push(ADMINS);
        }
    }
    found
}
