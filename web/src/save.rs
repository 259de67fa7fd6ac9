//! Saving a text as a file: the browser's own download, from memory; nothing is sent anywhere.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to begin the download before the text is given back.
const KEPT: u32 = 10_000;

/// Offers the text for download under that name.
///
/// # Errors
/// What the browser said.
pub fn save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
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
