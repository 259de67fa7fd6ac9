//! Files into archives: the same bytes for the same files, wherever and whenever it is done.

use std::io::{Cursor, Write};

use flate2::{Compression, GzBuilder};
use pki::UnixTime;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file that goes into an archive. The bytes may be a private key: what comes out is to be wiped after use, too.
#[derive(Clone, Copy)]
pub struct PackedFile<'a> {
    /// `/`-separated, without a leading `/`.
    pub path: &'a str,
    /// Its mode: `0o600`, `0o644`.
    pub mode: u32,
    /// The content.
    pub bytes: &'a [u8],
}

/// Why files cannot be packed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A path that would leave the folder in which the archive is opened, or that no system can hold.
    #[error("the path {path:?} cannot stand in an archive")]
    Path {
        /// The path.
        path: String,
    },
    /// Two files of one path, or a file where another one needs a folder.
    #[error("the path {path:?} stands twice")]
    Twice {
        /// The path.
        path: String,
    },
    /// The archive's format cannot hold it.
    #[error("the archive cannot be written: {reason}")]
    Format {
        /// What the writer said.
        reason: String,
    },
}

/// Longer paths are refused by [`unpack`](crate::unpack), so none is written.
const PATH_BYTES: usize = 1024;

/// A gzipped tar (ustar; longer names as GNU does). Owner and group are root's, as those of kubeadm's files.
///
/// # Errors
/// A path leaves the archive or stands twice, or a file is beyond what tar can hold.
pub fn pack_tar_gz(files: &[PackedFile<'_>], modified: UnixTime) -> Result<Vec<u8>, PackError> {
    check(files)?;
    let seconds = u64::try_from(modified.seconds()).unwrap_or_default();
    // The time in the header of gzip is left out: it says nothing that the members do not.
    let stream = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::default());
    let mut archive = tar::Builder::new(stream);
    for file in files {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(file.mode);
        header.set_size(u64::try_from(file.bytes.len()).unwrap_or(u64::MAX));
        header.set_mtime(seconds);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, file.path, file.bytes).map_err(|error| format(&error))?;
    }
    let stream = archive.into_inner().map_err(|error| format(&error))?;
    stream.finish().map_err(|error| format(&error))
}

