//! The worker's side: one message in, its answers out.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize as _;

use super::owner::Owner;
use super::reader;
use super::wire::{self, FromWorker, ToWorker};

/// An answer and the buffer that goes with it.
pub type Answer = (FromWorker, Vec<u8>);

thread_local! {
    /// The workspace, in the worker that owns it; empty in all others.
    static OWNER: RefCell<Owner> = RefCell::new(Owner::default());
}

/// Makes the module ready to work in a worker.
#[wasm_bindgen]
pub fn start_worker() {
    crate::boot::report_panics();
}

/// Answers one message. Each answer is a pair: header, and a buffer or nothing.
#[wasm_bindgen]
pub fn answer(mut header: Vec<u8>, content: Vec<u8>) -> Array {
    let message = wire::unpack::<ToWorker>(&header);
    // It may hold a password.
    header.zeroize();
    let answers = message.map(|message| answers(message, content)).unwrap_or_default();
    answers.into_iter().map(|(header, content)| pair(&wire::pack(&header), content)).collect()
}

fn answers(message: ToWorker, content: Vec<u8>) -> Vec<Answer> {
    match message {
        ToWorker::Read(batch) => reader::read(batch, content),
        ToWorker::Unlock { path, password } => reader::unlock(path, &password, content),
        of_the_owner => OWNER.with_borrow_mut(|owner| owner.answer(of_the_owner, content)),
    }
}

fn pair(header: &[u8], mut content: Vec<u8>) -> Array {
    let buffer = match content.is_empty() {
        true => JsValue::UNDEFINED,
        false => Uint8Array::from(content.as_slice()).buffer().into(),
    };
    // What a reader found may hold private keys.
    content.zeroize();
    Array::of2(&Uint8Array::from(header), &buffer)
}
