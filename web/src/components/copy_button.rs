//! A button that copies a text and says so.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::store::use_store;

/// Properties of [`CopyButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is copied.
    pub text: AttrValue,
    /// What it is, for people who do not see what stands beside it.
    pub what: AttrValue,
    /// The words on the button; "Copy" when not given.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Its style.
    #[prop_or(classes!("copy"))]
    pub class: Classes,
}

/// What became of a copy.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    None,
    Copied,
    Refused,
}

/// Copies a text to the clipboard; the button says for two seconds whether that worked.
#[component]
pub fn CopyButton(props: &Props) -> Html {
    let t = use_store().text();
    let outcome = use_state_eq(|| Outcome::None);
    use_effect_with(*outcome, {
        let outcome = outcome.clone();
        move |now| {
            let back = (*now != Outcome::None).then(|| Timeout::new(2000, move || outcome.set(Outcome::None)));
            move || drop(back)
        }
    });
    let onclick = {
        let (text, outcome) = (props.text.clone(), outcome.clone());
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            let (text, outcome) = (text.clone(), outcome.clone());
            spawn_local(async move {
                let copied = write(&text).await;
                outcome.set(if copied { Outcome::Copied } else { Outcome::Refused });
            });
        })
    };
    let label = match *outcome {
        Outcome::None => props.label.clone().unwrap_or(t.copy().into()),
        Outcome::Copied => t.copied().into(),
        Outcome::Refused => t.copy_refused().into(),
    };
    html! {
        <button type="button" class={props.class.clone()} title={t.copy_what(&props.what)} {onclick}>
            { label }
            if props.label.is_none() { <span class="unseen">{ format!(" {}", props.what) }</span> }
            <span class="unseen" role="status">{ if *outcome == Outcome::Copied { t.copied() } else { "" } }</span>
        </button>
    }
}

// Without a secure context (plain http from another host) there is no clipboard interface: the button says so.
async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
