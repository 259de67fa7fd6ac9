//! Certificates in one long table: only the rows in view are in the document.

use std::cmp::Ordering;
use std::rc::Rc;

use cluster::order::{sort_by, sort_by_cached_key, sort_by_key};
use cluster::{CertificateRow, Report};
use words::Column;
use yew::prelude::*;

use super::cut_path::cut_path;
use super::icon::{Symbol, icon};
use super::life_bar::{life_bar, used_percent};
use super::pill::pill;
use super::rows::focus_row;
use super::when::when;
use super::window::{SHORT, Space, row_height, tall, use_window};
use crate::store::{Locale, Message, Opened, Shared, use_store};

/// A column to sort by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Name,
    Expires,
    Severity,
    Issuer,
    Place,
    Key,
}

/// Properties of [`CertificateTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The report.
    pub report: Shared<Report>,
    /// The rows to show, by their place in the report.
    pub rows: Rc<Vec<usize>>,
    /// What the table is called.
    pub caption: AttrValue,
    /// How instants are written.
    pub locale: Locale,
    /// The row that is open.
    pub opened: Option<Opened>,
    /// The table is one part of a screen, not all of it.
    #[prop_or_default]
    pub short: bool,
}

/// The name of a certificate: that of its row in a table of kubeadm, else its common name, else its subject.
pub fn certificate_name(row: &CertificateRow) -> String {
    let facts = &row.facts;
    if let Some((_, name)) = row.rows.first() {
        return name.clone();
    }
    facts.subject.common_name().map_or_else(|| facts.subject.to_string(), str::to_owned)
}

/// The table, sorted by what ends first unless another column is chosen.
#[component]
pub fn CertificateTable(props: &Props) -> Html {
    let store = use_store();
    let Props { report, locale, .. } = props;
    let (t, lang) = (locale.text(), locale.lang);
    let sort = use_state_eq(|| (By::Expires, true));
    let order = use_memo((report.clone(), Rc::clone(&props.rows), sort_key(*sort)), |(report, rows, _)| {
        sorted(report, rows, *sort)
    });
    let window = use_window(order.len(), row_height(), if props.short { SHORT } else { tall() });
    let heads = [
        (By::Name, t.certificate()),
        (By::Expires, t.expires()),
        (By::Severity, t.residual_time()),
        (By::Issuer, t.signed_by()),
        (By::Place, t.place()),
        (By::Key, t.public_key()),
    ];
    let heads = heads.into_iter().map(|(by, label)| {
        let width = match by {
            By::Name => Some("c-name"),
            By::Expires => Some("c-when"),
            By::Severity => Some("c-residual"),
            By::Key => Some("c-key"),
            By::Issuer => Some("c-issuer"),
            By::Place => None,
        };
        let meaning = match by {
            By::Expires => Some(words::column_meaning(Column::Expires, lang)),
            By::Severity => Some(words::column_meaning(Column::ResidualTime, lang)),
            By::Issuer => Some(t.signed_by_help()),
            By::Place => Some(t.place_help()),
            By::Name | By::Key => None,
        };
        let aria_sort = (sort.0 == by).then_some(if sort.1 { "ascending" } else { "descending" });
        let sort = sort.clone();
        let onclick = Callback::from(move |_: MouseEvent| sort.set((by, sort.0 != by || !sort.1)));
        html! {
            <th scope="col" class={width} aria-sort={aria_sort} title={meaning}>
                <button type="button" {onclick}>{ label }{ icon(Symbol::Order) }</button>
            </th>
        }
    });
    let names: std::collections::HashMap<&str, &str> = report
        .clusters
        .iter()
        .flat_map(|cluster| &cluster.nodes)
        .map(|node| (node.id.as_str(), node.name.as_str()))
        .collect();
    let body = window.rows.clone().filter_map(|index| {
        let row = report.certificates.get(*order.get(index)?)?;
        let opened = Opened::Certificate(row.facts.sha256);
        let tell = store.teller(move |()| Message::RowOpened(opened));
        let onclick = Callback::from(move |event: MouseEvent| {
            focus_row(&event);
            tell.emit(());
        });
        let class = classes!("opens", (props.opened == Some(opened)).then_some("sel"));
        let facts = &row.facts;
        let said = match (facts.not_before, facts.not_after) {
            (Some(begin), _) if begin > locale.viewed_at => words::begin(begin, locale.viewed_at, lang),
            (_, Some(end)) => words::end(end, locale.viewed_at, lang),
            _ => words::severity(row.severity, lang).to_owned(),
        };
        let life = match (facts.not_before, facts.not_after) {
            (Some(begin), Some(end)) => {
                let percent = used_percent(begin, end, locale.viewed_at);
                life_bar(row.severity, percent, t.life_used(percent))
            }
            _ => Html::default(),
        };
        let place = place(row, &names);
        let issuer = facts.issuer.common_name().map_or_else(|| facts.issuer.to_string(), str::to_owned);
        Some(html! {
            <tr key={facts.sha256.to_string()} {class} {onclick} aria-rowindex={(index + 2).to_string()}>
                <td class="k1 cut">
                    <button type="button" class="open" title={facts.subject.to_string()}>{ certificate_name(row) }</button>
                </td>
                <td class="k2">{ for facts.not_after.map(|at| when(*locale, at)) }</td>
                <td class="k3">{ pill(row.severity, &said, Some(words::severity(row.severity, lang).to_owned())) }</td>
                <td class="cut" title={facts.issuer.to_string()}>{ issuer }</td>
                <td class="path" title={place.clone()}>{ cut_path(&place) }</td>
                <td class="c-key">{ words::key_algorithm(&facts.key.algorithm) }</td>
                <td class="c-life">{ life }</td>
            </tr>
        })
    });
    html! {
        <div
            class={classes!("scroller", props.short.then_some("short"))}
            ref={window.scroller.clone()}
            onscroll={window.onscroll.clone()}
            tabindex="0"
            role="region"
            aria-label={props.caption.clone()}
        >
            <table aria-rowcount={(order.len() + 1).to_string()}>
                <caption class="unseen">{ &props.caption }</caption>
                <thead><tr>{ for heads }<th scope="col" class="c-life" title={t.life_help()}>{ t.life_over() }</th></tr></thead>
                <tbody>
                    <Space key="before" height={window.before} />
                    { for body }
                    <Space key="after" height={window.after} />
                </tbody>
            </table>
        </div>
    }
}

