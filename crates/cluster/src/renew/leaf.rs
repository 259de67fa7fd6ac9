//! The new certificate: what kubeadm takes over from the old one, and what comes from the release (spec sections 1.3,
//! 1.6 and 4.3).

use pki::{Certificate, CertificateTemplate, SerialRule, UnixTime};

use crate::alternative_names::taken_over;
use crate::catalogue::Role;
use crate::desk::profile::{Profile, kubeadm_subject};
use crate::desk::role::DeskRole;
use crate::{Feature, Release};

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
    release: Release,
    dates: (UnixTime, UnixTime),
) -> Result<(CertificateTemplate, SerialRule), NotRenewable> {
    let usages: Vec<_> = old.extended_key_usages().into_iter().filter(|usage| usage.is_known_to_go()).collect();
    if usages.is_empty() {
        return Err(NotRenewable::NoUsage);
    }
    let subject = old.facts().subject;
    let common_name = subject.common_name().filter(|name| !name.is_empty()).ok_or(NotRenewable::NoCommonName)?;
    let organizations = organizations(role, subject.organizations(), release);
    let profile = DeskRole::named(role.name).map(|role| Profile::of_role(&role, release));
    let profile = Profile { extended_key_usage: usages, ..profile.ok_or(NotRenewable::NoUsage)? };
    let template = profile.template(kubeadm_subject(organizations, common_name), taken_over(old), dates);
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
