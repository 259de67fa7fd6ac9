//! Dropped folders by their handles (File System Access API), which Chromium alone has.

use js_sys::{Array, AsyncIterator, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle};

use super::{DropOutcome, Listing, join};

/// A folder that is not handed over within this time, in milliseconds, never will be.
const PATIENCE: i32 = 1000;

/// Asks for the handle of an item; `None` where the browser has none.
pub(super) fn ask(item: &DataTransferItem) -> Option<Promise> {
    let ask: Function = Reflect::get(item, &"getAsFileSystemHandle".into()).ok()?.dyn_into().ok()?;
    ask.call0(item).ok()?.dyn_into().ok()
}

/// Lists a folder with everything below it.
pub(super) async fn list(name: String, promise: Promise, listing: &mut Listing) {
    let first = JsFuture::from(Promise::race(&Array::of2(&promise, &timeout()))).await;
    let Some(handle) = first.ok().and_then(|handle| handle.dyn_into::<FileSystemDirectoryHandle>().ok()) else {
        return listing.problems.push(DropOutcome::FolderNotHandedOver { name });
    };
    let mut folders = vec![(name, handle)];
    while let Some((path, folder)) = folders.pop() {
        if listing.is_full() {
            return listing.unreadable(path, &"more than 100 000 files".into());
        }
        match children(&folder).await {
            Ok(children) if children.is_empty() => listing.dropped.folders.push(path),
            Ok(children) => {
                let mut files = Vec::new();
                for child in children {
                    let path = join(&path, &child.name());
                    match child.dyn_into::<FileSystemDirectoryHandle>() {
                        Ok(folder) => folders.push((path, folder)),
                        Err(file) => files.push((path, file.unchecked_into::<FileSystemFileHandle>().get_file())),
                    }
                }
                for (path, promise) in files {
                    match JsFuture::from(promise).await {
                        Ok(file) => listing.file(path, file.unchecked_into::<File>()),
                        Err(error) => listing.unreadable(path, &error),
                    }
                }
            }
            Err(error) => listing.unreadable(path, &error),
        }
    }
}

async fn children(folder: &FileSystemDirectoryHandle) -> Result<Vec<FileSystemHandle>, JsValue> {
    let iterator: AsyncIterator = folder.values();
    let mut all = Vec::new();
    loop {
        let step = JsFuture::from(iterator.next()?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(all);
        }
        all.push(Reflect::get(&step, &"value".into())?.unchecked_into());
    }
}

/// A promise that fails after [`PATIENCE`].
fn timeout() -> Promise {
    Promise::new(&mut |_, failed| {
        if let Some(window) = web_sys::window() {
            // Should there be no timer, the race is only longer.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&failed, PATIENCE);
        }
    })
}
