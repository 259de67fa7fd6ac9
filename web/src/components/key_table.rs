//! The private keys that were found: what may be known of them, never the keys themselves.

use cluster::{KeyRow, Report};
use yew::prelude::*;

use super::nothing::nothing;

use super::certificate_table::certificate_name;
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
    let show_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
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
            <div class="wide">
                <table class="listed">
                    <caption class="unseen">{ t.private_keys() }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.place() }</th>
                            <th scope="col">{ t.kind() }</th>
                            <th scope="col">{ t.belongs_to() }</th>
                            <th scope="col">{ t.authority() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for body }</tbody>
                </table>
            </div>
            if more > 0 {
                <div class="pane"><button type="button" class="btn" onclick={show_all}>{ t.and_more(more) }</button></div>
            }
            </details>
        </section>
    }
}
