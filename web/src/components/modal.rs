//! A dialog over the page.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::icon::{Symbol, icon};
use crate::store::use_store;

/// Properties of [`Modal`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it is about.
    pub title: AttrValue,
    /// It was closed, by Esc, by its button or by a press beside it.
    pub on_close: Callback<()>,
    /// What it holds.
    pub children: Children,
}

/// A modal dialog; the focus returns to where it was.
#[component]
pub fn Modal(props: &Props) -> Html {
    let t = use_store().text();
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            let before = gloo::utils::document().active_element();
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
            move || {
                if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                    let _ = before.focus();
                }
            }
        }
    });
    let onclose = props.on_close.reform(|_: Event| ());
    let close = props.on_close.reform(|_: MouseEvent| ());
    let onclick = {
        let (dialog, on_close) = (dialog.clone(), props.on_close.clone());
        Callback::from(move |event: MouseEvent| {
            // A press on the dialog element itself is one on its backdrop: what it holds covers it.
            if event.target().is_some_and(|target| dialog.get().is_some_and(|dialog| target == *dialog)) {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={dialog} aria-label={props.title.clone()} {onclose} {onclick}>
            <div class="head">
                <h2>{ &props.title }</h2>
                <span class="grow" />
                <button type="button" class="ctl" onclick={close}>{ icon(Symbol::Cross) }{ t.close() }</button>
            </div>
            <div class="body">{ props.children.clone() }</div>
        </dialog>
    }
}
