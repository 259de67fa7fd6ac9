//! Where the bytes of a dropped file come from.

use std::rc::Rc;

use js_sys::{Array, Error, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::File;
use zeroize::Zeroizing;

/// Where the bytes of a dropped file come from. It is kept, so that everything can be read again.
#[derive(Clone)]
pub enum Origin {
    /// A file of the user's machine. The page never asks for its bytes or even its size: both would hold it up, by up to
    /// a millisecond a file. The readers do.
    File(File),
    /// Bytes that the page has itself: the sample.
    Bytes(Rc<Zeroizing<Vec<u8>>>),
    /// Pasted text.
    Text(Rc<Zeroizing<String>>),
}

impl Origin {
    /// The bytes, where the page has them.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Origin::File(_) => None,
            Origin::Bytes(bytes) => Some(bytes),
            Origin::Text(text) => Some(text.as_bytes()),
        }
    }

    /// The files among these, for a reader.
    pub fn files<'a>(origins: impl Iterator<Item = &'a Origin>) -> Array {
        let files = origins.filter_map(|origin| match origin {
            Origin::File(file) => Some(file),
            Origin::Bytes(_) | Origin::Text(_) => None,
        });
        files.collect()
    }
}

/// What a JavaScript error says.
pub fn reason(error: &JsValue) -> String {
    let text = |value: JsValue| value.as_string();
    match error.dyn_ref::<Error>() {
        Some(error) => String::from(error.message()),
        None => Reflect::get(error, &"message".into())
            .ok()
            .and_then(text)
            .or_else(|| error.as_string())
            .unwrap_or_else(|| format!("{error:?}")),
    }
}
