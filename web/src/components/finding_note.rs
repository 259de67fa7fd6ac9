//! What was found out about a node or a cluster, as a note below its tables.

use cluster::{Finding, Severity};
use yew::prelude::*;

use super::icon::{Symbol, icon, severity_class};
use crate::store::Locale;

/// The note; its severity is a shape, a word and a colour. `answer` is what the user can do about it right here.
pub fn finding_note(finding: &Finding, node: &str, locale: Locale, answer: Html) -> Html {
    let said = words::finding(finding, node, locale.viewed_at, locale.lang);
    // What is fine is a remark.
    let symbol = if finding.severity == Severity::Fine { Symbol::Info } else { Symbol::Severity(finding.severity) };
    html! {
        <div class={classes!("note", severity_class(finding.severity))}>
            { icon(symbol) }
            <div>
                <p>
                    <span class="unseen">{ words::severity(finding.severity, locale.lang) }{ ": " }</span>
                    <b>{ said.title }</b>
                    { " " }
                    { said.explanation }
                </p>
                if !said.consequences.is_empty() {
                    <ul class="stops">
                        { for said.consequences.iter().map(|(row, stops)| html! { <li><b>{ row }</b>{ " " }{ stops }</li> }) }
                    </ul>
                }
                if !said.help.is_empty() { <p>{ said.help }</p> }
                { answer }
            </div>
        </div>
    }
}
