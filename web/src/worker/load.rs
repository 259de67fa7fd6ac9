//! The bytes of many files in one buffer.

use std::rc::Rc;

use intake::ProblemKind;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};
use zeroize::Zeroizing;

use super::wire::Piece;

/// Where the bytes of a dropped file come from. It is kept, so that everything can be read again.
#[derive(Clone)]
pub enum Origin {
    /// A file of the user's machine.
    File(File),
    /// Bytes that the page has itself: the sample.
    Bytes(Rc<Zeroizing<Vec<u8>>>),
    /// Pasted text.
    Text(Rc<Zeroizing<String>>),
}

impl Origin {
    /// How many bytes it has, as far as the browser knows before reading.
    pub fn size(&self) -> f64 {
        match self {
            Origin::File(file) => file.size(),
            Origin::Bytes(bytes) => length(bytes),
            Origin::Text(text) => length(text.as_bytes()),
        }
    }
}

/// Files put together.
pub struct Loaded {
    /// Their bytes, one behind the other.
    pub content: ArrayBuffer,
    /// Which bytes belong to which file.
    pub pieces: Vec<Piece>,
    /// Those that the browser could not read.
    pub unreadable: Vec<(String, ProblemKind)>,
}

/// Reads files into one buffer.
///
/// The browser puts them together in one go; only where that fails are they read one by one, to find the one at fault.
pub async fn load(files: Vec<(String, Origin)>) -> Loaded {
    let blobs: Array = files.iter().map(|(_, origin)| part(origin)).collect();
    let sizes: Vec<usize> = files.iter().map(|(_, origin)| whole(origin.size())).collect();
    if let Ok(content) = bytes(Blob::new_with_blob_sequence(&blobs)).await
        && whole(f64::from(content.byte_length())) == sizes.iter().sum::<usize>()
    {
        let pieces = files.into_iter().zip(sizes).map(|((path, _), length)| Piece { path, length }).collect();
        return Loaded { content, pieces, unreadable: Vec::new() };
    }
    one_by_one(files).await
}

async fn one_by_one(files: Vec<(String, Origin)>) -> Loaded {
    let mut together: Vec<u8> = Vec::new();
    let mut pieces = Vec::new();
    let mut unreadable = Vec::new();
    for (path, origin) in files {
        let mut length = 0;
        match bytes(Blob::new_with_blob_sequence(&Array::of1(&part(&origin)))).await {
            Ok(content) => {
                let content = Uint8Array::new(&content);
                together.extend(content.to_vec());
                length = whole(f64::from(content.length()));
                content.fill(0, 0, content.length());
            }
            Err(error) => unreadable.push((path.clone(), ProblemKind::Unreadable { reason: reason(&error) })),
        }
        pieces.push(Piece { path, length });
    }
    let together = Zeroizing::new(together);
    Loaded { content: Uint8Array::from(together.as_slice()).buffer(), pieces, unreadable }
}

async fn bytes(blob: Result<Blob, JsValue>) -> Result<ArrayBuffer, JsValue> {
    JsFuture::from(blob?.array_buffer()).await?.dyn_into()
}

fn part(origin: &Origin) -> JsValue {
    match origin {
        Origin::File(file) => file.into(),
        Origin::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        Origin::Text(text) => Uint8Array::from(text.as_bytes()).into(),
    }
}

fn length(bytes: &[u8]) -> f64 {
    u32::try_from(bytes.len()).map_or(f64::MAX, f64::from)
}

/// What a JavaScript error says.
pub fn reason(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => js_sys::Reflect::get(error, &"message".into())
            .ok()
            .and_then(|message| message.as_string())
            .unwrap_or_else(|| format!("{error:?}")),
    }
}

/// A size as the browser counts it. Sizes are whole and far below 2^53.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn whole(size: f64) -> usize {
    size.max(0.0) as usize
}
