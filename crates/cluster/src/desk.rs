//! The signing desk: making requests, reading them, signing them with a CA that was dropped, judging what a cluster's
//! users ask for, taking back what somebody else signed, and making authorities (spec sections 1.3, 1.6, 5, 9, 11).
//!
//! Everything here is a pure function of the workspace, an order and an instant. Keys are made elsewhere and passed in.

pub mod api;
pub mod approval;
pub mod authority;
pub mod draft;
pub mod made;
pub(crate) mod profile;
pub mod returned;
pub mod review;
pub mod role;
pub mod sign;
pub mod signer;
pub mod usage;
