//! Working a renewal out: what each certificate becomes, and what stands against it.

use std::collections::HashMap;

use pki::{
    Certificate, CertificateTemplate, Fingerprint, KeyKind, PrivateKey, SerialRule, SubjectAlternativeName, UnixTime,
};
use zeroize::Zeroizing;

use super::outline::{Left, LeftReason, Loss, NodeOutline, Outline, Renewal, Step};
use super::restart::restarts;
use super::{KeyChoice, RenewOptions, RenewOrder, RenewValidity, RestartWay, loss};
use crate::catalogue::{Home, Role};
use crate::configuration::Issuing;
use crate::desk::sign::above::Above;
use crate::desk::sign::authorities::{self, Candidate};
use crate::desk::sign::period::{self, Rule};
use crate::desk::sign::{Caution, Refusal, cautions};
use crate::expiry::Examination;
use crate::renew::template;
use crate::tree::FileState;
use crate::workspace::node::Node;
use crate::workspace::rows;
use crate::workspace::sight::Sight;
use crate::{Release, Settings, Workspace};

/// A renewal that was worked out: its outline for views, and what is needed to do it once the keys are there.
pub struct Plan {
    pub(super) outline: Outline,
    /// For each node, in the order of the outline, what is ready, in the order of its rows.
    pub(super) ready: Vec<Vec<Ready>>,
    /// The authorities that sign.
    pub(super) above: HashMap<Fingerprint, Above>,
    pub(super) confirmed: Vec<Caution>,
}

/// A certificate that can be renewed.
pub(super) struct Ready {
    pub(super) home: Home,
    pub(super) path: String,
    pub(super) template: CertificateTemplate,
    pub(super) serial: SerialRule,
    pub(super) authority: Fingerprint,
    /// The old key, where it is kept.
    pub(super) kept_key: Option<PrivateKey>,
    /// What stands behind the new certificate, as PEM.
    pub(super) behind: String,
    /// The files as they are: path, mode, content; the certificate or the kubeconfig last.
    pub(super) previous: Vec<(String, u32, Zeroizing<Vec<u8>>)>,
}

impl Plan {
    /// What views may know of it.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What has to be confirmed and was not.
    pub fn unconfirmed(&self) -> Vec<Caution> {
        self.outline.to_confirm.iter().filter(|caution| !self.confirmed.contains(caution)).cloned().collect()
    }
}

impl Workspace {
    /// Works a renewal out.
    pub fn renewal(&self, order: &RenewOrder, settings: &Settings) -> Plan {
        let sight = self.sight(settings);
        let newest = sight.inventory.certificates.iter().filter_map(|held| held.facts.not_before).max();
        let mut work = Work {
            workspace: self,
            order,
            candidates: authorities::candidates(&sight),
            sight: &sight,
            clock_in_past: newest.is_some_and(|newest| order.issued_at < newest),
            plan: Plan {
                outline: Outline::default(),
                ready: Vec::new(),
                above: HashMap::new(),
                confirmed: order.confirmed.clone(),
            },
        };
        for cluster in &sight.overview.clusters {
            let count = cluster.nodes.iter().filter(|node| node.site.control_plane).count();
            let head = Head {
                cluster: cluster.name.clone(),
                release: cluster.release.resolve().release,
                control_plane_nodes: u32::try_from(count).unwrap_or(u32::MAX),
            };
            for node in &cluster.nodes {
                work.node(node, &head);
            }
        }
        let last = work.plan.outline.nodes.len();
        for (index, node) in work.plan.outline.nodes.iter_mut().enumerate() {
            if index.saturating_add(1) < last && !node.renewed.is_empty() {
                node.steps.push(Step::Wait);
            }
        }
        work.plan
    }
}

/// What the nodes of a cluster share.
struct Head {
    cluster: String,
    release: Release,
    control_plane_nodes: u32,
}

