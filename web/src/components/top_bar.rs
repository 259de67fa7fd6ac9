//! The bar above: what holds for the whole page.

use yew::prelude::*;

use super::clock_control::ClockControl;
use super::display_control::DisplayControl;
use super::icon::{Symbol, icon};
use super::keys_badge::KeysBadge;
use super::release_control::ReleaseControl;
use crate::route::Route;
use crate::store::{Dialog, Message, use_store};
use words::Lang;

/// The bar above.
#[component]
pub fn TopBar() -> Html {
    let store = use_store();
    let t = store.text();
    let other = match store.lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    html! {
        <header class="top">
            <a class="brand" href={Route::Home.hash()}>{ icon(Symbol::Mark) }<span>{ "KubeCerts" }</span></a>
            <a class="offline" href={Route::Check.hash()} title={t.offline_hint()}>
                { icon(Symbol::Shield) }{ t.offline() }
            </a>
            <span class="grow" />
            if store.has_files() {
                <div class="page-wide">
                    <div><KeysBadge /></div>
                    <div><ClockControl /></div>
                    <div><ReleaseControl /></div>
                </div>
            }
            <button
                type="button"
                class="ctl"
                lang={other.tag()}
                onclick={store.teller(move |_: MouseEvent| Message::LanguageChosen(other))}
            >
                { other.own_name() }
            </button>
            <DisplayControl />
            <button
                type="button"
                class="ctl"
                aria-label={t.help()}
                title={t.help()}
                onclick={store.teller(|_: MouseEvent| Message::DialogChanged(Some(Dialog::Help)))}
            >
                { "?" }
            </button>
        </header>
    }
}
