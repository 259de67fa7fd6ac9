//! The private keys and tokens in memory, and how to be rid of them.

use yew::prelude::*;

use super::nothing::nothing;

use super::icon::{Symbol, icon};
use super::menu::Menu;
use crate::store::use_store;

/// Says how many private keys are in memory and which; forgets them, or everything.
#[component]
pub fn KeysBadge() -> Html {
    let store = use_store();
    let t = store.text();
    let Some(report) = store.report.clone() else { return nothing() };
    let pool = store.pool.clone();
    let forget_keys = {
        let pool = pool.clone();
        Callback::from(move |_: MouseEvent| pool.forget_keys())
    };
    let forget_everything = Callback::from(move |_: MouseEvent| pool.forget_everything());
    let count = report.summary.private_keys;
    let label = html! { <>{ icon(Symbol::Key) }{ t.keys_badge(count, report.summary.authority_keys, report.summary.tokens) }</> };
    html! {
        <Menu {label}>
            <p>{ words::keys_in_memory(&report.summary, store.lang) }</p>
            if count > 0 {
                <ul class="places mono">
                    { for report.keys.iter().take(12).flat_map(|key| key.places.first()).map(|place| html! { <li>{ &place.path }</li> }) }
                    if report.keys.len() > 12 { <li>{ t.and_more(report.keys.len() - 12) }</li> }
                </ul>
            }
            <p>{ t.keys_help() }</p>
            <div class="cluster-of">
                if count > 0 || report.summary.tokens > 0 {
                    <button type="button" class="btn" onclick={forget_keys}>{ t.forget_keys() }</button>
                }
                <button type="button" class="btn danger" onclick={forget_everything}>{ t.forget_everything() }</button>
            </div>
        </Menu>
    }
}
