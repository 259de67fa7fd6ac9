//! The workers at work: who is free, who is at what, and what happens when one falls.

mod flow;
mod hearing;
mod making;
mod saving;
mod watch;

use std::collections::VecDeque;
use std::rc::Weak;

use cluster::desk::sign::SignOrder;
use cluster::{Report, Settings};
use gloo::timers::callback::Timeout;
use js_sys::ArrayBuffer;
use pki::Fingerprint;
use zeroize::Zeroizing;

use super::hand::Hand;
use super::origin::Origin;
use super::pool::{DeskEvent, PoolEvent, Shared};
use super::sources::Sources;
use super::wire::{DeskQuestion, ToWorker};
use super::work::{JobOrigin, Task, Work};
use making::{Awaited, Making};
use saving::Packer;

/// Workers that fall in a row, with nothing done in between, before we give up.
const PATIENCE: u32 = 3;

/// Milliseconds from the first worker that runs to the rehearsal.
const REST: u32 = 50;

/// The page's side of all workers.
pub struct Crew {
    /// What is to be told when the crew has acted.
    pub events: VecDeque<PoolEvent>,
    shared: Weak<Shared>,
    owner: Option<(u32, Hand)>,
    readers: Vec<Reader>,
    wanted_readers: usize,
    next_hand: u32,
    sources: Sources,
    work: Work,
    settings: Settings,
    report: Reporting,
    /// The owner was given something that is not taken in yet.
    uncommitted: bool,
    /// To be read when all else is: after the keys of what was read so far are forgotten.
    after: Vec<u32>,
    /// What was removed while readers were busy: they may still bring it.
    removed_meanwhile: Vec<String>,
    /// The readers have seen keys that are to be forgotten: they are replaced when they are free.
    stained: bool,
    passwords: Vec<(String, Zeroizing<String>)>,
    falls: u32,
    /// When progress was told last, in milliseconds.
    told_at: f64,
    gave_up: bool,
    /// The rehearsal was begun, by this owner or an earlier one.
    rehearsed: bool,
    /// Somebody looks after the readers in a while.
    watched: bool,
    /// The owner works out a preview, and of those asked for meanwhile only the newest matters.
    previewing: bool,
    next_preview: Option<SignOrder>,
    making: Option<Making>,
    awaited: Option<Awaited>,
    packers: Vec<Packer>,
}

struct Reader {
    number: u32,
    hand: Hand,
    busy: Option<Busy>,
}

/// What a reader is at.
struct Busy {
    task: Task,
    origin: JobOrigin,
    /// How many of the given files are done.
    read: u32,
    /// When it last gave a sign of life, in milliseconds.
    alive_at: f64,
}

/// Where the report is.
#[derive(Default)]
struct Reporting {
    wanted: bool,
    asked: bool,
    parts: u32,
    coming: Option<Box<Report>>,
}

impl Crew {
    /// A crew that has not started yet.
    pub fn new(shared: Weak<Shared>, readers: usize, settings: Settings) -> Crew {
        Crew {
            events: VecDeque::new(),
            shared,
            owner: None,
            readers: Vec::new(),
            wanted_readers: readers,
            next_hand: 0,
            sources: Sources::default(),
            work: Work::default(),
            settings,
            report: Reporting::default(),
            uncommitted: false,
            after: Vec::new(),
            removed_meanwhile: Vec::new(),
            stained: false,
            passwords: Vec::new(),
            falls: 0,
            told_at: 0.0,
            gave_up: false,
            rehearsed: false,
            watched: false,
            previewing: false,
            next_preview: None,
            making: None,
            awaited: None,
            packers: Vec::new(),
        }
    }

    /// Starts all workers that are not there.
    pub fn start(&mut self) {
        if self.owner.is_none() {
            self.owner = self.hire();
        }
        while self.readers.len() < self.wanted_readers {
            let Some((number, hand)) = self.hire() else { break };
            self.readers.push(Reader { number, hand, busy: None });
        }
        if self.owner.is_none() || self.readers.is_empty() {
            self.give_up("the browser starts no workers".to_owned());
        }
    }

    /// Begins the rehearsal once, when the page has come to rest.
    fn rehearse_soon(&mut self) {
        if std::mem::replace(&mut self.rehearsed, true) {
            return;
        }
        let shared = self.shared.clone();
        let begin = move || {
            if let Some(shared) = shared.upgrade() {
                shared.act(|crew| crew.rehearse());
            }
        };
        Timeout::new(REST, begin).forget();
    }

    /// Goes on with the rehearsal, unless there is real work already.
    fn rehearse(&mut self) {
        if self.sources.is_empty() {
            self.tell_owner(&ToWorker::Rehearse, None);
        }
    }

    /// Takes in one drop.
    pub fn add(&mut self, files: Vec<(String, Origin)>, folders: Vec<String>) -> Vec<u32> {
        self.start();
        self.begin_counting();
        let (drop, numbers) = self.sources.add(files, folders.clone());
        self.tell_owner_folders(drop, folders);
        if std::mem::take(&mut self.gave_up) {
            self.read_all_again();
            return numbers;
        }
        self.work.add(&numbers, &self.sources, self.wanted_readers);
        self.report.wanted = true;
        self.go_on();
        numbers
    }

