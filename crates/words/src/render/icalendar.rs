//! The ends as an iCalendar file (RFC 5545): one event a node and day, with alarms before it.

use std::collections::BTreeMap;

use cluster::{ClusterReport, NodeReport, Report, RowState};
use pki::{Fingerprint, UnixTime};

use super::lines::{Table, lines, loose};
use crate::Lang;
use crate::list::list;
use crate::relative::instant;
use crate::say::{pick, say};

/// Days before every end at which an alarm comes.
const ALARM_DAYS: [u16; 2] = [30, 7];
/// The further ones of an authority, whose rotation takes long (as its thresholds do).
const AUTHORITY_ALARM_DAYS: [u16; 2] = [365, 90];

/// One thing that ends.
struct Ending {
    name: String,
    not_after: UnixTime,
    table: Option<Table>,
}

/// All ends of one node on one day; of no node for certificates that stand in no table.
struct Event {
    uid: String,
    node: Option<String>,
    endings: Vec<Ending>,
}

/// The ends that are still ahead as a calendar. An event stands at the instant of the first end of its day in UTC. Its
/// UID is made of the day, the node and its authority, so that a calendar that is imported again replaces its events;
/// DTSTAMP is the instant of the report, for the core reads no clock.
pub fn icalendar(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KubeCerts//KubeCerts//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    for event in events(report) {
        write_event(&mut text, &event, report.viewed_at, lang);
    }
    push(&mut text, "END:VCALENDAR");
    text
}

fn events(report: &Report) -> Vec<Event> {
    let mut events: BTreeMap<(String, String), Event> = BTreeMap::new();
    for line in lines(report) {
        let Some(not_after) = line.row.not_after.filter(|_| line.row.state == RowState::Read) else { continue };
        let Some(day) = day_ahead(not_after, report.viewed_at) else { continue };
        let event = events.entry((line.node.id.clone(), day.clone())).or_insert_with(|| Event {
            uid: format!("{day}-{}-{}@kubecerts", anchor(line.cluster, line.node), plain(&line.node.name)),
            node: Some(line.node.name.clone()),
            endings: Vec::new(),
        });
        event.endings.push(Ending { name: line.row.name.clone(), not_after, table: Some(line.table) });
    }
    let mut others: BTreeMap<String, (Fingerprint, Vec<Ending>)> = BTreeMap::new();
    for row in loose(report) {
        let Some(not_after) = row.facts.not_after else { continue };
        let Some(day) = day_ahead(not_after, report.viewed_at) else { continue };
        let (smallest, endings) = others.entry(day).or_insert_with(|| (row.facts.sha256, Vec::new()));
        *smallest = row.facts.sha256.min(*smallest);
        endings.push(Ending {
            name: row.facts.subject.to_string(),
            not_after,
            table: row.facts.is_authority.then_some(Table::Authorities),
        });
    }
    let others = others.into_iter().map(|(day, (smallest, endings))| Event {
        uid: format!("{day}-{}-other@kubecerts", short(smallest)),
        node: None,
        endings,
    });
    let mut all: Vec<Event> = events.into_values().chain(others).collect();
    for event in &mut all {
        cluster::order::sort_by_key(&mut event.endings, |ending| ending.not_after);
    }
    cluster::order::sort_by_key(&mut all, |event| event.endings.first().map(|ending| ending.not_after));
    all
}

/// The day in UTC as `20261130`; `None` when the end has passed, or lies outside the calendar.
fn day_ahead(not_after: UnixTime, viewed_at: UnixTime) -> Option<String> {
    let civil = not_after.civil().filter(|_| not_after >= viewed_at)?;
    Some(format!("{:04}{:02}{:02}", civil.year, civil.month, civil.day))
}

/// What tells nodes of the same name in two clusters apart, also when they are exported on different days: the cluster
/// authority, else the endpoint.
fn anchor(cluster: &ClusterReport, node: &NodeReport) -> String {
    let authority = node.authorities.iter().find(|row| row.name == "ca").and_then(|row| row.certificate);
    match authority {
        Some(fingerprint) => short(fingerprint),
        None if cluster.endpoint.is_empty() => plain(&cluster.name),
        None => plain(&cluster.endpoint),
    }
}

fn short(fingerprint: Fingerprint) -> String {
    fingerprint.to_string().chars().take(16).collect()
}

fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

fn write_event(text: &mut String, event: &Event, viewed_at: UnixTime, lang: Lang) {
    let Some(first) = event.endings.first() else { return };
    let summary = escape(&summary(event, lang));
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", event.uid));
    push(text, &format!("DTSTAMP:{}", stamp(viewed_at)));
    push(text, &format!("DTSTART:{}", stamp(first.not_after)));
    push(text, &format!("SUMMARY:{summary}"));
    push(text, &format!("DESCRIPTION:{}", escape(&description(event, lang))));
    push(text, "TRANSP:TRANSPARENT");
    let has_authority = event.endings.iter().any(|ending| ending.table == Some(Table::Authorities));
    let further: &[u16] = if has_authority { &AUTHORITY_ALARM_DAYS } else { &[] };
    for days in further.iter().chain(&ALARM_DAYS) {
        push(text, "BEGIN:VALARM");
        push(text, "ACTION:DISPLAY");
        push(text, &format!("DESCRIPTION:{summary}"));
        push(text, &format!("TRIGGER:-P{days}D"));
        push(text, "END:VALARM");
    }
    push(text, "END:VEVENT");
}

