//! Every text for people, in English and Simplified Chinese.

mod lang;

pub use lang::Lang;
