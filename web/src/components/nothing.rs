//! What a component draws when there is nothing to show.

use yew::prelude::*;

/// An element that is not shown. A component always has one element at its root: where the root of a component comes and
/// goes, the framework may look for a place beside a sibling that went in the same turn, and stop.
pub fn nothing() -> Html {
    html! { <span hidden=true /> }
}
