//! Reading a request: what it asks for that the usual signers would refuse or leave out, as facts.

use pki::{RequestDetails, RequestOddity, SubjectAlternativeName};
use serde::{Deserialize, Serialize};

use super::sign::cautions::MASTERS;
use super::sign::preview::name_text;
use super::{api, role, signer};
use crate::Release;

/// Something to be said of a request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RequestRemark {
    /// Its own signature does not hold: whoever made it need not have the key, or it was changed since.
    BrokenProof,
    /// Its own signature is of a kind that cannot be checked here.
    UncheckedProof(String),
    /// It is signed with SHA-1 or an older hash: the algorithm.
    WeakHash(String),
    /// Its key is too weak, or of a kind that is not signed here: as text.
    WeakKey(String),
    /// It has no subject: kubeadm and the Kubernetes API take names from it alone.
    NoSubject,
    /// It has no common name, and Kubernetes takes the user's name from there.
    NoCommonName,
    /// An attribute of the subject of which readers take one stands there several times: its short name.
    SubjectTwice(String),
    /// A value with a control character such as NUL, which other readers may take for its end.
    ControlCharacter(String),
    /// It asks to be an authority. No signer of leafs grants that.
    AsksForAuthority,
    /// It asks for the group `system:masters`.
    Masters,
    /// Its common name belongs to this role of kubeadm's catalogue.
    NameOfRole(String),
    /// A wildcard name.
    Wildcard(String),
    /// A name of a kind that kubeadm does not carry over: an e-mail address or a URI.
    NameNotOfKubeadm(String),
    /// A name of a kind that cannot be shown, so no signer should vouch for it: what it is.
    StrangeName(String),
    /// A name outside ASCII, or the ASCII form of such a one: in both forms, for letters can look alike.
    ForeignName {
        /// As it stands.
        name: String,
        /// Such as `xn--bcher-kva.test` for one outside ASCII, else what such a form stands for; empty when unknown.
        other: String,
    },
    /// A name that stands there more than once.
    NameTwice(String),
    /// So many names that a person cannot check them.
    ManyNames(u64),
    /// It asks for usages itself. kubeadm's requests do not, and the usual signers set them.
    AsksForUsages,
    /// It asks for another extension, which the usual signers leave out: its name, and whether it is critical.
    Extension {
        /// Its name, else its OID.
        name: String,
        /// It is marked critical.
        critical: bool,
    },
    /// An extension that does not decode: its name.
    BrokenExtension(String),
    /// An extension that stands twice: its name.
    ExtensionTwice(String),
    /// An attribute that is no extension request, such as a challenge password; certificates have no place for it.
    Attribute(String),
    /// An attribute that stands twice.
    AttributeTwice(String),
    /// What a built-in signer of Kubernetes would say, by the signer's name (spec section 9.2).
    SignerRefuses {
        /// Such as `kubernetes.io/kubelet-serving`.
        signer: String,
        /// Its own words.
        words: String,
    },
}

/// So many names that a person does not read them one by one.
const MANY: usize = 100;

/// What is to be said of a request: what it shows of itself first, then what it asks for, then what signers make of it.
pub fn judge(request: &RequestDetails) -> Vec<RequestRemark> {
    let mut remarks: Vec<RequestRemark> = request.oddities.iter().filter_map(odd).collect();
    let mut add = |remark: RequestRemark| {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    };
    let subject = &request.facts.subject;
    if subject.attributes.is_empty() {
        add(RequestRemark::NoSubject);
    } else if subject.common_name().is_none_or(str::is_empty) {
        add(RequestRemark::NoCommonName);
    }
    if subject.organizations().contains(&MASTERS) {
        add(RequestRemark::Masters);
    }
    if let Some(owner) = subject.common_name().and_then(role::owner_of) {
        add(RequestRemark::NameOfRole(owner.to_owned()));
    }
    let names = &request.facts.names;
    if names.len() > MANY {
        add(RequestRemark::ManyNames(u64::try_from(names.len()).unwrap_or(u64::MAX)));
    }
    for name in names.iter().take(MANY) {
        match name {
            SubjectAlternativeName::Dns(dns) if dns.contains('*') => add(RequestRemark::Wildcard(dns.clone())),
            SubjectAlternativeName::Dns(_) | SubjectAlternativeName::Ip(_) => {}
            SubjectAlternativeName::Email(_) | SubjectAlternativeName::Uri(_) => {
                add(RequestRemark::NameNotOfKubeadm(name_text(name)));
            }
            SubjectAlternativeName::Other(..) => add(RequestRemark::StrangeName(name_text(name))),
        }
    }
    extensions(request, &mut add);
    for attribute in &request.attributes {
        add(RequestRemark::Attribute(attribute.name.clone()));
    }
    signers(request, &mut add);
    remarks
}

