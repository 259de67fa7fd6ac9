//! What the screens of the signing desk hold: what is typed, what the workers answered, and what was made.

use cluster::desk::approval::ApprovalRow;
use cluster::desk::authority::AuthorityDraft;
use cluster::desk::draft::{Purpose, RequestDraft};
use cluster::desk::returned::ReturnedRow;
use cluster::desk::sign::{
    AuthorityChoice, AuthorityOption, Caution, ProfileChoice, SignOrder, SignPreview, SignRow, ValidityChoice,
};
use cluster::plan::{Outline, RenewOptions, RenewOrder};
use pki::{Fingerprint, UnixTime};

use words::{Lang, Text};

use super::Shared;
use crate::worker::{Bench, DeskAnswer, DeskEvent, NotMade};

/// How far something long is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Making {
    /// Pieces that are done.
    pub done: u32,
    /// Pieces in all.
    pub total: u32,
    /// How long the rest takes, in milliseconds, once that can be told.
    pub estimate_ms: Option<u64>,
}

/// Files that were made on a screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// Where.
    pub bench: Bench,
    /// Their paths in the workspace, below `made/`, and their modes.
    pub files: Vec<(String, u32)>,
    /// They were saved since.
    pub saved: bool,
}

/// What the screens of the desk hold.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// What the request is for.
    pub purpose: Purpose,
    /// The node it is for, by identity; empty for none.
    pub node: String,
    /// The request as it is being typed.
    pub draft: Option<RequestDraft>,
    /// The user tried to make it: everything that is wrong is shown.
    pub tried: bool,
    /// What is to be signed, and how.
    pub order: SignOrder,
    /// The screen has chosen the first requests by itself.
    pub order_begun: bool,
    /// What would come of it.
    pub preview: Option<Shared<SignPreview>>,
    /// What the signing left out the last time.
    pub refused: Vec<SignRow>,
    /// Every authority that was dropped.
    pub authorities: Option<Shared<Vec<AuthorityOption>>>,
    /// The requests of the cluster, judged.
    pub approvals: Option<Shared<Vec<ApprovalRow>>>,
    /// The chosen ones of them, by their place.
    pub chosen: Vec<usize>,
    /// What is to become of these.
    pub approve: bool,
    /// Certificates that came back.
    pub returned: Option<Shared<Vec<ReturnedRow>>>,
    /// Those that are not to be put in place.
    pub left_out: Vec<Fingerprint>,
    /// The authority as it is being typed.
    pub authority: Option<AuthorityDraft>,
    /// What has to be confirmed before it is made.
    pub authority_cautions: Vec<Caution>,
    /// What is to be renewed, and how.
    pub renew: RenewOrder,
    /// The screen has chosen the first certificates by itself.
    pub renew_begun: bool,
    /// What would come of it.
    pub outline: Option<Shared<Outline>>,
    /// Something is being made.
    pub making: Option<Making>,
    /// Why the last thing was not made: the screen, and the reason in words.
    pub failed: Option<(Bench, String)>,
    /// What was made, for each screen the newest, and what is not saved yet.
    pub made: Vec<Made>,
    /// The paths of what was made and not saved yet.
    pub unsaved: Vec<String>,
}

impl Desk {
    /// An empty desk.
    pub fn new(now: UnixTime) -> Self {
        Self {
            purpose: Purpose::Server,
            node: String::new(),
            draft: None,
            tried: false,
            order: SignOrder {
                requests: Vec::new(),
                authority: AuthorityChoice::ByRole,
                profile: ProfileChoice::ByRole,
                validity: ValidityChoice::Default,
                confirmed: Vec::new(),
                issued_at: now,
            },
            order_begun: false,
            preview: None,
            refused: Vec::new(),
            authorities: None,
            approvals: None,
            chosen: Vec::new(),
            approve: true,
            returned: None,
            left_out: Vec::new(),
            authority: None,
            authority_cautions: Vec::new(),
            renew: RenewOrder {
                rows: Vec::new(),
                options: RenewOptions::default(),
                confirmed: Vec::new(),
                issued_at: now,
            },
            renew_begun: false,
            outline: None,
            making: None,
            failed: None,
            made: Vec::new(),
            unsaved: Vec::new(),
        }
    }

