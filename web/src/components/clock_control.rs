//! The instant that everything is viewed at.

use pki::UnixTime;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::menu::Menu;
use super::when::short;
use crate::clock::{local_offset, now};
use crate::store::{Clock, Message, use_store};

const DAY: i64 = 86_400;

/// Shows and moves the clock that reports are made for. It never changes what would be issued.
#[component]
pub fn ClockControl() -> Html {
    let store = use_store();
    let t = store.text();
    let locale = store.locale();
    let at = store.settings.viewed_at;
    let shift = if store.local_time { local_offset(at) } else { 0 };
    // The value of such an input is an instant without a zone: the one that is shown everywhere else.
    let value = at.plus(shift).to_string().trim_end_matches('Z').to_owned();
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = input.value();
            let seconds = if text.len() == "2026-11-24T23:10".len() { ":00" } else { "" };
            if let Ok(instant) = UnixTime::parse_rfc3339(&format!("{text}{seconds}Z")) {
                let shift = if store.local_time { local_offset(instant) } else { 0 };
                store.tell(Message::ViewMoved(instant.plus(-shift)));
            }
        })
    };
    let step = |seconds: i64, label: &'static str| {
        let onclick = store.teller(move |_: MouseEvent| Message::ViewMoved(at.plus(seconds)));
        html! { <button type="button" class="btn" {onclick}>{ label }</button> }
    };
    let moved = store.clock != Clock::Machine;
    let label = html! {
        <>
            <small>{ if moved { t.viewed_at_moved() } else { t.viewed_at() } }</small>
            { short(locale, at) }
        </>
    };
    let class = classes!("ctl", moved.then_some("moved"));
    html! {
        <Menu {label} {class} title={t.viewed_at()}>
            <h2>{ t.viewed_at() }</h2>
            <p>{ t.viewed_at_help() }</p>
            <label class="field">
                { t.instant_in(store.local_time) }
                <input type="datetime-local" step="1" {value} {onchange} />
            </label>
            <div class="cluster-of">
                { step(DAY, t.plus_day()) }
                { step(30 * DAY, t.plus_month()) }
                { step(365 * DAY, t.plus_year()) }
            </div>
            <div class="cluster-of">
                <button
                    type="button"
                    class="btn"
                    disabled={!moved}
                    onclick={store.teller(|_: MouseEvent| Message::ViewFollowsMachine(now()))}
                >
                    { t.back_to_now() }
                </button>
            </div>
            if store.clock == Clock::Sample { <p>{ t.sample_clock() }</p> }
        </Menu>
    }
}
