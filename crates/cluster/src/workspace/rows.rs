//! The tables of one node.

use intake::Thing;
use kube::KubeletConfiguration;
use pki::{CertificateFacts, UnixTime};

use super::inventory::Inventory;
use super::marks::{KUBELET, KUBERNETES};
use super::node::Node;
use super::overview::Overview;
use super::path;
use crate::catalogue::{AuthorityName, Role};
use crate::expiry::{PkiLayout, expiry_rows};
use crate::residual::residual_time;
use crate::severity::{Rule, severity};
use crate::tree::{FileState, NodeTree};
use crate::{ExpiryRow, Release, RowState, Settings, Severity};

/// The three tables of a node.
#[derive(Default)]
pub(crate) struct Tables {
    /// kubeadm's first table.
    pub(crate) certificates: Vec<ExpiryRow>,
    /// kubeadm's second table.
    pub(crate) authorities: Vec<ExpiryRow>,
    /// What the kubelet manages.
    pub(crate) kubelet: Vec<ExpiryRow>,
}

/// What the tables of a node depend on.
#[derive(Clone, Copy)]
pub(crate) struct View<'s> {
    /// The release, resolved to a known one.
    pub(crate) release: Release,
    /// Instant, thresholds and corrections.
    pub(crate) settings: &'s Settings,
}

impl View<'_> {
    fn at(&self) -> UnixTime {
        self.settings.viewed_at
    }

    fn judge(&self, facts: &CertificateFacts, rule: Rule) -> Severity {
        severity(facts, rule, self.at(), &self.settings.thresholds)
    }
}

/// The files of a node as kubeadm would see them.
pub(crate) fn tree<'a>(node: &Node<'a>, overview: &Overview<'a>) -> NodeTree<'a> {
    let mut tree = NodeTree::new();
    for (on_node, file) in &node.files {
        if file.bytes.is_empty() && overview.forgotten.contains(file.path.as_str()) || is_forgotten_key(file, overview)
        {
            tree.declare(on_node.clone());
        } else {
            tree.insert(on_node.clone(), &file.bytes);
        }
    }
    tree
}

/// A file that held nothing but keys, which were overwritten.
fn is_forgotten_key(file: &intake::ReadFile, overview: &Overview<'_>) -> bool {
    file.items.is_empty() && file.kind == intake::FileKind::Pem && overview.forgotten.contains(file.path.as_str())
}

/// Where the node keeps its PKI, by its configuration, else by what was found.
pub(crate) fn layout(node: &Node<'_>) -> PkiLayout {
    let external_etcd = match node.configuration() {
        Some(configuration) => configuration.external_etcd,
        // Without a configuration the API server's manifest tells: its etcd CA is not kubeadm's.
        None => node.pods().filter(|(_, pod)| pod.program == "kube-apiserver").any(|(_, pod)| {
            pod.flag("etcd-cafile").is_some_and(|file| path::clean(file) != node.in_pki("etcd/ca.crt"))
        }),
    };
    PkiLayout { pki_directory: node.pki(), external_etcd }
}

/// Makes the tables.
pub(crate) fn tables(
    node: &Node<'_>,
    tree: &NodeTree<'_>,
    layout: &PkiLayout,
    inventory: &Inventory<'_>,
    view: View<'_>,
) -> Tables {
    let mut tables = Tables { kubelet: kubelet(node, view), ..Tables::default() };
    if !node.site.control_plane {
        tables.authorities.extend(cluster_authority(node, view));
        return tables;
    }
    let declared = view.settings.keys_present.contains(&node.site.id);
    (tables.certificates, tables.authorities) = expiry_rows(tree, layout, view.release, view.at(), declared);
    for row in tables.certificates.iter_mut().chain(&mut tables.authorities) {
        fill_in(row, node, view);
        lay_blame(row, tree, layout);
        let facts = row.certificate.and_then(|fingerprint| inventory.certificate(fingerprint)).map(|held| held.facts);
        let rule = if row.authority.is_none() { Rule::Authority } else { Rule::Leaf };
        let own = facts.map_or(Severity::Fine, |facts| view.judge(facts, rule));
        row.severity = match row.state {
            RowState::Failed(_) | RowState::Missing => own.min(Severity::Broken),
            _ => own,
        };
    }
    tables
}

