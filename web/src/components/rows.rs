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
    // What a filter or a fold hides has no offset parent, and cannot take the focus.
    let shown: Vec<HtmlElement> = (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| element.offset_parent().is_some())
        .collect();
    let Some(here) = shown.iter().position(|element| element.is_same_node(Some(&active))) else { return };
    let there = match key.as_str() {
        "ArrowDown" => here + 1,
        "ArrowUp" => here.wrapping_sub(1),
        "Home" => 0,
        _ => shown.len() - 1,
    };
    if let Some(element) = shown.get(there) {
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
