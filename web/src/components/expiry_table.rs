//! One of kubeadm's tables, or what the kubelet manages, for a node.

use std::cmp::Ordering;

use cluster::{ExpiryRow, NodeReport, Report, RowState};
use words::{Column, Lang};
use yew::prelude::*;

use super::nothing::nothing;

use super::icon::{Symbol, icon};
use super::life_bar::{life_bar, used_percent};
use super::pill::pill;
use super::rows::focus_row;
use super::when::when;
use crate::store::{Filter, Locale, Message, Opened, Shared, use_store};

/// Which table of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// kubeadm's first table.
    Certificates,
    /// kubeadm's second table.
    Authorities,
    /// What the kubelet manages.
    Kubelet,
}

impl Table {
    /// Its rows, in kubeadm's order.
    pub fn rows(self, node: &NodeReport) -> &[ExpiryRow] {
        match self {
            Self::Certificates => &node.certificates,
            Self::Authorities => &node.authorities,
            Self::Kubelet => &node.kubelet,
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Certificates => &Column::ALL,
            Self::Authorities => {
                &[Column::Certificate, Column::Expires, Column::ResidualTime, Column::ExternallyManaged]
            }
            Self::Kubelet => &[Column::Certificate, Column::Expires, Column::ResidualTime, Column::Authority],
        }
    }
}

/// Properties of [`ExpiryTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// The cluster's place in it.
    pub cluster: usize,
    /// The node's place in the cluster.
    pub node: usize,
    /// Which table.
    pub table: Table,
    /// How instants are written.
    pub locale: Locale,
    /// Which rows are shown.
    pub filter: Filter,
    /// The row that is open.
    pub opened: Option<Opened>,
}

/// The table, in kubeadm's order unless another one is chosen.
#[component]
pub fn ExpiryTable(props: &Props) -> Html {
    let store = use_store();
    let locale = props.locale;
    let t = locale.text();
    let sort = use_state_eq(|| None::<(Column, bool)>);
    let node = props.report.clusters.get(props.cluster).and_then(|cluster| cluster.nodes.get(props.node));
    let Some(node) = node else { return nothing() };
    let mut rows: Vec<&ExpiryRow> = props
        .table
        .rows(node)
        .iter()
        .filter(|row| row.state != RowState::NotExpected && props.filter.shows_row(row))
        .collect();
    if rows.is_empty() {
        return nothing();
    }
    if let Some((column, ascending)) = *sort {
        cluster::order::sort_by(
            &mut rows,
            |a, b| if ascending { compare(column, a, b) } else { compare(column, b, a) },
        );
    }
    let caption = match props.table {
        Table::Certificates => t.table_certificates(),
        Table::Authorities => t.table_authorities(),
        Table::Kubelet => t.table_kubelet(),
    };
    let heads = props.table.columns().iter().map(|&column| {
        let sorted = sort.filter(|(by, _)| *by == column).map(|(_, ascending)| ascending);
        let aria_sort = sorted.map(|ascending| if ascending { "ascending" } else { "descending" });
        let sort = sort.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            sort.set(match sorted {
                None => Some((column, true)),
                Some(true) => Some((column, false)),
                Some(false) => None,
            });
        });
        let label = if props.table == Table::Authorities && column == Column::Certificate {
            words::column(Column::Authority, locale.lang)
        } else {
            words::column(column, locale.lang)
        };
        html! {
            <th
                scope="col"
                class={width(props.table, column)}
                aria-sort={aria_sort}
                title={words::column_meaning(column, locale.lang)}
            >
                <button type="button" {onclick}>{ label }{ icon(Symbol::Order) }</button>
            </th>
        }
    });
    let body = rows.iter().map(|row| {
        let opened = row.certificate.map(Opened::Certificate);
        let selected = opened.is_some() && opened == props.opened;
        let onclick = opened.map(|opened| {
            let tell = store.teller(move |()| Message::RowOpened(opened));
            Callback::from(move |event: MouseEvent| {
                focus_row(&event);
                tell.emit(());
            })
        });
        let class = classes!(opened.map(|_| "opens"), selected.then_some("sel"));
        html! { <tr key={row.name.clone()} {class} {onclick}>{ cells(row, props.table, locale) }</tr> }
    });
    html! {
        <div class="wide">
            <table class="listed expiry">
                <caption>{ caption }</caption>
                <thead><tr>{ for heads }<th scope="col" class="e-life" title={t.life_help()}>{ t.life() }</th></tr></thead>
                <tbody>{ for body }</tbody>
            </table>
        </div>
    }
}