/// kubeadm looks into a kubeconfig only after it has read `ca.crt`; what is in there is shown all the same.
fn fill_in(row: &mut ExpiryRow, node: &Node<'_>, view: View<'_>) {
    let stopped = matches!(row.state, RowState::Failed(_)) && row.certificate.is_none();
    let Some(facts) = node.client(&row.name).filter(|_| stopped) else { return };
    let left = facts.not_after.map(|end| end.seconds().saturating_sub(view.at().seconds()));
    row.certificate = Some(facts.sha256);
    row.not_before = facts.not_before;
    row.not_after = facts.not_after;
    row.residual = left.map(|seconds| residual_time(view.release, seconds)).unwrap_or_default();
}

/// kubeadm stops at the first row of an external authority when any certificate below it is at fault; here only the row
/// that its words name is.
fn lay_blame(row: &mut ExpiryRow, tree: &NodeTree<'_>, layout: &PkiLayout) {
    let RowState::Failed(words) = &row.state else { return };
    let Some(role) = Role::named(&row.name).filter(|_| row.certificate.is_some()) else { return };
    let Some(words) = words.strip_prefix("Error checking external CA condition for ") else { return };
    let authority = role.managing_authority();
    let display = match role.authority {
        None => Some(authority.display_name()),
        Some(_) => named_in_checks(authority, role),
    };
    let base = match role.home {
        crate::catalogue::Home::Pki { base } => base,
        crate::catalogue::Home::Kubeconfig { file } => file,
    };
    let names_it = display.is_some_and(|display| {
        words.contains(&format!("certificate for {display}: "))
            || words.contains(&format!("certificate {display} is not "))
            || words.contains(&format!("key for {base}: "))
    });
    let key = format!("{}/{}.key", layout.pki_directory, authority.base());
    if tree.state(&key) == FileState::Missing {
        row.externally_managed = Some(true);
    }
    if !names_it {
        row.state = RowState::Read;
    }
}

fn named_in_checks(authority: AuthorityName, role: &Role) -> Option<&'static str> {
    authority
        .checked_leafs()
        .iter()
        .find(|(base, _)| matches!(role.home, crate::catalogue::Home::Pki { base: own } if own == *base))
        .map(|(_, display)| *display)
}

/// The cluster's CA as a worker has it: in its PKI directory, else in its kubeconfig.
fn cluster_authority(node: &Node<'_>, view: View<'_>) -> Option<ExpiryRow> {
    let on_node = node.in_pki("ca.crt");
    let (facts, on_node) = match node.certificate(&on_node) {
        Some(facts) => (facts, on_node),
        None => (*node.trusted("kubelet.conf").first()?, format!("{KUBERNETES}/kubelet.conf")),
    };
    let row = read(AuthorityName::Cluster.name(), &on_node, facts, Rule::Authority, node, view);
    Some(ExpiryRow { authority: None, ..row })
}

/// A row for a certificate that was read.
fn read(name: &str, on_node: &str, facts: &CertificateFacts, rule: Rule, node: &Node<'_>, view: View<'_>) -> ExpiryRow {
    let authority = node.certificate(&node.in_pki("ca.crt")).or_else(|| node.trusted("kubelet.conf").first().copied());
    let signed = authority.is_some_and(|authority| authority.subject.der == facts.issuer.der);
    let left = facts.not_after.map(|end| end.seconds().saturating_sub(view.at().seconds()));
    ExpiryRow {
        name: name.to_owned(),
        state: RowState::Read,
        severity: view.judge(facts, rule),
        certificate: Some(facts.sha256),
        not_before: facts.not_before,
        not_after: facts.not_after,
        residual: left.map(|seconds| residual_time(view.release, seconds)).unwrap_or_default(),
        authority: Some(if signed { AuthorityName::Cluster.name().to_owned() } else { String::new() }),
        externally_managed: None,
        path: on_node.to_owned(),
    }
}

