//! The one file that is handed out, and its hash.

use std::fs;

use anyhow::{Context as _, Result};

use crate::page::Page;
use crate::wasm::Profile;
use crate::{page, project};

/// Writes `dist/kubecerts.html` and `dist/SHA256SUMS`. The same sources give the same bytes.
///
/// # Errors
/// The build fails, or the files cannot be written.
pub fn bundle() -> Result<()> {
    let page = Page::build(Profile::Release)?;
    write(&page)?;
    println!(
        "dist/kubecerts.html  {} bytes, sha256 {}",
        page.html.len(),
        page::hexadecimal(&page::sha256(page.html.as_bytes()))
    );
    Ok(())
}

/// Writes a built page where it is handed out from.
///
/// # Errors
/// The files cannot be written.
pub fn write(page: &Page) -> Result<()> {
    let folder = project::dist();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let sum = page::hexadecimal(&page::sha256(page.html.as_bytes()));
    for (name, content) in [("kubecerts.html", page.html.clone()), ("SHA256SUMS", format!("{sum}  kubecerts.html\n"))] {
        let path = folder.join(name);
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
