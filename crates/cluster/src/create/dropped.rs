//! kubeadm's making for a node that was dropped: its files, or its configuration alone.

use pki::{Random, UnixTime};

use super::{CreateCommand, Keys, UserCommand, generate_requests, kubeconfig_user, phase_certs, phase_kubeconfig};
use crate::workspace::rows;
use crate::{LayoutSource, Ran, Settings, Workspace};

/// What is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Make {
    /// `init phase certs all`.
    Certificates,
    /// `init phase kubeconfig all`.
    Kubeconfigs,
    /// All certificates, then all kubeconfigs with them.
    All,
    /// `certs generate-csr`.
    Requests,
    /// `kubeconfig user`: name, groups, and the period in seconds.
    User(String, Vec<String>, i64),
}

impl Workspace {
    /// Makes for a node, by its identity or its name, what kubeadm of its release would make at an instant; `None` when
    /// there is no such node, or when it has no configuration to make anything by. The workspace itself stays as it is.
    pub fn make_as_kubeadm(
        &self,
        node: &str,
        make: &Make,
        at: UnixTime,
        settings: &Settings,
        keys: &mut Keys<'_>,
        random: &mut dyn Random,
    ) -> Option<Ran> {
        let sight = self.sight(settings);
        let (cluster, node) = sight.node(node)?;
        let release = cluster.release.resolve().release;
        let tree = rows::tree(node, &sight.overview);
        sight.overview.with_source(node, &tree, |tree, source| {
            let LayoutSource::Configuration(path) = source else { return None };
            let configuration = Some(path);
            let command = CreateCommand { configuration, pki_directory: None, kubeconfig_directory: None, release, at };
            Some(match make {
                Make::Certificates => phase_certs(tree, command, "all", keys, random),
                Make::Kubeconfigs => phase_kubeconfig(tree, command, "all", keys, random),
                Make::All => {
                    let mut first = phase_certs(tree, command, "all", keys, random);
                    if first.status != 0 {
                        return Some(first);
                    }
                    let second = {
                        let mut with_certificates = rows::tree(node, &sight.overview);
                        if let Ok(bytes) = tree.read(path) {
                            with_certificates.insert(path, bytes);
                        }
                        for file in &first.files {
                            with_certificates.insert(file.path.clone(), &file.content);
                        }
                        phase_kubeconfig(&with_certificates, command, "all", keys, random)
                    };
                    first.stdout.push_str(&second.stdout);
                    first.files.extend(second.files);
                    second.warnings.into_iter().for_each(|warning| first.warn(warning));
                    (first.error, first.status) = (second.error, second.status);
                    first
                }
                Make::Requests => generate_requests(tree, command, keys, random),
                Make::User(name, organizations, seconds) => {
                    let organizations = organizations.clone();
                    let user = UserCommand { command, name, organizations, token: None, seconds: *seconds };
                    kubeconfig_user(tree, &user, keys, random)
                }
            })
        })
    }
}
