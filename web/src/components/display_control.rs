//! Theme, time zone and thresholds: how things are shown.

use cluster::Thresholds;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Symbol, icon};
use super::menu::Menu;
use crate::store::{Message, Theme, use_store};

/// Chooses how things are shown.
#[component]
pub fn DisplayControl() -> Html {
    let store = use_store();
    let t = store.text();
    let theme = |choice: Theme, label: &'static str| {
        let onclick = store.teller(move |_: MouseEvent| Message::ThemeChosen(choice));
        html! {
            <button type="button" aria-pressed={(store.theme == choice).to_string()} {onclick}>{ label }</button>
        }
    };
    let zone = |local: bool, label: &'static str| {
        let onclick = store.teller(move |_: MouseEvent| Message::LocalTimeChosen(local));
        html! {
            <button type="button" aria-pressed={(store.local_time == local).to_string()} {onclick}>{ label }</button>
        }
    };
    let thresholds = store.settings.thresholds;
    let days = |authority: bool, index: usize| {
        let value = if authority { thresholds.authority_days } else { thresholds.leaf_days };
        let store = store.clone();
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Ok(days) = input.value().parse::<u32>() else { return };
            store.change_settings(|settings| set_days(&mut settings.thresholds, authority, index, days));
        });
        html! {
            <input
                type="text"
                inputmode="numeric"
                size="4"
                value={value.get(index).map(ToString::to_string)}
                aria-label={t.threshold(authority, index + 1)}
                {onchange}
            />
        }
    };
    html! {
        <Menu label={icon(Symbol::Contrast)} name={t.display()}>
            <h2>{ t.theme() }</h2>
            <div class="switch" role="group" aria-label={t.theme()}>
                { theme(Theme::System, t.theme_system()) }
                { theme(Theme::Light, t.theme_light()) }
                { theme(Theme::Dark, t.theme_dark()) }
            </div>
            <h2>{ t.time_zone() }</h2>
            <div class="switch" role="group" aria-label={t.time_zone()}>
                { zone(false, "UTC") }
                { zone(true, t.local_time()) }
            </div>
            <h2>{ t.thresholds() }</h2>
            <p>{ t.thresholds_help() }</p>
            <div class="cluster-of">{ t.certificates() }{ for (0..3).map(|index| days(false, index)) }</div>
            <div class="cluster-of">{ t.authorities() }{ for (0..3).map(|index| days(true, index)) }</div>
        </Menu>
    }
}

fn set_days(thresholds: &mut Thresholds, authority: bool, index: usize, days: u32) {
    let all = if authority { &mut thresholds.authority_days } else { &mut thresholds.leaf_days };
    if let Some(slot) = all.get_mut(index) {
        *slot = days;
    }
}
