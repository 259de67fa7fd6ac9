//! The fuzz targets: all are built, and run for a minute in all.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::tally::Tally;
use crate::{command, project};

/// All targets together run that long, in seconds.
const SECONDS: usize = 60;

/// What `cargo fuzz --sanitizer none` compiles with, so that the stable toolchain alone is enough.
const FLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cdebug-assertions",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Builds and runs every target of `fuzz/`.
///
/// # Errors
/// They do not build, or cannot be started.
pub fn run() -> Result<Tally> {
    let root = project::root();
    let names = names(&root.join("fuzz/fuzz_targets"))?;
    let host = host()?;
    let target = project::target().join("fuzz");
    command::run(
        command::cargo()
            .args(["build", "--quiet", "--release", "--bins", "--manifest-path", "fuzz/Cargo.toml", "--target", &host])
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")),
    )?;
    let each = SECONDS.div_euclid(names.len().max(1)).max(1);
    let mut tally = Tally::default();
    for name in names {
        let grown = target.join("corpus").join(&name);
        fs::create_dir_all(&grown)?;
        let mut fuzzer = command::program(&target.join(&host).join("release").join(&name).to_string_lossy());
        fuzzer.arg(format!("-max_total_time={each}")).args(["-print_final_stats=1", "-verbosity=0", "-timeout=10"]);
        fuzzer.arg(format!("-artifact_prefix={}/", target.display())).arg(&grown);
        // What was found before, and real files.
        fuzzer.args(
            [root.join("fuzz/corpus").join(&name), root.join("tests/fixtures")].iter().filter(|folder| folder.is_dir()),
        );
        // What libFuzzer says is long, and quotes the throw-away keys of the fixtures.
        let log = target.join(format!("{name}.log"));
        fuzzer.stderr(fs::File::create(&log)?);
        println!("fuzzing {name} for {each} s");
        let outcome = command::run(&mut fuzzer);
        let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        said.lines().filter(|line| line.starts_with("stat::number_of_executed")).for_each(|line| println!("{line}"));
        match outcome {
            Ok(()) => tally.passed += 1,
            Err(error) => {
                eprintln!("{error:#}; see {}; the input lies in {}", log.display(), target.display());
                tally.failed += 1;
            }
        }
    }
    Ok(tally)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let version = command::output(command::program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say which host it is for")
}
