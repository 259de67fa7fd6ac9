//! The table that `kubectl get csr` prints, to the byte (spec section 9.1; pkg/printers/internalversion/printers.go,
//! cli-runtime pkg/printers/tableprinter.go).

use pki::UnixTime;

use super::ApprovalRow;
use crate::residual::human_duration;
use crate::table::layout;
use crate::{Feature, Release};

/// kubectl's `tabwriter` makes no column narrower.
const MINIMUM_WIDTH: usize = 6;

/// The table as kubectl of that release would print it at an instant, for these rows in their order. Without rows it
/// is empty: `No resources found` goes to standard error.
pub fn kubectl_table(rows: &[ApprovalRow], release: Release, at: UnixTime) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let has_durations = release.has(Feature::RequestedDuration);
    let mut header = vec!["NAME", "AGE", "SIGNERNAME", "REQUESTOR"];
    if has_durations {
        header.push("REQUESTEDDURATION");
    }
    header.push("CONDITION");
    let lines = rows.iter().map(|row| {
        let age = row.created.map(|created| human_duration(at.seconds().saturating_sub(created.seconds())));
        let signer = if row.signer_name.is_empty() { "<none>" } else { &row.signer_name };
        let age = age.unwrap_or_else(|| "<unknown>".to_owned());
        let mut cells = vec![cell(&row.name), age, cell(signer), cell(&row.requestor)];
        if has_durations {
            cells.push(row.expiration_seconds.map_or_else(|| "<none>".to_owned(), human_duration));
        }
        cells.push(row.condition.clone());
        cells
    });
    layout(&header, lines, MINIMUM_WIDTH)
}

/// A text is cut at its first line end, and the escape of terminals is shown.
fn cell(text: &str) -> String {
    let (text, dots) = match text.find(['\u{c}', '\n', '\r']) {
        Some(end) => (text.get(..end).unwrap_or_default(), "..."),
        None => (text, ""),
    };
    format!("{}{dots}", text.replace('\u{1b}', "^["))
}
