//! The sample cluster that is packed with the page.

use crate::clock::now;
use crate::store::{Message, Store};

/// Three nodes with certificates in every state; the folder's name says that the keys are throw-away ones.
pub const SAMPLE: &[u8] = include_bytes!("../sample/sample.tar.gz");

/// The name the archive is shown under.
pub const NAME: &str = "sample.tar.gz";

/// Loads the sample cluster and sets its clock.
pub fn load_sample(store: &Store) {
    store.tell(Message::SampleChosen(cluster::sample::VIEWED_AT));
    store.tell(Message::ReadingBegan(now()));
    store.pool.add_bytes(NAME.to_owned(), SAMPLE.to_vec());
}
