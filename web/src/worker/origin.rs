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
    /// A file that was made here, and its mode.
    Made(Rc<Zeroizing<Vec<u8>>>, u32),
}

impl Origin {
    /// The bytes, where the page has them.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Origin::File(_) => None,
            Origin::Bytes(bytes) | Origin::Made(bytes, _) => Some(bytes),
            Origin::Text(text) => Some(text.as_bytes()),
        }
    }

    /// The files among these, for a reader.
    pub fn files<'a>(origins: impl Iterator<Item = &'a Origin>) -> Array {
        let files = origins.filter_map(|origin| match origin {
            Origin::File(file) => Some(file),
            Origin::Bytes(_) | Origin::Text(_) | Origin::Made(..) => None,
        });
        files.collect()
    }

    /// The mode of a file that was made here.
    pub fn mode(&self) -> Option<u32> {
        match self {
            Origin::Made(_, mode) => Some(*mode),
            _ => None,
        }
    }

    /// The page itself holds a private key in it.
    pub fn holds_key(&self) -> bool {
        let holds = |marker: &str| {
            self.bytes().is_some_and(|bytes| bytes.windows(marker.len()).any(|part| part == marker.as_bytes()))
        };
        !matches!(self, Origin::Bytes(_)) && (holds("PRIVATE KEY-----") || holds("client-key-data"))
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
