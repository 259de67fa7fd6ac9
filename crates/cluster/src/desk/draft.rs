//! A request that is being written: what it is for, and every field of it as the user typed it.

mod equivalents;
mod faults;
mod make;
mod prefill;

use pki::{Fingerprint, KeyKind, NameAttribute};
use serde::{Deserialize, Serialize};

pub use faults::ATTRIBUTES;
pub(crate) use faults::{attribute_faults, is_file_base};
pub(crate) use make::key_file;
pub use make::{DraftError, make};

/// What a request is for. It fills in the fields; each can be changed afterwards.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Purpose {
    /// A leaf of kubeadm's catalogue, by kubeadm's name: `apiserver`, `etcd-server`, `admin.conf`.
    Role(String),
    /// A user of the cluster: a client certificate with a name and groups.
    User,
    /// The kubelet of a node, towards the API server (signer `kubernetes.io/kube-apiserver-client-kubelet`).
    KubeletClient,
    /// The kubelet of a node, as a server (signer `kubernetes.io/kubelet-serving`).
    KubeletServing,
    /// A TLS server outside Kubernetes' roles.
    Server,
    /// A TLS client outside Kubernetes' roles.
    Client,
    /// Nothing filled in.
    Free,
}

/// The private key of something that is to be made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeySource {
    /// A new one of this kind.
    New(KeyKind),
    /// One that was dropped, by the SHA-256 of its SubjectPublicKeyInfo.
    Held(Fingerprint),
}

/// In which form a private key is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyForm {
    /// As kubeadm writes it: PKCS #1 for RSA, SEC 1 for ECDSA (spec section 1.7).
    Kubeadm,
    /// PKCS #8, plain.
    Pkcs8,
    /// PKCS #8, encrypted under a passphrase that is given beside the draft.
    EncryptedPkcs8,
}

/// The Kubernetes manifest that is to carry the request (spec section 9.1).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ManifestDraft {
    /// `metadata.name`.
    pub name: String,
    /// `spec.signerName`.
    pub signer_name: String,
    /// `spec.expirationSeconds`.
    pub expiration_seconds: Option<i64>,
}

/// A request as it is being written. Nothing in it is checked yet: see [`RequestDraft::faults`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestDraft {
    /// What it is for.
    pub purpose: Purpose,
    /// The subject, in the order of the encoding; several attributes of one kind in a row make one set, as Go writes them.
    pub subject: Vec<NameAttribute>,
    /// Subject alternative names as typed, one each: the kind is told by the form (`10.0.0.1`, `a@b.test`,
    /// `spiffe://...`), or by OpenSSL's prefixes `DNS:`, `IP:`, `email:`, `URI:`.
    pub names: Vec<String>,
    /// Usages by Kubernetes' names (spec section 9.1): `digital signature`, `key encipherment`, `server auth`.
    pub usages: Vec<String>,
    /// Ask for the usages in the request itself (keyUsage, extendedKeyUsage). kubeadm does not.
    pub ask_for_usages: bool,
    /// Its key.
    pub key: KeySource,
    /// How the key is written, when it is new.
    pub key_form: KeyForm,
    /// The manifest, if one is wished.
    pub manifest: Option<ManifestDraft>,
    /// Base of the file names, with folders: `etc/kubernetes/pki/etcd/server` gives `.csr` and `.key`.
    pub base: String,
}

/// A field of a draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DraftField {
    /// The attribute of the subject at this index.
    Subject(usize),
    /// The subject as a whole.
    WholeSubject,
    /// The name at this index.
    Name(usize),
    /// The names as a whole.
    WholeNames,
    /// The usages.
    Usages,
    /// The key.
    Key,
    /// Name of the manifest.
    ManifestName,
    /// The signer.
    SignerName,
    /// The requested duration.
    Expiration,
    /// The file name.
    Base,
}

/// Something to be said of a field while it is typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DraftFault {
    /// Which field.
    pub field: DraftField,
    /// What.
    pub kind: DraftFaultKind,
    /// The request cannot be made like this; otherwise it can, and the user should know.
    pub grave: bool,
}

/// What can be said of a field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum DraftFaultKind {
    /// Neither a subject nor a name: nobody would know whom it is for.
    Empty,
    /// The same value stands twice.
    Duplicate(String),
    /// It is not a name of its kind: what is wrong with it.
    Name(pki::NameFault),
    /// An attribute that X.509 does not know by this name.
    UnknownAttribute(String),
    /// An attribute whose value is too long for X.520, with the bound in characters.
    TooLong(u32),
    /// A country that is not two letters.
    Country,
    /// The Kubernetes API refuses it, in its own words (spec section 9.1).
    ApiRefuses(String),
    /// The chosen signer refuses it after approval, in its own words (spec section 9.2).
    SignerRefuses(String),
    /// The group `system:masters`: it passes by every rule of authorisation and cannot be taken back.
    Masters,
    /// A wildcard: whoever has the key can stand in for every name below.
    Wildcard,
    /// This common name belongs to another role of kubeadm's catalogue.
    NameOfRole(String),
    /// The key is not here any more.
    KeyNotHere,
    /// The file name cannot be used.
    BadFileName,
}
