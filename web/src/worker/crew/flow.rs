//! What is done next: giving readers work, asking the owner for a report.

use super::super::origin::Origin;
use super::super::wire::ToWorker;
use super::super::work::{Content, Job};
use super::{Busy, Crew, Reporting};

impl Crew {
    /// Does whatever can be done now.
    pub(super) fn go_on(&mut self) {
        if self.gave_up {
            return;
        }
        for reader in self.readers.iter_mut().filter(|reader| reader.busy.is_none()) {
            let Some(Job { mut task, mut origin, content }) = self.work.jobs.pop_front() else { break };
            match &content {
                Content::Here(bytes) => reader.hand.send(&task.message(), Some(bytes)),
                Content::InFiles => {
                    // What was removed in the meantime is not even asked for.
                    let is_there: Vec<bool> =
                        origin.sources.iter().map(|number| self.sources.get(*number).is_some()).collect();
                    task.keep(&is_there);
                    origin.sources.retain(|number| self.sources.get(*number).is_some());
                    let origins = origin.sources.iter().filter_map(|number| self.sources.get(*number));
                    let files = Origin::files(origins.map(|source| &source.origin));
                    if files.length() == 0 {
                        continue;
                    }
                    reader.hand.send_files(&task.message(), &files);
                }
            }
            reader.busy = Some(Busy { task, origin, read: 0, alive_at: js_sys::Date::now() });
        }
        self.watch_soon();
        if self.is_idle() {
            self.come_to_rest();
        }
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
            if !self.work.jobs.is_empty() {
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
            self.report_asked();
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
