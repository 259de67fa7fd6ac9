//! check-expiration against what real kubeadm printed: every case of the fixtures, byte for byte.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cluster::{Outcome, Release};
use serde::Deserialize;
use tests::cases::{Expected, Format, Request, judge, run};
use tests::fixtures::{self, Files};
use tests::left_out::LeftOut;
use tests::stories::{Directories, Step, Story, in_parallel, instant, release, stories};

/// A line of `expiry-cases.jsonl`: an output that real kubeadm gave for each of the trees.
#[derive(Deserialize)]
struct ExpiryCase {
    release: String,
    scenario: String,
    trees: Vec<String>,
    clock: String,
    config: String,
    format: String,
    stdout: String,
}

#[test]
fn every_confirmed_table_is_printed() {
    let mut cases: Vec<(PathBuf, ExpiryCase)> = Vec::new();
    for root in fixtures::roots() {
        for folder in fixtures::release_folders(&root) {
            let Ok(text) = fs::read_to_string(folder.join("expiry-cases.jsonl")) else { continue };
            cases.extend(text.lines().map(|line| {
                let case: ExpiryCase = serde_json::from_str(line).unwrap();
                (folder.join(&case.scenario), case)
            }));
        }
    }
    assert!(!cases.is_empty());
    in_parallel(&cases, |(folder, case), failures| {
        let format = match case.format.as_str() {
            "text" => Format::Text,
            "json" => Format::Json,
            "yaml" => Format::Yaml,
            other => panic!("an unknown format {other}"),
        };
        let expected =
            Expected { stdout: fs::read_to_string(folder.join(&case.stdout)).unwrap(), error: None, status: 0 };
        let request = Request {
            configuration: Some(format!("{}/{}", fixtures::KUBERNETES, case.config)),
            pki_directory: String::new(),
            format,
        };
        for tree in &case.trees {
            let files = Files::from_folder(&folder.join(tree));
            let outcome = run(&files, &request, release(&case.release), instant(&case.clock));
            if let Err(difference) = judge(&outcome, format, release(&case.release), &expected) {
                failures.push(format!("{}/{tree} {}\n{difference}", folder.display(), case.stdout));
            }
        }
    });
    println!("{} cases", cases.len());
}

#[test]
fn every_step_of_every_story_goes_as_it_went() {
    let stories = stories();
    let (left_out, directories, compared) = (LeftOut::read(), Directories::read(), AtomicUsize::new(0));
    in_parallel(&stories, |story, failures| {
        let mut files = story.files();
        let mut known = Known::default();
        for (index, step) in story.steps.iter().enumerate() {
            let here = directories.put(&story.id, step, &files);
            if step.command.starts_with("kubeadm certs check-expiration") && step.command.contains("--config ") {
                compared.fetch_add(1, Ordering::Relaxed);
                // A directory is there for its own step alone.
                let mut apart = Known::default();
                let known = if matches!(here, Cow::Owned(_)) { &mut apart } else { &mut known };
                if let Err(failure) = judge_step(story, step, &here, &left_out, known) {
                    failures.push(format!("{} step {index}: {}\n{failure}", story.id, step.command));
                }
            }
            if !step.changed.is_empty() {
                known.clear();
            }
            step.change(&mut files);
        }
    });
    let compared = compared.into_inner();
    println!("{compared} steps of {} stories", stories.len());
    assert!(compared > 0);
    left_out.assert_none_stale();
    directories.assert_none_stale();
}

/// Outcomes since the last change of a file, by configuration and clock: one outcome has all three formats.
type Known = HashMap<(Option<String>, String), Outcome>;

fn judge_step(story: &Story, step: &Step, files: &Files, left_out: &LeftOut, known: &mut Known) -> Result<(), String> {
    let release = release(&story.release);
    if left_out.has(&step.command, release) {
        return Ok(());
    }
    let request = Request::parse(&step.command)?;
    let outcome = known
        .entry((request.configuration.clone(), step.clock.clone()))
        .or_insert_with(|| run(files, &request, release, instant(&step.clock)));
    judge(outcome, request.format, release, &Expected::new(&step.stdout, &step.stderr, step.exit))
}

#[test]
fn residual_times_are_those_of_the_program() {
    let mut rows = 0;
    for root in fixtures::roots() {
        for folder in fixtures::release_folders(&root) {
            let Ok(text) = fs::read_to_string(folder.join("16-residual-time/residual.tsv")) else { continue };
            let release = release(fixtures::name(&folder).trim_start_matches("kubeadm-"));
            let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
            let header = lines.next().unwrap();
            let column = |name: &str| header.iter().position(|cell| *cell == name).unwrap();
            let (left, shown) = (column("seconds-left"), column("shown"));
            for cells in lines {
                let seconds = cells[left].parse().unwrap();
                assert_eq!(cluster::residual_time(release, seconds), cells[shown], "{release}: {seconds}");
                rows += 1;
            }
        }
    }
    assert!(rows > 0);
    println!("{rows} rows");
}

/// A line of `readme-1.20.2.jsonl`: which tree a run of 1.20.2 saw, or why that is not known.
#[derive(Deserialize)]
struct ReadmeLine {
    scenario: String,
    outputs: Vec<String>,
    /// The folder that stands for `/etc/kubernetes`.
    tree: Option<String>,
    /// The shell lines of the README, before and between the runs, are to be run on a copy of the tree.
    #[serde(default)]
    shell: bool,
    left_out: Option<String>,
}

/// A row of the table in a README: label, clock, command, exit status. The label of a shell line is `-`.
type ReadmeRow = (String, String, String, u8);

