//! Which nodes a command works on.

use cluster::{NodeReport, NodeRole, Report};

/// The control-plane nodes, or those of them that were named.
pub fn control_plane<'r>(report: &'r Report, names: &[String]) -> Result<Vec<&'r NodeReport>, String> {
    let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
    let nodes: Vec<&NodeReport> = nodes.filter(|node| node.role == NodeRole::ControlPlane).collect();
    if let Some(missing) = names.iter().find(|name| !nodes.iter().any(|node| node.name == **name)) {
        return Err(format!("--node: there is no control-plane node {missing:?} in PATH"));
    }
    let nodes: Vec<&NodeReport> =
        nodes.into_iter().filter(|node| names.is_empty() || names.contains(&node.name)).collect();
    if nodes.is_empty() { Err("no control-plane node was found".to_owned()) } else { Ok(nodes) }
}
