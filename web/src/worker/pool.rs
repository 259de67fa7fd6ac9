//! The page's handle on its workers.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use cluster::desk::authority::AuthorityDraft;
use cluster::desk::draft::{Purpose, RequestDraft};
use cluster::desk::sign::{SignOrder, SignRow};
use cluster::plan::RenewOrder;
use gloo::timers::callback::Timeout;
use pki::{Fingerprint, KeyKind};
use words::Lang;
use yew::Callback;
use zeroize::Zeroizing;

use super::crew::Crew;
use super::origin::Origin;
use super::wire::{DeskAnswer, DeskQuestion, NotMade, Order, Packing, Passphrase};

/// What the pool has to tell.
#[derive(Clone, PartialEq, Debug)]
pub enum PoolEvent {
    /// How far reading is.
    Progress {
        /// Files that were read.
        done: u32,
        /// Files to read, as far as known: an archive counts as one until it was opened.
        total: u32,
        /// Bytes that were read.
        bytes: u64,
    },
    /// A new report, for the newest settings.
    Report(Box<cluster::Report>),
    /// The certificate that was asked for.
    Detail(Box<cluster::Detail>),
    /// The request that was asked for.
    RequestDetail(Box<pki::RequestDetails>),
    /// What was asked for is not in the workspace (any more).
    NotThere(pki::Fingerprint),
    /// Reading this file brought a worker down; it is a row of the report, and everything else goes on.
    WorkerLost {
        /// The file.
        path: String,
        /// What the worker said.
        reason: String,
    },
    /// The owner of the workspace went down; everything is being read again from the files.
    OwnerLost {
        /// What the worker said.
        reason: String,
    },
    /// Workers go down again and again: nothing more will come until a file is removed or everything is forgotten.
    GaveUp {
        /// What the last one said.
        reason: String,
    },
    /// Everything was forgotten: the workers that held it have ended.
    Forgotten,
    /// Something of the signing desk.
    Desk(DeskEvent),
}

/// A part of the signing desk that makes files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bench {
    /// Requests.
    Request,
    /// Signing.
    Sign,
    /// Taking back.
    Return,
    /// Authorities.
    Authority,
    /// Renewing.
    Renew,
}

/// What the pool has to tell of the signing desk.
#[derive(Clone, PartialEq, Debug)]
pub enum DeskEvent {
    /// What a screen asked for.
    Answered(Box<DeskAnswer>),
    /// Something is being made, and how far it is.
    Making {
        /// On this screen.
        bench: Bench,
        /// Pieces that are done.
        done: u32,
        /// Pieces in all.
        total: u32,
        /// How long the rest takes, in milliseconds, where that can be told.
        estimate_ms: Option<u64>,
    },
    /// It was made, and is part of the newest report.
    Made {
        /// On this screen.
        bench: Bench,
        /// The paths in the workspace, and the modes.
        files: Vec<(String, u32)>,
        /// The requests that were not signed.
        refused: Vec<SignRow>,
    },
    /// It was not made, or could not be saved.
    NotMade {
        /// On this screen.
        bench: Bench,
        /// Why.
        why: NotMade,
    },
    /// The user stopped it, or what it needed was forgotten.
    Stopped(Bench),
    /// The browser took these files over.
    Saved {
        /// Their paths in the workspace.
        paths: Vec<String>,
    },
    /// The keys were forgotten; of what was made, these files are gone with them.
    KeysForgotten {
        /// Their paths in the workspace.
        paths: Vec<String>,
    },
}

/// The workers. Cheap to clone: all clones are the same pool.
#[derive(Clone)]
pub struct Pool {
    shared: Rc<Shared>,
}

/// What all clones of a pool, and the callbacks of its workers, share.
pub(super) struct Shared {
    crew: RefCell<Crew>,
    on_event: Callback<PoolEvent>,
}

impl Shared {
    /// Lets the crew act, then tells what it has to tell. A listener may call the pool again.
    pub(super) fn act(&self, action: impl FnOnce(&mut Crew)) {
        action(&mut self.crew.borrow_mut());
        loop {
            let event = self.crew.borrow_mut().events.pop_front();
            let Some(event) = event else { break };
            self.on_event.emit(event);
        }
    }
}

/// Starts the workers when the first screen is drawn, which is what the user waits for then. A drop does not wait for
/// that, nor does a page that is not drawn since it is in the background.
fn start_after_first_frame(shared: &Rc<Shared>) {
    let shared = Rc::clone(shared);
    let drawn = gloo::render::request_animation_frame(move |_| {
        Timeout::new(0, move || shared.act(Crew::start)).forget();
    });
    // Dropped, it would be taken back.
    std::mem::forget(drawn);
}

impl PartialEq for Pool {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shared, &other.shared)
    }
}

impl Pool {
    /// Starts the workers.
    pub fn start(on_event: Callback<PoolEvent>, settings: cluster::Settings) -> Pool {
        let readers = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let readers = (1..4).take_while(|count| f64::from(*count) < readers).count() + 1;
        let shared = Rc::new_cyclic(|shared: &Weak<Shared>| Shared {
            crew: RefCell::new(Crew::new(shared.clone(), readers, settings)),
            on_event,
        });
        start_after_first_frame(&shared);
        Pool { shared }
    }

