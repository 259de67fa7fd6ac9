//! Renewing a certificate as `kubeadm certs renew` does (spec section 4): what a new one takes over from the old, what
//! it gets by the release, and the files in which it is put in place.

mod command;
mod dropped;
mod leaf;
mod write;

pub use command::{RenewCommand, renew};
pub(crate) use leaf::template;
pub use write::WriteError;
pub(crate) use write::{Place, files};
