//! The owner of the workspace. It parses nothing, so that no file can bring it down.

use std::collections::BTreeMap;

use cluster::{Report, Settings, Workspace};
use zeroize::Zeroizing;

use super::answer::Answer;
use super::rehearsal::Rehearsal;
use super::wire::{self, Copied, DeskAnswer, DeskQuestion, Found, FromWorker, Part, Renamed, ToWorker};

/// Rows of a report that the page takes in at once.
const PART: usize = 500;

/// The workspace, in the one worker that holds it.
#[derive(Default)]
pub struct Owner {
    workspace: Workspace,
    /// Drops that are still being read, by their number: a drop is taken in as a whole.
    drops: BTreeMap<u32, Found>,
    rehearsal: Rehearsal,
}

impl Owner {
    /// Answers a message of the page.
    pub fn answer(&mut self, message: ToWorker, content: Vec<u8>) -> Vec<Answer> {
        let content = Zeroizing::new(content);
        match message {
            ToWorker::Add(drop) => {
                self.rehearsal = Rehearsal::default();
                if let Some(found) = wire::unpack::<Found>(&content) {
                    let whole = self.drops.entry(drop).or_default();
                    whole.files.extend(found.files);
                    whole.folders.extend(found.folders);
                }
                Vec::new()
            }
            ToWorker::AddFolders(drop, folders) => {
                self.drops.entry(drop).or_default().folders.extend(folders);
                Vec::new()
            }
            ToWorker::Commit => self.commit(),
            ToWorker::Remove(path) => {
                self.workspace.remove(&path);
                Vec::new()
            }
            ToWorker::ForgetKeys => {
                self.workspace.forget_keys();
                Vec::new()
            }
            ToWorker::Report(settings) => parts(self.workspace.report(&settings)),
            ToWorker::Detail(certificate, settings) => vec![match self.workspace.detail(certificate, &settings) {
                Some(detail) => (FromWorker::Detail, wire::pack(&detail)),
                None => (FromWorker::NotThere(certificate), Vec::new()),
            }],
            ToWorker::RequestDetail(request) => vec![match self.workspace.request_detail(request) {
                Some(detail) => (FromWorker::RequestDetail, wire::pack(&detail)),
                None => (FromWorker::NotThere(request), Vec::new()),
            }],
            ToWorker::Bytes(path) => {
                let bytes = self.workspace.bytes(&path).map(<[u8]>::to_vec);
                bytes.map(|bytes| (FromWorker::Bytes(path), bytes)).into_iter().collect()
            }
            ToWorker::Rehearse => {
                let over = self.rehearsal.step();
                if over {
                    self.rehearsal = Rehearsal::default();
                }
                vec![(FromWorker::Rehearsed(over), Vec::new())]
            }
            ToWorker::Desk(question, settings) => {
                vec![(FromWorker::Desk, wire::pack(&self.at_the_desk(question, &settings)))]
            }
            ToWorker::Copy => vec![(FromWorker::Copied, wire::pack(&Copied(self.workspace.drops())))],
            ToWorker::Read(_) | ToWorker::Unlock { .. } | ToWorker::Take | ToWorker::Make(..) | ToWorker::GoOn => {
                Vec::new()
            }
        }
    }

    fn at_the_desk(&self, question: DeskQuestion, settings: &Settings) -> DeskAnswer {
        let workspace = &self.workspace;
        match question {
            DeskQuestion::Draft(purpose, node) => {
                DeskAnswer::Draft(Box::new(workspace.draft(&purpose, node.as_deref(), settings)))
            }
            DeskQuestion::SignPreview(order) => DeskAnswer::SignPreview(workspace.sign_preview(&order, settings)),
            DeskQuestion::Authorities => DeskAnswer::Authorities(workspace.authorities(settings)),
            DeskQuestion::AuthorityDraft(parent, at) => {
                DeskAnswer::AuthorityDraft(Box::new(workspace.authority_draft(parent, settings, at)))
            }
            DeskQuestion::Approvals => DeskAnswer::Approvals(workspace.approvals(settings)),
            DeskQuestion::Renewal(order) => {
                DeskAnswer::Renewal(Box::new(workspace.renewal(&order, settings).outline().clone()))
            }
            DeskQuestion::Returned => DeskAnswer::Returned(workspace.returned(settings)),
        }
    }

    fn commit(&mut self) -> Vec<Answer> {
        let mut renamed = Vec::new();
        for (drop, found) in std::mem::take(&mut self.drops) {
            let moved = self.workspace.add(found.files, found.folders);
            renamed.extend(moved.into_iter().map(|(from, to)| Renamed { drop, from, to }));
        }
        match renamed.is_empty() {
            true => Vec::new(),
            false => vec![(FromWorker::Renamed(renamed), Vec::new())],
        }
    }
}

/// A report as the page takes it in: first all but the long lists, then those in parts.
fn parts(mut report: Report) -> Vec<Answer> {
    let certificates = std::mem::take(&mut report.certificates);
    let keys = std::mem::take(&mut report.keys);
    let files = std::mem::take(&mut report.files);
    let mut parts: Vec<Answer> = Vec::new();
    parts.extend(split(certificates).map(Part::Certificates).map(packed));
    parts.extend(split(keys).map(Part::Keys).map(packed));
    parts.extend(split(files).map(Part::Files).map(packed));
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    parts.insert(0, (FromWorker::Report { parts: count }, wire::pack(&report)));
    parts
}

fn packed(part: Part) -> Answer {
    (FromWorker::Part, wire::pack(&part))
}

fn split<T>(rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let part: Vec<T> = rows.by_ref().take(PART).collect();
        (!part.is_empty()).then_some(part)
    })
}
