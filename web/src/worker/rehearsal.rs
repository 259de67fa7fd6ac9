//! What is done once before anything is dropped, so that the first drop does not pay for it.
//!
//! Browsers compile a function of the module when it is first called, in haste, and well only after it was called
//! often. All workers share what was compiled. So the owner reads the sample cluster once and makes a report of it while
//! the page waits for its user, in steps, between which a real drop goes first; nothing of it is kept or shown.

use cluster::{Report, Settings, Workspace};
use intake::{DroppedFile, Limits, ReadFile};

use super::wire;

/// A step is over after so many milliseconds: a drop waits no longer than that.
const STEP: f64 = 12.0;

/// The sample on its way through the core.
#[derive(Default)]
pub struct Rehearsal {
    files: Option<std::vec::IntoIter<DroppedFile>>,
    read: Vec<ReadFile>,
}

impl Rehearsal {
    /// Does the next step; says whether that was the last.
    pub fn step(&mut self) -> bool {
        let Some(files) = &mut self.files else {
            let sample = DroppedFile { path: crate::sample::NAME.to_owned(), bytes: crate::sample::SAMPLE.to_vec() };
            self.files = Some(intake::unpack(sample, &Limits::default()).files.into_iter());
            return false;
        };
        let begun = js_sys::Date::now();
        for file in files.by_ref() {
            self.read.push(intake::read(file));
            if js_sys::Date::now() - begun > STEP {
                return false;
            }
        }
        let mut workspace = Workspace::new();
        workspace.add(std::mem::take(&mut self.read), Vec::new());
        let report = workspace.report(&Settings::at(cluster::sample::VIEWED_AT));
        wire::unpack::<Report>(&wire::pack(&report));
        true
    }
}
