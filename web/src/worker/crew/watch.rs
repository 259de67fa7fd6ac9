//! Readers that neither answer nor fall: a file that never ends would hold up all that comes after it.

use gloo::timers::callback::Timeout;

use super::super::hand::Said;
use super::Crew;

/// A reader that is silent for so many milliseconds is taken for dead. It gives a sign of life with every file, though
/// not more than one in five seconds, and also while it waits for a slow disk; the largest archive takes a fraction of
/// this.
const SILENCE: f64 = 60_000.0;

/// How often the readers are looked after while they are at work, in milliseconds.
const ROUND: u32 = 10_000;

impl Crew {
    /// Has the readers looked after in a while, if any is at work.
    pub(super) fn watch_soon(&mut self) {
        if self.watched || self.readers.iter().all(|reader| reader.busy.is_none()) {
            return;
        }
        self.watched = true;
        let shared = self.shared.clone();
        let look = move || {
            if let Some(shared) = shared.upgrade() {
                shared.act(Crew::look_after_readers);
            }
        };
        Timeout::new(ROUND, look).forget();
    }

    /// Readers that have been silent for too long have fallen: what they were at is read again, each file alone, until
    /// the one that never ends is found and becomes a row.
    fn look_after_readers(&mut self) {
        self.watched = false;
        let now = js_sys::Date::now();
        let silent = self.readers.iter().filter(|reader| {
            let alive_at = reader.busy.as_ref().map(|busy| busy.alive_at);
            alive_at.is_some_and(|alive_at| is_silent(alive_at, now))
        });
        let silent: Vec<u32> = silent.map(|reader| reader.number).collect();
        for number in silent {
            let reason = format!("no sign of life for {} s", SILENCE / 1000.0);
            self.hear(number, Said::Gone { reason });
        }
        self.watch_soon();
    }
}

fn is_silent(alive_at: f64, now: f64) -> bool {
    now - alive_at > SILENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_silent_after_a_minute_without_a_word() {
        assert!(!is_silent(0.0, 0.0));
        assert!(!is_silent(1_000.0, 61_000.0));
        assert!(is_silent(1_000.0, 61_001.0));
        // A clock that was set back says nothing.
        assert!(!is_silent(90_000.0, 1_000.0));
    }
}
