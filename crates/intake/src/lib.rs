//! Bytes of any kind to files and items.
//!
//! Two steps, each a pure function that runs in a worker and in a native test alike:
//! [`unpack`] turns what was dropped into plain files (an archive into its members, anything else into itself),
//! [`read`] turns one file into a [`ReadFile`]: what was recognised in it, by content and never by name alone, and what
//! was wrong with it. Neither fails as a whole: what cannot be used is a [`Problem`] with its place.

mod facts;
mod limits;
mod pack;
mod pasted;
mod read;
mod unpack;

pub use facts::{DroppedFile, FileKind, HeldKey, Item, Locked, Place, Problem, ProblemKind, ReadFile, Thing, Unpacked};
pub use limits::Limits;
pub use pack::{PackError, PackedFile, pack_tar_gz, pack_zip};
pub use pasted::{pasted, read_pasted};
pub use read::{read, read_with_password};
pub use unpack::unpack;
