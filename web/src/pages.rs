//! The screens, one file each.

mod certificates;
mod check;
mod empty;
mod expiry;
mod files;
mod timeline;

pub use certificates::Certificates;
pub use check::Check;
pub use empty::Empty;
pub use expiry::Expiry;
pub use files::Files;
pub use timeline::Timeline;
