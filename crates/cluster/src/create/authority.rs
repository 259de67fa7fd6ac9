//! The authorities: made, kept, or loaded to sign (spec sections 6.1 and 6.5).

use std::rc::Rc;

use pki::{Certificate, Issuer, PrivateKey, SubjectAlternativeName};

use super::Run;
use crate::Feature;
use crate::catalogue::{AuthorityName, CommonName, Role};
use crate::desk::profile::{Profile, kubeadm_subject};
use crate::desk::sign::period::BACKDATE_SECONDS;
use crate::reading::{CertificateChain, issuer};
use crate::tree::FileState;

/// An authority that was made by this run.
pub(super) struct Made {
    pub(super) name: AuthorityName,
    pub(super) chain: Rc<CertificateChain>,
    pub(super) key: PrivateKey,
}

impl Run<'_, '_, '_> {
    /// The sub-phase of an authority; an error is where kubeadm stops.
    pub(super) fn authority(&mut self, name: AuthorityName) -> Result<(), String> {
        let base = name.base();
        if name == AuthorityName::Etcd && self.creation.layout.external_etcd {
            self.ran.say(&format!("[certs] External etcd mode: Skipping {base} certificate authority generation"));
            return Ok(());
        }
        let (certificate, key) = (self.pki_path(base, "crt"), self.pki_path(base, "key"));
        let missing = |path: &str| self.tree.state(path) == FileState::Missing;
        if missing(&certificate) && missing(&key) {
            return self.make_authority(name);
        }
        self.tree.certificates(&certificate).map_err(|text| {
            format!(
                "failure loading {base} certificate: failed to load certificate: couldn't load the certificate file \
                 {certificate}: {text}"
            )
        })?;
        let usable = self.examination().authority_key(base).is_ok();
        let keyless = if usable { "" } else { "keyless " };
        self.ran.say(&format!("[certs] Using existing {base} {keyless}certificate authority"));
        Ok(())
    }

    fn make_authority(&mut self, name: AuthorityName) -> Result<(), String> {
        let base = name.base();
        self.ran.say(&format!("[certs] Generating {base:?} certificate and key"));
        let common_name = match Role::named(name.name()).map(|role| role.common_name) {
            Some(CommonName::Fixed(fixed)) => fixed.to_owned(),
            _ => name.name().to_owned(),
        };
        let profile = Profile::kubeadm_authority(self.release);
        let backdated = self.release.has(Feature::AuthorityBackdated);
        let named = self.release.has(Feature::AuthorityDnsName);
        let not_before = if backdated { self.at.plus(-BACKDATE_SECONDS) } else { self.at };
        let names = named.then(|| SubjectAlternativeName::Dns(common_name.clone())).into_iter().collect();
        let dates = (not_before, self.at.plus(self.creation.authority_seconds));
        let template = profile.template(kubeadm_subject([], &common_name), names, dates);
        let key = self.key(self.creation.issuing.key)?;
        let certificate =
            pki::self_signed(&template, &key, profile.serial, self.random).map_err(|error| error.to_string())?;
        let pem = pki::pem::encode("CERTIFICATE", certificate.der());
        let key_pem = key.to_pem().map_err(|error| error.to_string())?;
        self.write(self.pki_path(base, "key"), 0o600, &key_pem);
        self.write(self.pki_path(base, "crt"), 0o644, &pem);
        let chain = Rc::new(crate::reading::certificates(pem.as_bytes())?);
        self.made.push(Made { name, chain, key });
        Ok(())
    }

    /// The certificates of an authority that leafs are checked against.
    pub(super) fn authority_chain(&self, name: AuthorityName) -> Result<Rc<CertificateChain>, String> {
        if let Some(made) = self.made.iter().find(|made| made.name == name) {
            return Ok(Rc::clone(&made.chain));
        }
        let path = self.pki_path(name.base(), "crt");
        self.tree.certificates(&path).map_err(|text| format!("couldn't load the certificate file {path}: {text}"))
    }

    /// An authority ready to sign: its certificate, and it with its key.
    #[allow(clippy::type_complexity, reason = "a pair with the reason why it cannot sign")]
    pub(super) fn signer(&self, name: AuthorityName) -> Result<(Certificate, Result<Issuer, String>), String> {
        let (certificate, key) = match self.made.iter().find(|made| made.name == name) {
            Some(made) => (Certificate::clone(&made.chain.first), Some(made.key.share())),
            None => {
                let base = name.base();
                let missing = |extension| self.tree.state(&self.pki_path(base, extension)) == FileState::Missing;
                if missing("crt") && missing("key") {
                    let directory = &self.creation.layout.pki_directory;
                    return Err(format!("couldn't load {base} certificate authority from {directory}"));
                }
                let examination = self.examination();
                let chain = examination.authority_certificate(base)?;
                let key = pki::go_readable_key(examination.authority_key(base)?);
                if !chain.first.is_authority() {
                    return Err(format!("{base} certificate is not a certificate authority"));
                }
                (Certificate::clone(&chain.first), key)
            }
        };
        let issuer = issuer(&certificate, key.as_ref());
        Ok((certificate, issuer))
    }
}
