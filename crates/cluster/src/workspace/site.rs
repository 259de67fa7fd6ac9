//! The places among the dropped files that stand for one node each.

use std::collections::HashMap;

use intake::{ReadFile, Thing};

use super::marks::{self, KUBELET, KUBERNETES, Marks, Sign};
use super::path;

/// A folder of the drop that stands for a node, with its files.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// Identity: the folder it was found by, `.` for the top.
    pub(crate) id: String,
    /// It has what only a control-plane node has.
    pub(crate) control_plane: bool,
    /// The folder that stands for `/etc/kubernetes`.
    pub(crate) kubernetes: Option<String>,
    /// A PKI directory that lies elsewhere: the folder, and its path on the node.
    pub(crate) pki: Option<(String, String)>,
    /// The folder with what the kubelet made (`/var/lib/kubelet/pki`).
    pub(crate) kubelet: Option<String>,
    /// The folder that stands for `/`, where there is one.
    pub(crate) root: Option<String>,
    /// Its files.
    pub(crate) files: Vec<usize>,
    /// The files with a configuration of kubeadm that may be its own.
    pub(crate) configurations: Vec<usize>,
}

impl Site {
    fn new(id: &str, control_plane: bool) -> Self {
        Self {
            id: if id.is_empty() { ".".to_owned() } else { id.to_owned() },
            control_plane,
            kubernetes: None,
            pki: None,
            kubelet: None,
            root: None,
            files: Vec::new(),
            configurations: Vec::new(),
        }
    }

    /// The absolute path that a file has on the node; `None` when the file is none of the node's.
    pub(crate) fn node_path(&self, dropped: &str) -> Option<String> {
        let name = path::name(dropped);
        if let Some(folder) = &self.kubelet {
            if path::parent(dropped) == folder && marks::is_kubelet_file(name) {
                return Some(format!("{KUBELET}/pki/{name}"));
            }
            if let Some(home) = kubelet_home(folder)
                && self.kubernetes.as_deref() != Some(home)
                && let Some(rest) = path::below(dropped, home)
            {
                return Some(format!("{KUBELET}/{rest}"));
            }
        }
        if let Some((folder, on_node)) = &self.pki
            && let Some(rest) = path::below(dropped, folder)
        {
            return Some(format!("{on_node}/{rest}"));
        }
        if let Some(folder) = &self.kubernetes
            && let Some(rest) = path::below(dropped, folder)
            && (!folder.is_empty() || is_own_at_top(rest))
        {
            return Some(format!("{KUBERNETES}/{rest}"));
        }
        let rest = path::below(dropped, self.root.as_deref()?)?;
        Some(format!("/{rest}"))
    }
}

/// At the top of a drop lies anything; only this is taken for part of an `/etc/kubernetes` that was dropped openly.
fn is_own_at_top(rest: &str) -> bool {
    match rest.split_once('/') {
        Some((first, _)) => matches!(first, "pki" | "manifests"),
        None => {
            let names = ["admin.conf", "super-admin.conf", "controller-manager.conf", "scheduler.conf", "kubelet.conf"];
            names.contains(&rest)
        }
    }
}

/// The folder that stands for `/var/lib/kubelet`, when the kubelet's PKI directory lies in one.
fn kubelet_home(folder: &str) -> Option<&str> {
    path::before(folder, "pki").filter(|home| !home.is_empty())
}

/// The folder that stands for `/`, told by how the folder of kubeadm or of the kubelet is called.
fn root_of(folder: &str, tails: &[&str]) -> Option<String> {
    tails.iter().find_map(|tail| path::before(folder, tail)).map(str::to_owned)
}

/// Folders that are a whole `/etc/kubernetes` by name, wherever they lie.
fn is_named(folder: &str) -> bool {
    path::before(folder, "etc/kubernetes").is_some() || path::name(folder) == "etc-kubernetes"
}

