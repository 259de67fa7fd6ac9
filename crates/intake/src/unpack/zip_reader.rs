//! Reading zip archives.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::ProblemKind;
use crate::unpack::budget::{Budget, Stop};
use crate::unpack::members::{Member, Members};

/// The signature of an entry in the central directory.
const ENTRY: &[u8; 4] = b"PK\x01\x02";

/// The reader takes in the whole central directory at once, so one far beyond the bound is refused before.
const DIRECTORIES_READ: u64 = 10;

/// Reads all members; what stopped it early, if anything.
pub(crate) fn read(bytes: &[u8], budget: &mut Budget, members: &mut Members) -> Option<Stop> {
    let bound = budget.limits().entries;
    let signatures = bytes.windows(ENTRY.len()).filter(|window| window == ENTRY).count();
    if u64::try_from(signatures).unwrap_or(u64::MAX) > bound.saturating_mul(DIRECTORIES_READ) {
        return Some(Stop::Bound(ProblemKind::TooManyEntries { bound }));
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return Some(Stop::Damaged(error.to_string())),
    };
    for index in 0..archive.len() {
        if let Err(stop) = budget.take_entry() {
            return Some(stop);
        }
        // Known even where the entry itself cannot be opened (a password, another compression).
        let name = archive.name_for_index(index).and_then(Result::ok).map(|name| unix_path(&name)).unwrap_or_default();
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                members.problem(&name, ProblemKind::ArchiveDamaged { reason: error.to_string() });
                continue;
            }
        };
        if entry.is_dir() {
            members.insert(&name, Member::Folder);
            continue;
        }
        let (is_link, said, bound) = (entry.is_symlink(), entry.size(), budget.limits().file_bytes);
        let mut content = Vec::new();
        let mut stream = budget.meter(entry, bytes.len()).take(bound.saturating_add(1));
        match stream.read_to_end(&mut content) {
            Err(error) => match budget.stop(&error) {
                Stop::Damaged(reason) => members.problem(&name, ProblemKind::ArchiveDamaged { reason }),
                stop => return Some(stop),
            },
            Ok(_) if is_link => members.insert(&name, Member::Link(String::from_utf8_lossy(&content).into_owned())),
            Ok(read) => match budget.check_file(read) {
                Ok(()) => members.insert(&name, Member::File(content)),
                Err(ProblemKind::TooLarge { bound, .. }) => {
                    members.problem(&name, ProblemKind::TooLarge { size: said.max(bound.saturating_add(1)), bound });
                }
                Err(problem) => members.problem(&name, problem),
            },
        }
    }
    None
}

/// Some programs on Windows write `\` between folders.
fn unix_path(name: &str) -> String {
    if name.contains('/') { name.to_owned() } else { name.replace('\\', "/") }
}
