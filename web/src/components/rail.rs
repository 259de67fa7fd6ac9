//! The rail: the tasks.

use yew::prelude::*;

use crate::route::Route;
use crate::store::use_store;

/// The rail. It only names what exists.
#[component]
pub fn Rail() -> Html {
    let store = use_store();
    let t = store.text();
    let shown = if store.route == Route::Home && store.has_files() { Route::Expiry } else { store.route };
    let link = |route: Route, label: &'static str, count: Option<usize>| {
        let current = (shown == route).then_some("page");
        html! {
            <a href={route.hash()} aria-current={current}>
                <span>{ label }</span>
                if let Some(count) = count { <span class="n">{ count }</span> }
            </a>
        }
    };
    let report = store.report.as_ref();
    // As many as the tables have rows.
    let rows = report.map(|report| {
        let nodes = report.clusters.iter().flat_map(|cluster| &cluster.nodes);
        let in_tables: usize =
            nodes.map(|node| node.certificates.len() + node.authorities.len() + node.kubelet.len()).sum();
        in_tables + report.certificates.iter().filter(|row| row.loose).count()
    });
    html! {
        <div class="side">
            <nav class="rail" aria-label={t.screens()}>
                <h2>{ t.inspect() }</h2>
                if store.has_files() {
                    { link(Route::Expiry, t.expiry(), rows) }
                    { link(Route::Timeline, t.timeline(), None) }
                    { link(Route::Certificates, t.certificates(), report.map(|report| report.certificates.len())) }
                    { link(Route::Files, t.files(), report.map(|report| report.files.len())) }
                } else {
                    { link(Route::Home, t.start(), None) }
                }
                <h2>{ t.act() }</h2>
                { link(Route::Renew, t.nav_renew(), None) }
                { link(Route::Request, t.nav_request(), None) }
                { link(Route::Sign, t.nav_sign(), report.map(|report| report.requests.len()).filter(|&count| count > 0)) }
                { link(Route::Approve, t.nav_approve(), None) }
                { link(Route::Return, t.nav_return(), None) }
                { link(Route::Authority, t.nav_authority(), None) }
                <h2>{ t.trust() }</h2>
                { link(Route::Check, t.check(), None) }
            </nav>
        </div>
    }
}
