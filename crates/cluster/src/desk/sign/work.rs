//! Working a request out: the certificate as it would be, and everything that stands against it.

use pki::{CertificateTemplate, FurtherExtension};

use super::above::Above;
use super::asked::Asked;
use super::period::{self, NoPeriod, Rule};
use super::signing::{Desk, Ready};
use super::{AuthorityChoice, Caution, ProfileChoice, Refusal, SignRow, cautions, preview};
use crate::Release;
use crate::desk::profile::{Profile, subject_in_go};
use crate::desk::role::DeskRole;
use crate::desk::{api, signer};

/// A profile with the rules that come with it.
struct Chosen {
    profile: Profile,
    /// The role or the signer, for a view.
    name: String,
    rule: Rule,
    /// The role that it is, where it is one.
    role: Option<DeskRole>,
    /// The signer whose part is taken.
    signer: Option<String>,
    /// Why the signer would not sign.
    refusals: Vec<Refusal>,
}

impl<'a> Desk<'_, 'a> {
    /// The row of a request, and what is needed to sign it when nothing stands against that.
    pub(super) fn work_out(&self, asked: Asked<'a>, above: Option<&Above>) -> (SignRow, Option<Ready>) {
        let cluster = asked.cluster.or_else(|| above.and_then(|above| above.cluster));
        let release = self.sight.release(cluster);
        let mut row = asked.row.clone();
        row.refusals.extend(of_proof(&asked));
        row.refusals.extend(pki::strength(&asked.spki).err().map(|weak| Refusal::WeakKey(weak.to_string())));
        let denied = asked.carrier.as_ref().filter(|carrier| carrier.denied);
        row.refusals.extend(denied.map(|carrier| Refusal::Denied(carrier.name.clone())));
        row.authority = above.map(|above| above.authority.clone());
        match above {
            Some(above) => {
                row.refusals.extend(above.refusals.iter().cloned());
                row.cautions.extend(above.cautions.iter().cloned());
            }
            None => row.refusals.push(self.no_authority(&asked)),
        }
        row.cautions.extend(self.newest.filter(|newest| self.order.issued_at < *newest).map(|_| Caution::ClockInPast));
        let Some(chosen) = self.chosen(&asked, release) else {
            row.refusals.push(Refusal::NoProfile);
            return (row, None);
        };
        row.profile.clone_from(&chosen.name);
        row.refusals.extend(chosen.refusals.iter().cloned());
        let profile = &chosen.profile;
        let facts = above.map(|above| &above.facts);
        row.lines = preview::lines(&asked.details, profile, facts);
        let found = cautions::of_request(&asked.details, profile, chosen.role.as_ref(), chosen.signer.as_deref());
        row.cautions.extend(found.into_iter().filter(|caution| !row.cautions.contains(caution)).collect::<Vec<_>>());
        if let Some(above) = above {
            row.refusals.extend(obeyed(&asked, profile, above));
            let wanted = chosen.role.map(|role| role.authority);
            let another = wanted.filter(|wanted| above.role.is_some_and(|role| role != *wanted));
            row.cautions.extend(another.map(|wanted| Caution::AnotherAuthority(wanted.name().to_owned())));
        }
        match period::validity(&self.order.validity, chosen.rule, self.order.issued_at, facts, release) {
            Ok(validity) => {
                row.validity = Some(validity);
                let makes_authority = profile.makes_authority();
                row.cautions.extend(cautions::of_dates(validity, self.order.issued_at, facts, makes_authority));
            }
            Err(NoPeriod::Bad) => row.refusals.push(Refusal::BadValidity),
            Err(NoPeriod::TooShort(seconds)) => row.refusals.push(Refusal::TooShort(seconds)),
        }
        let (Some(above), Some(validity), true) = (above, row.validity, row.refusals.is_empty()) else {
            return (row, None);
        };
        let ready = Ready {
            template: template(&asked, profile, validity),
            serial: profile.serial,
            authority: above.facts.sha256,
            carrier: asked.carrier,
            spki: asked.spki,
        };
        (row, Some(ready))
    }

    fn no_authority(&self, asked: &Asked<'_>) -> Refusal {
        match &self.order.authority {
            // It was chosen, but is no authority, or is not here any more.
            AuthorityChoice::Certificate(chosen) if self.sight.inventory.certificate(*chosen).is_some() => {
                Refusal::NotAnAuthority
            }
            AuthorityChoice::Certificate(_) => Refusal::NoAuthority(None),
            AuthorityChoice::ByRole => {
                let wanted = asked.wanted_authority(&self.order.profile);
                Refusal::NoAuthority(wanted.map(|role| role.name().to_owned()))
            }
        }
    }

    fn chosen(&self, asked: &Asked<'_>, release: Release) -> Option<Chosen> {
        match &self.order.profile {
            ProfileChoice::ByRole => match &asked.carrier {
                Some(carrier) => Some(of_signer(asked, &carrier.signer_name, &carrier.usages, release)),
                None => asked.role.map(|role| of_role(asked, role, release)),
            },
            ProfileChoice::Role(name) => DeskRole::named(name).map(|role| of_role(asked, role, release)),
            ProfileChoice::Signer { name, usages } => {
                let own = asked.carrier.as_ref().map(|carrier| carrier.usages.as_slice());
                Some(of_signer(asked, name, own.unwrap_or(usages), release))
            }
            ProfileChoice::Subordinate { path_length } => {
                Some(other(Profile::subordinate(*path_length), Rule::Plain(period::AUTHORITY_SECONDS / 2)))
            }
            ProfileChoice::Free { usages, passing } => {
                Some(other(Profile::free(usages, passing), Rule::Plain(period::LEAF_SECONDS)))
            }
        }
    }
}

