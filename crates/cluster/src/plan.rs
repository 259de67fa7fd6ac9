//! Plans: what is to be done to the files of a cluster's nodes, step by step, before anything is made.
//!
//! A plan is worked out of the workspace, an order and an instant. Views show its [`Outline`], which holds facts only; the
//! keys that it asks for are made elsewhere; finished with them it gives each node's files, ready to be unpacked.

mod finish;
mod loss;
mod order;
mod outline;
mod renewal;
mod restart;

pub use finish::{FinishError, FinishedNode};
pub use order::{KeyChoice, RenewOptions, RenewOrder, RenewValidity, RestartWay};
pub use outline::{Left, LeftReason, Loss, NodeOutline, Outline, Renewal, Step};
pub use renewal::Plan;
pub use restart::{COMPONENTS, Restart, RestartReason};
