//! What a user drops, chooses or pastes, as paths and files.

use web_sys::{DataTransfer, File, HtmlInputElement};
use yew::Callback;

/// Files with their paths, `/`-separated and without a leading `/`.
#[derive(Clone, PartialEq, Default)]
pub struct Dropped {
    /// Path and file, in the order the browser gave them.
    pub files: Vec<(String, File)>,
    /// Paths of empty folders.
    pub folders: Vec<String>,
}

/// What became of a drop or a paste.
#[derive(Clone, PartialEq)]
pub enum DropOutcome {
    /// Files and folders; may come several times for one drop.
    Files(Dropped),
    /// Plain text.
    Text(String),
    /// The browser keeps a dropped folder to itself (Chromium from `file:`, folders below /etc): offer the folder
    /// chooser and the command that packs a node.
    FolderNotHandedOver {
        /// The folder's name, as far as it is known.
        name: String,
    },
    /// Some files or folders of the drop could not be listed, with the browser's reason.
    Unreadable {
        /// Path.
        path: String,
        /// What the browser said.
        reason: String,
    },
    /// Nothing usable was in it.
    Nothing,
}

/// Takes what was dropped or pasted. To be called inside the event itself: a `DataTransfer` is empty afterwards.
pub fn take_transfer(transfer: &DataTransfer, on_outcome: Callback<DropOutcome>) {
    let _ = transfer;
    on_outcome.emit(DropOutcome::Nothing);
}

/// Takes the files of `<input type=file multiple>` or `<input type=file webkitdirectory>`, and empties the input so that
/// the same files can be chosen again.
pub fn take_input(input: &HtmlInputElement) -> Dropped {
    let mut dropped = Dropped::default();
    if let Some(files) = input.files() {
        for index in 0..files.length() {
            if let Some(file) = files.get(index) {
                dropped.files.push((file.name(), file));
            }
        }
    }
    input.set_value("");
    dropped
}
