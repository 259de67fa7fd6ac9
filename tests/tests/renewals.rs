//! `kubeadm certs renew` against what real kubeadm did: every step of every story, each from the state that kubeadm
//! left. Keys, serial numbers and signatures are new each time; everything else must be equal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use cluster::{LayoutSource, PkiLayout, Release, RenewCommand, Renewed, renew};
use kube::Tree;
use kube::kubeconfig::go_document;
use pki::{Certificate, KeyKind, PrivateKey};
use tests::cases::Expected;
use tests::fixtures::{Files, KUBERNETES, roots};
use tests::seeded::Seeded;
use tests::stories::{Directories, Step, Story, in_parallel, instant, release, stories};

/// A command line of `kubeadm certs renew`.
struct Line {
    name: String,
    configuration: Option<String>,
    layout: PkiLayout,
}

impl Line {
    /// An error says what is not a matter of these tests.
    fn parse(command: &str) -> Result<Self, String> {
        let mut words = command.strip_prefix("kubeadm certs renew").ok_or("another command")?.split_whitespace();
        let mut line = Self { name: String::new(), configuration: None, layout: PkiLayout::default() };
        while let Some(word) = words.next() {
            let mut value = || words.next().map(str::to_owned).ok_or(format!("{word} without a value"));
            match word {
                "--config" => line.configuration = Some(value()?),
                "--cert-dir" => line.layout.pki_directory = value()?,
                "--kubeconfig" | "-v" => drop(value()?),
                option if option.starts_with('-') => return Err(option.to_owned()),
                name if line.name.is_empty() => line.name = name.to_owned(),
                further => return Err(format!("a second name {further}")),
            }
        }
        if line.name.is_empty() { Err("no name".to_owned()) } else { Ok(line) }
    }
}

/// A few keys of each kind, made once: a new key for each certificate would take the tests minutes.
fn key(kind: KeyKind) -> PrivateKey {
    static KEYS: OnceLock<Mutex<BTreeMap<String, String>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
    let pem = keys
        .entry(format!("{kind:?}"))
        .or_insert_with(|| PrivateKey::generate(kind, &mut Seeded::new(36)).unwrap().to_pem().unwrap().to_string());
    PrivateKey::from_pem_block(&pki::pem::blocks(pem.as_bytes())[0]).unwrap()
}

fn run(files: &Files, line: &Line, release: Release, step: &Step) -> Renewed {
    let source = match &line.configuration {
        Some(path) => LayoutSource::Configuration(path),
        None => LayoutSource::Known(&line.layout),
    };
    let command = RenewCommand { name: &line.name, source, release, at: instant(&step.clock) };
    renew(&files.tree(), command, &mut |kind| Ok(key(kind)), &mut Seeded::new(36))
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
fn every_renewal_of_every_story_goes_as_it_went() {
    let (stories, directories) = (stories(), Directories::read());
    let counts: Mutex<BTreeMap<(Release, Went), usize>> = Mutex::default();
    in_parallel(&stories, |story, failures| {
        let mut files = story.files();
        for (index, step) in story.steps.iter().enumerate() {
            let here = directories.put(&story.id, step, &files);
            if step.command.starts_with("kubeadm certs renew") {
                match judge(story, step, &here) {
                    Ok(went) => *counts.lock().unwrap().entry((release(&story.release), went)).or_default() += 1,
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
    let releases: BTreeSet<Release> = counts.keys().map(|(release, _)| *release).collect();
    for release in releases {
        let of = |went| counts.get(&(release, went)).copied().unwrap_or_default();
        let (equal, kept, not_ours) = (of(Went::Equal), of(Went::KeptAsWritten), of(Went::NotOurs));
        let row = format!("| {release} | certs renew | {equal} | {kept} | {not_ours} |");
        println!("{row}");
        // A part of the fixtures has fewer steps than the page tells of.
        assert!(roots().len() == 1 || page.contains(&row), "docs/kubeadm-steps.md does not say {row}");
    }
}

fn judge(story: &Story, step: &Step, files: &Files) -> Result<Went, String> {
    let release = release(&story.release);
    let line = match Line::parse(&step.command) {
        Ok(line) => line,
        Err(reason) if ["no name", "--csr-only", "--help", "-h"].contains(&reason.as_str()) => {
            return Ok(Went::NotOurs);
        }
        Err(reason) => return Err(reason),
    };
    let ours = run(files, &line, release, step);
    let mut expected = Expected::new(&step.stdout, &step.stderr, step.exit);
    if line.configuration.is_none() {
        expected.stdout = without_preamble(&expected.stdout);
    }
    let error = ours.error.as_deref().and_then(|text| text.lines().next()).map(str::to_owned);
    let got = Expected { stdout: ours.stdout.clone(), error, status: ours.status };
    if got != expected {
        return Err(format!("  kubeadm: {expected:?}\n  ours:    {got:?}"));
    }
    let warned = |texts: &mut dyn Iterator<Item = &str>| {
        let mut bounds: Vec<String> =
            texts.filter(|text| text.contains("could not validate bounds")).map(str::to_owned).collect();
        bounds.dedup();
        bounds
    };
    let of_kubeadm = warned(&mut step.stderr.lines().filter_map(|line| line.split_once("] ")).map(|(_, text)| text));
    let of_ours = warned(&mut ours.warnings.iter().map(String::as_str));
    if of_kubeadm != of_ours {
        return Err(format!("  kubeadm warns: {of_kubeadm:?}\n  ours:          {of_ours:?}"));
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
    let mut went = Went::Equal;
    for (path, content) in &step.changed {
        let theirs = content.as_ref().ok_or("removed")?.bytes();
        went = went.max(same_file(path, written[path.as_str()], &theirs).map_err(|text| format!("  {path}: {text}"))?);
    }
    Ok(went)
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
        } else {
            same_certificate(ours.body.as_ref().unwrap(), theirs.body.as_ref().unwrap())?;
        }
    }
    Ok(Went::Equal)
}

fn same_certificate(ours: &[u8], theirs: &[u8]) -> Result<(), String> {
    let shown = |der: &[u8]| {
        let certificate = Certificate::from_der(der).unwrap();
        let details = certificate.details();
        let extensions: Vec<_> =
            details.extensions.iter().map(|found| (found.oid.clone(), found.critical, found.hex.clone())).collect();
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
