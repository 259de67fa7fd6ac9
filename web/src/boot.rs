//! How the page starts, and what is seen when it falls.

use std::panic;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Shows a panic: on the page in place of everything, in a worker to the page.
    #[wasm_bindgen(js_name = kubecertsPanicked)]
    fn panicked(reason: &str);
}

/// Starts the page. The boot script calls it once, with the compiled module and the text of the workers' script.
#[wasm_bindgen]
pub fn start_page(module: JsValue, worker_source: &str) {
    report_panics();
    crate::worker::prepare(module, worker_source);
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    match root {
        Some(root) => yew::Renderer::<crate::app::App>::with_root(root).render(),
        None => yew::Renderer::<crate::app::App>::new().render(),
    };
}

/// Has every panic reported before it ends the module.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| panicked(&info.to_string())));
}
