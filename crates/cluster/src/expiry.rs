//! The rows of `kubeadm certs check-expiration` (spec sections 3.2, 3.3 and 3.6).

use std::rc::Rc;

use pki::{GoPrivateKey, UnixTime};

use crate::catalogue::{AuthorityName, Home, Role};
use crate::chain;
use crate::reading::{self, CertificateChain, ReadCertificate};
use crate::report::{ExpiryRow, RowState, Severity};
use crate::residual::residual_time;
use crate::tree::{FileState, NodeTree, join};
use crate::{Feature, Release};

/// Where a node keeps what kubeadm made: all that check-expiration takes from a configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PkiLayout {
    /// `certificatesDir`, such as `/etc/kubernetes/pki`.
    pub pki_directory: String,
    /// `etcd.external` is set: the node has no certificates for etcd.
    pub external_etcd: bool,
}

/// `/etc/kubernetes/pki` and a local etcd.
impl Default for PkiLayout {
    fn default() -> Self {
        Self { pki_directory: "/etc/kubernetes/pki".into(), external_etcd: false }
    }
}

/// Where kubeconfigs lie, in every release.
pub(crate) const KUBERNETES_DIRECTORY: &str = "/etc/kubernetes";

/// A row of one of the two tables, as kubeadm has it before it prints.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub role: &'static Role,
    /// What CERTIFICATE AUTHORITY shows; empty on authority rows.
    pub authority: &'static str,
    /// What was read; `None` when the file is missing.
    pub found: Option<Found>,
}

/// What was read for a row.
#[derive(Clone, Debug)]
pub struct Found {
    /// End of validity.
    pub not_after: UnixTime,
    /// EXTERNALLY MANAGED.
    pub externally_managed: bool,
}

/// A look at one node's files with the eyes of one release at one instant.
pub(crate) struct Examination<'t, 'a> {
    pub(crate) tree: &'t NodeTree<'a>,
    pub(crate) layout: &'t PkiLayout,
    pub(crate) release: Release,
    pub(crate) at: UnixTime,
    /// The user says that the CA keys are on the node though they were not dropped.
    pub(crate) ca_keys_declared_present: bool,
}

