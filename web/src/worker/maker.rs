//! A maker: makes keys, requests, certificates and archives, for one order, and ends with it. So what brings it down
//! brings down nothing else, and no key outlives its use here.

use cluster::desk::draft::{self, DraftError, KeySource};
use cluster::desk::made::MadeFile;
use cluster::desk::sign::Signing;
use cluster::plan::Plan;
use cluster::{Settings, Workspace};
use intake::PackedFile;
use js_sys::Uint8Array;
use pki::{Fingerprint, KeyKind, PrivateKey, UnixTime};
use wasm_bindgen::prelude::*;
use words::Lang;
use zeroize::{Zeroize as _, Zeroizing};

use super::answer::Answer;
use super::wire::{self, Copied, FromWorker, MadePiece, MadeSlice, NotMade, Order, Packing, Passphrase, ToWorker};
use crate::keys;

/// What is made lies below this folder of the workspace.
pub const FOLDER: &str = "made";

/// Milliseconds of signing from one word to the page to the next.
const SLICE: f64 = 60.0;

/// What a maker works with.
#[derive(Default)]
pub struct Maker {
    workspace: Workspace,
    signing: Option<Signing>,
    signed: usize,
    renewing: Option<Renewing>,
}

/// A renewal whose keys are being made.
struct Renewing {
    plan: Plan,
    keys: Vec<PrivateKey>,
    lang: Lang,
}

/// The new keys that a message asks for, by the browser, each behind its length in four octets; `undefined` when it
/// asks for none, or the browser makes none. All are made at once.
#[wasm_bindgen]
pub async fn new_keys(mut header: Vec<u8>) -> Option<Uint8Array> {
    let kinds = match wire::unpack::<ToWorker>(&header) {
        Some(ToWorker::Make(order, ..)) => order.new_keys(),
        _ => Vec::new(),
    };
    // It may hold a passphrase.
    header.zeroize();
    keys::browser_keys(&kinds).await
}

impl Order {
    /// The kinds of the new keys that it needs.
    pub fn new_keys(&self) -> Vec<KeyKind> {
        match (self, self.key()) {
            (Order::Renew(_, kinds, _), _) => kinds.clone(),
            (_, Some(KeySource::New(kind))) => vec![*kind],
            _ => Vec::new(),
        }
    }

    /// It needs what was dropped.
    pub fn needs_workspace(&self) -> bool {
        match self {
            Order::Request(draft) => matches!(draft.key, KeySource::Held(_)),
            Order::Sign(_) | Order::Authority(_) | Order::TakeBack(_) | Order::Renew(..) => true,
            Order::Pack(..) => false,
        }
    }

    fn key(&self) -> Option<&KeySource> {
        match self {
            Order::Request(draft) => Some(&draft.key),
            Order::Authority(draft) => Some(&draft.key),
            Order::Sign(_) | Order::TakeBack(_) | Order::Renew(..) | Order::Pack(..) => None,
        }
    }
}

impl Maker {
    /// Takes a copy of the workspace.
    pub fn take(&mut self, content: Vec<u8>) {
        let content = Zeroizing::new(content);
        let Some(Copied(drops)) = wire::unpack::<Copied>(&content) else { return };
        for files in drops {
            // Their names are free already.
            self.workspace.add(files, Vec::new());
        }
    }

    /// Makes what is ordered, or the first part of it.
    pub fn make(&mut self, order: Order, passphrase: Passphrase, settings: &Settings, content: Vec<u8>) -> Vec<Answer> {
        let content = Zeroizing::new(content);
        let passphrase = passphrase.as_ref().map(|passphrase| passphrase.as_str());
        let key = order.key().map(|source| self.key(source, &content)).transpose();
        let made = key.and_then(|key| match (order, key) {
            (Order::Request(draft), Some((key, is_new))) => {
                Ok(draft::make(&draft, &key, is_new, passphrase, &mut keys::random())?)
            }
            (Order::Authority(draft), Some((key, is_new))) => self
                .workspace
                .make_authority(&draft, &key, is_new, passphrase, &mut keys::random())
                .map_err(NotMade::Refusals),
            (Order::TakeBack(certificates), _) => Ok(self.workspace.take_back(&certificates, settings)),
            (Order::Renew(order, _, lang), _) => {
                let plan = self.workspace.renewal(&order, settings);
                self.renewing = Some(Renewing { plan, keys: made_keys(&content)?, lang });
                Ok(Vec::new())
            }
            (Order::Sign(order), _) => {
                self.signing = Some(self.workspace.signing(&order, settings));
                self.signed = 0;
                Ok(Vec::new())
            }
            (Order::Request(_) | Order::Authority(_) | Order::Pack(..), _) => Ok(Vec::new()),
        });
        match made {
            Ok(_) if self.signing.is_some() || self.renewing.is_some() => self.go_on(),
            Ok(files) => vec![answer(files, Vec::new(), 1, 1)],
            Err(why) => vec![(FromWorker::NotMade(why), Vec::new())],
        }
    }

