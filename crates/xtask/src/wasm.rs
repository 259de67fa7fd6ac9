//! From the crate `web` to a WebAssembly module and the script that binds it to the browser.

mod functions;
mod parted;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use time::OffsetDateTime;
use wasm_bindgen_cli_support::Bindgen;

use crate::{command, project, target};

pub use parted::part;

/// How the page is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Profile {
    /// Fast to build, with debug assertions.
    Dev,
    /// Small and fast to run: what is handed out.
    Release,
}

/// The built module and its binding.
pub struct Built {
    /// The WebAssembly module.
    pub module: Vec<u8>,
    /// The script that defines `wasm_bindgen`.
    pub glue: String,
}

/// Builds the crate `web` for the browser.
///
/// # Errors
/// The target cannot be added, the build fails, or the binding cannot be made.
pub fn build(profile: Profile) -> Result<Built> {
    target::ensure_wasm()?;
    let (flag, folder) = match profile {
        Profile::Dev => ("--profile=dev", "debug"),
        Profile::Release => ("--profile=release", "release"),
    };
    command::run(
        command::cargo()
            .args(["build", "--quiet", "--package", "web", "--target", target::WASM, flag])
            .env("CARGO_ENCODED_RUSTFLAGS", remapped_paths().join("\u{1f}"))
            .env("KUBECERTS_BUILD_DATE", build_date().unwrap_or_default()),
    )?;
    bind(project::target().join(target::WASM).join(folder).join("web.wasm"), profile)
}

fn bind(module: PathBuf, profile: Profile) -> Result<Built> {
    let mut bindgen = Bindgen::new();
    bindgen.no_modules(true)?.typescript(false).remove_producers_section(true);
    if profile == Profile::Release {
        bindgen.remove_name_section(true);
    }
    let mut output = bindgen
        .input_path(&module)
        .generate_output()
        .with_context(|| format!("cannot bind {} to the browser", module.display()))?;
    let mut module = output.wasm_mut().emit_wasm();
    if profile == Profile::Release {
        module = functions::arrange(&module)?;
    }
    Ok(Built { module, glue: output.js().to_owned() })
}

/// The day that the page says it was built, `2026-11-25`: what the surrounding build says, else the day of
/// `SOURCE_DATE_EPOCH` (reproducible-builds.org), else that of the commit; never the clock, so that the same sources
/// give the same bytes.
fn build_date() -> Option<String> {
    let said = std::env::var("KUBECERTS_BUILD_DATE").ok().filter(|date| !date.is_empty());
    let epoch = || std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok();
    let commit =
        || command::output(command::program("git").args(["log", "-1", "--format=%ct"])).ok()?.trim().parse().ok();
    let day = |seconds| Some(OffsetDateTime::from_unix_timestamp(seconds).ok()?.date().to_string());
    said.or_else(|| epoch().or_else(commit).and_then(day))
}

/// Makes the module the same wherever the project and cargo's sources lie: their paths stand in panic messages.
fn remapped_paths() -> Vec<String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home.map(|home| home.join(".cargo")));
    let sources = cargo.map(|cargo| cargo.join("registry").join("src"));
    let registries = sources.iter().flat_map(|sources| sources.read_dir().into_iter().flatten().flatten());
    registries
        .map(|registry| (registry.path(), "crates"))
        .chain([(project::root(), "kubecerts")])
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect()
}
