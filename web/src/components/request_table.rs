//! The certificate signing requests that were found.

use cluster::Report;
use yew::prelude::*;

use super::nothing::nothing;

use super::rows::{focus_row, listed, rest};
use crate::store::{Locale, Message, Opened, Shared, use_store};

/// How many are shown before the rest is asked for.
const FIRST: usize = 100;

/// Properties of [`RequestTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// How instants are written.
    pub locale: Locale,
    /// The row that is open.
    pub opened: Option<Opened>,
}

/// The requests, each of which opens.
#[component]
pub fn RequestTable(props: &Props) -> Html {
    let store = use_store();
    let t = props.locale.text();
    let all = use_state_eq(|| false);
    if props.report.requests.is_empty() {
        return nothing();
    }
    let limit = if *all { usize::MAX } else { FIRST };
    let more = props.report.requests.len().saturating_sub(limit);
    let body = props.report.requests.iter().take(limit).map(|row| {
        let opened = Opened::Request(row.facts.sha256);
        let tell = store.teller(move |()| Message::RowOpened(opened));
        let onclick = Callback::from(move |event: MouseEvent| {
            focus_row(&event);
            tell.emit(());
        });
        let name = row.facts.subject.common_name().map_or_else(|| row.facts.subject.to_string(), str::to_owned);
        html! {
            <tr
                key={row.facts.sha256.to_string()}
                class={classes!("opens", (props.opened == Some(opened)).then_some("sel"))}
                {onclick}
            >
                <td class="k1"><button type="button" class="open">{ name }</button></td>
                <td class="k2 path">{ row.places.first().map(words::place_in_file) }</td>
                <td class="k3">{ words::key_algorithm(&row.facts.key.algorithm) }</td>
                <td class="cut">{ words::key_match(&row.key, props.locale.lang) }</td>
            </tr>
        }
    });
    html! {
        <section class="node">
            { listed(
                html! { <caption>{ t.requests() }</caption> },
                [t.request(), t.place(), t.public_key(), t.private_key()],
                body.collect(),
            ) }
            { rest(t, more, &all) }
        </section>
    }
}
