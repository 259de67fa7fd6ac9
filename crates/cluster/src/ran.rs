//! What a command of kubeadm did to a node.

use crate::configuration::Refusal;
use crate::desk::made::MadeFile;
use crate::{Feature, Release};

/// Everything that a command of kubeadm did.
#[derive(Default)]
pub struct Ran {
    /// Standard output.
    pub stdout: String,
    /// The error on standard error, with the prefix of the release; `None` when kubeadm does not stop.
    pub error: Option<String>,
    /// The exit status: 0, 1, or 3 for an invalid configuration up to 1.33.
    pub status: u8,
    /// Warnings that kubeadm logs on standard error, without the head of the log line.
    pub warnings: Vec<String>,
    /// What is written, in kubeadm's order, by absolute paths on the node. What was written before it stopped stays.
    pub files: Vec<MadeFile>,
}

impl Ran {
    /// It stops here, with these words.
    pub(crate) fn stopped(mut self, release: Release, text: &str, status: u8) -> Self {
        self.error = Some(error_line(release, text));
        self.status = status;
        self
    }

    /// It stops at its configuration.
    pub(crate) fn refused(self, release: Release, refusal: &Refusal) -> Self {
        self.stopped(release, &refusal.text, refusal.status(release))
    }

    /// Logs a warning, once.
    pub(crate) fn warn(&mut self, text: String) {
        if !self.warnings.contains(&text) {
            self.warnings.push(text);
        }
    }

    /// Prints a line.
    pub(crate) fn say(&mut self, line: &str) {
        self.stdout.push_str(line);
        self.stdout.push('\n');
    }
}

/// An error as a release prints it.
pub(crate) fn error_line(release: Release, text: &str) -> String {
    let prefix = if release.has(Feature::ErrorPrefix) { "error: " } else { "" };
    format!("{prefix}{text}")
}
