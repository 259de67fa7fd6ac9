//! `kubeadm certs check-expiration` as a whole: what it prints, where it stops, and how it exits.

use pki::UnixTime;

use crate::expiry::{Examination, PkiLayout, Row};
use crate::ran::error_line;
use crate::report::Exact;
use crate::tree::NodeTree;
use crate::{Feature, Release, configuration, machine, table};

/// Everything that `kubeadm certs check-expiration` says of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Standard output with the text format.
    pub stdout: String,
    /// The error line on standard error, with the prefix of the release; `None` when kubeadm does not stop.
    pub error: Option<String>,
    /// The exit status: 0, 1, or 3 for an invalid configuration up to 1.33.
    pub status: u8,
    /// Standard output with `-o json`, also of releases that have no `-o`; empty where kubeadm stops.
    pub json: String,
    /// Standard output with `-o yaml`, likewise.
    pub yaml: String,
    /// Warnings about the configuration that kubeadm logs on standard error, without the head of the log line.
    pub warnings: Vec<String>,
    /// What was taken from the configuration; `None` when it was refused.
    pub layout: Option<PkiLayout>,
}

impl From<Outcome> for Exact {
    fn from(outcome: Outcome) -> Self {
        let Outcome { stdout: text, error, status, json, yaml, .. } = outcome;
        Self { text, error, status, json, yaml }
    }
}

/// Where check-expiration takes the layout of a node from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LayoutSource<'s> {
    /// A configuration file, by its path on the node: `--config`.
    Configuration(&'s str),
    /// A layout that is known in another way. With the default one this is kubeadm without `--config` where no cluster
    /// can be asked.
    Known(&'s PkiLayout),
}

/// Runs `kubeadm certs check-expiration` of a release on a node's files at an instant.
///
/// `ca_keys_declared_present` counts CA keys that were not dropped as being there.
pub fn check_expiration(
    tree: &NodeTree<'_>,
    source: LayoutSource<'_>,
    release: Release,
    at: UnixTime,
    ca_keys_declared_present: bool,
) -> Outcome {
    let mut warnings = Vec::new();
    let layout = match source {
        LayoutSource::Known(layout) => layout.clone(),
        LayoutSource::Configuration(path) => match configuration::load(tree, path, release, &mut warnings) {
            Ok(layout) => layout,
            Err(refusal) => {
                return stopped(release, String::new(), &refusal.text, refusal.status(release), warnings, None);
            }
        },
    };
    let examination = Examination { tree, layout: &layout, release, at, ca_keys_declared_present };
    let certificates: Vec<Row> = match examination.leafs().collect() {
        Ok(rows) => rows,
        Err(text) => return stopped(release, String::new(), &text, 1, warnings, Some(layout)),
    };
    let first_table = format!("{}\n", table::certificates(&certificates, release, at));
    let authorities: Vec<Row> = match examination.authorities().collect() {
        Ok(rows) => rows,
        Err(text) => {
            // Early releases print rows as they read them; an empty line ends the first table for good.
            let printed = if release.has(Feature::TablesAtOnce) { String::new() } else { first_table };
            return stopped(release, printed, &text, 1, warnings, Some(layout));
        }
    };
    let (json, yaml) = machine::json_and_yaml(&certificates, &authorities, at);
    let stdout = first_table + &table::authorities(&authorities, release, at);
    Outcome { stdout, error: None, status: 0, json, yaml, warnings, layout: Some(layout) }
}

fn stopped(
    release: Release,
    stdout: String,
    text: &str,
    status: u8,
    warnings: Vec<String>,
    layout: Option<PkiLayout>,
) -> Outcome {
    let (json, yaml) = (String::new(), String::new());
    Outcome { stdout, error: Some(error_line(release, text)), status, json, yaml, warnings, layout }
}
