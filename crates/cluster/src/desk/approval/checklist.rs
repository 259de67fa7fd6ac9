//! The careful approver's checklist for what kubelets serve with (spec section 9.4), point by point.

use kube::SigningRequest;
use pki::{Request, RequestDetails, SubjectAlternativeName};

use super::surroundings::{Known, Surroundings};
use super::{CheckedPoint, Point, PointFault, PointOutcome};
use crate::desk::signer::{DEFAULT_SECONDS, NODE_USER, NODES, SHORTEST_SECONDS};

/// The OID of subjectAltName, the one extension that a kubelet asks for.
const ALTERNATIVE_NAMES: &str = "2.5.29.17";

/// Another request for the same node that is pending.
pub(super) struct Rival {
    /// `metadata.name`.
    pub(super) name: String,
    /// It was created after this one; `None` when that cannot be told.
    pub(super) is_newer: Option<bool>,
}

/// The name of the node in a user name or common name.
pub(super) fn node_of(common_name: &str) -> Option<&str> {
    common_name.strip_prefix(NODE_USER).filter(|name| !name.is_empty())
}

/// All ten points. Of a request that cannot be read there are but the first two: the others look into it.
pub(super) fn of(
    object: &SigningRequest,
    request: Option<&RequestDetails>,
    around: &Surroundings,
    rivals: &[Rival],
) -> Vec<CheckedPoint> {
    let signer = point(Point::Signer, vec![object.signer_name.clone()], Vec::new());
    let Some(request) = request else {
        return vec![signer, point(Point::Proof, Vec::new(), vec![PointFault::Unreadable])];
    };
    let common_name = request.facts.subject.common_name().unwrap_or_default();
    let node = node_of(common_name).unwrap_or_default();
    vec![
        signer,
        proof(request),
        subject(request, common_name),
        requestor(object, common_name),
        exists(node, around),
        usages(object),
        kinds(request),
        names(request, node, around),
        duration_and_key(object, request),
        nothing_else(request, rivals),
    ]
}

/// A point with its outcome: what cannot be told counts only where nothing failed.
fn point(point: Point, values: Vec<String>, faults: Vec<PointFault>) -> CheckedPoint {
    let is_open = |fault: &PointFault| {
        matches!(
            fault,
            PointFault::UncheckedProof(_)
                | PointFault::NotCreated
                | PointFault::NoNodes
                | PointFault::NotCompared(_)
                | PointFault::AlsoPending(_)
        )
    };
    let outcome = if faults.is_empty() {
        PointOutcome::Passed
    } else if faults.iter().all(is_open) {
        PointOutcome::Unknown
    } else {
        PointOutcome::Failed
    };
    CheckedPoint { point, outcome, values, faults }
}

fn proof(request: &RequestDetails) -> CheckedPoint {
    let algorithm = request.signature_algorithm.clone();
    let faults = match request.facts.signature_holds {
        Some(true) => Vec::new(),
        Some(false) => vec![PointFault::BrokenProof],
        None => vec![PointFault::UncheckedProof(algorithm.clone())],
    };
    point(Point::Proof, vec![algorithm], faults)
}

fn subject(request: &RequestDetails, common_name: &str) -> CheckedPoint {
    let organizations = request.facts.subject.organizations();
    let mut faults = Vec::new();
    if node_of(common_name).is_none() {
        faults.push(PointFault::CommonName(common_name.to_owned()));
    }
    if organizations != [NODES] {
        faults.push(PointFault::Organizations(organizations.iter().map(|name| (*name).to_owned()).collect()));
    }
    point(Point::Subject, vec![request.facts.subject.to_string()], faults)
}

fn requestor(object: &SigningRequest, common_name: &str) -> CheckedPoint {
    let user = &object.username;
    let mut faults = Vec::new();
    if user.is_empty() {
        faults.push(PointFault::NotCreated);
    } else {
        if user != common_name {
            faults.push(PointFault::AnotherRequestor { requestor: user.clone(), wanted: common_name.to_owned() });
        }
        if !object.groups.iter().any(|group| group == NODES) {
            faults.push(PointFault::NotInGroup);
        }
    }
    point(Point::Requestor, vec![user.clone()], faults)
}