    /// What was made on a screen.
    pub fn made_on(&self, bench: Bench) -> Option<&Made> {
        self.made.iter().find(|made| made.bench == bench)
    }

    /// Takes over what the workers have to tell.
    pub fn heard(&mut self, event: DeskEvent, lang: Lang) {
        match event {
            DeskEvent::Answered(answer) => self.answered(*answer),
            DeskEvent::Making { done, total, estimate_ms, .. } => {
                self.making = Some(Making { done, total, estimate_ms })
            }
            DeskEvent::Made { bench, files, refused } => {
                self.making = None;
                self.failed = None;
                if bench == Bench::Sign {
                    self.refused = refused;
                }
                if !files.is_empty() {
                    self.keep_made(bench, files);
                }
            }
            DeskEvent::NotMade { bench, why } => {
                self.making = None;
                self.failed = Some((bench, reason(&why, lang)));
            }
            DeskEvent::Stopped(_) => self.making = None,
            DeskEvent::Saved { paths } => {
                self.unsaved.retain(|path| !paths.contains(path));
                self.look_what_is_saved();
            }
            DeskEvent::KeysForgotten { paths } => {
                self.unsaved.retain(|path| !paths.contains(path));
                for made in &mut self.made {
                    made.files.retain(|(path, _)| !paths.contains(path));
                }
                self.made.retain(|made| !made.files.is_empty());
                self.look_what_is_saved();
            }
        }
    }

    fn answered(&mut self, answer: DeskAnswer) {
        match answer {
            DeskAnswer::Draft(draft) => self.draft = Some(*draft),
            DeskAnswer::SignPreview(preview) => self.preview = Some(Shared::new(preview)),
            DeskAnswer::Authorities(authorities) => self.authorities = Some(Shared::new(authorities)),
            DeskAnswer::AuthorityDraft(draft) => self.authority = Some(*draft),
            DeskAnswer::Approvals(rows) => self.approvals = Some(Shared::new(rows)),
            DeskAnswer::Renewal(outline) => self.outline = Some(Shared::new(*outline)),
            DeskAnswer::Returned(rows) => self.returned = Some(Shared::new(rows)),
        }
    }

    /// Keeps what was made on a screen, beside what was made there before and is not saved yet.
    fn keep_made(&mut self, bench: Bench, files: Vec<(String, u32)>) {
        self.unsaved.extend(files.iter().map(|(path, _)| path.clone()));
        let earlier = self.made.iter().position(|made| made.bench == bench).map(|index| self.made.swap_remove(index));
        let mut all = earlier.map(|made| made.files).unwrap_or_default();
        all.retain(|(path, _)| self.unsaved.contains(path) && !files.iter().any(|(new, _)| new == path));
        all.extend(files);
        self.made.push(Made { bench, files: all, saved: false });
    }

    fn look_what_is_saved(&mut self) {
        for made in &mut self.made {
            made.saved = !made.files.iter().any(|(path, _)| self.unsaved.contains(path));
        }
    }
}

fn reason(why: &NotMade, lang: Lang) -> String {
    let t = Text(lang);
    match why {
        NotMade::Faults(faults) => {
            faults.iter().map(|fault| words::draft_fault(fault, lang)).collect::<Vec<_>>().join(" ")
        }
        NotMade::Refusals(refusals) => {
            refusals.iter().map(|refusal| words::refusal(refusal, lang)).collect::<Vec<_>>().join(" ")
        }
        NotMade::NoPassphrase => t.passphrase_missing().to_owned(),
        NotMade::NotHere => t.not_here_any_more().to_owned(),
        NotMade::Failed(reason) => reason.clone(),
    }
}
