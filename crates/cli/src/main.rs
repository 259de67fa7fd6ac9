//! `kubecerts`: the same operations as the page, from a shell.
fn main() {}
