//! Finishing a plan: with its keys it becomes the files of each node.

use std::fmt::Write as _;

use pki::{Fingerprint, IssueError, PrivateKey, Random};
use zeroize::Zeroizing;

use super::loss::kind_of;
use super::renewal::{Plan, Ready, authority_certificate};
use crate::Release;
use crate::desk::made::{MadeFile, node_folder};
use crate::desk::sign::Caution;
use crate::renew::{Place, WriteError, files};

/// Why a plan was not finished. Nothing of it is then handed out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FinishError {
    /// Something has to be confirmed first.
    #[error("not confirmed")]
    Unconfirmed(Vec<Caution>),
    /// The keys are not those that the plan asks for, by their number and kinds: what it is made of changed meanwhile.
    #[error("these are not the keys that the plan asks for; try again")]
    Keys,
    /// A certificate could not be issued.
    #[error("{row}: {error}")]
    Issue {
        /// kubeadm's name of it.
        row: String,
        /// Why.
        error: IssueError,
    },
    /// A certificate could not be put in place.
    #[error("{row}: {error}")]
    Write {
        /// kubeadm's name of it.
        row: String,
        /// Why.
        error: WriteError,
    },
}

/// The files of one node, old and new, by absolute paths on the node.
pub struct FinishedNode {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is written, in the order of the steps.
    pub written: Vec<MadeFile>,
    /// What stood there before.
    pub previous: Vec<MadeFile>,
    /// The new certificates: kubeadm's name of each, and its SHA-256.
    pub certificates: Vec<(String, Fingerprint)>,
}

impl Plan {
    /// Makes everything with the new keys, in the order in which the outline asks for them.
    ///
    /// # Errors
    /// [`FinishError`]; nothing is handed out then.
    pub fn finish(&self, keys: Vec<PrivateKey>, random: &mut dyn Random) -> Result<Vec<FinishedNode>, FinishError> {
        let unconfirmed = self.unconfirmed();
        if !unconfirmed.is_empty() {
            return Err(FinishError::Unconfirmed(unconfirmed));
        }
        let kinds = keys.iter().map(|key| kind_of(&key.facts().public.algorithm));
        if !kinds.eq(self.outline.keys.iter().copied().map(Some)) {
            return Err(FinishError::Keys);
        }
        let mut keys = keys.into_iter();
        let nodes = self.outline.nodes.iter().zip(&self.ready);
        nodes
            .map(|(outline, rows)| {
                let mut node = FinishedNode {
                    id: outline.id.clone(),
                    name: outline.name.clone(),
                    written: Vec::new(),
                    previous: Vec::new(),
                    certificates: Vec::new(),
                };
                for (renewal, ready) in outline.renewed.iter().zip(rows) {
                    let new = if ready.kept_key.is_some() { None } else { Some(keys.next().ok_or(FinishError::Keys)?) };
                    let key = new.as_ref().or(ready.kept_key.as_ref()).ok_or(FinishError::Keys)?;
                    let (certificate, files) = self.one(ready, outline.release, &renewal.row, key, random)?;
                    node.written.extend(files);
                    node.certificates.push((renewal.row.clone(), certificate));
                    node.previous.extend(ready.previous.iter().map(|(path, mode, content)| MadeFile {
                        path: path.clone(),
                        mode: *mode,
                        content: content.clone(),
                    }));
                }
                Ok(node)
            })
            .filter(|node| !matches!(node, Ok(node) if node.written.is_empty()))
            .collect()
    }

    fn one(
        &self,
        ready: &Ready,
        release: Release,
        row: &str,
        key: &PrivateKey,
        random: &mut dyn Random,
    ) -> Result<(Fingerprint, Vec<MadeFile>), FinishError> {
        let failed = |error: IssueError| FinishError::Issue { row: row.to_owned(), error };
        let above = self.above.get(&ready.authority).ok_or_else(|| failed(IssueError::KeyDoesNotMatch))?;
        let issuer = above.issuer.as_ref().ok_or_else(|| failed(IssueError::KeyDoesNotMatch))?;
        let authority = authority_certificate(above).ok_or_else(|| failed(IssueError::NotAnAuthority))?;
        let spki = key.public_key_spki_der();
        let certificate = issuer.issue(&ready.template, spki, ready.serial, random).map_err(failed)?;
        let old = ready.previous.last().map(|(.., content)| content.as_slice()).unwrap_or_default();
        let place = Place { home: ready.home, path: &ready.path, old };
        let files = files(&place, &certificate, key, &authority, &ready.behind, release)
            .map_err(|error| FinishError::Write { row: row.to_owned(), error })?;
        Ok((Fingerprint::of(certificate.der()), files))
    }
}

impl FinishedNode {
    /// Its archive: `RUNBOOK.md`, `SHA256SUMS`, `root/` with what is to be unpacked at `/`, and `previous/` with what was
    /// there; all of it below a folder of the node's name.
    pub fn into_files(self, runbook: String) -> Vec<MadeFile> {
        let folder = node_folder(&self.name);
        let below = |top: &'static str| move |file: MadeFile| MadeFile { path: format!("{top}{}", file.path), ..file };
        let runbook =
            MadeFile { path: "RUNBOOK.md".to_owned(), mode: 0o644, content: Zeroizing::new(runbook.into_bytes()) };
        let mut files = vec![runbook];
        files.extend(self.written.into_iter().map(below("root")));
        files.extend(self.previous.into_iter().map(below("previous")));
        let mut sums = String::new();
        for file in &files {
            let hash = Fingerprint::of(&file.content);
            // Writing to a text cannot fail.
            let _ = writeln!(sums, "{}  {}", hash, file.path);
        }
        files.insert(
            1,
            MadeFile { path: "SHA256SUMS".to_owned(), mode: 0o644, content: Zeroizing::new(sums.into_bytes()) },
        );
        files.into_iter().map(|file| MadeFile { path: format!("{folder}/{}", file.path), ..file }).collect()
    }
}