// The first place tells most; the others are in the opened row.
fn place(row: &CertificateRow, names: &std::collections::HashMap<&str, &str>) -> String {
    let more = row.places.len().saturating_sub(1);
    let first = match (row.rows.first(), row.places.first()) {
        (Some((node, _)), _) => (*names.get(node.as_str()).unwrap_or(&node.as_str())).to_owned(),
        (None, Some(place)) => place.path.clone(),
        (None, None) => String::new(),
    };
    if more > 0 { format!("{first} +{more}") } else { first }
}

fn sort_key((by, ascending): (By, bool)) -> (u8, bool) {
    let by = match by {
        By::Name => 0,
        By::Expires => 1,
        By::Severity => 2,
        By::Issuer => 3,
        By::Place => 4,
        By::Key => 5,
    };
    (by, ascending)
}

fn sorted(report: &Report, rows: &[usize], (by, ascending): (By, bool)) -> Vec<usize> {
    let mut order: Vec<(usize, &CertificateRow)> =
        rows.iter().filter_map(|&index| Some((index, report.certificates.get(index)?))).collect();
    let end = |row: &CertificateRow| (row.facts.not_after.is_none(), row.facts.not_after);
    match by {
        By::Name => sort_by_cached_key(&mut order, |(_, row)| certificate_name(row)),
        By::Expires => sort_by_key(&mut order, |(_, row)| end(row)),
        By::Severity => sort_by_key(&mut order, |(_, row)| (row.severity, end(row))),
        By::Issuer => sort_by(&mut order, |(_, a), (_, b)| issuer_order(a, b)),
        By::Place => sort_by(&mut order, |(_, a), (_, b)| a.places.first().cmp(&b.places.first())),
        By::Key => sort_by_cached_key(&mut order, |(_, row)| words::key_algorithm(&row.facts.key.algorithm)),
    }
    if !ascending {
        order.reverse();
    }
    order.into_iter().map(|(index, _)| index).collect()
}

fn issuer_order(a: &CertificateRow, b: &CertificateRow) -> Ordering {
    a.facts
        .issuer
        .common_name()
        .cmp(&b.facts.issuer.common_name())
        .then_with(|| a.facts.issuer.der.cmp(&b.facts.issuer.der))
}
