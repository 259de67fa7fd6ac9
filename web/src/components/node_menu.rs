//! What the user may correct about a node.

use cluster::{NodeRole, Report};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::nothing::nothing;

use super::menu::Menu;
use crate::store::{Shared, use_store};

/// Properties of [`NodeMenu`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// The cluster's place in it.
    pub cluster: usize,
    /// The node's place in the cluster.
    pub node: usize,
}

/// Renames the node, moves it to another cluster, declares its CA keys present, chooses its configuration, removes it.
#[component]
pub fn NodeMenu(props: &Props) -> Html {
    let store = use_store();
    let t = store.text();
    let name = use_node_ref();
    let Some(cluster) = props.report.clusters.get(props.cluster) else { return nothing() };
    let Some(node) = cluster.nodes.get(props.node) else { return nothing() };
    let id = node.id.clone();
    let rename = {
        let (store, name, id) = (store.clone(), name.clone(), id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let value = name.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let value = value.trim().to_owned();
            store.change_settings(|settings| set(&mut settings.node_names, &id, Some(value).filter(|v| !v.is_empty())));
        })
    };
    let choose = |change: fn(&mut cluster::Settings, &str, String)| {
        let (store, id) = (store.clone(), id.clone());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            store.change_settings(|settings| change(settings, &id, value));
        })
    };
    let on_cluster = choose(|settings, id, value| set(&mut settings.node_clusters, id, Some(value)));
    let on_configuration =
        choose(|settings, id, value| set(&mut settings.configurations, id, Some(value).filter(|v| !v.is_empty())));
    let keys_present = store.settings.keys_present.contains(&id);
    let on_keys = {
        let (store, id) = (store.clone(), id.clone());
        Callback::from(move |_: Event| {
            store.change_settings(|settings| match settings.keys_present.iter().position(|node| *node == id) {
                Some(index) => {
                    settings.keys_present.remove(index);
                }
                None => settings.keys_present.push(id.clone()),
            });
        })
    };
    let remove = {
        let (pool, folder) = (store.pool.clone(), node.folder.clone());
        Callback::from(move |_: MouseEvent| pool.remove(folder.clone()))
    };
    html! {
        <Menu label={html! { { "···" } }} name={t.correct_node(&node.name)}>
            <p>{ words::name_source(node.name_source, store.lang) }</p>
            <form class="cluster-of" onsubmit={rename}>
                <input type="text" ref={name} value={node.name.clone()} aria-label={t.node_name()} />
                <button type="submit" class="btn">{ t.rename() }</button>
            </form>
            <label class="field">
                { t.cluster() }
                <select onchange={on_cluster}>
                    { for props.report.clusters.iter().map(|other| html! {
                        <option value={other.id.clone()} selected={other.id == cluster.id}>{ &other.name }</option>
                    }) }
                    if cluster.nodes.len() > 1 { <option value={node.name.clone()}>{ t.cluster_of_its_own() }</option> }
                </select>
            </label>
            if node.configuration.found.len() > 1 {
                <label class="field">
                    { t.configuration() }
                    <select onchange={on_configuration}>
                        if node.configuration.chosen.is_none() { <option value="" selected=true>{ "–" }</option> }
                        { for node.configuration.found.iter().map(|path| html! {
                            <option value={path.clone()} selected={node.configuration.chosen.as_ref() == Some(path)}>{ path }</option>
                        }) }
                    </select>
                </label>
            }
            if node.role == NodeRole::ControlPlane {
                <label class="cluster-of">
                    <input type="checkbox" checked={keys_present} onchange={on_keys} />
                    { t.keys_present() }
                </label>
                <p>{ t.keys_present_help() }</p>
            }
            if !node.folder.is_empty() {
                <button type="button" class="btn danger" onclick={remove}>{ t.remove_what(&node.folder) }</button>
            }
        </Menu>
    }
}

fn set(all: &mut Vec<(String, String)>, id: &str, value: Option<String>) {
    all.retain(|(key, _)| key != id);
    if let Some(value) = value {
        all.push((id.to_owned(), value));
    }
}
