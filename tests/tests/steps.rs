//! What kubeadm does to a node's files against what real kubeadm did: every step of every story, each from the state that
//! kubeadm left. Keys, serial numbers and signatures are new each time; everything else must be equal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use cluster::{
    CreateCommand, LayoutSource, PkiLayout, Ran, Release, RenewCommand, UserCommand, generate_requests,
    kubeconfig_user, phase_certs, phase_kubeconfig, renew,
};
use kube::Tree;
use kube::kubeconfig::go_document;
use pki::{Certificate, PrivateKey, Request};
use tests::cases::Expected;
use tests::fixtures::{Files, KUBERNETES, roots};
use tests::key_pool::key;
use tests::seeded::Seeded;
use tests::stories::{Directories, Step, Story, in_parallel, instant, release, stories};

/// What a command line asks for.
#[derive(Default)]
struct Line {
    /// The name behind `renew` or the phase.
    name: String,
    configuration: Option<String>,
    pki_directory: Option<String>,
    kubeconfig_directory: Option<String>,
    user: Option<String>,
    organizations: Vec<String>,
    token: Option<String>,
    seconds: Option<i64>,
}

/// The commands that are judged, and how each is called in the page.
const OPERATIONS: [(&str, &str); 5] = [
    ("kubeadm certs renew", "certs renew"),
    ("kubeadm certs generate-csr", "certs generate-csr"),
    ("kubeadm kubeconfig user", "kubeconfig user"),
    ("kubeadm init phase certs", "init phase certs"),
    ("kubeadm init phase kubeconfig", "init phase kubeconfig"),
];

impl Line {
    /// An error says what is not a matter of these tests.
    fn parse(arguments: &str) -> Result<Self, String> {
        let mut line = Self::default();
        let mut words = words(arguments).into_iter();
        while let Some(word) = words.next() {
            let (word, mut inline) = match word.split_once('=') {
                Some((option, value)) if word.starts_with("--") => (option.to_owned(), Some(value.to_owned())),
                _ => (word, None),
            };
            let mut value = || inline.take().or_else(|| words.next()).ok_or(format!("{word} without a value"));
            match word.as_str() {
                "--config" => line.configuration = Some(value()?),
                "--cert-dir" => line.pki_directory = Some(value()?),
                "--kubeconfig-dir" => line.kubeconfig_directory = Some(value()?),
                "--kubeconfig" | "-v" => drop(value()?),
                "--client-name" => line.user = Some(value()?),
                "--org" => line.organizations.extend(value()?.split(',').map(str::to_owned)),
                "--token" => line.token = Some(value()?),
                "--validity-period" => line.seconds = Some(seconds(&value()?)?),
                option if option.starts_with('-') => return Err(option.to_owned()),
                name if line.name.is_empty() => line.name = name.to_owned(),
                further => return Err(format!("a second name {further}")),
            }
        }
        Ok(line)
    }
}

/// The words of a shell line; single quotes are all that the stories use.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// A duration of Go in hours, minutes and seconds.
fn seconds(text: &str) -> Result<i64, String> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut nanoseconds: i128 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or(format!("duration {text}"))?;
        let number: f64 = rest[..digits].parse().map_err(|_| format!("duration {text}"))?;
        let unit_end = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| digits + at);
        let unit = match &rest[digits..unit_end] {
            "h" => 3_600e9,
            "m" => 60e9,
            "s" => 1e9,
            "ms" => 1e6,
            _ => return Err(format!("duration {text}")),
        };
        nanoseconds += (number * unit) as i128;
        rest = &rest[unit_end..];
    }
    if nanoseconds > i64::MAX.into() {
        return Err(format!("duration {text}"));
    }
    let nanoseconds = if negative { -nanoseconds } else { nanoseconds };
    Ok((nanoseconds / 1_000_000_000) as i64)
}

