//! The measurements. The page is measured by scripts of `tests/browser/bench`, which drive a real browser.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::data::{Data, MANY, count_files};
use super::figures::{Figures, Row, Table};
use crate::test::needs::Need;
use crate::{command, project};

/// Runs of what takes less than a second.
const SHORT: usize = 15;
/// Runs of what takes longer.
const LONG: usize = 5;
/// Of ten thousand files, how many a program is started for.
const PART: usize = 500;

/// From navigation to the empty page, from a file.
pub fn first_screen(_: &Data) -> Result<Table> {
    let mut rows = Vec::new();
    for browser in ["Chromium", "Firefox"] {
        let found = script("first_screen.mjs", &json!({ "browser": browser, "runs": SHORT }))?;
        rows.push(row(format!("{browser}: heading in the document"), &found["done"], "")?);
        rows.push(row(format!("{browser}: and drawn"), &found["drawn"], "the next frame")?);
    }
    let preface = "From the start of the navigation to the heading of the empty page; a fresh tab each time, \
                   `dist/kubecerts.html` opened as a file. Goal: 150 ms.";
    Ok(Table { preface: preface.to_owned(), rows, compared: false })
}

/// From drop to table: a cluster.
pub fn cluster(data: &Data) -> Result<Table> {
    let files = count_files(&data.cluster)?;
    let mut rows = Vec::new();
    let found = drop_on_page("Chromium", "drop", &data.cluster, SHORT, 0)?;
    let shown = &found["rows"];
    rows.push(row("the page in Chromium, folder dropped", &found["done"], format!("{shown} rows in the document"))?);
    rows.push(row("the same, until drawn", &found["drawn"], "the next frame")?);
    rows.push(Row {
        is_whole: false,
        ..row("longest task of its own thread", &found["longTasks"], "what is below 50 ms is not told")?
    });
    rows.push(timed("`kubecerts check-expiration`, native", "program start included", SHORT, || {
        kubecerts(&[&data.cluster])
    })?);
    let text = "find \"$0\" -name '*.crt' -exec openssl x509 -noout -subject -enddate -in {} ';'";
    rows.push(timed(
        "`openssl x509`, a process each",
        "only the .crt files; what is in kubeconfigs not",
        SHORT,
        || shell(text, &data.cluster),
    )?);
    for (library, what) in [("node", "Node's `X509Certificate`"), ("peculiar", "`@peculiar/x509` in Node")] {
        let found = script("libraries.mjs", &json!({ "library": library, "folder": data.cluster, "runs": SHORT }))?;
        rows.push(row(what, &found["done"], format!("only the {} .crt and .pem files", found["files"]))?);
    }
    let preface = format!(
        "{files} files: three control-plane nodes and a worker, the sample's folder; from the drop to the last row of \
         the tables. The others only read certificates: they find no nodes, check no signatures, and show nothing. \
         Goal: 100 ms."
    );
    Ok(Table { preface, rows, compared: true })
}

/// From drop to table: ten thousand certificates.
pub fn ten_thousand(data: &Data) -> Result<Table> {
    let mut rows = Vec::new();
    for (what, path) in [("10 000 files", &data.files), ("one PEM bundle", &data.bundle)] {
        let found = drop_on_page("Chromium", "choose", path, LONG, MANY)?;
        let shown = &found["rows"];
        rows.push(row(
            format!("the page in Chromium, {what}"),
            &found["done"],
            format!("{shown} rows in the document"),
        )?);
        rows.push(Row {
            is_whole: false,
            ..row(format!("{what}: longest task of the page's thread"), &found["longTasks"], "below 50 ms is not told")?
        });
    }
    for browser in ["Chromium", "Firefox"] {
        let given = json!({ "browser": browser, "folder": data.files, "runs": LONG });
        let found = script("browser_alone.mjs", &given)?;
        let remark = "what any page needs to get their bytes";
        rows.push(row(
            format!("{browser} alone: 10 000 files handed over, nothing read in them"),
            &found["done"],
            remark,
        )?);
    }
    for (what, path) in [("10 000 files", &data.files), ("one PEM bundle", &data.bundle)] {
        let found = drop_on_page("Firefox", "choose", path, LONG, MANY)?;
        rows.push(row(format!("the page in Firefox, {what}"), &found["done"], "")?);
    }
    rows.push(timed("`kubecerts check-expiration`, native, 10 000 files", "with one node among them", LONG, || {
        kubecerts(&[&data.node, &data.files])
    })?);
    rows.push(timed("the same, one PEM bundle", "with one node among them", LONG, || {
        kubecerts(&[&data.node, &data.bundle])
    })?);
    let each =
        format!("find \"$0\" -name '*.pem' | head -n {PART} | xargs -n 1 openssl x509 -noout -subject -enddate -in");
    let part = timed("`openssl x509`, a process each", "", LONG, || shell(&each, &data.files))?;
    let factor = f64::from(u32::try_from(MANY / PART)?);
    let remark = format!("extrapolated: {PART} files were measured, times {factor}");
    rows.push(Row { figures: part.figures.times(factor), remark, ..part });
    let together = "openssl crl2pkcs7 -nocrl -certfile \"$0\" | openssl pkcs7 -print_certs -noout -text | \
                    grep -E 'Subject:|Not After'";
    rows.push(timed("`openssl pkcs7 -print_certs -text`, one process", "one PEM bundle", LONG, || {
        shell(together, &data.bundle)
    })?);
    for (library, what) in [("node", "Node's `X509Certificate`"), ("peculiar", "`@peculiar/x509` in Node")] {
        let found = script("libraries.mjs", &json!({ "library": library, "folder": data.files, "runs": LONG }))?;
        rows.push(row(what, &found["done"], format!("{} files read, subject and end asked for", found["files"]))?);
    }
    let preface = "10 000 distinct certificates with P-256 keys, signed by one CA (`tests/examples/certificates.rs`), \
                   chosen through the page's file input; from that event until the table of all of them stands in \
                   the document. Goal: 1 s.";
    Ok(Table { preface: preface.to_owned(), rows, compared: true })
}

