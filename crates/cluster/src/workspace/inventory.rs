//! Everything that was found in the files, once each, with all its places.

use std::collections::HashMap;

use intake::{Item, ReadFile, Thing};
use pki::{CertificateFacts, Fingerprint, PrivateKeyFacts, RequestFacts};

use crate::{KeyMatch, PlaceInFile};

/// Something that was found, with its places as indexes of file and item.
pub(crate) struct Held<'a, T> {
    /// What was read.
    pub(crate) facts: &'a T,
    /// Where it was found.
    pub(crate) places: Vec<(usize, usize)>,
}

/// All of it, with the indexes that questions about it need.
#[derive(Default)]
pub(crate) struct Inventory<'a> {
    files: Vec<&'a ReadFile>,
    /// In the order of the files.
    pub(crate) certificates: Vec<Held<'a, CertificateFacts>>,
    /// In the order of the files.
    pub(crate) requests: Vec<Held<'a, RequestFacts>>,
    /// In the order of the files, once for each public key.
    pub(crate) keys: Vec<Held<'a, PrivateKeyFacts>>,
    by_fingerprint: HashMap<Fingerprint, usize>,
    by_subject: HashMap<&'a [u8], Vec<usize>>,
    by_key: HashMap<Fingerprint, Vec<usize>>,
    requests_by_fingerprint: HashMap<Fingerprint, usize>,
    keys_by_public: HashMap<Fingerprint, usize>,
    by_path: HashMap<&'a str, usize>,
}

impl<'a> Inventory<'a> {
    /// Goes through all items once.
    pub(crate) fn new(files: &[&'a ReadFile]) -> Self {
        let mut inventory = Self { files: files.to_vec(), ..Self::default() };
        for (number, file) in files.iter().enumerate() {
            inventory.by_path.insert(&file.path, number);
            for (position, item) in file.items.iter().enumerate() {
                inventory.take((number, position), item);
            }
        }
        inventory
    }

    fn take(&mut self, place: (usize, usize), item: &'a Item) {
        match &item.thing {
            Thing::Certificate(facts) => {
                let next = self.certificates.len();
                let index = *self.by_fingerprint.entry(facts.sha256).or_insert(next);
                if index == next {
                    self.certificates.push(Held { facts, places: Vec::new() });
                    self.by_subject.entry(facts.subject.der.as_slice()).or_default().push(index);
                    self.by_key.entry(facts.key.sha256).or_default().push(index);
                }
                if let Some(held) = self.certificates.get_mut(index) {
                    held.places.push(place);
                }
            }
            Thing::Request(facts) => {
                let next = self.requests.len();
                let index = *self.requests_by_fingerprint.entry(facts.sha256).or_insert(next);
                if index == next {
                    self.requests.push(Held { facts, places: Vec::new() });
                }
                if let Some(held) = self.requests.get_mut(index) {
                    held.places.push(place);
                }
            }
            Thing::PrivateKey(facts) => {
                let next = self.keys.len();
                let index = *self.keys_by_public.entry(facts.public.sha256).or_insert(next);
                if index == next {
                    self.keys.push(Held { facts, places: Vec::new() });
                }
                if let Some(held) = self.keys.get_mut(index) {
                    held.places.push(place);
                }
            }
            _ => {}
        }
    }

    /// The certificate with that fingerprint.
    pub(crate) fn certificate(&self, fingerprint: Fingerprint) -> Option<&Held<'a, CertificateFacts>> {
        self.by_fingerprint.get(&fingerprint).and_then(|index| self.certificates.get(*index))
    }

    /// The request with that fingerprint.
    pub(crate) fn request(&self, fingerprint: Fingerprint) -> Option<&Held<'a, RequestFacts>> {
        self.requests_by_fingerprint.get(&fingerprint).and_then(|index| self.requests.get(*index))
    }

    /// The certificates with that subject, by its encoding.
    pub(crate) fn with_subject(&self, der: &[u8]) -> impl Iterator<Item = &'a CertificateFacts> + use<'a, '_> {
        let indexes = self.by_subject.get(der).into_iter().flatten();
        indexes.filter_map(|index| self.certificates.get(*index)).map(|held| held.facts)
    }

    /// The certificates of that public key.
    pub(crate) fn with_key(&self, public: Fingerprint) -> impl Iterator<Item = &'a CertificateFacts> + use<'a, '_> {
        let indexes = self.by_key.get(&public).into_iter().flatten();
        indexes.filter_map(|index| self.certificates.get(*index)).map(|held| held.facts)
    }

    /// The private key of that public key.
    pub(crate) fn private_key(&self, public: Fingerprint) -> Option<&Held<'a, PrivateKeyFacts>> {
        self.keys_by_public.get(&public).and_then(|index| self.keys.get(*index))
    }

    /// Where something was found, for a view.
    pub(crate) fn places(&self, places: &[(usize, usize)]) -> Vec<PlaceInFile> {
        places.iter().filter_map(|(file, item)| self.place(*file, *item)).collect()
    }

    fn place(&self, file: usize, item: usize) -> Option<PlaceInFile> {
        let file = self.files.get(file)?;
        let place = &file.items.get(item)?.place;
        let field = match (&place.field, place.line) {
            (Some(field), _) => field.clone(),
            (None, Some(line)) if file.items.len() > 1 => format!("line {line}"),
            _ => String::new(),
        };
        Some(PlaceInFile { path: file.path.clone(), field })
    }

    /// Whether the private key of a public key is here; another one that lies beside one of the places is told.
    pub(crate) fn key_match(&self, public: Fingerprint, places: &[(usize, usize)]) -> KeyMatch {
        if let Some(key) = self.private_key(public) {
            return KeyMatch::Here(self.places(&key.places));
        }
        for (file, _) in places {
            let Some(file) = self.files.get(*file) else { continue };
            let Some(base) = [".crt", ".cer", ".pem", ".csr"].iter().find_map(|end| file.path.strip_suffix(end)) else {
                continue;
            };
            let beside = format!("{base}.key");
            let other = self.by_path.get(beside.as_str()).copied().and_then(|number| {
                let items = self.files.get(number)?.items.iter();
                let found = items.clone().position(|item| matches!(item.thing, Thing::PrivateKey(_)))?;
                self.place(number, found)
            });
            if let Some(place) = other {
                return KeyMatch::Another(place);
            }
        }
        KeyMatch::NotHere
    }
}
