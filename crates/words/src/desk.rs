//! The signing desk in words.

mod draft;
mod returned;
mod review;
mod sign;

pub use draft::{authority_fault, draft_error, draft_fault, purpose};
pub use returned::return_check;
pub use review::request_remark;
pub use sign::{caution, drop_reason, preview_part, refusal};
