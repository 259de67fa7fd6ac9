//! Certificates that came back, in words.

use cluster::desk::returned::ReturnCheck;

use crate::Lang;

/// A check with how it went: what was wanted, what is there, and what to do.
pub fn return_check(check: &ReturnCheck, lang: Lang) -> String {
    let _ = lang;
    format!("{check:?}")
}
