//! The hashes of what the page was made of, computed in the page itself.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use pki::Fingerprint;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Hashed at a time: some milliseconds of work, so that the page stays alive in between.
const PART: u32 = 256 << 10;

#[wasm_bindgen]
extern "C" {
    /// The module's bytes as the boot script unpacks them.
    #[wasm_bindgen(js_name = kubecertsModuleBytes)]
    fn module_bytes() -> Promise;
}

/// What a part of the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartKind {
    /// The WebAssembly module, unpacked.
    Wasm,
    /// A script.
    Script,
    /// A style sheet.
    Style,
}

/// A part of the page and its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartHash {
    /// Its kind.
    pub kind: PartKind,
    /// The `id` of its element.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// SHA-256 of those bytes.
    pub sha256: Fingerprint,
}

/// SHA-256 of the WebAssembly module and of every script and style sheet in the document.
pub async fn hashes() -> Vec<PartHash> {
    let mut hashes = Vec::new();
    if let Some(bytes) = JsFuture::from(module_bytes()).await.ok().and_then(|bytes| bytes.dyn_into().ok()) {
        hashes.push(module(&bytes).await);
    }
    let document = web_sys::window().and_then(|window| window.document());
    let parts = document.and_then(|document| document.query_selector_all("script, style").ok());
    let count = parts.as_ref().map_or(0, web_sys::NodeList::length);
    for element in (0..count).filter_map(|index| parts.as_ref()?.get(index)?.dyn_into::<web_sys::Element>().ok()) {
        if element.id() == "wasm" {
            continue;
        }
        let text = element.text_content().unwrap_or_default();
        let kind = if element.local_name() == "style" { PartKind::Style } else { PartKind::Script };
        let sha256 = Fingerprint(Sha256::digest(&text).into());
        hashes.push(PartHash { kind, name: element.id(), bytes: text.len(), sha256 });
    }
    hashes
}

async fn module(bytes: &ArrayBuffer) -> PartHash {
    let bytes = Uint8Array::new(bytes);
    let mut digest = Sha256::new();
    let mut from = 0;
    while from < bytes.length() {
        let to = bytes.length().min(from + PART);
        digest.update(bytes.subarray(from, to).to_vec());
        from = to;
        next_task().await;
    }
    let sha256 = Fingerprint(digest.finalize().into());
    let length = usize::try_from(bytes.length()).unwrap_or(usize::MAX);
    PartHash { kind: PartKind::Wasm, name: "wasm".to_owned(), bytes: length, sha256 }
}

/// Lets the browser do what else it has to do.
async fn next_task() {
    let promise = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer the promise would never settle, so it is settled at once.
            if window.set_timeout_with_callback(&done).is_err() {
                let _ = done.call0(&JsValue::UNDEFINED);
            }
        }
    });
    // It never fails.
    let _ = JsFuture::from(promise).await;
}
