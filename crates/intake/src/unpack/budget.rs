//! What may still be unpacked.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::{Limits, ProblemKind};

/// Why an archive was not read to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    /// A bound of the whole was reached.
    Bound(ProblemKind),
    /// It is damaged.
    Damaged(String),
}

impl Stop {
    pub(crate) fn kind(self) -> ProblemKind {
        match self {
            Stop::Bound(kind) => kind,
            Stop::Damaged(reason) => ProblemKind::ArchiveDamaged { reason },
        }
    }
}

/// Counts bytes and entries of everything that comes out of one dropped file.
pub(crate) struct Budget {
    limits: Limits,
    entries: u64,
    state: Rc<State>,
}

struct State {
    bytes: Cell<u64>,
    bound: Cell<Option<Bound>>,
}

#[derive(Clone, Copy)]
enum Bound {
    Bytes,
    Ratio,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        let state = Rc::new(State { bytes: Cell::new(0), bound: Cell::new(None) });
        Self { limits: *limits, entries: 0, state }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether one file is within its bound.
    pub(crate) fn check_file(&self, size: usize) -> Result<(), ProblemKind> {
        let (size, bound) = (u64::try_from(size).unwrap_or(u64::MAX), self.limits.file_bytes);
        if size > bound { Err(ProblemKind::TooLarge { size, bound }) } else { Ok(()) }
    }

    /// Counts one entry.
    pub(crate) fn take_entry(&mut self) -> Result<(), Stop> {
        self.entries = self.entries.saturating_add(1);
        if self.entries > self.limits.entries {
            return Err(Stop::Bound(ProblemKind::TooManyEntries { bound: self.limits.entries }));
        }
        Ok(())
    }

    /// Counts bytes that are there a second time, by a link.
    pub(crate) fn take_bytes(&mut self, count: usize) -> Result<(), Stop> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let total = self.state.bytes.get().saturating_add(count);
        self.state.bytes.set(total);
        if total > self.limits.archive_bytes { Err(self.too_large()) } else { Ok(()) }
    }

    fn too_large(&self) -> Stop {
        Stop::Bound(ProblemKind::ArchiveTooLarge { bound: self.limits.archive_bytes })
    }

    /// A reader of unpacked bytes that counts them, and fails at a bound; `packed` is the size of what they come from.
    pub(crate) fn meter<R: Read>(&self, inner: R, packed: usize) -> Meter<R> {
        let packed = u64::try_from(packed).unwrap_or(u64::MAX);
        let bomb = packed.saturating_mul(self.limits.ratio).max(self.limits.ratio_floor);
        Meter { inner, state: Rc::clone(&self.state), bound: self.limits.archive_bytes, own: 0, bomb }
    }

    /// What an error of a metered reader means.
    pub(crate) fn stop(&self, error: &io::Error) -> Stop {
        match self.state.bound.get() {
            Some(Bound::Bytes) => self.too_large(),
            Some(Bound::Ratio) => Stop::Bound(ProblemKind::Bomb),
            None => Stop::Damaged(error.to_string()),
        }
    }
}

/// See [`Budget::meter`].
pub(crate) struct Meter<R> {
    inner: R,
    state: Rc<State>,
    bound: u64,
    own: u64,
    bomb: u64,
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let count = u64::try_from(read).unwrap_or(u64::MAX);
        let total = self.state.bytes.get().saturating_add(count);
        self.state.bytes.set(total);
        self.own = self.own.saturating_add(count);
        let bound = if self.own > self.bomb {
            Some(Bound::Ratio)
        } else if total > self.bound {
            Some(Bound::Bytes)
        } else {
            None
        };
        match bound {
            None => Ok(read),
            Some(_) => {
                self.state.bound.set(bound);
                Err(io::Error::other("a bound was reached"))
            }
        }
    }
}
