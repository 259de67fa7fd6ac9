//! How the page starts, and what is seen when it falls.

use wasm_bindgen::prelude::*;

/// Starts the page. The boot script calls it once, with the compiled module and the source text for workers.
#[wasm_bindgen]
pub fn start_page(module: JsValue, worker_source: String) {
    let _ = (module, worker_source);
    yew::Renderer::<crate::app::App>::new().render();
}