fn run(operation: &str, files: &Files, line: &Line, release: Release, step: &Step) -> Ran {
    let tree = files.tree();
    let at = instant(&step.clock);
    let (keys, random) = (&mut |kind| Ok(key(kind)), &mut Seeded::new(36));
    let create = CreateCommand {
        configuration: line.configuration.as_deref(),
        pki_directory: line.pki_directory.as_deref(),
        kubeconfig_directory: line.kubeconfig_directory.as_deref(),
        release,
        at,
    };
    match operation {
        "certs renew" => {
            let pki_directory = line.pki_directory.clone().unwrap_or_else(|| PkiLayout::default().pki_directory);
            let layout = PkiLayout { pki_directory, external_etcd: false };
            let source = match &line.configuration {
                Some(path) => LayoutSource::Configuration(path),
                None => LayoutSource::Known(&layout),
            };
            renew(&tree, RenewCommand { name: &line.name, source, release, at }, keys, random)
        }
        "certs generate-csr" => generate_requests(&tree, create, keys, random),
        "kubeconfig user" => {
            let user = UserCommand {
                command: create,
                name: line.user.as_deref().unwrap_or_default(),
                organizations: line.organizations.clone(),
                token: line.token.as_deref(),
                seconds: line.seconds.unwrap_or(8760 * 3600),
            };
            kubeconfig_user(&tree, &user, keys, random)
        }
        "init phase certs" => phase_certs(&tree, create, &line.name, keys, random),
        "init phase kubeconfig" => phase_kubeconfig(&tree, create, &line.name, keys, random),
        other => panic!("{other}"),
    }
}

/// How a step went, beside how it went with kubeadm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Went {
    Equal,
    /// A kubeconfig that somebody wrote keeps its comments and its order; kubeadm writes it anew.
    KeptAsWritten,
    /// The command is not ours.
    NotOurs,
}

#[test]
fn every_step_of_every_story_goes_as_it_went() {
    let (stories, directories) = (stories(), Directories::read());
    let counts: Mutex<BTreeMap<(usize, Release, Went), usize>> = Mutex::default();
    in_parallel(&stories, |story, failures| {
        let mut files = story.files();
        for (index, step) in story.steps.iter().enumerate() {
            let here = directories.put(&story.id, step, &files);
            let operation = OPERATIONS.iter().position(|(command, _)| {
                step.command.strip_prefix(command).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            });
            if let Some(operation) = operation {
                match judge(operation, story, step, &here) {
                    Ok(went) => {
                        let key = (operation, release(&story.release), went);
                        *counts.lock().unwrap().entry(key).or_default() += 1;
                    }
                    Err(failure) => {
                        failures
                            .push(format!("{} step {index} at {}: {}\n{failure}", story.id, step.clock, step.command));
                    }
                }
            }
            step.change(&mut files);
        }
    });
    let counts = counts.into_inner().unwrap();
    assert!(counts.values().sum::<usize>() > 0);
    let page = include_str!("../../docs/kubeadm-steps.md");
    let rows: BTreeSet<(usize, Release)> =
        counts.keys().map(|(operation, release, _)| (*operation, *release)).collect();
    let mut missing = Vec::new();
    for (operation, release) in rows {
        let of = |went| counts.get(&(operation, release, went)).copied().unwrap_or_default();
        let (equal, kept, not_ours) = (of(Went::Equal), of(Went::KeptAsWritten), of(Went::NotOurs));
        let row = format!("| {release} | {} | {equal} | {kept} | {not_ours} |", OPERATIONS[operation].1);
        println!("{row}");
        if !page.contains(&row) {
            missing.push(row);
        }
    }
    // A part of the fixtures has fewer steps than the page tells of.
    assert!(roots().len() == 1 || missing.is_empty(), "docs/kubeadm-steps.md does not say\n{}", missing.join("\n"));
}

