//! The files that kubeconfigs name: resolved inside what was dropped.

use std::collections::HashMap;

use intake::{Place, Problem, ProblemKind, ReadFile, Thing};

use super::marks::KUBELET;
use super::overview::Overview;
use super::path;

/// All dropped paths by their last part.
pub(crate) fn by_name<'a>(files: &[&'a ReadFile]) -> HashMap<&'a str, Vec<&'a str>> {
    let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
    for file in files {
        names.entry(path::name(&file.path)).or_default().push(&file.path);
    }
    names
}

/// What a kubeconfig names and was not dropped. A kubelet's files are rarely dropped with `/etc/kubernetes`: its
/// table says so, and no fault is made of it.
pub(crate) fn missing(file: &ReadFile, overview: &Overview<'_>, names: &HashMap<&str, Vec<&str>>) -> Vec<Problem> {
    let kubeconfigs = file.items.iter().filter_map(|item| match &item.thing {
        Thing::Kubeconfig(kubeconfig) => Some((kubeconfig, &item.place)),
        _ => None,
    });
    let mut problems = Vec::new();
    for (kubeconfig, place) in kubeconfigs {
        let users = kubeconfig.users.iter().flat_map(|user| {
            [("client-certificate", &user.client_certificate), ("client-key", &user.client_key)]
                .map(|(field, value)| (format!("users[{}].{field}", user.name), value))
        });
        let clusters = kubeconfig.clusters.iter().map(|cluster| {
            (format!("clusters[{}].certificate-authority", cluster.name), &cluster.certificate_authority)
        });
        for (field, value) in users.chain(clusters) {
            let Some(reference) = value else { continue };
            if !is_here(file, reference, overview, names) {
                let place = Place { field: Some(field), ..place.clone() };
                problems.push(Problem { place, kind: ProblemKind::ReferenceMissing { path: reference.clone() } });
            }
        }
    }
    problems
}

fn is_here(file: &ReadFile, reference: &str, overview: &Overview<'_>, names: &HashMap<&str, Vec<&str>>) -> bool {
    let clean = path::clean(reference);
    if reference.starts_with('/') {
        // An absolute path lies on a node, or below whatever folder was dropped.
        path::below(&clean, KUBELET).is_some()
            || overview.clusters.iter().flat_map(|cluster| &cluster.nodes).any(|node| node.files.contains_key(&clean))
            || names.get(path::name(&clean)).into_iter().flatten().any(|dropped| {
                let dropped = format!("/{dropped}");
                clean.ends_with(&dropped) || dropped.ends_with(&clean)
            })
    } else {
        let beside = path::clean(&path::join(path::parent(&file.path), reference));
        let beside = beside.trim_start_matches('/');
        names.get(path::name(beside)).into_iter().flatten().any(|dropped| *dropped == beside)
    }
}
