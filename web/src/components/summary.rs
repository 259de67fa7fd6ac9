//! The worst thing first, in one sentence, then the counts.

use yew::prelude::*;

use super::nothing::nothing;

use super::icon::{Symbol, icon, severity_class};
use super::when::offset;
use crate::store::{Message, use_store};

/// The summary of a report; each count is a filter.
#[component]
pub fn SummaryView() -> Html {
    let store = use_store();
    let Some(report) = store.report.clone() else { return nothing() };
    let locale = store.locale();
    let said = words::summary(&report.summary, report.viewed_at, offset(locale, report.viewed_at), store.lang);
    let counts = report.summary.counts.iter().map(|&(severity, count)| {
        let filter = store.filter.clone();
        let onclick = store.teller(move |_: MouseEvent| {
            let mut filter = filter.clone();
            filter.toggle(severity);
            Message::FilterChanged(filter)
        });
        html! {
            <button
                type="button"
                class="count"
                title={store.text().severity_meaning(severity, &store.settings.thresholds)}
                aria-pressed={store.filter.severities.contains(&severity).to_string()}
                {onclick}
            >
                <b class={classes!("ink", severity_class(severity))}>{ icon(Symbol::Severity(severity)) }{ count }</b>
                { words::severity_within(severity, &store.settings.thresholds, false, store.lang) }
                if let Some(authorities) =
                    words::severity_of_authorities(severity, &store.settings.thresholds, store.lang)
                {
                    <small>{ authorities }</small>
                }
            </button>
        }
    });
    html! {
        <div class="summary">
            <p class="lead">
                { said.headline }
                if !said.next.is_empty() { <span>{ said.next }</span> }
            </p>
            { for counts }
        </div>
    }
}
