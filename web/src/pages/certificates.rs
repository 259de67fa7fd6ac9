//! Every certificate in one table.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::nothing::nothing;

use crate::components::certificate_table::CertificateTable;
use crate::components::filter_bar::FilterBar;
use crate::components::summary::SummaryView;
use crate::store::use_store;

/// The screen of all certificates.
#[component]
pub fn Certificates() -> Html {
    let store = use_store();
    let t = store.text();
    let rows = use_memo((store.report.clone(), store.filter.clone()), |(report, filter)| {
        let Some(report) = report else { return Rc::new(Vec::new()) };
        let shown = report.certificates.iter().enumerate().filter(|(_, row)| filter.shows_certificate(row));
        Rc::new(shown.map(|(index, _)| index).collect::<Vec<usize>>())
    });
    let Some(report) = store.report.clone() else { return nothing() };
    let total = report.certificates.len();
    html! {
        <>
            <div class="title"><h1>{ t.certificates() }</h1><p>{ t.certificates_help() }</p></div>
            <SummaryView />
            <FilterBar hidden={total - rows.len()} {total} />
            <section class="node">
                <CertificateTable
                    {report}
                    rows={Rc::clone(&*rows)}
                    caption={t.certificates()}
                    locale={store.locale()}
                    opened={store.opened}
                />
            </section>
        </>
    }
}