    /// Removes a file or folder.
    pub fn remove(&mut self, path: String) {
        self.sources.remove(&path);
        if std::mem::take(&mut self.gave_up) {
            return self.read_all_again();
        }
        self.tell_owner(&ToWorker::Remove(path.clone()), None);
        if !self.is_idle() {
            self.removed_meanwhile.push(path);
        }
        self.report.wanted = true;
        self.go_on();
    }

    /// Ends all workers, with all they hold, and starts fresh ones.
    pub fn forget_everything(&mut self) {
        self.end_all();
        self.awaited = None;
        self.sources = Sources::default();
        self.gave_up = false;
        self.falls = 0;
        self.start();
        self.events.push_back(PoolEvent::Forgotten);
    }

    /// Forgets every private key of what was dropped so far.
    pub fn forget_keys(&mut self) {
        self.cancel_making();
        self.packers.clear();
        let paths = self.sources.forget_keys();
        self.events.push_back(PoolEvent::Desk(DeskEvent::KeysForgotten { paths }));
        self.stained = true;
        self.report.wanted = true;
        self.go_on();
    }

    /// Opens what is locked in a file.
    pub fn unlock(&mut self, path: String, password: String) {
        self.passwords.push((path.clone(), Zeroizing::new(password)));
        self.tell_owner(&ToWorker::Bytes(path), None);
    }

    /// Changes the settings.
    pub fn settings(&mut self, settings: Settings) {
        self.settings = settings;
        // Before anything was dropped there is nothing to report.
        self.report.wanted |= !self.sources.is_empty();
        self.go_on();
    }

    /// Asks for a certificate in full.
    pub fn detail(&mut self, certificate: Fingerprint) {
        self.tell_owner(&ToWorker::Detail(certificate, self.settings.clone()), None);
    }

    /// Asks for a request in full.
    pub fn request_detail(&mut self, request: Fingerprint) {
        self.tell_owner(&ToWorker::RequestDetail(request), None);
    }

    /// Asks the owner something for a screen of the desk.
    pub fn ask(&mut self, question: DeskQuestion) {
        if let DeskQuestion::SignPreview(order) = &question
            && std::mem::replace(&mut self.previewing, true)
        {
            self.next_preview = Some(order.clone());
            return;
        }
        self.tell_owner(&ToWorker::Desk(question, self.settings.clone()), None);
    }

    /// A preview is there; says whether it is of the newest order.
    fn preview_came(&mut self) -> bool {
        self.previewing = false;
        let next = self.next_preview.take();
        let is_newest = next.is_none();
        if let Some(order) = next {
            self.ask(DeskQuestion::SignPreview(order));
        }
        is_newest
    }

    /// Starts one worker, whatever it will be.
    fn hire(&mut self) -> Option<(u32, Hand)> {
        let number = self.next_hand;
        self.next_hand += 1;
        let shared = self.shared.clone();
        let hand = Hand::start(move |said| {
            if let Some(shared) = shared.upgrade() {
                shared.act(|crew| crew.hear(number, said));
            }
        })?;
        Some((number, hand))
    }

    fn end_all(&mut self) {
        self.owner = None;
        self.readers.clear();
        self.cancel_making();
        self.packers.clear();
        self.previewing = false;
        self.next_preview = None;
        if let Some(awaited) = &mut self.awaited {
            awaited.again();
        }
        self.work.clear();
        self.report = Reporting::default();
        self.after.clear();
        self.removed_meanwhile.clear();
        self.uncommitted = false;
        self.stained = false;
        self.passwords.clear();
    }

    fn give_up(&mut self, reason: String) {
        self.end_all();
        self.gave_up = true;
        self.events.push_back(PoolEvent::GaveUp { reason });
    }

    fn begin_counting(&mut self) {
        if self.is_idle() {
            self.work.done = 0;
            self.work.total = 0;
            self.work.bytes = 0;
        }
    }

    fn is_idle(&self) -> bool {
        self.work.jobs.is_empty() && self.readers.iter().all(|reader| reader.busy.is_none())
    }

    /// Hands the owner what was read of a drop.
    fn give_owner(&mut self, drop: u32, found: Option<&ArrayBuffer>) {
        self.tell_owner(&ToWorker::Add(drop), found);
        self.uncommitted = true;
        self.report.wanted = true;
    }

    fn tell_owner_folders(&mut self, drop: u32, folders: Vec<String>) {
        if !folders.is_empty() {
            self.tell_owner(&ToWorker::AddFolders(drop, folders), None);
            self.uncommitted = true;
        }
    }

    fn tell_owner(&self, message: &ToWorker, content: Option<&ArrayBuffer>) {
        if let Some((_, owner)) = &self.owner {
            owner.send(message, content);
        }
    }
}
