//! A reader: opens archives and reads files. It keeps nothing.

use intake::{DroppedFile, FileKind, Limits, Place, Problem, ProblemKind, ReadFile};
use pki::Fingerprint;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize as _;

use super::answer::Answer;
use super::wire::{self, Batch, Found, FromWorker, Piece};

/// An archive with more members or bytes than this is shared among the readers.
const LARGE_MEMBERS: usize = 128;
const LARGE_BYTES: usize = 1 << 20;

/// How much of a large archive one reader gets at a time.
const SHARE_MEMBERS: usize = 256;
const SHARE_BYTES: usize = 1 << 20;

#[wasm_bindgen]
extern "C" {
    /// Tells the frame around the module which file comes next: if the module falls, that is the one.
    #[wasm_bindgen(js_name = kubecertsReading)]
    fn reading(path: &str);
}

/// Reads a batch of files; `last` says whether that is all that was given.
pub fn read(batch: Batch, mut content: Vec<u8>, last: bool) -> Vec<Answer> {
    let given = u32::try_from(batch.pieces.len()).unwrap_or(u32::MAX);
    let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let mut found = Found::default();
    let mut large = Vec::new();
    let mut rest = content.as_slice();
    let mut files = 0;
    for piece in batch.pieces {
        let (own, behind) = rest.split_at_checked(piece.length).unwrap_or((rest, &[]));
        rest = behind;
        let file = match batch.pasted {
            true => intake::pasted(piece.path, &String::from_utf8_lossy(own)),
            false => DroppedFile { path: piece.path, bytes: own.to_vec() },
        };
        if batch.unpacked {
            files += 1;
            found.files.push(read_one(file, &batch.skip));
        } else {
            files += read_dropped(file, &batch.skip, &mut found, &mut large);
        }
    }
    content.zeroize();
    let mut answers = large;
    answers.push((FromWorker::Read { given, files, bytes, last }, wire::pack(&found)));
    answers
}

/// Opens what is locked in a file.
pub fn unlock(path: String, password: &str, content: Vec<u8>) -> Vec<Answer> {
    reading(&path);
    let file = intake::read_with_password(DroppedFile { path, bytes: content }, password);
    let found = Found { files: vec![file], ..Found::default() };
    vec![(FromWorker::Unlocked, wire::pack(&found))]
}

/// Opens a dropped file if it is an archive, and reads what it is or what is in it; a large archive's members are only
/// put together for others to read. Returns how many files are done with.
fn read_dropped(file: DroppedFile, skip: &[(String, ProblemKind)], found: &mut Found, large: &mut Vec<Answer>) -> u32 {
    if let Some(problem) = skipped(&file.path, skip) {
        found.files.push(unread(file, problem));
        return 1;
    }
    reading(&file.path);
    let path = file.path.clone();
    let unpacked = intake::unpack(file, &Limits::default());
    found.folders.extend(unpacked.folders);
    found.files.extend(unpacked.problems.into_iter().map(|(path, problem)| row_of(path, problem)));
    let bytes: usize = unpacked.files.iter().map(|file| file.bytes.len()).sum();
    let is_plain = matches!(unpacked.files.as_slice(), [only] if only.path == path);
    if !is_plain && (unpacked.files.len() > LARGE_MEMBERS || bytes > LARGE_BYTES) {
        large.extend(shares(unpacked.files, skip));
        return 1;
    }
    let count = unpacked.files.len();
    found.files.extend(unpacked.files.into_iter().map(|file| read_one(file, skip)));
    u32::try_from(count.max(1)).unwrap_or(u32::MAX)
}

fn shares(files: Vec<DroppedFile>, skip: &[(String, ProblemKind)]) -> Vec<Answer> {
    let mut shares = Vec::new();
    let mut batch = Batch { unpacked: true, skip: skip.to_vec(), ..Batch::default() };
    let mut content = Vec::new();
    for mut file in files {
        batch.pieces.push(Piece { path: file.path, length: file.bytes.len() });
        content.extend_from_slice(&file.bytes);
        file.bytes.zeroize();
        if batch.pieces.len() >= SHARE_MEMBERS || content.len() >= SHARE_BYTES {
            let full = Batch { pieces: std::mem::take(&mut batch.pieces), ..batch.clone() };
            shares.push((FromWorker::Members(full), std::mem::take(&mut content)));
        }
    }
    if !batch.pieces.is_empty() {
        shares.push((FromWorker::Members(batch), content));
    }
    shares
}

fn read_one(file: DroppedFile, skip: &[(String, ProblemKind)]) -> ReadFile {
    match skipped(&file.path, skip) {
        Some(problem) => unread(file, problem),
        None => {
            reading(&file.path);
            intake::read(file)
        }
    }
}

fn skipped(path: &str, skip: &[(String, ProblemKind)]) -> Option<ProblemKind> {
    skip.iter().find(|(skipped, _)| skipped == path).map(|(_, problem)| problem.clone())
}

/// What could not be unpacked, as a row with its reason.
fn row_of(path: String, problem: Problem) -> ReadFile {
    let row = unread(DroppedFile { path, bytes: Vec::new() }, ProblemKind::Empty);
    ReadFile { problems: vec![problem], ..row }
}

/// A file that is not looked into, as a row with its reason.
fn unread(file: DroppedFile, kind: ProblemKind) -> ReadFile {
    ReadFile {
        sha256: Fingerprint(Sha256::digest(&file.bytes).into()),
        path: file.path,
        bytes: file.bytes,
        kind: FileKind::Unread,
        items: Vec::new(),
        problems: vec![Problem { place: Place::default(), kind }],
        keys: Vec::new(),
    }
}
