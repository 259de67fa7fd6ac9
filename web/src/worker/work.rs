//! What is to be read, in jobs, and how far reading is.

use std::collections::VecDeque;

use js_sys::{ArrayBuffer, Uint8Array};
use zeroize::Zeroizing;

use super::origin::Origin;
use super::sources::Sources;
use super::wire::{Batch, Piece, ToWorker};

/// A job has at most this many files. To hand one over costs the page up to a millisecond, since Chromium looks it up
/// first: more of them at once would be felt.
const MOST_FILES: usize = 48;

/// Something that a reader is to do.
pub struct Job {
    /// What.
    pub task: Task,
    /// What it comes from.
    pub origin: JobOrigin,
    /// The bytes.
    pub content: Content,
}

/// What a job comes from.
#[derive(Clone)]
pub struct JobOrigin {
    /// The drop.
    pub drop: u32,
    /// The numbers of the dropped files.
    pub sources: Vec<u32>,
}

/// The bytes of a job.
pub enum Content {
    /// The reader asks the files for them.
    InFiles,
    /// They are here.
    Here(ArrayBuffer),
}

/// What a reader is to do.
#[derive(Clone)]
pub enum Task {
    /// Read files.
    Read(Batch),
    /// Open what is locked.
    Unlock {
        /// The file.
        path: String,
        /// The password.
        password: Zeroizing<String>,
    },
}

impl Task {
    /// The message that says so.
    pub fn message(&self) -> ToWorker {
        match self.clone() {
            Task::Read(batch) => ToWorker::Read(batch),
            Task::Unlock { path, password } => ToWorker::Unlock { path, password },
        }
    }

    /// Lets go of the files for which the answer is no, in their order.
    pub fn keep(&mut self, is_there: &[bool]) {
        if let Task::Read(batch) = self {
            let mut answers = is_there.iter();
            batch.pieces.retain(|_| answers.next().copied().unwrap_or(false));
        }
    }
}

impl Content {
    /// Overwrites the bytes that are here: they may hold private keys.
    fn wipe(&self) {
        if let Content::Here(buffer) = self {
            let bytes = Uint8Array::new(buffer);
            bytes.fill(0, 0, bytes.length());
        }
    }
}

/// Everything that is to be read.
#[derive(Default)]
pub struct Work {
    /// For the next free reader.
    pub jobs: VecDeque<Job>,
    /// Files that were read.
    pub done: u32,
    /// Files to read, as far as known.
    pub total: u32,
    /// Bytes that were read.
    pub bytes: u64,
}

impl Work {
    /// Puts dropped files into jobs of one drop each, so that every one of `readers` gets its share.
    pub fn add(&mut self, numbers: &[u32], sources: &Sources, readers: usize) {
        let most = numbers.len().div_ceil(readers.max(1)).clamp(1, MOST_FILES);
        let mut open = None;
        for number in numbers {
            let Some(source) = sources.get(*number) else { continue };
            let mut batch = Batch::default();
            batch.pieces.push(Piece { path: source.path.clone(), length: 0 });
            let mut job = Job {
                task: Task::Read(batch.clone()),
                origin: JobOrigin { drop: source.drop, sources: vec![*number] },
                content: Content::InFiles,
            };
            if source.origin.mode().is_some() {
                continue;
            }
            if let Some(bytes) = source.origin.bytes() {
                batch.pieces[0].length = bytes.len();
                batch.pasted = matches!(source.origin, Origin::Text(_));
                job.content = Content::Here(Uint8Array::from(bytes).buffer());
                job.task = Task::Read(batch);
                self.jobs.push_back(job);
                open = None;
                continue;
            }
            match (open, self.jobs.back_mut()) {
                (Some(drop), Some(Job { task: Task::Read(whole), origin, .. }))
                    if drop == source.drop && whole.pieces.len() < most =>
                {
                    whole.pieces.append(&mut batch.pieces);
                    origin.sources.push(*number);
                }
                _ => {
                    self.jobs.push_back(job);
                    open = Some(source.drop);
                }
            }
        }
        self.add_made(numbers, sources, most);
        self.total = self.total.saturating_add(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    }

    /// Puts files that were made here into jobs of at most `most`. No archive is among them.
    fn add_made(&mut self, numbers: &[u32], sources: &Sources, most: usize) {
        let made = |number: &u32| sources.get(*number).filter(|source| source.origin.mode().is_some());
        let numbers: Vec<u32> = numbers.iter().copied().filter(|number| made(number).is_some()).collect();
        for numbers in numbers.chunks(most) {
            let mut batch = Batch { unpacked: true, ..Batch::default() };
            let mut content = Zeroizing::new(Vec::new());
            let mut drop = 0;
            for source in numbers.iter().filter_map(made) {
                let bytes = source.origin.bytes().unwrap_or_default();
                batch.pieces.push(Piece { path: source.path.clone(), length: bytes.len() });
                content.extend_from_slice(bytes);
                drop = source.drop;
            }
            self.jobs.push_back(Job {
                task: Task::Read(batch),
                origin: JobOrigin { drop, sources: numbers.to_vec() },
                content: Content::Here(Uint8Array::from(content.as_slice()).buffer()),
            });
        }
    }

    /// Counts what was read: `files` of them out of `given`, which are less when archives were opened.
    pub fn count(&mut self, given: u32, files: u32, bytes: u64) {
        self.total = self.total.saturating_add(files.saturating_sub(given));
        self.done = self.done.saturating_add(files).min(self.total);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Drops everything, with its bytes overwritten.
    pub fn clear(&mut self) {
        self.jobs.iter().for_each(|job| job.content.wipe());
        *self = Self::default();
    }
}
