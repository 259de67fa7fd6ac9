//! The screens, one file each.

mod approve;
mod authority;
mod certificates;
mod check;
mod empty;
mod expiry;
mod files;
mod renew;
mod request;
mod sign;
mod take_back;
mod timeline;

pub use approve::Approve;
pub use authority::Authority;
pub use certificates::Certificates;
pub use check::Check;
pub use empty::Empty;
pub use expiry::Expiry;
pub use files::Files;
pub use renew::Renew;
pub use request::{Request, SIGNERS, release_of};
pub use sign::Sign;
pub use take_back::TakeBack;
pub use timeline::Timeline;