/// What a request shows by looking at it alone.
fn odd(oddity: &RequestOddity) -> Option<RequestRemark> {
    Some(match oddity {
        RequestOddity::SignatureInvalid => RequestRemark::BrokenProof,
        RequestOddity::SignatureUnsupported(algorithm) => RequestRemark::UncheckedProof(algorithm.clone()),
        RequestOddity::WeakHash(algorithm) => RequestRemark::WeakHash(algorithm.clone()),
        RequestOddity::WeakKey(weak) => RequestRemark::WeakKey(weak.to_string()),
        RequestOddity::SubjectEmpty => RequestRemark::NoSubject,
        RequestOddity::SubjectTwice(attribute) => RequestRemark::SubjectTwice(attribute.clone()),
        RequestOddity::SubjectControl(name) | RequestOddity::NameControl(name) => {
            RequestRemark::ControlCharacter(name.clone())
        }
        RequestOddity::AttributeTwice(name) => RequestRemark::AttributeTwice(name.clone()),
        RequestOddity::ExtensionTwice(name) => RequestRemark::ExtensionTwice(name.clone()),
        RequestOddity::ExtensionBroken(name) => RequestRemark::BrokenExtension(name.clone()),
        RequestOddity::NameNotAscii { name, ascii } => {
            RequestRemark::ForeignName { name: name.clone(), other: ascii.clone().unwrap_or_default() }
        }
        RequestOddity::NameInternational { ascii, unicode } => {
            RequestRemark::ForeignName { name: ascii.clone(), other: unicode.clone() }
        }
        RequestOddity::NameOfOtherKind(name) => RequestRemark::StrangeName(name.clone()),
        RequestOddity::NameTwice(name) => RequestRemark::NameTwice(name.clone()),
        // These are said below, with what signers make of them.
        _ => return None,
    })
}

/// What it asks for beside its names.
fn extensions(request: &RequestDetails, add: &mut dyn FnMut(RequestRemark)) {
    for extension in &request.extensions {
        match extension.oid.as_str() {
            "2.5.29.17" => {}
            "2.5.29.15" | "2.5.29.37" => add(RequestRemark::AsksForUsages),
            "2.5.29.19" if extension.values.iter().any(|line| line == "CA:TRUE") => {
                add(RequestRemark::AsksForAuthority);
            }
            "2.5.29.19" | "2.5.29.14" => {}
            _ => add(RequestRemark::Extension { name: extension.name.clone(), critical: extension.critical }),
        }
    }
}

/// What the built-in signers would say: those of kubelets only where the subject is that of a node.
fn signers(request: &RequestDetails, add: &mut dyn FnMut(RequestRemark)) {
    let subject = &request.facts.subject;
    let of_node = subject.common_name().is_some_and(|name| name.starts_with(signer::NODE_USER))
        || subject.organizations().contains(&signer::NODES);
    let asked = signer::Asked { subject, names: &request.facts.names, usages: None };
    let wanted = match (of_node, request.facts.names.is_empty()) {
        (false, _) => None,
        (true, true) => Some(signer::KUBELET_CLIENT),
        (true, false) => Some(signer::KUBELET_SERVING),
    };
    let of_signer = wanted.and_then(|name| Some((name, signer::refusal(name, asked, Release::NEWEST)?)));
    let of_api = api::subject(signer::CLIENT, &subject.organizations()).map(|words| (signer::CLIENT, words));
    for (name, words) in of_signer.into_iter().chain(of_api) {
        add(RequestRemark::SignerRefuses { signer: name.to_owned(), words });
    }
}
