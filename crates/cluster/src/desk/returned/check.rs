//! Checking certificates that came back, against the key and the request they belong to (spec section 11).

use std::collections::{HashMap, HashSet};

use pki::{Certificate, CertificateFacts, Fingerprint, RequestFacts, SubjectAlternativeName};

use super::{ReturnCheck, ReturnCheckKind, ReturnedRow};
use crate::catalogue::Usage;
use crate::desk::role::{self, DeskRole};
use crate::desk::sign::authorities::{self, Candidate};
use crate::desk::sign::preview::{name_text, purpose_text};
use crate::workspace::inventory::Held;
use crate::workspace::sight::Sight;
use crate::{PlaceInFile, Settings, Workspace};

/// The bits that every leaf of kubeadm has.
const BITS: [&str; 2] = ["digitalSignature", "keyEncipherment"];

impl Workspace {
    /// Every certificate that came back for a request or key that is here, with each check of spec section 11.
    pub fn returned(&self, settings: &Settings) -> Vec<ReturnedRow> {
        let sight = self.sight(settings);
        let candidates = authorities::candidates(&sight);
        let requests = Requests::new(&sight);
        let came = sight.inventory.certificates.iter().filter_map(|held| Came::of(held, &sight, &requests));
        came.map(|came| came.row(&sight, &candidates, settings)).collect()
    }
}

/// The requests that are here, by what a certificate is matched with.
pub(super) struct Requests<'s, 'a> {
    by_key: HashMap<Fingerprint, &'s Held<'a, RequestFacts>>,
    by_base: HashMap<&'a str, &'s Held<'a, RequestFacts>>,
}

impl<'s, 'a> Requests<'s, 'a> {
    /// Goes through all requests once.
    pub(super) fn new(sight: &'s Sight<'a>) -> Self {
        let mut requests = Self { by_key: HashMap::new(), by_base: HashMap::new() };
        for held in &sight.inventory.requests {
            requests.by_key.entry(held.facts.key.sha256).or_insert(held);
            for base in paths(sight, &held.places).filter_map(role::base) {
                requests.by_base.entry(base).or_insert(held);
            }
        }
        requests
    }
}

/// The paths of the files that a thing was found in.
fn paths<'a>(sight: &Sight<'a>, places: &[(usize, usize)]) -> impl Iterator<Item = &'a str> {
    places.iter().filter_map(|(file, _)| sight.file(*file)).map(|file| file.path.as_str())
}

/// A certificate that came back.
pub(super) struct Came<'s, 'a> {
    /// The certificate.
    pub(super) held: &'s Held<'a, CertificateFacts>,
    /// The request it was made from: of the same key. `None` when only the key is here.
    request: Option<&'s Held<'a, RequestFacts>>,
    /// The role, by its request, else by where it or its key lies, else by what it says.
    role: Option<DeskRole>,
}

impl<'s, 'a> Came<'s, 'a> {
    /// A certificate is one that came back when a request of its key is here, or one that its file is called after (then
    /// it is the wrong one that came back), or when its key is here and it does not lie beside that.
    pub(super) fn of(
        held: &'s Held<'a, CertificateFacts>,
        sight: &Sight<'a>,
        requests: &Requests<'s, 'a>,
    ) -> Option<Self> {
        let bases = || paths(sight, &held.places).filter_map(|path| path.strip_suffix(".crt"));
        let by_key = requests.by_key.get(&held.facts.key.sha256);
        let request = by_key.or_else(|| bases().find_map(|base| requests.by_base.get(base))).copied();
        let key = sight.inventory.private_key(held.facts.key.sha256);
        let keys = || key.into_iter().flat_map(|key| paths(sight, &key.places));
        let in_place = |path: &str| {
            let base = path.strip_suffix(".crt");
            keys().any(|key| key == path || base.is_some() && key.strip_suffix(".key") == base)
        };
        if request.is_none() && (key.is_none() || paths(sight, &held.places).any(in_place)) {
            return None;
        }
        let asked = |base: &str| DeskRole::at_path(&format!("{base}.csr"));
        let role = request
            .and_then(|request| paths(sight, &request.places).find_map(DeskRole::at_path))
            .or_else(|| keys().find_map(|key| asked(key.strip_suffix(".key").unwrap_or(key))))
            .or_else(|| bases().find_map(asked))
            .or_else(|| request.and_then(|held| DeskRole::of_content(&held.facts.subject, &held.facts.names)))
            .or_else(|| DeskRole::of_content(&held.facts.subject, &held.facts.names));
        // With nothing but a key whose file is called in another way there is no place to put it.
        let has_place = keys().any(|key| key.ends_with(".key")) || role.is_some_and(|role| role.in_kubeconfig);
        (request.is_some() || has_place).then_some(Self { held, request, role })
    }

