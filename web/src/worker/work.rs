//! What is to be read, in batches, and how far reading is.

use std::collections::VecDeque;

use intake::ProblemKind;
use js_sys::{ArrayBuffer, Uint8Array};
use zeroize::Zeroizing;

use super::load::whole;
use super::sources::Sources;
use super::wire::{Batch, ToWorker};

/// A batch holds at most this many files and bytes, a larger file is one of its own: ten thousand files are forty
/// messages, and no reader is left without work while another has much.
const BATCH_FILES: usize = 256;
const BATCH_BYTES: usize = 1 << 20;

/// A dropped file larger than this is not even read, in bytes (256 MiB, the bound of an unpacked archive).
const LARGEST: usize = 256 << 20;

/// Files that are still to be loaded into one buffer.
pub struct Waiting {
    /// The drop that they came with.
    pub drop: u32,
    /// Numbers of the files.
    pub sources: Vec<u32>,
    /// Those that are too large, and other reasons not to look into one.
    pub skip: Vec<(String, ProblemKind)>,
}

/// Something that a reader can start with at once.
pub struct Job {
    /// What it is to do.
    pub task: Task,
    /// What it comes from.
    pub origin: JobOrigin,
    /// The bytes.
    pub content: ArrayBuffer,
}

/// What a job comes from.
#[derive(Clone)]
pub struct JobOrigin {
    /// The drop.
    pub drop: u32,
    /// The numbers of the dropped files.
    pub sources: Vec<u32>,
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

    /// How many files it is about, before archives are opened.
    pub fn files(&self) -> u32 {
        match self {
            Task::Read(batch) => u32::try_from(batch.pieces.len()).unwrap_or(u32::MAX),
            Task::Unlock { .. } => 1,
        }
    }
}

impl Job {
    /// Overwrites the bytes: they may hold private keys.
    pub fn wipe(&self) {
        let bytes = Uint8Array::new(&self.content);
        bytes.fill(0, 0, bytes.length());
    }
}

/// Everything that is to be read.
#[derive(Default)]
pub struct Work {
    /// Not loaded yet.
    pub waiting: VecDeque<Waiting>,
    /// How many batches are being loaded.
    pub loading: usize,
    /// Loaded, for the next free reader.
    pub ready: VecDeque<Job>,
    /// Files that were read.
    pub done: u32,
    /// Files to read, as far as known.
    pub total: u32,
    /// Bytes that were read.
    pub bytes: u64,
}

impl Work {
    /// Puts dropped files into batches of one drop each, so that every one of `readers` gets its share.
    pub fn add(&mut self, numbers: &[u32], sources: &Sources, readers: usize) {
        let most = numbers.len().div_ceil(readers.max(1)).clamp(8, BATCH_FILES);
        let mut room = 0;
        for number in numbers {
            let Some(source) = sources.get(*number) else { continue };
            let size = whole(source.origin.size());
            let fits = self
                .waiting
                .back()
                .is_some_and(|batch| room >= size && batch.drop == source.drop && batch.sources.len() < most);
            if !fits {
                self.waiting.push_back(Waiting { drop: source.drop, sources: Vec::new(), skip: Vec::new() });
                room = BATCH_BYTES;
            }
            let Some(batch) = self.waiting.back_mut() else { continue };
            batch.sources.push(*number);
            if size > LARGEST {
                let [size, bound] = [size, LARGEST].map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
                batch.skip.push((source.path.clone(), ProblemKind::TooLarge { size, bound }));
            }
            room = room.saturating_sub(size);
        }
        self.total = self.total.saturating_add(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    }

    /// Nothing is left to be handed out.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.loading == 0 && self.ready.is_empty()
    }

    /// Counts a job that is done: `files` were read, archives included.
    pub fn count(&mut self, job: &Task, files: u32, bytes: u64) {
        self.total = self.total.saturating_add(files.saturating_sub(job.files()));
        self.done = self.done.saturating_add(files);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Drops everything, with its bytes overwritten.
    pub fn clear(&mut self) {
        self.ready.iter().for_each(Job::wipe);
        *self = Self::default();
    }
}
