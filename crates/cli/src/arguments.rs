//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use cluster::Release;
use lexopt::{Arg, Parser, ValueExt};
use pki::UnixTime;

/// What `--help` prints.
pub const USAGE: &str = "\
kubecerts check-expiration PATH... [OPTION]...
kubecerts approve PATH... [--at INSTANT] [--release 1.NN.P]
kubecerts renew NAME|all PATH... (--out DIR | --dry-run) [OPTION]...
kubecerts create certs|kubeconfigs|all PATH... (--out DIR | --dry-run) [OPTION]...
kubecerts generate-csr PATH... (--out DIR | --dry-run) [OPTION]...
kubecerts kubeconfig-user NAME PATH... [--org GROUP]... [--validity SPAN] [OPTION]...

check-expiration:
Prints what `kubeadm certs check-expiration` prints for the same files, to the byte, at any instant and for any release.
PATH is an /etc/kubernetes folder, its pki folder, an archive of one (tar, tar.gz, zip), or a folder of several nodes.
With several nodes each one's tables stand under a line with its name. Nothing is written, and nothing is sent anywhere.

approve:
Judges what `kubectl get csr -o yaml` printed: its table, then each request by its signer's rules and, for what kubelets
serve with, point by point; then the commands of kubectl that follow. PATH holds that list, and, for comparing names and
addresses, what `kubectl get nodes -o yaml` printed and the kubeadm configuration. Nothing is approved by it.

renew:
Renews what `kubeadm certs renew` would, for every control-plane node in PATH, with the CA keys in PATH. NAME is kubeadm's
name of a certificate. DIR gets a folder for each node: RUNBOOK.md, SHA256SUMS, root/ with the new files, previous/ with the
old ones. Nothing in PATH is changed. `kubecerts renew --help` lists its options.

