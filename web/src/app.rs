//! The shell of the page.

use yew::prelude::*;

/// The page as a whole.
#[component]
pub fn App() -> Html {
    html! { <main><h1>{ "KubeCerts" }</h1></main> }
}
