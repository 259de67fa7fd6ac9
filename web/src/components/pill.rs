//! A severity as shape, word and colour.

use cluster::Severity;
use yew::prelude::*;

use super::icon::{Symbol, icon, severity_class};

/// The word in the pill of its severity; `title` says more on hover.
pub fn pill(severity: Severity, word: &str, title: Option<String>) -> Html {
    html! {
        <span class={classes!("pill", severity_class(severity))} {title}>
            { icon(Symbol::Severity(severity)) }
            { word }
        </span>
    }
}
