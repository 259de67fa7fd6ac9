//! Cases that are left out, each with its reason: `left-out.jsonl`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use cluster::Release;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    /// What a command contains.
    command: String,
    /// Only of releases before this one.
    before: Option<String>,
    /// Why it is left out.
    reason: String,
}

/// The list, and how often each of its lines was needed.
pub struct LeftOut {
    lines: Vec<Line>,
    used: Mutex<BTreeMap<usize, usize>>,
}

impl LeftOut {
    /// Reads `left-out.jsonl`.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("left-out.jsonl")).unwrap();
        let lines: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.iter().all(|line| !line.reason.is_empty()), "a line of left-out.jsonl has no reason");
        Self { lines, used: Mutex::default() }
    }

    /// Whether a command of a release is left out.
    pub fn has(&self, command: &str, release: Release) -> bool {
        let applies = |before: &String| release < before.parse().unwrap();
        let fits = |line: &Line| command.contains(&line.command) && line.before.as_ref().is_none_or(applies);
        let found = self.lines.iter().position(fits);
        if let Some(index) = found {
            *self.used.lock().unwrap().entry(index).or_default() += 1;
        }
        found.is_some()
    }

    /// Fails on a line that no case needed.
    pub fn assert_none_stale(&self) {
        let used = self.used.lock().unwrap();
        let stale: Vec<_> = (0..self.lines.len()).filter(|index| !used.contains_key(index)).collect();
        let stale: Vec<_> = stale.iter().map(|index| &self.lines[*index].command).collect();
        assert!(stale.is_empty(), "left-out.jsonl names what no fixture has: {stale:?}");
    }
}
