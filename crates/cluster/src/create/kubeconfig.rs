//! `kubeadm init phase kubeconfig`, and the mode of an external authority (spec sections 2, 2.3 and 6.5).

use kube::kubeconfig::{Credential, NewKubeconfig};
use pki::{Certificate, KeyKind, Random};

use super::{CreateCommand, Keys, Run, subject};
use crate::catalogue::{AuthorityName, Role};
use crate::desk::role::KUBELET;
use crate::desk::sign::period::Rule;
use crate::desk::signer::{NODE_USER, NODES};
use crate::reading;
use crate::tree::{FileState, NodeTree};
use crate::{Feature, Ran, join};

/// The sub-phases in kubeadm's order, and their files.
const ORDER: [(&str, &str); 5] = [
    ("admin", "admin.conf"),
    ("super-admin", "super-admin.conf"),
    ("kubelet", KUBELET),
    ("controller-manager", "controller-manager.conf"),
    ("scheduler", "scheduler.conf"),
];

/// Runs `kubeadm init phase kubeconfig NAME`, or `all`, of a release on a node's files.
pub fn phase_kubeconfig(
    tree: &NodeTree<'_>,
    command: CreateCommand<'_>,
    name: &str,
    keys: &mut Keys<'_>,
    random: &mut dyn Random,
) -> Ran {
    let release = command.release;
    let (mut run, external) = match Run::begin_phase(tree, command, keys, random) {
        Ok(begun) => begun,
        Err(ran) => return *ran,
    };
    if name == "all" {
        let directory = run.directory.clone();
        run.ran.say(&format!("[kubeconfig] Using kubeconfig folder {directory:?}"));
    }
    for (phase, file) in ORDER.into_iter().filter(|(phase, _)| name == "all" || *phase == name) {
        if file == "super-admin.conf" && !release.has(Feature::SuperAdmin) {
            continue;
        }
        if external {
            run.ran.say(&format!("[kubeconfig] External CA mode: Using user provided {file}"));
        } else if let Err(text) = run.kubeconfig(file) {
            return run.ran.stopped(release, &format!("error execution phase kubeconfig/{phase}: {text}"), 1);
        }
    }
    run.ran
}

/// Whom a kubeconfig is for.
pub(super) struct Client {
    pub(super) user: String,
    pub(super) organizations: Vec<String>,
    pub(super) local: bool,
}

