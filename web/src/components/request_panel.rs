//! A certificate signing request in full.

use cluster::Severity;
use pki::RequestDetails;
use yew::prelude::*;

use super::asn1_tree::asn1_table;
use super::certificate_panel::{command, copied};
use super::copy_button::CopyButton;
use super::extension_list::extension_list;
use super::icon::{Symbol, icon, severity_class};
use super::opened_row::HEADING;
use crate::store::{Locale, Shared, use_store};

/// Properties of [`RequestPanel`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The request.
    pub request: Shared<RequestDetails>,
    /// How instants are written.
    pub locale: Locale,
}

/// Everything about one request.
#[component]
pub fn RequestPanel(props: &Props) -> Html {
    let store = use_store();
    let (t, lang) = (props.locale.text(), props.locale.lang);
    let request = &props.request;
    let facts = &request.facts;
    let row = store
        .report
        .as_ref()
        .and_then(|report| report.requests.iter().find(|row| row.facts.sha256 == facts.sha256).cloned());
    let name = facts.subject.common_name().map_or_else(|| facts.subject.to_string(), str::to_owned);
    html! {
        <>
            <div class="head"><span class="tag">{ t.request() }</span><h2 id={HEADING}>{ name }</h2></div>
            <section>
                <p>{ t.request_help() }</p>
                <p>{ t.own_signature(facts.signature_holds) }</p>
                if let Some(row) = &row { <p>{ words::key_match(&row.key, lang) }</p> }
            </section>
            { remarks(request, lang) }
            <section>
                <h3>{ t.request() }</h3>
                <dl>
                    { copied(t.subject(), &facts.subject.to_string(), false) }
                    <dt>{ t.public_key() }</dt>
                    <dd>{ words::key_algorithm(&facts.key.algorithm) }</dd>
                    <dt>{ t.signature() }</dt>
                    <dd>{ &request.signature_algorithm }</dd>
                    { copied("SHA-256", &words::colon_hex(&facts.sha256.0), true) }
                    { copied(t.key_sha256(), &facts.key.sha256.to_string(), true) }
                </dl>
            </section>
            <section><h3>{ t.extensions() }</h3>{ extension_list(&request.extensions, lang) }</section>
            if let Some(row) = &row {
                <section>
                    <h3>{ t.found_in(row.places.len()) }</h3>
                    <ul class="places mono">
                        { for row.places.iter().map(|place| html! { <li>{ words::place_in_file(place) }</li> }) }
                    </ul>
                </section>
                if let Some(place) = row.places.first() {
                    <section>
                        <h3>{ t.same_by_openssl() }</h3>
                        { command(&words::openssl_request(place), t.same_by_openssl()) }
                    </section>
                }
            }
            <section>
                <details>
                    <summary>{ "PEM" }</summary>
                    <CopyButton text={request.pem.clone()} what="PEM" />
                    <pre tabindex="0">{ &request.pem }</pre>
                </details>
                <details><summary>{ t.asn1() }</summary>{ asn1_table(&request.asn1, lang) }</details>
            </section>
        </>
    }
}

// What the usual signers would refuse or leave out, in plain words.
fn remarks(request: &RequestDetails, lang: words::Lang) -> Html {
    let t = words::Text(lang);
    let all = cluster::desk::review::judge(request);
    html! {
        <section>
            <h3>{ t.what_signers_say() }</h3>
            if all.is_empty() { <p>{ t.nothing_unusual() }</p> }
            <ul class="chain">
                { for all.iter().map(|remark| html! {
                    <li>
                        <span class={classes!("ink", severity_class(Severity::Soon))}>{ icon(Symbol::Severity(Severity::Soon)) }</span>
                        <span>{ words::request_remark(remark, lang) }</span>
                    </li>
                }) }
            </ul>
        </section>
    }
}
