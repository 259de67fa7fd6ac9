//! The private keys that were found: what may be known of them, never the keys themselves.

use cluster::{KeyRow, Report};
use yew::prelude::*;

use super::nothing::nothing;

use super::certificate_table::certificate_name;
use super::rows::{listed, rest};
use crate::store::{Locale, Shared};

/// How many are shown before the rest is asked for.
const FIRST: usize = 100;

/// Properties of [`KeyTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// How instants are written.
    pub locale: Locale,
}

/// The keys, those of authorities first.
#[component]
pub fn KeyTable(props: &Props) -> Html {
    let t = props.locale.text();
    let all = use_state_eq(|| false);
    let report = &props.report;
    if report.keys.is_empty() {
        return nothing();
    }
    let mut keys: Vec<&KeyRow> = report.keys.iter().collect();
    cluster::order::sort_by_key(&mut keys, |key| !key.of_authority);
    let shown = if *all { keys.len() } else { FIRST };
    let more = keys.len().saturating_sub(shown);
    let body = keys.iter().take(shown).map(|key| {
        let belongs: Vec<String> = key
            .certificates
            .iter()
            .filter_map(|certificate| report.certificates.iter().find(|row| row.facts.sha256 == *certificate))
            .map(certificate_name)
            .collect();
        html! {
            <tr>
                <td class="k1 path">{ key.places.first().map(words::place_in_file) }{ t.plus_places(key.places.len()) }</td>
                <td class="k3">{ words::key_algorithm(&key.facts.public.algorithm) }</td>
                <td class="k2 cut">
                    { if belongs.is_empty() { t.no_certificate().to_owned() } else { belongs.join(", ") } }
                </td>
                <td>if key.of_authority { <span class="tag">{ t.of_authority() }</span> }</td>
            </tr>
        }
    });
    html! {
        <section class="node no-print">
            <details class="pane">
            <summary>{ t.keys_found(keys.len()) }</summary>
            { listed(
                html! { <caption class="unseen">{ t.private_keys() }</caption> },
                [t.place(), t.kind(), t.belongs_to(), t.authority()],
                body.collect(),
            ) }
            { rest(t, more, &all) }
            </details>
        </section>
    }
}
