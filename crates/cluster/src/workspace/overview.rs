//! The clusters and nodes among the dropped files, as corrected by the settings.

use std::collections::{BTreeMap, HashMap, HashSet};

use intake::{FileKind, ReadFile, Thing};

use super::node::{Node, host_of};
use super::site::{self, Site};
use super::{Stored, grouping, guess, naming, path};
use crate::{ConfigurationChoice, Question, Release, ReleaseSource, Settings};

/// A cluster with its nodes.
pub(crate) struct Cluster<'a> {
    /// Identity within the report.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// Its endpoint; empty when unknown.
    pub(crate) endpoint: String,
    /// The release as asked for.
    pub(crate) release: Release,
    /// Where the release was taken from.
    pub(crate) source: ReleaseSource,
    /// Control plane first, then by name.
    pub(crate) nodes: Vec<Node<'a>>,
}

/// Clusters, nodes, and what the user is to be asked about them.
pub(crate) struct Overview<'a> {
    /// All files, in the order of the workspace.
    pub(crate) files: Vec<&'a ReadFile>,
    /// The clusters.
    pub(crate) clusters: Vec<Cluster<'a>>,
    /// What to ask.
    pub(crate) questions: Vec<Question>,
    /// The node of each file, by identity.
    pub(crate) owners: HashMap<usize, String>,
    /// Files whose private keys were forgotten.
    pub(crate) forgotten: HashSet<&'a str>,
}

impl<'a> Overview<'a> {
    /// Finds everything anew; that takes some milliseconds for ten thousand files.
    pub(crate) fn new(stored: &'a [Stored], files: &[&'a ReadFile], settings: &Settings) -> Self {
        let sites = sites(files);
        let mut nodes: Vec<Node<'a>> = sites.into_iter().map(|site| Node::new(site, files)).collect();
        for node in &mut nodes {
            let turns = node.site.files.iter().filter_map(|number| stored.get(*number)).map(|stored| stored.turn);
            node.turn = turns.max().unwrap_or_default();
            choose_configuration(node, settings);
            naming::name(node, &settings.node_names);
        }
        let objects: Vec<&'a ReadFile> = files.iter().copied().filter(|file| is_object(file)).collect();
        let mut owners = HashMap::new();
        for node in &nodes {
            owners.extend(node.site.files.iter().map(|number| (*number, node.site.id.clone())));
        }
        let mut questions = Vec::new();
        let mut clusters = clusters(nodes, settings);
        for cluster in &mut clusters {
            settle_same_nodes(cluster, settings, &mut questions, &mut owners);
        }
        let single = clusters.len() == 1;
        for cluster in &mut clusters {
            let own: Vec<&'a ReadFile> =
                objects.iter().copied().filter(|file| single || speaks_of(file, &cluster.endpoint)).collect();
            for node in cluster.nodes.iter_mut().filter(|n| n.site.control_plane && n.configurations.is_empty()) {
                node.configurations.clone_from(&own);
                choose_configuration(node, settings);
            }
            crate::order::sort_by(&mut cluster.nodes, |a, b| {
                (!a.site.control_plane, &a.name, a.turn, &a.site.id).cmp(&(
                    !b.site.control_plane,
                    &b.name,
                    b.turn,
                    &b.site.id,
                ))
            });
            let nodes: Vec<&Node<'a>> = cluster.nodes.iter().collect();
            (cluster.release, cluster.source) = guess::release(&nodes, &own, settings);
        }
        crate::order::sort_by(&mut clusters, |a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        naming::make_unique(clusters.iter_mut().flat_map(|cluster| &mut cluster.nodes).map(|node| &mut node.name));
        naming::make_unique(clusters.iter_mut().map(|cluster| &mut cluster.id));
        for node in clusters.iter().flat_map(|cluster| &cluster.nodes) {
            let choice = configuration_choice(node);
            if choice.ask {
                questions.push(Question::Configuration { node: node.site.id.clone(), paths: choice.found });
            }
        }
        let forgotten = stored.iter().filter(|s| s.forgotten).map(|s| s.file.path.as_str()).collect();
        Self { files: files.to_vec(), clusters, questions, owners, forgotten }
    }
}

/// Finds the places of nodes, and gives each its files.
fn sites(files: &[&ReadFile]) -> Vec<Site> {
    let (mut sites, marks) = site::find(files);
    // The nodes' names tell whose the kubelet folders are, so the files are given out twice.
    site::assign(&mut sites, files, &marks);
    let mut folders: BTreeMap<&str, Vec<&ReadFile>> = BTreeMap::new();
    for file in files {
        let folder = path::parent(&file.path);
        if marks.kubelet.contains(folder) {
            folders.entry(folder).or_default().push(file);
        }
    }
    site::kubelets(
        &mut sites,
        &marks,
        |folder| naming::carried(folders.get(folder)?.iter().copied()),
        |site| naming::from_certificates(&Node::new(site.clone(), files)),
    );
    for site in &mut sites {
        site.files.clear();
        site.configurations.clear();
    }
    site::assign(&mut sites, files, &marks);
    sites
}

/// The one the user chose, which may be any file of the node, so that kubeadm says what is wrong with it; else the only
/// one, else the one called `kubeadm-config.yaml`.
fn choose_configuration(node: &mut Node<'_>, settings: &Settings) {
    let chosen = settings.configurations.iter().rev().find(|(id, _)| *id == node.site.id).map(|(_, path)| path);
    let found = &node.configurations;
    let of_node = node.files.values();
    let by_choice = chosen.and_then(|path| found.iter().chain(of_node).find(|file| file.path == *path));
    let only = if let [only] = found.as_slice() { Some(only) } else { None };
    let mut named = found.iter().filter(|file| path::name(&file.path) == "kubeadm-config.yaml");
    let by_name = named.next().filter(|_| named.next().is_none());
    node.chosen = by_choice.or(only).or(by_name).copied();
}

