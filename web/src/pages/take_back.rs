//! Certificates that came back from whoever signed them: each checked, and put in its place.

use std::rc::Rc;

use cluster::Severity;
use cluster::desk::returned::{ReturnCheck, ReturnCheckKind, ReturnedRow};
use pki::Fingerprint;
use yew::prelude::*;

use crate::components::choose::AddMenu;
use crate::components::desk::empty::empty;
use crate::components::desk::field::ticked;
use crate::components::desk::made_files::MadeFiles;
use crate::components::desk::making::making;
use crate::components::icon::{Symbol, icon, severity_class};
use crate::components::pill::pill;
use crate::store::{Bench, Message, Opened, Store, use_store};

/// How many are shown before the rest is asked for.
const FIRST: usize = 40;

/// The screen.
#[component]
pub fn TakeBack() -> Html {
    let store = use_store();
    let t = store.text();
    let all = use_state_eq(|| false);
    use_effect_with((store.report.clone(), store.settings.clone()), {
        let store = store.clone();
        move |_| store.pool.returned()
    });
    let rows = store.desk.returned.clone();
    let rows = rows.as_ref().map(|rows| rows.as_slice()).unwrap_or_default();
    if rows.is_empty() {
        return html! {
            <div>
                <div class="title"><h1>{ t.desk_return() }</h1><p>{ t.desk_return_help() }</p></div>
                { empty(t.return_empty(), t.return_empty_help(), html! {
                    <section class="node form prose-in"><h2>{ t.good_to_know() }</h2><p>{ t.what_openssl_loses() }</p></section>
                }) }
            </div>
        };
    }
    // What fails a check is not put in its place unless the user says so.
    let wanted: Vec<Fingerprint> =
        rows.iter().filter(|row| is_wanted(&store, row)).map(|row| row.certificate).collect();
    let put = {
        let (store, wanted) = (store.clone(), wanted.clone());
        Callback::from(move |_: MouseEvent| store.pool.take_back(wanted.clone()))
    };
    let limit = if *all { usize::MAX } else { FIRST };
    let more = rows.len().saturating_sub(limit);
    let loses = rows.iter().flat_map(|row| &row.checks).any(|check| {
        check.holds == Some(false) && matches!(check.kind, ReturnCheckKind::Names | ReturnCheckKind::Usages)
    });
    html! {
        <div>
            <div class="title">
                <h1>{ t.desk_return() }</h1>
                <p>{ t.desk_return_help() }</p>
                <div class="tools">
                    <AddMenu />
                    <button type="button" class="btn primary" onclick={put} disabled={wanted.is_empty() || store.desk.making.is_some()}>
                        { t.put_count(wanted.len()) }
                    </button>
                </div>
            </div>
            { making(&store, Bench::Return) }
            <div>
                if store.desk.made_on(Bench::Return).is_some() {
                    <MadeFiles bench={Bench::Return} title={t.put_in_place()} />
                }
            </div>
            if loses {
                <div class="note banner sev-soon">
                    { icon(Symbol::Severity(Severity::Soon)) }
                    <div><p>{ t.what_openssl_loses() }</p></div>
                </div>
            }
            { for rows.iter().take(limit).map(|row| returned(&store, row)) }
            if more > 0 {
                <button type="button" class="btn" onclick={Callback::from(move |_: MouseEvent| all.set(true))}>{ t.and_more(more) }</button>
            }
        </div>
    }
}

fn is_wanted(store: &Store, row: &ReturnedRow) -> bool {
    let touched = store.desk.left_out.contains(&row.certificate);
    // Ticking turns the row's own default around.
    !row.target.is_empty() && (worst(row) != Severity::Broken) != touched
}

fn worst(row: &ReturnedRow) -> Severity {
    let any = |holds: Option<bool>| row.checks.iter().any(|check| check.holds == holds);
    match (any(Some(false)), any(None)) {
        (true, _) => Severity::Broken,
        (false, true) => Severity::Soon,
        _ => Severity::Fine,
    }
}

fn mark(check: &ReturnCheck) -> Severity {
    match check.holds {
        Some(true) => Severity::Fine,
        Some(false) => Severity::Broken,
        None => Severity::Soon,
    }
}

fn returned(store: &Store, row: &ReturnedRow) -> Html {
    let t = store.text();
    let id = row.certificate;
    let count = |holds: Option<bool>| row.checks.iter().filter(|check| check.holds == holds).count();
    let severity = worst(row);
    let word = match severity {
        Severity::Broken => t.checks_fail(count(Some(false))),
        Severity::Soon => t.checks_open(count(None)),
        _ => t.all_checks_hold().to_owned(),
    };
    let on_tick = ticked(
        store,
        Rc::new(move |desk, _| {
            if desk.left_out.contains(&id) {
                desk.left_out.retain(|known| *known != id);
            } else {
                desk.left_out.push(id);
            }
        }),
    );
    let open = store.teller(move |_: MouseEvent| Message::RowOpened(Opened::Certificate(id)));
    html! {
        <section class="node" key={id.to_string()}>
            <div class="head">
                <input
                    type="checkbox"
                    checked={is_wanted(store, row)}
                    disabled={row.target.is_empty()}
                    aria-label={t.choose_what(&row.subject)}
                    onchange={on_tick}
                />
                <h2><button type="button" class="open" onclick={open}>{ &row.subject }</button></h2>
                if let Some(role) = &row.role { <span class="tag">{ role }</span> }
                { pill(severity, &word, None) }
                <span class="dim path">
                    if row.target.is_empty() { { t.no_place() } } else { { t.goes_to() }{ " " }<span class="mono">{ &row.target }</span> }
                </span>
            </div>
            <ul class="chain pane">
                { for row.checks.iter().map(|check| html! {
                    <li>
                        <span class={classes!("ink", severity_class(mark(check)))}>{ icon(Symbol::Severity(mark(check))) }</span>
                        <span>{ words::return_check(check, store.lang) }</span>
                    </li>
                }) }
            </ul>
        </section>
    }
}
