//! Measured times, and the table that shows them.

use std::fmt::Write as _;

/// Times of the same thing, in milliseconds.
pub struct Figures(Vec<f64>);

impl Figures {
    /// At least one time.
    pub fn new(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// Every time multiplied: what was measured on a part is told of the whole.
    pub fn times(self, factor: f64) -> Self {
        Self(self.0.into_iter().map(|time| time * factor).collect())
    }

    /// How many runs there were.
    pub fn runs(&self) -> usize {
        self.0.len()
    }

    fn min(&self) -> f64 {
        self.0.first().copied().unwrap_or(f64::NAN)
    }

    fn max(&self) -> f64 {
        self.0.last().copied().unwrap_or(f64::NAN)
    }

    /// The one in the middle; of an even number, the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        let middle = |index: usize| self.0.get(index).copied().unwrap_or(f64::NAN);
        let half = self.0.len() / 2;
        if self.0.len().is_multiple_of(2) {
            (middle(half.saturating_sub(1)) + middle(half)) / 2.0
        } else {
            middle(half)
        }
    }
}

/// A row of a table.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// Its times.
    pub figures: Figures,
    /// What must be known to read them.
    pub remark: String,
    /// It is the time of the whole way, as the first row is, and so can be compared with it.
    pub is_whole: bool,
}

/// What one benchmark found. The first row is ours; all others are compared with it.
pub struct Table {
    /// What must be known to read it, as sentences.
    pub preface: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// The rows are different ways to the same end, so their ratios say something.
    pub compared: bool,
}

impl Table {
    /// The table as Markdown.
    pub fn markdown(&self) -> String {
        let ours = self.rows.first().map_or(f64::NAN, |row| row.figures.median());
        let mut text = format!("{}\n\n", self.preface);
        let (head, line) = if self.compared { (" ratio |", "---:|") } else { ("", "") };
        text.push_str(&format!(
            "| what | median | min | max |{head} runs | remark |\n|---|---:|---:|---:|{line}---:|---|\n"
        ));
        for Row { what, figures, remark, is_whole } in &self.rows {
            let ratio = match (self.compared, is_whole) {
                (true, true) => format!(" {} |", ratio(figures.median() / ours)),
                (true, false) => " |".to_owned(),
                (false, _) => String::new(),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "| {what} | {} | {} | {} |{ratio} {} | {remark} |",
                time(figures.median()),
                time(figures.min()),
                time(figures.max()),
                figures.runs(),
            );
        }
        text
    }
}

/// How many times as long as ours.
fn ratio(ratio: f64) -> String {
    if ratio < 1.0 { format!("{ratio:.2}") } else { format!("{ratio:.1}") }
}

/// A time as people read it.
fn time(milliseconds: f64) -> String {
    match milliseconds {
        time if time >= 10_000.0 => format!("{:.0} s", time / 1000.0),
        time if time >= 1000.0 => format!("{:.2} s", time / 1000.0),
        time if time >= 10.0 => format!("{time:.0} ms"),
        0.0 => "none".to_owned(),
        time => format!("{time:.1} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        for (times, median) in [(vec![3.0, 1.0, 2.0], 2.0), (vec![4.0, 1.0, 2.0, 3.0], 2.5), (vec![7.0], 7.0)] {
            assert_eq!(Figures::new(times).median(), median);
        }
    }

    #[test]
    fn others_are_compared_with_the_first_row() {
        let row = |what: &str, times| Row {
            what: what.into(),
            figures: Figures::new(times),
            remark: String::new(),
            is_whole: true,
        };
        let rows = vec![row("ours", vec![200.0, 100.0, 300.0]), row("theirs", vec![5000.0])];
        let text = Table { preface: "About.".into(), rows, compared: true }.markdown();
        assert!(text.contains("| ours | 200 ms | 100 ms | 300 ms | 1.0 | 3 |"), "{text}");
        assert!(text.contains("| theirs | 5.00 s | 5.00 s | 5.00 s | 25.0 | 1 |"), "{text}");
    }
}
