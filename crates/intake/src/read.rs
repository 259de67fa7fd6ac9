//! One file to the items in it, recognised by content, with what was wrong.

mod cfssl;
mod der;
mod kubernetes;
mod pem;
mod pkcs12;
mod pkcs7;

use std::borrow::Cow;

use pki::{Fingerprint, PrivateKey};
use sha2::{Digest, Sha256};

use crate::{DroppedFile, FileKind, HeldKey, Item, Place, Problem, ProblemKind, ReadFile, Thing};

/// Contents within contents that are still read: a kubeconfig in a ConfigMap in a list.
const DEPTH: u8 = 4;

/// Up to that many bytes a file of an unknown kind is parsed as YAML just to say what is wrong with it.
const EXPLAINED: usize = 1 << 20;

/// Reads one file: everything in it that was recognised, and what was wrong with the rest.
pub fn read(file: DroppedFile) -> ReadFile {
    read_as(file, None)
}

/// As [`read`], opening with a password what needs one. Where it does not open, the thing stays
/// [`Thing::Locked`] and there is a [`ProblemKind::WrongPassword`]. The password is not kept.
pub fn read_with_password(file: DroppedFile, password: &str) -> ReadFile {
    read_as(file, Some(password))
}

fn read_as(file: DroppedFile, password: Option<&str>) -> ReadFile {
    let DroppedFile { path, bytes } = file;
    let mut finder = Finder { password, items: Vec::new(), problems: Vec::new(), keys: Vec::new() };
    let kind = finder.file(&path, &bytes);
    let sha256 = Fingerprint(Sha256::digest(&bytes).into());
    ReadFile { path, bytes, sha256, kind, items: finder.items, problems: finder.problems, keys: finder.keys }
}

/// What is being read: a file or the content of a field.
#[derive(Clone, Copy)]
struct Content<'a> {
    bytes: &'a [u8],
    /// The field it stands in; empty for a file.
    field: &'a str,
    /// Levels of contents around it.
    depth: u8,
}

impl Content<'_> {
    /// A place in it.
    fn place(&self, line: Option<u32>, offset: Option<u64>) -> Place {
        Place { line, offset, field: (!self.field.is_empty()).then(|| self.field.to_owned()) }
    }
}

/// Gathers what is found.
struct Finder<'a> {
    password: Option<&'a str>,
    items: Vec<Item>,
    problems: Vec<Problem>,
    keys: Vec<HeldKey>,
}

impl Finder<'_> {
    fn item(&mut self, place: Place, thing: Thing) {
        self.items.push(Item { place, thing });
    }

    /// A private key: what views may know of it is an item, the key itself lies apart.
    fn key(&mut self, place: Place, key: &PrivateKey) {
        let facts = key.facts();
        self.keys.push(HeldKey { public: facts.public.sha256, der: key.der().clone() });
        self.item(place, Thing::PrivateKey(facts));
    }

    fn problem(&mut self, place: Place, kind: ProblemKind) {
        self.problems.push(Problem { place, kind });
    }

    fn file(&mut self, path: &str, bytes: &[u8]) -> FileKind {
        if bytes.is_empty() {
            self.problem(Place::default(), ProblemKind::Empty);
            return FileKind::Unrecognised;
        }
        let content = Content { bytes, field: "", depth: 0 };
        if let Some(kind) = self.content(content) {
            return kind;
        }
        if !self.explain_der(content) && !self.explain_yaml(path, bytes) {
            self.problem(Place::default(), ProblemKind::NotRecognised);
        }
        FileKind::Unrecognised
    }

    /// The content of a field that should hold something of ours: what is not recognised is a problem.
    fn field(&mut self, content: Content<'_>) {
        if content.bytes.is_empty() {
            self.problem(content.place(None, None), ProblemKind::Empty);
        } else if self.content(content).is_none() && !self.explain_der(content) {
            self.problem(content.place(None, None), ProblemKind::NotRecognised);
        }
    }

    /// Recognises a content and takes its items; `None` when it is nothing that we know, which is no problem yet.
    fn content(&mut self, content: Content<'_>) -> Option<FileKind> {
        if content.depth > DEPTH {
            return None;
        }
        if der::is_likely(content.bytes) {
            return self.der(content);
        }
        let text = kube::text::decode(content.bytes);
        // UTF-16 is turned into UTF-8 for all that follows.
        let content = match &text {
            Some(Cow::Owned(text)) => Content { bytes: text.as_bytes(), ..content },
            _ => content,
        };
        if let Some(text) = text.as_deref()
            && !text.trim_start().starts_with("-----BEGIN ")
        {
            let known = self.cfssl(text, content).or_else(|| self.kubernetes(text, content));
            if known.is_some() {
                return known;
            }
        }
        self.pem(content)
    }

    /// A broken manifest is worth more than "not recognised" when its name says that it is one.
    fn explain_yaml(&mut self, path: &str, bytes: &[u8]) -> bool {
        let named = [".yaml", ".yml", ".json", ".conf"].iter().any(|ending| path.ends_with(ending));
        let Some(text) = kube::text::decode(bytes).filter(|text| named && text.len() <= EXPLAINED) else {
            return false;
        };
        let before = self.problems.len();
        for document in kube::yaml::documents(&text) {
            if let Err(error) = document.tree {
                self.yaml_problem(Content { bytes, field: "", depth: 0 }, error);
            }
        }
        self.problems.len() > before
    }
}
