//! What a timeline is made of: lanes, the span of time that is drawn, and the marks on its axis.

use std::collections::HashMap;

use cluster::{CertificateRow, NodeReport, Report, Severity};
use pki::{Fingerprint, UnixTime};

use crate::store::Filter;

const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY + DAY / 4;

/// A part of time, from and to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Its begin.
    pub from: UnixTime,
    /// Its end, later than its begin.
    pub to: UnixTime,
}

/// How much of time is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    /// A year and a half around the viewed instant.
    Year,
    /// Five years around it.
    Years,
    /// From the first begin to the last end.
    All,
}

impl Scale {
    /// The span to draw.
    pub fn span(self, viewed_at: UnixTime, all: Option<Span>) -> Span {
        let around = |before: i64, after: i64| Span { from: viewed_at.plus(-before), to: viewed_at.plus(after) };
        match (self, all) {
            (Self::Year, _) => around(YEAR / 4, YEAR * 5 / 4),
            (Self::All, Some(all)) => {
                let from = all.from.min(viewed_at);
                let to = all.to.max(viewed_at.plus(DAY));
                let margin = to.seconds().saturating_sub(from.seconds()) / 50;
                Span { from: from.plus(-margin), to: to.plus(margin) }
            }
            (Self::Years | Self::All, _) => around(YEAR * 3 / 2, YEAR * 7 / 2),
        }
    }
}

/// A validity to draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// The certificate.
    pub certificate: Fingerprint,
    /// How urgent it is.
    pub severity: Severity,
    /// Begin of validity.
    pub begin: UnixTime,
    /// End of validity.
    pub end: UnixTime,
    /// It is an authority.
    pub is_authority: bool,
    /// The validity of the authority above, where it is here.
    pub ceiling: Option<(UnixTime, UnixTime)>,
}

/// A line of the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// The name of a group.
    Head(String),
    /// A validity.
    Lane(Lane),
}

/// All lines, and what they span.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines {
    /// In the order they are drawn.
    pub lines: Vec<Line>,
    /// From the first begin to the last end; `None` without lanes.
    pub span: Option<Span>,
    /// How many lanes there are.
    pub shown: usize,
    /// How many the filter hides.
    pub hidden: usize,
}

impl Lines {
    fn group(&mut self, name: &str, lanes: Vec<Lane>) {
        if lanes.is_empty() {
            return;
        }
        self.lines.push(Line::Head(name.to_owned()));
        for lane in lanes {
            let span = self.span.get_or_insert(Span { from: lane.begin, to: lane.end });
            span.from = span.from.min(lane.begin);
            span.to = span.to.max(lane.end);
            self.shown += 1;
            self.lines.push(Line::Lane(lane));
        }
    }
}

/// The lines of a report: node by node, each authority above what it signed, then the loose certificates.
pub fn lines(report: &Report, filter: &Filter, loose: &str) -> Lines {
    let mut lines = Lines::default();
    for node in report.clusters.iter().flat_map(|cluster| &cluster.nodes) {
        let lanes = node_lanes(node, filter, &mut lines.hidden);
        lines.group(&node.name, lanes);
    }
    // Authorities by the name in their subject: a ceiling is drawn, not proven; the opened row checks signatures.
    let authorities: HashMap<&[u8], (UnixTime, UnixTime)> = report
        .certificates
        .iter()
        .filter(|row| row.facts.is_authority)
        .filter_map(|row| Some((row.facts.subject.der.as_slice(), (row.facts.not_before?, row.facts.not_after?))))
        .collect();
    let mut lanes = Vec::new();
    for row in report.certificates.iter().filter(|row| row.loose) {
        match loose_lane(row, &authorities) {
            Some(lane) if filter.shows_certificate(row) => lanes.push(lane),
            Some(_) => lines.hidden += 1,
            None => {}
        }
    }
    cluster::order::sort_by_key(&mut lanes, |lane| (!lane.is_authority, lane.end));
    lines.group(loose, lanes);
    lines
}

