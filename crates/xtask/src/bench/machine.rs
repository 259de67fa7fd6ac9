//! On what it was measured.

use std::fs;

use anyhow::Result;

use crate::command;
use crate::test::needs::Need;

/// Machine, system, programs and date, as a sentence each.
///
/// # Errors
/// A program that is measured with does not tell its version.
pub fn describe() -> Result<String> {
    let processor = field("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field("/proc/meminfo", "MemTotal", ':').and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or_else(String::new, |kibibytes| format!(", {} GiB", (kibibytes + (1 << 19)) >> 20));
    let system = field("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let date = command::output(command::program("date").args(["--utc", "+%Y-%m-%d"]))?;
    let programs =
        [browser(Need::Chromium)?, browser(Need::Firefox)?, version("node")?, version("openssl")?, version("rustc")?];
    Ok(format!(
        "Measured on {} on a virtual machine with {cores} cores ({processor}{memory}), {}, headless. Load average of \
         the last minute: {load} (of {cores}). {}.",
        date.trim(),
        system.trim_matches('"'),
        programs.join(" · "),
    ))
}

fn field(path: &str, name: &str, sign: char) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(sign).map(|(_, value)| value.trim().to_owned())
}

fn browser(need: Need) -> Result<String> {
    let program = need.program().unwrap_or_default();
    let said = command::output(command::program(&program.to_string_lossy()).arg("--version"))?;
    Ok(said.trim().split(" built on").next().unwrap_or_default().to_owned())
}

fn version(program: &str) -> Result<String> {
    let flag = if program == "openssl" { "version" } else { "--version" };
    let said = command::output(command::program(program).arg(flag))?;
    let said = said.split('(').next().unwrap_or_default().trim();
    Ok(if said.starts_with('v') { format!("{program} {said}") } else { said.to_owned() })
}
