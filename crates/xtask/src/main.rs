//! The project's own commands: build, bundle, serve, test, bench.
fn main() {}
