//! Every CertificateSigningRequest of a workspace, judged.

use intake::ReadFile;
use kube::SigningRequest;
use pki::{Request, RequestDetails, UnixTime};

use super::checklist::{self, Rival, node_of};
use super::objects::{self, Dropped};
use super::surroundings::Surroundings;
use super::{ApprovalRow, CheckedPoint, PointOutcome, Verdict, refusals};
use crate::desk::signer::{self, Asked, NODES};
use crate::workspace::overview::Overview;
use crate::{Release, Settings, Workspace};

/// One that was dropped, read as far as it goes.
struct Found<'a> {
    path: &'a str,
    dropped: Dropped,
    request: Option<RequestDetails>,
    created: Option<UnixTime>,
}

impl Found<'_> {
    fn common_name(&self) -> Option<&str> {
        self.request.as_ref()?.facts.subject.common_name()
    }

    /// The same object, looked at twice.
    fn is_same(&self, other: &Self) -> bool {
        let request = |found: &Self| found.request.as_ref().map(|request| request.facts.sha256);
        self.dropped.object.name == other.dropped.object.name && request(self) == request(other)
    }
}

impl Workspace {
    /// The CertificateSigningRequests that were dropped, in the order of their files, each judged by its signer's rules
    /// and, for what kubelets serve with, by the careful approver's checklist. Of one that was dropped twice the later
    /// counts. A release chosen in the settings decides; else that of the only cluster, else the newest.
    pub fn approvals(&self, settings: &Settings) -> Vec<ApprovalRow> {
        let overview = self.sight(settings).overview;
        let found = found(&overview.files);
        if found.is_empty() {
            return Vec::new();
        }
        let around = Surroundings::of(&overview);
        let release = release(&overview, settings);
        found.iter().map(|one| judged(one, &found, &around, release)).collect()
    }

    /// The release by whose rules [`Workspace::approvals`] judges; [`super::kubectl_table`] wants it, too.
    pub fn approval_release(&self, settings: &Settings) -> Release {
        release(&self.sight(settings).overview, settings)
    }
}

fn release(overview: &Overview<'_>, settings: &Settings) -> Release {
    let only = if let [only] = overview.clusters.as_slice() { Some(only.release) } else { None };
    settings.release.or(only).unwrap_or(Release::NEWEST).resolve().release
}

fn found<'a>(files: &[&'a ReadFile]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    for file in files {
        for dropped in objects::of(file) {
            let block = dropped.request.first().filter(|block| block.label == "CERTIFICATE REQUEST");
            let request = block.and_then(|block| Request::from_der(&block.der).ok()).map(|request| request.details());
            let created = UnixTime::parse_rfc3339(&dropped.object.created).ok();
            let one = Found { path: &file.path, dropped, request, created };
            match found.iter_mut().find(|earlier| earlier.is_same(&one)) {
                Some(earlier) => *earlier = one,
                None => found.push(one),
            }
        }
    }
    found
}

fn judged(one: &Found<'_>, all: &[Found<'_>], around: &Surroundings, release: Release) -> ApprovalRow {
    let object = &one.dropped.object;
    let facts = one.request.as_ref().map(|request| &request.facts);
    let api_refuses = refusals::of(&one.dropped, one.request.as_ref(), release);
    let signer_refuses = facts.and_then(|facts| {
        let asked = Asked { subject: &facts.subject, names: &facts.names, usages: Some(&object.usages) };
        signer::refusal(&object.signer_name, asked, release)
    });
    let checklist = if object.signer_name == signer::KUBELET_SERVING {
        checklist::of(object, one.request.as_ref(), around, &rivals(one, all))
    } else {
        Vec::new()
    };
    let is_sound = facts.is_some() && api_refuses.is_empty() && signer_refuses.is_none();
    let is_told = if checklist.is_empty() { is_own_renewal(one) } else { !any(&checklist, PointOutcome::Unknown) };
    let verdict = if !is_pending(object) {
        Verdict::Decided
    } else if !is_sound || any(&checklist, PointOutcome::Failed) {
        Verdict::Bad
    } else if is_told {
        Verdict::Good
    } else {
        Verdict::Open
    };
    ApprovalRow {
        name: object.name.clone(),
        api_version: object.api_version.clone(),
        path: one.path.to_owned(),
        request: facts.map(|facts| facts.sha256),
        subject: facts.map(|facts| facts.subject.to_string()).unwrap_or_default(),
        names: facts.map(|facts| facts.names.iter().map(checklist::shown).collect()).unwrap_or_default(),
        created: one.created,
        signer_name: object.signer_name.clone(),
        requestor: object.username.clone(),
        groups: object.groups.clone(),
        usages: object.usages.clone(),
        expiration_seconds: object.expiration_seconds,
        conditions: object.conditions.clone(),
        condition: condition(object),
        api_refuses,
        signer_refuses,
        checklist,
        verdict,
    }
}

fn any(checklist: &[CheckedPoint], outcome: PointOutcome) -> bool {
    checklist.iter().any(|point| point.outcome == outcome)
}

/// Nobody has decided on it, and nothing was issued.
fn is_pending(object: &SigningRequest) -> bool {
    let is_decided = ["Approved", "Denied", "Failed"].iter().any(|kind| object.has_condition(kind));
    !is_decided && !object.has_certificate
}

/// A kubelet asks for its own next client certificate: what the controller manager approves by itself (spec section
/// 9.2). Whether anybody else is entitled to what they ask for, no file can tell.
fn is_own_renewal(one: &Found<'_>) -> bool {
    let object = &one.dropped.object;
    let common_name = one.common_name().unwrap_or_default();
    object.signer_name == signer::KUBELET_CLIENT
        && node_of(common_name).is_some()
        && object.username == common_name
        && object.groups.iter().any(|group| group == NODES)
}

/// Pending requests for the same node's server. A kubelet whose request is not answered in time asks again with a new
/// key, so of many only the newest is still waited for.
fn rivals(one: &Found<'_>, all: &[Found<'_>]) -> Vec<Rival> {
    let Some(own) = one.common_name().filter(|_| is_pending(&one.dropped.object)) else { return Vec::new() };
    let is_rival = |other: &&Found<'_>| {
        !std::ptr::eq(*other, one)
            && other.dropped.object.signer_name == one.dropped.object.signer_name
            && is_pending(&other.dropped.object)
            && other.common_name() == Some(own)
    };
    let rival = |other: &Found<'_>| Rival {
        name: other.dropped.object.name.clone(),
        is_newer: match (one.created, other.created) {
            (Some(own), Some(other)) if own != other => Some(other > own),
            _ => None,
        },
    };
    all.iter().filter(is_rival).map(rival).collect()
}

/// CONDITION as kubectl prints it (spec section 9.1).
fn condition(object: &SigningRequest) -> String {
    let decision = match (object.has_condition("Denied"), object.has_condition("Approved")) {
        (true, _) => "Denied",
        (false, true) => "Approved",
        (false, false) => "Pending",
    };
    let failed = if object.has_condition("Failed") { ",Failed" } else { "" };
    let issued = if object.has_certificate { ",Issued" } else { "" };
    format!("{decision}{failed}{issued}")
}