/// A zip with the modes of Unix. Times before 1980 and after 2107 become the nearest that zip can say.
///
/// # Errors
/// A path leaves the archive or stands twice.
pub fn pack_zip(files: &[PackedFile<'_>], modified: UnixTime) -> Result<Vec<u8>, PackError> {
    check(files)?;
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(dos(modified));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.path, options.unix_permissions(file.mode)).map_err(|error| format(&error))?;
        archive.write_all(file.bytes).map_err(|error| format(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| format(&error))
}

fn format(error: &dyn std::error::Error) -> PackError {
    PackError::Format { reason: error.to_string() }
}

fn dos(time: UnixTime) -> DateTime {
    let Some(civil) = time.civil() else { return DateTime::default() };
    let year = u16::try_from(civil.year).unwrap_or_default();
    let at = DateTime::from_date_and_time(year, civil.month, civil.day, civil.hour, civil.minute, civil.second);
    let last = || DateTime::from_date_and_time(2107, 12, 31, 23, 59, 58).unwrap_or_default();
    at.unwrap_or_else(|_| if civil.year > 2107 { last() } else { DateTime::default() })
}

/// No path leaves the archive, on Unix or Windows, and none is another's or another's folder.
fn check(files: &[PackedFile<'_>]) -> Result<(), PackError> {
    let mut paths: Vec<&str> = files.iter().map(|file| file.path).collect();
    if let Some(path) = paths.iter().find(|path| !stays(path)) {
        return Err(PackError::Path { path: (*path).to_owned() });
    }
    pki::order::sort(&mut paths);
    for (index, path) in paths.iter().enumerate() {
        // What lies below a path need not stand right behind it (`a`, `a-b`, `a/c`), but before all that begins otherwise.
        let after = paths.iter().skip(index.saturating_add(1)).take_while(|other| other.starts_with(path));
        let mut clashes = after.filter(|other| matches!(other.as_bytes().get(path.len()), None | Some(b'/')));
        if let Some(other) = clashes.next() {
            return Err(PackError::Twice { path: (*other).to_owned() });
        }
    }
    Ok(())
}

fn stays(path: &str) -> bool {
    let is_odd = |c: char| c.is_control() || c == '\\';
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    path.len() <= PATH_BYTES && !has_drive && !path.contains(is_odd) && path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DroppedFile, Limits, unpack};

    const LONG: &str = "a-folder-with-a-name-that-is-rather-long/another-folder-with-a-name-that-is-rather-long/and-a-file-whose-name-makes-it-longer-than-a-hundred-bytes/übung.crt";

    fn files() -> Vec<PackedFile<'static>> {
        vec![
            PackedFile { path: "cp-1/pki/ca.key", mode: 0o600, bytes: b"key" },
            PackedFile { path: "cp-1/pki/ca.crt", mode: 0o644, bytes: &[b'c'; 100_000] },
            PackedFile { path: "cp-1/pki-2/empty", mode: 0o644, bytes: b"" },
            PackedFile { path: LONG, mode: 0o644, bytes: b"long" },
        ]
    }

    const AT: UnixTime = UnixTime::from_seconds(1_772_442_930);

    type Pack = fn(&[PackedFile<'_>], UnixTime) -> Result<Vec<u8>, PackError>;
    const BOTH: [(Pack, &str); 2] = [(pack_tar_gz, "made.tar.gz"), (pack_zip, "made.zip")];

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        for (pack, name) in BOTH {
            let bytes = pack(&files(), AT).unwrap();
            assert_eq!(bytes, pack(&files(), AT).unwrap(), "{name} is the same each time");
            let unpacked = unpack(DroppedFile { path: name.to_owned(), bytes }, &Limits::default());
            assert!(unpacked.problems.is_empty(), "{name}");
            let mut found: Vec<_> = unpacked.files.iter().map(|file| (file.path.as_str(), &*file.bytes)).collect();
            found.sort_unstable();
            let files = files();
            let path = |file: &PackedFile<'_>| format!("{name}/{}", file.path);
            let mut wanted: Vec<_> = files.iter().map(|file| (path(file), file.bytes)).collect();
            wanted.sort_unstable();
            assert_eq!(found, wanted.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_path_leaves_the_archive() {
        let long = "x".repeat(1025);
        for path in ["", "/etc/x", "../x", "a/../b", "./a", "a//b", "a/", "a\\b", "C:/x", "a\0b", "a\nb", &long] {
            for (pack, _) in BOTH {
                let file = PackedFile { path, mode: 0o600, bytes: b"" };
                assert_eq!(pack(&[file], AT), Err(PackError::Path { path: path.to_owned() }), "{path:?}");
            }
        }
    }

    #[test]
    fn no_path_stands_twice() {
        for (paths, twice) in
            [(&["a", "a"][..], Some("a")), (&["a/b", "a-c", "a"], Some("a/b")), (&["a/b", "ab", "a-b", "a/c"], None)]
        {
            let files: Vec<_> = paths.iter().map(|path| PackedFile { path, mode: 0o600, bytes: b"" }).collect();
            let wanted = twice.map(|path| PackError::Twice { path: path.to_owned() });
            for (pack, _) in BOTH {
                assert_eq!(pack(&files, AT).err(), wanted);
            }
        }
    }

    #[test]
    fn instants_beyond_zip_become_the_nearest() {
        for (seconds, year) in [(0, 1980), (AT.seconds(), 2026), (10_000_000_000, 2107), (i64::MIN, 1980)] {
            assert_eq!(dos(UnixTime::from_seconds(seconds)).year(), year);
        }
    }
}
