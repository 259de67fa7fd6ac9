//! What the desk makes: files, ready to be saved or taken into the workspace.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

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
