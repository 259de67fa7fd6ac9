//! From clusters and nodes to the report.

use pki::UnixTime;

use super::inventory::Inventory;
use super::node::Node;
use super::overview::{Cluster, Overview, configuration_choice};
use super::rows::{self, View};
use super::signatures::Signatures;
use super::{certificates, forget, summary};
use crate::check::{LayoutSource, Outcome, check_expiration};
use crate::findings::{self, Known};
use crate::tree::NodeTree;
use crate::{ClusterReport, NodeReport, NodeRole, Report, Settings};

impl<'a> Overview<'a> {
    /// Makes the report.
    pub(crate) fn report(&self, inventory: &Inventory<'a>, signatures: &Signatures, settings: &Settings) -> Report {
        let clusters: Vec<ClusterReport> =
            self.clusters.iter().map(|cluster| self.cluster(cluster, inventory, signatures, settings)).collect();
        let shown = certificates::shown(&clusters, self);
        let rules = certificates::rotated(self);
        let listed = certificates::certificates(inventory, &shown, &rules, settings);
        let keys = certificates::keys(inventory);
        let files = certificates::files(self);
        let kept = self.files.iter().filter(|file| !self.forgotten.contains(file.path.as_str()));
        let tokens = kept.filter(|file| forget::has_token(file)).count();
        let mut questions = self.questions.clone();
        questions.extend(certificates::locked(&files));
        Report {
            viewed_at: settings.viewed_at,
            newest_not_before: newest(inventory),
            summary: summary::summary(&clusters, &listed, &keys, tokens, settings.viewed_at),
            clusters,
            certificates: listed,
            requests: certificates::requests(inventory),
            keys,
            files,
            questions,
        }
    }

    fn cluster(
        &self,
        cluster: &Cluster<'a>,
        inventory: &Inventory<'a>,
        signatures: &Signatures,
        settings: &Settings,
    ) -> ClusterReport {
        let release = cluster.release.resolve().release;
        let view = View { release, settings };
        let known = Known { inventory, signatures, view };
        let nodes = cluster.nodes.iter().map(|node| self.node(node, &known)).collect();
        let nodes_found: Vec<&Node<'a>> = cluster.nodes.iter().collect();
        ClusterReport {
            id: cluster.id.clone(),
            name: cluster.name.clone(),
            endpoint: cluster.endpoint.clone(),
            release,
            release_asked: cluster.release,
            release_source: cluster.source.clone(),
            nodes,
            findings: findings::of_cluster(&nodes_found),
        }
    }

    fn node(&self, node: &Node<'a>, known: &Known<'_, 'a>) -> NodeReport {
        let tree = rows::tree(node, self);
        let outcome = node.site.control_plane.then(|| self.outcome(node, &tree, known.view));
        let layout = outcome.as_ref().and_then(|outcome| outcome.layout.clone()).unwrap_or_else(|| rows::layout(node));
        let tables = rows::tables(node, &tree, &layout, known.inventory, known.view);
        let findings = findings::of_node(node, &tables, outcome.as_ref(), known);
        NodeReport {
            id: node.site.id.clone(),
            name: node.name.clone(),
            name_source: node.name_source,
            role: if node.site.control_plane { NodeRole::ControlPlane } else { NodeRole::Worker },
            addresses: node.addresses(),
            folder: node.site.id.clone(),
            certificates: tables.certificates,
            authorities: tables.authorities,
            kubelet: tables.kubelet,
            exact: outcome.map(Into::into),
            configuration: configuration_choice(node),
            findings,
        }
    }

    /// What kubeadm would say of the node: with the chosen configuration as `--config`, else with what is known.
    fn outcome(&self, node: &Node<'a>, tree: &NodeTree<'a>, view: View<'_>) -> Outcome {
        let declared = view.settings.keys_present.contains(&node.site.id);
        let at = view.settings.viewed_at;
        self.with_source(node, tree, |tree, source| check_expiration(tree, source, view.release, at, declared))
    }

    /// Runs kubeadm on the node as it would be run there: with the chosen configuration as `--config`, else with what is
    /// known.
    pub(crate) fn with_source<R>(
        &self,
        node: &Node<'a>,
        tree: &NodeTree<'a>,
        run: impl FnOnce(&NodeTree<'_>, LayoutSource<'_>) -> R,
    ) -> R {
        let own = node.chosen.filter(|file| file.kind != intake::FileKind::Manifest);
        match own {
            None => run(tree, LayoutSource::Known(&rows::layout(node))),
            Some(chosen) => match node.files.iter().find(|(_, file)| file.path == chosen.path) {
                Some((on_node, _)) => run(tree, LayoutSource::Configuration(on_node)),
                None => {
                    // A configuration that was dropped beside the node is read from a place of its own.
                    let mut tree = rows::tree(node, self);
                    let on_node = format!("/{}", chosen.path);
                    tree.insert(on_node.clone(), &chosen.bytes);
                    run(&tree, LayoutSource::Configuration(&on_node))
                }
            },
        }
    }
}

fn newest(inventory: &Inventory<'_>) -> Option<UnixTime> {
    inventory.certificates.iter().filter_map(|held| held.facts.not_before).max()
}
