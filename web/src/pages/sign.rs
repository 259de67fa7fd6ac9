//! Signing requests: which, by whom, as what; the certificate as it will be; and what comes out.

use std::rc::Rc;

use cluster::desk::sign::{Caution, SignOrder, SignRow};
use cluster::{Question, Report, Severity};
use pki::Fingerprint;
use yew::prelude::*;

use crate::clock::now;
use crate::components::desk::empty::empty;
use crate::components::desk::field::{self, pressed, ticked};
use crate::components::desk::made_files::MadeFiles;
use crate::components::desk::making::making;
use crate::components::desk::preview::{preview, refusal_notes, refusals};
use crate::components::desk::sign_form::sign_form;
use crate::components::pill::pill;
use crate::components::question_card::QuestionCard;
use crate::components::rows::focus_row;
use crate::store::{Bench, Desk, Message, Opened, Store, use_store};

/// How many requests are listed before the rest is asked for.
const FIRST: usize = 100;

/// The screen.
#[component]
pub fn Sign() -> Html {
    let store = use_store();
    let t = store.text();
    let shown = use_state_eq(|| None::<Fingerprint>);
    let all = use_state_eq(|| false);
    use_answers(&store);
    let title = |tools: Html| {
        html! {
            <div class="title"><h1>{ t.desk_sign() }</h1><p>{ t.desk_sign_help() }</p>{ tools }</div>
        }
    };
    let Some(report) = store.report.clone().filter(|report| !report.requests.is_empty()) else {
        return html! { <div>{ title(Html::default()) }{ empty(t.sign_empty(), t.sign_empty_help(), Html::default()) }</div> };
    };
    let rows = store.desk.preview.clone();
    let rows = rows.as_ref().map(|preview| preview.rows.as_slice()).unwrap_or_default();
    let order = &store.desk.order;
    let ready: Vec<Fingerprint> =
        rows.iter().filter(|row| state(row, order) == Severity::Fine).map(|row| row.request).collect();
    let left_out = rows.iter().filter(|row| refusals(row).next().is_some()).count();
    let sign = {
        let (store, ready) = (store.clone(), ready.clone());
        Callback::from(move |_: MouseEvent| {
            let order = SignOrder { requests: ready.clone(), issued_at: now(), ..store.desk.order.clone() };
            store.pool.sign(order);
        })
    };
    let tools = html! {
        <div class="tools">
            if left_out > 0 { <span class="dim">{ t.left_out(left_out) }</span> }
            <button type="button" class="btn primary" onclick={sign} disabled={ready.is_empty() || store.desk.making.is_some()}>
                { t.sign_count(ready.len()) }
            </button>
        </div>
    };
    let looked_at = shown.filter(|shown| rows.iter().any(|row| row.request == *shown));
    let looked_at = looked_at.or(rows.first().map(|row| row.request));
    let row = rows.iter().find(|row| Some(row.request) == looked_at);
    let show = {
        let shown = shown.clone();
        Callback::from(move |request: Fingerprint| shown.set(Some(request)))
    };
    let limit = if *all { usize::MAX } else { FIRST };
    let more = report.requests.len().saturating_sub(limit);
    html! {
        <div>
            { title(tools) }
            { locked_keys(&report) }
            { making(&store, Bench::Sign) }
            <div>
                if store.desk.made_on(Bench::Sign).is_some() {
                    <MadeFiles bench={Bench::Sign} title={t.signed_here()} />
                }
            </div>
            { not_signed(&store) }
            <div class="desk">
                <div>
                    <section class="node">
                        <div class="wide">{ requests(&store, &report, rows, looked_at, limit, &show) }</div>
                        if more > 0 {
                            <div class="pane">
                                <button type="button" class="btn" onclick={Callback::from(move |_: MouseEvent| all.set(true))}>{ t.and_more(more) }</button>
                            </div>
                        }
                    </section>
                    if let Some(row) = row {
                        <section class="node" aria-labelledby="as-it-will-be">
                            <div class="head">
                                <h2 id="as-it-will-be">{ t.as_it_will_be() }</h2>
                                if !row.profile.is_empty() { <span class="tag">{ &row.profile }</span> }
                                <span class="dim">{ t.as_it_will_be_help() }</span>
                                <div class="tools">
                                    <button type="button" class="btn quiet" onclick={open_request(&store, row.request)}>{ t.show_request() }</button>
                                </div>
                            </div>
                            { refusal_notes(row, store.lang) }
                            <div class="wide">{ preview(row, store.locale()) }</div>
                            if !row.target.is_empty() { <p class="pane mono">{ &row.target }</p> }
                        </section>
                    } else {
                        <p class="dim">{ t.choose_requests() }</p>
                    }
                </div>
                <aside>
                    { sign_form(&store) }
                    { confirmations(&store, rows) }
                </aside>
            </div>
        </div>
    }
}