    /// Adds files with their paths, and paths of empty folders. Where the name of a top folder is taken by an earlier
    /// drop, it gets a number behind it.
    pub fn add_files(&self, files: Vec<(String, web_sys::File)>, folders: Vec<String>) {
        let files = files.into_iter().map(|(path, file)| (path, Origin::File(file))).collect();
        self.shared.act(|crew| drop(crew.add(files, folders)));
    }

    /// Adds pasted text.
    pub fn add_text(&self, text: String) {
        let text = Origin::Text(Rc::new(Zeroizing::new(text)));
        self.shared.act(|crew| drop(crew.add(vec![("pasted".to_owned(), text)], Vec::new())));
    }

    /// Adds a file that is there as bytes, such as the sample cluster.
    pub fn add_bytes(&self, name: String, bytes: Vec<u8>) {
        let bytes = Origin::Bytes(Rc::new(Zeroizing::new(bytes)));
        self.shared.act(|crew| drop(crew.add(vec![(name, bytes)], Vec::new())));
    }

    /// Removes a file, or a folder or archive with everything below it.
    pub fn remove(&self, path: String) {
        self.shared.act(|crew| crew.remove(path));
    }

    /// Ends all workers and starts fresh ones.
    pub fn forget_everything(&self) {
        self.shared.act(Crew::forget_everything);
    }

    /// Forgets every private key; what else was read stays.
    pub fn forget_keys(&self) {
        self.shared.act(Crew::forget_keys);
    }

    /// Opens what is locked in a file.
    pub fn unlock(&self, path: String, password: String) {
        self.shared.act(|crew| crew.unlock(path, password));
    }

    /// Changes the settings; a new report follows. Of rapid changes only the last one is answered.
    pub fn settings(&self, settings: cluster::Settings) {
        self.shared.act(|crew| crew.settings(settings));
    }

    /// Asks for a certificate in full.
    pub fn detail(&self, certificate: pki::Fingerprint) {
        self.shared.act(|crew| crew.detail(certificate));
    }

    /// Asks for a request in full.
    pub fn request_detail(&self, request: pki::Fingerprint) {
        self.shared.act(|crew| crew.request_detail(request));
    }

    /// Asks for a request filled in for this purpose, and this node by its identity.
    pub fn draft(&self, purpose: Purpose, node: Option<String>) {
        self.ask(DeskQuestion::Draft(purpose, node));
    }

    /// Makes a key, where the draft wants a new one, and a request.
    pub fn make_request(&self, draft: RequestDraft, passphrase: Passphrase) {
        self.make_requests(vec![draft], passphrase);
    }

    /// Makes several requests, as many at a time as there are processors; all or none.
    pub fn make_requests(&self, drafts: Vec<RequestDraft>, passphrase: Passphrase) {
        let orders = drafts.into_iter().map(|draft| Order::Request(Box::new(draft))).collect();
        self.shared.act(|crew| crew.make(Bench::Request, orders, passphrase));
    }

    /// Asks what would come of an order. Of rapid changes only the last one is answered.
    pub fn sign_preview(&self, order: SignOrder) {
        self.ask(DeskQuestion::SignPreview(order));
    }

    /// Signs.
    pub fn sign(&self, order: SignOrder) {
        self.shared.act(|crew| crew.make(Bench::Sign, vec![Order::Sign(order)], None));
    }

    /// Asks for every authority that was dropped.
    pub fn authorities(&self) {
        self.ask(DeskQuestion::Authorities);
    }

    /// Asks for an authority filled in, below this parent.
    pub fn authority_draft(&self, parent: Option<Fingerprint>) {
        self.ask(DeskQuestion::AuthorityDraft(parent, crate::clock::now()));
    }

    /// Makes an authority.
    pub fn make_authority(&self, draft: AuthorityDraft, passphrase: Passphrase) {
        let order = Order::Authority(Box::new(draft));
        self.shared.act(|crew| crew.make(Bench::Authority, vec![order], passphrase));
    }

    /// Asks for the requests of the cluster, judged.
    pub fn approvals(&self) {
        self.ask(DeskQuestion::Approvals);
    }

    /// Asks for the certificates that came back, checked.
    pub fn returned(&self) {
        self.ask(DeskQuestion::Returned);
    }

    /// Makes the files that these certificates belong into.
    pub fn take_back(&self, certificates: Vec<Fingerprint>) {
        self.shared.act(|crew| crew.make(Bench::Return, vec![Order::TakeBack(certificates)], None));
    }

    /// Asks what would come of a renewal.
    pub fn renewal(&self, order: RenewOrder) {
        self.ask(DeskQuestion::Renewal(order));
    }

    /// Renews, with new keys of these kinds; the runbooks are in this language.
    pub fn renew(&self, order: RenewOrder, keys: Vec<KeyKind>, lang: Lang) {
        let order = Order::Renew(Box::new(order), keys, lang);
        self.shared.act(|crew| crew.make(Bench::Renew, vec![order], None));
    }

    /// Stops what is being made: the workers that are at it end, with all they hold.
    pub fn cancel_making(&self) {
        self.shared.act(Crew::cancel_making);
    }

    /// Has the browser save files that were made, by their paths in the workspace.
    pub fn hand_out(&self, bench: Bench, paths: Vec<String>, packing: Packing) {
        self.shared.act(|crew| crew.hand_out(bench, paths, packing));
    }

    fn ask(&self, question: DeskQuestion) {
        self.shared.act(|crew| crew.ask(question));
    }
}
