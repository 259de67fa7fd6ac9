//! How to check for oneself that nothing leaves the machine.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::copy_button::CopyButton;
use crate::store::use_store;
use crate::version::{BUILD_DATE, VERSION};
use crate::worker::{PartHash, PartKind, hashes};

/// The command that checks the file against the published sums.
const SUMS: &str = "sha256sum -c SHA256SUMS";

/// The screen.
#[component]
pub fn Check() -> Html {
    let store = use_store();
    let t = store.text();
    let parts = use_state(|| None::<Vec<PartHash>>);
    use_effect_with((), {
        let parts = parts.clone();
        move |()| spawn_local(async move { parts.set(Some(hashes().await)) })
    });
    let policy = gloo::utils::document()
        .query_selector("meta[http-equiv='Content-Security-Policy']")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    let rows = parts.as_ref().map(|parts| {
        parts
            .iter()
            .map(|part| {
                let kind = match part.kind {
                    PartKind::Wasm => t.part_wasm(),
                    PartKind::Script => t.part_script(),
                    PartKind::Style => t.part_style(),
                };
                let hash = part.sha256.to_string();
                html! {
                    <tr>
                        <td class="k1">{ kind }{ " " }<span class="dim">{ &part.name }</span></td>
                        <td class="k2">{ words::bytes(u64::try_from(part.bytes).unwrap_or(u64::MAX)) }</td>
                        <td class="all mono hash">{ &hash }</td>
                        <td class="k3"><CopyButton text={hash.clone()} what={format!("{kind} {}", part.name)} /></td>
                    </tr>
                }
            })
            .collect::<Html>()
    });
    html! {
        <>
            <div class="title"><h1>{ t.check() }</h1></div>
            <div class="prose">
                <p>{ t.check_intro() }</p>
                <h2>{ t.check_watch() }</h2>
                <ol>
                    <li>{ t.check_watch_1() }</li>
                    <li>{ t.check_watch_2() }</li>
                    <li>{ t.check_watch_3() }</li>
                </ol>
                <h2>{ t.check_policy() }</h2>
                <p>{ t.check_policy_help() }</p>
                <pre class="wrap" tabindex="0">{ policy.as_deref().unwrap_or(t.check_policy_none()) }</pre>
                <p>{ t.check_policy_limits() }</p>
                <h2>{ t.check_sums() }</h2>
                <p>{ t.check_sums_help() }</p>
                <pre tabindex="0">{ SUMS }</pre>
                <div><CopyButton text={SUMS} what={t.check_sums()} /></div>
                <h2>{ t.check_parts() }</h2>
                <p>{ t.check_parts_help() }</p>
            </div>
            <section class="node hashes">
                <div class="wide">
                    <table class="listed">
                        <caption class="unseen">{ t.check_parts() }</caption>
                        <thead>
                            <tr>
                                <th scope="col">{ t.part() }</th>
                                <th scope="col">{ t.size() }</th>
                                <th scope="col">{ "SHA-256" }</th>
                                <th scope="col"><span class="unseen">{ t.copy() }</span></th>
                            </tr>
                        </thead>
                        <tbody>{ rows.unwrap_or_else(|| html! { <tr><td colspan="4">{ t.computing() }</td></tr> }) }</tbody>
                    </table>
                </div>
            </section>
            <div class="prose">
                <h2>{ t.check_stored() }</h2>
                <p>{ t.check_stored_help() }</p>
                <h2>{ t.about() }</h2>
                <dl>
                    <dt>{ t.version() }</dt>
                    <dd>{ VERSION }</dd>
                    <dt>{ t.built() }</dt>
                    <dd>{ if BUILD_DATE.is_empty() { "–" } else { BUILD_DATE } }</dd>
                    <dt>{ t.newest_release() }</dt>
                    <dd>{ cluster::Release::NEWEST.to_string() }</dd>
                </dl>
            </div>
        </>
    }
}
