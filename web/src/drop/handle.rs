//! Dropped folders by their handles (File System Access API), which Chromium alone has.
//!
//! Each question is answered by another process of the browser, so all are asked at once: a folder as soon as it is
//! known, a file's contents before the next file is.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, AsyncIterator, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{DataTransferItem, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle};

use super::{DropOutcome, Listing, join};

/// A folder that is not handed over within this time, in milliseconds, never will be.
const PATIENCE: i32 = 1000;

/// Asks for the handle of an item; `None` where the browser has none.
pub(super) fn ask(item: &DataTransferItem) -> Option<Promise> {
    let ask: Function = Reflect::get(item, &"getAsFileSystemHandle".into()).ok()?.dyn_into().ok()?;
    ask.call0(item).ok()?.dyn_into().ok()
}

/// Lists a folder with everything below it, in the order of the paths.
pub(super) async fn list(name: String, promise: Promise, listing: &mut Listing) {
    let first = JsFuture::from(Promise::race(&Array::of2(&promise, &timeout()))).await;
    let Some(handle) = first.ok().and_then(|handle| handle.dyn_into::<FileSystemDirectoryHandle>().ok()) else {
        return listing.problems.push(DropOutcome::FolderNotHandedOver { name });
    };
    let found = Rc::new(RefCell::new(Listing::default()));
    // What cannot be read is in the listing.
    let _ = JsFuture::from(walk(Rc::clone(&found), name, handle)).await;
    listing.append(&mut found.borrow_mut());
}

/// Lists a folder with everything below it; the promise settles when all of that is done.
fn walk(found: Rc<RefCell<Listing>>, path: String, folder: FileSystemDirectoryHandle) -> Promise {
    future_to_promise(async move {
        let below = Array::new();
        match take_children(&found, &path, &folder, &below).await {
            Ok(0) => found.borrow_mut().dropped.folders.push(path),
            Ok(_) => {}
            Err(error) => found.borrow_mut().unreadable(path, &error),
        }
        JsFuture::from(Promise::all(&below)).await
    })
}

/// Takes the files of a folder, and puts what goes on in its folders into `below`. Returns how many children there are.
async fn take_children(
    found: &Rc<RefCell<Listing>>,
    path: &str,
    folder: &FileSystemDirectoryHandle,
    below: &Array,
) -> Result<usize, JsValue> {
    let iterator: AsyncIterator = folder.values();
    let mut files: Vec<(String, Promise)> = Vec::new();
    let mut count = 0;
    loop {
        let step = JsFuture::from(iterator.next()?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() || found.borrow_mut().is_full(path) {
            break;
        }
        count += 1;
        let child: FileSystemHandle = Reflect::get(&step, &"value".into())?.unchecked_into();
        let path = join(path, &child.name());
        match child.dyn_into::<FileSystemDirectoryHandle>() {
            Ok(folder) => {
                below.push(&walk(Rc::clone(found), path, folder));
            }
            Err(file) => files.push((path, file.unchecked_into::<FileSystemFileHandle>().get_file())),
        }
    }
    for (path, promise) in files {
        let file = JsFuture::from(promise).await;
        let mut found = found.borrow_mut();
        match file {
            Ok(file) => found.file(path, file.unchecked_into::<File>()),
            Err(error) => found.unreadable(path, &error),
        }
    }
    Ok(count)
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
