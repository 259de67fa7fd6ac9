//! What the dropped files say about where nodes are: the signs by which kubeadm's folders are known.

use std::collections::{BTreeMap, BTreeSet};

use intake::{FileKind, ReadFile, Thing};

use super::path;
use crate::desk::made;

/// Where kubeadm keeps what it makes when nothing else is configured.
pub(crate) const KUBERNETES: &str = "/etc/kubernetes";
/// kubeadm's default `certificatesDir`.
pub(crate) const PKI: &str = "/etc/kubernetes/pki";
/// The kubelet's folder.
pub(crate) const KUBELET: &str = "/var/lib/kubelet";

/// The files of the catalogue directly in a PKI directory, without `ca.crt`, which workers have too (spec section 1.7).
const PKI_NAMES: [&str; 14] = [
    "apiserver-etcd-client.crt",
    "apiserver-etcd-client.key",
    "apiserver-kubelet-client.crt",
    "apiserver-kubelet-client.key",
    "apiserver.crt",
    "apiserver.key",
    "ca.crt",
    "ca.key",
    "front-proxy-ca.crt",
    "front-proxy-ca.key",
    "front-proxy-client.crt",
    "front-proxy-client.key",
    "sa.key",
    "sa.pub",
];

/// The files of the catalogue in its folder `etcd`.
const ETCD_NAMES: [&str; 8] = [
    "ca.crt",
    "ca.key",
    "healthcheck-client.crt",
    "healthcheck-client.key",
    "peer.crt",
    "peer.key",
    "server.crt",
    "server.key",
];

/// Why a folder is taken for `/etc/kubernetes`; the stronger sign counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Sign {
    /// `kubelet.conf`: any node.
    Kubelet,
    /// Nothing but a configuration of kubeadm: a control-plane node that may be empty.
    Configuration,
    /// Files that only a control-plane node has.
    ControlPlane,
}

/// The signs found among all files.
#[derive(Default)]
pub(crate) struct Marks<'a> {
    /// Folders that stand for `/etc/kubernetes`.
    pub(crate) kubernetes: BTreeMap<String, Sign>,
    /// PKI directories that do not lie at `pki` in such a folder: the folder, its path on the node, by the folder that
    /// stands for `/etc/kubernetes`.
    pub(crate) elsewhere: BTreeMap<String, (String, String)>,
    /// Folders with files of a kubelet.
    pub(crate) kubelet: BTreeSet<&'a str>,
    /// Files with a Cluster- or InitConfiguration of their own.
    pub(crate) configurations: Vec<usize>,
}

/// The file is one that a kubelet made for itself (spec section 10).
pub(crate) fn is_kubelet_file(name: &str) -> bool {
    matches!(name, "kubelet.crt" | "kubelet.key")
        || (name.ends_with(".pem") && (name.starts_with("kubelet-client-") || name.starts_with("kubelet-server-")))
}

/// The file holds a Cluster- or InitConfiguration, not as an entry of a ConfigMap but as itself.
pub(crate) fn is_configuration(file: &ReadFile) -> bool {
    file.kind == FileKind::KubeadmConfiguration
        && file.items.iter().any(|item| match &item.thing {
            Thing::KubeadmConfiguration(configuration) => configuration
                .documents
                .iter()
                .any(|(_, kind)| matches!(kind.as_str(), "ClusterConfiguration" | "InitConfiguration")),
            _ => false,
        })
}

/// The PKI directory of a file of the catalogue, and its path in there.
fn in_catalogue(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = (path::parent(path), path::name(path));
    if path::name(folder) == "etcd" && ETCD_NAMES.contains(&name) {
        let pki = path::parent(folder);
        return Some((pki, path::below(path, pki)?));
    }
    PKI_NAMES.contains(&name).then_some((folder, name))
}

/// Looks at every file once.
pub(crate) fn find<'a>(files: impl Iterator<Item = &'a ReadFile>) -> Marks<'a> {
    let mut marks = Marks::default();
    let mut pki: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut declared: BTreeSet<String> = BTreeSet::new();
    for (index, file) in files.enumerate() {
        // What the desk made lies in the layout of a node, but is none: its files are still to be put there.
        if made::below_folder(&file.path).is_some() {
            continue;
        }
        let (folder, name) = (path::parent(&file.path), path::name(&file.path));
        if let Some((directory, relative)) = in_catalogue(&file.path)
            && relative != "ca.crt"
        {
            pki.entry(directory).or_default().insert(relative);
        }
        match name {
            "controller-manager.conf" | "scheduler.conf" => sign(&mut marks, folder, Sign::ControlPlane),
            "kubelet.conf" => sign(&mut marks, folder, Sign::Kubelet),
            _ if is_kubelet_file(name) => {
                marks.kubelet.insert(folder);
            }
            _ => {}
        }
        if is_configuration(file) {
            marks.configurations.push(index);
            sign(&mut marks, folder, Sign::Configuration);
        }
        for item in &file.items {
            match &item.thing {
                Thing::StaticPod(pod) => {
                    let home = if path::name(folder) == "manifests" { path::parent(folder) } else { folder };
                    sign(&mut marks, home, Sign::ControlPlane);
                    let flag = pod.flag("client-ca-file").or_else(|| pod.flag("tls-cert-file"));
                    declared.extend(flag.map(|file| path::clean(path::parent(file))));
                }
                Thing::KubeadmConfiguration(configuration) => {
                    declared.extend(configuration.certificates_dir.as_deref().map(path::clean));
                }
                _ => {}
            }
        }
    }
    declared.remove(PKI);
    for (directory, names) in &pki {
        place_pki(&mut marks, directory, names, &declared);
    }
    marks
}

fn sign(marks: &mut Marks<'_>, folder: &str, sign: Sign) {
    let known = marks.kubernetes.entry(folder.to_owned()).or_insert(sign);
    *known = (*known).max(sign);
}

/// Decides whether a folder with names of the catalogue is a PKI directory, and of which `/etc/kubernetes`.
fn place_pki(marks: &mut Marks<'_>, directory: &str, names: &BTreeSet<&str>, declared: &BTreeSet<String>) {
    for wanted in declared {
        if let Some(relative) = path::below(wanted, KUBERNETES).filter(|rest| !rest.is_empty())
            && let Some(home) = path::before(directory, relative)
        {
            return sign(marks, home, Sign::ControlPlane);
        }
        if let Some(root) = path::before(directory, wanted.trim_start_matches('/')) {
            let home = path::join(root, KUBERNETES.trim_start_matches('/'));
            // A folder inside an `/etc/kubernetes` only happens to be called like one at the root of a node.
            if path::folders(directory).any(|above| !above.is_empty() && marks.kubernetes.contains_key(above)) {
                continue;
            }
            marks.elsewhere.insert(home.clone(), (directory.to_owned(), wanted.clone()));
            return sign(marks, &home, Sign::ControlPlane);
        }
    }
    if path::name(directory) == "pki" {
        return sign(marks, path::parent(directory), Sign::ControlPlane);
    }
    // A folder of any other name counts when two or more certificates in it have kubeadm's own names.
    let leaves = names.iter().filter(|name| name.ends_with(".crt") && !name.ends_with("ca.crt")).count();
    if leaves >= 2 {
        marks.elsewhere.insert(directory.to_owned(), (directory.to_owned(), PKI.to_owned()));
        sign(marks, directory, Sign::ControlPlane);
    }
}
