//! The page's handle on its workers.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use yew::Callback;
use zeroize::Zeroizing;

use super::crew::Crew;
use super::origin::Origin;

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
        self.shared.act(|crew| crew.add(files, folders));
    }

    /// Adds pasted text.
    pub fn add_text(&self, text: String) {
        let text = Origin::Text(Rc::new(Zeroizing::new(text)));
        self.shared.act(|crew| crew.add(vec![("pasted".to_owned(), text)], Vec::new()));
    }

    /// Adds a file that is there as bytes, such as the sample cluster.
    pub fn add_bytes(&self, name: String, bytes: Vec<u8>) {
        let bytes = Origin::Bytes(Rc::new(Zeroizing::new(bytes)));
        self.shared.act(|crew| crew.add(vec![(name, bytes)], Vec::new()));
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
}