/// A row for a certificate that was not read.
fn without(name: &str, on_node: &str, state: RowState) -> ExpiryRow {
    let at_fault = matches!(state, RowState::Missing | RowState::Failed(_));
    ExpiryRow {
        name: name.to_owned(),
        severity: if at_fault { Severity::Broken } else { Severity::Fine },
        state,
        certificate: None,
        not_before: None,
        not_after: None,
        residual: String::new(),
        authority: Some(String::new()),
        externally_managed: None,
        path: on_node.to_owned(),
    }
}

/// What the kubelet signs in with and serves with (spec section 10).
fn kubelet(node: &Node<'_>, view: View<'_>) -> Vec<ExpiryRow> {
    let mut rows = Vec::new();
    rows.extend(kubelet_conf(node, view));
    for (prefix, shown) in
        [("kubelet-client-", "kubelet-client-current.pem"), ("kubelet-server-", "kubelet-server-current.pem")]
    {
        if let Some(on_node) = node.kubelet_pem(prefix) {
            rows.push(row_of(shown, &on_node, Rule::Rotated, node, view));
        }
    }
    let own = format!("{KUBELET}/pki/kubelet.crt");
    let configured = kubelet_configuration(node).and_then(|c| c.tls_cert_file.as_deref()).map(path::clean);
    for on_node in std::iter::once(own.clone()).chain(configured.filter(|file| *file != own)) {
        if node.files.contains_key(&on_node) {
            rows.push(row_of(path::name(&on_node), &on_node, Rule::Leaf, node, view));
        }
    }
    rows
}

/// The KubeletConfiguration of a node.
pub(crate) fn kubelet_configuration<'a>(node: &Node<'a>) -> Option<&'a KubeletConfiguration> {
    let file = node.files.get(&format!("{KUBELET}/config.yaml"))?;
    file.items.iter().find_map(|item| match &item.thing {
        Thing::KubeletConfiguration(found) => Some(found),
        _ => None,
    })
}

/// A row for the first certificate of a file that is there.
fn row_of(name: &str, on_node: &str, rule: Rule, node: &Node<'_>, view: View<'_>) -> ExpiryRow {
    match node.certificate(on_node) {
        Some(facts) => read(name, on_node, facts, rule, node, view),
        None => without(name, on_node, RowState::Failed("no certificate".to_owned())),
    }
}

/// `kubelet.conf`: the certificate in it, or the one it points to.
fn kubelet_conf(node: &Node<'_>, view: View<'_>) -> Option<ExpiryRow> {
    const NAME: &str = "kubelet.conf";
    let on_node = format!("{KUBERNETES}/{NAME}");
    node.files.get(&on_node)?;
    if let Some(facts) = node.client(NAME) {
        return Some(read(NAME, &on_node, facts, Rule::Leaf, node, view));
    }
    let user = node.kubeconfig(NAME).and_then(|kubeconfig| kubeconfig.current().2);
    let Some(reference) = user.and_then(|user| user.client_certificate.as_deref()) else {
        return Some(without(NAME, &on_node, RowState::Failed("no client certificate".to_owned())));
    };
    let target = if reference.starts_with('/') {
        path::clean(reference)
    } else {
        path::clean(&format!("{KUBERNETES}/{reference}"))
    };
    if node.files.contains_key(&target) {
        return Some(row_of(NAME, &target, Rule::Rotated, node, view));
    }
    let rotated =
        target.ends_with("/kubelet-client-current.pem").then(|| node.kubelet_pem("kubelet-client-")).flatten();
    Some(match rotated {
        Some(dated) => row_of(NAME, &dated, Rule::Rotated, node, view),
        // Only where the folder itself was dropped is its absence a fact.
        None if node.site.kubelet.is_some() => without(NAME, &target, RowState::Missing),
        None => without(NAME, &target, RowState::NotDropped),
    })
}
