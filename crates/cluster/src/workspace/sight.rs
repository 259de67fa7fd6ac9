//! The workspace as the signing desk looks at it: what was found, whose it is, and which keys are here.

use std::collections::HashSet;

use intake::ReadFile;
use pki::Fingerprint;

use super::Workspace;
use super::inventory::Inventory;
use super::node::Node;
use super::overview::{Cluster, Overview};
use super::signatures::Signatures;
use crate::desk::made;
use crate::{Release, Settings};

/// Everything that the desk asks the workspace about, worked out once.
pub(crate) struct Sight<'a> {
    /// What was found, once each.
    pub(crate) inventory: Inventory<'a>,
    /// Clusters and nodes.
    pub(crate) overview: Overview<'a>,
    /// The public keys whose private keys are here, unlocked.
    pub(crate) keys: HashSet<Fingerprint>,
    /// Signatures that were verified.
    pub(crate) signatures: &'a Signatures,
    /// The release that the user chose for all clusters.
    chosen: Option<Release>,
}

impl Workspace {
    /// Looks at everything once.
    pub(crate) fn sight(&self, settings: &Settings) -> Sight<'_> {
        let files: Vec<&ReadFile> = self.files.iter().map(|stored| &stored.file).collect();
        Sight {
            inventory: Inventory::new(&files),
            overview: Overview::new(&self.files, &files, settings),
            keys: self.files.iter().flat_map(|stored| &stored.file.keys).map(|key| key.public).collect(),
            signatures: &self.signatures,
            chosen: settings.release,
        }
    }
}

impl<'a> Sight<'a> {
    /// The cluster, by its index, and the node that a thing was found on: the first of its places that lies on one. What
    /// the desk made for a node lies below that node's name.
    pub(crate) fn home(&self, places: &[(usize, usize)]) -> Option<(usize, &Node<'a>)> {
        let of =
            |is_it: &dyn Fn(&Node<'a>) -> bool| {
                self.overview.clusters.iter().enumerate().find_map(|(index, cluster)| {
                    cluster.nodes.iter().find(|node| is_it(node)).map(|node| (index, node))
                })
            };
        places.iter().find_map(|(file, _)| match self.overview.owners.get(file) {
            Some(owner) => of(&|node| node.site.id == *owner),
            None => {
                let (name, _) = made::below_folder(&self.file(*file)?.path)?.split_once('/')?;
                of(&|node| made::node_folder(&node.name) == name)
            }
        })
    }

    /// A node by its identity, else by its name.
    pub(crate) fn node(&self, wanted: &str) -> Option<(&Cluster<'a>, &Node<'a>)> {
        let all = || self.overview.clusters.iter().flat_map(|c| c.nodes.iter().map(move |node| (c, node)));
        all().find(|(_, node)| node.site.id == wanted).or_else(|| all().find(|(_, node)| node.name == wanted))
    }

    /// The release of a cluster by its index, counted as a known one; without a cluster the chosen or the newest.
    pub(crate) fn release(&self, cluster: Option<usize>) -> Release {
        let own = cluster.and_then(|index| self.overview.clusters.get(index)).map(|cluster| cluster.release);
        own.or(self.chosen).unwrap_or(Release::NEWEST).resolve().release
    }

    /// A dropped file by its index.
    pub(crate) fn file(&self, index: usize) -> Option<&'a ReadFile> {
        self.overview.files.get(index).copied()
    }
}
