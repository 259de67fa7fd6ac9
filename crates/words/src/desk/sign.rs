//! Signing in words.

use cluster::desk::sign::{Caution, DropReason, PreviewPart, Refusal};

use crate::Lang;

/// Why something is not signed, and what to do.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let _ = lang;
    format!("{refusal:?}")
}

/// What has to be confirmed, in so many words.
pub fn caution(caution: &Caution, lang: Lang) -> String {
    let _ = lang;
    format!("{caution:?}")
}

/// Why something that a request asks for is left out.
pub fn drop_reason(reason: DropReason, lang: Lang) -> String {
    let _ = lang;
    format!("{reason:?}")
}

/// What a part of a certificate is called.
pub fn preview_part(part: &PreviewPart, lang: Lang) -> String {
    let _ = lang;
    format!("{part:?}")
}
