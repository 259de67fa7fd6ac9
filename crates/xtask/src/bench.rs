//! What a user waits for, measured.

use anyhow::{Result, bail};

/// Runs the benchmarks.
///
/// # Errors
/// A benchmark cannot be built or run.
pub fn bench(arguments: &[String]) -> Result<()> {
    bail!("no benchmark called {arguments:?} yet")
}
