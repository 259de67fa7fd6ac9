//! Judging the CertificateSigningRequests of a cluster.

use std::rc::Rc;

use cluster::desk::approval::{self, ApprovalRow, Verdict};
use cluster::desk::sign::{AuthorityChoice, ProfileChoice};
use yew::prelude::*;

use crate::components::choose::AddMenu;
use crate::components::copy_button::CopyButton;
use crate::components::desk::approval_panel::verdict_pill;
use crate::components::desk::commands::{command_block, commands};
use crate::components::desk::empty::empty;
use crate::components::desk::field::{pressed, switch, ticked};
use crate::components::rows::focus_row;
use crate::route::Route;
use crate::store::{Message, Opened, Store, use_store};

/// How many rows are shown before the rest is asked for.
const FIRST: usize = 200;

const GET_REQUESTS: &str = "kubectl get csr -o yaml > csr.yaml";
const GET_NODES: &str = "kubectl get nodes -o yaml > nodes.yaml";

/// The screen.
#[component]
pub fn Approve() -> Html {
    let store = use_store();
    let t = store.text();
    let all = use_state_eq(|| false);
    use_effect_with((store.report.clone(), store.settings.clone()), {
        let store = store.clone();
        move |_| store.pool.approvals()
    });
    let rows = store.desk.approvals.clone();
    let rows = rows.as_ref().map(|rows| rows.as_slice()).unwrap_or_default();
    if rows.is_empty() {
        let further = html! {
            <section class="node form">
                { command_block(t.get_requests(), GET_REQUESTS) }
                { command_block(t.get_nodes(), GET_NODES) }
            </section>
        };
        return html! {
            <div>
                <div class="title"><h1>{ t.desk_approve() }</h1><p>{ t.desk_approve_help() }</p></div>
                { empty(t.approve_empty(), t.approve_empty_help(), further) }
                { good_to_know(&store) }
            </div>
        };
    }
    let exact = approval::kubectl_table(rows, crate::pages::release_of(&store), store.locale().viewed_at);
    let limit = if *all { usize::MAX } else { FIRST };
    let more = rows.len().saturating_sub(limit);
    let nodes_missing =
        rows.iter().any(|row| row.checklist.iter().any(|point| point.outcome == approval::PointOutcome::Unknown));
    html! {
        <div>
            <div class="title">
                <h1>{ t.desk_approve() }</h1>
                <p>{ t.desk_approve_help() }</p>
                <div class="tools"><AddMenu /></div>
            </div>
            <section class="node">
                <div class="head">
                    <h2>{ t.requests() }</h2>
                    <span class="tag">{ t.chosen_count(store.desk.chosen.len(), rows.len()) }</span>
                    <div class="tools">
                        <CopyButton
                            text={exact.clone()}
                            what={"kubectl get csr"}
                            label={Some(AttrValue::from(t.as_kubectl()))}
                            class={classes!("btn", "quiet")}
                        />
                    </div>
                </div>
                <div class="wide">{ table(&store, rows, &exact, limit) }</div>
                if nodes_missing {
                    <div class="note sev-soon">
                        { crate::components::icon::icon(crate::components::icon::Symbol::Info) }
                        <div><p>{ t.nodes_missing() }</p>{ command_block(t.get_nodes(), GET_NODES) }</div>
                    </div>
                }
                if more > 0 {
                    <div class="pane">
                        <button type="button" class="btn" onclick={Callback::from(move |_: MouseEvent| all.set(true))}>{ t.and_more(more) }</button>
                    </div>
                }
            </section>
            { for_the_chosen(&store, rows) }
            { good_to_know(&store) }
        </div>
    }
}

