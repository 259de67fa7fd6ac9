//! Reading tar archives: GNU long names and pax headers too.

use std::io::Read;

use tar::{Archive, EntryType, Header};

use crate::ProblemKind;
use crate::unpack::budget::{Budget, Stop};
use crate::unpack::members::{Member, Members};

/// Bytes of a tar block.
pub(crate) const BLOCK: usize = 512;
/// The same, for readers.
pub(crate) const BLOCK_U64: u64 = 512;

/// Whether bytes begin with a tar header: its checksum holds.
pub(crate) fn is_tar(bytes: &[u8]) -> bool {
    let Some(block) = bytes.get(..BLOCK) else { return false };
    let header = Header::from_byte_slice(block);
    let field = 148..156;
    let sum: u32 =
        block.iter().enumerate().map(|(at, byte)| if field.contains(&at) { 32 } else { u32::from(*byte) }).sum();
    header.cksum().is_ok_and(|expected| expected == sum)
}

/// Reads all members; what stopped it early, if anything.
pub(crate) fn read(stream: impl Read, budget: &mut Budget, members: &mut Members) -> Option<Stop> {
    let mut archive = Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return Some(budget.stop(&error)),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(budget.stop(&error)),
        };
        if let Err(stop) = budget.take_entry() {
            return Some(stop);
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let target = || entry.link_name_bytes().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let kind = entry.header().entry_type();
        match kind {
            EntryType::Directory => members.insert(&name, Member::Folder),
            EntryType::Symlink => members.insert(&name, Member::Link(target().unwrap_or_default())),
            EntryType::Link => members.insert(&name, Member::HardLink(target().unwrap_or_default())),
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let (size, bound) = (entry.size(), budget.limits().file_bytes);
                if size > bound {
                    members.problem(&name, ProblemKind::TooLarge { size, bound });
                    continue;
                }
                let mut bytes = Vec::new();
                match entry.by_ref().take(bound.saturating_add(1)).read_to_end(&mut bytes) {
                    Err(error) => return Some(budget.stop(&error)),
                    Ok(read) => match budget.check_file(read) {
                        Err(problem) => members.problem(&name, problem),
                        Ok(()) if u64::try_from(read).is_ok_and(|read| read < size) => {
                            return Some(Stop::Damaged(format!("it ends within {name}")));
                        }
                        Ok(()) => members.insert(&name, Member::File(bytes)),
                    },
                }
            }
            // Devices, pipes and the like hold nothing.
            _ => {}
        }
    }
    None
}
