//! What the desk makes: files, ready to be saved or taken into the workspace.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The folder of the workspace below which files that were made are kept until they are saved.
pub const MADE_FOLDER: &str = "made";

/// What is left of a path below [`MADE_FOLDER`], or below what a second folder of that name is called in a workspace
/// (`made (2)`); `None` for any other path.
pub fn below_folder(path: &str) -> Option<&str> {
    let (top, rest) = path.split_once('/')?;
    let number = top.strip_prefix(MADE_FOLDER)?;
    (number.is_empty() || number.starts_with(" (")).then_some(rest)
}

/// The folder of what is made for a node: its name, without what a path cannot hold.
pub(crate) fn node_folder(name: &str) -> String {
    name.chars().map(|c| if c == '/' || c == '\\' || c.is_control() { '-' } else { c }).collect()
}

/// A file that was made. It may be a private key: the bytes are overwritten when it is dropped.
#[derive(Clone, Serialize, Deserialize)]
pub struct MadeFile {
    /// `/`-separated, without a leading `/`.
    pub path: String,
    /// Its mode as kubeadm would set it: `0o600` or `0o644` (spec section 1.7).
    pub mode: u32,
    /// The content.
    pub content: Zeroizing<Vec<u8>>,
}

/// A command that would have done the same, for a shell on a node.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Equivalent {
    /// Whose command it is.
    pub tool: Tool,
    /// The command; several lines where it needs a file of its own.
    pub text: String,
}

/// A program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Tool {
    /// `kubeadm`.
    Kubeadm,
    /// `openssl`.
    OpenSsl,
    /// `kubectl`.
    Kubectl,
}
