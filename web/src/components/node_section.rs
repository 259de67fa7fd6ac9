//! A node: its tables, what is to be said of it, and what kubeadm itself would print.

use cluster::{FindingKind, NodeRole, Report};
use yew::prelude::*;

use super::nothing::nothing;

use super::copy_button::CopyButton;
use super::exact_view::ExactView;
use super::expiry_table::{ExpiryTable, Table};
use super::finding_note::finding_note;
use super::node_menu::NodeMenu;
use crate::store::{Filter, Locale, Opened, Shared, use_store};

/// Properties of [`NodeSection`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// The cluster's place in it.
    pub cluster: usize,
    /// The node's place in the cluster.
    pub node: usize,
    /// How instants are written.
    pub locale: Locale,
    /// Which rows are shown.
    pub filter: Filter,
    /// The row that is open.
    pub opened: Option<Opened>,
}

/// One node.
#[component]
pub fn NodeSection(props: &Props) -> Html {
    let store = use_store();
    let exact_shown = use_state_eq(|| false);
    let t = props.locale.text();
    let Some(cluster) = props.report.clusters.get(props.cluster) else { return nothing() };
    let Some(node) = cluster.nodes.get(props.node) else { return nothing() };
    let role = words::node_role(node.role, props.locale.lang);
    let toggle = {
        let shown = exact_shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let table = |table: Table| {
        html! {
            <ExpiryTable
                report={props.report.clone()}
                cluster={props.cluster}
                node={props.node}
                {table}
                locale={props.locale}
                filter={props.filter.clone()}
                opened={props.opened}
            />
        }
    };
    // Where no CA key was dropped at all, only the user knows whether the node has them.
    let answer = |kind: &FindingKind| {
        if !matches!(kind, FindingKind::ExternallyManaged { no_key_dropped: true, .. }) {
            return nothing();
        }
        let (store, id) = (store.clone(), node.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            store.change_settings(|settings| settings.keys_present.push(id.clone()));
        });
        html! { <button type="button" class="btn" {onclick}>{ t.keys_present() }</button> }
    };
    let heading = format!("node-{}-{}", props.cluster, props.node);
    html! {
        <section class="node open-menu" aria-labelledby={heading.clone()}>
            <div class="head">
                <h3 id={heading}>{ &node.name }</h3>
                <span class="tag">{ role }</span>
                { for node.addresses.iter().map(|address| html! { <span class="tag">{ address }</span> }) }
                if node.role == NodeRole::ControlPlane {
                    <span class="tag">{ format!("kubeadm {}", cluster.release) }</span>
                }
                <div class="tools">
                if let Some(exact) = &node.exact {
                    <CopyButton
                        text={exact.text.clone()}
                        what={t.exact_of(&node.name)}
                        label={Some(AttrValue::from(t.copy_exact()))}
                        class={classes!("btn", "quiet")}
                    />
                    <button type="button" class="btn" aria-pressed={exact_shown.to_string()} onclick={toggle}>
                        { t.exact() }
                    </button>
                }
                <NodeMenu report={props.report.clone()} cluster={props.cluster} node={props.node} />
                </div>
            </div>
            if let (true, Some(exact)) = (*exact_shown, &node.exact) {
                <ExactView exact={exact.clone()} node={node.name.clone()} />
            }
            <div>{ table(Table::Certificates) }</div>
            <div>{ table(Table::Authorities) }</div>
            <div>{ table(Table::Kubelet) }</div>
            { for node.findings.iter().map(|finding| finding_note(finding, &node.name, props.locale, answer(&finding.kind))) }
        </section>
    }
}
