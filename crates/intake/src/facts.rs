//! What intake hands on: files, the items found in them, and what was wrong.

use pki::{CertificateFacts, Fingerprint, PrivateKeyFacts, PublicKeyFacts, RequestFacts};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// One file as dropped, or as it stood in an archive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedFile {
    /// `/`-separated, without a leading `/`; a member of an archive stands below the archive's own name
    /// (`cp-1.tgz/etc/kubernetes/pki/ca.crt`).
    pub path: String,
    /// The content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// What [`unpack`](crate::unpack) made of a dropped file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Unpacked {
    /// The plain files. Symbolic links inside an archive were followed within it: a link is a file of its own with the
    /// bytes of its target.
    pub files: Vec<DroppedFile>,
    /// Paths of empty folders: an empty `/etc/kubernetes` counts as one.
    pub folders: Vec<String>,
    /// What could not be unpacked, by path.
    pub problems: Vec<(String, Problem)>,
}

/// One file after reading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFile {
    /// As in [`DroppedFile`].
    pub path: String,
    /// The content; may hold private keys, so it stays with the owner of the workspace and never reaches a view.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// SHA-256 of the content.
    pub sha256: Fingerprint,
    /// What the file is as a whole.
    pub kind: FileKind,
    /// What was found in it, in the order of the file.
    pub items: Vec<Item>,
    /// What was wrong with it; the items beside it are good all the same.
    pub problems: Vec<Problem>,
    /// The private keys among the items, for whoever is to sign with them; as the bytes, they never reach a view.
    pub keys: Vec<HeldKey>,
}

/// A private key that was found in a file, unlocked if need be. The bytes are overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKey {
    /// SHA-256 of the SubjectPublicKeyInfo that belongs to it; what views know it by.
    pub public: Fingerprint,
    /// The key as unencrypted DER: PKCS #1, SEC 1 or PKCS #8.
    pub der: Zeroizing<Vec<u8>>,
}

/// What a file is as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FileKind {
    /// PEM blocks of any kind.
    Pem,
    /// One DER structure.
    Der,
    /// A PKCS #7 bundle.
    Pkcs7,
    /// A PKCS #12 file.
    Pkcs12,
    /// A kubeconfig.
    Kubeconfig,
    /// Kubernetes objects as YAML or JSON.
    Manifest,
    /// kubeadm's configuration.
    KubeadmConfiguration,
    /// A KubeletConfiguration.
    KubeletConfiguration,
    /// A static Pod of the control plane.
    StaticPod,
    /// cfssl's JSON.
    Cfssl,
    /// Nothing that we know.
    Unrecognised,
    /// It could not be looked into at all: too large, or it brought the worker down.
    Unread,
}

/// Something found in a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Where in the file.
    pub place: Place,
    /// What.
    pub thing: Thing,
}

/// A place inside a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1, where that makes sense.
    pub line: Option<u32>,
    /// The byte offset, where that makes sense.
    pub offset: Option<u64>,
    /// The field, such as `users[kubernetes-admin].client-certificate-data` or `data[tls.crt]`.
    pub field: Option<String>,
}

/// What can be found in a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Thing {
    /// A certificate.
    Certificate(CertificateFacts),
    /// A certificate signing request.
    Request(RequestFacts),
    /// A private key.
    PrivateKey(PrivateKeyFacts),
    /// A public key.
    PublicKey(PublicKeyFacts),
    /// Something that a password opens.
    Locked(Locked),
    /// A kubeconfig; its certificates and keys are items of their own.
    Kubeconfig(kube::Kubeconfig),
    /// A Kubernetes object; its certificates and keys are items of their own.
    Object(kube::Object),
    /// kubeadm's configuration (all documents of the file together).
    KubeadmConfiguration(kube::KubeadmConfiguration),
    /// A KubeletConfiguration.
    KubeletConfiguration(kube::KubeletConfiguration),
    /// A static Pod of the control plane.
    StaticPod(kube::StaticPod),
}

/// What a password opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Locked {
    /// `ENCRYPTED PRIVATE KEY` (PKCS #8).
    Pkcs8,
    /// A PEM key with `Proc-Type: 4,ENCRYPTED` (RFC 1421).
    LegacyPem,
    /// PKCS #12.
    Pkcs12,
}

/// Something that is wrong with a file, as facts; `words` makes the sentence: what is wrong, where, what would help.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Where in the file.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problems.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The file has no bytes.
    Empty,
    /// Larger than the bound, both in bytes.
    TooLarge {
        /// Its size.
        size: u64,
        /// The bound.
        bound: u64,
    },
    /// An archive that unpacks to more than the bound, in bytes.
    ArchiveTooLarge {
        /// The bound.
        bound: u64,
    },
    /// An archive with more entries than the bound.
    TooManyEntries {
        /// The bound.
        bound: u64,
    },
    /// An archive whose content is so much larger than itself that it is taken for a bomb.
    Bomb,
    /// An archive member whose path would leave the archive.
    PathLeavesArchive,
    /// An archive member whose path is longer than 1024 bytes or deeper than 64 folders.
    PathTooLong,
    /// A symbolic link whose target is not in the archive, or that leads in a circle.
    LinkBroken {
        /// The target as written.
        target: String,
    },
    /// An archive that is damaged or of a kind that cannot be opened.
    ArchiveDamaged {
        /// What the reader said.
        reason: String,
    },
    /// An archive or compression that is not opened here.
    ArchiveUnsupported {
        /// Its name, such as `xz`.
        format: String,
    },
    /// An archive in an archive in an archive in an archive.
    NestedTooDeep,
    /// Neither PEM nor DER nor YAML nor JSON of a kind that holds certificates.
    NotRecognised,
    /// A PEM block without an end line.
    PemUnterminated {
        /// Its label.
        label: String,
    },
    /// A PEM block whose body is not base64.
    PemBase64 {
        /// Its label.
        label: String,
    },
    /// A PEM block of a kind we do not read.
    PemLabel {
        /// Its label.
        label: String,
    },
    /// DER that does not decode.
    Der {
        /// What it was taken for: `certificate`, `request`, `private key` ...
        what: String,
        /// Where decoding stopped, from the start of the structure.
        offset: Option<u64>,
        /// What the decoder said.
        reason: String,
    },
    /// A key of a kind that cannot be used here.
    KeyUnsupported {
        /// Its algorithm.
        algorithm: String,
    },
    /// A key that does not hold together.
    KeyBroken {
        /// What is wrong.
        reason: String,
    },
    /// YAML or JSON that does not parse.
    Yaml {
        /// What the parser said.
        reason: String,
    },
    /// YAML with more aliases or depth than is safe.
    YamlBomb,
    /// A key that stands twice in its mapping; the last one counts.
    DuplicateKey {
        /// The field.
        field: String,
    },
    /// A field that should hold base64 and does not.
    Base64 {
        /// The field.
        field: String,
    },
    /// A field of the wrong type.
    FieldType {
        /// The field.
        field: String,
        /// What it should be.
        expected: String,
    },
    /// A file that a kubeconfig names is not among what was dropped.
    ReferenceMissing {
        /// The path as written.
        path: String,
    },
    /// The password is wrong.
    WrongPassword,
    /// Reading brought a worker down.
    Panicked {
        /// What it said.
        reason: String,
    },
    /// The browser could not read it.
    Unreadable {
        /// What it said.
        reason: String,
    },
}
