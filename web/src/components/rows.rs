//! Moving through rows by keyboard, and opening them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

/// The arrow keys move the focus to the next or previous row that can be opened, across all tables of the screen.
/// `Home` and `End` go to the first and last one.
pub fn on_key(event: &KeyboardEvent) {
    let key = event.key();
    if !matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End") {
        return;
    }
    let document = gloo::utils::document();
    let Some(active) = document.active_element().filter(|element| element.matches(".open").unwrap_or(false)) else {
        return;
    };
    let Ok(all) = document.query_selector_all("main .open") else { return };
    let count = all.length();
    let Some(here) = (0..count).find(|&index| all.item(index).as_ref() == Some(active.as_ref())) else { return };
    let there = match key.as_str() {
        "ArrowDown" => here + 1,
        "ArrowUp" => here.wrapping_sub(1),
        "Home" => 0,
        _ => count - 1,
    };
    if let Some(element) = all.item(there).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = element.focus();
    }
}

/// A press anywhere on a row counts as one on its button, which takes the focus so that it can return there.
pub fn focus_row(event: &MouseEvent) {
    // The framework listens at the root, so the event's own current target is not the row.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let row = target.and_then(|target| target.closest("tr").ok().flatten());
    let button = row.and_then(|row| row.query_selector(".open").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
