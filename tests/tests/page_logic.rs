//! The parts of the page that need no browser, with the unit tests that stand in them: which rows a filter shows, and
//! where the timeline draws what. The crate `web` itself is built for WebAssembly alone.
#![allow(dead_code, reason = "the page uses what the tests do not")]

#[path = "../../web/src/store/filter.rs"]
mod filter;
#[path = "../../web/src/timeline.rs"]
mod timeline;

/// Where the page keeps the filter.
mod store {
    pub use crate::filter::Filter;
}
