//! The workers at work: who is free, who is at what, and what happens when one falls.

use std::collections::VecDeque;
use std::rc::Weak;

use cluster::{Report, Settings};
use intake::{FileKind, Place, Problem, ProblemKind, ReadFile};
use js_sys::{ArrayBuffer, Uint8Array};
use pki::Fingerprint;

use super::hand::{Hand, Said};
use super::load::{self, Origin};
use super::pool::{PoolEvent, Shared};
use super::sources::Sources;
use super::wire::{self, Batch, Found, FromWorker, Part, ToWorker};
use super::work::{Job, JobOrigin, Task, Waiting, Work};

/// Workers that fall in a row, with nothing done in between, before we give up.
const PATIENCE: u32 = 3;

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
    passwords: Vec<(String, String)>,
    falls: u32,
    gave_up: bool,
    /// Counts up when everything is read anew: what was begun before counts no more.
    age: u32,
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
    bytes: u64,
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
            gave_up: false,
            age: 0,
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

    /// Takes in one drop.
    pub fn add(&mut self, files: Vec<(String, Origin)>, folders: Vec<String>) {
        self.begin_counting();
        let (drop, numbers) = self.sources.add(files, folders.clone());
        self.tell_owner_folders(drop, folders);
        self.work.add(&numbers, &self.sources, self.wanted_readers);
        self.report.wanted = true;
        self.go_on();
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
        self.sources = Sources::default();
        self.gave_up = false;
        self.falls = 0;
        self.start();
        self.events.push_back(PoolEvent::Forgotten);
    }

    /// Forgets every private key of what was dropped so far.
    pub fn forget_keys(&mut self) {
        self.sources.forget_keys();
        self.stained = true;
        self.report.wanted = true;
        self.go_on();
    }

    /// Opens what is locked in a file.
    pub fn unlock(&mut self, path: String, password: String) {
        self.passwords.push((path.clone(), password));
        self.tell_owner(&ToWorker::Bytes(path), None);
    }

    /// Changes the settings.
    pub fn settings(&mut self, settings: Settings) {
        self.settings = settings;
        self.report.wanted = true;
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

    fn hear(&mut self, number: u32, said: Said) {
        if self.owner.as_ref().is_some_and(|(owner, _)| *owner == number) {
            self.hear_owner(said);
        } else if let Some(index) = self.readers.iter().position(|reader| reader.number == number) {
            self.hear_reader(index, said);
        }
        self.go_on();
    }

    fn hear_owner(&mut self, said: Said) {
        match said {
            Said::Ready => self.events.push_back(PoolEvent::Started),
            Said::Answer(answer, content) => {
                let content = content.map(|content| Uint8Array::new(&content).to_vec()).unwrap_or_default();
                self.take_in(answer, content);
            }
            Said::Fallen { reason, .. } | Said::Gone { reason } => {
                self.falls += 1;
                if self.falls > PATIENCE {
                    return self.give_up(reason);
                }
                self.events.push_back(PoolEvent::OwnerLost { reason });
                self.read_all_again();
            }
        }
    }

    fn take_in(&mut self, answer: FromWorker, content: Vec<u8>) {
        match answer {
            FromWorker::Report { parts } => {
                self.report.coming = wire::unpack(&content).map(Box::new);
                self.report.parts = parts;
                self.finish_report();
            }
            FromWorker::Part => {
                if let (Some(report), Some(part)) = (self.report.coming.as_mut(), wire::unpack::<Part>(&content)) {
                    match part {
                        Part::Certificates(rows) => report.certificates.extend(rows),
                        Part::Keys(rows) => report.keys.extend(rows),
                        Part::Files(rows) => report.files.extend(rows),
                    }
                }
                self.report.parts = self.report.parts.saturating_sub(1);
                self.finish_report();
            }
            FromWorker::Detail => {
                self.events.extend(wire::unpack(&content).map(|detail| PoolEvent::Detail(Box::new(detail))));
            }
            FromWorker::RequestDetail => {
                self.events.extend(wire::unpack(&content).map(|detail| PoolEvent::RequestDetail(Box::new(detail))));
            }
            FromWorker::NotThere(what) => self.events.push_back(PoolEvent::NotThere(what)),
            FromWorker::Renamed(renamed) => renamed.iter().for_each(|renamed| self.sources.rename(renamed)),
            FromWorker::Bytes(path) => {
                let Some(index) = self.passwords.iter().position(|(locked, _)| *locked == path) else { return };
                let (path, password) = self.passwords.swap_remove(index);
                let origin = JobOrigin { drop: self.sources.next_drop(), sources: Vec::new() };
                let buffer = Uint8Array::from(content.as_slice()).buffer();
                self.work.ready.push_back(Job { task: Task::Unlock { path, password }, origin, content: buffer });
            }
            FromWorker::Read { .. } | FromWorker::Members(_) | FromWorker::Unlocked => {}
        }
    }

    fn finish_report(&mut self) {
        if self.report.parts > 0 {
            return;
        }
        self.report.asked = false;
        if let Some(report) = self.report.coming.take() {
            self.falls = 0;
            self.events.push_back(PoolEvent::Report(report));
        }
    }

    fn hear_reader(&mut self, index: usize, said: Said) {
        match said {
            Said::Ready => {}
            Said::Answer(answer, content) => {
                let Some(busy) = self.readers.get_mut(index).and_then(|reader| reader.busy.take()) else { return };
                self.take_over(index, busy, answer, content);
            }
            Said::Fallen { path, reason, content } => {
                if let Some(busy) = self.readers.swap_remove(index).busy {
                    self.mourn(busy, path, reason, content);
                }
                self.start();
            }
            Said::Gone { reason } => match self.readers.swap_remove(index).busy {
                Some(busy) => {
                    self.mourn(busy, String::new(), reason, None);
                    self.start();
                }
                None => {
                    self.falls += 1;
                    match self.falls > PATIENCE {
                        true => self.give_up(reason),
                        false => self.start(),
                    }
                }
            },
        }
    }

    /// Takes over what a reader answered.
    fn take_over(&mut self, index: usize, busy: Busy, answer: FromWorker, content: Option<ArrayBuffer>) {
        match (answer, content) {
            (FromWorker::Members(members), Some(content)) => {
                let files = u32::try_from(members.pieces.len()).unwrap_or(u32::MAX);
                self.work.total = self.work.total.saturating_add(files);
                self.work.ready.push_back(Job { task: Task::Read(members), origin: busy.origin.clone(), content });
                // Its last word on this job is still to come.
                if let Some(reader) = self.readers.get_mut(index) {
                    reader.busy = Some(busy);
                }
            }
            (FromWorker::Read { files }, content) => {
                self.give_owner(busy.origin.drop, content.as_ref());
                self.work.count(&busy.task, files, busy.bytes);
                let Work { done, total, bytes, .. } = self.work;
                self.events.push_back(PoolEvent::Progress { done, total, bytes });
            }
            (_, content) => self.give_owner(busy.origin.drop, content.as_ref()),
        }
    }

    /// A reader fell at a file: the file becomes a row with its reason, and what else it was given is read by another.
    fn mourn(&mut self, busy: Busy, path: String, reason: String, content: Option<ArrayBuffer>) {
        let Busy { task, origin, bytes } = busy;
        let Task::Read(mut batch) = task else {
            return self.events.push_back(PoolEvent::WorkerLost { path, reason });
        };
        let is_known = !path.is_empty() && !batch.skip.iter().any(|(skipped, _)| *skipped == path);
        match content {
            Some(content) if is_known => {
                batch.skip.push((path.clone(), ProblemKind::Panicked { reason: reason.clone() }));
                self.work.ready.push_front(Job { task: Task::Read(batch), origin, content });
                self.events.push_back(PoolEvent::WorkerLost { path, reason });
            }
            // It is not known which one it was: each is read alone.
            _ if origin.sources.len() > 1 && !batch.unpacked => {
                let drop = origin.drop;
                let alone = origin.sources.into_iter().map(|number| vec![number]);
                self.work.waiting.extend(alone.map(|sources| Waiting { drop, sources, skip: batch.skip.clone() }));
            }
            _ => {
                let paths: Vec<String> = batch.pieces.iter().map(|piece| piece.path.clone()).collect();
                self.add_lost(origin.drop, &paths, &reason);
                let task = Task::Read(batch);
                self.work.count(&task, task.files(), bytes);
                self.events
                    .extend(paths.into_iter().map(|path| PoolEvent::WorkerLost { path, reason: reason.clone() }));
            }
        }
    }

    /// Rows for files that nobody could read.
    fn add_lost(&mut self, drop: u32, paths: &[String], reason: &str) {
        let problem = Problem { place: Place::default(), kind: ProblemKind::Panicked { reason: reason.to_owned() } };
        let files = paths.iter().map(|path| ReadFile {
            path: path.clone(),
            bytes: Vec::new(),
            sha256: Fingerprint([0; 32]),
            kind: FileKind::Unread,
            items: Vec::new(),
            problems: vec![problem.clone()],
        });
        let found = Found { files: files.collect(), ..Found::default() };
        let content = Uint8Array::from(wire::pack(&found).as_slice()).buffer();
        self.give_owner(drop, Some(&content));
    }

    /// Does whatever can be done now.
    fn go_on(&mut self) {
        if self.gave_up {
            return;
        }
        while self.work.loading + self.work.ready.len() <= self.wanted_readers {
            let Some(waiting) = self.work.waiting.pop_front() else { break };
            self.load(waiting);
        }
        for reader in self.readers.iter_mut().filter(|reader| reader.busy.is_none()) {
            let Some(job) = self.work.ready.pop_front() else { break };
            let bytes = u64::from(job.content.byte_length());
            reader.hand.send(&job.task.message(), Some(&job.content));
            reader.busy = Some(Busy { task: job.task, origin: job.origin, bytes });
        }
        if self.is_idle() {
            self.come_to_rest();
        }
    }

    /// Loads files into one buffer, beside everything else.
    fn load(&mut self, waiting: Waiting) {
        let Waiting { drop, sources, skip } = waiting;
        let files: Vec<(String, Origin)> = sources
            .iter()
            .filter_map(|number| self.sources.get(*number))
            .map(|source| (source.path.clone(), source.origin.clone()))
            .collect();
        let (too_large, files) =
            files.into_iter().partition(|(path, _)| skip.iter().any(|(skipped, _)| skipped == path));
        self.work.loading += 1;
        let (shared, age) = (self.shared.clone(), self.age);
        wasm_bindgen_futures::spawn_local(async move {
            let loaded = load::load(files).await;
            let Some(shared) = shared.upgrade() else { return };
            shared.act(|crew| crew.loaded(age, JobOrigin { drop, sources }, too_large, skip, loaded));
        });
    }

    fn loaded(
        &mut self,
        age: u32,
        origin: JobOrigin,
        too_large: Vec<(String, Origin)>,
        mut skip: Vec<(String, ProblemKind)>,
        loaded: load::Loaded,
    ) {
        let load::Loaded { content, mut pieces, unreadable } = loaded;
        skip.extend(unreadable);
        pieces.extend(too_large.into_iter().map(|(path, _)| wire::Piece { path, length: 0 }));
        let pasted = origin
            .sources
            .iter()
            .filter_map(|number| self.sources.get(*number))
            .any(|source| matches!(source.origin, Origin::Text(_)));
        let job = Job { task: Task::Read(Batch { pieces, unpacked: false, pasted, skip }), origin, content };
        if age != self.age {
            return job.wipe();
        }
        self.work.loading -= 1;
        self.work.ready.push_back(job);
        self.go_on();
    }

    /// Everything is read: what waited for that is done now.
    fn come_to_rest(&mut self) {
        if std::mem::take(&mut self.uncommitted) {
            self.tell_owner(&ToWorker::Commit, None);
        }
        if std::mem::take(&mut self.stained) {
            self.tell_owner(&ToWorker::ForgetKeys, None);
            self.readers.clear();
            self.start();
            let after = std::mem::take(&mut self.after);
            self.work.add(&after, &self.sources, self.wanted_readers);
            if !self.work.is_empty() {
                return self.go_on();
            }
        }
        for path in std::mem::take(&mut self.removed_meanwhile) {
            self.tell_owner(&ToWorker::Remove(path), None);
            self.report.wanted = true;
        }
        if self.report.wanted && !self.report.asked {
            self.report = Reporting { asked: true, ..Reporting::default() };
            self.tell_owner(&ToWorker::Report(self.settings.clone()), None);
        }
    }

    /// Starts over with fresh workers, from the files that are kept.
    fn read_all_again(&mut self) {
        self.end_all();
        self.start();
        for (drop, folder) in self.sources.folders().cloned().collect::<Vec<_>>() {
            self.tell_owner_folders(drop, vec![folder]);
        }
        self.removed_meanwhile = self.sources.removed().to_vec();
        let (without_keys, others) = self.sources.all();
        self.stained = !without_keys.is_empty();
        if self.stained {
            self.after = others;
            self.work.add(&without_keys, &self.sources, self.wanted_readers);
        } else {
            self.work.add(&others, &self.sources, self.wanted_readers);
        }
        self.report.wanted = true;
        self.go_on();
    }

    fn end_all(&mut self) {
        self.owner = None;
        self.readers.clear();
        self.work.clear();
        self.report = Reporting::default();
        self.after.clear();
        self.removed_meanwhile.clear();
        self.uncommitted = false;
        self.stained = false;
        self.passwords.clear();
        self.age += 1;
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
        self.work.is_empty() && self.readers.iter().all(|reader| reader.busy.is_none())
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
