//! The documents that are made of a report, on the sample cluster.

use std::collections::BTreeSet;
use std::path::Path;

use cluster::{Report, RowState, Settings, Workspace, sample};
use intake::{DroppedFile, Limits};
use words::{Lang, ROLES, render, role};

fn report() -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/sample/sample.tar.gz");
    let file = DroppedFile { path: "sample.tar.gz".into(), bytes: std::fs::read(path).unwrap() };
    let unpacked = intake::unpack(file, &Limits::default());
    let mut workspace = Workspace::new();
    workspace.add(unpacked.files.into_iter().map(intake::read).collect(), unpacked.folders);
    workspace.report(&Settings::at(sample::VIEWED_AT))
}

#[test]
fn no_document_holds_a_private_key_and_each_names_every_node() {
    let report = report();
    assert!(!report.keys.is_empty(), "the sample has private keys");
    for lang in Lang::ALL {
        for document in [render::markdown(&report, lang), render::csv(&report, lang), render::icalendar(&report, lang)]
        {
            assert!(!document.contains("PRIVATE KEY"));
            for node in &report.clusters[0].nodes {
                assert!(document.contains(&node.name), "{} is not in\n{document}", node.name);
            }
        }
    }
}

#[test]
fn every_row_stands_in_the_table_and_every_day_ahead_in_the_calendar() {
    let report = report();
    let (csv, calendar) = (render::csv(&report, Lang::En), render::icalendar(&report, Lang::En));
    let mut days = BTreeSet::new();
    for node in report.clusters.iter().flat_map(|cluster| &cluster.nodes) {
        for row in node.certificates.iter().chain(&node.authorities).chain(&node.kubelet) {
            let found = csv.lines().any(|line| {
                let mut cells = line.split(',').skip(1);
                cells.next() == Some(node.name.as_str()) && cells.nth(1) == Some(row.name.as_str())
            });
            assert!(found, "{} of {} is not in\n{csv}", row.name, node.name);
            let end = row.not_after.filter(|end| row.state == RowState::Read && *end >= report.viewed_at);
            days.extend(end.map(|end| (node.name.clone(), end.to_string().chars().take(10).collect::<String>())));
        }
    }
    let loose = report.certificates.iter().filter(|row| row.loose).filter_map(|row| row.facts.not_after);
    let loose = loose.filter(|end| *end >= report.viewed_at);
    days.extend(loose.map(|end| (String::new(), end.to_string().chars().take(10).collect())));
    assert!(days.len() > 4, "{days:?}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), days.len(), "{days:?}\n{calendar}");
}

/// Words that the core's catalogue knows but the words do not would leave an opened row without its explanation.
#[test]
fn every_row_of_a_node_has_a_role_in_words() {
    for node in report().clusters.iter().flat_map(|cluster| cluster.nodes.clone()) {
        for row in node.certificates.iter().chain(&node.authorities).chain(&node.kubelet) {
            assert!(role(&row.name, Lang::En).is_some(), "{} has no words; {ROLES:?} have", row.name);
        }
    }
}
