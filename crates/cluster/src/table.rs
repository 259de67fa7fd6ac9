//! kubeadm's text tables, to the byte (spec sections 3.3 and 3.4).

use pki::UnixTime;

use crate::expiry::Row;
use crate::residual::residual_time;
use crate::{ExpiryRow, Release, RowState};

const CERTIFICATES: [&str; 5] =
    ["CERTIFICATE", "EXPIRES", "RESIDUAL TIME", "CERTIFICATE AUTHORITY", "EXTERNALLY MANAGED"];
const AUTHORITIES: [&str; 4] = ["CERTIFICATE AUTHORITY", "EXPIRES", "RESIDUAL TIME", "EXTERNALLY MANAGED"];

/// kubeadm makes no column narrower.
const MINIMUM_WIDTH: usize = 10;

/// The first table.
pub(crate) fn certificates(rows: &[Row], release: Release, at: UnixTime) -> String {
    let cells = rows.iter().map(|row| match values(row, release, at) {
        Some([expires, residual, external]) => {
            vec![row.role.name.to_owned(), expires, residual, row.authority.to_owned(), external]
        }
        None => missing(row, CERTIFICATES.len()),
    });
    layout(&CERTIFICATES, cells, MINIMUM_WIDTH)
}

/// The second table.
pub(crate) fn authorities(rows: &[Row], release: Release, at: UnixTime) -> String {
    let cells = rows.iter().map(|row| match values(row, release, at) {
        Some([expires, residual, external]) => vec![row.role.name.to_owned(), expires, residual, external],
        None => missing(row, AUTHORITIES.len()),
    });
    layout(&AUTHORITIES, cells, MINIMUM_WIDTH)
}

/// Both tables in kubeadm's layout with all rows, also those at which kubeadm would stop: these say `!FAILED!`, with the
/// dates where they could be read. Where no row has failed this is kubeadm's own text.
pub fn tables_with_failures(certificates: &[ExpiryRow], authorities: &[ExpiryRow]) -> String {
    let first = layout(&CERTIFICATES, certificates.iter().map(|row| cells(row, true)), MINIMUM_WIDTH);
    let second = layout(&AUTHORITIES, authorities.iter().map(|row| cells(row, false)), MINIMUM_WIDTH);
    format!("{first}\n{second}")
}

fn cells(row: &ExpiryRow, with_authority: bool) -> Vec<String> {
    let (name, found) = match &row.state {
        RowState::Read => (row.name.clone(), true),
        RowState::Failed(_) => (format!("!FAILED! {}", row.name), row.not_after.is_some()),
        _ => (format!("!MISSING! {}", row.name), false),
    };
    let shown = |text: String| if found { text } else { String::new() };
    let external = row.externally_managed.map(|external| if external { "yes" } else { "no" }).unwrap_or_default();
    let authority = with_authority.then(|| shown(row.authority.clone().unwrap_or_default()));
    [name, shown(row.not_after.map(expires).unwrap_or_default()), shown(row.residual.clone())]
        .into_iter()
        .chain(authority)
        .chain([shown(format!("{external:<8}"))])
        .collect()
}

/// EXPIRES, RESIDUAL TIME and EXTERNALLY MANAGED; the last is padded to 8 characters in data rows alone.
fn values(row: &Row, release: Release, at: UnixTime) -> Option<[String; 3]> {
    let found = row.found.as_ref()?;
    let left = found.not_after.seconds().saturating_sub(at.seconds());
    let external = if found.externally_managed { "yes" } else { "no" };
    Some([expires(found.not_after), residual_time(release, left), format!("{external:<8}")])
}

fn missing(row: &Row, columns: usize) -> Vec<String> {
    let mut cells = vec![format!("!MISSING! {}", row.role.name)];
    cells.resize(columns, String::new());
    cells
}

/// An end of validity as kubeadm shows it: `Mar 05, 2028 07:41 UTC`.
pub fn expires(instant: UnixTime) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match instant.civil() {
        Some(civil) => {
            let month = MONTHS.get(usize::from(civil.month.saturating_sub(1))).copied().unwrap_or_default();
            format!("{month} {:02}, {:04} {:02}:{:02} UTC", civil.day, civil.year, civil.hour, civil.minute)
        }
        None => instant.to_string(),
    }
}

/// Go's `tabwriter` as kubeadm and kubectl set it: columns at least so wide, 3 spaces between, the last one as it is.
pub(crate) fn layout(header: &[&str], rows: impl Iterator<Item = Vec<String>>, minimum_width: usize) -> String {
    const PADDING: usize = 3;
    let header = header.iter().map(|cell| (*cell).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or_default();
        longest.saturating_add(PADDING).max(minimum_width)
    };
    let last = lines.first().map_or(0, |line| line.len().saturating_sub(1));
    let widths: Vec<usize> = (0..last).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        for (cell, width) in line.iter().zip(&widths) {
            text.push_str(&format!("{cell:<width$}"));
        }
        text.push_str(line.last().map_or("", String::as_str));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Role;
    use crate::expiry::Found;

    /// The example of spec section 3.4, shortened.
    #[test]
    fn missing_rows_widen_the_first_column_and_end_in_spaces() {
        let end = UnixTime::parse_rfc3339("2028-03-05T07:41:09Z").unwrap();
        let rows = [
            Row {
                role: Role::named("apiserver").unwrap(),
                authority: "ca",
                found: Some(Found { not_after: end, externally_managed: false }),
            },
            Row { role: Role::named("super-admin.conf").unwrap(), authority: "", found: None },
        ];
        let text = certificates(&rows, Release::NEWEST, end.plus(-86_400));
        let lines: Vec<_> = text.split('\n').collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            "apiserver                    Mar 05, 2028 07:41 UTC   24h             ca                      no      "
        );
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [112, 102, 94, 0]);
    }
}
