//! What the API server refuses of a CertificateSigningRequest, in its own words (spec sections 9.1 and 9.2;
//! pkg/apis/certificates/validation/validation.go, plugin/pkg/admission/{certificates,noderestriction}).

use kube::SigningRequest;
use pki::pem::GoBlock;
use pki::{Certificate, KeyAlgorithm, RequestDetails};

use super::objects::Dropped;
use crate::desk::api;
use crate::desk::signer::{self, NODE_USER, NODES};
use crate::{Feature, Release};

/// All that it refuses, in the order of its validation; the admission plugins come after.
pub(super) fn of(dropped: &Dropped, request: Option<&RequestDetails>, release: Release) -> Vec<String> {
    let object = &dropped.object;
    let mut refused = api::name(&object.name);
    refused.extend(of_request(&dropped.request, request));
    refused.extend(api::usages(&object.usages));
    refused.extend(api::signer_name(&object.signer_name));
    refused.extend(api::expiration_seconds(object.expiration_seconds, release));
    refused.extend(of_conditions(object));
    if object.has_certificate {
        refused.extend(of_certificate(&dropped.certificate));
    }
    if let Some(request) = request {
        refused.extend(api::subject(&object.signer_name, &request.facts.subject.organizations()));
        refused.extend(of_node(object, request.facts.subject.common_name().unwrap_or_default(), release));
    }
    refused
}

/// The first block must be a request, and its signature must hold.
fn of_request(blocks: &[GoBlock], request: Option<&RequestDetails>) -> Option<String> {
    let words = if blocks.first().is_none_or(|block| block.label != "CERTIFICATE REQUEST") {
        "PEM block type must be CERTIFICATE REQUEST"
    } else if let Some(request) = request.filter(|request| request.facts.signature_holds == Some(false)) {
        match request.facts.key.algorithm {
            KeyAlgorithm::Rsa { .. } => "crypto/rsa: verification error",
            KeyAlgorithm::Ed25519 => "x509: Ed25519 verification failure",
            _ => "x509: ECDSA verification failure",
        }
    } else {
        return None;
    };
    Some(format!("spec.request: Invalid value: {words}"))
}

fn of_conditions(object: &SigningRequest) -> Vec<String> {
    let mut refused = Vec::new();
    for (index, condition) in object.conditions.iter().enumerate() {
        let (kind, status) = (condition.kind.as_str(), condition.status.as_str());
        let mut refuse = |field: &str, words: &str| {
            refused.push(format!("status.conditions[{index}].{field}: {words}"));
        };
        if kind.is_empty() {
            refuse("type", "Required value");
        }
        let allowed: &[&str] = match kind {
            "Approved" | "Denied" | "Failed" => &["True"],
            _ => &["False", "True", "Unknown"],
        };
        if status.is_empty() {
            refuse("status", "Required value");
        } else if !allowed.contains(&status) {
            let allowed = allowed.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ");
            refuse("status", &format!("Unsupported value: {status:?}: supported values: {allowed}"));
        }
        let before = object.conditions.get(..index).unwrap_or_default();
        let has = |wanted: &str| before.iter().any(|earlier| earlier.kind == wanted);
        if (kind == "Approved" && has("Denied")) || (kind == "Denied" && has("Approved")) {
            let words = "Approved and Denied conditions are mutually exclusive";
            refuse("type", &format!("Invalid value: {kind:?}: {words}"));
        }
        if !kind.is_empty() && has(kind) {
            refuse("type", &format!("Duplicate value: {kind:?}"));
        }
    }
    refused
}

/// Certificates alone, without headers, at least one, all readable. The text between blocks may be anything.
fn of_certificate(blocks: &[GoBlock]) -> Option<String> {
    let words = blocks.iter().find_map(|block| {
        if block.label != "CERTIFICATE" {
            Some(format!("only CERTIFICATE PEM blocks are allowed, found {:?}", block.label))
        } else if !block.headers.is_empty() {
            Some("no PEM block headers are permitted".to_owned())
        } else {
            Certificate::from_der(&block.der).is_err().then(|| "x509: malformed certificate".to_owned())
        }
    });
    let none = || blocks.is_empty().then(|| "must contain at least one CERTIFICATE PEM block".to_owned());
    words.or_else(none).map(|words| format!("status.certificate: Invalid value: {words}"))
}

/// The admission plugin NodeRestriction: a node asks the kubelets' signers for itself alone.
fn of_node(object: &SigningRequest, common_name: &str, release: Release) -> Option<String> {
    let is_node = object.username.starts_with(NODE_USER) && object.groups.iter().any(|group| group == NODES);
    let is_of_kubelets = matches!(object.signer_name.as_str(), signer::KUBELET_CLIENT | signer::KUBELET_SERVING);
    let is_restricted = is_node && is_of_kubelets && release.has(Feature::NodesAskForThemselves);
    let refused = is_restricted && common_name != object.username;
    refused.then(|| format!("can only create a node CSR with CN={}", object.username))
}
