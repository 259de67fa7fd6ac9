//! What the workers say, and what follows from it.

use intake::{FileKind, Place, Problem, ProblemKind, ReadFile};
use js_sys::{ArrayBuffer, Uint8Array};
use pki::Fingerprint;

use super::super::hand::Said;
use super::super::pool::{DeskEvent, PoolEvent};
use super::super::wire::{self, Batch, DeskAnswer, Found, FromWorker, Part};
use super::super::work::{Content, Job, JobOrigin, Task, Work};
use super::{Busy, Crew, PATIENCE};

/// Milliseconds from one word of progress to the next.
const BETWEEN_PROGRESS: f64 = 100.0;

impl Crew {
    /// Hears what a worker said.
    pub(super) fn hear(&mut self, number: u32, said: Said) {
        if self.owner.as_ref().is_some_and(|(owner, _)| *owner == number) {
            self.hear_owner(said);
        } else if let Some(index) = self.readers.iter().position(|reader| reader.number == number) {
            self.hear_reader(index, said);
        } else if let Some(said) = self.hear_maker(number, said) {
            self.hear_packer(number, said);
        }
        self.go_on();
    }

    fn hear_owner(&mut self, said: Said) {
        match said {
            Said::Ready => self.rehearse_soon(),
            Said::Answer(FromWorker::Copied, Some(content)) => self.hand_copies(&content),
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
                let content = Content::Here(buffer);
                self.work.jobs.push_back(Job { task: Task::Unlock { path, password }, origin, content });
            }
            FromWorker::Rehearsed(false) => self.rehearse(),
            FromWorker::Desk => {
                let Some(answer) = wire::unpack::<DeskAnswer>(&content) else { return };
                if !matches!(answer, DeskAnswer::SignPreview(_)) || self.preview_came() {
                    self.events.push_back(PoolEvent::Desk(DeskEvent::Answered(Box::new(answer))));
                }
            }
            FromWorker::Rehearsed(true)
            | FromWorker::Read { .. }
            | FromWorker::Members(_)
            | FromWorker::Unlocked
            | FromWorker::Copied
            | FromWorker::Made(_)
            | FromWorker::Packed
            | FromWorker::NotMade(_) => {}
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
            self.tell_made();
        }
    }

    fn hear_reader(&mut self, index: usize, said: Said) {
        match said {
            Said::Ready => {
                if let Some(busy) = self.readers.get_mut(index).and_then(|reader| reader.busy.as_mut()) {
                    busy.alive_at = js_sys::Date::now();
                }
            }
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
                let content = Content::Here(content);
                self.work.jobs.push_back(Job { task: Task::Read(members), origin: busy.origin.clone(), content });
                // Its last word on this job is still to come.
                if let Some(reader) = self.readers.get_mut(index) {
                    reader.busy = Some(busy);
                }
            }
            (FromWorker::Read { given, files, bytes, last }, content) => {
                self.give_owner(busy.origin.drop, content.as_ref());
                self.work.count(given, files, bytes);
                self.tell_progress();
                if let Some(reader) = self.readers.get_mut(index).filter(|_| !last) {
                    let read = busy.read.saturating_add(given);
                    reader.busy = Some(Busy { read, alive_at: js_sys::Date::now(), ..busy });
                }
            }
            (_, content) => self.give_owner(busy.origin.drop, content.as_ref()),
        }
    }

    /// Tells how far reading is, no more often than an eye can follow.
    fn tell_progress(&mut self) {
        let Work { done, total, bytes, .. } = self.work;
        let now = js_sys::Date::now();
        if done == total || now - self.told_at > BETWEEN_PROGRESS {
            self.told_at = now;
            self.events.push_back(PoolEvent::Progress { done, total, bytes });
        }
    }

    /// A reader fell at a file: the file becomes a row with its reason, and what else it was given is read by another.
    fn mourn(&mut self, busy: Busy, path: String, reason: String, content: Option<ArrayBuffer>) {
        let Busy { task, mut origin, read, .. } = busy;
        let Task::Read(mut batch) = task else {
            return self.events.push_back(PoolEvent::WorkerLost { path, reason });
        };
        let is_in_files = content.is_none() && !batch.unpacked && !batch.pasted;
        if is_in_files {
            // What came before is with the owner already.
            let read = usize::try_from(read).unwrap_or(usize::MAX).min(batch.pieces.len());
            batch.pieces.drain(..read);
            origin.sources.drain(..read.min(origin.sources.len()));
        }
        let content = content.map(Content::Here).or(is_in_files.then_some(Content::InFiles));
        let is_known = !path.is_empty() && !batch.skip.iter().any(|(skipped, _)| *skipped == path);
        match content {
            Some(content) if is_known => {
                batch.skip.push((path.clone(), ProblemKind::Panicked { reason: reason.clone() }));
                self.work.jobs.push_front(Job { task: Task::Read(batch), origin, content });
                self.events.push_back(PoolEvent::WorkerLost { path, reason });
            }
            // It is not known which one it was: each is read alone.
            Some(Content::InFiles) if origin.sources.len() > 1 => {
                for (piece, source) in batch.pieces.into_iter().zip(origin.sources) {
                    let task = Task::Read(Batch { pieces: vec![piece], skip: batch.skip.clone(), ..Batch::default() });
                    let origin = JobOrigin { drop: origin.drop, sources: vec![source] };
                    self.work.jobs.push_back(Job { task, origin, content: Content::InFiles });
                }
            }
            _ => {
                let paths: Vec<String> = batch.pieces.into_iter().map(|piece| piece.path).collect();
                self.add_lost(origin.drop, &paths, &reason);
                let count = u32::try_from(paths.len()).unwrap_or(u32::MAX);
                self.work.count(count, count, 0);
                let lost = paths.into_iter().map(|path| PoolEvent::WorkerLost { path, reason: reason.clone() });
                self.events.extend(lost);
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
            keys: Vec::new(),
        });
        let found = Found { files: files.collect(), ..Found::default() };
        let content = Uint8Array::from(wire::pack(&found).as_slice()).buffer();
        self.give_owner(drop, Some(&content));
    }
}
