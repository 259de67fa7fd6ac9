//! Renewing: which certificates of which nodes, how, what it comes to, and the archives.

use std::rc::Rc;

use cluster::desk::sign::Caution;
use cluster::plan::{KeyChoice, Left, NodeOutline, Outline, RenewOrder, RenewValidity, Renewal, RestartWay};
use cluster::{ExpiryRow, NodeReport, NodeRole, Report, Severity};
use yew::prelude::*;

use crate::clock::now;
use crate::components::desk::empty::empty;
use crate::components::desk::field::{cautions, check, number_field, pressed, switch, ticked};
use crate::components::desk::made_files::MadeFiles;
use crate::components::desk::making::making;
use crate::components::icon::{Symbol, icon};
use crate::components::pill::pill;
use crate::components::when::short;
use crate::store::{Bench, Desk, Message, Opened, Store, use_store};
use crate::worker::Packing;

const DAY: i64 = 86_400;

/// The screen.
#[component]
pub fn Renew() -> Html {
    let store = use_store();
    let t = store.text();
    use_outline(&store);
    let report = store.report.clone();
    let nodes: Vec<&NodeReport> = report.as_deref().map(control_plane).unwrap_or_default();
    if nodes.is_empty() {
        return html! {
            <div>
                <div class="title"><h1>{ t.renew_title() }</h1><p>{ t.renew_help() }</p></div>
                { empty(t.renew_title(), t.renew_nothing(), Html::default()) }
            </div>
        };
    }
    let outline = store.desk.outline.clone();
    let outline = outline.as_deref();
    let order = &store.desk.renew;
    let count = outline.map_or(0, |outline| outline.nodes.iter().map(|node| node.renewed.len()).sum());
    let keys = outline.map_or(0, |outline| outline.keys.len());
    let every: usize = nodes.iter().map(|node| rows(node).count()).sum();
    let waits = outline.is_none_or(|outline| outline.to_confirm.iter().any(|c| !order.confirmed.contains(c)));
    let make = {
        let (store, keys) = (store.clone(), outline.map(|outline| outline.keys.clone()).unwrap_or_default());
        Callback::from(move |_: MouseEvent| {
            let order = RenewOrder { issued_at: now(), ..store.desk.renew.clone() };
            store.pool.renew(order, keys.clone(), store.lang);
        })
    };
    html! {
        <div>
            <div class="title">
                <h1>{ t.renew_title() }</h1>
                <p>{ t.renew_help() }</p>
                <div class="tools">
                    <span class="dim">{ t.renew_count(count, every, keys) }</span>
                    <button type="button" class="btn primary" onclick={make} disabled={count == 0 || waits || store.desk.making.is_some()}>
                        { t.renew_make() }
                    </button>
                </div>
            </div>
            { making(&store, Bench::Renew) }
            <div>{ made(&store) }</div>
            <div class="desk">
                <div>
                    { for nodes.iter().map(|node| section(&store, node, outline)) }
                    <section class="node form prose-in">
                        <h2>{ t.renew_not_touched() }</h2>
                        { for words::not_renewed_here(store.lang).into_iter().map(|text| html! { <p>{ text }</p> }) }
                    </section>
                </div>
                <aside>
                    { confirmations(&store, outline) }
                    { options(&store, &nodes) }
                </aside>
            </div>
        </div>
    }
}

/// At first everything is chosen that is there; each change is worked out by the workers.
#[hook]
fn use_outline(store: &Store) {
    use_effect_with(store.report.clone(), {
        let store = store.clone();
        move |report| {
            let Some(report) = report.as_deref().filter(|_| !store.desk.renew_begun) else { return };
            let all = every_row(report);
            if !all.is_empty() {
                store.tell(Message::DeskEdited(Box::new(move |desk| {
                    desk.renew.rows = all;
                    desk.renew_begun = true;
                })));
            }
        }
    });
    use_effect_with((store.desk.renew.clone(), store.report.clone()), {
        let store = store.clone();
        move |(order, _): &(RenewOrder, _)| {
            store.pool.renewal(RenewOrder { issued_at: now(), ..order.clone() });
        }
    });
}