struct Work<'w, 'a> {
    workspace: &'w Workspace,
    order: &'w RenewOrder,
    sight: &'w Sight<'a>,
    candidates: Vec<Candidate<'a>>,
    clock_in_past: bool,
    plan: Plan,
}

impl<'a> Work<'_, 'a> {
    fn node(&mut self, node: &Node<'a>, head: &Head) {
        let wanted: Vec<&str> =
            self.order.rows.iter().filter(|(id, _)| *id == node.site.id).map(|(_, row)| row.as_str()).collect();
        if wanted.is_empty() {
            return;
        }
        let (tree, layout) = (rows::tree(node, &self.sight.overview), rows::layout(node));
        let release = head.release;
        let examination = Examination {
            tree: &tree,
            layout: &layout,
            release,
            at: self.order.issued_at,
            ca_keys_declared_present: true,
        };
        let issuing = Issuing::of(node.configuration(), release);
        let way = self.order.options.restart.unwrap_or_else(|| RestartWay::for_release(release));
        let mut outline = NodeOutline {
            id: node.site.id.clone(),
            name: node.name.clone(),
            cluster: head.cluster.clone(),
            release,
            issued_at: self.order.issued_at,
            renewed: Vec::new(),
            left: Vec::new(),
            way,
            restarts: Vec::new(),
            steps: Vec::new(),
            pki_directory: layout.pki_directory.clone(),
            api_port: node.bind_port(),
            external_etcd: layout.external_etcd,
            control_plane_nodes: head.control_plane_nodes,
        };
        let mut ready = Vec::new();
        let roles = Role::leafs(release, layout.external_etcd).filter(|role| wanted.contains(&role.name));
        for role in roles {
            match self.row(role, node, &examination, issuing) {
                Ok((renewal, row)) => {
                    self.plan.outline.keys.extend(renewal.key);
                    outline.renewed.push(renewal);
                    ready.push(row);
                }
                Err(reason) => {
                    outline.left.push(Left { row: role.name.to_owned(), path: examination.path(role), reason });
                }
            }
        }
        let listed = |name: &&str| Role::leafs(release, layout.external_etcd).any(|role| role.name == *name);
        for name in wanted.iter().filter(|name| !listed(name)) {
            let unlisted = || crate::join(crate::expiry::KUBERNETES_DIRECTORY, name);
            let path = Role::named(name).map_or_else(unlisted, |role| examination.path(role));
            outline.left.push(Left { row: (*name).to_owned(), path, reason: LeftReason::NotRenewed });
        }
        outline.restarts = restarts(&outline.renewed, way, layout.external_etcd);
        outline.steps = steps(&outline, &ready);
        self.plan.outline.nodes.push(outline);
        self.plan.ready.push(ready);
    }

    fn row(
        &mut self,
        role: &'static Role,
        node: &Node<'a>,
        examination: &Examination<'_, 'a>,
        issuing: Issuing,
    ) -> Result<(Renewal, Ready), LeftReason> {
        if examination.is_missing(role) {
            let not_expected = role.name == "super-admin.conf" && examination.has_joined();
            return Err(if not_expected { LeftReason::NotExpected } else { LeftReason::Missing });
        }
        let old = examination.certificate(role).map_err(LeftReason::Stopped)?;
        let name = role.managing_authority();
        let chain = examination.authority_certificate(name.base()).map_err(LeftReason::Stopped)?;
        let authority = chain.first.facts().sha256;
        self.make_ready(authority)?;
        let no_authority = || LeftReason::Refused(Refusal::NoAuthority(None));
        let above = self.plan.above.get(&authority).ok_or_else(no_authority)?;
        if let Some(refusal) = above.refusals.first() {
            return Err(LeftReason::Refused(refusal.clone()));
        }
        let RenewOrder { options, issued_at, .. } = *self.order;
        let authority_end = above.facts.not_after;
        let release = examination.release;
        let new = dates(&options, issuing, issued_at, &above.facts, release);
        if new.1 <= new.0 {
            return Err(LeftReason::BadValidity);
        }
        let mut found = above.cautions.clone();
        let (template, serial) =
            template(role, &old, release, new).map_err(|reason| LeftReason::Stopped(reason.words().to_owned()))?;
        if let Some(name) = above.constraints.forbidden(&old.facts().subject, &template.names).into_iter().next() {
            return Err(LeftReason::Refused(Refusal::NameConstraint(name)));
        }
        found.extend(cautions::of_dates(new, issued_at, Some(&above.facts), false));
        found.extend(self.clock_in_past.then_some(Caution::ClockInPast));
        let facts = old.facts();
        let (key, kept_key) = self.key(&options, &facts, issuing)?;
        let path = examination.path(role);
        let behind = self.behind(role, node, &path);
        let mut losses = loss::of_certificate(&old, &template);
        losses.extend(key.and_then(|kind| loss::of_key(&facts.key.algorithm, kind)));
        if !behind.is_empty() && !options.keep_intermediates {
            losses.push(Loss::Intermediates(u32::try_from(behind.len()).unwrap_or(u32::MAX)));
        }
        let in_kubeconfig = matches!(role.home, Home::Kubeconfig { .. });
        let trusted = if in_kubeconfig { node.trusted(role.name).len() } else { 0 };
        if trusted > 1 {
            losses.push(Loss::TrustedAuthorities(u32::try_from(trusted).unwrap_or(u32::MAX)));
        }
        let content = |path: &str| match examination.tree.state(path) {
            FileState::File(bytes) => Some(Zeroizing::new(bytes.to_vec())),
            _ => None,
        };
        let place = content(&path).unwrap_or_default();
        let previous = if in_kubeconfig {
            editable(&place)?;
            vec![(path.clone(), 0o600, place)]
        } else {
            let key_path = format!("{}.key", path.strip_suffix(".crt").unwrap_or(&path));
            let old_key = content(&key_path).map(|bytes| (key_path, 0o600, bytes));
            old_key.into_iter().chain([(path.clone(), 0o644, place)]).collect()
        };
        for caution in &found {
            if must_confirm(caution, &options) && !self.plan.outline.to_confirm.contains(caution) {
                self.plan.outline.to_confirm.push(caution.clone());
            }
        }
        let renewal = Renewal {
            row: role.name.to_owned(),
            path: path.clone(),
            in_kubeconfig,
            certificate: facts.sha256,
            old: (facts.not_before, facts.not_after),
            new,
            authority: name.name().to_owned(),
            authority_end,
            subject: template
                .subject
                .iter()
                .map(|a| format!("{}={}", a.attribute, a.value))
                .collect::<Vec<_>>()
                .join(", "),
            names: template.names.iter().map(plain).collect(),
            key,
            losses,
            cautions: found,
        };
        let behind = if options.keep_intermediates { behind.concat() } else { String::new() };
        let ready = Ready { home: role.home, path, template, serial, authority, kept_key, behind, previous };
        Ok((renewal, ready))
    }

    /// Makes an authority ready, once.
    fn make_ready(&mut self, certificate: Fingerprint) -> Result<(), LeftReason> {
        if self.plan.above.contains_key(&certificate) {
            return Ok(());
        }
        // What kubeadm's file of the authority holds may be no authority.
        let candidate = self.candidates.iter().find(|candidate| candidate.facts.sha256 == certificate);
        let candidate = candidate.ok_or(LeftReason::Refused(Refusal::NotAnAuthority))?;
        let above = Above::new(self.workspace, self.sight, candidate, self.order.issued_at);
        self.plan.above.insert(certificate, above);
        Ok(())
    }

    /// The kind of the new key, or the old key.
    fn key(
        &self,
        options: &RenewOptions,
        old: &pki::CertificateFacts,
        issuing: Issuing,
    ) -> Result<(Option<KeyKind>, Option<PrivateKey>), LeftReason> {
        match options.key {
            KeyChoice::Configured => Ok((Some(issuing.key), None)),
            KeyChoice::SameAlgorithm => Ok((Some(loss::kind_of(&old.key.algorithm).unwrap_or(issuing.key)), None)),
            KeyChoice::Same => match self.workspace.private_key(old.key.sha256) {
                Some(key) => Ok((None, Some(key))),
                None => Err(LeftReason::KeyNotHere),
            },
        }
    }

    /// The certificates of intermediate authorities behind the old one, as PEM.
    fn behind(&self, role: &Role, node: &Node<'a>, path: &str) -> Vec<String> {
        let pem = |facts: &pki::CertificateFacts| pki::pem::encode("CERTIFICATE", &facts.der);
        match role.home {
            Home::Pki { .. } => node.certificates(path).skip(1).map(pem).collect(),
            Home::Kubeconfig { file } => node.clients(file).into_iter().skip(1).map(pem).collect(),
        }
    }
}