fn readme_rows(folder: &Path) -> Vec<ReadmeRow> {
    let row = |line: &str| -> Option<ReadmeRow> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        let [label, clock, command, exit] = cells.as_slice() else { return None };
        let command = command.trim_matches('`').replace("&#124;", "|");
        Some(((*label).to_owned(), (*clock).to_owned(), command, exit.parse().ok()?))
    };
    fs::read_to_string(folder.join("README.md")).unwrap().lines().filter_map(row).collect()
}

/// `expiry-cases.jsonl` has no cases of 1.20.2, since there is no such program at hand; its READMEs tell what it did.
#[test]
fn the_oldest_release_goes_as_its_readmes_say() {
    let lines = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("readme-1.20.2.jsonl")).unwrap();
    let lines: Vec<ReadmeLine> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (mut named, mut failures, mut compared) = (HashSet::new(), Vec::new(), 0);
    for folder in fixtures::roots().iter().map(|root| root.join("kubeadm-1.20.2")).filter(|folder| folder.is_dir()) {
        for scenario in fixtures::entries(&folder).iter().filter(|path| path.join("README.md").is_file()) {
            let scenario_name = fixtures::name(scenario);
            let rows = readme_rows(scenario);
            let mut known: Vec<&str> = Vec::new();
            for line in lines.iter().filter(|line| line.scenario == scenario_name) {
                named.insert(line.scenario.clone());
                known.extend(line.outputs.iter().map(String::as_str));
                if line.left_out.is_some() {
                    continue;
                }
                compared += line.outputs.len();
                failures.extend(readme_line(scenario, &rows, line, release("1.20.2")));
            }
            for (label, _, command, _) in &rows {
                if command.starts_with("kubeadm certs check-expiration") && command.contains("--config ") {
                    assert!(
                        known.contains(&label.as_str()),
                        "readme-1.20.2.jsonl does not name {scenario_name}/{label}"
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    println!("{compared} outputs of {} scenarios", named.len());
}

/// The errors of every release: a case breaks one file by the shell line above it and mends it after. The trees are
/// as the last command left them, which renewed some certificates, so tables are not compared here.
#[test]
fn broken_inputs_stop_every_release_in_its_own_words() {
    let (mut failures, mut compared) = (Vec::new(), 0);
    for root in fixtures::roots() {
        for folder in fixtures::release_folders(&root) {
            let scenario = folder.join("14-broken-inputs");
            // The stories and the test above have those of the other releases.
            if folder.join("steps.jsonl").is_file() || fixtures::name(&folder) == "kubeadm-1.20.2" {
                continue;
            }
            if !scenario.join("etc-kubernetes").is_dir() || !scenario.join("README.md").is_file() {
                continue;
            }
            let release = release(fixtures::name(&folder).trim_start_matches("kubeadm-"));
            let rows = readme_rows(&scenario);
            let stops = |(_, _, command, exit): &&ReadmeRow| {
                *exit != 0 && Request::parse(command).is_ok_and(|request| request.configuration.is_some())
            };
            let line = ReadmeLine {
                scenario: String::new(),
                outputs: rows.iter().filter(stops).map(|row| row.0.clone()).collect(),
                tree: Some("etc-kubernetes".into()),
                shell: true,
                left_out: None,
            };
            compared += line.outputs.len();
            failures.extend(readme_line(&scenario, &rows, &line, release));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(compared > 0);
    println!("{compared} errors");
}

fn readme_line(scenario: &Path, rows: &[ReadmeRow], line: &ReadmeLine, release: Release) -> Vec<String> {
    static COPIES: AtomicUsize = AtomicUsize::new(0);
    let source = scenario.join(line.tree.as_deref().unwrap());
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    let copy = std::env::temp_dir().join(format!("kubecerts-readme-{}-{number}", std::process::id()));
    let mut files = Files::from_folder(&source);
    let (mut failures, mut found) = (Vec::new(), 0);
    if line.shell {
        shell(&format!("rm -rf {0} && cp -r {1} {0} && chmod -R u+w {0}", copy.display(), source.display()));
    }
    for (label, clock, command, exit) in rows {
        if label == "-" && line.shell {
            shell(&command.replace(fixtures::KUBERNETES, &copy.display().to_string()));
            files = Files::from_folder(&copy);
        }
        if !line.outputs.contains(label) {
            continue;
        }
        found += 1;
        let (stdout, stderr) = printed(scenario, label);
        let expected = Expected::new(&stdout, &stderr, *exit);
        let outcome = run(&files, &Request::parse(command).unwrap(), release, instant(clock));
        if let Err(difference) = judge(&outcome, Format::Text, release, &expected) {
            failures.push(format!("{} {label}\n{difference}", scenario.display()));
        }
    }
    if line.shell {
        shell(&format!("rm -rf {}", copy.display()));
    }
    assert_eq!(found, line.outputs.len(), "{} lacks outputs that are named", scenario.display());
    failures
}

/// Both streams of a command: files of their own, or a line of `outputs.jsonl` where there are very many.
fn printed(scenario: &Path, label: &str) -> (String, String) {
    let file = |kind: &str| fs::read_to_string(scenario.join(format!("out/{label}.{kind}")));
    if let (Ok(stdout), Ok(stderr)) = (file("stdout"), file("stderr")) {
        return (stdout, stderr);
    }
    #[derive(Deserialize)]
    struct Line {
        label: String,
        stdout: String,
        stderr: String,
    }
    let lines = fs::read_to_string(scenario.join("out/outputs.jsonl")).unwrap();
    let mut lines = lines.lines().map(|line| serde_json::from_str::<Line>(line).unwrap());
    let line = lines.find(|line| line.label == label).unwrap();
    (line.stdout, line.stderr)
}

fn shell(line: &str) {
    let status = std::process::Command::new("sh").args(["-c", line]).status().unwrap();
    assert!(status.success(), "{line}");
}
