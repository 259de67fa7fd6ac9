//! The project's own commands: build, serve, bundle, test, bench.

mod bench;
mod bundle;
mod command;
mod page;
mod project;
mod rules;
mod serve;
mod target;
mod test;
mod text;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--dev]   build the page and serve it on a loopback address; with --built as it lies in dist/
  bundle                     write dist/kubecerts.html and dist/SHA256SUMS
  test [--only NAME]...      run every check there is
  bench [--only NAME]... [--write]   measure what a user waits for; with --write into docs/performance.md

--dev builds faster and larger, with debug assertions.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else { bail!("no command given\n\n{USAGE}") };
    match command.as_str() {
        "serve" => serve::serve(&serve::Options::parse(rest)?),
        "bundle" if rest.is_empty() => bundle::bundle(),
        "test" => test::test(rest),
        "bench" => bench::bench(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("unknown command: {}\n\n{USAGE}", arguments.join(" ")),
    }
}