/// Begin and end, by kubeadm's rules or as chosen.
fn dates(
    options: &RenewOptions,
    issuing: Issuing,
    issued_at: UnixTime,
    authority: &pki::CertificateFacts,
    release: Release,
) -> (UnixTime, UnixTime) {
    let seconds = match options.validity {
        RenewValidity::Kubeadm => issuing.leaf_seconds,
        RenewValidity::Seconds(seconds) => seconds,
    };
    let (begin, end) = period::unchecked(Rule::Leaf(seconds), issued_at, Some(authority), release);
    (begin, authority.not_after.filter(|limit| options.clamp && *limit < end).unwrap_or(end))
}

/// kubeadm's own end is made with a warning; what it would not do is asked about.
fn must_confirm(caution: &Caution, options: &RenewOptions) -> bool {
    match caution {
        Caution::OutlivesAuthority | Caution::LongValidity | Caution::VeryLongValidity => {
            options.validity != RenewValidity::Kubeadm
        }
        _ => true,
    }
}

/// Whether a kubeconfig can be edited is known before any key is made for it.
fn editable(content: &[u8]) -> Result<(), LeftReason> {
    let text = std::str::from_utf8(content).map_err(|_| LeftReason::NotEditable("not UTF-8".to_owned()))?;
    let nothing = kube::kubeconfig::Identity { certificate: "-", key: "-", authority: Some("-") };
    match kube::kubeconfig::with_identity(text, &nothing, true) {
        Ok(_) => Ok(()),
        Err(error) => Err(LeftReason::NotEditable(error.to_string())),
    }
}

