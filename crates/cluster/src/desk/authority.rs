//! Making an authority: a root, or one below a root that was dropped.

mod make;

use pki::{Fingerprint, NameAttribute, UnixTime};
use serde::{Deserialize, Serialize};

use super::draft::{KeyForm, KeySource};
use super::sign::Caution;
use crate::Release;

/// An authority that is to be made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuthorityDraft {
    /// Who signs it: itself when `None`, else the authority with this certificate.
    pub parent: Option<Fingerprint>,
    /// What its certificate looks like.
    pub profile: AuthorityProfile,
    /// The subject, in the order of the encoding.
    pub subject: Vec<NameAttribute>,
    /// Its key.
    pub key: KeySource,
    /// How the key is written.
    pub key_form: KeyForm,
    /// For how many seconds it is valid; kubeadm's ten years are 87600 hours.
    pub validity_seconds: i64,
    /// pathLenConstraint; kubeadm sets none.
    pub path_length: Option<u8>,
    /// Base of the file names: `etc/kubernetes/pki/ca`.
    pub base: String,
    /// What the user has confirmed.
    pub confirmed: Vec<Caution>,
    /// The instant of issuing.
    pub issued_at: UnixTime,
}

/// What the certificate of an authority looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AuthorityProfile {
    /// As this release of kubeadm makes it (spec section 1.3).
    Kubeadm(Release),
    /// As RFC 5280 asks: keyCertSign and cRLSign, no names, a key identifier.
    General,
}

/// Something to be said of an authority that is being written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuthorityFault {
    /// Which field.
    pub field: AuthorityField,
    /// What.
    pub kind: AuthorityFaultKind,
    /// It cannot be made like this; otherwise it can, and the user should know.
    pub grave: bool,
}

/// A field of the draft of an authority.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AuthorityField {
    /// The attribute of the subject at this index.
    Subject(usize),
    /// The subject as a whole.
    WholeSubject,
    /// The validity.
    Validity,
    /// The path length.
    PathLength,
    /// The file name.
    Base,
}

/// What can be said of a field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AuthorityFaultKind {
    /// As in the draft of a request.
    Draft(super::draft::DraftFaultKind),
    /// An authority needs a name of its own.
    NoCommonName,
    /// The validity is nothing or less.
    NoValidity,
    /// The validity is longer than ten years.
    LongValidity,
    /// The end is not an instant that X.509 can say.
    BadValidity,
    /// kubeadm sets no path length.
    PathLengthNotOfKubeadm,
}
