//! What is done next: loading files, giving readers work, asking the owner for a report.

use intake::ProblemKind;

use super::super::load::{self, Origin};
use super::super::wire::{self, Batch, ToWorker};
use super::super::work::{Job, JobOrigin, Task, Waiting};
use super::{Busy, Crew, Reporting};

impl Crew {
    /// Does whatever can be done now.
    pub(super) fn go_on(&mut self) {
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
    pub(super) fn read_all_again(&mut self) {
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
}