    fn row(&self, sight: &Sight<'_>, candidates: &[Candidate<'_>], settings: &Settings) -> ReturnedRow {
        let facts = self.held.facts;
        let key = sight.inventory.private_key(facts.key.sha256);
        let key_place = key.and_then(|key| sight.inventory.places(&key.places).into_iter().next());
        let request = self.request.and_then(|request| {
            Some((request.facts.sha256, sight.inventory.places(&request.places).into_iter().next()?))
        });
        ReturnedRow {
            certificate: facts.sha256,
            subject: facts.subject.to_string(),
            places: sight.inventory.places(&self.held.places),
            target: self.target(key_place.as_ref(), request.as_ref().map(|(_, place)| place)),
            key: key_place,
            request,
            role: self.role.map(|role| role.name.to_owned()),
            checks: self.checks(sight, candidates, settings),
            not_after: facts.not_after,
        }
    }

    /// Where it belongs: beside its key, else beside its request; for the certificate of a kubeconfig that file.
    pub(super) fn target(&self, key: Option<&PlaceInFile>, request: Option<&PlaceInFile>) -> String {
        let of_request = request.and_then(|place| role::base(&place.path));
        if self.role.is_some_and(|role| role.in_kubeconfig) {
            let of_key = key.filter(|place| !place.field.is_empty()).map(|place| place.path.as_str());
            return of_key.or(of_request).unwrap_or_default().to_owned();
        }
        let of_key = key.and_then(|place| place.path.strip_suffix(".key"));
        of_key.or(of_request).map(|base| format!("{base}.crt")).unwrap_or_default()
    }

    fn checks(&self, sight: &Sight<'_>, candidates: &[Candidate<'_>], settings: &Settings) -> Vec<ReturnCheck> {
        let mut checks = vec![self.public_key(sight), self.authority(sight, candidates)];
        checks.extend(self.against_request());
        checks.push(self.usages());
        let authority = self.held.facts.is_authority;
        checks.push(check(ReturnCheckKind::NotAnAuthority, Some(!authority)));
        checks.push(self.dates(sight, settings));
        checks
    }

    /// The public key is that of the stored key, else of the request.
    fn public_key(&self, sight: &Sight<'_>) -> ReturnCheck {
        let own = self.held.facts.key.sha256;
        let holds = self.request.is_none_or(|request| request.facts.key.sha256 == own);
        let here = sight.inventory.private_key(own).is_some();
        check(ReturnCheckKind::PublicKey, if holds && !here { None } else { Some(holds) })
    }

    /// Signed by the authority of its role; without a role by any authority that is here.
    fn authority(&self, sight: &Sight<'_>, candidates: &[Candidate<'_>]) -> ReturnCheck {
        let facts = self.held.facts;
        let of_key = || sight.inventory.private_key(facts.key.sha256).and_then(|key| sight.home(&key.places));
        let home = self.request.and_then(|request| sight.home(&request.places));
        let home = home.or_else(of_key).or_else(|| sight.home(&self.held.places));
        let wanted = self.role.map(|role| role.authority);
        let chosen =
            wanted.and_then(|wanted| authorities::choose(candidates, wanted, home.map(|(cluster, _)| cluster)));
        let mut found = check(ReturnCheckKind::Authority, None);
        found.wanted.extend(wanted.map(|wanted| wanted.name().to_owned()));
        match chosen {
            Some(candidate) => {
                let verified = sight.signatures.verify(facts, candidate.facts);
                let direct = verified.is_ok() && facts.issuer.der == candidate.facts.subject.der;
                // Below an intermediate authority it is signed by the right one as well.
                let chain = sight.signatures.chain(facts, &sight.inventory);
                let holds = direct || chain.iter().any(|above| above.certificate == candidate.facts.sha256);
                found.holds = Some(holds);
                found.found.extend((!holds).then(|| facts.issuer.to_string()));
            }
            None => {
                let signed = candidates.iter().any(|candidate| sight.signatures.verify(facts, candidate.facts).is_ok());
                found.holds = (wanted.is_none() && signed).then_some(true);
                found.found.push(facts.issuer.to_string());
            }
        }
        found
    }

    /// Subject and names are those of the request.
    fn against_request(&self) -> Vec<ReturnCheck> {
        let Some(request) = self.request else {
            return [ReturnCheckKind::Subject, ReturnCheckKind::Names].map(|kind| check(kind, None)).into();
        };
        let (own, asked) = (self.held.facts, request.facts);
        let mut subject = check(ReturnCheckKind::Subject, Some(true));
        if !same_subject(&own.subject, &asked.subject) {
            subject = ReturnCheck {
                holds: Some(false),
                wanted: vec![asked.subject.to_string()],
                found: vec![own.subject.to_string()],
                ..subject
            };
        }
        let missing = |of: &[SubjectAlternativeName], from: &[SubjectAlternativeName]| -> Vec<String> {
            let there: HashSet<String> = from.iter().map(name_text).collect();
            of.iter().map(name_text).filter(|name| !there.contains(name)).collect()
        };
        let (lost, added) = (missing(&asked.names, &own.names), missing(&own.names, &asked.names));
        let names = ReturnCheck {
            kind: ReturnCheckKind::Names,
            holds: Some(lost.is_empty() && added.is_empty()),
            wanted: lost,
            found: added,
        };
        vec![subject, names]
    }

    /// The usages of its role: keyUsage and the purposes. What is missing is named, and what is too much.
    fn usages(&self) -> ReturnCheck {
        let mut found = check(ReturnCheckKind::Usages, None);
        let (Some(role), Ok(certificate)) = (self.role, Certificate::from_der(&self.held.facts.der)) else {
            return found;
        };
        let bits: Vec<&str> = certificate.key_usage().map(|usage| usage.names().collect()).unwrap_or_default();
        let purposes: Vec<String> = certificate.extended_key_usages().iter().map(purpose_text).collect();
        let wanted: Vec<&str> = role
            .usages
            .iter()
            .map(|usage| match usage {
                Usage::ServerAuth => "serverAuth",
                Usage::ClientAuth => "clientAuth",
            })
            .collect();
        // An ECDSA key needs no keyEncipherment; kubeadm sets it all the same (spec section 1.3).
        let needs = |bit: &&str| {
            *bit != "keyEncipherment" || matches!(self.held.facts.key.algorithm, pki::KeyAlgorithm::Rsa { .. })
        };
        let lost = BITS.iter().filter(|bit| needs(bit) && !bits.contains(*bit));
        found.wanted.extend(lost.map(|bit| (*bit).to_owned()));
        let any = purposes.iter().any(|purpose| purpose == "anyExtendedKeyUsage");
        found
            .wanted
            .extend(wanted.iter().filter(|w| !any && !purposes.iter().any(|p| p == *w)).map(|w| (*w).to_owned()));
        found.found.extend(purposes.into_iter().filter(|purpose| !wanted.contains(&purpose.as_str())));
        found
            .found
            .extend(bits.iter().filter(|bit| matches!(**bit, "keyCertSign" | "cRLSign")).map(|bit| (*bit).to_owned()));
        found.holds = Some(found.wanted.is_empty() && found.found.is_empty());
        found
    }

    /// Valid at the instant that is looked at, and within the dates of whoever signed it.
    fn dates(&self, sight: &Sight<'_>, settings: &Settings) -> ReturnCheck {
        let facts = self.held.facts;
        let mut found = check(ReturnCheckKind::Dates, None);
        let (Some(begin), Some(end)) = (facts.not_before, facts.not_after) else { return found };
        let signer = sight.signatures.signer(facts, &sight.inventory).1;
        let outlives = signer.and_then(|signer| signer.not_after).filter(|limit| *limit < end);
        let valid = begin <= settings.viewed_at && settings.viewed_at <= end;
        found.holds = Some(valid && outlives.is_none());
        if !valid {
            found.found.extend([begin.to_string(), end.to_string()]);
        } else if let Some(limit) = outlives {
            found.wanted.push(limit.to_string());
            found.found.push(end.to_string());
        }
        found
    }

    /// The file that it becomes; `None` for what belongs into a kubeconfig, or nowhere.
    pub(super) fn file(&self, sight: &Sight<'_>) -> Option<String> {
        if self.role.is_some_and(|role| role.in_kubeconfig) {
            return None;
        }
        let place = |places: &[(usize, usize)]| sight.inventory.places(places).into_iter().next();
        let key = sight.inventory.private_key(self.held.facts.key.sha256).and_then(|key| place(&key.places));
        let request = self.request.and_then(|request| place(&request.places));
        Some(self.target(key.as_ref(), request.as_ref())).filter(|target| !target.is_empty())
    }
}

fn check(kind: ReturnCheckKind, holds: Option<bool>) -> ReturnCheck {
    ReturnCheck { kind, holds, wanted: Vec::new(), found: Vec::new() }
}

/// The same subject: byte for byte, else attribute by attribute, since other programs encode strings in other types.
fn same_subject(one: &pki::Name, other: &pki::Name) -> bool {
    one.der == other.der || one.attributes == other.attributes
}
