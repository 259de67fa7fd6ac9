//! Dropped folders by their entries (File and Directory Entries API).

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry};

use super::{DropOutcome, Listing, join};

/// Lists a folder with everything below it.
pub(super) async fn list(entry: FileSystemEntry, listing: &mut Listing) {
    let root = entry.name();
    let mut folders = vec![(root.clone(), entry)];
    while let Some((path, folder)) = folders.pop() {
        if listing.is_full(&path) {
            return;
        }
        match children(&folder).await {
            Ok(children) if children.is_empty() => listing.dropped.folders.push(path),
            Ok(children) => {
                let (inner, files): (Vec<_>, Vec<_>) = children.into_iter().partition(FileSystemEntry::is_directory);
                folders.extend(inner.into_iter().map(|folder| (join(&path, &folder.name()), folder)));
                take_files(&path, &files, listing).await;
            }
            // It was seen from `file:` only, where entries of folders exist and cannot be read.
            Err(_) if path == root => listing.problems.push(DropOutcome::FolderNotHandedOver { name: path }),
            Err(error) => listing.unreadable(path, &error),
        }
    }
}

/// All entries of a folder. The browser hands them out in parts (Chromium: 100), the last one is empty.
async fn children(folder: &FileSystemEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.unchecked_ref::<FileSystemDirectoryEntry>().create_reader();
    let mut all = Vec::new();
    loop {
        let part = JsFuture::from(next_part(&reader)).await?;
        let part: Vec<FileSystemEntry> = Array::from(&part).iter().map(JsCast::unchecked_into).collect();
        if part.is_empty() {
            return Ok(all);
        }
        all.extend(part);
    }
}

/// Asks for all files of a folder at once and waits for them together.
async fn take_files(folder: &str, files: &[FileSystemEntry], listing: &mut Listing) {
    let asked: Vec<(String, Promise)> =
        files.iter().map(|entry| (join(folder, &entry.name()), file_of(entry.unchecked_ref()))).collect();
    for (path, promise) in asked {
        match JsFuture::from(promise).await {
            Ok(file) => listing.file(path, file.unchecked_into::<File>()),
            Err(error) => listing.unreadable(path, &error),
        }
    }
}

fn next_part(reader: &FileSystemDirectoryReader) -> Promise {
    promise(|done, failed| reader.read_entries_with_callback_and_callback(done, failed).is_ok())
}

fn file_of(entry: &FileSystemFileEntry) -> Promise {
    promise(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        true
    })
}

/// A promise of what comes by one of two callbacks.
fn promise(mut start: impl FnMut(&Function, &Function) -> bool) -> Promise {
    Promise::new(&mut |done, failed| {
        if !start(&done, &failed) {
            // The browser did not even take the question.
            let _ = failed.call0(&JsValue::UNDEFINED);
        }
    })
}
