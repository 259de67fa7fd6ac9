//! `kubecerts renew`.

use std::path::PathBuf;

use cluster::desk::made::MadeFile;
use cluster::desk::sign::Caution;
use cluster::plan::{KeyChoice, LeftReason, NodeOutline, Plan, RenewOptions, RenewOrder, RenewValidity, RestartWay};
use cluster::{ExpiryRow, NodeReport, Release, Settings, Workspace};
use lexopt::Parser;
use pki::{PrivateKey, UnixTime};
use words::Lang;

use crate::arguments::{Named, instant, next, release, span, text, value};
use crate::check_expiration::{now, refused};
use crate::disk;
use crate::nodes::control_plane;
use crate::random::random;
use crate::{Printed, caution, kubeadm, written};

/// What `renew --help` prints.
pub const USAGE: &str = "\
kubecerts renew NAME|all PATH... (--out DIR | --dry-run) [OPTION]...

Renews what `kubeadm certs renew NAME` would, for every control-plane node in PATH: subject, names and usages from the old
certificate, a new key by the configured algorithm, kubeadm's validity. PATH holds the nodes' folders or archives with the
keys of their CAs. Nothing in PATH is changed.

  --out DIR            write a folder for each node below DIR: RUNBOOK.md, SHA256SUMS, root/, previous/
  --dry-run            print the plan, write nothing
  --force              write over files in DIR that are there with other content
  --node NAME          this node only; may be given again
  --at INSTANT         issue at this instant (default: the machine's clock)
  --release 1.NN.P     as this release of kubeadm (default: guessed from the files)
  --same-algorithm     new keys by the algorithm of the old ones
  --keep-key           keep the old keys
  --keep-intermediates keep the certificates of intermediate CAs behind the old ones
  --validity SPAN      valid for 365d, 12h, 90m or 2w from the instant of issuing
  --clamp              end with the CA at the latest
  --restart WAY        blanket or least: which programs the runbook restarts (default: what fits the release)
  --confirm NAME       confirm what is unusual, by the name that was printed; may be given again
  --allow-ca-outside-validity
                       sign with a CA that has ended, or is not valid yet
  --lang LANG          en or zh: the language of RUNBOOK.md (default: en)
  --as-kubeadm         do to one node what kubeadm does, and stop where it stops: print its words, exit as it does; DIR
                       gets the files as they would lie below /

Exit status:
  0  everything was renewed
  1  some rows were left alone; the others were renewed (with --as-kubeadm: kubeadm's own status)
  2  wrong arguments, no node in PATH, or DIR could not be written
  5  something has to be confirmed first; nothing was written
";

/// Some rows were left alone.
const STATUS_LEFT: u8 = 1;
/// Something has to be confirmed.
const STATUS_UNCONFIRMED: u8 = 5;

/// What is renewed, and how.
#[derive(Default)]
pub struct Options {
    name: String,
    paths: Vec<PathBuf>,
    out: Option<PathBuf>,
    dry_run: bool,
    force: bool,
    nodes: Vec<String>,
    at: Option<UnixTime>,
    release: Option<Release>,
    options: RenewOptions,
    confirmed: Vec<Caution>,
    lang: Lang,
    as_kubeadm: bool,
}

impl Options {
    /// Reads what stands behind the command; nothing when help is asked for. An error is a sentence.
    pub fn parse(mut parser: Parser) -> Result<Option<Self>, String> {
        let mut found = Self::default();
        while let Some(argument) = next(&mut parser)? {
            let name = match argument {
                Named::Value(name) if found.name.is_empty() => {
                    found.name = name.into_string().map_err(|name| format!("renew: {} is no name", name.display()))?;
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
                "--node" => found.nodes.push(text(&mut parser)?),
                "--at" => found.at = Some(instant(&text(&mut parser)?)?),
                "--release" => found.release = Some(release(&text(&mut parser)?)?),
                "--same-algorithm" => found.options.key = KeyChoice::SameAlgorithm,
                "--keep-key" => found.options.key = KeyChoice::Same,
                "--keep-intermediates" => found.options.keep_intermediates = true,
                "--validity" => {
                    found.options.validity = RenewValidity::Seconds(span("--validity", &text(&mut parser)?)?);
                }
                "--clamp" => found.options.clamp = true,
                "--restart" => found.options.restart = Some(way(&text(&mut parser)?)?),
                "--confirm" => found.confirmed.push(caution::named(&text(&mut parser)?)?),
                "--allow-ca-outside-validity" => found.confirmed.extend(caution::OUTSIDE_VALIDITY),
                "--lang" => found.lang = lang(&text(&mut parser)?)?,
                "--as-kubeadm" => found.as_kubeadm = true,
                other => return Err(format!("renew: unknown option {other}")),
            }
        }
        found.checked().map(Some)
    }

    fn checked(self) -> Result<Self, String> {
        if self.name.is_empty() || self.paths.is_empty() {
            return Err("renew: give NAME or all, and a PATH".into());
        }
        if self.out.is_some() == self.dry_run {
            return Err("renew: give --out DIR or --dry-run".into());
        }
        if self.as_kubeadm && (self.options != RenewOptions::default() || !self.confirmed.is_empty()) {
            return Err("renew: --as-kubeadm does what kubeadm does, and takes no choice about it".into());
        }
        Ok(self)
    }
}

fn way(text: &str) -> Result<RestartWay, String> {
    match text {
        "blanket" => Ok(RestartWay::Blanket),
        "least" => Ok(RestartWay::Least),
        _ => Err(format!("--restart: {text:?} is none of blanket, least")),
    }
}

fn lang(text: &str) -> Result<Lang, String> {
    match text {
        "en" => Ok(Lang::En),
        "zh" => Ok(Lang::Zh),
        _ => Err(format!("--lang: {text:?} is none of en, zh")),
    }
}

/// Reads the paths, plans, makes, writes.
pub fn run(options: &Options) -> Printed {
    let (dropped, mut printed) = match disk::read(&options.paths) {
        Ok(read) => read,
        Err(printed) => return printed,
    };
    let at = options.at.unwrap_or_else(now);
    let mut settings = Settings::at(at);
    settings.release = options.release;
    let mut workspace = Workspace::new();
    workspace.add(dropped.files, dropped.folders);
    let report = workspace.report(&settings);
    let nodes = match control_plane(&report, &options.nodes) {
        Ok(nodes) => nodes,
        Err(text) => return refused(text),
    };
    if options.as_kubeadm {
        return as_kubeadm(options, &workspace, &nodes, at, &settings, printed);
    }
    let wanted = |row: &&ExpiryRow| options.name == "all" || row.name == options.name;
    let of = |node: &NodeReport| -> Vec<(String, String)> {
        node.certificates.iter().filter(wanted).map(|row| (node.id.clone(), row.name.clone())).collect()
    };
    let rows: Vec<(String, String)> = nodes.iter().flat_map(|node| of(node)).collect();
    if rows.is_empty() {
        return refused(format!("{:?} is not a certificate that kubeadm renews on these nodes", options.name));
    }
    let order = RenewOrder { rows, options: options.options, confirmed: options.confirmed.clone(), issued_at: at };
    let plan = workspace.renewal(&order, &settings);
    for node in &plan.outline().nodes {
        printed.stdout.push_str(&told(node));
    }
    for caution in &plan.outline().to_confirm {
        let name = caution::name(caution).unwrap_or("?");
        printed.note(&format!("{} (--confirm {name})", words::caution(caution, Lang::En)));
    }
    if !plan.unconfirmed().is_empty() {
        printed.status = STATUS_UNCONFIRMED;
        return printed;
    }
    let left = plan.outline().nodes.iter().flat_map(|node| &node.left);
    if left.into_iter().any(|left| left.reason != LeftReason::NotExpected) {
        printed.status = STATUS_LEFT;
    }
    match options
        .out
        .as_ref()
        .map(|out| make(&plan, options.lang).and_then(|files| written::write(&files, out, options.force)))
    {
        Some(Err(text)) => refused(text),
        _ => printed,
    }
}

/// What becomes of the rows of a node.
fn told(node: &NodeOutline) -> String {
    let mut lines = vec![format!("{} (kubeadm {})", node.name, node.release)];
    for row in &node.renewed {
        lines.push(format!("  {}: valid until {}", row.row, words::instant(row.new.1, 0)));
        let known = row.cautions.iter().map(|caution| words::caution(caution, Lang::En));
        let losses = row.losses.iter().map(|loss| words::loss(loss, Lang::En));
        lines.extend(losses.chain(known).map(|text| format!("    {text}")));
    }
    for left in &node.left {
        lines.push(format!("  {}: left alone. {}", left.row, words::left_reason(&left.reason, Lang::En)));
    }
    for restart in &node.restarts {
        lines.push(format!("  restart {}: {}", restart.program, words::restart_reason(restart, Lang::En)));
    }
    lines.join("\n") + "\n"
}

/// The folders of the nodes.
fn make(plan: &Plan, lang: Lang) -> Result<Vec<MadeFile>, String> {
    let mut random = random();
    let kinds = plan.outline().keys.iter();
    let keys: Result<Vec<PrivateKey>, _> = kinds.map(|kind| PrivateKey::generate(*kind, &mut random)).collect();
    let nodes = plan.finish(keys.map_err(|error| error.to_string())?, &mut random);
    nodes.map(|nodes| words::render::archives(plan.outline(), nodes, lang)).map_err(|error| error.to_string())
}

fn as_kubeadm(
    options: &Options,
    workspace: &Workspace,
    nodes: &[&NodeReport],
    at: UnixTime,
    settings: &Settings,
    printed: Printed,
) -> Printed {
    let [node] = nodes else {
        return refused("--as-kubeadm works on one node: name it with --node".to_owned());
    };
    let mut keys = |kind| PrivateKey::generate(kind, &mut random());
    match workspace.renew_as_kubeadm(&node.id, &options.name, at, settings, &mut keys, &mut random()) {
        Some(ran) => kubeadm::tell(ran, options.out.as_deref(), options.force, printed),
        None => refused("no such node".to_owned()),
    }
}
