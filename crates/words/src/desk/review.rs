//! What is to be said of a request, in words.

use cluster::desk::review::RequestRemark;

use crate::Lang;

/// A remark on a request: what it is, and what the usual signers make of it.
pub fn request_remark(remark: &RequestRemark, lang: Lang) -> String {
    let _ = lang;
    format!("{remark:?}")
}
