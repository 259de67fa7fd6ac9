//! The command that packs a node, in two forms.

use yew::prelude::*;

use super::copy_button::CopyButton;
use crate::store::use_store;

/// Shows the command with a copy button; without private keys unless the user wants them.
#[component]
pub fn PackCommand() -> Html {
    let t = use_store().text();
    let with_keys = use_state_eq(|| false);
    let choice = |value: bool, label: &'static str| {
        let chosen = with_keys.clone();
        html! {
            <button
                type="button"
                aria-pressed={(*with_keys == value).to_string()}
                onclick={Callback::from(move |_: MouseEvent| chosen.set(value))}
            >
                { label }
            </button>
        }
    };
    let command = if *with_keys { words::PACK_WITH_KEYS } else { words::PACK_WITHOUT_KEYS };
    html! {
        <div class="command">
            <div class="bar">
                <div class="switch" role="group" aria-label={t.private_keys()}>
                    { choice(false, t.without_keys()) }
                    { choice(true, t.with_keys()) }
                </div>
                <span class="grow" />
                <CopyButton text={command} what={t.pack_title()} />
            </div>
            <pre class="wrap" tabindex="0">{ command }</pre>
            <p>{ if *with_keys { t.pack_with_keys_help() } else { t.pack_without_keys_help() } }</p>
        </div>
    }
}
