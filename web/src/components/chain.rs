//! The chain above a certificate, each link checked, and whether its key is here.

use cluster::{Authority, Detail, KeyMatch, Severity, Signer};
use yew::prelude::*;

use super::icon::{Symbol, icon, severity_class};
use super::when::short;
use crate::store::Locale;

/// Draws the chain from the root down to the certificate, then the key.
pub fn chain(detail: &Detail, locale: Locale) -> Html {
    let t = locale.text();
    let above = detail.chain.iter().rev().map(|authority| {
        let ended = authority.not_after.is_some_and(|end| end < locale.viewed_at);
        let file = file_of(authority);
        let until = authority.not_after.map(|end| short(locale, end));
        (if ended { Severity::Expired } else { Severity::Fine }, authority.subject.clone(), file, until)
    });
    let facts = &detail.certificate.facts;
    let own = facts.subject.to_string();
    let missing = match &detail.signer {
        Signer::NotHere => Some((Severity::Watch, t.issuer_not_here(&facts.issuer.to_string()))),
        Signer::SignatureFails(authority) => Some((Severity::Expired, t.signature_fails(&authority.subject))),
        Signer::Unsupported(algorithm) => Some((Severity::Watch, t.cannot_verify(algorithm))),
        _ => None,
    };
    let depth = detail.chain.len() + usize::from(missing.is_some());
    let (key_severity, key) = match &detail.key {
        KeyMatch::Here(_) => (Severity::Fine, t.key_here()),
        KeyMatch::Another(_) => (Severity::Expired, t.key_another()),
        KeyMatch::NotHere => (Severity::Watch, t.key_not_here()),
    };
    html! {
        <ol class="chain">
            if let Some((severity, said)) = missing { <li>{ mark(severity) }<span>{ said }</span></li> }
            { for above.enumerate().map(|(index, (severity, subject, file, until))| html! {
                <li class={indent(index)}>
                    { mark(severity) }
                    <span>
                        { subject }
                        if let Some(file) = file { { " " }<span class="tag">{ file }</span> }
                        if let Some(until) = until { { " " }<span class="dim">{ t.until(&until) }</span> }
                    </span>
                </li>
            }) }
            <li class={indent(depth)}>{ mark(detail.severity) }<span><b>{ own }</b></span></li>
            <li class={indent(depth + 1)}>{ mark(key_severity) }<span>{ key }</span></li>
        </ol>
    }
}

// A file of its own names an authority better than a kubeconfig that embeds it.
fn file_of(authority: &Authority) -> Option<String> {
    let own = authority.places.iter().find(|place| place.field.is_empty());
    own.or(authority.places.first()).map(|place| last_part(&place.path).to_owned())
}

fn mark(severity: Severity) -> Html {
    html! { <span class={classes!("ink", severity_class(severity))}>{ icon(Symbol::Severity(severity)) }</span> }
}

fn indent(depth: usize) -> Option<&'static str> {
    match depth {
        0 => None,
        1 => Some("d1"),
        2 => Some("d2"),
        _ => Some("d3"),
    }
}

/// The name of a file without its folders.
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
