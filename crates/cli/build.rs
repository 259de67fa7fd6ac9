//! Tells the program the day it was built: copies on USB sticks live for years.

use std::env;
use std::process::Command;

use time::OffsetDateTime;

fn main() {
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo:rerun-if-env-changed=KUBECERTS_BUILD_DATE");
    println!("cargo:rustc-env=KUBECERTS_BUILD_DATE={}", build_date());
}

/// What the surrounding build says, else the day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), else that of the
/// commit, else today; `2026-11-25`.
fn build_date() -> String {
    let said = || env::var("KUBECERTS_BUILD_DATE").ok().filter(|date| !date.is_empty());
    let epoch = || env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok().and_then(day);
    let today = || day(OffsetDateTime::now_utc().unix_timestamp());
    said().or_else(epoch).or_else(commit_date).or_else(today).unwrap_or_default()
}

fn day(seconds: i64) -> Option<String> {
    Some(OffsetDateTime::from_unix_timestamp(seconds).ok()?.date().to_string())
}

fn commit_date() -> Option<String> {
    let output = Command::new("git").args(["log", "-1", "--format=%ct"]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok().and_then(day)
}
