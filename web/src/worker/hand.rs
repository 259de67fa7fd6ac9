//! One worker as the page sees it.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker};
use zeroize::Zeroize as _;

use super::wire::{self, FromWorker, ToWorker};

thread_local! {
    /// The compiled module, and the address of the workers' script.
    static PROGRAM: RefCell<Option<(JsValue, String)>> = const { RefCell::new(None) };
}

/// Keeps what every worker is started from: the compiled module and the text of the workers' script.
pub fn prepare(module: JsValue, source: &str) {
    let properties = BlobPropertyBag::new();
    properties.set_type("text/javascript");
    let address = Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &properties)
        .and_then(|blob| Url::create_object_url_with_blob(&blob));
    PROGRAM.with_borrow_mut(|program| *program = address.ok().map(|address| (module, address)));
}

/// What a worker said, or what became of it.
pub enum Said {
    /// It runs, or is at work still.
    Ready,
    /// An answer, and the buffer that goes with it.
    Answer(FromWorker, Option<ArrayBuffer>),
    /// Its module fell.
    Fallen {
        /// The file that it was at; empty when it was at none.
        path: String,
        /// What it said.
        reason: String,
        /// The buffer that it was given.
        content: Option<ArrayBuffer>,
    },
    /// It cannot be started, or ended without a word.
    Gone {
        /// What the browser said.
        reason: String,
    },
}

/// A running worker; it ends when this is dropped.
pub struct Hand {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Hand {
    /// Starts a worker; `None` when the browser does not let us.
    pub fn start(said: impl Fn(Said) + Clone + 'static) -> Option<Hand> {
        let (module, address) = PROGRAM.with_borrow(Clone::clone)?;
        let worker = Worker::new(&address).ok()?;
        let on_error = said.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| said(read(&event.data())));
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            on_error(Said::Gone { reason: event.message() });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&module).ok()?;
        Some(Hand { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a message; the buffer goes over without a copy and is gone from here.
    pub fn send(&self, message: &ToWorker, content: Option<&ArrayBuffer>) {
        let empty = ArrayBuffer::new(0);
        let content = content.unwrap_or(&empty);
        self.post(message, content, Some(content), false);
    }

    /// Sends an order, of which the worker first asks the browser for the key.
    pub fn send_order(&self, message: &ToWorker) {
        self.post(message, &ArrayBuffer::new(0), None, true);
    }

    /// Sends a message with the files it is about; the worker asks them for their bytes.
    pub fn send_files(&self, message: &ToWorker, files: &Array) {
        self.post(message, files, None, false);
    }

    fn post(&self, message: &ToWorker, content: &JsValue, handed_over: Option<&ArrayBuffer>, is_order: bool) {
        let mut packed = wire::pack(message);
        let header = Uint8Array::from(packed.as_slice());
        packed.zeroize();
        let transfer = Array::of1(&header.buffer());
        if let Some(buffer) = handed_over {
            transfer.push(buffer);
        }
        // It throws only for what cannot be cloned, and buffers and files can.
        let _ = self.worker.post_message_with_transfer(&Array::of3(&header, content, &is_order.into()), &transfer);
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn read(data: &JsValue) -> Said {
    if let Some(answer) = data.dyn_ref::<Array>() {
        let header = answer.get(0).dyn_into::<Uint8Array>().map(|header| header.to_vec()).unwrap_or_default();
        let content = answer.get(1).dyn_into().ok();
        return match wire::unpack(&header) {
            Some(message) => Said::Answer(message, content),
            None => Said::Gone { reason: "unreadable answer".to_owned() },
        };
    }
    let text = |name: &str| Reflect::get(data, &name.into()).ok().and_then(|value| value.as_string());
    match text("fallen") {
        Some(path) => Said::Fallen {
            path,
            reason: text("reason").unwrap_or_default(),
            content: Reflect::get(data, &"content".into()).ok().and_then(|content| content.dyn_into().ok()),
        },
        None => Said::Ready,
    }
}
