//! What a user drops, chooses or pastes, as paths and files.
//!
//! A dropped folder is handed over in two ways, and no browser knows both everywhere: entries (`webkitGetAsEntry`) work
//! over http, and in Firefox; from `file:` Chromium's entries exist but cannot be read, and there handles
//! (`getAsFileSystemHandle`) work, except for folders that the browser protects: then the promise never settles.

mod entry;
mod handle;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, DataTransferItem, File, FileSystemEntry, HtmlInputElement};
use yew::Callback;

/// No drop is listed further than this; an archive holds no more either.
const MOST_FILES: usize = 100_000;

/// Files with their paths, `/`-separated and without a leading `/`.
#[derive(Clone, PartialEq, Default)]
pub struct Dropped {
    /// Path and file, in the order the browser gave them.
    pub files: Vec<(String, File)>,
    /// Paths of empty folders.
    pub folders: Vec<String>,
}

/// What became of a drop or a paste. One drop may have several outcomes.
#[derive(Clone, PartialEq)]
pub enum DropOutcome {
    /// Files and folders: all of the drop that could be listed, at once.
    Files(Dropped),
    /// Plain text.
    Text(String),
    /// The browser keeps a dropped folder to itself (Chromium from `file:`, folders below /etc): offer the folder
    /// chooser and the command that packs a node.
    FolderNotHandedOver {
        /// The folder's name, as far as it is known.
        name: String,
    },
    /// A file or folder of the drop could not be listed, with the browser's reason.
    Unreadable {
        /// Path.
        path: String,
        /// What the browser said.
        reason: String,
    },
    /// Nothing usable was in it.
    Nothing,
}

/// What of a drop is to be listed.
enum Given {
    /// A plain file.
    File(File),
    /// A folder that can be listed by its entry.
    Entry(FileSystemEntry),
    /// A folder, by the promise of its handle.
    Handle(String, js_sys::Promise),
}

/// Takes what was dropped or pasted. To be called inside the event itself: a `DataTransfer` is empty afterwards.
pub fn take_transfer(transfer: &DataTransfer, on_outcome: Callback<DropOutcome>) {
    let items = transfer.items();
    let items = (0..items.length()).filter_map(|index| items.get(index));
    let mut given: Vec<Given> = items.filter(|item| item.kind() == "file").filter_map(|item| give(&item)).collect();
    if given.is_empty() {
        given = files(transfer.files()).map(Given::File).collect();
    }
    if given.is_empty() {
        let text = transfer.get_data("text/plain").unwrap_or_default();
        return on_outcome.emit(if text.trim().is_empty() { DropOutcome::Nothing } else { DropOutcome::Text(text) });
    }
    spawn_local(async move {
        let mut listing = Listing::default();
        for one in given {
            match one {
                Given::File(file) => listing.file(file.name(), file),
                Given::Entry(entry) => entry::list(entry, &mut listing).await,
                Given::Handle(name, promise) => handle::list(name, promise, &mut listing).await,
            }
        }
        let Listing { dropped, mut problems, .. } = listing;
        if !dropped.files.is_empty() || !dropped.folders.is_empty() {
            problems.insert(0, DropOutcome::Files(dropped));
        }
        if problems.is_empty() {
            problems.push(DropOutcome::Nothing);
        }
        problems.into_iter().for_each(|outcome| on_outcome.emit(outcome));
    });
}

/// Takes the files of `<input type=file multiple>` or `<input type=file webkitdirectory>`, and empties the input so that
/// the same files can be chosen again.
pub fn take_input(input: &HtmlInputElement) -> Dropped {
    let files = files(input.files()).map(|file| (relative_path(&file), file)).collect();
    input.set_value("");
    Dropped { files, folders: Vec::new() }
}

/// What was listed so far.
#[derive(Default)]
struct Listing {
    dropped: Dropped,
    problems: Vec<DropOutcome>,
    full: bool,
}

impl Listing {
    fn file(&mut self, path: String, file: File) {
        self.dropped.files.push((path, file));
    }

    fn unreadable(&mut self, path: String, error: &JsValue) {
        let reason = crate::worker::reason(error);
        self.problems.push(DropOutcome::Unreadable { path, reason });
    }

    /// Takes over what was listed elsewhere, in the order of the paths.
    fn append(&mut self, other: &mut Listing) {
        cluster::order::sort_by(&mut other.dropped.files, |(a, _), (b, _)| a.cmp(b));
        self.dropped.files.append(&mut other.dropped.files);
        self.dropped.folders.append(&mut other.dropped.folders);
        self.problems.append(&mut other.problems);
    }

    /// The drop is larger than anything sensible, which is said once, of the folder where it was seen.
    fn is_full(&mut self, folder: &str) -> bool {
        let is_full = self.dropped.files.len() >= MOST_FILES;
        if is_full && !std::mem::replace(&mut self.full, true) {
            self.unreadable(folder.to_owned(), &"more than 100 000 files".into());
        }
        is_full
    }
}

/// What an item gives, asked for while the event lasts.
fn give(item: &DataTransferItem) -> Option<Given> {
    let entry = item.webkit_get_as_entry().ok().flatten();
    match entry {
        Some(entry) if entry.is_directory() => Some(match handle::ask(item) {
            Some(promise) if is_from_file() => Given::Handle(entry.name(), promise),
            _ => Given::Entry(entry),
        }),
        _ => item.get_as_file().ok().flatten().map(Given::File),
    }
}

fn files(list: Option<web_sys::FileList>) -> impl Iterator<Item = File> {
    let count = list.as_ref().map_or(0, web_sys::FileList::length);
    (0..count).filter_map(move |index| list.as_ref().and_then(|list| list.get(index)))
}

/// The path below the chosen folder, with that folder's name; else the file's name.
fn relative_path(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

fn is_from_file() -> bool {
    web_sys::window().and_then(|window| window.location().protocol().ok()).is_some_and(|protocol| protocol == "file:")
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
