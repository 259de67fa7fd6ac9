//! `kubecerts approve`: the table of kubectl, the judgement of each row, and the commands that follow from it.

use cluster::desk::approval::{self, ApprovalRow, PointOutcome, Verdict};
use cluster::{Settings, Workspace};
use words::Lang;

use crate::Printed;
use crate::arguments::Options;
use crate::check_expiration::{now, refused};
use crate::disk;

/// Reads the paths, asks the core, prints. Nothing is approved: that is for whoever reads it.
pub fn run(options: &Options) -> Printed {
    let (dropped, mut printed) = match disk::read(&options.paths) {
        Ok(read) => read,
        Err(printed) => return printed,
    };
    let mut settings = Settings::at(options.at.unwrap_or_else(now));
    settings.release = options.release;
    let mut workspace = Workspace::new();
    workspace.add(dropped.files, dropped.folders);
    let rows = workspace.approvals(&settings);
    if rows.is_empty() {
        return refused("no CertificateSigningRequest was found".to_owned());
    }
    let release = workspace.approval_release(&settings);
    printed.stdout = approval::kubectl_table(&rows, release, settings.viewed_at);
    for row in &rows {
        printed.stdout.push_str(&judgement(row));
    }
    let chosen: Vec<(&ApprovalRow, bool)> = rows
        .iter()
        .filter(|row| matches!(row.verdict, Verdict::Good | Verdict::Bad))
        .map(|row| (row, row.verdict == Verdict::Good))
        .collect();
    for (index, command) in approval::commands(&chosen).iter().enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        printed.stdout.push_str(&format!("{gap}{}\n", command.text));
    }
    if rows.iter().any(|row| !row.checklist.is_empty()) {
        printed.note(words::approval_at_every_rotation(Lang::En));
    }
    printed
}

/// The verdict on a row, and what led to it.
fn judgement(row: &ApprovalRow) -> String {
    let mut text = format!("\n{}: {}\n", row.name, words::verdict(row.verdict, Lang::En));
    for refusal in row.api_refuses.iter().chain(&row.signer_refuses) {
        text.push_str(&format!("  refused: {refusal}\n"));
    }
    for point in &row.checklist {
        let mark = match point.outcome {
            PointOutcome::Passed => "ok",
            PointOutcome::Failed => "no",
            PointOutcome::Unknown => "??",
        };
        text.push_str(&format!("  {mark}  {}\n", words::approval_point(point, Lang::En)));
    }
    text
}