fn plain(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(text) | SubjectAlternativeName::Ip(text) => text.clone(),
        other => crate::desk::sign::preview::name_text(other),
    }
}

/// The steps on a node: files with each key before its certificate, restarts, and what shows that all went well.
fn steps(outline: &NodeOutline, ready: &[Ready]) -> Vec<Step> {
    let mut steps = Vec::new();
    for row in ready {
        let has = |path: &str| row.previous.iter().any(|(known, ..)| known == path);
        if let Home::Pki { .. } = row.home {
            let key = format!("{}.key", row.path.strip_suffix(".crt").unwrap_or(&row.path));
            steps.push(Step::Write { replaces: has(&key), path: key, mode: 0o600 });
            steps.push(Step::Write { replaces: true, path: row.path.clone(), mode: 0o644 });
        } else {
            steps.push(Step::Write { replaces: true, path: row.path.clone(), mode: 0o600 });
        }
    }
    steps.extend(outline.restarts.iter().map(|restart| Step::Restart { program: restart.program.clone() }));
    steps.extend(outline.renewed.iter().map(|renewal| Step::Verify { row: renewal.row.clone() }));
    steps
}

/// The certificate of an authority that signs.
pub(super) fn authority_certificate(above: &Above) -> Option<Certificate> {
    Certificate::from_der(&above.facts.der).ok()
}