/// The same, for the report.
pub(crate) fn configuration_choice(node: &Node<'_>) -> ConfigurationChoice {
    ConfigurationChoice {
        found: node.configurations.iter().map(|file| file.path.clone()).collect(),
        chosen: node.chosen.map(|file| file.path.clone()),
        ask: node.chosen.is_none() && !node.configurations.is_empty(),
    }
}

/// A manifest with the ConfigMap `kubeadm-config`.
fn is_object(file: &ReadFile) -> bool {
    file.kind == FileKind::Manifest
        && file.items.iter().any(|item| matches!(item.thing, Thing::KubeadmConfiguration(_)))
}

/// A ConfigMap without an endpoint may be of any cluster, so it is taken only by one of the same endpoint.
fn speaks_of(file: &ReadFile, endpoint: &str) -> bool {
    let wanted = super::node::configuration(file).and_then(|found| found.control_plane_endpoint.as_deref());
    wanted.is_some_and(|wanted| host_of(wanted) == host_of(endpoint))
}

/// Puts the nodes into clusters: those the user moved by hand where they were moved, the others by what they share.
fn clusters<'a>(nodes: Vec<Node<'a>>, settings: &Settings) -> Vec<Cluster<'a>> {
    let given = |node: &Node<'_>| {
        let found = settings.node_clusters.iter().rev().find(|(id, _)| *id == node.site.id);
        found.map(|(_, cluster)| cluster.clone())
    };
    let (moved, free): (Vec<_>, Vec<_>) = nodes.into_iter().partition(|node| given(node).is_some());
    let evidence: Vec<_> = free.iter().map(grouping::evidence).collect();
    let groups = grouping::group(&evidence);
    let mut grouped: BTreeMap<usize, Vec<Node<'a>>> = BTreeMap::new();
    for (node, group) in free.into_iter().zip(groups) {
        grouped.entry(group).or_default().push(node);
    }
    let mut clusters: Vec<Cluster<'a>> = grouped.into_values().map(cluster).collect();
    for node in moved {
        let Some(id) = given(&node) else { continue };
        match clusters.iter_mut().find(|cluster| cluster.id == id) {
            Some(cluster) => cluster.nodes.push(node),
            None => clusters.push(Cluster { id: id.clone(), name: id, ..cluster(vec![node]) }),
        }
    }
    clusters
}

fn cluster(nodes: Vec<Node<'_>>) -> Cluster<'_> {
    let endpoint = nodes.iter().find_map(Node::endpoint).unwrap_or_default();
    let authority = nodes.iter().find_map(|node| {
        let own = node.certificate(&node.in_pki("ca.crt"));
        own.or_else(|| node.trusted("kubelet.conf").first().copied()).map(|facts| facts.key.sha256.to_string())
    });
    let fingerprint = authority.map(|hex| hex.chars().take(16).collect::<String>());
    let first = nodes.first().map(|node| node.site.id.clone()).unwrap_or_default();
    // `kubernetes` is what every cluster is called that nobody named.
    let named = nodes.iter().find_map(|node| {
        node.configuration().and_then(|c| c.cluster_name.clone()).filter(|n| n != "kubernetes" && !n.is_empty())
    });
    let name = named.or_else(|| (!endpoint.is_empty()).then(|| endpoint.clone()));
    Cluster {
        id: fingerprint.clone().unwrap_or_else(|| if endpoint.is_empty() { first.clone() } else { endpoint.clone() }),
        name: name.or(fingerprint).unwrap_or(first),
        endpoint,
        release: Release::NEWEST,
        source: ReleaseSource::Newest,
        nodes,
    }
}

/// Asks about nodes of one name, or puts the newer state in the place of the older one where that was answered.
fn settle_same_nodes(
    cluster: &mut Cluster<'_>,
    settings: &Settings,
    questions: &mut Vec<Question>,
    owners: &mut HashMap<usize, String>,
) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, node) in cluster.nodes.iter().enumerate() {
        by_name.entry(node.name.clone()).or_default().push(index);
    }
    let mut replaced: HashSet<usize> = HashSet::new();
    for (name, mut same) in by_name.into_iter().filter(|(_, same)| same.len() > 1) {
        crate::order::sort_by_key(&mut same, |index| {
            cluster.nodes.get(*index).map(|node| (node.turn, node.site.id.clone()))
        });
        for pair in same.windows(2) {
            let [older, newer] = pair else { continue };
            let (Some(first), Some(again)) = (cluster.nodes.get(*older), cluster.nodes.get(*newer)) else { continue };
            let id = format!("{} = {}", first.site.id, again.site.id);
            match settings.newer_state.iter().rev().find(|(question, _)| *question == id).map(|(_, answer)| *answer) {
                None => questions.push(Question::SameNode {
                    id,
                    node: name.clone(),
                    folders: [first.site.id.clone(), again.site.id.clone()],
                }),
                Some(true) => {
                    owners.extend(first.site.files.iter().map(|number| (*number, again.site.id.clone())));
                    replaced.insert(*older);
                }
                Some(false) => {}
            }
        }
    }
    let mut index = 0_usize;
    cluster.nodes.retain(|_| {
        let keep = !replaced.contains(&index);
        index = index.saturating_add(1);
        keep
    });
}
