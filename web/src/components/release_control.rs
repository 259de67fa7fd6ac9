//! The kubeadm release whose tables are shown.

use cluster::Release;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::nothing::nothing;

use super::menu::Menu;
use crate::store::use_store;

/// Shows which release the tables follow and where it was taken from, and chooses another one.
#[component]
pub fn ReleaseControl() -> Html {
    let store = use_store();
    let t = store.text();
    let input = use_node_ref();
    let wrong = use_state_eq(|| false);
    let Some(report) = store.report.clone() else { return nothing() };
    let Some(first) = report.clusters.first() else { return nothing() };
    let several = report.clusters.iter().any(|cluster| cluster.release != first.release);
    let shown = if several { t.several().to_owned() } else { first.release.to_string() };
    let choose = {
        let (store, input, wrong) = (store.clone(), input.clone(), wrong.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            match text.parse::<Release>() {
                Ok(release) => {
                    wrong.set(false);
                    store.change_settings(|settings| settings.release = Some(release));
                }
                Err(_) => wrong.set(true),
            }
        })
    };
    let guess = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.change_settings(|settings| settings.release = None))
    };
    let chosen = store.settings.release;
    let label = html! {
        <>
            <small>{ "kubeadm" }</small>
            { &shown }
            <small>{ if chosen.is_some() { t.chosen() } else { t.guessed() } }</small>
        </>
    };
    html! {
        <Menu {label} title={t.release()}>
            <h2>{ t.release() }</h2>
            <p>{ t.release_help() }</p>
            <ul class="places">
                { for report.clusters.iter().map(|cluster| html! {
                    <li>
                        <b>{ &cluster.name }</b>{ " · " }{ cluster.release.to_string() }
                        <br />
                        <span class="dim">{ words::release_source(&cluster.release_source, store.lang) }</span>
                        if let Some(counted) = words::release_counted(cluster.release_asked, cluster.release, store.lang) {
                            <br />
                            <span class="dim">{ counted }</span>
                        }
                    </li>
                }) }
            </ul>
            <form class="cluster-of" onsubmit={choose}>
                <input
                    type="text"
                    ref={input}
                    size="10"
                    list="releases"
                    placeholder="1.33.12"
                    aria-label={t.release()}
                    aria-invalid={wrong.to_string()}
                    value={chosen.map(|release| release.to_string())}
                />
                <datalist id="releases">
                    { for cluster::Release::known().iter().rev().map(|release| html! { <option value={release.to_string()} /> }) }
                </datalist>
                <button type="submit" class="btn">{ t.use_release() }</button>
                if chosen.is_some() {
                    <button type="button" class="btn quiet" onclick={guess}>{ t.guess_again() }</button>
                }
            </form>
            if *wrong { <p class="missing" role="alert">{ t.release_wrong() }</p> }
        </Menu>
    }
}
