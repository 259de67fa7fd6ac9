//! What the page and its workers say to each other about the signing desk.

use cluster::desk::approval::ApprovalRow;
use cluster::desk::authority::AuthorityDraft;
use cluster::desk::draft::{DraftFault, Purpose, RequestDraft};
use cluster::desk::returned::ReturnedRow;
use cluster::desk::sign::{AuthorityOption, Refusal, SignOrder, SignPreview, SignRow};
use cluster::plan::{Outline, RenewOrder};
use pki::{Fingerprint, KeyKind, UnixTime};
use serde::{Deserialize, Serialize};
use words::Lang;
use zeroize::Zeroizing;

/// What a screen of the desk asks the owner for.
#[derive(Clone, Serialize, Deserialize)]
pub enum DeskQuestion {
    /// A request filled in for this purpose, and this node by its identity.
    Draft(Purpose, Option<String>),
    /// What would come of an order.
    SignPreview(SignOrder),
    /// Every authority that was dropped.
    Authorities,
    /// An authority filled in, below this parent.
    AuthorityDraft(Option<Fingerprint>, UnixTime),
    /// The cluster's requests, judged.
    Approvals,
    /// Certificates that came back, checked.
    Returned,
    /// What would come of a renewal.
    Renewal(RenewOrder),
}

/// What the owner answers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum DeskAnswer {
    /// The request, filled in.
    Draft(Box<RequestDraft>),
    /// What would come of the newest order.
    SignPreview(SignPreview),
    /// The authorities.
    Authorities(Vec<AuthorityOption>),
    /// The authority, filled in.
    AuthorityDraft(Box<AuthorityDraft>),
    /// The judged requests.
    Approvals(Vec<ApprovalRow>),
    /// The checked certificates.
    Returned(Vec<ReturnedRow>),
    /// What would come of the renewal.
    Renewal(Box<Outline>),
}

/// Something that a maker is to make.
#[derive(Clone, Serialize, Deserialize)]
pub enum Order {
    /// A key and a request.
    Request(Box<RequestDraft>),
    /// Certificates for requests.
    Sign(SignOrder),
    /// An authority.
    Authority(Box<AuthorityDraft>),
    /// The files that these certificates belong into.
    TakeBack(Vec<Fingerprint>),
    /// A renewal, with the kinds of the new keys that it needs, and the language of its runbooks.
    Renew(Box<RenewOrder>, Vec<KeyKind>, Lang),
    /// An archive of the files in the buffer.
    Pack(Vec<MadePiece>, Packing, UnixTime),
}

/// In which form files are saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Packing {
    /// One file as it is.
    Single,
    /// A gzipped tar, which keeps the modes.
    TarGz,
    /// A zip.
    Zip,
}

/// One file inside a buffer that holds many, one behind the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MadePiece {
    /// Its path.
    pub path: String,
    /// Its mode.
    pub mode: u32,
    /// How many bytes of the buffer are its own.
    pub length: usize,
}

/// What a maker made since it spoke last; the buffer holds the files.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct MadeSlice {
    /// The files, in the order of the buffer.
    pub pieces: Vec<MadePiece>,
    /// Requests that were not signed.
    pub refused: Vec<SignRow>,
    /// Pieces of the order that are done.
    pub done: u32,
    /// Pieces of the order in all.
    pub total: u32,
}

/// Why something was not made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum NotMade {
    /// What is wrong with the draft.
    Faults(Vec<DraftFault>),
    /// Why the authority is not made.
    Refusals(Vec<Refusal>),
    /// An encrypted key needs a passphrase.
    NoPassphrase,
    /// The key, or the file, is not here any more.
    NotHere,
    /// A part of the program failed or fell; what it said.
    Failed(String),
}

/// A passphrase on its way; overwritten when it is let go.
pub type Passphrase = Option<Zeroizing<String>>;