/// The screen asks the workers for the authorities, and for a preview of every order.
#[hook]
fn use_answers(store: &Store) {
    use_effect_with(store.report.clone(), {
        let store = store.clone();
        move |report| {
            store.pool.authorities();
            // At first everything is chosen that lies here to be signed.
            if let Some(report) = report.as_ref().filter(|_| !store.desk.order_begun) {
                let all: Vec<Fingerprint> = report.requests.iter().map(|row| row.facts.sha256).collect();
                store.tell(Message::DeskEdited(Box::new(move |desk| {
                    if desk.order.requests.is_empty() {
                        desk.order.requests = all;
                    }
                    desk.order_begun = true;
                })));
            }
        }
    });
    use_effect_with((store.desk.order.clone(), store.report.clone()), {
        let store = store.clone();
        move |(order, _): &(SignOrder, _)| store.pool.sign_preview(SignOrder { issued_at: now(), ..order.clone() })
    });
}

/// How a row stands: it can be signed, waits for a confirmation, or is refused.
fn state(row: &SignRow, order: &SignOrder) -> Severity {
    if refusals(row).next().is_some() {
        Severity::Broken
    } else if row.cautions.iter().any(|caution| !order.confirmed.contains(caution)) {
        Severity::Soon
    } else {
        Severity::Fine
    }
}

// The same question that every screen asks about encrypted keys, since here they are in the way.
fn locked_keys(report: &Report) -> Html {
    html! {
        <div>
            { for report.questions.iter().filter(|question| matches!(question, Question::Password { .. })).take(6).map(|question| {
                html! { <div><QuestionCard question={question.clone()} /></div> }
            }) }
        </div>
    }
}

fn open_request(store: &Store, request: Fingerprint) -> Callback<MouseEvent> {
    store.teller(move |_: MouseEvent| Message::RowOpened(Opened::Request(request)))
}