fn exists(node: &str, around: &Surroundings) -> CheckedPoint {
    let faults = match around.node(node) {
        Known::Addresses(_) => Vec::new(),
        Known::NotAmongNodes => vec![PointFault::NoSuchNode(node.to_owned())],
        Known::Nothing => vec![PointFault::NoNodes],
    };
    point(Point::Node, vec![node.to_owned()], faults)
}

fn usages(object: &SigningRequest) -> CheckedPoint {
    let mut faults: Vec<PointFault> = Vec::new();
    if !object.usages.iter().any(|usage| usage == "server auth") {
        faults.push(PointFault::NoServerAuth);
    }
    let is_known = |usage: &str| matches!(usage, "server auth" | "digital signature" | "key encipherment");
    let foreign = object.usages.iter().filter(|usage| !is_known(usage));
    faults.extend(foreign.map(|usage| PointFault::ForeignUsage(usage.clone())));
    point(Point::Usages, object.usages.clone(), faults)
}

fn kinds(request: &RequestDetails) -> CheckedPoint {
    let names = &request.facts.names;
    let is_of_server =
        |name: &SubjectAlternativeName| matches!(name, SubjectAlternativeName::Dns(_) | SubjectAlternativeName::Ip(_));
    let mut faults = Vec::new();
    if !names.iter().any(is_of_server) {
        faults.push(PointFault::NoNames);
    }
    let foreign = names.iter().filter(|name| !is_of_server(name));
    faults.extend(foreign.map(|name| PointFault::NameKind(shown(name))));
    point(Point::NameKinds, names.iter().map(shown).collect(), faults)
}

fn names(request: &RequestDetails, node: &str, around: &Surroundings) -> CheckedPoint {
    let names = &request.facts.names;
    let faults = names.iter().filter_map(|name| around.fault(node, name)).collect();
    point(Point::NamesOfNode, names.iter().map(shown).collect(), faults)
}

fn duration_and_key(object: &SigningRequest, request: &RequestDetails) -> CheckedPoint {
    let mut faults = Vec::new();
    match object.expiration_seconds {
        Some(seconds) if seconds < SHORTEST_SECONDS => faults.push(PointFault::ShortDuration(seconds)),
        Some(seconds) if seconds > DEFAULT_SECONDS => faults.push(PointFault::LongDuration(seconds)),
        _ => {}
    }
    let weak = Request::from_der(&request.facts.der).ok().and_then(|read| pki::strength(read.spki_der()).err());
    faults.extend(weak.map(|weak| PointFault::WeakKey(weak.to_string())));
    let seconds = object.expiration_seconds.map(|seconds| seconds.to_string());
    point(Point::DurationAndKey, seconds.into_iter().collect(), faults)
}

fn nothing_else(request: &RequestDetails, rivals: &[Rival]) -> CheckedPoint {
    let further = request.extensions.iter().filter(|extension| extension.oid != ALTERNATIVE_NAMES);
    let mut faults: Vec<PointFault> = further.map(|found| PointFault::Extension(found.name.clone())).collect();
    for rival in rivals {
        match rival.is_newer {
            Some(true) => faults.push(PointFault::NewerPending(rival.name.clone())),
            Some(false) => {}
            None => faults.push(PointFault::AlsoPending(rival.name.clone())),
        }
    }
    point(Point::NothingElse, rivals.iter().map(|rival| rival.name.clone()).collect(), faults)
}

/// A name as OpenSSL shows it.
pub(super) fn shown(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(text) => format!("DNS:{text}"),
        SubjectAlternativeName::Ip(text) => format!("IP:{text}"),
        SubjectAlternativeName::Email(text) => format!("email:{text}"),
        SubjectAlternativeName::Uri(text) => format!("URI:{text}"),
        SubjectAlternativeName::Other(kind, text) => format!("{kind}:{text}"),
    }
}