fn loose_lane(row: &CertificateRow, authorities: &HashMap<&[u8], (UnixTime, UnixTime)>) -> Option<Lane> {
    let facts = &row.facts;
    let name = facts.subject.common_name().map_or_else(|| facts.subject.to_string(), str::to_owned);
    Some(Lane {
        name,
        certificate: facts.sha256,
        severity: row.severity,
        begin: facts.not_before?,
        end: facts.not_after?,
        is_authority: facts.is_authority,
        ceiling: if facts.is_self_issued() { None } else { authorities.get(facts.issuer.der.as_slice()).copied() },
    })
}

fn node_lanes(node: &NodeReport, filter: &Filter, hidden: &mut usize) -> Vec<Lane> {
    let mut lanes = Vec::new();
    let leaves = || node.certificates.iter().chain(&node.kubelet);
    let is_under = |row: &cluster::ExpiryRow, name: &str| row.authority.as_deref() == Some(name);
    let mut push = |row: &cluster::ExpiryRow, is_authority: bool, ceiling: Option<(UnixTime, UnixTime)>| {
        let (Some(certificate), Some(begin), Some(end)) = (row.certificate, row.not_before, row.not_after) else {
            return;
        };
        if filter.shows_node(&node.id) && filter.shows_row(row) {
            let (name, severity) = (row.name.clone(), row.severity);
            lanes.push(Lane { name, certificate, severity, begin, end, is_authority, ceiling });
        } else {
            *hidden += 1;
        }
    };
    for authority in &node.authorities {
        push(authority, true, None);
        let ceiling = authority.not_before.zip(authority.not_after);
        for row in leaves().filter(|row| is_under(row, &authority.name)) {
            push(row, false, ceiling);
        }
    }
    for row in leaves().filter(|row| !node.authorities.iter().any(|authority| is_under(row, &authority.name))) {
        push(row, false, None);
    }
    lanes
}

/// Where an instant lies on the axis, in per cent of the span; outside 0 to 100 when it is not drawn.
pub fn place(span: Span, at: UnixTime) -> f64 {
    let whole = span.to.seconds().saturating_sub(span.from.seconds()).max(1);
    let over = at.seconds().saturating_sub(span.from.seconds());
    let share = i128::from(over) * 100_000 / i128::from(whole);
    // Thousandths of a per cent; what is far outside is cut off, since it is not drawn.
    f64::from(i32::try_from(share.clamp(-1_000_000, 1_000_000)).unwrap_or(0)) / 1000.0
}

