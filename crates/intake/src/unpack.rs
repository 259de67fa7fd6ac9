//! Archives to plain files: tar, gzip and zip, recognised by content, within bounds.

mod budget;
mod links;
mod members;
mod tar_reader;
mod zip_reader;

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::unpack::budget::{Budget, Stop};
use crate::unpack::members::Members;
use crate::{DroppedFile, Limits, Place, Problem, ProblemKind, Unpacked};

/// Archives within archives that are still opened: a `.tgz` in a `.zip`.
const DEPTH: u8 = 2;

/// Turns a dropped file into plain files: an archive into its members, anything else into itself.
///
/// Members stand below the path of their archive. Symbolic and hard links are followed within the archive, absolute
/// targets from its root. What cannot be unpacked is a problem; all the rest is there.
pub fn unpack(file: DroppedFile, limits: &Limits) -> Unpacked {
    let mut unpacking = Unpacking { budget: Budget::new(limits), found: Unpacked::default() };
    unpacking.open(file, 0);
    unpacking.found
}

struct Unpacking {
    budget: Budget,
    found: Unpacked,
}

/// What a file is by its first bytes.
enum Format {
    Zip,
    Tar,
    Gzip,
    /// An archive or compression that is not opened here, by its name.
    Unsupported(&'static str),
    Plain,
}

fn format(bytes: &[u8]) -> Format {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Format::Zip,
        [0x1F, 0x8B, 8, ..] => Format::Gzip,
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Format::Unsupported("xz"),
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', ..] => Format::Unsupported("bzip2"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Format::Unsupported("zstd"),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => Format::Unsupported("7z"),
        [b'R', b'a', b'r', b'!', 0x1A, 7, ..] => Format::Unsupported("rar"),
        _ if tar_reader::is_tar(bytes) => Format::Tar,
        _ => Format::Plain,
    }
}

impl Unpacking {
    fn problem(&mut self, path: String, kind: ProblemKind) {
        self.found.problems.push((path, Problem { place: Place::default(), kind }));
    }

    fn open(&mut self, file: DroppedFile, depth: u8) {
        let DroppedFile { path, bytes } = file;
        let format = format(&bytes);
        if depth > DEPTH && !matches!(format, Format::Plain) {
            return self.problem(path, ProblemKind::NestedTooDeep);
        }
        match format {
            Format::Zip => {
                let mut members = Members::default();
                let stop = zip_reader::read(&bytes, &mut self.budget, &mut members);
                self.keep(path, members, stop, depth);
            }
            Format::Tar => {
                let mut members = Members::default();
                let stop = tar_reader::read(bytes.as_slice(), &mut self.budget, &mut members);
                self.keep(path, members, stop, depth);
            }
            Format::Gzip => self.gunzip(path, &bytes, depth),
            Format::Unsupported(format) => {
                self.problem(path, ProblemKind::ArchiveUnsupported { format: format.to_owned() });
            }
            Format::Plain => match self.budget.check_file(bytes.len()) {
                Ok(()) => self.found.files.push(DroppedFile { path, bytes }),
                Err(kind) => self.problem(path, kind),
            },
        }
    }

    /// A compressed tar, which is read as it unpacks, or any other file, which loses its `.gz`.
    fn gunzip(&mut self, path: String, bytes: &[u8], depth: u8) {
        let mut start = Vec::with_capacity(tar_reader::BLOCK);
        let mut stream = self.budget.meter(MultiGzDecoder::new(bytes), bytes.len());
        let begun = stream.by_ref().take(tar_reader::BLOCK_U64).read_to_end(&mut start);
        if begun.is_ok() && tar_reader::is_tar(&start) {
            let mut members = Members::default();
            let stop = tar_reader::read(start.as_slice().chain(stream), &mut self.budget, &mut members);
            return self.keep(path, members, stop, depth);
        }
        let limit = self.budget.limits().file_bytes;
        let outcome = begun.and_then(|_| stream.by_ref().take(limit.saturating_add(1)).read_to_end(&mut start));
        let path = path.strip_suffix(".gz").map(str::to_owned).unwrap_or(path);
        match outcome {
            Ok(_) => self.open(DroppedFile { path, bytes: start }, depth + 1),
            Err(error) => {
                let stop = self.budget.stop(&error);
                self.problem(path, stop.kind());
            }
        }
    }

    /// Takes over the members of an archive, those of archives among them too.
    fn keep(&mut self, archive: String, members: Members, stop: Option<Stop>, depth: u8) {
        let resolved = links::resolve(members, &mut self.budget);
        let is_empty = resolved.files.is_empty() && resolved.folders.is_empty() && resolved.problems.is_empty();
        if is_empty && stop.is_none() {
            return self.problem(archive, ProblemKind::Empty);
        }
        let below = |path: String| format!("{archive}/{path}");
        self.found.problems.extend(resolved.problems.into_iter().map(|(path, kind)| {
            let path = if path.is_empty() { archive.clone() } else { below(path) };
            (path, Problem { place: Place::default(), kind })
        }));
        self.found.folders.extend(resolved.folders.into_iter().map(below));
        for (path, bytes) in resolved.files {
            self.open(DroppedFile { path: below(path), bytes }, depth + 1);
        }
        if let Some(stop) = stop {
            self.problem(archive, stop.kind());
        }
    }
}