/// Finds the places with kubeadm's files; those of kubelets alone come from [`kubelets`].
pub(crate) fn find<'a>(files: &'a [&'a ReadFile]) -> (Vec<Site>, Marks<'a>) {
    let mut marks = marks::find(files.iter().copied());
    drop_nested(&mut marks);
    let strong: Vec<String> =
        marks.kubernetes.iter().filter(|(_, sign)| **sign == Sign::ControlPlane).map(|(f, _)| f.clone()).collect();
    let weak: Vec<String> =
        marks.kubernetes.iter().filter(|(_, sign)| **sign == Sign::Configuration).map(|(f, _)| f.clone()).collect();
    // A configuration above or beside a node is that node's, not a node of its own.
    for folder in weak {
        let root = |home: &str| root_of(home, &["etc/kubernetes", "etc-kubernetes"]).filter(|root| !root.is_empty());
        let owned = strong.iter().any(|home| {
            path::below(home, &folder).is_some() || root(home).is_some_and(|r| path::below(&folder, &r).is_some())
        });
        if owned {
            marks.kubernetes.remove(&folder);
        }
    }
    let sites = marks
        .kubernetes
        .iter()
        .map(|(folder, sign)| {
            let mut site = Site::new(folder, *sign != Sign::Kubelet);
            site.root = root_of(folder, &["etc/kubernetes", "etc-kubernetes", "kubernetes"]);
            site.pki = marks.elsewhere.get(folder).cloned();
            site.kubernetes = Some(folder.clone());
            site
        })
        .collect();
    (sites, marks)
}

/// Copies and backups inside an `/etc/kubernetes` are no nodes of their own.
fn drop_nested(marks: &mut Marks<'_>) {
    let outer: Vec<(String, Sign)> = marks.kubernetes.iter().map(|(f, s)| (f.clone(), *s)).collect();
    let inside = |folder: &str, sign: Sign| {
        path::folders(folder).any(|above| {
            marks.kubernetes.get(above).is_some_and(|outer_sign| {
                let holds = match *outer_sign {
                    Sign::ControlPlane => true,
                    other => other == sign,
                };
                holds && !is_named(folder)
            })
        })
    };
    let nested: Vec<String> = outer.iter().filter(|(f, s)| inside(f, *s)).map(|(f, _)| f.clone()).collect();
    for folder in nested {
        marks.kubernetes.remove(&folder);
    }
}

/// Gives the folders of kubelets to the nodes whose name they carry, else to the node of the same root, else makes
/// nodes of them. `carried` tells the name in such a folder (strictly, from a client certificate, or only a host
/// name), `named` the names of the sites.
pub(crate) fn kubelets(
    sites: &mut Vec<Site>,
    marks: &Marks<'_>,
    carried: impl Fn(&str) -> Option<(String, bool)>,
    named: impl Fn(&Site) -> Option<String>,
) {
    let names: Vec<Option<String>> = sites.iter().map(&named).collect();
    for folder in &marks.kubelet {
        let root = kubelet_root(folder);
        let name = carried(folder);
        let fits = |index: usize| {
            names.get(index).and_then(Option::as_deref).zip(name.as_ref()).is_some_and(|(n, (c, _))| n == c)
        };
        let beside = |site: &Site| site.root == root || site.kubernetes.as_deref() == Some(path::parent(folder));
        let free = |site: &Site| site.kubelet.is_none();
        let range = 0..names.len();
        let chosen = range
            .clone()
            .find(|i| fits(*i) && sites.get(*i).is_some_and(|s| free(s) && beside(s)))
            .or_else(|| range.clone().find(|i| fits(*i) && sites.get(*i).is_some_and(free)))
            .or_else(|| {
                range.clone().find(|i| {
                    // A strict name that is another one keeps the folder away from a node that is known by name.
                    let other =
                        name.as_ref().is_some_and(|(_, strict)| *strict) && names.get(*i).is_some_and(Option::is_some);
                    !other && sites.get(*i).is_some_and(|s| free(s) && beside(s))
                })
            });
        match chosen.and_then(|index| sites.get_mut(index)) {
            Some(site) => site.kubelet = Some((*folder).to_owned()),
            None => {
                let mut site = Site::new(kubelet_home(folder).unwrap_or(folder), false);
                site.root = root.filter(|root| !sites.iter().any(|other| other.root.as_ref() == Some(root)));
                site.kubelet = Some((*folder).to_owned());
                if sites.iter().any(|other| other.id == site.id) {
                    site.id = format!("{} (kubelet)", site.id);
                }
                sites.push(site);
            }
        }
    }
}

