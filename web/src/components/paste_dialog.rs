//! Text to paste.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::modal::Modal;
use crate::clock::now;
use crate::store::{Message, use_store};

/// A field for PEM, YAML, JSON or base64.
#[component]
pub fn PasteDialog() -> Html {
    let store = use_store();
    let t = store.text();
    let area = use_node_ref();
    let close = store.teller(|()| Message::DialogChanged(None));
    let onsubmit = {
        let (store, area) = (store.clone(), area.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let text = area.value();
            if !text.trim().is_empty() {
                area.set_value("");
                store.tell(Message::ReadingBegan(now()));
                store.pool.add_text(text);
            }
            store.tell(Message::DialogChanged(None));
        })
    };
    html! {
        <Modal title={t.paste_text()} on_close={close.clone()}>
            <p>{ t.paste_help() }</p>
            <form {onsubmit}>
                <textarea
                    ref={area}
                    aria-label={t.paste_text()}
                    autofocus=true
                    spellcheck="false"
                    autocomplete="off"
                    placeholder="-----BEGIN CERTIFICATE-----"
                />
                <div class="end">
                    <button type="button" class="btn" onclick={close.reform(|_: MouseEvent| ())}>{ t.cancel() }</button>
                    <button type="submit" class="btn primary">{ t.read_it() }</button>
                </div>
            </form>
        </Modal>
    }
}
