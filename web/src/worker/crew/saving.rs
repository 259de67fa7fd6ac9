//! Saving what was made: one file as it is, or an archive that a fresh worker packs.

use js_sys::{ArrayBuffer, Uint8Array};

use super::super::hand::{Hand, Said};
use super::super::maker::below_folder;
use super::super::pool::{Bench, DeskEvent, PoolEvent};
use super::super::wire::{FromWorker, MadePiece, NotMade, Order, Packing, ToWorker};
use super::Crew;
use crate::clock::now;
use crate::save::save_bytes;

/// A worker that packs files.
pub struct Packer {
    number: u32,
    _hand: Hand,
    bench: Bench,
    packing: Packing,
    paths: Vec<String>,
}

impl Crew {
    /// Saves files that were made.
    pub fn hand_out(&mut self, bench: Bench, paths: Vec<String>, packing: Packing) {
        let mut content = Vec::new();
        let mut pieces = Vec::new();
        for path in &paths {
            let Some((bytes, mode)) = self.sources.made(path) else {
                return self.not_made(bench, NotMade::NotHere);
            };
            content.push(bytes);
            pieces.push(MadePiece { path: path.clone(), mode, length: bytes.len() });
        }
        let all =
            Uint8Array::new_with_length(content.iter().map(|bytes| u32::try_from(bytes.len()).unwrap_or(0)).sum());
        let mut at = 0;
        for bytes in content {
            let to = at + u32::try_from(bytes.len()).unwrap_or(0);
            all.subarray(at, to).copy_from(bytes);
            at = to;
        }
        if packing == Packing::Single {
            return self.save(bench, packing, paths, &all.buffer());
        }
        let Some((number, hand)) = self.hire() else {
            return self.not_made(bench, NotMade::Failed("the browser starts no workers".to_owned()));
        };
        let order = Order::Pack(pieces, packing, now());
        hand.send(&ToWorker::Make(order, None, self.settings.clone()), Some(&all.buffer()));
        self.packers.push(Packer { number, _hand: hand, bench, packing, paths });
    }

    /// Hears a packer; what it is not gives the word back.
    pub(super) fn hear_packer(&mut self, number: u32, said: Said) -> Option<Said> {
        let Some(index) = self.packers.iter().position(|packer| packer.number == number) else { return Some(said) };
        if matches!(said, Said::Ready) {
            return None;
        }
        let Packer { bench, packing, paths, .. } = self.packers.swap_remove(index);
        match said {
            Said::Answer(FromWorker::Packed, Some(archive)) => self.save(bench, packing, paths, &archive),
            Said::Answer(FromWorker::NotMade(why), _) => self.not_made(bench, why),
            Said::Fallen { reason, .. } | Said::Gone { reason } => self.not_made(bench, NotMade::Failed(reason)),
            Said::Ready | Said::Answer(..) => {}
        }
        None
    }

    /// Offers the bytes for download, and overwrites them here.
    fn save(&mut self, bench: Bench, packing: Packing, paths: Vec<String>, content: &ArrayBuffer) {
        let first = paths.first().map(|path| below_folder(path)).unwrap_or_default();
        let last_part = first.rsplit('/').next().unwrap_or_default();
        // The archive of a node is called after it.
        let top = first.split('/').next().unwrap_or_default();
        let of_node = |path: &String| below_folder(path).split('/').next() == Some(top);
        let node = (bench == Bench::Renew && paths.iter().all(of_node)).then(|| format!("{top}.tar.gz"));
        let (name, media_type) = match packing {
            Packing::Single => (last_part, "application/octet-stream"),
            Packing::TarGz => (node.as_deref().unwrap_or("kubecerts-made.tar.gz"), "application/gzip"),
            Packing::Zip => ("kubecerts-made.zip", "application/zip"),
        };
        let bytes = Uint8Array::new(content);
        let saved = save_bytes(name, media_type, &bytes);
        bytes.fill(0, 0, bytes.length());
        match saved {
            Ok(()) => self.events.push_back(PoolEvent::Desk(DeskEvent::Saved { paths })),
            Err(error) => self.not_made(bench, NotMade::Failed(super::super::origin::reason(&error))),
        }
    }
}
