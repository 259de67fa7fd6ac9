//! The pool of workers and the page's side of it.

mod hashes;
mod pool;

pub use hashes::{PartHash, PartKind, hashes};
pub use pool::{Pool, PoolEvent};