// The columns of kubectl, from kubectl's own lines, and a judgement behind each.
fn table(store: &Store, rows: &[ApprovalRow], exact: &str, limit: usize) -> Html {
    let t = store.text();
    let mut lines = exact.lines().map(|line| {
        line.split("   ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<String>>()
    });
    let head = lines.next().unwrap_or_default();
    let pending: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| row.verdict != Verdict::Decided).map(|(index, _)| index).collect();
    let all_chosen = !pending.is_empty() && pending.len() == store.desk.chosen.len();
    let on_all = ticked(store, Rc::new(move |desk, on| desk.chosen = if on { pending.clone() } else { Vec::new() }));
    let body = rows.iter().zip(lines).enumerate().take(limit).map(|(index, (row, cells))| {
        let opened = Opened::Approval(index);
        let on_choice = ticked(store, Rc::new(move |desk, on| {
            desk.chosen.retain(|chosen| *chosen != index);
            if on {
                desk.chosen.push(index);
                cluster::order::sort(&mut desk.chosen);
            }
        }));
        let tell = store.teller(move |()| Message::RowOpened(opened));
        let onclick = Callback::from(move |event: MouseEvent| {
            focus_row(&event);
            tell.emit(());
        });
        let last = cells.len().saturating_sub(1);
        html! {
            <tr key={index} class={classes!("opens", (store.opened == Some(opened)).then_some("sel"))}>
                <td class="pick">
                    <input
                        type="checkbox"
                        checked={store.desk.chosen.contains(&index)}
                        aria-label={t.choose_what(&row.name)}
                        onchange={on_choice}
                    />
                </td>
                { for cells.into_iter().enumerate().map(|(place, cell)| {
                    let onclick = onclick.clone();
                    match place {
                        0 => html! { <td class="k1" {onclick}><button type="button" class="open">{ cell }</button></td> },
                        _ if place == last => html! { <td class="k2" {onclick}>{ cell }</td> },
                        _ => html! { <td class="break" {onclick}>{ cell }</td> },
                    }
                }) }
                <td class="k3" {onclick}>{ verdict_pill(row.verdict, store.lang) }</td>
            </tr>
        }
    });
    html! {
        <table class="listed picks">
            <caption class="unseen">{ t.requests() }</caption>
            <thead>
                <tr>
                    <th scope="col"><input type="checkbox" checked={all_chosen} aria-label={t.choose_all()} onchange={on_all} /></th>
                    { for head.into_iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }
                    <th scope="col">{ t.judgement() }</th>
                </tr>
            </thead>
            <tbody>{ for body }</tbody>
        </table>
    }
}

fn for_the_chosen(store: &Store, rows: &[ApprovalRow]) -> Html {
    let t = store.text();
    let approve = store.desk.approve;
    let chosen: Vec<&ApprovalRow> = store.desk.chosen.iter().filter_map(|&index| rows.get(index)).collect();
    let worst = chosen.iter().map(|row| row.verdict);
    let warning = match approve {
        true if worst.clone().any(|verdict| verdict == Verdict::Bad) => Some(("sev-broken", t.approve_bad())),
        true if worst.clone().any(|verdict| verdict == Verdict::Open) => Some(("sev-soon", t.approve_open())),
        _ => None,
    };
    let decided: Vec<(&ApprovalRow, bool)> = chosen.iter().map(|row| (*row, approve)).collect();
    let key_here = store.desk.authorities.as_ref().is_some_and(|all| all.iter().any(|authority| authority.key_here));
    html! {
        <section class="node form" aria-labelledby="for-the-chosen">
            <div class="bar">
                <h2 id="for-the-chosen">{ t.for_the_chosen() }</h2>
                { switch(t.for_the_chosen(), vec![
                    (t.approve(), approve, pressed(store, Rc::new(|desk| desk.approve = true))),
                    (t.deny(), !approve, pressed(store, Rc::new(|desk| desk.approve = false))),
                ]) }
            </div>
            if chosen.is_empty() {
                <p class="dim">{ t.choose_rows() }</p>
            } else {
                if let Some((class, warning)) = warning {
                    <p class={classes!("ink", class, "said-line")}>{ crate::components::icon::icon(crate::components::icon::Symbol::Severity(cluster::Severity::Broken)) }<b>{ warning }</b></p>
                }
                { commands(&approval::commands(&decided)) }
                if approve && key_here {
                    <div class="bar">
                        <button type="button" class="btn" onclick={sign_these(store, &chosen)}>{ t.sign_these() }</button>
                        <p class="help grow">{ t.sign_these_help() }</p>
                    </div>
                }
            }
        </section>
    }
}

// To the screen of signing, with the rules of the rows' own signer.
fn sign_these(store: &Store, chosen: &[&ApprovalRow]) -> Callback<MouseEvent> {
    let requests: Vec<_> = chosen.iter().filter_map(|row| row.request).collect();
    let signer = chosen.first().map(|row| row.signer_name.clone()).unwrap_or_default();
    let authority = store.desk.authorities.as_ref().and_then(|all| {
        let of_cluster = all.iter().find(|option| option.key_here && option.role.as_deref() == Some("ca"));
        of_cluster.or(all.iter().find(|option| option.key_here)).map(|option| option.certificate)
    });
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        let (requests, signer) = (requests.clone(), signer.clone());
        store.tell(Message::DeskEdited(Box::new(move |desk| {
            desk.order.requests = requests;
            desk.order_begun = true;
            desk.order.profile = ProfileChoice::Signer { name: signer, usages: Vec::new() };
            desk.order.authority = authority.map_or(AuthorityChoice::ByRole, AuthorityChoice::Certificate);
        })));
        let _ = gloo::utils::window().location().set_hash(Route::Sign.hash());
    })
}

fn good_to_know(store: &Store) -> Html {
    let t = store.text();
    html! {
        <section class="node form prose-in">
            <h2>{ t.good_to_know() }</h2>
            <p>{ words::approval_at_every_rotation(store.lang) }</p>
            <p>{ words::automatic_approver_is_unsafe(store.lang) }</p>
        </section>
    }
}