impl Run<'_, '_, '_> {
    /// Whether the cluster CA is external; an error where what hangs on that does not hold.
    pub(super) fn external_mode(&self) -> Result<bool, String> {
        let external = |run: &Self, authority: AuthorityName| -> Option<()> {
            let chain = run.tree.certificates(&run.pki_path(authority.base(), "crt")).ok()?;
            let missing = run.tree.state(&run.pki_path(authority.base(), "key")) == FileState::Missing;
            (chain.first.is_authority() && missing).then_some(())
        };
        let of_cluster = external(self, AuthorityName::Cluster).is_some();
        if of_cluster {
            self.examination()
                .examine_authority(AuthorityName::Cluster)
                .map_err(|text| format!("invalid or incomplete external CA: {text}"))?;
            let chain = self.tree.certificates(&self.pki_path("ca", "crt"))?;
            let trusted: Vec<&Certificate> =
                std::iter::once(&*chain.first).chain(chain.rest.iter().map(|found| &**found)).collect();
            for (_, file) in [ORDER[3], ORDER[4], ORDER[0], ORDER[1], ORDER[2]] {
                if file == "super-admin.conf" && !self.release.has(Feature::SuperAdmin) {
                    continue;
                }
                let path = join(&self.directory, file);
                if self.tree.state(&path) == FileState::Missing {
                    return Err(format!(
                        "the {file} file does not exists or it is not valid: stat {path}: no such file or directory"
                    ));
                }
                self.existing(&path, &trusted)
                    .map_err(|text| format!("the {file} file does not exists or it is not valid: {text}"))?;
            }
        }
        if external(self, AuthorityName::FrontProxy).is_some() {
            self.examination()
                .examine_authority(AuthorityName::FrontProxy)
                .map_err(|text| format!("invalid or incomplete external front-proxy CA: {text}"))?;
        }
        Ok(of_cluster)
    }

    pub(super) fn client(&self, file: &str) -> Client {
        if file == KUBELET {
            return Client {
                user: format!("{NODE_USER}{}", self.creation.names.node),
                organizations: vec![NODES.to_owned()],
                local: self.creation.kubelet_local,
            };
        }
        let role = Role::named(file);
        let user = match role.map(|role| role.common_name) {
            Some(crate::catalogue::CommonName::Fixed(fixed)) => fixed.to_owned(),
            _ => String::new(),
        };
        let organization = role.and_then(|role| role.organization(self.release)).map(str::to_owned);
        Client {
            user,
            organizations: organization.into_iter().collect(),
            local: matches!(file, "controller-manager.conf" | "scheduler.conf"),
        }
    }

    fn kubeconfig(&mut self, file: &str) -> Result<(), String> {
        let client = self.client(file);
        let text = self.new_client(&client, self.creation.issuing.leaf_seconds)?;
        let path = join(&self.directory, file);
        if self.tree.state(&path) != FileState::Missing {
            let chain = self.tree.certificates(&self.pki_path("ca", "crt"))?;
            self.existing(&path, &[&chain.first])?;
            self.ran.say(&format!("[kubeconfig] Using existing kubeconfig file: {path:?}"));
            return Ok(());
        }
        self.ran.say(&format!("[kubeconfig] Writing {file:?} kubeconfig file"));
        self.write(path, 0o600, &text);
        Ok(())
    }

    /// A kubeconfig with a new client certificate.
    pub(super) fn new_client(&mut self, client: &Client, seconds: i64) -> Result<zeroize::Zeroizing<String>, String> {
        let (authority, issuer) = self.cluster_signer()?;
        let failed = |text: String| format!("failure while creating {} client certificate: {text}", client.user);
        // They all have the profile of the kubelet's: clientAuth, and no names.
        let profile = self.profile(KUBELET)?;
        let subject = subject(client.organizations.iter().map(String::as_str), &client.user).map_err(failed)?;
        let template = profile.template(subject, Vec::new(), self.dates(Rule::Kubeconfig(seconds), &authority));
        let issuer = issuer.map_err(failed)?;
        let key = self.key(self.client_key_kind())?;
        let certificate = issuer
            .issue(&template, key.public_key_spki_der(), profile.serial, self.random)
            .map_err(|error| failed(format!("unable to sign certificate: {error}")))?;
        let key_pem = key.to_pem().map_err(|error| error.to_string())?;
        let pem = pki::pem::encode("CERTIFICATE", certificate.der());
        Ok(self.text(client, Some(&authority), Credential::Certificate(Some(&pem), &key_pem)))
    }

    pub(super) fn text(
        &self,
        client: &Client,
        authority: Option<&Certificate>,
        credential: Credential<'_>,
    ) -> zeroize::Zeroizing<String> {
        let authority = authority.map(|certificate| pki::pem::encode("CERTIFICATE", certificate.der()));
        NewKubeconfig {
            cluster: &self.creation.cluster_name,
            server: if client.local { &self.creation.local_endpoint } else { &self.creation.endpoint },
            authority: authority.as_deref(),
            user: &client.user,
            credential,
            preferences: !self.release.has(Feature::KubeconfigWithoutPreferences),
        }
        .write()
    }

    /// Keys of kubeconfigs follow the configuration from the release on that knows `encryptionAlgorithm`.
    pub(super) fn client_key_kind(&self) -> KeyKind {
        if self.release.has(Feature::EncryptionAlgorithm) { self.creation.issuing.key } else { KeyKind::Rsa2048 }
    }

    /// The cluster CA for a kubeconfig; its CA bit is not looked at here.
    #[allow(clippy::type_complexity, reason = "a pair with the reason why it cannot sign")]
    pub(super) fn cluster_signer(&self) -> Result<(Certificate, Result<pki::Issuer, String>), String> {
        let base = AuthorityName::Cluster.base();
        let path = self.pki_path(base, "crt");
        let told =
            self.release.has(Feature::MissingAuthorityText) && !self.release.has(Feature::NoMissingAuthorityText);
        let chain = self.tree.certificates(&path).map_err(|text| {
            let text = format!("failed to load certificate: couldn't load the certificate file {path}: {text}");
            if told && self.tree.state(&path) == FileState::Missing {
                format!("the CA files do not exist, please run `kubeadm init phase certs ca` to generate it: {text}")
            } else {
                format!("couldn't create a kubeconfig; the CA files couldn't be loaded: {text}")
            }
        })?;
        let bytes = self.examination().private_key_from_disk(base).map_err(|text| {
            format!("couldn't create a kubeconfig; the CA files couldn't be loaded: failed to load key: {text}")
        })?;
        let issuer = reading::issuer(&chain.first, pki::go_readable_key(bytes).as_ref());
        Ok((Certificate::clone(&chain.first), issuer))
    }

    /// What kubeadm asks of a kubeconfig that is there already.
    fn existing(&self, path: &str, trusted: &[&Certificate]) -> Result<(), String> {
        let on_disk =
            |text: String| format!("failed to load kubeconfig file {path} that already exists on disk: {text}");
        let bytes = self.tree.read(path).map_err(on_disk)?;
        let config = reading::kubeconfig(bytes, self.release).map_err(on_disk)?;
        let (context, cluster, _) = config.current();
        context.ok_or_else(|| format!("failed to find CurrentContext in Contexts of the kubeconfig file {path}"))?;
        let cluster = cluster.ok_or_else(|| {
            format!("failed to find the given CurrentContext Cluster in Clusters of the kubeconfig file {path}")
        })?;
        let data = cluster.certificate_authority_data.clone().unwrap_or_default();
        if !self.release.has(Feature::TrustedAuthorityParsed) {
            let text = String::from_utf8_lossy(&data);
            let same =
                |certificate: &&Certificate| pki::pem::encode("CERTIFICATE", certificate.der()).trim() == text.trim();
            return if trusted.iter().any(same) {
                Ok(())
            } else {
                Err(format!("a kubeconfig file {path:?} exists already but has got the wrong CA cert"))
            };
        }
        let found = reading::certificates(&data)
            .map_err(|_| format!("the kubeconfig file {path:?} contains an invalid CA cert"))?;
        if trusted.iter().any(|certificate| certificate.der() == found.first.der()) {
            return Ok(());
        }
        let count = found.rest.len().saturating_add(1);
        Err(format!(
            "a kubeconfig file {path:?} exists but does not contain a trusted CA in its current context's cluster. Total \
             CA certificates found: {count}"
        ))
    }
}
