//! Files that lie under the name of a row, but hold something else than what belongs there.

use intake::{FileKind, ProblemKind, ReadFile, Thing};

use super::finding;
use crate::workspace::node::Node;
use crate::workspace::rows::Tables;
use crate::{Content, ExpiryRow, Finding, FindingKind, RowState, Severity};

pub(super) fn find(node: &Node<'_>, tables: &Tables, findings: &mut Vec<Finding>) {
    for row in tables.certificates.iter().chain(&tables.authorities).chain(&tables.kubelet) {
        let failed = matches!(row.state, RowState::Failed(_)) && row.certificate.is_none();
        let Some(file) = node.files.get(&row.path).filter(|_| failed) else { continue };
        let kubeconfig_wanted = is_kubeconfig(row);
        if let Some(content) = content(file, kubeconfig_wanted) {
            let kind = FindingKind::AnotherThing { path: row.path.clone(), kubeconfig_wanted, content };
            findings.push(finding(Severity::Broken, vec![row.name.clone()], kind));
        }
    }
}

fn is_kubeconfig(row: &ExpiryRow) -> bool {
    row.name.ends_with(".conf")
}

/// What a file holds; `None` when it is what belongs there, or damaged so that nobody can tell.
fn content(file: &ReadFile, kubeconfig_wanted: bool) -> Option<Content> {
    if file.problems.iter().any(|problem| problem.kind == ProblemKind::Empty) {
        return Some(Content::Empty);
    }
    let has = |wanted: fn(&Thing) -> bool| file.items.iter().any(|item| wanted(&item.thing));
    if file.kind == FileKind::Kubeconfig {
        return (!kubeconfig_wanted).then_some(Content::Kubeconfig);
    }
    match file.kind {
        FileKind::KubeadmConfiguration | FileKind::KubeletConfiguration => Some(Content::Configuration),
        FileKind::Manifest | FileKind::StaticPod => Some(Content::Manifest),
        _ if has(|thing| matches!(thing, Thing::Certificate(_))) => kubeconfig_wanted.then_some(Content::Certificate),
        _ if has(|thing| matches!(thing, Thing::PrivateKey(_))) => Some(Content::PrivateKey),
        _ if has(|thing| matches!(thing, Thing::Locked(_))) => Some(Content::Locked),
        _ if has(|thing| matches!(thing, Thing::Request(_))) => Some(Content::Request),
        _ if has(|thing| matches!(thing, Thing::PublicKey(_))) => Some(Content::PublicKey),
        FileKind::Unrecognised => Some(Content::Unrecognised),
        _ => None,
    }
}
