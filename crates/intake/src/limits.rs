//! The bounds within which archives and files are opened.

/// Bounds on what is unpacked; reaching one is a [`Problem`](crate::Problem) and what came before it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes that a dropped file may unpack to, with all archives in it.
    pub archive_bytes: u64,
    /// Entries that a dropped file may hold, with all archives in it.
    pub entries: u64,
    /// Bytes of one plain file.
    pub file_bytes: u64,
    /// How many times larger than itself an archive may become.
    pub ratio: u64,
    /// Up to that many bytes the ratio says nothing: small archives of much alike files compress very well.
    pub ratio_floor: u64,
}

/// 256 MiB and 100 000 entries an archive, 16 MiB a file, a ratio of 200 from 32 MiB on.
impl Default for Limits {
    fn default() -> Self {
        Self { archive_bytes: 256 << 20, entries: 100_000, file_bytes: 16 << 20, ratio: 200, ratio_floor: 32 << 20 }
    }
}