/// Scrolling, filtering and sorting ten thousand rows.
pub fn long_table(data: &Data) -> Result<Table> {
    let found = script("long_table.mjs", &json!({ "path": data.bundle, "total": MANY, "runs": LONG }))?;
    let mut rows = Vec::new();
    for (part, what) in [
        ("scrolled", "scrolling, 120 pixels with each of 120 frames"),
        ("leapt", "leaping, 6 000 pixels with each of 60 frames"),
        ("typed", "typing a search, nine keys"),
        ("cleared", "taking it back, nine keys"),
        ("sorted", "sorting by two columns, both ways"),
    ] {
        rows.push(row(format!("{what}: longest frame"), &found["parts"][part]["frames"], "from frame to frame")?);
        rows.push(row(format!("{what}: longest task"), &found["parts"][part]["tasks"], "below 50 ms is not told")?);
    }
    let preface = format!(
        "The screen of all certificates with 10 000 rows, in Chromium; of each run the longest time between two frames \
         and the longest task of the page's thread. At most {} rows stood in the document. Goal: no frame over 50 ms.",
        found["mostRows"]
    );
    Ok(Table { preface, rows, compared: false })
}

fn drop_on_page(browser: &str, how: &str, path: &Path, runs: usize, total: usize) -> Result<Value> {
    script("drop.mjs", &json!({ "browser": browser, "how": how, "paths": [path], "runs": runs, "total": total }))
}

/// What a script of `tests/browser/bench` tells.
fn script(name: &str, argument: &Value) -> Result<Value> {
    println!("... {name} {argument}");
    let mut node = command::program("node");
    node.current_dir(project::root().join("tests/browser/bench")).arg(name).arg(argument.to_string());
    for (variable, need) in [("KUBECERTS_CHROMIUM", Need::Chromium), ("KUBECERTS_FIREFOX", Need::Firefox)] {
        if let Some(program) = need.program() {
            node.env(variable, program);
        }
    }
    let said = command::output(&mut node)?;
    serde_json::from_str(said.trim()).with_context(|| format!("{name} said {said:?}"))
}

fn row(what: impl Into<String>, times: &Value, remark: impl Into<String>) -> Result<Row> {
    let what = what.into();
    let times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    ensure!(!times.is_empty(), "no time was told for {what}");
    Ok(Row { what, figures: Figures::new(times), remark: remark.into(), is_whole: true })
}

/// Times something of this machine. The first run, which fills the system's caches, does not count.
fn timed(what: &str, remark: &str, runs: usize, action: impl Fn() -> Result<()>) -> Result<Row> {
    println!("... {what}");
    action()?;
    let mut times = Vec::new();
    for _ in 0..runs {
        let begun = Instant::now();
        action()?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(Row { what: what.to_owned(), figures: Figures::new(times), remark: remark.to_owned(), is_whole: true })
}

/// The native program over some paths. Its status tells of the certificates, not of itself.
fn kubecerts(paths: &[&Path]) -> Result<()> {
    let mut program = Command::new(project::target().join("native/kubecerts"));
    program.args(["check-expiration", "--keep-going"]).args(paths).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = program.output().context("cannot start kubecerts")?;
    ensure!(!output.stdout.is_empty(), "kubecerts printed nothing: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// A line for the shell, with a path as its `$0`.
fn shell(line: &str, path: &Path) -> Result<()> {
    let printed = command::output(command::program("sh").arg("-c").arg(line).arg(path))?;
    ensure!(!printed.is_empty(), "`{line}` printed nothing");
    Ok(())
}
