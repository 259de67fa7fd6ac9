//! The rows of tables and lists, and what an opened one tells.

use pki::{CertificateFacts, Fingerprint, PrivateKeyFacts, RequestFacts, UnixTime};
use serde::{Deserialize, Serialize};

use super::Severity;

/// A row of an expiry table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExpiryRow {
    /// kubeadm's name of it: `apiserver`, `admin.conf`, `etcd-ca`; for kubelet rows the file's name.
    pub name: String,
    /// Whether there is something to read.
    pub state: RowState,
    /// How urgent it is.
    pub severity: Severity,
    /// The certificate it shows, to open it.
    pub certificate: Option<Fingerprint>,
    /// Begin of validity.
    pub not_before: Option<UnixTime>,
    /// End of validity.
    pub not_after: Option<UnixTime>,
    /// RESIDUAL TIME exactly as the release prints it; empty when there is none.
    pub residual: String,
    /// CERTIFICATE AUTHORITY as kubeadm shows it (also where an old release leaves it empty); `None` on authority rows.
    pub authority: Option<String>,
    /// EXTERNALLY MANAGED; `None` when it could not be decided.
    pub externally_managed: Option<bool>,
    /// The path it was read from, on the node.
    pub path: String,
}

/// Whether a row has something to read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RowState {
    /// A certificate was read.
    Read,
    /// The file is not there.
    Missing,
    /// The file is not there, and that is as it should be (`super-admin.conf` on a node that joined).
    NotExpected,
    /// It lies in a file that was not dropped, such as what `kubelet.conf` points to, so nothing can be said of it.
    NotDropped,
    /// It could not be read, or kubeadm would stop at it: kubeadm's own words.
    Failed(String),
}

/// A certificate of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateRow {
    /// What was read of it; its SHA-256 is its identity.
    pub facts: CertificateFacts,
    /// How urgent it is.
    pub severity: Severity,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// The rows of kubeadm's tables (node identity, row name) that show it.
    pub rows: Vec<(String, String)>,
    /// It is in no table of a node: a loose one.
    pub loose: bool,
}

/// A place in a dropped file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct PlaceInFile {
    /// The file's path as dropped.
    pub path: String,
    /// The field or block in it; empty when it is the whole file.
    pub field: String,
}

/// Who signed a certificate, as far as that can be told from what was dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Signer {
    /// It signed itself, and the signature holds.
    SelfSigned,
    /// This certificate's key verifies the signature.
    Found(Authority),
    /// A certificate with the issuer's name is here, but the signature does not hold with its key.
    SignatureFails(Authority),
    /// The signature algorithm is one that cannot be verified here.
    Unsupported(String),
    /// No certificate with the issuer's name was dropped.
    NotHere,
}

/// An authority that signed something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Authority {
    /// Its certificate.
    pub certificate: Fingerprint,
    /// Its subject, for people.
    pub subject: String,
    /// Where it was found.
    pub places: Vec<PlaceInFile>,
    /// End of its validity.
    pub not_after: Option<UnixTime>,
}

/// Whether a private key for a certificate or request was dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyMatch {
    /// It is here, in these places.
    Here(Vec<PlaceInFile>),
    /// A key lies where the certificate's should lie, but it is another one.
    Another(PlaceInFile),
    /// None is here.
    NotHere,
}

/// A certificate in full, with what the workspace knows around it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Detail {
    /// Everything the certificate says itself.
    pub certificate: pki::CertificateDetails,
    /// How urgent it is.
    pub severity: Severity,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// Who signed it.
    pub signer: Signer,
    /// The chain upwards as far as it goes: each authority that verifies the one before it, the root last.
    pub chain: Vec<Authority>,
    /// Whether its private key is here.
    pub key: KeyMatch,
    /// The rows of kubeadm's tables (node name, row name) that show it; the role in the catalogue.
    pub rows: Vec<(String, String)>,
    /// Which program reads it, by which flag (spec section 1.8): program, flag.
    pub readers: Vec<(String, String)>,
    /// `sha256:...`, kubeadm's discovery hash, for authorities.
    pub discovery_hash: Option<String>,
}

/// A request of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestRow {
    /// What was read of it.
    pub facts: RequestFacts,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// Whether its key is here.
    pub key: KeyMatch,
}

/// A private key of the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyRow {
    /// What may be known of it.
    pub facts: PrivateKeyFacts,
    /// Everywhere it was found.
    pub places: Vec<PlaceInFile>,
    /// The certificates that it belongs to.
    pub certificates: Vec<Fingerprint>,
    /// It is the key of an authority.
    pub of_authority: bool,
}

/// A dropped file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileRow {
    /// Its path as dropped.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it is as a whole.
    pub kind: intake::FileKind,
    /// The node it belongs to, by identity; empty for a loose one.
    pub node: String,
    /// How many things were found in it.
    pub items: u32,
    /// What was wrong.
    pub problems: Vec<intake::Problem>,
    /// Something in it wants a password.
    pub locked: Option<intake::Locked>,
}
