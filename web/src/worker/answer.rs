//! The worker's side: one message in, its answers out.

use std::cell::RefCell;

use intake::ProblemKind;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize as _;

use super::maker::{self, Maker};
use super::owner::Owner;
use super::reader;
use super::wire::{self, FromWorker, Order, ToWorker};

/// An answer and the buffer that goes with it.
pub type Answer = (FromWorker, Vec<u8>);

thread_local! {
    /// The workspace, in the worker that owns it; empty in all others.
    static OWNER: RefCell<Owner> = RefCell::new(Owner::default());
    /// What a maker works with; empty in all others.
    static MAKER: RefCell<Maker> = RefCell::new(Maker::default());
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

/// Reads some of the files that a message is about: those from the `from`th on, `content` being the bytes of all of
/// them one behind the other. A file without bytes is either larger than `largest` or could not be read, with the
/// browser's reason.
#[wasm_bindgen]
pub fn answer_files(
    header: &[u8],
    from: usize,
    content: Vec<u8>,
    lengths: Vec<usize>,
    sizes: Vec<f64>,
    reasons: Vec<String>,
    largest: f64,
) -> Array {
    let Some(ToWorker::Read(mut batch)) = wire::unpack(header) else { return Array::new() };
    let last = from.saturating_add(lengths.len()) >= batch.pieces.len();
    batch.pieces = batch.pieces.into_iter().skip(from).take(lengths.len()).collect();
    for (index, piece) in batch.pieces.iter_mut().enumerate() {
        piece.length = lengths.get(index).copied().unwrap_or_default();
        let size = sizes.get(index).copied().unwrap_or_default();
        let reason = reasons.get(index).filter(|reason| !reason.is_empty()).cloned();
        let problem = match reason {
            Some(reason) => ProblemKind::Unreadable { reason },
            None if size > largest => ProblemKind::TooLarge { size: whole(size), bound: whole(largest) },
            None => continue,
        };
        batch.skip.push((piece.path.clone(), problem));
    }
    let answers = reader::read(batch, content, last);
    answers.into_iter().map(|(header, content)| pair(&wire::pack(&header), content)).collect()
}

/// A size as the browser counts it: whole, and far below 2^53.
fn whole(size: f64) -> u64 {
    format!("{size:.0}").parse().unwrap_or_default()
}

fn answers(message: ToWorker, content: Vec<u8>) -> Vec<Answer> {
    match message {
        ToWorker::Read(batch) => reader::read(batch, content, true),
        ToWorker::Unlock { path, password } => reader::unlock(path, &password, content),
        ToWorker::Take => {
            MAKER.with_borrow_mut(|maker| maker.take(content));
            Vec::new()
        }
        ToWorker::Make(Order::Pack(pieces, packing, at), ..) => maker::pack(&pieces, packing, at, content),
        ToWorker::Make(order, passphrase, settings) => {
            MAKER.with_borrow_mut(|maker| maker.make(order, passphrase, &settings, content))
        }
        ToWorker::GoOn => MAKER.with_borrow_mut(Maker::go_on),
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
