//! The page's handle on its workers.

use yew::Callback;

/// What the pool has to tell.
#[derive(Clone, PartialEq, Debug)]
pub enum PoolEvent {
    /// The workers run.
    Started,
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
    /// The owner went down again and again with these files: nothing more will come until everything is forgotten.
    GaveUp {
        /// What the worker said.
        reason: String,
    },
    /// Everything was forgotten: the workers that held it have ended.
    Forgotten,
}

/// The workers. Cheap to clone: all clones are the same pool.
#[derive(Clone)]
pub struct Pool {
    on_event: Callback<PoolEvent>,
}

impl PartialEq for Pool {
    fn eq(&self, other: &Self) -> bool {
        self.on_event == other.on_event
    }
}

impl Pool {
    /// Starts the workers.
    pub fn start(on_event: Callback<PoolEvent>, settings: cluster::Settings) -> Pool {
        let _ = settings;
        Pool { on_event }
    }

    /// Adds files with their paths, and paths of empty folders. Where a path is taken already, the new drop's top folder
    /// gets a number behind its name.
    pub fn add_files(&self, files: Vec<(String, web_sys::File)>, folders: Vec<String>) {
        let _ = (files, folders);
    }

    /// Adds pasted text.
    pub fn add_text(&self, text: String) {
        let _ = text;
    }

    /// Adds a file that is there as bytes, such as the sample cluster.
    pub fn add_bytes(&self, name: String, bytes: Vec<u8>) {
        let _ = (name, bytes);
    }

    /// Removes a file, or a folder or archive with everything below it.
    pub fn remove(&self, path: String) {
        let _ = path;
    }

    /// Ends all workers and starts fresh ones.
    pub fn forget_everything(&self) {
        self.on_event.emit(PoolEvent::Forgotten);
    }

    /// Forgets every private key; what else was read stays.
    pub fn forget_keys(&self) {}

    /// Opens what is locked in a file.
    pub fn unlock(&self, path: String, password: String) {
        let _ = (path, password);
    }

    /// Changes the settings; a new report follows. Of rapid changes only the last one is answered.
    pub fn settings(&self, settings: cluster::Settings) {
        let _ = settings;
    }

    /// Asks for a certificate in full.
    pub fn detail(&self, certificate: pki::Fingerprint) {
        let _ = certificate;
    }

    /// Asks for a request in full.
    pub fn request_detail(&self, request: pki::Fingerprint) {
        let _ = request;
    }
}
