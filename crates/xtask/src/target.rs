//! The WebAssembly target of the Rust toolchain.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::command;

/// The target that the page is built for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain where it is missing.
///
/// # Errors
/// It is missing and rustup cannot add it; the message says what to do by hand.
pub fn ensure_wasm() -> Result<()> {
    if is_there()? {
        return Ok(());
    }
    println!("Adding the Rust target {WASM} ...");
    command::run(command::program("rustup").args(["target", "add", WASM])).with_context(|| {
        format!(
            "the Rust target {WASM} is missing and could not be added. With rustup and a network: `rustup target add \
             {WASM}`. With a Rust of your distribution: install its package for that target (Debian: \
             libstd-rust-dev-wasm32; Fedora: rust-std-static-{WASM})"
        )
    })
}

fn is_there() -> Result<bool> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let folder = command::output(command::program(&rustc).args(["--print", "target-libdir", "--target", WASM]))?;
    Ok(Path::new(folder.trim()).read_dir().is_ok_and(|mut entries| entries.next().is_some()))
}
