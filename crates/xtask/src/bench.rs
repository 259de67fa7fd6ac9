//! What a user waits for, measured, beside what they would have used instead.
//!
//! A figure is only worth something beside the others of the same run: the machine is rarely alone.

mod data;
mod figures;
mod machine;
mod measure;
mod paper;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::page::Page;
use crate::test::needs::{self, Need};
use crate::wasm::Profile;
use crate::{bundle, command, project};
use figures::Table;

/// One thing that a user waits for.
struct Benchmark {
    /// What `--only` calls it.
    name: &'static str,
    measure: fn(&data::Data) -> Result<Table>,
}

const BENCHMARKS: &[Benchmark] = &[
    Benchmark { name: "first-screen", measure: measure::first_screen },
    Benchmark { name: "cluster", measure: measure::cluster },
    Benchmark { name: "ten-thousand", measure: measure::ten_thousand },
    Benchmark { name: "long-table", measure: measure::long_table },
];

/// What is to be measured.
struct Options {
    only: Vec<String>,
    write: bool,
    built: bool,
}

impl Options {
    fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self { only: Vec::new(), write: false, built: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--write" => options.write = true,
                "--built" => options.built = true,
                "--only" => {
                    let name = words.next().context("--only needs the name of a benchmark")?;
                    let names: Vec<&str> = BENCHMARKS.iter().map(|benchmark| benchmark.name).collect();
                    if !names.contains(&name.as_str()) {
                        bail!("there is no benchmark {name:?}; there are: {}", names.join(", "));
                    }
                    options.only.push(name.clone());
                }
                _ => {
                    bail!("bench does not know {word:?}; it knows --only NAME, --write, and --built (dist/ as it lies)")
                }
            }
        }
        Ok(options)
    }
}

/// Measures everything, or only what is named; with `--write` the tables go into `docs/performance.md`.
///
/// # Errors
/// Something that is needed is missing and cannot be installed, a build fails, or a measurement cannot be made.
pub fn bench(words: &[String]) -> Result<()> {
    let options = Options::parse(words)?;
    needs::provide([Need::Openssl, Need::Node, Need::Packages, Need::Chromium, Need::Firefox].into_iter())?;
    if !options.built {
        bundle::write(&Page::build(Profile::Release)?)?;
    }
    command::run(command::cargo().args(["build", "--quiet", "--profile", "native", "--package", "kubecerts"]))?;
    let data = data::prepare()?;
    let chosen = BENCHMARKS
        .iter()
        .filter(|benchmark| options.only.is_empty() || options.only.iter().any(|n| n == benchmark.name));
    // Before anything is measured, which is a load by itself.
    let machine = machine::describe()?;
    println!("{machine}\n");
    for benchmark in chosen {
        let table = (benchmark.measure)(&data).with_context(|| format!("cannot measure {}", benchmark.name))?;
        let text = table.markdown();
        println!("{}\n\n{text}", benchmark.name);
        if options.write {
            paper::write(benchmark.name, &text)?;
        }
        // What a browser leaves behind is not to be seen in what comes next.
        std::thread::sleep(Duration::from_secs(1));
    }
    if options.write {
        paper::write("machine", &machine)?;
        println!("written to {}", paper::path().strip_prefix(project::root()).unwrap_or(&paper::path()).display());
    }
    Ok(())
}
