//! Signing: an order, what would come of it, and why not.

pub(crate) mod above;
mod asked;
pub(crate) mod authorities;
mod carrier;
pub(crate) mod cautions;
mod constraints;
pub(crate) mod period;
pub(crate) mod preview;
mod signing;
mod work;

use pki::{Fingerprint, UnixTime};
use serde::{Deserialize, Serialize};

pub use signing::Signing;

use crate::{Authority, PlaceInFile};

/// What is to be signed, by whom, and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignOrder {
    /// The requests, by their SHA-256.
    pub requests: Vec<Fingerprint>,
    /// The authority.
    pub authority: AuthorityChoice,
    /// What the certificates become.
    pub profile: ProfileChoice,
    /// For how long.
    pub validity: ValidityChoice,
    /// What the user has confirmed. A caution that stands here does not stop the signing.
    pub confirmed: Vec<Caution>,
    /// The instant of issuing: the machine's clock, unless the user set another one in the order itself.
    pub issued_at: UnixTime,
}

/// Which authority signs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AuthorityChoice {
    /// For each request the authority of its role (spec section 11), of the cluster it belongs to.
    ByRole,
    /// This one, by the SHA-256 of its certificate.
    Certificate(Fingerprint),
}

/// What a certificate becomes: which usages it gets, and what of the request may pass.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ProfileChoice {
    /// For each request the profile of the role that it is for; a request without one is refused.
    ByRole,
    /// A role of kubeadm's catalogue, by its name.
    Role(String),
    /// A signer of the Kubernetes API, by its name; the built-in ones have their own rules (spec section 9.3). Usages
    /// and duration come from the manifest that carries the request, else from here.
    Signer {
        /// `spec.signerName`.
        name: String,
        /// Usages for requests without a manifest.
        usages: Vec<String>,
    },
    /// An authority below the chosen one.
    Subordinate {
        /// pathLenConstraint.
        path_length: Option<u8>,
    },
    /// As chosen here.
    Free {
        /// Usages by Kubernetes' names.
        usages: Vec<String>,
        /// What may pass from the request beside subject, names and key: dotted OIDs of extensions.
        passing: Vec<String>,
    },
}

/// For how long a certificate is valid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ValidityChoice {
    /// As the profile says: kubeadm's year, or the signer's duration.
    Default,
    /// So many seconds from the instant of issuing.
    Seconds(i64),
    /// From one instant to another.
    Between(UnixTime, UnixTime),
}

/// What would come of an order, request by request.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SignPreview {
    /// One row for each request of the order, in its order.
    pub rows: Vec<SignRow>,
}

/// What would come of one request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignRow {
    /// The request.
    pub request: Fingerprint,
    /// Where it was found.
    pub places: Vec<PlaceInFile>,
    /// Its subject, for people.
    pub subject: String,
    /// The role that it is for, by kubeadm's name.
    pub role: Option<String>,
    /// The profile that it gets: a role's name, a signer's name, else empty.
    pub profile: String,
    /// Who would sign it.
    pub authority: Option<Authority>,
    /// Begin and end of the certificate, when they could be worked out.
    pub validity: Option<(UnixTime, UnixTime)>,
    /// The certificate as it will be, beside the request.
    pub lines: Vec<PreviewLine>,
    /// Why it will not be signed.
    pub refusals: Vec<Refusal>,
    /// What has to be confirmed first; those confirmed already stay listed.
    pub cautions: Vec<Caution>,
    /// The path of the certificate that comes out.
    pub target: String,
}

/// One fact of the certificate, beside the request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PreviewLine {
    /// Which part of the certificate.
    pub part: PreviewPart,
    /// Its value, as text.
    pub value: String,
    /// Where it comes from, or why it is left out.
    pub fate: Fate,
}

/// A part of a certificate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PreviewPart {
    /// The subject.
    Subject,
    /// A subject alternative name.
    Name,
    /// The public key.
    Key,
    /// keyUsage.
    KeyUsage,
    /// extendedKeyUsage.
    ExtendedKeyUsage,
    /// basicConstraints.
    BasicConstraints,
    /// subjectKeyIdentifier.
    SubjectKeyIdentifier,
    /// authorityKeyIdentifier.
    AuthorityKeyIdentifier,
    /// The signature's algorithm.
    SignatureAlgorithm,
    /// Any other extension: its name, else its dotted OID.
    Extension(String),
    /// An attribute of the request that is no extension request, such as a challenge password.
    Attribute(String),
}

/// What becomes of a part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fate {
    /// Taken over from the request.
    Taken,
    /// Added by the authority.
    Added,
    /// Asked for, and left out: why.
    Dropped(DropReason),
}

