//! `kubeadm init phase certs` (spec section 6).

use pki::{GoPrivateKey, Random, SubjectAlternativeName};

use super::{CreateCommand, Keys, Run};
use crate::Ran;
use crate::catalogue::{AuthorityName, Home, Role, Usage};
use crate::chain;
use crate::desk::sign::period::Rule;
use crate::tree::{FileState, NodeTree};

/// The sub-phases, in kubeadm's order.
const ORDER: [&str; 10] = [
    "ca",
    "apiserver",
    "apiserver-kubelet-client",
    "front-proxy-ca",
    "front-proxy-client",
    "etcd-ca",
    "etcd-server",
    "etcd-peer",
    "etcd-healthcheck-client",
    "apiserver-etcd-client",
];

/// Runs `kubeadm init phase certs NAME`, or `all`, of a release on a node's files.
pub fn phase_certs(
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
        let directory = run.creation.layout.pki_directory.clone();
        run.ran.say(&format!("[certs] Using certificateDir folder {directory:?}"));
    }
    for phase in ORDER.into_iter().chain(["sa"]).filter(|phase| name == "all" || *phase == name) {
        let done = match (AuthorityName::ALL.into_iter().find(|authority| authority.name() == phase), phase) {
            (Some(authority), _) => run.authority(authority),
            (None, "sa") => run.service_accounts(external),
            (None, phase) => Role::named(phase).map_or(Ok(()), |role| run.leaf(role)),
        };
        if let Err(text) = done {
            return run.ran.stopped(release, &format!("error execution phase certs/{phase}: {text}"), 1);
        }
    }
    run.ran
}

impl Run<'_, '_, '_> {
    fn leaf(&mut self, role: &'static Role) -> Result<(), String> {
        let Home::Pki { base } = role.home else { return Ok(()) };
        let authority = role.managing_authority();
        if authority == AuthorityName::Etcd && self.creation.layout.external_etcd {
            self.ran.say(&format!("[certs] External etcd mode: Skipping {base} certificate generation"));
            return Ok(());
        }
        let path = self.pki_path(base, "crt");
        let of_authority = |text: String| format!("couldn't load CA certificate {}: {text}", authority.name());
        if let Ok(chain) = self.tree.certificates(&path) {
            let root = self.authority_chain(authority).map_err(of_authority)?;
            chain::verify(&chain, &root.first, self.at).map_err(|reason| {
                format!("[certs] certificate {base} not signed by CA certificate {}: {reason}", authority.base())
            })?;
            self.ran.say(&format!("[certs] Using existing {base} certificate and key on disk"));
            return Ok(());
        }
        let (authority_certificate, issuer) = self.signer(authority).map_err(of_authority)?;
        let profile = self.profile(role.name)?;
        let names = self.creation.names.for_role(role.name);
        let rule = Rule::Leaf(self.creation.issuing.leaf_seconds);
        let template = profile.template(self.identity(role)?, names, self.dates(rule, &authority_certificate));
        let issuer = issuer?;
        self.lone_file(base)?;
        let key = self.key(self.creation.issuing.key)?;
        let certificate = issuer
            .issue(&template, key.public_key_spki_der(), profile.serial, self.random)
            .map_err(|error| format!("unable to sign certificate: {error}"))?;
        let key_pem = key.to_pem().map_err(|error| error.to_string())?;
        self.ran.say(&format!("[certs] Generating {base:?} certificate and key"));
        if role.usages.contains(&Usage::ServerAuth) {
            let of = |is_it: fn(&SubjectAlternativeName) -> Option<&str>| {
                template.names.iter().filter_map(is_it).collect::<Vec<_>>().join(" ")
            };
            let dns = of(|name| if let SubjectAlternativeName::Dns(text) = name { Some(text) } else { None });
            let addresses = of(|name| if let SubjectAlternativeName::Ip(text) = name { Some(text) } else { None });
            self.ran.say(&format!("[certs] {base} serving cert is signed for DNS names [{dns}] and IPs [{addresses}]"));
        }
        self.write(self.pki_path(base, "key"), 0o600, &key_pem);
        self.write(path, 0o644, &pki::pem::encode("CERTIFICATE", certificate.der()));
        Ok(())
    }

    /// One of the two files alone is never completed.
    fn lone_file(&self, base: &str) -> Result<(), String> {
        let (certificate, key) = (self.pki_path(base, "crt"), self.pki_path(base, "key"));
        let missing = |path: &str| self.tree.state(path) == FileState::Missing;
        if missing(&certificate) && missing(&key) {
            return Ok(());
        }
        let failed = |what: &str, text: String| {
            format!("failed to write or validate certificate {base:?}: failure loading {base} {what}: {text}")
        };
        self.examination().private_key_from_disk(base).map_err(|text| failed("key", text))?;
        self.tree
            .certificates(&certificate)
            .map(|_| ())
            .map_err(|text| failed("certificate", format!("couldn't load the certificate file {certificate}: {text}")))
    }

    fn service_accounts(&mut self, external: bool) -> Result<(), String> {
        if external {
            self.ran.say("[certs] Using existing sa keys");
            return Ok(());
        }
        let path = self.pki_path("sa", "key");
        match self.tree.state(&path) {
            FileState::Missing => {
                let key = self.key(self.creation.issuing.key)?;
                self.ran.say("[certs] Generating \"sa\" key and public key");
                let pem = key.to_pem().map_err(|error| error.to_string())?;
                self.write(path, 0o600, &pem);
                let public = pki::pem::encode("PUBLIC KEY", key.public_key_spki_der());
                self.write(self.pki_path("sa", "pub"), 0o600, &public);
            }
            _ => {
                let bytes = self
                    .tree
                    .read(&path)
                    .map_err(|text| format!("file sa.key existed but it could not be loaded properly: {text}"))?;
                if !matches!(pki::go_private_key(bytes), GoPrivateKey::Rsa | GoPrivateKey::Ecdsa) {
                    return Err(format!(
                        "file sa.key existed but it could not be loaded properly: error reading private key file {path}: \
                         data does not contain a valid RSA or ECDSA private key"
                    ));
                }
                self.ran.say("[certs] Using the existing \"sa\" key");
            }
        }
        Ok(())
    }
}
