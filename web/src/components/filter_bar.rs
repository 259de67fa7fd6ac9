//! Which rows are shown: by text, node and authority; the counts of the summary choose the severities.

use std::collections::BTreeSet;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::nothing::nothing;

use super::icon::{Symbol, icon};
use crate::store::{Filter, Message, use_store};

/// The id of the search field, which `/` goes to.
pub const SEARCH: &str = "search";

/// The search field; there is one on a screen.
pub fn search_field(t: words::Text, text: &str, oninput: Callback<InputEvent>) -> Html {
    html! {
        <div class="search">
            { icon(Symbol::Search) }
            <input
                id={SEARCH}
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder={t.filter()}
                aria-label={t.filter_by_text()}
                value={text.to_owned()}
                {oninput}
            />
            <kbd aria-hidden="true">{ "/" }</kbd>
        </div>
    }
}

/// Properties of [`FilterBar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many rows the filter hides.
    pub hidden: usize,
    /// How many rows there are.
    pub total: usize,
}

/// The filters; says how many rows they hide.
#[component]
pub fn FilterBar(props: &Props) -> Html {
    let store = use_store();
    let t = store.text();
    let Some(report) = store.report.clone() else { return nothing() };
    let change = |change: fn(&mut Filter, String)| {
        let (filter, tell) = (store.filter.clone(), store.teller(Message::FilterChanged));
        Callback::from(move |value: String| {
            let mut filter = filter.clone();
            change(&mut filter, value);
            tell.emit(filter);
        })
    };
    let oninput = change(|filter, value| filter.text = value)
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let select = |change: Callback<String>| {
        change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value())
    };
    let on_node = select(change(|filter, value| filter.node = Some(value).filter(|value| !value.is_empty())));
    let on_authority = select(change(|filter, value| filter.authority = Some(value).filter(|value| !value.is_empty())));
    let nodes: Vec<(&str, &str)> = report
        .clusters
        .iter()
        .flat_map(|cluster| &cluster.nodes)
        .map(|node| (node.id.as_str(), node.name.as_str()))
        .collect();
    let authorities: BTreeSet<&str> = report
        .clusters
        .iter()
        .flat_map(|cluster| &cluster.nodes)
        .flat_map(|node| node.certificates.iter().chain(&node.kubelet))
        .filter_map(|row| row.authority.as_deref())
        .filter(|authority| !authority.is_empty())
        .collect();
    let clear = store.teller(|_: MouseEvent| Message::FilterChanged(Filter::default()));
    let option = |value: &str, label: &str, chosen: Option<&str>| {
        html! { <option value={value.to_owned()} selected={chosen == Some(value)}>{ label }</option> }
    };
    html! {
        <div class="filters" role="search">
            { search_field(t, &store.filter.text, oninput) }
            if nodes.len() > 1 {
                <select aria-label={t.node()} onchange={on_node}>
                    <option value="" selected={store.filter.node.is_none()}>{ t.all_nodes() }</option>
                    { for nodes.iter().map(|(id, name)| option(id, name, store.filter.node.as_deref())) }
                </select>
            }
            if authorities.len() > 1 {
                <select aria-label={t.authority()} onchange={on_authority}>
                    <option value="" selected={store.filter.authority.is_none()}>{ t.all_authorities() }</option>
                    { for authorities.iter().map(|name| option(name, name, store.filter.authority.as_deref())) }
                </select>
            }
            if !store.filter.is_open() {
                <span class="hides" role="status">{ t.hides(props.hidden, props.total) }</span>
                <button type="button" class="btn quiet" onclick={clear}>{ t.show_all() }</button>
            }
        </div>
    }
}
