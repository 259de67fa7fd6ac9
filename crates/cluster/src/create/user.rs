//! `kubeadm kubeconfig user` (spec section 7).

use kube::kubeconfig::Credential;
use pki::Random;

use super::kubeconfig::Client;
use super::{CreateCommand, Keys, Run};
use crate::Ran;
use crate::tree::NodeTree;

/// A user that gets a kubeconfig.
#[derive(Clone, Debug)]
pub struct UserCommand<'c> {
    /// The configuration, the release and the clock.
    pub command: CreateCommand<'c>,
    /// `--client-name`: to Kubernetes the name of the user.
    pub name: &'c str,
    /// `--org`: to Kubernetes the groups of the user.
    pub organizations: Vec<String>,
    /// `--token`, in the place of a certificate.
    pub token: Option<&'c str>,
    /// `--validity-period`, in seconds; a year by default.
    pub seconds: i64,
}

/// Runs `kubeadm kubeconfig user` of a release on a node's files; the kubeconfig is its standard output.
pub fn kubeconfig_user(
    tree: &NodeTree<'_>,
    user: &UserCommand<'_>,
    keys: &mut Keys<'_>,
    random: &mut dyn Random,
) -> Ran {
    let release = user.command.release;
    let mut run = match Run::begin(tree, user.command, false, keys, random) {
        Ok(run) => run,
        Err(ran) => return *ran,
    };
    let client = Client { user: user.name.to_owned(), organizations: user.organizations.clone(), local: false };
    let text = match user.token {
        Some(token) => {
            run.cluster_signer().map(|(authority, _)| run.text(&client, Some(&authority), Credential::Token(token)))
        }
        None => run.new_client(&client, user.seconds),
    };
    match text {
        Ok(text) => {
            run.ran.stdout = format!("{}\n", *text);
            run.ran
        }
        Err(text) => run.ran.stopped(release, &text, 1),
    }
}
