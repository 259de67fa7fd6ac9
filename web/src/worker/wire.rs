//! What the page and its workers say to each other: a header in postcard, and beside it one buffer that is handed over
//! without a copy.

mod desk;

use cluster::{CertificateRow, Detail, FileRow, KeyRow, Report, Settings};
use intake::{ProblemKind, ReadFile};
use pki::{Fingerprint, RequestDetails};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use desk::{DeskAnswer, DeskQuestion, MadePiece, MadeSlice, NotMade, Order, Packing, Passphrase};

/// One file inside a buffer that holds many, one behind the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Piece {
    /// Its path.
    pub path: String,
    /// How many bytes of the buffer are its own.
    pub length: usize,
}

/// Files to be read, in the order of the buffer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    /// The files.
    pub pieces: Vec<Piece>,
    /// They come out of an archive: they are not opened as archives themselves.
    pub unpacked: bool,
    /// They were pasted as text, which may be base64 of anything.
    pub pasted: bool,
    /// Paths (also of archive members) that are not to be looked into, and why.
    pub skip: Vec<(String, ProblemKind)>,
}

/// What is asked of a worker.
#[derive(Serialize, Deserialize)]
pub enum ToWorker {
    /// Of a reader: read these files. The buffer holds their bytes, or there are the files themselves in its place.
    Read(Batch),
    /// Of a reader: open what is locked in a file. The buffer holds its bytes.
    Unlock {
        /// The file.
        path: String,
        /// The password.
        password: Zeroizing<String>,
    },
    /// Of the owner: take in what a reader read of this drop. The buffer holds [`Found`].
    Add(u32),
    /// Of the owner: empty folders of this drop.
    AddFolders(u32, Vec<String>),
    /// Of the owner: all drops so far are whole.
    Commit,
    /// Of the owner: drop a file, or everything below a folder.
    Remove(String),
    /// Of the owner: drop every private key.
    ForgetKeys,
    /// Of the owner: make the report.
    Report(Settings),
    /// Of the owner: a certificate in full, as of these settings.
    Detail(Fingerprint, Settings),
    /// Of the owner: a request in full.
    RequestDetail(Fingerprint),
    /// Of the owner: the bytes of a file, for a reader that is to open it.
    Bytes(String),
    /// Of the owner: the next step of the rehearsal.
    Rehearse,
    /// Of the owner: what a screen of the signing desk asks for, as of these settings.
    Desk(DeskQuestion, Settings),
    /// Of the owner: everything it holds, for a maker.
    Copy,
    /// Of a maker: work on this copy. The buffer holds [`Copied`].
    Take,
    /// Of a maker: make this, as of these settings. The buffer holds the new key, where the browser made it, or the
    /// files that are to be packed.
    Make(Order, Passphrase, Settings),
    /// Of a maker: go on with what was begun.
    GoOn,
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
pub enum FromWorker {
    /// A reader has read: the buffer holds [`Found`], for the owner.
    Read {
        /// How many of the given files these were.
        given: u32,
        /// Files that were read: more where archives were opened.
        files: u32,
        /// Their bytes, before archives were opened.
        bytes: u64,
        /// All that was given is done.
        last: bool,
    },
    /// A reader has opened a large archive: its members, to be shared among the readers. The buffer holds their bytes.
    Members(Batch),
    /// What was locked in a file was opened, or not: the buffer holds [`Found`], for the owner.
    Unlocked,
    /// The report without its long lists, and how many parts of those follow. The buffer holds a [`Report`].
    Report {
        /// How many parts follow.
        parts: u32,
    },
    /// A part of a long list of the report. The buffer holds [`Part`].
    Part,
    /// The buffer holds a [`Detail`].
    Detail,
    /// The buffer holds [`RequestDetails`].
    RequestDetail,
    /// Folders or files that got another name, since theirs was taken by an earlier drop with other content.
    Renamed(Vec<Renamed>),
    /// What was asked for is not there.
    NotThere(Fingerprint),
    /// The bytes of a file, in the buffer.
    Bytes(String),
    /// A step of the rehearsal is done; `true` when there is no other.
    Rehearsed(bool),
    /// The buffer holds a [`DeskAnswer`].
    Desk,
    /// Everything the owner holds, for a maker. The buffer holds [`Copied`].
    Copied,
    /// A maker has made something. The buffer holds the files.
    Made(MadeSlice),
    /// A maker has packed files. The buffer holds the archive.
    Packed,
    /// A maker cannot make what was ordered.
    NotMade(NotMade),
}

/// What a reader found.
#[derive(Default, Serialize, Deserialize)]
pub struct Found {
    /// The files.
    pub files: Vec<ReadFile>,
    /// Empty folders inside archives.
    pub folders: Vec<String>,
}

/// The files of a workspace, drop by drop, oldest first.
#[derive(Serialize, Deserialize)]
pub struct Copied<F = ReadFile>(pub Vec<Vec<F>>);

/// A top folder, or a file outside all folders, that got another name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Renamed {
    /// The drop it came with.
    pub drop: u32,
    /// What it was called.
    pub from: String,
    /// What it is called now.
    pub to: String,
}

/// Some rows of a report. Ten thousand at once would stop the page for longer than an eye allows.
#[derive(Serialize, Deserialize)]
pub enum Part {
    /// Certificates.
    Certificates(Vec<CertificateRow>),
    /// Private keys.
    Keys(Vec<KeyRow>),
    /// Files.
    Files(Vec<FileRow>),
}

/// The kinds of things that travel in a buffer.
pub trait Content: Serialize {}

impl Content for Found {}
impl Content for Report {}
impl Content for Part {}
impl Content for Detail {}
impl Content for RequestDetails {}
impl Content for DeskAnswer {}
impl Content for Copied {}
impl Content for Copied<&ReadFile> {}
impl Content for ToWorker {}
impl Content for FromWorker {}

/// Packs something for the way.
///
/// Postcard fails only on types that it cannot hold, and none of ours is one; nothing is then sent.
pub fn pack(content: &impl Content) -> Vec<u8> {
    postcard::to_allocvec(content).unwrap_or_default()
}

/// Unpacks what [`pack`] packed; `None` when it is not that.
pub fn unpack<T: Content + for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