fn kubelet_root(folder: &str) -> Option<String> {
    root_of(folder, &["var/lib/kubelet/pki", "var-lib-kubelet/pki", "kubelet/pki"])
}

/// Gives every file to the innermost place that has it.
pub(crate) fn assign(sites: &mut [Site], files: &[&ReadFile], marks: &Marks<'_>) {
    let mut homes: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, site) in sites.iter().enumerate() {
        let pki = site.pki.as_ref().map(|(folder, _)| folder.clone());
        let kubelet = site.kubelet.clone();
        let home = kubelet.as_deref().and_then(kubelet_home).map(str::to_owned);
        for folder in [site.kubernetes.clone(), pki, kubelet, home, site.root.clone()].into_iter().flatten() {
            let entry = homes.entry(folder).or_default();
            if !entry.contains(&index) {
                entry.push(index);
            }
        }
    }
    for (number, file) in files.iter().enumerate() {
        let owner = path::folders(&file.path)
            .filter_map(|folder| homes.get(folder))
            .flatten()
            .find(|index| owns(sites, **index, &file.path));
        if let Some(site) = owner.and_then(|index| sites.get_mut(*index)) {
            site.files.push(number);
        }
    }
    for number in &marks.configurations {
        let Some(file) = files.get(*number) else { continue };
        let folder = path::parent(&file.path);
        let taken = sites.iter().any(|site| site.control_plane && site.files.contains(number));
        for site in sites.iter_mut().filter(|site| site.control_plane) {
            let above = site.kubernetes.as_deref().is_some_and(|home| path::below(home, folder).is_some());
            if site.files.contains(number) || (!taken && above && agrees(site, file, files)) {
                site.configurations.push(*number);
            }
        }
    }
}

/// A root at the very top holds only what lies where a node has it.
fn owns(sites: &[Site], index: usize, dropped: &str) -> bool {
    let Some(on_node) = sites.get(index).and_then(|site| site.node_path(dropped)) else { return false };
    let root = sites.get(index).and_then(|site| site.root.as_deref());
    root != Some("")
        || [KUBERNETES, KUBELET].iter().any(|home| path::below(&on_node, home).is_some())
        || sites
            .get(index)
            .and_then(|site| site.pki.as_ref())
            .is_some_and(|(folder, _)| path::below(dropped, folder).is_some())
        || sites.get(index).and_then(|site| site.kubernetes.as_deref()) == Some("") && !dropped.contains('/')
}

/// A configuration above several clusters belongs to those whose endpoint it names, or to all when it names none.
fn agrees(site: &Site, configuration: &ReadFile, files: &[&ReadFile]) -> bool {
    let wanted = configuration.items.iter().find_map(|item| match &item.thing {
        Thing::KubeadmConfiguration(found) => found.control_plane_endpoint.clone(),
        _ => None,
    });
    let Some(wanted) = wanted else { return true };
    let servers: Vec<&str> = site
        .files
        .iter()
        .filter_map(|number| files.get(*number))
        .filter(|file| matches!(path::name(&file.path), "admin.conf" | "super-admin.conf"))
        .flat_map(|file| &file.items)
        .filter_map(|item| match &item.thing {
            Thing::Kubeconfig(kubeconfig) => kubeconfig.current().1.map(|cluster| cluster.server.as_str()),
            _ => None,
        })
        .collect();
    servers.is_empty() || servers.iter().any(|server| server.contains(wanted.split(':').next().unwrap_or_default()))
}