fn judge(operation: usize, story: &Story, step: &Step, files: &Files) -> Result<Went, String> {
    let release = release(&story.release);
    let (command, operation) = OPERATIONS[operation];
    let line = match Line::parse(step.command.strip_prefix(command).unwrap_or_default()) {
        Ok(line) => line,
        Err(reason) if reason.starts_with('-') || reason.starts_with("duration") => return Ok(Went::NotOurs),
        Err(reason) => return Err(reason),
    };
    // Without what a command needs at least it is its command line that kubeadm finds fault with.
    let needs_name = operation != "certs generate-csr" && operation != "kubeconfig user";
    if needs_name && line.name.is_empty() || operation == "kubeconfig user" && line.user.is_none() {
        return Ok(Went::NotOurs);
    }
    // What a machine without a configuration would find out about itself nobody knows here.
    let unknown_address = line.configuration.as_deref().is_some_and(|path| path.ends_with("/advertise-zero.yaml"));
    if operation != "certs renew" && (line.configuration.is_none() && line.name != "sa" || unknown_address) {
        return Ok(Went::NotOurs);
    }
    let ours = run(operation, files, &line, release, step);
    let mut expected = Expected::new(&step.stdout, &step.stderr, step.exit);
    if line.configuration.is_none() {
        expected.stdout = without_preamble(&expected.stdout);
    }
    let error = ours.error.as_deref().and_then(|text| text.lines().next()).map(str::to_owned);
    let mut got = Expected { stdout: ours.stdout.clone(), error, status: ours.status };
    let mut went = Went::Equal;
    if operation == "certs generate-csr" {
        // Its order is random, and so is the conflict at which it stops.
        if let (Some(ours), Some(theirs)) = (&got.error, &expected.error)
            && [ours, theirs].iter().all(|text| text.contains("file already exists: "))
        {
            return Ok(Went::Equal);
        }
        for text in [&mut got.stdout, &mut expected.stdout] {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            *text = lines.join("\n");
        }
    }
    if operation == "kubeconfig user" && expected.status == 0 && got.status == 0 {
        went = same_kubeconfig(got.stdout.as_bytes(), expected.stdout.as_bytes())?;
        got.stdout.clear();
        expected.stdout.clear();
    }
    if got != expected {
        return Err(format!("  kubeadm: {expected:?}\n  ours:    {got:?}"));
    }
    if operation == "certs renew" {
        let of_kubeadm = warned(step.stderr.lines().filter_map(|line| line.split_once("] ")).map(|(_, text)| text));
        let of_ours = warned(ours.warnings.iter().map(String::as_str));
        if of_kubeadm != of_ours {
            return Err(format!("  kubeadm warns: {of_kubeadm:?}\n  ours:          {of_ours:?}"));
        }
    }
    let written: BTreeMap<&str, &[u8]> = ours
        .files
        .iter()
        .map(|file| (file.path.strip_prefix(KUBERNETES).unwrap().trim_start_matches('/'), file.content.as_slice()))
        .collect();
    let mut changed: Vec<&str> = step.changed.keys().map(String::as_str).collect();
    changed.sort_unstable();
    if written.keys().copied().collect::<Vec<_>>() != changed {
        return Err(format!("  kubeadm writes {changed:?}\n  we write      {:?}", written.keys()));
    }
    for (path, content) in &step.changed {
        let theirs = content.as_ref().ok_or("removed")?.bytes();
        went = went.max(same_file(path, written[path.as_str()], &theirs).map_err(|text| format!("  {path}: {text}"))?);
        if went == Went::KeptAsWritten && operation != "certs renew" {
            let (ours, theirs) = (String::from_utf8_lossy(written[path.as_str()]), String::from_utf8_lossy(&theirs));
            let lines = ours.lines().zip(theirs.lines()).filter(|(one, other)| one != other && !one.contains("-data:"));
            return Err(format!("  {path} is written anew, and differs: {:?}", lines.collect::<Vec<_>>()));
        }
    }
    Ok(went)
}

/// What is said about dates, without what stands twice in a row.
fn warned<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut bounds: Vec<String> =
        texts.filter(|text| text.contains("could not validate bounds")).map(str::to_owned).collect();
    bounds.dedup();
    bounds
}

/// What kubeadm says before it falls back to its defaults since it finds no cluster.
fn without_preamble(stdout: &str) -> String {
    match stdout.starts_with("[renew] ").then(|| stdout.split_once("\n\n")).flatten() {
        Some((_, rest)) => rest.to_owned(),
        None => stdout.to_owned(),
    }
}

fn same_file(path: &str, ours: &[u8], theirs: &[u8]) -> Result<Went, String> {
    if path.ends_with(".conf") {
        return same_kubeconfig(ours, theirs);
    }
    let (ours, theirs) = (pki::pem::blocks(ours), pki::pem::blocks(theirs));
    let labels = |blocks: &[pki::PemBlock]| blocks.iter().map(|block| block.label.clone()).collect::<Vec<_>>();
    if labels(&ours) != labels(&theirs) {
        return Err(format!("{:?} instead of {:?}", labels(&ours), labels(&theirs)));
    }
    for (ours, theirs) in ours.iter().zip(&theirs) {
        if ours.is_private() {
            let facts = |block| PrivateKey::from_pem_block(block).unwrap().facts();
            let (ours, theirs) = (facts(ours), facts(theirs));
            if (ours.public.algorithm.clone(), &ours.form) != (theirs.public.algorithm.clone(), &theirs.form) {
                return Err(format!("{ours:?} instead of {theirs:?}"));
            }
        } else if ours.label == "PUBLIC KEY" {
            // That of the service accounts: the key is new.
        } else if ours.label == "CERTIFICATE REQUEST" {
            same_request(ours.body.as_ref().unwrap(), theirs.body.as_ref().unwrap())?;
        } else {
            same_certificate(ours.body.as_ref().unwrap(), theirs.body.as_ref().unwrap())?;
        }
    }
    Ok(Went::Equal)
}

