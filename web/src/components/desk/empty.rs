//! What a screen of the desk says while what it needs was not dropped.

use yew::prelude::*;

use crate::components::choose::ChooseButtons;
use crate::components::icon::{Symbol, icon};

/// The target: a heading, what to drop, the buttons, and whatever else helps.
pub fn empty(heading: &str, help: &str, further: Html) -> Html {
    html! {
        <div class="desk-empty">
            <div class="drop">
                { icon(Symbol::Into) }
                <h2>{ heading }</h2>
                <p>{ help }</p>
                <div class="row"><ChooseButtons /></div>
            </div>
            { further }
        </div>
    }
}