    /// Makes keys or signs for a while.
    pub fn go_on(&mut self) -> Vec<Answer> {
        if let Some(renewing) = &mut self.renewing {
            return renewing.go_on();
        }
        let Some(signing) = &self.signing else { return Vec::new() };
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        let (begun, total, mut random) = (js_sys::Date::now(), signing.rows().len(), keys::random());
        while self.signed < total && js_sys::Date::now() - begun < SLICE {
            match signing.sign(self.signed, &mut random) {
                Ok(made) => files.extend(made),
                Err(row) => refused.push(*row),
            }
            self.signed += 1;
        }
        vec![answer(files, refused, self.signed, total)]
    }

    /// The key, and whether it is new.
    fn key(&self, source: &KeySource, made: &[u8]) -> Result<(PrivateKey, bool), NotMade> {
        let failed = |error: pki::KeyError| NotMade::Failed(error.to_string());
        match source {
            KeySource::Held(public) => Ok((self.held(*public)?, false)),
            KeySource::New(kind) if made.is_empty() => Ok((keys::core_key(*kind).map_err(failed)?, true)),
            KeySource::New(_) => Ok((made_keys(made)?.pop().ok_or(NotMade::NotHere)?, true)),
        }
    }

    fn held(&self, public: Fingerprint) -> Result<PrivateKey, NotMade> {
        self.workspace.private_key(public).ok_or(NotMade::NotHere)
    }
}

impl Renewing {
    /// Makes the next key that the browser did not make; with the last one, everything.
    fn go_on(&mut self) -> Vec<Answer> {
        let kinds = &self.plan.outline().keys;
        // The last step is the signing of all.
        let total = kinds.len() + 1;
        if let Some(kind) = kinds.get(self.keys.len()) {
            return match keys::core_key(*kind) {
                Ok(key) => {
                    self.keys.push(key);
                    vec![answer(Vec::new(), Vec::new(), self.keys.len(), total)]
                }
                Err(error) => vec![(FromWorker::NotMade(NotMade::Failed(error.to_string())), Vec::new())],
            };
        }
        match self.plan.finish(std::mem::take(&mut self.keys), &mut keys::random()) {
            Ok(nodes) => {
                let files = words::render::archives(self.plan.outline(), nodes, self.lang);
                vec![answer(files, Vec::new(), total, total)]
            }
            Err(error) => vec![(FromWorker::NotMade(NotMade::Failed(error.to_string())), Vec::new())],
        }
    }
}

/// The keys that the browser made, each behind its length.
fn made_keys(mut content: &[u8]) -> Result<Vec<PrivateKey>, NotMade> {
    let failed = || NotMade::Failed("a key of the browser is cut off".to_owned());
    let mut made = Vec::new();
    while let Some((length, rest)) = content.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| failed())?;
        let (der, rest) = rest.split_at_checked(length).ok_or_else(failed)?;
        made.push(PrivateKey::from_der(der).map_err(|error| NotMade::Failed(error.to_string()))?);
        content = rest;
    }
    Ok(made)
}

/// Packs files; the buffer holds their bytes, one behind the other.
pub fn pack(pieces: &[MadePiece], packing: Packing, at: UnixTime, content: Vec<u8>) -> Vec<Answer> {
    let content = Zeroizing::new(content);
    let mut rest = content.as_slice();
    let mut files = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (bytes, behind) = rest.split_at_checked(piece.length).unwrap_or((rest, &[]));
        rest = behind;
        files.push(PackedFile { path: below_folder(&piece.path), mode: piece.mode, bytes });
    }
    let packed = match packing {
        Packing::Zip => intake::pack_zip(&files, at),
        Packing::TarGz | Packing::Single => intake::pack_tar_gz(&files, at),
    };
    vec![match packed {
        Ok(archive) => (FromWorker::Packed, archive),
        Err(error) => (FromWorker::NotMade(NotMade::Failed(error.to_string())), Vec::new()),
    }]
}

fn answer(files: Vec<MadeFile>, refused: Vec<cluster::desk::sign::SignRow>, done: usize, total: usize) -> Answer {
    let mut content = Vec::with_capacity(files.iter().map(|file| file.content.len()).sum());
    let mut pieces = Vec::with_capacity(files.len());
    for file in files {
        content.extend_from_slice(&file.content);
        let path = format!("{FOLDER}/{}", below_folder(&file.path));
        pieces.push(MadePiece { path, mode: file.mode, length: file.content.len() });
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (FromWorker::Made(MadeSlice { pieces, refused, done: count(done), total: count(total) }), content)
}

/// A path without the folder of what was made, which has a number where there are several.
pub fn below_folder(path: &str) -> &str {
    match path.split_once('/') {
        Some((top, rest)) if top == FOLDER || top.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with(" (")) => {
            rest
        }
        _ => path,
    }
}

impl From<DraftError> for NotMade {
    fn from(error: DraftError) -> NotMade {
        match error {
            DraftError::Faults(faults) => NotMade::Faults(faults),
            DraftError::NoPassphrase => NotMade::NoPassphrase,
            other => NotMade::Failed(other.to_string()),
        }
    }
}
