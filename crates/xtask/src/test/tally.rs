//! Counting what a test runner says.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

/// How many tests passed and failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl Tally {
    /// Both together.
    pub fn and(self, other: Tally) -> Tally {
        Tally { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Runs a test runner with its output where ours goes, and counts what it reports. A runner that ends badly without a
/// failed test counts as one.
///
/// # Errors
/// It cannot be started, or its output cannot be read.
pub fn of(command: &mut Command) -> Result<Tally> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {name}"))?;
    let output = child.stdout.take().context("no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        tally = tally.and(count(&line));
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

/// Reads the summary lines of cargo's tests (`test result: ok. 3 passed; 0 failed; ...`) and of Node's (`ℹ pass 3`).
fn count(line: &str) -> Tally {
    if let Some(result) = line.trim_start().strip_prefix("test result: ") {
        let number = |word: &str| {
            let part = result.split([';', '.']).find(|part| part.trim_end().ends_with(word))?;
            part.split_whitespace().next()?.parse().ok()
        };
        return Tally { passed: number("passed").unwrap_or(0), failed: number("failed").unwrap_or(0) };
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["ℹ" | "#", "pass", number] => Tally { passed: number.parse().unwrap_or(0), failed: 0 },
        ["ℹ" | "#", "fail", number] => Tally { passed: 0, failed: number.parse().unwrap_or(0) },
        _ => Tally::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_both_runners_are_counted() {
        for (line, passed, failed) in [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s", 12, 0),
            ("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 1, 2),
            ("ℹ pass 7", 7, 0),
            ("# fail 2", 0, 2),
            ("test it_works ... ok", 0, 0),
        ] {
            assert_eq!(count(line), Tally { passed, failed }, "{line}");
        }
    }
}
