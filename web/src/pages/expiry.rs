//! kubeadm's tables, node by node, and below them everything else that was found.

use std::rc::Rc;

use cluster::{NodeReport, RowState};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::components::nothing::nothing;

use crate::components::certificate_table::CertificateTable;
use crate::components::choose::AddMenu;
use crate::components::filter_bar::FilterBar;
use crate::components::finding_note::finding_note;
use crate::components::key_table::KeyTable;
use crate::components::node_section::NodeSection;
use crate::components::question_card::QuestionCard;
use crate::components::request_table::RequestTable;
use crate::components::summary::SummaryView;
use crate::components::troubled_file::{is_troubled, troubled_file};
use crate::store::{Dialog, Filter, Message, use_store};

/// How many nodes are drawn before the rest is asked for.
const FIRST_NODES: usize = 24;

/// How many files are shown that nothing was found in, when there is nothing else.
const FIRST_FILES: usize = 12;

/// How many questions are asked at once.
const FIRST_QUESTIONS: usize = 12;

/// The expiry screen.
#[component]
pub fn Expiry() -> Html {
    let store = use_store();
    let t = store.text();
    let locale = store.locale();
    let all_nodes = use_state_eq(|| false);
    let nodes: usize = store.report.iter().flat_map(|report| &report.clusters).map(|cluster| cluster.nodes.len()).sum();
    let drawn = use_parts(nodes.min(FIRST_NODES) + 1);
    let loose = use_memo((store.report.clone(), store.filter.clone()), |(report, filter)| {
        let Some(report) = report else { return (Rc::new(Vec::new()), 0) };
        let all: Vec<usize> =
            report.certificates.iter().enumerate().filter(|(_, row)| row.loose).map(|(index, _)| index).collect();
        let shown: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&index| report.certificates.get(index).is_some_and(|row| filter.shows_certificate(row)))
            .collect();
        (Rc::new(shown), all.len())
    });
    let Some(report) = store.report.clone() else { return nothing() };
    let (loose_rows, loose_total) = (Rc::clone(&loose.0), loose.1);
    let mut total = loose_total;
    let mut shown = loose_rows.len();
    for node in report.clusters.iter().flat_map(|cluster| &cluster.nodes) {
        total += rows(node).count();
        if store.filter.shows_node(&node.id) {
            shown += rows(node).filter(|row| store.filter.shows_row(row)).count();
        }
    }
    let matching: Vec<(usize, usize)> = report
        .clusters
        .iter()
        .enumerate()
        .flat_map(|(index, cluster)| cluster.nodes.iter().enumerate().map(move |(place, node)| (index, place, node)))
        .filter(|(_, _, node)| has_something(node, &store.filter))
        .map(|(cluster, node, _)| (cluster, node))
        .collect();
    let limit = if *all_nodes { usize::MAX } else { FIRST_NODES };
    let more = matching.len().saturating_sub(limit);
    // One node after the other, then what was found beside them.
    let limit = limit.min(drawn);
    let nodes_drawn = drawn > matching.len().min(FIRST_NODES);
    let clusters = report.clusters.iter().enumerate().map(|(cluster_index, cluster)| {
        let nodes = matching
            .iter()
            .take(limit)
            .filter(|(of, _)| *of == cluster_index)
            .filter_map(|&(_, node_index)| Some((node_index, cluster.nodes.get(node_index)?)))
            .map(|(node_index, node)| html! {
                <div key={node.id.clone()}><NodeSection
                    report={report.clone()}
                    cluster={cluster_index}
                    node={node_index}
                    {locale}
                    filter={store.filter.clone()}
                    opened={store.opened}
                /></div>
            });
        html! {
            <div class="cluster" key={cluster.id.clone()}>
                <div class="title">
                    <h2>{ t.cluster_named(&cluster.name) }</h2>
                    if !cluster.endpoint.is_empty() { <span class="tag">{ &cluster.endpoint }</span> }
                    <span class="tag">{ format!("kubeadm {}", cluster.release) }</span>
                    <span class="dim">{ words::release_source(&cluster.release_source, store.lang) }</span>
                </div>
                if !cluster.findings.is_empty() {
                    <div class="node">{ for cluster.findings.iter().map(|finding| finding_note(finding, "", locale, Html::default())) }</div>
                }
                <div>{ for nodes }</div>
            </div>
        }
    });
    let nothing_found = report.certificates.is_empty() && report.clusters.is_empty();
    let export = store.teller(|_: MouseEvent| Message::DialogChanged(Some(Dialog::Export)));
    html! {
        <>
            <div class="title">
                <h1>{ t.expiry() }</h1>
                <p>{ words::inventory(&report, store.lang) }</p>
                <div class="tools">
                    <AddMenu />
                    if !nothing_found { <button type="button" class="btn primary" onclick={export}>{ t.export() }</button> }
                </div>
            </div>
            <div>if !nothing_found || !report.questions.is_empty() { <SummaryView /> }</div>
            <div>
                { for report.questions.iter().take(FIRST_QUESTIONS).map(|question| html! {
                    <div><QuestionCard question={question.clone()} /></div>
                }) }
            </div>
            <div>
                if report.questions.len() > FIRST_QUESTIONS {
                    <p class="dim">{ t.and_more(report.questions.len() - FIRST_QUESTIONS) }</p>
                }
            </div>
            <div>if total > 0 { <FilterBar hidden={total - shown} {total} /> }</div>
            <div>{ for clusters }</div>
            <div>
                if more > 0 {
                    <button type="button" class="btn" onclick={Callback::from(move |_: MouseEvent| all_nodes.set(true))}>
                        { t.and_more(more) }
                    </button>
                }
            </div>
            <div>
                if nodes_drawn && !loose_rows.is_empty() {
                    <section class="node">
                        <div class="head">
                            <h2>{ t.loose() }</h2>
                            <span class="dim">{ t.loose_help() }</span>
                        </div>
                        <CertificateTable
                            report={report.clone()}
                            rows={loose_rows}
                            caption={t.loose()}
                            {locale}
                            opened={store.opened}
                            short=true
                        />
                    </section>
                }
            </div>
            <div hidden={!store.filter.is_open()}>
                if nodes_drawn {
                <div><RequestTable report={report.clone()} {locale} opened={store.opened} /></div>
                <div><KeyTable report={report.clone()} {locale} /></div>
                }
            </div>
            <div>
                if nothing_found && report.questions.is_empty() {
                    <section class="node" aria-labelledby="not-recognised">
                        <div class="head"><h2 id="not-recognised">{ t.no_certificates() }</h2></div>
                        { for report.files.iter().filter(|file| is_troubled(file)).take(FIRST_FILES).map(|file| troubled_file(file, store.lang)) }
                        <div class="pane"><a href={crate::route::Route::Files.hash()}>{ t.all_files(report.files.len()) }</a></div>
                    </section>
                }
            </div>
        </>
    }
}

/// How many of the screen's parts are drawn: one at once, then one more with each turn of the browser, so that no turn is
/// long enough to be felt. Once all were there, whatever comes is drawn as a whole, since something may have the focus.
#[hook]
fn use_parts(count: usize) -> usize {
    let drawn = use_state_eq(|| 1_usize);
    let next = drawn.setter();
    use_effect_with((*drawn, count), move |(drawn, count)| {
        let more = if drawn < count { drawn + 1 } else { usize::MAX };
        let turn = (*drawn < usize::MAX).then(|| Timeout::new(0, move || next.set(more)));
        move || drop(turn)
    });
    *drawn
}

fn rows(node: &NodeReport) -> impl Iterator<Item = &cluster::ExpiryRow> {
    node.certificates
        .iter()
        .chain(&node.authorities)
        .chain(&node.kubelet)
        .filter(|row| row.state != RowState::NotExpected)
}

// A node of which a filter hides every row goes as a whole; one without rows stays, since its findings say why.
fn has_something(node: &NodeReport, filter: &Filter) -> bool {
    filter.shows_node(&node.id) && (filter.is_open() || rows(node).any(|row| filter.shows_row(row)))
}
