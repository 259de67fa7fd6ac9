//! The page before anything was dropped: one sentence, one target.

use yew::prelude::*;

use crate::components::choose::ChooseButtons;
use crate::components::icon::{Symbol, icon};
use crate::components::pack_command::PackCommand;
use crate::route::Route;
use crate::sample::load_sample;
use crate::store::use_store;

/// The empty page.
#[component]
pub fn Empty() -> Html {
    let store = use_store();
    let t = store.text();
    let sample = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| load_sample(&store))
    };
    html! {
        <div class="hero">
            <h1>{ t.hero() }</h1>
            <p>{ t.hero_help() }</p>
            <div class="drop">
                { icon(Symbol::Into) }
                <h2>{ t.drop_here() }</h2>
                <p>{ t.drop_help() }</p>
                <div class="row">
                    <ChooseButtons primary=true />
                    <button type="button" class="btn quiet" onclick={sample}>{ t.try_sample() }</button>
                </div>
            </div>
            <div class="pack">
                <h2>{ t.pack_title() }</h2>
                <p>{ t.pack_help() }</p>
                <PackCommand />
            </div>
            <div class="points">
                <div><h2>{ t.point_tables() }</h2><p>{ t.point_tables_help() }</p></div>
                <div><h2>{ t.point_offline() }</h2><p>{ t.point_offline_help() }</p></div>
                <div>
                    <h2>{ t.point_check() }</h2>
                    <p>{ t.point_check_help() }{ " " }<a href={Route::Check.hash()}>{ t.check() }</a></p>
                </div>
            </div>
        </div>
    }
}