fn summary(event: &Event, lang: Lang) -> String {
    let names: Vec<&str> = event.endings.iter().map(|ending| ending.name.as_str()).collect();
    let what = match names.as_slice() {
        [] | [_] | [_, _] | [_, _, _] => list(&names, lang),
        more => {
            let count = more.len();
            say!(lang, "{count} certificates", "{count} 个证书")
        }
    };
    match &event.node {
        Some(node) => say!(lang, "Certificates end on {node}: {what}", "{node} 上的证书到期：{what}"),
        None => say!(lang, "Certificates end: {what}", "证书到期：{what}"),
    }
}

fn description(event: &Event, lang: Lang) -> String {
    let mut lines = Vec::new();
    for Ending { name, not_after, .. } in &event.endings {
        lines.push(format!("{name}: {}", instant(*not_after, 0)));
    }
    let has = |table| event.endings.iter().any(|ending| ending.table == Some(table));
    if has(Table::Certificates) {
        lines.push(
            pick!(
                lang,
                "Renew with kubeadm certs renew, then restart the control plane of the node.",
                "请用 kubeadm certs renew 续订，然后重启该节点的控制平面。"
            )
            .to_owned(),
        );
    }
    if has(Table::Authorities) {
        lines.push(
            pick!(
                lang,
                "An authority cannot be renewed; its rotation has to be planned long before.",
                "证书颁发机构不能续订；需要提前很久规划轮换。"
            )
            .to_owned(),
        );
    }
    if has(Table::Kubelet) {
        lines.push(
            pick!(
                lang,
                "The kubelet renews its client certificate by itself; look whether it did.",
                "kubelet 会自行更新其客户端证书；请确认是否已更新。"
            )
            .to_owned(),
        );
    }
    lines.join("\n")
}

/// A date with UTC time (RFC 5545 section 3.3.5).
fn stamp(instant: UnixTime) -> String {
    match instant.civil() {
        Some(c) => format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second),
        None => "19700101T000000Z".to_owned(),
    }
}

/// TEXT of RFC 5545 section 3.3.11.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A content line, folded so that no line is longer than 75 octets (RFC 5545 section 3.1), with CRLF.
fn push(text: &mut String, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > 75 {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::sample;

    fn parsed(text: &str) -> ical::parser::ical::component::IcalCalendar {
        let mut calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect();
        assert_eq!(calendars.len(), 1);
        calendars.remove(0).expect("another program reads the calendar")
    }

    fn value(event: &ical::parser::ical::component::IcalEvent, name: &str) -> String {
        event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone()).unwrap_or_default()
    }

    #[test]
    fn one_event_a_node_and_day_is_read_by_another_program() {
        for lang in Lang::ALL {
            let calendar = parsed(&icalendar(&sample::report(), lang));
            // cp-1: two rows in 5 days, two in 240 days, the CA; w-1: kubelet and CA; one loose certificate ahead.
            assert_eq!(calendar.events.len(), 3 + 2 + 1);
            let uids: BTreeSet<String> = calendar.events.iter().map(|event| value(event, "UID")).collect();
            assert_eq!(uids.len(), calendar.events.len());
            for event in &calendar.events {
                let triggers: Vec<_> = event
                    .alarms
                    .iter()
                    .map(|alarm| alarm.properties.iter().find(|p| p.name == "TRIGGER").unwrap().value.clone().unwrap())
                    .collect();
                assert!(triggers.ends_with(&["-P30D".to_owned(), "-P7D".to_owned()]), "{triggers:?}");
                assert_eq!(value(event, "DTSTAMP"), "20261124T231000Z");
            }
            let first = &calendar.events[0];
            assert_eq!(value(first, "DTSTART"), "20261129T231000Z");
            assert_eq!(value(first, "UID"), "20261129-0505050505050505-cp-1@kubecerts");
        }
        let text = icalendar(&sample::report(), Lang::En);
        assert!(text.contains("SUMMARY:Certificates end on cp-1: admin.conf and apiserver\r\n"), "{text}");
        assert!(!text.contains("apiserver-kubelet-client"), "what has ended needs no alarm");
        assert_eq!(text.matches("TRIGGER:-P365D").count(), 2, "authorities are told a year ahead");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let report = Report {
            clusters: sample::report()
                .clusters
                .into_iter()
                .map(|mut cluster| {
                    cluster.nodes[0].name = "很长的节点名称".repeat(8);
                    cluster
                })
                .collect(),
            ..sample::report()
        };
        let text = icalendar(&report, Lang::Zh);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\r', '\n']));
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&"很长的节点名称".repeat(8)), "{unfolded}");
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escape("a,b;c\\d\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn the_same_report_gives_the_same_calendar() {
        let later = Report { viewed_at: sample::NOW.plus(3600), ..sample::report() };
        let uids = |text: String| -> Vec<String> {
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
        };
        assert_eq!(uids(icalendar(&later, Lang::En)), uids(icalendar(&sample::report(), Lang::Zh)));
    }
}