fn requests(
    store: &Store,
    report: &Report,
    rows: &[SignRow],
    looked_at: Option<Fingerprint>,
    limit: usize,
    show: &Callback<Fingerprint>,
) -> Html {
    let t = store.text();
    let order = &store.desk.order;
    let every: Vec<Fingerprint> = report.requests.iter().map(|row| row.facts.sha256).collect();
    let all_chosen = every.len() == order.requests.len();
    let on_all = {
        let every = every.clone();
        ticked(store, Rc::new(move |desk, on| desk.order.requests = if on { every.clone() } else { Vec::new() }))
    };
    let body = report.requests.iter().take(limit).map(|request| {
        let id = request.facts.sha256;
        let row = rows.iter().find(|row| row.request == id);
        let name = request.facts.subject.common_name().map_or_else(|| request.facts.subject.to_string(), str::to_owned);
        let place = request.places.first().map(words::place_in_file).unwrap_or_default();
        let every = every.clone();
        let on_choice = ticked(store, Rc::new(move |desk: &mut Desk, on: bool| {
            let chosen = |request: &Fingerprint| if *request == id { on } else { desk.order.requests.contains(request) };
            desk.order.requests = every.iter().copied().filter(chosen).collect();
        }));
        let onclick = {
            let show = show.clone();
            Callback::from(move |event: MouseEvent| {
                focus_row(&event);
                show.emit(id);
            })
        };
        let state = row.map(|row| match state(row, order) {
            Severity::Broken => pill(Severity::Broken, t.refused(), None),
            Severity::Soon => pill(Severity::Soon, t.wants_confirmation(), None),
            severity => pill(severity, t.ready(), None),
        });
        let authority = row.and_then(|row| row.authority.as_ref()).map(|authority| authority.subject.clone());
        html! {
            <tr key={id.to_string()} class={classes!("opens", (looked_at == Some(id)).then_some("sel"))}>
                <td class="pick">
                    <input
                        type="checkbox"
                        checked={order.requests.contains(&id)}
                        aria-label={t.choose_what(&format!("{name}, {place}"))}
                        onchange={on_choice}
                    />
                </td>
                <td class="k1" onclick={onclick.clone()}>
                    <button type="button" class="open">{ if name.is_empty() { "–".to_owned() } else { name } }</button>
                    <small title={place.clone()}>{ &place }</small>
                </td>
                <td class="k2" onclick={onclick.clone()}>
                    { row.map(|row| row.profile.clone()).filter(|profile| !profile.is_empty()).unwrap_or_else(|| "–".to_owned()) }
                    if let Some(authority) = authority { <small>{ t.by_authority(&authority) }</small> }
                </td>
                <td class="k3" {onclick}>{ for state }</td>
            </tr>
        }
    });
    html! {
        <table class="listed picks">
            <caption>{ t.which_requests() }{ " · " }{ t.chosen_count(order.requests.len(), every.len()) }</caption>
            <thead>
                <tr>
                    <th scope="col"><input type="checkbox" checked={all_chosen} aria-label={t.choose_all()} onchange={on_all} /></th>
                    <th scope="col">{ t.request() }</th>
                    <th scope="col">{ t.becomes() }</th>
                    <th scope="col">{ t.state() }</th>
                </tr>
            </thead>
            <tbody>{ for body }</tbody>
        </table>
    }
}

// Every caution once, with how many requests it concerns; to be ticked one by one.
fn confirmations(store: &Store, rows: &[SignRow]) -> Html {
    let t = store.text();
    let mut cautions: Vec<(&Caution, usize)> = Vec::new();
    for caution in rows.iter().filter(|row| refusals(row).next().is_none()).flat_map(|row| &row.cautions) {
        match cautions.iter_mut().find(|(known, _)| *known == caution) {
            Some((_, count)) => *count += 1,
            None => cautions.push((caution, 1)),
        }
    }
    if cautions.is_empty() {
        return html! { <div /> };
    }
    html! {
        <section class="node form confirm" aria-labelledby="to-confirm">
            <h2 id="to-confirm">{ t.to_confirm() }</h2>
            <p class="help">{ t.to_confirm_help() }</p>
            { field::cautions(
                store,
                cautions.into_iter().map(|(caution, count)| (caution, Some(t.concerns(count)))),
                &store.desk.order.confirmed,
                |desk| Some(&mut desk.order.confirmed),
            ) }
        </section>
    }
}

fn not_signed(store: &Store) -> Html {
    let t = store.text();
    let refused = &store.desk.refused;
    if refused.is_empty() {
        return html! { <div /> };
    }
    let close = pressed(store, Rc::new(|desk| desk.refused.clear()));
    html! {
        <section class="node" aria-labelledby="not-signed">
            <div class="head">
                <h2 id="not-signed">{ t.not_signed(refused.len()) }</h2>
                <div class="tools"><button type="button" class="btn quiet" onclick={close}>{ t.close() }</button></div>
            </div>
            { for refused.iter().take(12).map(|row| html! {
                <><p class="pane"><b>{ &row.subject }</b></p>{ refusal_notes(row, store.lang) }</>
            }) }
        </section>
    }
}
