//! Making: fresh workers get the orders, what they make is read like a drop, and they end.

use std::collections::VecDeque;

use cluster::Settings;
use cluster::desk::sign::SignRow;
use gloo::timers::callback::Interval;
use js_sys::{ArrayBuffer, Uint8Array};
use zeroize::Zeroizing;

use super::super::hand::{Hand, Said};
use super::super::origin::Origin;
use super::super::pool::{Bench, DeskEvent, PoolEvent};
use super::super::wire::{FromWorker, MadeSlice, NotMade, Order, Passphrase, ToWorker};
use super::Crew;
use crate::keys;

/// Milliseconds from one word of progress to the next.
const BETWEEN_PROGRESS: u32 = 250;

/// What is being made.
pub struct Making {
    bench: Bench,
    orders: VecDeque<Order>,
    passphrase: Passphrase,
    settings: Settings,
    makers: Vec<Maker>,
    /// What was made so far; nothing of it is handed out before all is made.
    files: Vec<(String, Origin)>,
    refused: Vec<SignRow>,
    done: u32,
    total: u32,
    begun_at: f64,
    /// How long all of it usually takes, in milliseconds; 0 when that is not known.
    usual: f64,
    _ticker: Interval,
}

struct Maker {
    number: u32,
    hand: Hand,
    busy: bool,
}

/// What was made and is being read.
pub struct Awaited {
    bench: Bench,
    sources: Vec<u32>,
    refused: Vec<SignRow>,
    passphrase: Passphrase,
    /// The report that is coming knows of it.
    reported: bool,
}

impl Awaited {
    /// The workers fell: the report that was asked for does not come.
    pub(super) fn again(&mut self) {
        self.reported = false;
    }
}

impl Crew {
    /// Begins to make something; while something else is being made, nothing happens.
    pub fn make(&mut self, bench: Bench, orders: Vec<Order>, passphrase: Passphrase) {
        if self.making.is_some() || self.awaited.is_some() || orders.is_empty() {
            return;
        }
        let count = orders.len().min(self.wanted_readers);
        let makers: Vec<Maker> =
            (0..count).filter_map(|_| self.hire()).map(|(number, hand)| Maker { number, hand, busy: false }).collect();
        if makers.is_empty() || self.gave_up {
            return self.not_made(bench, NotMade::Failed("the browser starts no workers".to_owned()));
        }
        let usual: f64 = orders.iter().flat_map(Order::new_keys).map(keys::usual_time).sum();
        let needs_workspace = orders.iter().any(Order::needs_workspace);
        let shared = self.shared.clone();
        let tick = move || {
            if let Some(shared) = shared.upgrade() {
                shared.act(|crew| crew.tell_making());
            }
        };
        self.making = Some(Making {
            bench,
            total: u32::try_from(orders.len()).unwrap_or(u32::MAX),
            orders: orders.into(),
            passphrase,
            settings: self.settings.clone(),
            files: Vec::new(),
            refused: Vec::new(),
            done: 0,
            begun_at: js_sys::Date::now(),
            usual: usual / f64::from(u32::try_from(makers.len()).unwrap_or(1)),
            makers,
            _ticker: Interval::new(BETWEEN_PROGRESS, tick),
        });
        self.tell_making();
        match needs_workspace {
            true => self.tell_owner(&ToWorker::Copy, None),
            false => self.give_orders(),
        }
    }

    /// Ends the workers that are making something, with all they hold.
    pub fn cancel_making(&mut self) {
        if let Some(making) = self.making.take() {
            self.events.push_back(PoolEvent::Desk(DeskEvent::Stopped(making.bench)));
        }
    }

    /// The owner handed over what it holds.
    pub(super) fn hand_copies(&mut self, content: &ArrayBuffer) {
        let makers = self.making.as_ref().map(|making| making.makers.as_slice()).unwrap_or_default();
        for maker in makers {
            maker.hand.send(&ToWorker::Take, Some(&content.slice(0)));
        }
        // It holds private keys.
        let bytes = Uint8Array::new(content);
        bytes.fill(0, 0, bytes.length());
        self.give_orders();
    }

    fn give_orders(&mut self) {
        let Some(making) = &mut self.making else { return };
        for maker in making.makers.iter_mut().filter(|maker| !maker.busy) {
            let Some(order) = making.orders.pop_front() else { break };
            let message = ToWorker::Make(order, making.passphrase.clone(), making.settings.clone());
            maker.hand.send_order(&message);
            maker.busy = true;
        }
        if making.makers.iter().all(|maker| !maker.busy) {
            self.take_in_what_was_made();
        }
    }

