//! `kubecerts create`, `generate-csr` and `kubeconfig-user`: what kubeadm makes new, in its own words.

use std::ffi::OsStr;
use std::path::PathBuf;

use cluster::{Make, Release, Settings, Workspace};
use lexopt::Parser;
use pki::{PrivateKey, UnixTime};

use crate::arguments::{Named, instant, next, release, span, text, value};
use crate::check_expiration::{now, refused};
use crate::disk;
use crate::nodes::control_plane;
use crate::random::random;
use crate::{Printed, kubeadm};

/// What `create --help` prints.
pub const USAGE: &str = "\
kubecerts create certs|kubeconfigs|all PATH... (--out DIR | --dry-run) [OPTION]...
kubecerts generate-csr PATH... (--out DIR | --dry-run) [OPTION]...
kubecerts kubeconfig-user NAME PATH... [--org GROUP]... [--validity SPAN] [OPTION]...

Make what kubeadm would make, say what it says, and stop where it stops:
  create certs         as `kubeadm init phase certs all`
  create kubeconfigs   as `kubeadm init phase kubeconfig all`
  create all           both, one after the other
  generate-csr         as `kubeadm certs generate-csr`: keys, requests and stubs of kubeconfigs for an outside CA
  kubeconfig-user      as `kubeadm kubeconfig user`: the kubeconfig is printed

PATH holds a kubeadm configuration, and what is there already: a CA that is kept, a node's folder. Nothing in PATH is changed.

  --out DIR            write the new files below DIR, as they would lie below /
  --dry-run            print what would be done, write nothing
  --force              write over files in DIR that are there with other content
  --node NAME          the node, where PATH holds several
  --at INSTANT         issue at this instant (default: the machine's clock)
  --release 1.NN.P     as this release of kubeadm (default: guessed from the files)
  --org GROUP          kubeconfig-user: a group of the user; may be given again
  --validity SPAN      kubeconfig-user: valid for 30d, 12h or 90m (default: 365d)

Exit status: kubeadm's own (0, 1, or 3 for a configuration that is not valid up to 1.33); 2 for wrong arguments, no
configuration in PATH, or a DIR that could not be written.
";

/// A year, as kubeadm has it.
const YEAR: i64 = 8760 * 3600;

/// Whether a word is one of these commands.
pub fn is_command(word: &OsStr) -> bool {
    ["create", "generate-csr", "kubeconfig-user"].iter().any(|command| word == *command)
}

/// What is made, of what, and where to.
#[derive(Default)]
pub struct Options {
    command: String,
    what: String,
    paths: Vec<PathBuf>,
    out: Option<PathBuf>,
    dry_run: bool,
    force: bool,
    node: Option<String>,
    at: Option<UnixTime>,
    release: Option<Release>,
    organizations: Vec<String>,
    seconds: Option<i64>,
}

impl Options {
    /// Reads what stands behind the command; nothing when help is asked for. An error is a sentence.
    pub fn parse(command: &OsStr, mut parser: Parser) -> Result<Option<Self>, String> {
        let command = command.to_string_lossy().into_owned();
        let mut found = Self { command: command.clone(), ..Self::default() };
        let takes_word = command != "generate-csr";
        while let Some(argument) = next(&mut parser)? {
            let name = match argument {
                Named::Value(word) if takes_word && found.what.is_empty() => {
                    found.what =
                        word.into_string().map_err(|word| format!("{command}: {} is no name", word.display()))?;
                    continue;
                }
                Named::Value(path) => {
                    found.paths.push(path.into());
                    continue;
                }
                Named::Option(name) => name,
            };
            match name.as_str() {
                "-h" | "--help" => return Ok(None),
                "--out" => found.out = Some(value(&mut parser)?.into()),
                "--dry-run" => found.dry_run = true,
                "--force" => found.force = true,
                "--node" => found.node = Some(text(&mut parser)?),
                "--at" => found.at = Some(instant(&text(&mut parser)?)?),
                "--release" => found.release = Some(release(&text(&mut parser)?)?),
                "--org" if command == "kubeconfig-user" => found.organizations.push(text(&mut parser)?),
                "--validity" if command == "kubeconfig-user" => {
                    found.seconds = Some(span("--validity", &text(&mut parser)?)?);
                }
                other => return Err(format!("{command}: unknown option {other}")),
            }
        }
        found.checked().map(Some)
    }

    fn checked(self) -> Result<Self, String> {
        let command = &self.command;
        if self.paths.is_empty() || command != "generate-csr" && self.what.is_empty() {
            return Err(format!("{command}: something is missing; kubecerts create --help tells what"));
        }
        if command == "create" && !["certs", "kubeconfigs", "all"].contains(&self.what.as_str()) {
            return Err(format!("create: {:?} is none of certs, kubeconfigs, all", self.what));
        }
        let prints = command == "kubeconfig-user";
        if prints && (self.out.is_some() || self.dry_run) {
            return Err("kubeconfig-user: it prints the kubeconfig, and takes neither --out nor --dry-run".to_owned());
        }
        if !prints && self.out.is_some() == self.dry_run {
            return Err(format!("{command}: give --out DIR or --dry-run"));
        }
        Ok(self)
    }

    fn make(&self) -> Make {
        match (self.command.as_str(), self.what.as_str()) {
            ("generate-csr", _) => Make::Requests,
            ("kubeconfig-user", name) => {
                Make::User(name.to_owned(), self.organizations.clone(), self.seconds.unwrap_or(YEAR))
            }
            (_, "certs") => Make::Certificates,
            (_, "kubeconfigs") => Make::Kubeconfigs,
            _ => Make::All,
        }
    }
}

/// Reads the paths, makes, writes.
pub fn run(options: &Options) -> Printed {
    let (dropped, printed) = match disk::read(&options.paths) {
        Ok(read) => read,
        Err(printed) => return printed,
    };
    let at = options.at.unwrap_or_else(now);
    let mut settings = Settings::at(at);
    settings.release = options.release;
    let mut workspace = Workspace::new();
    workspace.add(dropped.files, dropped.folders);
    let report = workspace.report(&settings);
    let nodes = match control_plane(&report, options.node.as_slice()) {
        Ok(nodes) => nodes,
        Err(text) => return refused(text),
    };
    let [node] = nodes.as_slice() else {
        return refused("there are several nodes: name one with --node".to_owned());
    };
    let mut keys = |kind| PrivateKey::generate(kind, &mut random());
    match workspace.make_as_kubeadm(&node.id, &options.make(), at, &settings, &mut keys, &mut random()) {
        Some(ran) => kubeadm::tell(ran, options.out.as_deref(), options.force, printed),
        None => refused(format!("{}: no kubeadm configuration was found for it in PATH", node.name)),
    }
}
