//! Making what a new cluster needs, as kubeadm does: certificates, kubeconfigs, requests for an outside authority, and
//! kubeconfigs for users (spec sections 2, 5.1, 6 and 7).

mod authority;
mod certs;
mod dropped;
mod kubeconfig;
mod requests;
mod user;

pub use certs::phase_certs;
pub use dropped::Make;
pub use kubeconfig::phase_kubeconfig;
pub use requests::generate_requests;
pub use user::{UserCommand, kubeconfig_user};

use pki::{Certificate, KeyError, KeyKind, NameAttribute, PrivateKey, Random, UnixTime};
use zeroize::Zeroizing;

use crate::catalogue::{CommonName, Role};
use crate::configuration::{Creation, load_creation};
use crate::desk::made::MadeFile;
use crate::desk::profile::{Profile, kubeadm_subject};
use crate::desk::role::DeskRole;
use crate::desk::sign::period::{self, Rule};
use crate::expiry::Examination;
use crate::tree::NodeTree;
use crate::{Ran, Release, join};

/// A run of a command that makes something.
#[derive(Clone, Copy, Debug)]
pub struct CreateCommand<'c> {
    /// `--config`: the configuration, by its path on the node; kubeadm's defaults without it.
    pub configuration: Option<&'c str>,
    /// `--cert-dir`.
    pub pki_directory: Option<&'c str>,
    /// `--kubeconfig-dir`.
    pub kubeconfig_directory: Option<&'c str>,
    /// The release of kubeadm.
    pub release: Release,
    /// The machine's clock.
    pub at: UnixTime,
}

/// Whoever makes a new private key of a kind.
pub(crate) type Keys<'k> = dyn FnMut(KeyKind) -> Result<PrivateKey, KeyError> + 'k;

/// A command on its way.
pub(crate) struct Run<'r, 't, 'a> {
    tree: &'t NodeTree<'a>,
    creation: Creation,
    /// The folder of kubeconfigs.
    directory: String,
    release: Release,
    at: UnixTime,
    keys: &'r mut Keys<'r>,
    random: &'r mut dyn Random,
    /// The authorities that were made by this very run.
    made: Vec<authority::Made>,
    ran: Ran,
}

impl<'r, 't, 'a> Run<'r, 't, 'a> {
    /// Loads the configuration; an error is all that is then left of the command.
    fn begin(
        tree: &'t NodeTree<'a>,
        command: CreateCommand<'_>,
        for_init: bool,
        keys: &'r mut Keys<'_>,
        random: &'r mut dyn Random,
    ) -> Result<Self, Box<Ran>> {
        let CreateCommand { configuration, pki_directory, kubeconfig_directory, release, at } = command;
        let mut ran = Ran::default();
        let mut creation = match load_creation(tree, configuration, for_init, release, &mut ran.warnings) {
            Ok(creation) => creation,
            Err(refusal) => return Err(Box::new(ran.refused(release, &refusal))),
        };
        if let Some(directory) = pki_directory {
            creation.layout.pki_directory = directory.to_owned();
        }
        let directory = kubeconfig_directory.unwrap_or(crate::expiry::KUBERNETES_DIRECTORY).to_owned();
        Ok(Self { tree, creation, directory, release, at, keys, random, made: Vec::new(), ran })
    }

    /// Begins a phase of `kubeadm init`: every one looks first whether the cluster's authority is external.
    fn begin_phase(
        tree: &'t NodeTree<'a>,
        command: CreateCommand<'_>,
        keys: &'r mut Keys<'_>,
        random: &'r mut dyn Random,
    ) -> Result<(Self, bool), Box<Ran>> {
        let run = Self::begin(tree, command, true, keys, random)?;
        match run.external_mode() {
            Ok(external) => Ok((run, external)),
            Err(text) => Err(Box::new(run.ran.stopped(command.release, &text, 1))),
        }
    }

    /// The subject that a role of the catalogue has on this node.
    fn identity(&self, role: &Role) -> Result<Vec<NameAttribute>, String> {
        let common_name = match role.common_name {
            CommonName::Fixed(fixed) => fixed,
            CommonName::NodeName => &self.creation.names.node,
        };
        subject(role.organization(self.release), common_name)
    }

    /// The profile of a role by its name.
    fn profile(&self, role: &str) -> Result<Profile, String> {
        let role = DeskRole::named(role).ok_or("no such role")?;
        Ok(Profile::of_role(&role, self.release))
    }

    fn dates(&self, rule: Rule, authority: &Certificate) -> (UnixTime, UnixTime) {
        period::unchecked(rule, self.at, Some(&authority.facts()), self.release)
    }

    fn examination(&self) -> Examination<'_, 'a> {
        Examination {
            tree: self.tree,
            layout: &self.creation.layout,
            release: self.release,
            at: self.at,
            ca_keys_declared_present: false,
        }
    }

    fn key(&mut self, kind: KeyKind) -> Result<PrivateKey, String> {
        (self.keys)(kind).map_err(|error| format!("unable to create private key: {error}"))
    }

    fn pki_path(&self, base: &str, extension: &str) -> String {
        join(&self.creation.layout.pki_directory, &format!("{base}.{extension}"))
    }

    fn write(&mut self, path: String, mode: u32, text: &str) {
        self.ran.files.push(MadeFile { path, mode, content: Zeroizing::new(text.as_bytes().to_vec()) });
    }
}

/// A subject; an empty common name is Go's error.
fn subject<'t>(
    organizations: impl IntoIterator<Item = &'t str>,
    common_name: &str,
) -> Result<Vec<NameAttribute>, String> {
    if common_name.is_empty() {
        return Err("unable to sign certificate: must specify a CommonName".to_owned());
    }
    Ok(kubeadm_subject(organizations, common_name))
}