    /// Hears a maker; says whether that number is one.
    pub(super) fn hear_maker(&mut self, number: u32, said: Said) -> Option<Said> {
        let making = self.making.as_mut();
        let Some(maker) = making.and_then(|making| making.makers.iter_mut().find(|maker| maker.number == number))
        else {
            return Some(said);
        };
        match said {
            Said::Ready => {}
            Said::Answer(FromWorker::Made(slice), content) => {
                maker.busy = slice.done < slice.total;
                if maker.busy {
                    maker.hand.send(&ToWorker::GoOn, None);
                }
                self.keep(slice, content.as_ref());
            }
            Said::Answer(FromWorker::NotMade(why), _) => self.stop_making(why),
            Said::Answer(..) => {}
            Said::Fallen { reason, .. } | Said::Gone { reason } => self.stop_making(NotMade::Failed(reason)),
        }
        None
    }

    fn stop_making(&mut self, why: NotMade) {
        if let Some(making) = self.making.take() {
            self.not_made(making.bench, why);
        }
    }

    fn keep(&mut self, slice: MadeSlice, content: Option<&ArrayBuffer>) {
        let Some(making) = &mut self.making else { return };
        let mut from = 0;
        let bytes = content.map(|content| Uint8Array::new(content));
        for piece in slice.pieces {
            let to = from + u32::try_from(piece.length).unwrap_or(u32::MAX);
            let own = bytes.as_ref().map(|bytes| bytes.subarray(from, to).to_vec()).unwrap_or_default();
            from = to;
            making.files.push((piece.path, Origin::Made(Zeroizing::new(own).into(), piece.mode)));
        }
        if let Some(bytes) = bytes {
            bytes.fill(0, 0, bytes.length());
        }
        making.refused.extend(slice.refused);
        if slice.total > 1 {
            // One order of many parts.
            (making.done, making.total) = (slice.done, slice.total);
        } else {
            making.done += 1;
        }
        self.tell_making();
        self.give_orders();
    }

    fn take_in_what_was_made(&mut self) {
        let Some(Making { bench, files, refused, passphrase, .. }) = self.making.take() else { return };
        let sources = match files.is_empty() {
            true => Vec::new(),
            false => self.add(files, Vec::new()),
        };
        // The report is made anew, with or without files.
        self.report.wanted = true;
        self.awaited = Some(Awaited { bench, sources, refused, passphrase, reported: false });
        self.go_on();
    }

    /// A report was asked for: it knows of all that was read so far.
    pub(super) fn report_asked(&mut self) {
        if let Some(awaited) = &mut self.awaited {
            awaited.reported = true;
        }
    }

    /// A report is there, and with it what was made.
    pub(super) fn tell_made(&mut self) {
        let Some(Awaited { bench, sources, refused, passphrase, .. }) =
            self.awaited.take_if(|awaited| awaited.reported)
        else {
            return;
        };
        let files: Vec<(String, u32)> = sources
            .iter()
            .filter_map(|number| self.sources.get(*number))
            .filter_map(|source| Some((source.path.clone(), source.origin.mode()?)))
            .collect();
        // Whoever has just typed the passphrase is not asked for it again.
        if let Some(passphrase) = passphrase {
            for (path, _) in files.iter().filter(|(path, _)| path.ends_with(".key")) {
                self.unlock(path.clone(), passphrase.to_string());
            }
        }
        self.events.push_back(PoolEvent::Desk(DeskEvent::Made { bench, files, refused }));
    }

    fn tell_making(&mut self) {
        let Some(making) = &self.making else { return };
        let passed = js_sys::Date::now() - making.begun_at;
        let all = match making.done {
            0 => making.usual,
            done => passed / f64::from(done) * f64::from(making.total),
        };
        let estimate_ms = (all > passed).then(|| format!("{:.0}", all - passed).parse().ok()).flatten();
        let (bench, done, total) = (making.bench, making.done, making.total);
        self.events.push_back(PoolEvent::Desk(DeskEvent::Making { bench, done, total, estimate_ms }));
    }

    pub(super) fn not_made(&mut self, bench: Bench, why: NotMade) {
        self.events.push_back(PoolEvent::Desk(DeskEvent::NotMade { bench, why }));
    }
}