/// The marks on the axis: months or years, as many as there is room for, each with its label.
pub fn ticks(span: Span) -> Vec<(f64, String)> {
    let (Some(from), Some(to)) = (span.from.civil(), span.to.civil()) else { return Vec::new() };
    let months_between = (to.year - from.year) * 12 + i32::from(to.month) - i32::from(from.month);
    let step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000]
        .into_iter()
        .find(|step| months_between / step <= 8)
        .unwrap_or(12_000);
    let first = (from.year * 12 + i32::from(from.month) - 1) / step * step;
    let mut marks = Vec::new();
    for month in (first..=to.year * 12 + i32::from(to.month)).step_by(usize::try_from(step).unwrap_or(1)) {
        let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let Ok(at) = UnixTime::parse_rfc3339(&format!("{year:04}-{of_year:02}-01T00:00:00Z")) else { continue };
        let at = place(span, at);
        if (0.5..=99.0).contains(&at) {
            marks.push((at, if step >= 12 { year.to_string() } else { format!("{year}-{of_year:02}") }));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use cluster::{ConfigurationChoice, ExpiryRow, NameSource, NodeRole, RowState};

    use super::*;

    fn at(date: &str) -> UnixTime {
        UnixTime::parse_rfc3339(&format!("{date}T00:00:00Z")).unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span { from: at(from), to: at(to) }
    }

    fn labels(span: Span) -> Vec<String> {
        ticks(span).into_iter().map(|(_, label)| label).collect()
    }

    fn row(name: &str, authority: Option<&str>, end: &str) -> ExpiryRow {
        ExpiryRow {
            name: name.to_owned(),
            state: RowState::Read,
            severity: Severity::Fine,
            certificate: Some(Fingerprint([7; 32])),
            not_before: Some(at("2026-01-01")),
            not_after: Some(at(end)),
            residual: String::new(),
            authority: authority.map(str::to_owned),
            externally_managed: None,
            path: String::new(),
        }
    }

    fn node() -> NodeReport {
        NodeReport {
            id: "a".to_owned(),
            name: "cp-1".to_owned(),
            name_source: NameSource::Certificates,
            role: NodeRole::ControlPlane,
            addresses: Vec::new(),
            folder: String::new(),
            certificates: vec![
                row("apiserver", Some("ca"), "2027-01-01"),
                row("etcd-server", Some("etcd-ca"), "2027-06-01"),
                row("front-proxy-client", Some("front-proxy-ca"), "2027-03-01"),
            ],
            authorities: vec![row("ca", None, "2036-01-01"), row("etcd-ca", None, "2030-01-01")],
            kubelet: vec![row("kubelet.conf", Some("ca"), "2026-12-01")],
            exact: None,
            configuration: ConfigurationChoice::default(),
            findings: Vec::new(),
        }
    }

    #[test]
    fn an_instant_lies_between_the_ends_of_its_span() {
        let all = span("2026-01-01", "2026-01-11");
        for (date, percent) in [
            ("2026-01-01", 0.0),
            ("2026-01-06", 50.0),
            ("2026-01-11", 100.0),
            ("2026-01-21", 200.0),
            ("2025-12-31", -10.0),
        ] {
            assert!((place(all, at(date)) - percent).abs() < 0.001, "{date}: {}", place(all, at(date)));
        }
        assert!(place(all, UnixTime::from_seconds(i64::MAX)) <= 1000.0);
        assert!(place(span("2026-01-01", "2026-01-01"), at("2026-01-01")).abs() < 0.001);
    }

    #[test]
    fn marks_are_months_or_years_and_never_many() {
        assert_eq!(labels(span("2026-01-20", "2026-05-10")), ["2026-02", "2026-03", "2026-04", "2026-05"]);
        assert_eq!(labels(span("2025-07-02", "2030-07-02")), ["2026", "2027", "2028", "2029", "2030"]);
        assert_eq!(labels(span("1950-01-01", "2050-12-31")).first().map(String::as_str), Some("1960"));
        for years in [1, 7, 40, 300, 5000, 9000] {
            let to = UnixTime::from_seconds(at("0500-01-01").seconds() + years * YEAR);
            let count = ticks(Span { from: at("0500-01-01"), to }).len();
            assert!(count <= 14, "{years} years have {count} marks");
        }
    }

    #[test]
    fn the_viewed_instant_is_always_drawn() {
        let now = at("2026-11-25");
        let past = span("2020-01-01", "2021-01-01");
        for (scale, all) in [(Scale::Year, None), (Scale::Years, None), (Scale::All, None), (Scale::All, Some(past))] {
            let drawn = scale.span(now, all);
            assert!((0.0..=100.0).contains(&place(drawn, now)), "{scale:?}");
        }
        let all = Scale::All.span(now, Some(past));
        assert!(all.from < past.from && all.to > now);
    }

    #[test]
    fn each_authority_stands_above_what_it_signed_and_is_its_ceiling() {
        let mut hidden = 0;
        let lanes = node_lanes(&node(), &Filter::default(), &mut hidden);
        let told: Vec<(&str, bool, Option<UnixTime>)> =
            lanes.iter().map(|lane| (lane.name.as_str(), lane.is_authority, lane.ceiling.map(|(_, to)| to))).collect();
        assert_eq!(
            told,
            [
                ("ca", true, None),
                ("apiserver", false, Some(at("2036-01-01"))),
                ("kubelet.conf", false, Some(at("2036-01-01"))),
                ("etcd-ca", true, None),
                ("etcd-server", false, Some(at("2030-01-01"))),
                ("front-proxy-client", false, None),
            ]
        );
        assert_eq!(hidden, 0);
    }

    #[test]
    fn what_the_filter_hides_is_counted() {
        let filter = Filter { text: "etcd".to_owned(), ..Filter::default() };
        let mut hidden = 0;
        let lanes = node_lanes(&node(), &filter, &mut hidden);
        assert_eq!((lanes.len(), hidden), (2, 4));
        let elsewhere = Filter { node: Some("b".to_owned()), ..Filter::default() };
        let mut hidden = 0;
        assert!(node_lanes(&node(), &elsewhere, &mut hidden).is_empty());
        assert_eq!(hidden, 6);
    }
}