fn control_plane(report: &Report) -> Vec<&NodeReport> {
    let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
    nodes.filter(|node| node.role == NodeRole::ControlPlane).collect()
}

/// The rows that there is something to renew of.
fn rows(node: &NodeReport) -> impl Iterator<Item = &ExpiryRow> {
    node.certificates.iter().filter(|row| row.certificate.is_some())
}

fn every_row(report: &Report) -> Vec<(String, String)> {
    let nodes = control_plane(report).into_iter();
    nodes.flat_map(|node| rows(node).map(|row| (node.id.clone(), row.name.clone()))).collect()
}

fn section(store: &Store, node: &NodeReport, outline: Option<&Outline>) -> Html {
    let t = store.text();
    let outline = outline.and_then(|outline| outline.nodes.iter().find(|found| found.id == node.id));
    let own: Vec<(String, String)> = rows(node).map(|row| (node.id.clone(), row.name.clone())).collect();
    let chosen = own.iter().filter(|row| store.desk.renew.rows.contains(row)).count();
    let all_chosen = chosen == own.len();
    let on_all = {
        let own = own.clone();
        ticked(
            store,
            Rc::new(move |desk: &mut Desk, on| {
                desk.renew.rows.retain(|row| !own.contains(row));
                if on {
                    desk.renew.rows.extend(own.iter().cloned());
                }
            }),
        )
    };
    html! {
        <section class="node" key={node.id.clone()}>
            <div class="head">
                <h2>{ &node.name }</h2>
                if let Some(outline) = outline { <span class="tag">{ format!("kubeadm {}", outline.release) }</span> }
            </div>
            <div class="wide">
                <table class="listed picks renewal">
                    <caption class="unseen">{ &node.name }</caption>
                    <thead>
                        <tr>
                            <th scope="col"><input type="checkbox" checked={all_chosen} aria-label={t.renew_all_of(&node.name)} onchange={on_all} /></th>
                            <th scope="col">{ t.renew_certificate() }</th>
                            <th scope="col">{ t.renew_will_end() }</th>
                            <th scope="col">{ t.state() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows(node).map(|row| line(store, node, row, outline)) }</tbody>
                </table>
            </div>
            { for outline.filter(|outline| !outline.renewed.is_empty()).map(|outline| steps(store, outline)) }
        </section>
    }
}

fn line(store: &Store, node: &NodeReport, row: &ExpiryRow, outline: Option<&NodeOutline>) -> Html {
    let (t, locale) = (store.text(), store.locale());
    let own = (node.id.clone(), row.name.clone());
    let renewed = outline.and_then(|outline| outline.renewed.iter().find(|found| found.row == row.name));
    let left = outline.and_then(|outline| outline.left.iter().find(|found| found.row == row.name));
    let checked = store.desk.renew.rows.contains(&own);
    let on_choice = ticked(
        store,
        Rc::new(move |desk: &mut Desk, on| {
            desk.renew.rows.retain(|known| *known != own);
            if on {
                desk.renew.rows.push(own.clone());
            }
        }),
    );
    let open = row
        .certificate
        .map(|certificate| store.teller(move |_: MouseEvent| Message::RowOpened(Opened::Certificate(certificate))));
    let ends_now = row.not_after.map(|end| short(locale, end)).unwrap_or_default();
    html! {
        <tr key={row.name.clone()}>
            <td class="pick">
                <input type="checkbox" {checked} aria-label={t.renew_row(&row.name, &node.name)} onchange={on_choice} />
            </td>
            <td class="k1">
                <button type="button" class="open" onclick={open.unwrap_or_default()}>{ &row.name }</button>
                { notes(store, renewed, left) }
            </td>
            <td class="k2">
                { renewed.map_or_else(|| "–".to_owned(), |renewed| short(locale, renewed.new.1)) }
                <small>{ t.renew_ends_now() }{ " " }{ ends_now }</small>
            </td>
            <td class="k3">{ for state(store, renewed, left) }</td>
        </tr>
    }
}

