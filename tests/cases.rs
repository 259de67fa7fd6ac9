//! One run of `kubeadm certs check-expiration` that the real program confirmed, and the judgement of ours by it.

use cluster::{LayoutSource, Outcome, PkiLayout, Release, check_expiration};
use pki::UnixTime;

use crate::fixtures::Files;

/// What `-o` asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// The tables.
    Text,
    /// `-o json`.
    Json,
    /// `-o yaml`.
    Yaml,
}

/// What a command asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The configuration file, by its path on the node; `None` where no cluster could be asked.
    pub configuration: Option<String>,
    /// The PKI directory, where there is no configuration.
    pub pki_directory: String,
    /// What to print.
    pub format: Format,
}

/// What the real program did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// Standard output.
    pub stdout: String,
    /// The first line of standard error that is no log line.
    pub error: Option<String>,
    /// The exit status.
    pub status: u8,
}

impl Request {
    /// Reads a command line; the error says which part of it is not a matter of these tests.
    pub fn parse(command: &str) -> Result<Self, String> {
        let mut words =
            command.strip_prefix("kubeadm certs check-expiration").ok_or("another command")?.split_whitespace();
        let mut request =
            Self { configuration: None, pki_directory: "/etc/kubernetes/pki".into(), format: Format::Text };
        while let Some(word) = words.next() {
            let mut value = || words.next().map(str::to_owned).ok_or(format!("{word} without a value"));
            match word {
                "--config" => request.configuration = Some(value()?),
                "--cert-dir" => request.pki_directory = value()?,
                // Where no cluster can be asked it is all one which kubeconfig is tried.
                "--kubeconfig" => drop(value()?),
                "-v" => drop(value()?),
                "-o" | "--output" => request.format = Format::named(&value()?)?,
                "-ojson" => request.format = Format::Json,
                other => return Err(other.to_owned()),
            }
        }
        Ok(request)
    }
}

impl Format {
    fn named(name: &str) -> Result<Self, String> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "yaml" => Ok(Self::Yaml),
            other => Err(format!("-o {other}")),
        }
    }
}

impl Expected {
    /// From what was kept of a run.
    pub fn new(stdout: &str, stderr: &str, status: u8) -> Self {
        let is_log_line = |line: &&str| {
            let rest = line.strip_prefix(['I', 'W', 'E']).unwrap_or_default();
            rest.starts_with("] ") || rest.len() > 5 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
        };
        // The later lines of a log entry have no head; where kubeadm does not stop there is no error to look for.
        let stopped = status != 0;
        let error = stderr.lines().find(|line| stopped && !line.is_empty() && !is_log_line(line)).map(str::to_owned);
        Self { stdout: stdout.to_owned(), error, status }
    }
}

/// Runs our check-expiration.
pub fn run(files: &Files, request: &Request, release: Release, at: UnixTime) -> Outcome {
    let layout = PkiLayout { pki_directory: request.pki_directory.clone(), external_etcd: false };
    let source = match &request.configuration {
        Some(path) => LayoutSource::Configuration(path),
        None => LayoutSource::Known(&layout),
    };
    check_expiration(&files.tree(), source, release, at, false)
}

/// Compares byte for byte; an error shows both.
pub fn judge(outcome: &Outcome, format: Format, release: Release, expected: &Expected) -> Result<(), String> {
    let stdout = match format {
        Format::Text => &outcome.stdout,
        Format::Json => &outcome.json,
        Format::Yaml => &outcome.yaml,
    };
    let ours = Expected { stdout: stdout.clone(), error: outcome.error.clone(), status: outcome.status };
    let (ours, expected) = (without_random_kind(ours, release), without_random_kind(expected.clone(), release));
    if ours == expected { Ok(()) } else { Err(format!("  kubeadm: {expected:?}\n  ours:    {ours:?}")) }
}

/// Which of two documents a message about an unknown API version names is random up to 1.30 (fixtures' README).
fn without_random_kind(mut shown: Expected, release: Release) -> Expected {
    let is_random = !release.has(cluster::Feature::SortedDocuments);
    if let Some(error) = shown.error.as_mut().filter(|error| is_random && error.starts_with("no kind ")) {
        *error = error.replace("\"InitConfiguration\"", "\"ClusterConfiguration\"");
    }
    shown
}
