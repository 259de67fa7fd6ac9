//! Saving a file: the browser's own download, from memory; nothing is sent anywhere.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to begin the download before the content is given back.
const KEPT: u32 = 10_000;

/// Offers the text for download under that name.
///
/// # Errors
/// What the browser said.
pub fn save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    offer(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &of_type(media_type))?)
}

/// Offers a copy of the bytes for download under that name.
///
/// # Errors
/// What the browser said.
pub fn save_bytes(name: &str, media_type: &str, bytes: &Uint8Array) -> Result<(), JsValue> {
    offer(name, &Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &of_type(media_type))?)
}

fn of_type(media_type: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    options
}

fn offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let anchor: HtmlAnchorElement = gloo::utils::document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    gloo::utils::body().append_child(&anchor)?;
    anchor.click();
    anchor.remove();
    Timeout::new(KEPT, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
