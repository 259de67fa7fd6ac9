//! Every check there is, in an order that fails fast: what takes seconds comes before what takes minutes.

mod fuzz;
pub mod needs;
mod tally;

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use crate::wasm::Profile;
use crate::{bundle, command, project, rules, target};
use needs::Need;
use tally::Tally;

/// One check.
struct Step {
    /// What `--only` calls it.
    name: &'static str,
    /// What it needs beyond Rust.
    needs: &'static [Need],
    check: fn() -> Result<Tally>,
}

const STEPS: &[Step] = &[
    Step { name: "format", needs: &[Need::Rustfmt], check: format },
    Step { name: "rules", needs: &[], check: rules },
    Step { name: "clippy", needs: &[Need::Clippy], check: clippy },
    Step { name: "unit", needs: &[Need::Openssl, Need::Python, Need::Pkilint, Need::Kubectl], check: unit },
    Step { name: "wasm", needs: &[Need::Clippy], check: wasm },
    Step { name: "bundle", needs: &[], check: bundled },
    Step {
        name: "browser",
        needs: &[Need::Node, Need::Packages, Need::Chromium, Need::Firefox, Need::ChineseFont],
        check: browser,
    },
    Step { name: "fuzz", needs: &[Need::CppCompiler], check: fuzz::run },
];

/// Runs the checks, or only those that are named, up to the first that fails. What they need is installed first where
/// that is possible. The last line says how many passed and failed.
///
/// # Errors
/// A check fails, or something that it needs is missing and cannot be installed.
pub fn test(words: &[String]) -> Result<()> {
    let steps = chosen(words)?;
    needs::provide(steps.iter().flat_map(|step| step.needs.iter().copied()))?;
    let begun = Instant::now();
    let mut all = Tally::default();
    for step in steps {
        println!("\n=== {}", step.name);
        let started = Instant::now();
        let outcome = (step.check)();
        let seconds = started.elapsed().as_secs_f64();
        let (tally, failure) = match outcome {
            Ok(tally) => (tally, None),
            Err(error) => (Tally { passed: 0, failed: 1 }, Some(error)),
        };
        all = all.and(tally);
        println!("=== {}: {} passed, {} failed, {seconds:.1} s", step.name, tally.passed, tally.failed);
        if let Some(error) = &failure {
            eprintln!("{}: {error:#}", step.name);
        }
        if failure.is_some() || tally.failed > 0 {
            println!("\nStopped at {} after {:.0} s.", step.name, begun.elapsed().as_secs_f64());
            break;
        }
    }
    println!("{} passed, {} failed", all.passed, all.failed);
    ensure!(all.failed == 0, "not everything passed");
    Ok(())
}

fn chosen(words: &[String]) -> Result<Vec<&'static Step>> {
    let mut chosen = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        ensure!(word == "--only", "test does not know {word:?}");
        let name = words.next().context("--only needs the name of a check")?;
        match STEPS.iter().find(|step| step.name == name) {
            Some(step) => chosen.push(step),
            None => {
                let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
                bail!("there is no check {name:?}; there are: {}", names.join(", "));
            }
        }
    }
    Ok(if chosen.is_empty() { STEPS.iter().collect() } else { chosen })
}

fn format() -> Result<Tally> {
    once(command::cargo().args(["fmt", "--all", "--check"]))
}

fn rules() -> Result<Tally> {
    let (checked, broken) = rules::check(&project::root())?;
    broken.iter().for_each(|broken| eprintln!("{broken}"));
    Ok(Tally { passed: checked.saturating_sub(broken.len()), failed: broken.len() })
}

fn clippy() -> Result<Tally> {
    once(command::cargo().args(["clippy", "--quiet", "--all-targets", "--", "--deny", "warnings"]))
}

/// All tests that run natively: beside the code, across rooms, and against other programs.
fn unit() -> Result<Tally> {
    tally::of(command::cargo().args(["test", "--no-fail-fast"]))
}

/// The page, and with it every library, compiles for the browser without a warning.
fn wasm() -> Result<Tally> {
    target::ensure_wasm()?;
    let mut clippy = command::cargo();
    once(clippy.args(["clippy", "--quiet", "--package", "web", "--target", target::WASM, "--", "--deny", "warnings"]))
}

/// The one file that is handed out, and that browsers are tested with.
fn bundled() -> Result<Tally> {
    let page = crate::page::Page::build(Profile::Release)?;
    bundle::write(&page)?;
    Ok(Tally { passed: 1, failed: 0 })
}

fn browser() -> Result<Tally> {
    let mut node = command::program("node");
    node.current_dir(project::root().join("tests/browser"));
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    for (variable, need) in [("KUBECERTS_CHROMIUM", Need::Chromium), ("KUBECERTS_FIREFOX", Need::Firefox)] {
        if let Some(program) = need.program() {
            node.env(variable, program);
        }
    }
    if let Ok(own) = std::env::current_exe() {
        node.env("KUBECERTS_XTASK", own);
    }
    tally::of(&mut node)
}

fn once(command: &mut Command) -> Result<Tally> {
    command::run(command)?;
    Ok(Tally { passed: 1, failed: 0 })
}
