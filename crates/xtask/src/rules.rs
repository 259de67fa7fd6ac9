//! Rules of the project that no compiler keeps: who may know whom, and which words may not stand where.
//!
//! What the compiler does keep (no unsafe code, no `unwrap`, `expect`, `panic`, `as` in the libraries) is a matter of
//! lints; here it is only checked that every library takes part in them and none switches them off.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The libraries: no browser, no unsafe code, no clock, no randomness.
const LIBRARIES: &[&str] = &["pki", "kube", "intake", "cluster", "words"];

/// Crates that only `web` may name.
const BROWSER: &[&str] = &["wasm-bindgen", "wasm-bindgen-futures", "web-sys", "js-sys", "gloo", "yew"];

/// Lints that no library may switch off outside its tests.
const LINTS: &[&str] =
    &["unsafe_code", "as_conversions", "expect_used", "panic", "todo", "unimplemented", "unwrap_used"];

/// Who may know whom, beside crates that are not ours.
const ROOMS: &[(&str, &[&str])] = &[
    ("pki", &[]),
    ("kube", &["pki"]),
    ("intake", &["pki", "kube"]),
    ("cluster", &["pki", "kube", "intake"]),
    ("words", &["pki", "kube", "intake", "cluster"]),
];

/// What a library may not call: the clock and the randomness are arguments.
const IMPURE: &[&str] = &["SystemTime::now", "Instant::now", "now_utc", "now_local", "OsRng", "thread_rng", "SysRng"];

/// What the page may not contain: ways out that no policy of a browser stops, and those that it does stop.
const WAYS_OUT: &[&str] = &[
    "RTCPeerConnection",
    "RtcPeerConnection",
    "fetch(",
    "fetch_with",
    "XMLHttpRequest",
    "XmlHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "send_beacon",
    "window.open",
    "open_with_url",
    ".set_href(&format",
    "location.href =",
    "location.assign",
    "location.replace",
    "set_location",
    "document.cookie",
    "set_cookie",
    "sessionStorage",
    "session_storage",
    "indexedDB",
    "indexed_db",
    "importScripts",
    "import_scripts",
    "eval(",
    "http-equiv=\"refresh\"",
    "set_form_action",
    "<form action",
    ".submit()",
    "<iframe",
    "preconnect",
    "dns-prefetch",
];

/// The one file that may keep something between visits: language and theme.
const STORAGE: &str = "web/src/storage.rs";
const STORED: &[&str] = &["localStorage", "local_storage"];

/// A broken rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    place: String,
    rule: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Checks the rules; returns how many files were looked at, and what is broken.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<(usize, Vec<Broken>)> {
    let mut broken = Vec::new();
    let mut files = 0;
    for manifest in manifests(root)? {
        let text = read(&manifest)?;
        files += 1;
        broken.extend(in_manifest(&shown(root, &manifest), &text));
    }
    for library in LIBRARIES {
        for path in sources(&root.join("crates").join(library).join("src"))? {
            files += 1;
            broken.extend(in_library(&shown(root, &path), &read(&path)?));
        }
    }
    let page = sources(&root.join("web"))?.into_iter().chain([root.join("index.html")]);
    for path in page {
        files += 1;
        broken.extend(in_page(&shown(root, &path), &read(&path)?));
    }
    Ok((files, broken))
}

fn in_manifest(place: &str, text: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut rule = |rule: String| broken.push(Broken { place: place.to_owned(), rule });
    let value = |line: &str, key: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let name =
        text.lines().find(|line| value(line, "name")).and_then(|line| line.split('"').nth(1)).unwrap_or_default();
    let depends: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .collect();
    if name != "web" {
        let browser = depends.iter().filter(|dependency| BROWSER.contains(dependency));
        browser.for_each(|dependency| rule(format!("only web may name a browser crate, not {name}: {dependency}")));
    }
    if LIBRARIES.contains(&name) && !text.contains("[lints]\nworkspace = true") {
        rule("a library takes part in the workspace's lints".to_owned());
    }
    if let Some((_, known)) = ROOMS.iter().find(|(room, _)| *room == name) {
        let others = depends.iter().filter(|other| ROOMS.iter().any(|(room, _)| room == *other));
        let wrong = others.filter(|other| **other != name && !known.contains(other));
        wrong.for_each(|other| rule(format!("{name} may not know {other}")));
    }
    broken
}