/// What is lost, what is unusual, and why a row is left alone.
fn notes(store: &Store, renewed: Option<&Renewal>, left: Option<&Left>) -> Html {
    let losses = renewed.into_iter().flat_map(|found| &found.losses).map(|loss| words::loss(loss, store.lang));
    let reason = left.map(|left| words::left_reason(&left.reason, store.lang));
    html! { <>{ for losses.chain(reason).map(|text| html! { <small>{ text }</small> }) }</> }
}

fn state(store: &Store, renewed: Option<&Renewal>, left: Option<&Left>) -> Option<Html> {
    let t = store.text();
    match (renewed, left) {
        (Some(found), _) if found.cautions.contains(&Caution::OutlivesAuthority) => {
            let why = words::caution(&Caution::OutlivesAuthority, store.lang);
            Some(pill(Severity::Soon, t.renew_outlives(), Some(why)))
        }
        (Some(_), _) => Some(pill(Severity::Fine, t.renew_ready(), None)),
        (None, Some(_)) => Some(pill(Severity::Broken, t.renew_left(), None)),
        (None, None) => None,
    }
}

/// What is done on the node, folded away.
fn steps(store: &Store, outline: &NodeOutline) -> Html {
    let t = store.text();
    html! {
        <details class="pane">
            <summary>{ t.renew_steps() }</summary>
            <ul class="chain">
                if outline.restarts.is_empty() { <li>{ t.renew_no_restart() }</li> }
                { for outline.restarts.iter().map(|restart| html! {
                    <li>
                        <span class="mono">{ &restart.program }</span>
                        <span>{ words::restart_reason(restart, store.lang) }</span>
                    </li>
                }) }
            </ul>
        </details>
    }
}

fn made(store: &Store) -> Html {
    let t = store.text();
    let Some(made) = store.desk.made_on(Bench::Renew) else { return Html::default() };
    let mut nodes: Vec<(String, Vec<String>)> = Vec::new();
    for (path, _) in &made.files {
        let node = path.split('/').nth(1).unwrap_or_default();
        match nodes.iter_mut().find(|(known, _)| known == node) {
            Some((_, paths)) => paths.push(path.clone()),
            None => nodes.push((node.to_owned(), vec![path.clone()])),
        }
    }
    let buttons = nodes.into_iter().map(|(node, paths)| {
        let pool = store.pool.clone();
        let save = Callback::from(move |_: MouseEvent| pool.hand_out(Bench::Renew, paths.clone(), Packing::TarGz));
        html! { <button type="button" class="btn" onclick={save}>{ format!("{node}.tar.gz") }</button> }
    });
    html! {
        <MadeFiles bench={Bench::Renew} title={t.renew_made()} help={t.renew_made_help()}>{ for buttons }</MadeFiles>
    }
}

