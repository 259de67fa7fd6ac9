//! Moving through rows by keyboard, and opening them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

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

/// The button that shows the rest of a list, `more` of them, below it; nothing where that is all.
pub fn rest(t: words::Text, more: usize, all: &UseStateHandle<bool>) -> Html {
    let all = all.clone();
    let show_all = Callback::from(move |_: MouseEvent| all.set(true));
    html! {
        if more > 0 {
            <div class="pane"><button type="button" class="btn" onclick={show_all}>{ t.and_more(more) }</button></div>
        }
    }
}

/// A table of four columns that is short enough to be in the document whole.
pub fn listed(caption: Html, columns: [&'static str; 4], body: Html) -> Html {
    html! {
        <div class="wide">
            <table class="listed">
                { caption }
                <thead><tr>{ for columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ body }</tbody>
            </table>
        </div>
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
