//! Loading a configuration file as `kubeadm --config` does (spec section 8), for what check-expiration takes from it.
//!
//! Only the PKI directory and whether etcd is external are taken, but the whole is read, defaulted and validated, so
//! that what kubeadm refuses is refused, in its words.

mod creation;
mod defaults;
mod documents;
mod gates;
mod go_text;
mod issuing;
mod schema;
mod shape;
mod validation;
mod versions;

use kube::Tree;

use crate::expiry::PkiLayout;
use crate::tree::NodeTree;
use crate::{Feature, Release};
pub(crate) use creation::Creation;
use documents::Document;
pub(crate) use go_text::parse_duration;
pub(crate) use issuing::{Issuing, key_kind};
pub(crate) use validation::{host_and_port, is_subdomain, parse_ip};
pub(crate) use versions::runtime_scheme;

/// Why kubeadm refuses a configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Its words, without the prefix of the release.
    pub text: String,
    /// It is a collected list of problems, which has an exit status of its own in releases up to 1.33.
    pub is_list: bool,
}

impl Refusal {
    /// The exit status of kubeadm at it: a list had one of its own.
    pub(crate) fn status(&self, release: Release) -> u8 {
        if self.is_list && !release.has(Feature::OneExitStatus) { 3 } else { 1 }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_list: false }
    }

    /// One problem bare, several in brackets; the same one twice counts once.
    fn list(problems: Vec<String>) -> Result<(), Self> {
        let mut different: Vec<String> = Vec::with_capacity(problems.len());
        for problem in problems {
            if !different.contains(&problem) {
                different.push(problem);
            }
        }
        match different.as_slice() {
            [] => Ok(()),
            [one] => Err(Self { text: one.clone(), is_list: true }),
            several => Err(Self { text: format!("[{}]", several.join(", ")), is_list: true }),
        }
    }
}

/// The two documents that kubeadm looks for; a missing one is empty and gets its defaults.
#[derive(Default)]
struct Configuration {
    init: Tree,
    cluster: Tree,
}

/// Loads a configuration from its path on the node.
///
/// # Errors
/// [`Refusal`] in kubeadm's words. Warnings that it logs are added to `warnings` in any case.
pub fn load(
    tree: &NodeTree<'_>,
    path: &str,
    release: Release,
    warnings: &mut Vec<String>,
) -> Result<PkiLayout, Refusal> {
    load_bytes(read(tree, path)?, release, warnings)
}

/// Loads a configuration from its bytes; see [`load`].
///
/// # Errors
/// As [`load`].
pub fn load_bytes(bytes: &[u8], release: Release, warnings: &mut Vec<String>) -> Result<PkiLayout, Refusal> {
    effective(bytes, false, release, warnings).map(|effective| layout(&effective))
}

/// Loads everything that new certificates and kubeconfigs are made of; `path` is that of the configuration, and without
/// one there are kubeadm's defaults. `for_init` asks for what `kubeadm init` asks for.
///
/// # Errors
/// As [`load`].
pub(crate) fn load_creation(
    tree: &NodeTree<'_>,
    path: Option<&str>,
    for_init: bool,
    release: Release,
    warnings: &mut Vec<String>,
) -> Result<Creation, Refusal> {
    let effective = match path {
        Some(path) => effective(read(tree, path)?, for_init, release, warnings)?,
        None => defaults::apply(Configuration::default(), for_init, release, warnings)?,
    };
    Ok(Creation::of(&effective, layout(&effective), release))
}

fn read<'a>(tree: &NodeTree<'a>, path: &str) -> Result<&'a [u8], Refusal> {
    tree.read(path).map_err(|text| Refusal::plain(format!("unable to read config from {path:?} : {text}")))
}

fn effective(
    bytes: &[u8],
    for_init: bool,
    release: Release,
    warnings: &mut Vec<String>,
) -> Result<defaults::Effective, Refusal> {
    let documents = documents::read(bytes)?;
    let configuration = pick(documents, release, warnings)?;
    let effective = defaults::apply(configuration, for_init, release, warnings)?;
    validation::check(&effective, release)?;
    Ok(effective)
}

fn layout(effective: &defaults::Effective) -> PkiLayout {
    PkiLayout {
        pki_directory: effective.certificates_directory.clone(),
        external_etcd: effective.external_etcd.is_some(),
    }
}

/// Checks the version of each document, decodes it, and keeps the two that matter.
fn pick(mut documents: Vec<Document>, release: Release, warnings: &mut Vec<String>) -> Result<Configuration, Refusal> {
    if release.has(Feature::SortedDocuments) {
        crate::order::sort_by_key(&mut documents, |document| document.name.to_string());
    }
    let (mut init, mut cluster) = (None, None);
    for Document { name, tree } in documents {
        versions::check(&name, release, warnings)?;
        if !versions::is_known(&name, release) {
            warnings.push(format!("unknown configuration {name:?}"));
        }
        let kept = match name.kind.as_str() {
            "InitConfiguration" => &mut init,
            "ClusterConfiguration" => &mut cluster,
            _ => {
                if !versions::is_known(&name, release) {
                    let what = if release.has(Feature::ConfigurationNotYaml) { "configuration" } else { "YAML" };
                    warnings.push(format!("[config] WARNING: Ignored {what} document with GroupVersionKind {name}"));
                }
                continue;
            }
        };
        if !versions::is_known(&name, release) {
            return Err(Refusal::plain(versions::not_registered(&name, release)));
        }
        let decoded = schema::decode(&tree, &name, warnings)?;
        *kept = Some(decoded);
    }
    if init.is_none() && cluster.is_none() {
        let what = if release.has(Feature::ConfigurationNotYaml) { "configuration" } else { "YAML" };
        return Err(Refusal::plain(format!(
            "no InitConfiguration or ClusterConfiguration kind was found in the {what} file"
        )));
    }
    Ok(Configuration { init: init.unwrap_or_default(), cluster: cluster.unwrap_or_default() })
}
