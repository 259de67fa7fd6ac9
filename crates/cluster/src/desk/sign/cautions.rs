//! What has to be confirmed in so many words before a certificate is issued.

use pki::{CertificateFacts, RequestDetails, SubjectAlternativeName, UnixTime};

use super::Caution;
use super::above::is_weak_hash;
use super::preview::{may_pass, name_text};
use crate::desk::profile::{Profile, is_strange};
use crate::desk::role::{self, DeskRole, KUBELET, KUBELET_SERVING};
use crate::desk::signer;

/// The longest validity that browsers take, in seconds: 398 days.
const LONG_SECONDS: i64 = 398 * 86_400;
/// Ten years as kubeadm counts them, in seconds.
const VERY_LONG_SECONDS: i64 = 3650 * 86_400;
/// So many names are confirmed one by one; of more a person reads none.
const MOST_NAMES: usize = 50;
/// The group that passes by every rule of authorisation.
pub(crate) const MASTERS: &str = "system:masters";

/// What the dates of a certificate ask to be confirmed. A begin that was put into the past, as kubeadm does, does not
/// make it long.
pub(crate) fn of_dates(
    (begin, end): (UnixTime, UnixTime),
    issued_at: UnixTime,
    authority: Option<&CertificateFacts>,
    makes_authority: bool,
) -> Vec<Caution> {
    let mut cautions = Vec::new();
    if authority.and_then(|facts| facts.not_after).is_some_and(|limit| end > limit) {
        cautions.push(Caution::OutlivesAuthority);
    }
    let length = end.seconds().saturating_sub(begin.max(issued_at).seconds());
    if length > VERY_LONG_SECONDS {
        cautions.push(Caution::VeryLongValidity);
    } else if length > LONG_SECONDS && !makes_authority {
        cautions.push(Caution::LongValidity);
    }
    cautions
}

/// What the content of a request asks to be confirmed. `signer` is the built-in signer whose part is taken, if any.
pub(crate) fn of_request(
    request: &RequestDetails,
    profile: &Profile,
    role: Option<&DeskRole>,
    signer: Option<&str>,
) -> Vec<Caution> {
    let mut cautions = Vec::new();
    let subject = &request.facts.subject;
    if subject.organizations().contains(&MASTERS) {
        cautions.push(Caution::Masters);
    }
    let strange = subject.attributes.iter().filter(|attribute| attribute.value.chars().any(char::is_control));
    cautions.extend(strange.map(|a| Caution::StrangeSubject(format!("{}={}", a.attribute, a.value.escape_debug()))));
    cautions.extend(subject.common_name().and_then(|name| foreign_role(name, role, signer)).map(Caution::NameOfRole));
    let of_name = |name: &SubjectAlternativeName| match name {
        SubjectAlternativeName::Dns(dns) if dns.contains('*') && profile.passes(name) => {
            Some(Caution::Wildcard(dns.clone()))
        }
        name if is_strange(name) => Some(Caution::StrangeName(name_text(name))),
        _ => None,
    };
    cautions.extend(request.facts.names.iter().filter_map(of_name).take(MOST_NAMES));
    if is_weak_hash(&request.signature_algorithm) {
        cautions.push(Caution::Sha1);
    }
    let dropped = |oid: &str| may_pass(oid) && !profile.extensions.iter().any(|passing| passing == oid);
    let critical = request.extensions.iter().filter(|extension| extension.critical && dropped(&extension.oid));
    cautions.extend(critical.map(|extension| Caution::CriticalDropped(extension.oid.clone())));
    cautions
}

/// The role of kubeadm's catalogue whose name this is, when the certificate is for another.
fn foreign_role(common_name: &str, role: Option<&DeskRole>, signer: Option<&str>) -> Option<String> {
    let owner = role::owner_of(common_name)?;
    let of_kubelet = owner == KUBELET
        && (signer.is_some_and(|name| name == signer::KUBELET_CLIENT || name == signer::KUBELET_SERVING)
            || role.is_some_and(|role| role.name == KUBELET_SERVING));
    (!of_kubelet && role.is_none_or(|role| role.name != owner)).then(|| owner.to_owned())
}