fn of_role(asked: &Asked<'_>, role: DeskRole, release: Release) -> Chosen {
    let seconds = period::leaf_seconds(asked.period, release);
    Chosen {
        profile: Profile::of_role(&role, release),
        name: role.name.to_owned(),
        rule: if role.in_kubeconfig { Rule::Kubeconfig(seconds) } else { Rule::Leaf(seconds) },
        role: Some(role),
        signer: None,
        refusals: Vec::new(),
    }
}

fn of_signer(asked: &Asked<'_>, name: &str, usages: &[String], release: Release) -> Chosen {
    let subject = &asked.details.facts.subject;
    let wanted = signer::Asked { subject, names: &asked.details.facts.names, usages: Some(usages) };
    let of_api = if name == signer::LEGACY_UNKNOWN { Vec::new() } else { api::signer_name(name) };
    let words = of_api
        .into_iter()
        .chain(api::usages(usages))
        .chain(api::subject(name, &subject.organizations()))
        .chain(signer::refusal(name, wanted, release));
    Chosen {
        profile: Profile::of_signer(usages),
        name: name.to_owned(),
        rule: Rule::Signer(asked.carrier.as_ref().and_then(|carrier| carrier.expiration_seconds)),
        role: None,
        signer: Some(name.to_owned()),
        refusals: words.map(Refusal::SignerRefuses).collect(),
    }
}

fn other(profile: Profile, rule: Rule) -> Chosen {
    Chosen { profile, name: String::new(), rule, role: None, signer: None, refusals: Vec::new() }
}

/// What the request's own signature tells.
fn of_proof(asked: &Asked<'_>) -> Option<Refusal> {
    match asked.details.facts.signature_holds {
        Some(true) => None,
        Some(false) => Some(Refusal::BrokenProof),
        None => Some(Refusal::UncheckedProof(asked.details.signature_algorithm.clone())),
    }
}

/// What the authority's own limits forbid.
fn obeyed(asked: &Asked<'_>, profile: &Profile, above: &Above) -> Vec<Refusal> {
    let names = profile.names_of(&asked.details.facts.names);
    let forbidden = above.constraints.forbidden(&asked.details.facts.subject, &names);
    let length = above.exceeded_length(profile.basic_constraints).map(Refusal::PathLengthExceeded);
    length.into_iter().chain(forbidden.into_iter().map(Refusal::NameConstraint)).collect()
}

fn template(
    asked: &Asked<'_>,
    profile: &Profile,
    (not_before, not_after): (pki::UnixTime, pki::UnixTime),
) -> CertificateTemplate {
    let subject = &asked.details.facts.subject;
    let passes = |oid: &str| preview::may_pass(oid) && profile.extensions.iter().any(|passing| passing == oid);
    CertificateTemplate {
        subject: if profile.subject_anew { subject_in_go(subject) } else { Vec::new() },
        subject_der: (!profile.subject_anew).then(|| asked.subject_der.clone()),
        not_before,
        not_after,
        key_usage: profile.key_usage.clone(),
        extended_key_usage: profile.extended_key_usage.clone(),
        basic_constraints: profile.basic_constraints,
        subject_key_identifier: profile.key_identifier,
        authority_key_identifier: true,
        names: profile.names_of(&asked.details.facts.names),
        further: asked
            .details
            .extensions
            .iter()
            .filter(|extension| passes(&extension.oid))
            .map(|extension| FurtherExtension {
                oid: extension.oid.clone(),
                critical: extension.critical,
                value: octets(&extension.hex),
            })
            .collect(),
    }
}

/// The octets of a hexadecimal text.
fn octets(hexadecimal: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hexadecimal.chars().filter_map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |octet, digit| octet << 4 | digit)).collect()
}