impl<'a> Examination<'_, 'a> {
    /// The rows of the first table, one after the other; an error is where kubeadm stops.
    pub(crate) fn leafs(&self) -> impl Iterator<Item = Result<Row, String>> {
        Role::leafs(self.release, self.layout.external_etcd).map(|role| self.row(role))
    }

    /// The rows of the second table, likewise.
    pub(crate) fn authorities(&self) -> impl Iterator<Item = Result<Row, String>> {
        Role::authorities(self.release, self.layout.external_etcd).map(|role| self.row(role))
    }

    /// Both tables with a state for every row: what kubeadm would stop at is a row of its own here.
    pub(crate) fn friendly(&self) -> (Vec<ExpiryRow>, Vec<ExpiryRow>) {
        let external_etcd = self.layout.external_etcd;
        let leafs = Role::leafs(self.release, external_etcd).map(|role| self.friendly_row(role)).collect();
        let authorities = Role::authorities(self.release, external_etcd).map(|role| self.friendly_row(role)).collect();
        (leafs, authorities)
    }

    /// In this order: is it missing, is its CA external, what does it say.
    fn row(&self, role: &'static Role) -> Result<Row, String> {
        if self.is_missing(role) {
            return Ok(Row { role, authority: "", found: None });
        }
        let externally_managed = self.is_external(role.managing_authority())?;
        let certificate = self.certificate(role)?;
        let not_after = certificate.not_after().ok_or("x509: malformed validity")?;
        Ok(Row { role, authority: self.authority(role), found: Some(Found { not_after, externally_managed }) })
    }

    fn authority(&self, role: &Role) -> &'static str {
        let shown = matches!(role.home, Home::Pki { .. }) || self.release.has(Feature::AuthorityOfKubeconfigs);
        role.authority.filter(|_| shown).map_or("", AuthorityName::name)
    }

    fn friendly_row(&self, role: &'static Role) -> ExpiryRow {
        let row = self.row(role);
        let readable = self.certificate(role).ok().or_else(|| self.readable_certificate(role));
        let not_after = readable.as_ref().and_then(|certificate| certificate.not_after());
        let state = match &row {
            Err(stop) => RowState::Failed(stop.clone()),
            Ok(Row { found: Some(_), .. }) => RowState::Read,
            Ok(_) if role.name == "super-admin.conf" && self.has_joined() => RowState::NotExpected,
            Ok(_) => RowState::Missing,
        };
        let readable = readable.filter(|_| !self.is_missing(role));
        let not_after = not_after.filter(|_| readable.is_some());
        ExpiryRow {
            name: role.name.into(),
            state,
            severity: Severity::Fine,
            certificate: readable.as_ref().map(|certificate| certificate.facts().sha256),
            not_before: readable.as_ref().and_then(|certificate| certificate.not_before()),
            not_after,
            residual: not_after.map(|end| residual_time(self.release, self.seconds_left(end))).unwrap_or_default(),
            authority: role.authority.map(|_| self.authority(role).to_owned()),
            externally_managed: row.ok().and_then(|row| row.found).map(|found| found.externally_managed),
            path: self.path(role),
        }
    }

    /// What can be shown of a row at which kubeadm stops: of a kubeconfig the certificate of the current user, else of the
    /// only one.
    fn readable_certificate(&self, role: &Role) -> Option<ReadCertificate> {
        let bytes = self.tree.read(&self.path(role)).ok()?;
        let Home::Kubeconfig { .. } = role.home else { return reading::readable_certificate(bytes) };
        let config = reading::kubeconfig(bytes, self.release).ok()?;
        let (_, _, current) = config.current();
        let only = if let [only] = config.users.as_slice() { Some(only) } else { None };
        reading::readable_certificate(current.or(only)?.client_certificate_data.as_deref()?)
    }

    /// `super-admin.conf` is made by init alone, so a node without it, but with the other kubeconfigs, has joined (or
    /// its administrator moved the file away, as the documentation advises).
    pub(crate) fn has_joined(&self) -> bool {
        ["admin.conf", "controller-manager.conf", "scheduler.conf"]
            .into_iter()
            .any(|file| self.exists(&join(KUBERNETES_DIRECTORY, file)))
    }

    /// Seconds from the instant of this look to another one.
    pub(crate) fn seconds_left(&self, end: UnixTime) -> i64 {
        end.seconds().saturating_sub(self.at.seconds())
    }

    pub(crate) fn path(&self, role: &Role) -> String {
        match role.home {
            Home::Pki { base } => self.pki_file(base, "crt"),
            Home::Kubeconfig { file } => join(KUBERNETES_DIRECTORY, file),
        }
    }

    pub(crate) fn pki_file(&self, base: &str, extension: &str) -> String {
        join(&self.layout.pki_directory, &format!("{base}.{extension}"))
    }

    fn exists(&self, path: &str) -> bool {
        matches!(self.tree.state(path), FileState::File(_) | FileState::Declared)
    }

    /// A directory counts as missing.
    pub(crate) fn is_missing(&self, role: &Role) -> bool {
        !self.exists(&self.path(role))
    }

    /// Whether a CA's key is elsewhere (spec section 3.6); an error when what hangs on that does not hold.
    pub(crate) fn is_external(&self, authority: AuthorityName) -> Result<bool, String> {
        if authority == AuthorityName::Etcd && !self.release.has(Feature::ExternalEtcdAuthority) {
            return Ok(false);
        }
        self.examine_authority(authority).map_err(|reason| {
            format!("Error checking external CA condition for {} certificate authority: {reason}", authority.base())
        })
    }

    /// Whether an authority is external, and what hangs on that holds.
    pub(crate) fn examine_authority(&self, authority: AuthorityName) -> Result<bool, String> {
        let chain = self.chain_from_disk(authority.base(), authority.display_name())?;
        if !chain.first.is_authority() {
            return Err(format!("certificate {} is not a CA", authority.display_name()));
        }
        let key_is_missing = self.tree.state(&self.pki_file(authority.base(), "key")) == FileState::Missing;
        if !key_is_missing || self.ca_keys_declared_present {
            return Ok(false);
        }
        for (base, display_name) in authority.checked_leafs() {
            self.private_key_from_disk(base).map_err(|text| format!("failure loading key for {base}: {text}"))?;
            let leaf = self.chain_from_disk(base, display_name)?;
            chain::verify(&leaf, &chain.first, self.at)
                .map_err(|reason| format!("certificate {display_name} is not signed by corresponding CA: {reason}"))?;
        }
        Ok(true)
    }

    pub(crate) fn chain_from_disk(&self, base: &str, display_name: &str) -> Result<Rc<CertificateChain>, String> {
        let path = self.pki_file(base, "crt");
        self.tree.certificates(&path).map_err(|text| {
            format!("failure loading certificate for {display_name}: couldn't load the certificate file {path}: {text}")
        })
    }

    /// The bytes of a private key file, in which there is one that kubeadm can use.
    pub(crate) fn private_key_from_disk(&self, base: &str) -> Result<&'a [u8], String> {
        let path = self.pki_file(base, "key");
        if self.tree.state(&path) == FileState::Declared {
            return Ok(&[]);
        }
        let couldnt_load = |text: String| format!("couldn't load the private key file {path}: {text}");
        let bytes = self.tree.read(&path).map_err(couldnt_load)?;
        match pki::go_private_key(bytes) {
            GoPrivateKey::Rsa | GoPrivateKey::Ecdsa => Ok(bytes),
            GoPrivateKey::OtherKind => Err(format!("the private key file {path} is neither in RSA nor ECDSA format")),
            _ => Err(couldnt_load(format!(
                "error reading private key file {path}: data does not contain a valid RSA or ECDSA private key"
            ))),
        }
    }

    pub(crate) fn certificate(&self, role: &Role) -> Result<ReadCertificate, String> {
        match role.home {
            Home::Pki { base } => self.certificate_from_disk(base),
            Home::Kubeconfig { file } => self.certificate_of_kubeconfig(&join(KUBERNETES_DIRECTORY, file)),
        }
    }

    fn certificate_from_disk(&self, base: &str) -> Result<ReadCertificate, String> {
        let chain = self
            .tree
            .certificates(&self.pki_file(base, "crt"))
            .map_err(|text| format!("failed to load existing certificate {base}: {text}"))?;
        self.first_of(&chain)
    }

    fn first_of(&self, chain: &CertificateChain) -> Result<ReadCertificate, String> {
        if self.release.has(Feature::FirstCertificateCounts) || chain.rest.is_empty() {
            Ok(chain.first.clone())
        } else {
            Err(format!("wanted exactly one certificate, got {}", chain.rest.len().saturating_add(1)))
        }
    }

    /// The order of these checks is kubeadm's; each has its own words (spec sections 3.2 and 13).
    fn certificate_of_kubeconfig(&self, path: &str) -> Result<ReadCertificate, String> {
        let bytes = self.tree.read(path).map_err(|text| format!("failed to load kubeConfig file {path}: {text}"))?;
        let config = reading::kubeconfig(bytes, self.release)
            .map_err(|text| format!("failed to load kubeConfig file {path}: {text}"))?;
        self.authority_of_kubeconfigs()?;
        let name = &config.current_context;
        let (context, cluster, user) = config.current();
        let context = context.ok_or_else(|| format!("invalid kubeConfig file {path}: missing context {name}"))?;
        let cluster =
            cluster.ok_or_else(|| format!("invalid kubeConfig file {path}: missing cluster {}", context.cluster))?;
        if cluster.certificate_authority_data.as_ref().is_none_or(Vec::is_empty) {
            return Err(format!("kubeConfig file {path} does not have an embedded server certificate"));
        }
        let user = user.ok_or_else(|| format!("invalid kubeConfig file {path}: missing authInfo {}", context.user))?;
        let data = user.client_certificate_data.as_deref().unwrap_or_default();
        if data.is_empty() {
            return Err(format!("kubeConfig file {path} does not have an embedded client certificate"));
        }
        let chain = reading::certificates(data)
            .map_err(|text| format!("kubeConfig file {path} does not contain a valid client certificate: {text}"))?;
        self.first_of(&chain)
    }

    /// What kubeadm loads of the cluster CA before it looks into a kubeconfig; early releases want its key too.
    fn authority_of_kubeconfigs(&self) -> Result<(), String> {
        if self.release.has(Feature::KubeconfigWithoutAuthorityKey) {
            return self.certificate_from_disk(AuthorityName::Cluster.base()).map(|_| ());
        }
        let base = AuthorityName::Cluster.base();
        self.authority_certificate(base)?;
        if self.ca_keys_declared_present && self.tree.state(&self.pki_file(base, "key")) == FileState::Missing {
            return Ok(());
        }
        self.authority_key(base).map(|_| ())
    }

    /// The certificates of an authority, as kubeadm loads them to sign.
    pub(crate) fn authority_certificate(&self, base: &str) -> Result<Rc<CertificateChain>, String> {
        let path = self.pki_file(base, "crt");
        self.tree.certificates(&path).map_err(|text| {
            format!(
                "failure loading {base} certificate authority: failed to load certificate: couldn't load the certificate \
                 file {path}: {text}"
            )
        })
    }

    /// The bytes of an authority's key, in which there is one that kubeadm can use.
    pub(crate) fn authority_key(&self, base: &str) -> Result<&'a [u8], String> {
        self.private_key_from_disk(base)
            .map_err(|text| format!("failure loading {base} certificate authority: failed to load key: {text}"))
    }
}

/// Both tables of a node for people: certificates, then authorities. Where kubeadm would stop, the row at fault carries
/// its words, and what can be read of the certificate is shown all the same. Every severity is
/// [`Severity::Fine`]: thresholds are not known here.
pub fn expiry_rows(
    tree: &NodeTree<'_>,
    layout: &PkiLayout,
    release: Release,
    at: UnixTime,
    ca_keys_declared_present: bool,
) -> (Vec<ExpiryRow>, Vec<ExpiryRow>) {
    Examination { tree, layout, release, at, ca_keys_declared_present }.friendly()
}
