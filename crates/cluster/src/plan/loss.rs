//! What a new certificate has not that the old one has (spec section 4.3).

use pki::{Certificate, CertificateTemplate, KeyAlgorithm, KeyKind, SubjectAlternativeName};

use super::Loss;
use crate::desk::sign::preview::name_text;

/// The extensions that every certificate of kubeadm has, made anew.
const MADE_ANEW: [&str; 6] = ["2.5.29.15", "2.5.29.37", "2.5.29.19", "2.5.29.14", "2.5.29.35", "2.5.29.17"];

/// What is lost from the old certificate to the new one, the key and what stands around it aside.
pub(super) fn of_certificate(old: &Certificate, new: &CertificateTemplate) -> Vec<Loss> {
    let details = old.details();
    let subject = &details.facts.subject;
    let attributes = subject.attributes.iter().filter(|a| a.attribute != "O" && a.attribute != "CN");
    let further_names = details.facts.names.iter().filter(|name| !is_host(name));
    let extensions = details.extensions.iter().filter(|found| !MADE_ANEW.contains(&found.oid.as_str()));
    let kept = |name: &str| new.subject.iter().any(|a| a.attribute == "O" && a.value == name);
    let length = |begin: pki::UnixTime, end: pki::UnixTime| end.seconds().saturating_sub(begin.seconds());
    let was = old.not_before().zip(old.not_after()).map(|(begin, end)| length(begin, end));
    let is = length(new.not_before, new.not_after);
    let lists = [
        Loss::Attributes(attributes.map(|a| format!("{}={}", a.attribute, a.value)).collect()),
        Loss::Organizations(
            subject.organizations().into_iter().filter(|name| !kept(name)).map(str::to_owned).collect(),
        ),
        Loss::Names(further_names.map(name_text).collect()),
        Loss::Extensions(extensions.map(|found| found.name.clone()).collect()),
    ];
    let some = |loss: &Loss| match loss {
        Loss::Attributes(list) | Loss::Organizations(list) | Loss::Names(list) | Loss::Extensions(list) => {
            !list.is_empty()
        }
        _ => true,
    };
    let mut losses: Vec<Loss> = lists.into_iter().filter(some).collect();
    // A begin that was that of the authority, or lies five minutes back, is no other length.
    losses.extend(was.filter(|was| is.saturating_add(86_400) < *was).map(|was| Loss::Length(was, is)));
    losses
}

/// Another algorithm of the key.
pub(super) fn of_key(old: &KeyAlgorithm, new: KeyKind) -> Option<Loss> {
    (kind_of(old) != Some(new)).then(|| Loss::KeyAlgorithm(old.clone(), new))
}

/// The kind of a new key by the algorithm of an old one; `None` where none is made.
pub(super) fn kind_of(algorithm: &KeyAlgorithm) -> Option<KeyKind> {
    match algorithm {
        KeyAlgorithm::Rsa { bits: 2048 } => Some(KeyKind::Rsa2048),
        KeyAlgorithm::Rsa { bits: 3072 } => Some(KeyKind::Rsa3072),
        KeyAlgorithm::Rsa { bits: 4096 } => Some(KeyKind::Rsa4096),
        KeyAlgorithm::EcdsaP256 => Some(KeyKind::EcdsaP256),
        KeyAlgorithm::EcdsaP384 => Some(KeyKind::EcdsaP384),
        _ => None,
    }
}

fn is_host(name: &SubjectAlternativeName) -> bool {
    matches!(name, SubjectAlternativeName::Dns(_) | SubjectAlternativeName::Ip(_))
}
