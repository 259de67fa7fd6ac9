//! kubeadm's renewal of a node that was dropped.

use pki::{KeyError, KeyKind, PrivateKey, Random, UnixTime};

use super::{RenewCommand, renew};
use crate::workspace::rows;
use crate::{Ran, Settings, Workspace};

impl Workspace {
    /// Does to a node, by its identity or its name, what `kubeadm certs renew NAME` of its release would do at an instant;
    /// `None` when there is no such node. The workspace itself stays as it is.
    pub fn renew_as_kubeadm(
        &self,
        node: &str,
        name: &str,
        at: UnixTime,
        settings: &Settings,
        keys: &mut dyn FnMut(KeyKind) -> Result<PrivateKey, KeyError>,
        random: &mut dyn Random,
    ) -> Option<Ran> {
        let sight = self.sight(settings);
        let (cluster, node) = sight.node(node)?;
        let release = cluster.release.resolve().release;
        let tree = rows::tree(node, &sight.overview);
        let run = |tree: &crate::NodeTree<'_>, source: crate::LayoutSource<'_>| {
            renew(tree, RenewCommand { name, source, release, at }, keys, random)
        };
        Some(sight.overview.with_source(node, &tree, run))
    }
}
