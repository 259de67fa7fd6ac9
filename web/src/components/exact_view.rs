//! What kubeadm itself would print, to the byte.

use cluster::Exact;
use yew::prelude::*;

use super::copy_button::CopyButton;
use crate::store::use_store;

/// Properties of [`ExactView`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What kubeadm prints.
    pub exact: Exact,
    /// The node's name.
    pub node: AttrValue,
}

/// An output form of kubeadm.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Text,
    Json,
    Yaml,
}

/// kubeadm's text, JSON or YAML, with a copy button.
#[component]
pub fn ExactView(props: &Props) -> Html {
    let t = use_store().text();
    let form = use_state_eq(|| Form::Text);
    let choice = |value: Form, label: &'static str| {
        let form = form.clone();
        html! {
            <button
                type="button"
                aria-pressed={(*form == value).to_string()}
                onclick={Callback::from(move |_: MouseEvent| form.set(value))}
            >
                { label }
            </button>
        }
    };
    let exact = &props.exact;
    let text = match *form {
        Form::Text => &exact.text,
        Form::Json => &exact.json,
        Form::Yaml => &exact.yaml,
    };
    html! {
        <div class="pane">
            <div class="bar">
                <div class="switch" role="group" aria-label={t.format()}>
                    { choice(Form::Text, t.text()) }
                    { choice(Form::Json, "JSON") }
                    { choice(Form::Yaml, "YAML") }
                </div>
                <span class="dim">{ t.exact_help() }</span>
                <span class="grow" />
                <CopyButton text={text.clone()} what={t.exact_of(&props.node)} />
            </div>
            if !text.is_empty() { <pre tabindex="0" aria-label={t.exact_of(&props.node)}>{ text }</pre> }
            if let Some(error) = &exact.error {
                <p class="dim">{ t.kubeadm_stops(exact.status) }</p>
                <pre class="wrap" tabindex="0">{ error }</pre>
            }
        </div>
    }
}
