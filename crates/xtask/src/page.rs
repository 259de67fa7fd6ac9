//! The page as one file: `index.html` with everything it needs put into it, and the policy that fits exactly that.

use std::fs;
use std::io::Write as _;
use std::num::NonZeroU64;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};

use crate::wasm::{self, Built, Profile};
use crate::{project, text};

/// A page that is ready to be written or served.
pub struct Page {
    /// The whole document.
    pub html: String,
    /// Its Content-Security-Policy, as it also stands in the document.
    pub policy: String,
}

impl Page {
    /// Builds the crate `web` and puts the page together.
    ///
    /// # Errors
    /// The build fails, or a part of the page is missing.
    pub fn build(profile: Profile) -> Result<Page> {
        let root = project::root();
        let template = read(&root.join("index.html"))?;
        let parts = Parts {
            style: style(&root.join("web/src/style"))?,
            glue: String::new(),
            worker: read(&root.join("web/boot/worker.js"))?,
            reader: wat::parse_file(root.join("web/boot/reader.wat"))?,
            boot: read(&root.join("web/boot/boot.js"))?,
        };
        let Built { module, glue } = wasm::build(profile)?;
        let mut parts = Parts { glue, ..parts };
        if profile == Profile::Release {
            for part in [&mut parts.style, &mut parts.glue, &mut parts.worker, &mut parts.boot] {
                *part = without_indentation(part);
            }
        }
        assemble(&template, &parts, &module, profile)
    }
}

impl Page {
    /// The page as it lies in `dist/`.
    ///
    /// # Errors
    /// It is not there, or holds no policy.
    pub fn built() -> Result<Page> {
        let html = read(&project::dist().join("kubecerts.html")).context("run `cargo xtask bundle` first")?;
        let policy = html
            .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(policy, _)| policy.to_owned())
            .context("dist/kubecerts.html holds no policy")?;
        Ok(Page { html, policy })
    }
}

struct Parts {
    style: String,
    glue: String,
    worker: String,
    /// The small module that turns the text in the page into the other one.
    reader: Vec<u8>,
    boot: String,
}

/// Fills the places that `index.html` leaves open. Each must be there exactly once.
fn assemble(template: &str, parts: &Parts, module: &[u8], profile: Profile) -> Result<Page> {
    let policy = policy(parts);
    let packed = text::encode(&gzip(&wasm::part(module)?, profile)?);
    let mut html = template.to_owned();
    for (place, content) in [
        ("{{policy}}", policy.as_str()),
        ("{{style}}", &parts.style),
        ("{{glue}}", &parts.glue),
        ("{{worker}}", &parts.worker),
        ("{{boot}}", &parts.boot),
        ("{{reader}}", &STANDARD.encode(&parts.reader)),
        ("{{wasm}}", &packed),
    ] {
        ensure!(template.matches(place).count() == 1, "index.html must hold {place} exactly once");
        ensure!(
            !content.contains("</script") && !content.contains("<!--"),
            "what goes to {place} would end its element"
        );
        html = html.replacen(place, content, 1);
    }
    Ok(Page { html, policy })
}

/// A script or style without indentation and empty lines, which mean nothing in either, unless a text in backticks
/// goes over several lines.
fn without_indentation(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The policy: nothing may be loaded or connected to, and only these very scripts and styles count.
///
/// `'wasm-unsafe-eval'` lets the module be compiled, `worker-src blob:` lets the workers start from it. The worker's
/// script runs from a blob and needs no hash.
fn policy(parts: &Parts) -> String {
    let [glue, boot, style] = [&parts.glue, &parts.boot, &parts.style].map(|part| source_hash(part));
    format!(
        "default-src 'none'; script-src '{glue}' '{boot}' 'wasm-unsafe-eval'; style-src '{style}'; img-src data:; \
         font-src 'none'; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
}

fn source_hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(sha256(text.as_bytes())))
}

/// SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Gzip without a name or time in its header, so that the same bytes give the same bytes.
///
/// What is handed out is packed by Zopfli: some seconds for 3 % less. Rounds after the first win next to nothing.
fn gzip(bytes: &[u8], profile: Profile) -> Result<Vec<u8>> {
    if profile == Profile::Release {
        let mut packed = Vec::new();
        let options = zopfli::Options { iteration_count: NonZeroU64::MIN, ..zopfli::Options::default() };
        zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut packed)?;
        return Ok(packed);
    }
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// All style sheets of a folder one behind the other, in the order of their names.
fn style(folder: &Path) -> Result<String> {
    let mut paths = Vec::new();
    if folder.is_dir() {
        for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "css") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "{{policy}}|{{style}}|{{glue}}|{{worker}}|{{boot}}|{{reader}}|{{wasm}}";

    /// The module that holds nothing.
    const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

    fn parts() -> Parts {
        let [style, glue, worker, boot] = ["p{}", "let a", "onmessage", "start()"].map(str::to_owned);
        Parts { style, glue, worker, reader: b"reader".to_vec(), boot }
    }

    #[test]
    fn every_script_and_style_that_runs_is_named_by_hash_in_the_policy() {
        let page = assemble(TEMPLATE, &parts(), EMPTY, Profile::Release).unwrap();
        for part in ["p{}", "let a", "start()"] {
            assert!(page.policy.contains(&source_hash(part)), "{part}");
        }
        assert!(!page.policy.contains("unsafe-inline") && !page.policy.contains("unsafe-eval' 'unsafe"));
        assert!(page.html.starts_with(&page.policy));
    }

    #[test]
    fn indentation_goes_unless_it_is_part_of_a_text() {
        assert_eq!(without_indentation("a {\n    b: `c`;\n\n}\n"), "a {\nb: `c`;\n}\n");
        let text = "let a = `b\n    c`;\n";
        assert_eq!(without_indentation(text), text);
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let once = assemble(TEMPLATE, &parts(), EMPTY, Profile::Release).unwrap();
        let again = assemble(TEMPLATE, &parts(), EMPTY, Profile::Release).unwrap();
        assert_eq!(once.html, again.html);
    }

    #[test]
    fn a_part_that_would_end_its_element_is_refused() {
        let bad = Parts { glue: "'</script>'".into(), ..parts() };
        assert!(assemble(TEMPLATE, &bad, EMPTY, Profile::Release).is_err());
        assert!(assemble("{{policy}}", &parts(), EMPTY, Profile::Release).is_err());
    }
}