fn same_request(ours: &[u8], theirs: &[u8]) -> Result<(), String> {
    let shown = |der: &[u8]| {
        let details = Request::from_der(der).unwrap().details();
        let extensions: Vec<_> =
            details.extensions.iter().map(|found| (found.oid.clone(), found.critical, found.hex.clone())).collect();
        let key = &details.facts.key.algorithm;
        format!("{} {extensions:?} {key:?} {}", details.facts.subject, details.signature_algorithm)
    };
    let (ours, theirs) = (shown(ours), shown(theirs));
    if ours == theirs { Ok(()) } else { Err(format!("\n  kubeadm: {theirs}\n  ours:    {ours}")) }
}

fn same_certificate(ours: &[u8], theirs: &[u8]) -> Result<(), String> {
    let shown = |der: &[u8]| {
        let certificate = Certificate::from_der(der).unwrap();
        let details = certificate.details();
        let extensions: Vec<_> = details
            .extensions
            .iter()
            // The identifiers of keys are new with them; that they are right others look at.
            .map(|found| {
                let of_key = ["2.5.29.14", "2.5.29.35"].contains(&found.oid.as_str());
                let content = if of_key { found.hex.len().to_string() } else { found.hex.clone() };
                (found.oid.clone(), found.critical, content)
            })
            .collect();
        let times = (certificate.not_before(), certificate.not_after(), certificate.version());
        let names = (certificate.subject_der().to_vec(), certificate.issuer_der().to_vec());
        format!("{times:?} {names:?} {extensions:?} {:?} {}", details.facts.key.algorithm, details.signature_algorithm)
    };
    let (ours, theirs) = (shown(ours), shown(theirs));
    if ours == theirs { Ok(()) } else { Err(format!("\n  kubeadm: {theirs}\n  ours:    {ours}")) }
}

/// Byte for byte but for the certificate and the key in it, which are compared as such.
fn same_kubeconfig(ours: &[u8], theirs: &[u8]) -> Result<Went, String> {
    let (ours_text, theirs_text) = (std::str::from_utf8(ours).unwrap(), std::str::from_utf8(theirs).unwrap());
    let (mut new, mut old) = (embedded(ours), embedded(theirs));
    let changed: Vec<(String, String)> = new.drain(..).zip(old.drain(..)).filter(|(one, other)| one != other).collect();
    let (mut blank, mut blank_theirs) = (ours_text.to_owned(), theirs_text.to_owned());
    for (ours, theirs) in &changed {
        blank = blank.replace(ours, "new");
        blank_theirs = blank_theirs.replace(theirs, "new");
        same_file("embedded", &decoded(ours), &decoded(theirs))?;
    }
    if blank == blank_theirs {
        return Ok(Went::Equal);
    }
    let fields = |text: &str| {
        let tree = go_document(text.as_bytes()).unwrap();
        let known = tree.entries().iter().filter(|(key, _)| key != "preferences");
        known.map(|(key, value)| format!("{key} {:?}", sorted(value))).collect::<Vec<_>>()
    };
    // What kubeadm does not know it throws away; here it stays.
    let (kept, theirs) = (fields(&blank), fields(&blank_theirs));
    let missing: Vec<_> = theirs.into_iter().filter(|field| !kept.contains(field)).collect();
    if missing.is_empty() { Ok(Went::KeptAsWritten) } else { Err(format!("{missing:#?} is not in\n{kept:#?}")) }
}

/// With the keys of every mapping in order.
fn sorted(tree: &Tree) -> Tree {
    match tree {
        Tree::Mapping(entries) => {
            let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Tree::Mapping(entries)
        }
        Tree::Sequence(elements) => Tree::Sequence(elements.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

/// Every embedded text of base64 in a kubeconfig, in the order of the users' names.
fn embedded(text: &[u8]) -> Vec<String> {
    let tree = go_document(text).unwrap();
    let mut users: Vec<&Tree> = tree.get("users").map(Tree::elements).unwrap_or_default().iter().collect();
    users.sort_by_key(|user| user.get("name").and_then(Tree::as_text).map(str::to_owned));
    let fields = ["client-certificate-data", "client-key-data"];
    users
        .iter()
        .flat_map(|user| {
            fields.map(|field| user.at(&["user", field]).and_then(Tree::as_text).unwrap_or_default().to_owned())
        })
        .collect()
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}
