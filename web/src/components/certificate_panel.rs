//! A certificate in full: human words, chain, facts, places.

use cluster::{Detail, Signer};
use yew::prelude::*;

use super::asn1_tree::Asn1Tree;
use super::chain::chain;
use super::copy_button::CopyButton;
use super::extension_list::extension_list;
use super::opened_row::HEADING;
use super::pill::pill;
use super::when::full;
use crate::store::{Locale, Shared};

/// Properties of [`CertificatePanel`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The certificate and what the workspace knows around it.
    pub detail: Shared<Detail>,
    /// How instants are written.
    pub locale: Locale,
}

/// Everything about one certificate.
#[component]
pub fn CertificatePanel(props: &Props) -> Html {
    let Props { detail, locale } = props;
    let (t, lang) = (locale.text(), locale.lang);
    let certificate = &detail.certificate;
    let facts = &certificate.facts;
    let name = detail
        .rows
        .first()
        .map(|(_, row)| row.clone())
        .or_else(|| facts.subject.common_name().map(str::to_owned))
        .unwrap_or_else(|| facts.subject.to_string());
    let pem = certificate.pem.clone();
    html! {
        <>
            <div class="head">
                { pill(detail.severity, words::severity(detail.severity, lang), None) }
                <h2 id={HEADING}>{ &name }</h2>
            </div>
            <section>
                { human_words(detail, *locale) }
            </section>
            <section>
                <h3>{ t.chain() }</h3>
                { chain(detail, *locale) }
                if !matches!(detail.signer, Signer::Found(_)) { <p class="dim">{ words::signer(&detail.signer, lang) }</p> }
                <p class="dim">{ words::key_match(&detail.key, lang) }</p>
            </section>
            if !certificate.oddities.is_empty() {
                <section>
                    <h3>{ t.oddities() }</h3>
                    <ul class="places">{ for certificate.oddities.iter().map(|odd| html! { <li>{ words::oddity(odd, lang) }</li> }) }</ul>
                </section>
            }
            <section>
                <h3>{ t.certificate() }</h3>
                <dl>
                    { copied(t.subject(), &facts.subject.to_string(), false) }
                    { copied(t.issuer(), &facts.issuer.to_string(), false) }
                    if !facts.serial.contains(':') { { copied(t.serial(), &facts.serial, false) } }
                    { copied(t.serial_hex(), &certificate.serial_hex, true) }
                    <dt>{ t.valid() }</dt>
                    <dd>{ validity(detail, *locale) }</dd>
                    <dt>{ t.public_key() }</dt>
                    <dd>{ words::key_algorithm(&facts.key.algorithm) }</dd>
                    if let Some(hash) = &detail.discovery_hash { { copied(t.discovery_hash(), hash, true) } }
                    <dt>{ t.signature() }</dt>
                    <dd>{ &certificate.signature_algorithm }</dd>
                    { copied("SHA-256", &words::colon_hex(&facts.sha256.0), true) }
                    { copied("SHA-1", &words::colon_hex(&certificate.sha1), true) }
                    { copied(t.key_sha256(), &facts.key.sha256.to_string(), true) }
                    <dt>{ t.version() }</dt>
                    <dd>{ certificate.version }</dd>
                </dl>
            </section>
            <section>
                <h3>{ t.extensions() }</h3>
                { extension_list(&certificate.extensions, lang) }
            </section>
            <section>
                <h3>{ t.found_in(detail.places.len()) }</h3>
                <ul class="places mono">
                    { for detail.places.iter().map(|place| html! { <li>{ words::place_in_file(place) }</li> }) }
                </ul>
            </section>
            if let Some(place) = detail.places.first() {
                <section>
                    <h3>{ t.same_by_openssl() }</h3>
                    { command(&words::openssl_certificate(place), t.same_by_openssl()) }
                </section>
            }
            <section>
                <details>
                    <summary>{ "PEM" }</summary>
                    <CopyButton text={pem.clone()} what="PEM" />
                    <pre tabindex="0">{ pem }</pre>
                </details>
            </section>
            <section><Asn1Tree nodes={Shared::clone(detail)} {lang} /></section>
        </>
    }
}

fn human_words(detail: &Detail, locale: Locale) -> Html {
    let (t, lang) = (locale.text(), locale.lang);
    let role = detail.rows.first().and_then(|(_, row)| words::role(row, lang));
    let facts = &detail.certificate.facts;
    let no_role = t.no_role(facts.is_authority, facts.server_auth, facts.client_auth);
    let nodes: Vec<&str> = detail.rows.iter().map(|(node, _)| node.as_str()).collect();
    html! {
        <>
            if let Some(role) = role {
                <p>{ role.purpose }</p>
                <p>{ role.stops }</p>
                <p>{ with_flags(role.readers) }</p>
            } else {
                <p>{ no_role }</p>
                <ul class="places">
                    { for detail.readers.iter().map(|(program, flag)| html! { <li>{ program }{ " " }<code>{ flag }</code></li> }) }
                </ul>
            }
            if !nodes.is_empty() { <p class="dim">{ t.on_nodes(&words::list(&nodes, lang)) }</p> }
        </>
    }
}

// Flags of programs stand out, and are never broken at their hyphens.
fn with_flags(text: &str) -> Html {
    let words = text.split(' ').enumerate().map(|(index, word)| {
        let space = if index == 0 { "" } else { " " };
        let bare = word.trim_end_matches([',', '.', ';', ')']);
        if bare.starts_with("--") {
            html! { <>{ space }<code class="flag">{ bare }</code>{ word.strip_prefix(bare) }</> }
        } else {
            html! { <>{ space }{ word }</> }
        }
    });
    html! { <>{ for words }</> }
}

// Long hexadecimal may be broken after a colon, which adds nothing to what is copied.
fn breakable(value: &str) -> Html {
    html! { <>{ for value.split_inclusive(':').map(|part| html! { <>{ part }<wbr /></> }) }</> }
}

fn validity(detail: &Detail, locale: Locale) -> Html {
    let facts = &detail.certificate.facts;
    match (facts.not_before, facts.not_after, &facts.raw_validity) {
        (Some(begin), Some(end), _) => html! {
            <>
                <time datetime={begin.to_string()}>{ full(locale, begin) }</time>
                { " → " }
                <time datetime={end.to_string()}>{ full(locale, end) }</time>
                <br />
                <span class="dim">
                    { words::length(end.seconds().saturating_sub(begin.seconds()), locale.lang) }
                    { " · " }
                    { if begin > locale.viewed_at { words::begin(begin, locale.viewed_at, locale.lang) } else { words::end(end, locale.viewed_at, locale.lang) } }
                </span>
            </>
        },
        (_, _, Some((begin, end))) => html! { <span class="mono">{ begin }{ " → " }{ end }</span> },
        _ => html! { { locale.text().unreadable() } },
    }
}

/// A fact with a button that copies it.
pub fn copied(label: &str, value: &str, mono: bool) -> Html {
    html! {
        <>
            <dt>{ label }</dt>
            <dd>
                <span class={mono.then_some("mono")}>{ if mono { breakable(value) } else { html! { { value } } } }</span>
                { " " }
                <CopyButton text={value.to_owned()} what={label.to_owned()} />
            </dd>
        </>
    }
}

/// A command with a button that copies it.
pub fn command(text: &str, what: &str) -> Html {
    html! {
        <>
            <pre class="wrap" tabindex="0">{ text }</pre>
            <CopyButton text={text.to_owned()} what={what.to_owned()} />
        </>
    }
}
