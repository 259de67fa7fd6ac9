//! The workers: one that owns the workspace, and readers that look into files.
//!
//! All run the same module as the page. The page hands bytes to the readers, what they find goes to the owner unopened,
//! and the owner makes the report. A reader that falls costs one file; should the owner fall, everything is read again.

mod answer;
mod crew;
mod hand;
mod hashes;
mod maker;
mod origin;
mod owner;
mod pool;
mod reader;
mod rehearsal;
mod sources;
mod wire;
mod work;

pub use hand::prepare;
pub use hashes::{PartHash, PartKind, hashes};
pub use origin::reason;
pub use pool::{Bench, DeskEvent, Pool, PoolEvent};
pub use wire::{DeskAnswer, NotMade, Packing};
