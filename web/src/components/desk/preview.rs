//! The certificate as it will be, beside the request.

use cluster::Severity;
use cluster::desk::sign::{Fate, PreviewLine, Refusal, SignRow};
use words::Lang;
use yew::prelude::*;

use crate::components::icon::{Symbol, icon};
use crate::components::when::full;
use crate::store::Locale;

/// What stands in the way of a row for good; what only waits for a confirmation is not among it.
pub fn refusals(row: &SignRow) -> impl Iterator<Item = &Refusal> {
    row.refusals.iter().filter(|refusal| !matches!(refusal, Refusal::Unconfirmed(_)))
}

/// The refusals of a row, each with what to do.
pub fn refusal_notes(row: &SignRow, lang: Lang) -> Html {
    html! { <>{ for refusals(row).map(|refusal| html! {
        <div class="note sev-broken">
            { icon(Symbol::Severity(Severity::Broken)) }
            <p>{ words::refusal(refusal, lang) }</p>
        </div>
    }) }</> }
}

/// The lines: what is taken over stands across both columns, what is added or dropped in one of them.
pub fn preview(row: &SignRow, locale: Locale) -> Html {
    let (t, lang) = (locale.text(), locale.lang);
    if row.lines.is_empty() {
        return html! { <p class="pane dim">{ t.no_lines() }</p> };
    }
    let mut last = None;
    let lines = row.lines.iter().map(|line| {
        let first = last != Some(&line.part);
        last = Some(&line.part);
        html! {
            <tr class={(!first).then_some("same")}>
                <th scope="row">if first { { words::preview_part(&line.part, lang) } }</th>
                { cells(line, lang) }
            </tr>
        }
    });
    let validity = row.validity.map(|(begin, end)| {
        let length = words::length(end.seconds().saturating_sub(begin.seconds()), lang);
        html! {
            <tr>
                <th scope="row">{ t.valid() }</th>
                <td class="was">{ "–" }</td>
                <td class="ins">{ full(locale, begin) }<br />{ full(locale, end) }<small>{ length }</small></td>
            </tr>
        }
    });
    html! {
        <table class="preview">
            <caption class="unseen">{ t.as_it_will_be() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ t.preview_part() }</th>
                    <th scope="col">{ t.in_request() }</th>
                    <th scope="col">{ t.in_certificate() }</th>
                </tr>
            </thead>
            <tbody>{ for lines }{ for validity }</tbody>
        </table>
    }
}

fn cells(line: &PreviewLine, lang: Lang) -> Html {
    let t = words::Text(lang);
    match line.fate {
        Fate::Taken => html! { <><td>{ &line.value }</td><td>{ &line.value }<small>{ t.taken_over() }</small></td></> },
        Fate::Added => {
            html! { <><td class="was">{ "–" }</td><td class="ins">{ &line.value }<small>{ t.added() }</small></td></> }
        }
        Fate::Dropped(reason) => html! {
            <><td class="del">{ &line.value }</td><td class="was">{ "–" }<small>{ t.dropped() }{ ": " }{ words::drop_reason(reason, lang) }</small></td></>
        },
    }
}