fn options(store: &Store, nodes: &[&NodeReport]) -> Html {
    let t = store.text();
    let order = &store.desk.renew;
    let options = order.options;
    let key = |choice: KeyChoice| pressed(store, Rc::new(move |desk: &mut Desk| desk.renew.options.key = choice));
    let choose =
        |rows: Vec<(String, String)>| pressed(store, Rc::new(move |desk: &mut Desk| desk.renew.rows.clone_from(&rows)));
    let all = |due: bool| -> Vec<(String, String)> {
        let rows = nodes.iter().flat_map(|node| rows(node).map(|row| (node.id.clone(), row)));
        rows.filter(|(_, row)| !due || row.severity <= Severity::Watch)
            .map(|(id, row)| (id, row.name.clone()))
            .collect()
    };
    let (every, due) = (all(false), all(true));
    let is =
        |rows: &[(String, String)]| order.rows.len() == rows.len() && rows.iter().all(|row| order.rows.contains(row));
    let seconds = match options.validity {
        RenewValidity::Kubeadm => None,
        RenewValidity::Seconds(seconds) => Some(seconds / DAY),
    };
    // Where nothing is chosen, what fits the release is taken; both show what the first node gets.
    let taken = store.desk.outline.as_deref().and_then(|outline| outline.nodes.first()).map(|node| node.way);
    let way = |way: RestartWay| {
        (
            options.restart.or(taken) == Some(way),
            pressed(store, Rc::new(move |desk: &mut Desk| desk.renew.options.restart = Some(way))),
        )
    };
    let ((blanket, on_blanket), (least, on_least)) = (way(RestartWay::Blanket), way(RestartWay::Least));
    html! {
        <section class="node form" aria-labelledby="renew-how">
            <h2 id="renew-how">{ t.renew_options() }</h2>
            { switch(t.renew_certificate(), vec![
                (t.renew_all(), is(&every), choose(every.clone())),
                (t.renew_due(), is(&due) && !is(&every), choose(due.clone())),
                (t.renew_none(), order.rows.is_empty(), choose(Vec::new())),
            ]) }
            <div class="field">
                <span class="label">{ t.renew_key() }</span>
                { for [
                    (KeyChoice::Configured, t.renew_key_configured()),
                    (KeyChoice::SameAlgorithm, t.renew_key_same_algorithm()),
                    (KeyChoice::Same, t.renew_key_same()),
                ].into_iter().map(|(choice, label)| radio("renew-key", label, options.key == choice, key(choice))) }
                if options.key == KeyChoice::Same { <p class="help">{ t.renew_key_same_help() }</p> }
            </div>
            { number_field(store, "renew-days", t.renew_validity(), seconds, &[], Rc::new(|desk, days| {
                desk.renew.options.validity = match days {
                    Some(days) => RenewValidity::Seconds(days.saturating_mul(DAY)),
                    None => RenewValidity::Kubeadm,
                };
            })) }
            <p class="help">{ t.renew_validity_help() }</p>
            { check("renew-clamp", html! { t.renew_clamp() }, options.clamp, ticked(store, Rc::new(|desk, on| desk.renew.options.clamp = on))) }
            { check("renew-intermediates", html! { t.renew_keep_intermediates() }, options.keep_intermediates, ticked(store, Rc::new(|desk, on| {
                desk.renew.options.keep_intermediates = on;
            }))) }
            <div class="field">
                <span class="label">{ t.renew_restart() }</span>
                { radio("renew-restart", t.renew_restart_blanket(), blanket, on_blanket) }
                { radio("renew-restart", t.renew_restart_least(), least, on_least) }
                <p class="help">{ t.renew_restart_help() }</p>
            </div>
        </section>
    }
}

fn radio(name: &'static str, label: &'static str, checked: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <label class="check">
            <input type="radio" {name} {checked} {onclick} />
            <span>{ label }</span>
        </label>
    }
}

/// What is unusual, to be ticked one by one; and the one click that cuts ends off.
fn confirmations(store: &Store, outline: Option<&Outline>) -> Html {
    let t = store.text();
    let Some(outline) = outline else { return html! { <div /> } };
    let outlives = outline
        .nodes
        .iter()
        .flat_map(|node| &node.renewed)
        .filter(|row| row.cautions.contains(&Caution::OutlivesAuthority));
    let outlives = outlives.count();
    let clamp = pressed(store, Rc::new(|desk: &mut Desk| desk.renew.options.clamp = true));
    html! {
        <div>
            if outlives > 0 {
                <div class="note banner sev-soon">
                    { icon(Symbol::Severity(Severity::Soon)) }
                    <div>
                        <p>{ words::caution(&Caution::OutlivesAuthority, store.lang) }{ " " }{ t.renew_concerns(outlives) }</p>
                        <button type="button" class="btn" onclick={clamp}>{ t.renew_clamp() }</button>
                    </div>
                </div>
            }
            if !outline.to_confirm.is_empty() {
                <section class="node form confirm" aria-labelledby="renew-confirm">
                    <h2 id="renew-confirm">{ t.to_confirm() }</h2>
                    <p class="help">{ t.to_confirm_help() }</p>
                    { cautions(store, outline.to_confirm.iter().map(|caution| (caution, None)), &store.desk.renew.confirmed, |desk| {
                        Some(&mut desk.renew.confirmed)
                    }) }
                </section>
            }
        </div>
    }
}