create, generate-csr, kubeconfig-user:
Make what `kubeadm init phase certs`, `init phase kubeconfig`, `certs generate-csr` and `kubeconfig user` would, by the kubeadm
configuration in PATH. `kubecerts create --help` lists their options.

  --at INSTANT        look at the certificates at this instant, such as 2026-12-01T00:00:00Z or 2026-12-01
                      (default: the machine's clock)
  --release 1.NN.P    print as this release of kubeadm does; 1.NN is its newest patch known
                      (default: guessed from the files)
  --config FILE       the kubeadm configuration to use, where PATH holds several
  -o FORMAT           text, json or yaml (default: text)
  --fail-within SPAN  exit with 4 when a certificate ends within 30d, 12h, 90m or 2w, or has ended
  --keep-going        where kubeadm would stop, print the tables all the same; the row at fault says !FAILED!
  -h, --help          this text
  -V, --version       version, build date, newest kubeadm release known

Exit status:
  0  the tables were printed
  1  kubeadm would stop with this status; its error is on standard error
  2  wrong arguments, or no node in PATH
  3  kubeadm up to 1.33 would stop so: the configuration is not valid
  4  --fail-within: a certificate ends within the span (1 and 3 go before it)
";

/// What is to be done.
pub enum Arguments {
    /// Print this help.
    Help(&'static str),
    /// Print the version.
    Version,
    /// Print the tables.
    CheckExpiration(Options),
    /// Judge requests.
    Approve(Options),
    /// Renew certificates.
    Renew(Box<crate::renew::Options>),
    /// Make certificates, kubeconfigs or requests.
    Create(Box<crate::create::Options>),
}

/// What the tables are printed of, and how.
#[derive(Default)]
pub struct Options {
    /// Folders, archives and files.
    pub paths: Vec<PathBuf>,
    /// The instant; `None` is now.
    pub at: Option<UnixTime>,
    /// The release; `None` guesses it.
    pub release: Option<Release>,
    /// The configuration file.
    pub configuration: Option<PathBuf>,
    /// The format.
    pub format: Format,
    /// Seconds.
    pub fail_within: Option<i64>,
    /// Tables also where kubeadm stops.
    pub keep_going: bool,
}

/// An output format.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Tables.
    #[default]
    Text,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl Arguments {
    /// Reads the arguments after the program's name; an error is a sentence.
    pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_args(arguments);
        let mut options = Options::default();
        let mut command = None;
        while let Some(argument) = next(&mut parser)? {
            let name = match argument {
                Named::Value(value) if command.is_none() && value == "renew" => {
                    let options = crate::renew::Options::parse(parser)?;
                    return Ok(options.map_or(Self::Help(crate::renew::USAGE), |found| Self::Renew(Box::new(found))));
                }
                Named::Value(value) if command.is_none() && crate::create::is_command(&value) => {
                    let options = crate::create::Options::parse(&value, parser)?;
                    return Ok(options.map_or(Self::Help(crate::create::USAGE), |found| Self::Create(Box::new(found))));
                }
                Named::Value(value) if command.is_none() => {
                    command = Some(value);
                    continue;
                }
                Named::Value(value) => {
                    options.paths.push(value.into());
                    continue;
                }
                Named::Option(name) => name,
            };
            match name.as_str() {
                "-h" | "--help" => return Ok(Self::Help(USAGE)),
                "-V" | "--version" => return Ok(Self::Version),
                "--keep-going" => options.keep_going = true,
                "--config" => options.configuration = Some(value(&mut parser)?.into()),
                "--at" => options.at = Some(instant(&text(&mut parser)?)?),
                "--release" => options.release = Some(release(&text(&mut parser)?)?),
                "-o" | "--output" => options.format = format(&text(&mut parser)?)?,
                "--fail-within" => options.fail_within = Some(span("--fail-within", &text(&mut parser)?)?),
                other => return Err(format!("unknown option {other}")),
            }
        }
        match command {
            None => Err("no command given".into()),
            Some(command) if command == "help" => Ok(Self::Help(USAGE)),
            Some(command) if command == "version" => Ok(Self::Version),
            Some(command) if command == "check-expiration" => options.checked().map(Self::CheckExpiration),
            Some(command) if command == "approve" => options.for_approval().map(Self::Approve),
            Some(command) => Err(format!("unknown command {}", command.display())),
        }
    }
}

/// A word of the command line.
pub(crate) enum Named {
    /// A value of its own.
    Value(OsString),
    /// An option, with its dashes.
    Option(String),
}

/// The next word of the command line.
pub(crate) fn next(parser: &mut Parser) -> Result<Option<Named>, String> {
    let argument = parser.next().map_err(|error| error.to_string())?;
    Ok(argument.map(|argument| match argument {
        Arg::Value(value) => Named::Value(value),
        Arg::Short(letter) => Named::Option(format!("-{letter}")),
        Arg::Long(name) => Named::Option(format!("--{name}")),
    }))
}

impl Options {
    fn for_approval(self) -> Result<Self, String> {
        if self.paths.is_empty() {
            return Err("approve: no PATH given".into());
        }
        let is_plain = self.configuration.is_none()
            && self.fail_within.is_none()
            && !self.keep_going
            && self.format == Format::Text;
        if is_plain { Ok(self) } else { Err("approve: it takes --at and --release alone".into()) }
    }

    fn checked(self) -> Result<Self, String> {
        if self.paths.is_empty() {
            return Err("check-expiration: no PATH given".into());
        }
        if self.keep_going && self.format != Format::Text {
            return Err("--keep-going: kubeadm's JSON and YAML have no place for a row at fault; use -o text".into());
        }
        Ok(self)
    }
}

pub(crate) fn value(parser: &mut Parser) -> Result<OsString, String> {
    parser.value().map_err(|error| error.to_string())
}

pub(crate) fn text(parser: &mut Parser) -> Result<String, String> {
    value(parser)?.string().map_err(|error| error.to_string())
}

/// A day alone is its first instant in UTC.
pub(crate) fn instant(text: &str) -> Result<UnixTime, String> {
    let whole = UnixTime::parse_rfc3339(text).or_else(|_| UnixTime::parse_rfc3339(&format!("{text}T00:00:00Z")));
    whole.map_err(|_| format!("--at: {text:?} is not an instant such as 2026-03-02T09:15:30Z"))
}

pub(crate) fn release(text: &str) -> Result<Release, String> {
    text.parse().map_err(|error| format!("--release: {error}"))
}

fn format(text: &str) -> Result<Format, String> {
    match text {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "yaml" => Ok(Format::Yaml),
        _ => Err(format!("-o: {text:?} is none of text, json, yaml")),
    }
}

pub(crate) fn span(option: &str, text: &str) -> Result<i64, String> {
    let wrong = || format!("{option}: {text:?} is not a span such as 30d, 12h, 90m or 2w");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..) {
        Some("w") => 7 * 86_400,
        Some("d") => 86_400,
        Some("h") => 3_600,
        Some("m") => 60,
        Some("s") => 1,
        _ => return Err(wrong()),
    };
    let number: u32 = digits.parse().map_err(|_| wrong())?;
    i64::from(number).checked_mul(unit).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_a_unit() {
        for (text, seconds) in
            [("30d", Some(2_592_000)), ("12h", Some(43_200)), ("2w", Some(1_209_600)), ("90m", Some(5_400))]
        {
            assert_eq!(span("", text).ok(), seconds, "{text}");
        }
        for text in ["30", "d", "", "1y", "-3d", "1.5h", "d30"] {
            assert!(span("", text).is_err(), "{text}");
        }
    }
}
