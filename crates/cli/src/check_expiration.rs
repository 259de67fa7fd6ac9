//! `kubecerts check-expiration`.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use cluster::{
    ClusterReport, Exact, ExpiryRow, NodeReport, Question, ReleaseSource, Report, Settings, Thresholds, Workspace,
};
use pki::UnixTime;
use words::Lang;

use crate::arguments::{Format, Options};
use crate::disk;
use crate::{Printed, STATUS_USAGE};

/// The exit status of `--fail-within`.
const STATUS_ENDS_SOON: u8 = 4;

/// Reads the paths, asks the core, prints.
pub fn run(options: &Options) -> Printed {
    let (dropped, mut printed) = match disk::read(&options.paths) {
        Ok(read) => read,
        Err(printed) => return printed,
    };
    let mut settings = settings(options);
    let known: Vec<String> = dropped.files.iter().map(|file| file.path.clone()).collect();
    let mut workspace = Workspace::new();
    workspace.add(dropped.files, dropped.folders);
    let mut report = workspace.report(&settings);
    if let Some(file) = &options.configuration {
        let Some(path) = among(&known, file) else {
            return refused(format!("--config: {} is not among the files of PATH", file.display()));
        };
        let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
        settings.configurations = nodes.map(|node| (node.id.clone(), path.clone())).collect();
        report = workspace.report(&settings);
    }
    match ambiguous(&report) {
        Some(text) => refused(text),
        None => {
            print(&report, options, &mut printed);
            printed
        }
    }
}

fn settings(options: &Options) -> Settings {
    Settings {
        viewed_at: options.at.unwrap_or_else(now),
        release: options.release,
        thresholds: Thresholds::default(),
        configurations: Vec::new(),
        node_names: Vec::new(),
        node_clusters: Vec::new(),
        keys_present: Vec::new(),
        newer_state: Vec::new(),
    }
}

/// The machine's clock.
pub fn now() -> UnixTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    UnixTime::from_seconds(i64::try_from(since).unwrap_or(i64::MAX))
}

/// The configuration as it was dropped: by its path on this disk, or by the end of it (`kubeadm-config.yaml`, or the
/// path on the node).
fn among(known: &[String], file: &Path) -> Option<String> {
    let wanted = disk::dropped_path(file);
    let ends =
        |path: &&String| path.strip_suffix(&wanted).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    let exact = known.iter().find(|path| **path == wanted);
    let mut by_end = known.iter().filter(ends);
    exact.or_else(|| by_end.next().filter(|_| by_end.next().is_none())).cloned()
}

fn ambiguous(report: &Report) -> Option<String> {
    report.questions.iter().find_map(|question| match question {
        Question::Configuration { paths, .. } => {
            Some(format!("several configurations, choose one with --config:\n  {}", paths.join("\n  ")))
        }
        _ => None,
    })
}

/// Nothing was done: why.
pub fn refused(text: String) -> Printed {
    let mut printed = Printed { status: STATUS_USAGE, ..Printed::default() };
    printed.note(&text);
    printed
}

fn print(report: &Report, options: &Options, printed: &mut Printed) {
    for question in report.questions.iter().filter(|question| matches!(question, Question::SameNode { .. })) {
        printed.note(&words::question(question, Lang::En).title);
    }
    for cluster in &report.clusters {
        tell_release(cluster, printed);
    }
    let nodes: Vec<&NodeReport> = report.clusters.iter().flat_map(|cluster| &cluster.nodes).collect();
    if nodes.is_empty() {
        printed.note("no node of a cluster was found");
        printed.status = STATUS_USAGE;
        return;
    }
    for (index, node) in nodes.iter().enumerate() {
        if nodes.len() > 1 {
            let gap = if index == 0 { "" } else { "\n" };
            printed.stdout.push_str(&format!("{gap}{}\n", node.name));
        }
        match &node.exact {
            Some(exact) => print_node(node, exact, nodes.len() > 1, options, printed),
            None => printed.note(&format!("{}: no control-plane node, so kubeadm has no table of it", node.name)),
        }
    }
    if let Some(span) = options.fail_within {
        fail_within(&nodes, report.viewed_at.plus(span), printed);
    }
}

/// Says which release was taken, unless the user or a configuration named it.
fn tell_release(cluster: &ClusterReport, printed: &mut Printed) {
    if let Some(text) = words::release_counted(cluster.release_asked, cluster.release, Lang::En) {
        printed.note(&text);
    }
    if !matches!(cluster.release_source, ReleaseSource::Chosen | ReleaseSource::Configuration(_)) {
        let source = words::release_source(&cluster.release_source, Lang::En);
        printed.note(&format!("kubeadm {}: {source}", cluster.release));
    }
}

fn print_node(node: &NodeReport, exact: &Exact, several: bool, options: &Options, printed: &mut Printed) {
    let text = match options.format {
        Format::Json => exact.json.clone(),
        Format::Yaml => exact.yaml.clone(),
        Format::Text if exact.error.is_some() && options.keep_going => {
            cluster::tables_with_failures(&node.certificates, &node.authorities)
        }
        Format::Text => exact.text.clone(),
    };
    printed.stdout.push_str(&text);
    if let Some(error) = &exact.error {
        let name = if several { format!("{}: ", node.name) } else { String::new() };
        printed.stderr.push_str(&format!("{name}{error}\n"));
        // The status of the first node that stops.
        if printed.status == 0 {
            printed.status = exact.status;
        }
    }
}

fn fail_within(nodes: &[&NodeReport], limit: UnixTime, printed: &mut Printed) {
    let mut any = false;
    for node in nodes {
        let rows = node.certificates.iter().chain(&node.authorities).chain(&node.kubelet);
        for ExpiryRow { name, not_after, .. } in rows {
            if let Some(end) = not_after.filter(|end| *end <= limit) {
                printed.note(&format!("{}: {name} ends at {end}", node.name));
                any = true;
            }
        }
    }
    if any && printed.status == 0 {
        printed.status = STATUS_ENDS_SOON;
    }
}

impl Printed {
    /// A line for whoever runs it, on standard error.
    pub fn note(&mut self, text: &str) {
        self.stderr.push_str(&format!("kubecerts: {text}\n"));
    }
}
