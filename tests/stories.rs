//! Stories: a node's files, and what real kubeadm did with them step by step.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use cluster::Release;
use pki::UnixTime;
use serde::Deserialize;

use crate::fixtures::{self, Files};

/// Work that is shared out among threads; gathers what went wrong.
pub fn in_parallel<T: Sync>(items: &[T], check: impl Fn(&T, &mut Vec<String>) + Sync) {
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut found = Vec::new();
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(item, &mut found);
                }
                failures.lock().unwrap().append(&mut found);
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let some: Vec<_> = failures.iter().take(20).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} failures, such as:\n{}", failures.len(), some.join("\n"));
}

pub fn release(text: &str) -> Release {
    text.parse().unwrap()
}

pub fn instant(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

/// A line of `steps.jsonl` or `random/X.jsonl`: a node, and what kubeadm did on it step by step.
#[derive(Deserialize)]
pub struct Story {
    /// Its name.
    pub id: String,
    /// The release of kubeadm.
    pub release: String,
    files: HashMap<String, Content>,
    /// What happened.
    pub steps: Vec<Step>,
}

impl Story {
    /// The files before the first step.
    pub fn files(&self) -> Files {
        let mut files = Files::default();
        files.0.extend(self.files.iter().map(|(path, content)| (path.clone(), Some(content.bytes()))));
        files
    }
}

/// A file: text, or what is none.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Content {
    Text(String),
    Binary { base64: String },
}

impl Content {
    /// The bytes.
    pub fn bytes(&self) -> Vec<u8> {
        use base64::Engine;
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Binary { base64 } => base64::engine::general_purpose::STANDARD.decode(base64).unwrap(),
        }
    }
}

/// A command, and everything that it did.
#[derive(Deserialize)]
pub struct Step {
    pub clock: String,
    pub command: String,
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub exit: u8,
    #[serde(default)]
    pub stdout: String,
    #[serde(default)]
    pub stderr: String,
    #[serde(default)]
    pub changed: HashMap<String, Option<Content>>,
}

impl Step {
    /// Does to the files what the step did.
    pub fn change(&self, files: &mut Files) {
        for (path, content) in &self.changed {
            match content {
                Some(content) => files.0.insert(path.clone(), Some(content.bytes())),
                None => files.0.remove(path),
            };
        }
    }
}

/// Every story of every root; one that stands in both is told once.
pub fn stories() -> Vec<Story> {
    let mut files = Vec::new();
    for root in fixtures::roots() {
        files.extend(fixtures::release_folders(&root).into_iter().map(|folder| folder.join("steps.jsonl")));
        files.extend(fixtures::entries(&root.join("random")));
    }
    files.retain(|path: &PathBuf| path.extension().is_some_and(|extension| extension == "jsonl") && path.is_file());
    let texts: Vec<String> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let lines: HashSet<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    lines.into_iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Directories in the place of files, which the stories cannot show: `directories.jsonl`, after the shell lines in the
/// READMEs of the scenarios.
pub struct Directories {
    lines: Vec<(DirectoryLine, AtomicUsize)>,
}

#[derive(Deserialize)]
struct DirectoryLine {
    scenario: String,
    label: String,
    directory: String,
}

impl Directories {
    /// Reads the list.
    pub fn read() -> Self {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("directories.jsonl")).unwrap();
        let lines = text.lines().map(|line| (serde_json::from_str(line).unwrap(), AtomicUsize::new(0)));
        Self { lines: lines.collect() }
    }

    /// The files of a step, with the directories that it has.
    pub fn put<'a>(&self, id: &str, step: &Step, files: &'a Files) -> Cow<'a, Files> {
        let mut files = Cow::Borrowed(files);
        for (line, used) in &self.lines {
            if id.ends_with(&line.scenario) && step.label == line.label {
                used.fetch_add(1, Ordering::Relaxed);
                files.to_mut().0.insert(line.directory.clone(), None);
            }
        }
        files
    }

    /// Fails on a line that no step needed.
    pub fn assert_none_stale(&self) {
        let stale: Vec<_> = self.lines.iter().filter(|(_, used)| used.load(Ordering::Relaxed) == 0).collect();
        assert!(stale.is_empty(), "directories.jsonl names {} steps that no story has", stale.len());
    }
}