// Columns of the three tables below each other line up.
fn width(table: Table, column: Column) -> &'static str {
    match (table, column) {
        (_, Column::Certificate) => "e-name",
        (_, Column::Expires) => "e-when",
        (_, Column::ResidualTime) => "e-residual",
        (Table::Certificates, Column::Authority) => "e-authority",
        (Table::Certificates, Column::ExternallyManaged) => "e-external",
        (_, Column::Authority | Column::ExternallyManaged) => "e-both",
    }
}

fn cells(row: &ExpiryRow, table: Table, locale: Locale) -> Html {
    let t = locale.text();
    let width = table.columns().len().to_string();
    match &row.state {
        RowState::NotDropped => html! {
            <>
                <td class="k1 dim">{ &row.name }</td>
                <td class="all dim" colspan={width}>{ t.row_missing(&row.path) }</td>
            </>
        },
        RowState::Missing | RowState::NotExpected => html! {
            <>
                <td class="k1"><span class="missing mono">{ "!MISSING!" }</span>{ " " }{ &row.name }</td>
                <td class="all dim" colspan={width}>{ t.row_missing(&row.path) }</td>
            </>
        },
        RowState::Failed(reason) => html! {
            <>
                <td class="k1">{ name_button(row, locale.lang) }</td>
                <td class="all" colspan={width}>
                    { pill(row.severity, words::severity(row.severity, locale.lang), None) }
                    { " " }
                    <span class="why">{ reason }</span>
                </td>
            </>
        },
        RowState::Read => html! {
            <>
                <td class="k1">{ name_button(row, locale.lang) }</td>
                <td class="k2">{ for row.not_after.map(|at| when(locale, at)) }</td>
                <td class="k3">{ residual(row, locale) }</td>
                if table != Table::Authorities { <td>{ row.authority.as_deref().unwrap_or("") }</td> }
                if table != Table::Kubelet { <td>{ external(row, locale) }</td> }
                <td>{ life(row, locale) }</td>
            </>
        },
    }
}

// The button is what the keyboard reaches; a press on it is one on the row, which opens. On hover it says what the
// certificate is for, and which program reads it by which flag.
fn name_button(row: &ExpiryRow, lang: Lang) -> Html {
    let title = match words::role(&row.name, lang) {
        Some(role) => format!("{}\n{}\n{}", row.path, role.purpose, role.readers),
        None => row.path.clone(),
    };
    match row.certificate {
        Some(_) => html! { <button type="button" class="open" {title}>{ &row.name }</button> },
        None => html! { <span {title}>{ &row.name }</span> },
    }
}

// In words, and as kubeadm of the chosen release prints it.
fn residual(row: &ExpiryRow, locale: Locale) -> Html {
    let said = match (row.not_before, row.not_after) {
        (Some(begin), _) if begin > locale.viewed_at => words::begin(begin, locale.viewed_at, locale.lang),
        (_, Some(end)) => words::end(end, locale.viewed_at, locale.lang),
        _ => words::severity(row.severity, locale.lang).to_owned(),
    };
    let severity = words::severity(row.severity, locale.lang);
    html! {
        <span class="residual">
            { pill(row.severity, &said, Some(severity.to_owned())) }
            <span class="unseen">{ severity }</span>
            <span class="exact" title={locale.text().residual_exact()}>{ &row.residual }</span>
        </span>
    }
}

fn external(row: &ExpiryRow, locale: Locale) -> Html {
    let word = words::externally_managed(row.externally_managed, locale.lang);
    let meaning = words::externally_managed_meaning(row.externally_managed, locale.lang);
    html! { <span title={meaning}>{ word }</span> }
}

fn life(row: &ExpiryRow, locale: Locale) -> Html {
    match (row.not_before, row.not_after) {
        (Some(begin), Some(end)) => {
            let percent = used_percent(begin, end, locale.viewed_at);
            life_bar(row.severity, percent, locale.text().life_used(percent))
        }
        _ => Html::default(),
    }
}

fn compare(column: Column, a: &ExpiryRow, b: &ExpiryRow) -> Ordering {
    match column {
        Column::Certificate => a.name.cmp(&b.name),
        // What has no end stands last: it is a row at fault.
        Column::Expires | Column::ResidualTime => {
            (a.not_after.is_none(), a.not_after).cmp(&(b.not_after.is_none(), b.not_after))
        }
        Column::Authority => a.authority.cmp(&b.authority),
        Column::ExternallyManaged => a.externally_managed.cmp(&b.externally_managed),
    }
}