fn in_library(place: &str, text: &str) -> Vec<Broken> {
    let is_test = place.ends_with("tests.rs") || place.contains("/tests/");
    let mut broken = Vec::new();
    let mut in_tests = is_test;
    for (number, line) in text.lines().enumerate() {
        // Unit tests stand at the end of a file.
        in_tests |= line.trim() == "#[cfg(test)]";
        let code = line.split("//").next().unwrap_or_default();
        let mut rule = |rule: String| broken.push(Broken { place: format!("{place}:{}", number + 1), rule });
        if in_tests {
            continue;
        }
        if code.contains("allow(") {
            let off = LINTS.iter().filter(|lint| code.contains(**lint));
            off.for_each(|lint| rule(format!("a library may not switch off {lint}")));
        }
        let impure = IMPURE.iter().filter(|call| code.contains(**call));
        impure.for_each(|call| rule(format!("clock and randomness are arguments: {call}")));
    }
    broken
}

fn in_page(place: &str, text: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        // Comments and texts may speak of what code may not do.
        let code = line.split("// ").next().unwrap_or_default();
        let found = WAYS_OUT.iter().filter(|word| code.contains(**word));
        let stored = STORED.iter().filter(|word| place != STORAGE && code.contains(**word));
        broken.extend(found.chain(stored).map(|word| Broken {
            place: format!("{place}:{}", number + 1),
            rule: format!("the page has no way out and keeps nothing: {word}"),
        }));
    }
    broken
}

fn manifests(root: &Path) -> Result<Vec<PathBuf>> {
    let mut manifests = vec![root.join("web/Cargo.toml"), root.join("tests/Cargo.toml")];
    for entry in root.join("crates").read_dir().context("cannot list crates")? {
        manifests.push(entry?.path().join("Cargo.toml"));
    }
    manifests.retain(|path| path.is_file());
    Ok(manifests)
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| ["rs", "js", "html"].iter().any(|known| extension == *known))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_names_what_it_may_not_is_found() {
        let lints = "\n[lints]\nworkspace = true\n";
        for (text, count) in [
            (format!("name = \"pki\"\n[dependencies]\nder.workspace = true{lints}"), 0),
            (format!("name = \"pki\"\n[dependencies]\nweb-sys.workspace = true{lints}"), 1),
            (format!("name = \"pki\"\n[dependencies]\nkube.workspace = true{lints}"), 1),
            ("name = \"pki\"\n".to_owned(), 1),
            ("name = \"web\"\n[dependencies]\nyew = { workspace = true }\n".to_owned(), 0),
            ("name = \"kubecerts\"\n[dependencies]\njs-sys = \"0.3\"\n".to_owned(), 1),
        ] {
            assert_eq!(in_manifest("Cargo.toml", &text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_library_that_reads_the_clock_or_switches_a_lint_off_is_found() {
        for (text, count) in [
            ("let now = SystemTime::now();", 1),
            ("#[allow(clippy::unwrap_used)]", 1),
            ("// never SystemTime::now", 0),
            ("#[cfg(test)]\nmod tests {\n    let now = SystemTime::now();\n}", 0),
        ] {
            assert_eq!(in_library("crates/pki/src/time.rs", text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_page_that_could_send_something_is_found() {
        for (place, text, count) in [
            ("web/src/app.rs", "window.fetch(&url)", 1),
            ("web/src/app.rs", "// fetch( is not for us", 0),
            ("web/boot/boot.js", "new RTCPeerConnection()", 1),
            ("web/src/app.rs", "window.local_storage()", 1),
            (STORAGE, "window.local_storage()", 0),
        ] {
            assert_eq!(in_page(place, text).len(), count, "{text}");
        }
    }
}
