//! Whole documents made of a report or of a plan's outline, for people to keep: none of them can hold a private key, for
//! neither has one.

mod csv;
mod icalendar;
mod lines;
mod markdown;
mod runbook;

pub use csv::csv;
pub use icalendar::icalendar;
pub use markdown::markdown;
pub use runbook::{archives, runbook};
