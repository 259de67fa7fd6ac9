//! A CertificateSigningRequest of the cluster in full: the checklist, and what signer and API would say.

use cluster::Severity;
use cluster::desk::approval::{ApprovalRow, PointOutcome, Verdict};
use words::Lang;
use yew::prelude::*;

use crate::components::icon::{Symbol, icon, severity_class};
use crate::components::opened_row::HEADING;
use crate::components::pill::pill;
use crate::components::when::when;
use crate::store::{Message, Opened, Store};

/// The pill of a verdict.
pub fn verdict_pill(verdict: Verdict, lang: Lang) -> Html {
    let severity = match verdict {
        Verdict::Good => Severity::Fine,
        Verdict::Open => Severity::Soon,
        Verdict::Bad => Severity::Broken,
        Verdict::Decided => Severity::NotYetValid,
    };
    pill(severity, words::verdict(verdict, lang), None)
}

/// Everything about one of them.
pub fn approval_panel(store: &Store, row: &ApprovalRow) -> Html {
    let (t, lang) = (store.text(), store.lang);
    let points = row.checklist.iter().map(|point| {
        let severity = match point.outcome {
            PointOutcome::Passed => Severity::Fine,
            PointOutcome::Failed => Severity::Broken,
            PointOutcome::Unknown => Severity::Soon,
        };
        html! {
            <li>
                <span class={classes!("ink", severity_class(severity))}>{ icon(Symbol::Severity(severity)) }</span>
                <span>{ words::approval_point(point, lang) }</span>
            </li>
        }
    });
    let said = |heading: &str, words: &[String]| {
        html! {
            if !words.is_empty() {
                <section>
                    <h3>{ heading }</h3>
                    { for words.iter().map(|said| html! { <p class="missing">{ said }</p> }) }
                </section>
            }
        }
    };
    html! {
        <>
            <div class="head">{ verdict_pill(row.verdict, lang) }<h2 id={HEADING}>{ &row.name }</h2></div>
            { said(t.api_would_refuse(), &row.api_refuses) }
            { said(t.signer_would_refuse(), row.signer_refuses.as_slice()) }
            if row.checklist.is_empty() {
                if row.verdict == Verdict::Good { <section><p>{ t.nothing_against() }</p></section> }
            } else {
                <section><h3>{ t.checklist() }</h3><ol class="chain">{ for points }</ol></section>
            }
            <section>
                <h3>{ t.request() }</h3>
                <dl>
                    <dt>{ t.signer_name() }</dt>
                    <dd>{ &row.signer_name }</dd>
                    <dt>{ t.requestor() }</dt>
                    <dd>{ &row.requestor }</dd>
                    <dt>{ t.groups() }</dt>
                    <dd>{ row.groups.join(", ") }</dd>
                    <dt>{ t.usages() }</dt>
                    <dd>{ row.usages.join(", ") }</dd>
                    <dt>{ t.created_at() }</dt>
                    <dd>{ row.created.map_or_else(|| html! { { "–" } }, |at| when(store.locale(), at)) }</dd>
                    <dt>{ t.expiration_seconds() }</dt>
                    <dd>{ row.expiration_seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds} ({})", words::length(seconds, lang))) }</dd>
                    <dt>{ t.state() }</dt>
                    <dd>{ &row.condition }</dd>
                    <dt>{ t.file() }</dt>
                    <dd class="mono">{ &row.path }</dd>
                </dl>
                if let Some(request) = row.request {
                    <button
                        type="button"
                        class="btn"
                        onclick={store.teller(move |_: MouseEvent| Message::RowOpened(Opened::Request(request)))}
                    >
                        { t.show_request() }
                    </button>
                }
            </section>
        </>
    }
}
