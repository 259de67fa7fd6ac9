//! Drafts of requests and authorities in words.

use cluster::desk::authority::AuthorityFault;
use cluster::desk::draft::{DraftError, DraftFault, Purpose};

use crate::Lang;

/// What a request is for.
pub fn purpose(purpose: &Purpose, lang: Lang) -> String {
    let _ = lang;
    format!("{purpose:?}")
}

/// What is wrong with a field of a draft, and what to do.
pub fn draft_fault(fault: &DraftFault, lang: Lang) -> String {
    let _ = lang;
    format!("{:?}", fault.kind)
}

/// Why a draft was not made, and what to do.
pub fn draft_error(error: &DraftError, lang: Lang) -> String {
    let _ = lang;
    error.to_string()
}

/// What is wrong with the draft of an authority, and what to do.
pub fn authority_fault(fault: &AuthorityFault, lang: Lang) -> String {
    let _ = lang;
    format!("{:?}", fault.kind)
}