/// Why something that a request asks for is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DropReason {
    /// The profile sets it itself; what the request says is not looked at.
    SetByProfile,
    /// The profile lets no such extension pass.
    NotPassing,
    /// It asks to be an authority, and the profile makes none.
    AsksForAuthority,
    /// It cannot be shown, so it cannot be vouched for.
    NotShown,
    /// Certificates have no place for it.
    NoPlace,
}

/// Why a request is not signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Refusal {
    /// No authority was found for it: the name of the one that is wanted (`ca`, `etcd-ca`), if known.
    NoAuthority(Option<String>),
    /// The certificate chosen as authority is none.
    NotAnAuthority,
    /// Its keyUsage does not let it sign certificates.
    MayNotSign,
    /// Its private key was not dropped, or was forgotten.
    NoKey,
    /// Its private key is here, but no password has opened it yet: the file it lies in.
    KeyLocked(String),
    /// The key that lies beside it belongs to another certificate.
    KeyDoesNotMatch,
    /// The authority may have no further authority below it.
    PathLengthExceeded(u64),
    /// A name that the authority's name constraints forbid.
    NameConstraint(String),
    /// The request's own signature does not hold.
    BrokenProof,
    /// The request's signature is of a kind that cannot be checked here.
    UncheckedProof(String),
    /// The key in the request is too weak, or of a kind that is not signed here: as text.
    WeakKey(String),
    /// The authority's own key is too weak to vouch for anything: as text.
    WeakAuthority(String),
    /// The request is for no role that is known, and no profile was chosen.
    NoProfile,
    /// The signer refuses it, in its own words (spec section 9.2).
    SignerRefuses(String),
    /// The object that carries it was denied in its cluster: its name.
    Denied(String),
    /// The end lies before the begin, or outside what X.509 can say.
    BadValidity,
    /// The duration is shorter than the API allows (10 minutes), in seconds.
    TooShort(i64),
    /// The request cannot be read.
    Unreadable,
    /// Signing or checking the new signature failed.
    Failed(String),
    /// It was not confirmed in so many words.
    Unconfirmed(Caution),
}

/// What has to be confirmed in so many words before something is signed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Caution {
    /// The authority has ended.
    AuthorityExpired,
    /// The authority is not valid yet.
    AuthorityNotYetValid,
    /// The certificate would outlive its authority.
    OutlivesAuthority,
    /// Valid for more than 398 days.
    LongValidity,
    /// Valid for more than ten years.
    VeryLongValidity,
    /// A wildcard name.
    Wildcard(String),
    /// The group `system:masters`.
    Masters,
    /// The name belongs to another role of kubeadm's catalogue.
    NameOfRole(String),
    /// The request, or the authority itself, is signed with SHA-1.
    Sha1,
    /// A name of a kind that cannot be shown.
    StrangeName(String),
    /// A value of the subject that holds a control character, such as NUL; it is taken over as it stands.
    StrangeSubject(String),
    /// The chosen authority plays another part than the role demands: the one that is demanded (`etcd-ca`).
    AnotherAuthority(String),
    /// The request asks for a critical extension that is left out: its OID.
    CriticalDropped(String),
    /// The machine's clock lies before the newest certificate that was dropped, so it is probably wrong.
    ClockInPast,
}

/// A certificate of an authority that was dropped, for a choice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuthorityOption {
    /// Its certificate.
    pub certificate: Fingerprint,
    /// Its subject, for people.
    pub subject: String,
    /// Where it was found.
    pub places: Vec<PlaceInFile>,
    /// Its private key was dropped, is unlocked, and was not forgotten.
    pub key_here: bool,
    /// It signed itself.
    pub root: bool,
    /// The role it has in a cluster, by kubeadm's name: `ca`, `etcd-ca`, `front-proxy-ca`.
    pub role: Option<String>,
    /// The cluster it belongs to, by name; empty for a loose one.
    pub cluster: String,
    /// The node it was found on, by name; empty for a loose one.
    pub node: String,
    /// Begin of its validity.
    pub not_before: Option<UnixTime>,
    /// End of its validity.
    pub not_after: Option<UnixTime>,
    /// How many authorities may stand below it; `None` for no limit.
    pub path_length: Option<u64>,
}

impl SignRow {
    /// The row of a request that is not there or cannot be read.
    fn unreadable(request: Fingerprint) -> Self {
        Self {
            request,
            places: Vec::new(),
            subject: String::new(),
            role: None,
            profile: String::new(),
            authority: None,
            validity: None,
            lines: Vec::new(),
            refusals: vec![Refusal::Unreadable],
            cautions: Vec::new(),
            target: String::new(),
        }
    }
}
