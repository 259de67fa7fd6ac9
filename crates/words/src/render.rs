//! Whole documents made of a report, for people to keep: none of them can hold a private key, for a report has none.

mod csv;
mod icalendar;
mod lines;
mod markdown;

pub use csv::csv;
pub use icalendar::icalendar;
pub use markdown::markdown;
