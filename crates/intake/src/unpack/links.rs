//! Following symbolic and hard links inside an archive.

use std::collections::VecDeque;

use crate::ProblemKind;
use crate::unpack::budget::{Budget, Stop};
use crate::unpack::members::{Member, Members};

/// Links followed on the way to one target, as Linux allows.
const HOPS: u8 = 40;

/// Folders stepped through for all links of an archive together.
const STEPS: u32 = 2_000_000;

/// Folders on the way to a link from which an absolute target is looked for.
const ROOTS: usize = 8;

/// The plain files, empty folders and problems of an archive, by path within it; a problem of the whole has none.
#[derive(Default)]
pub(crate) struct Resolved {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) folders: Vec<String>,
    pub(crate) problems: Vec<(String, ProblemKind)>,
}

/// Makes plain files of all members: a link becomes a file of its own, a link to a folder all the files below that.
pub(crate) fn resolve(mut members: Members, budget: &mut Budget) -> Resolved {
    let mut found = Resolved { problems: std::mem::take(&mut members.problems), ..Resolved::default() };
    let mut walk = Walk { members: &members, budget, found: &mut found, followed: Vec::new(), steps: STEPS };
    if let Err(stop) = walk.links("", "") {
        found.problems.push((String::new(), stop.kind()));
    }
    let is_empty = |path: &str| !has_children(&members, path);
    let empty = members.by_path.iter().filter(|(path, member)| matches!(member, Member::Folder) && is_empty(path));
    found.folders = empty.map(|(path, _)| path.clone()).collect();
    let plain = members.by_path.into_iter().filter_map(|(path, member)| match member {
        Member::File(bytes) => Some((path, bytes)),
        _ => None,
    });
    found.files.extend(plain);
    pki::order::sort_by(&mut found.files, |(one, _), (other, _)| one.cmp(other));
    found.files.dedup_by(|(one, _), (other, _)| one == other);
    found
}

fn has_children(members: &Members, folder: &str) -> bool {
    below(members, folder).next().is_some()
}

/// The members below a folder; of the root, all.
fn below<'a>(members: &'a Members, folder: &str) -> impl Iterator<Item = (&'a String, &'a Member)> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    members.by_path.range(prefix.clone()..).take_while(move |(path, _)| path.starts_with(&prefix))
}

enum Target {
    File(String),
    Folder(String),
}

struct Walk<'a> {
    members: &'a Members,
    budget: &'a mut Budget,
    found: &'a mut Resolved,
    /// The links that are being followed right now, by their own path.
    followed: Vec<String>,
    /// What is left of [`STEPS`]; without any, links count as broken.
    steps: u32,
}

impl Walk<'_> {
    /// Follows the links below `folder`; the files found there stand below `seen_as`. Plain files of the first call are
    /// left out: they need no copy.
    fn links(&mut self, folder: &str, seen_as: &str) -> Result<(), Stop> {
        let members = self.members;
        for (path, member) in below(members, folder) {
            let rest = path.get(folder.len()..).unwrap_or_default();
            let seen = format!("{seen_as}{rest}");
            let (target, from_root) = match member {
                Member::Link(target) => (target, false),
                Member::HardLink(target) => (target, true),
                Member::File(bytes) if !self.followed.is_empty() => {
                    self.copy(seen, bytes)?;
                    continue;
                }
                _ => continue,
            };
            match self.target(path, target, from_root) {
                Some(Target::File(file)) => {
                    if let Some(Member::File(bytes)) = members.by_path.get(&file) {
                        self.copy(seen, bytes)?;
                    }
                }
                Some(Target::Folder(folder)) if !self.is_circle(path, &folder) => {
                    self.budget.take_entry()?;
                    self.followed.push(path.clone());
                    let outcome = self.links(&folder, &seen);
                    self.followed.pop();
                    outcome?;
                }
                _ => {
                    self.budget.take_entry()?;
                    self.found.problems.push((seen, ProblemKind::LinkBroken { target: target.clone() }));
                }
            }
        }
        Ok(())
    }

    fn copy(&mut self, path: String, bytes: &[u8]) -> Result<(), Stop> {
        self.budget.take_entry()?;
        self.budget.take_bytes(bytes.len())?;
        self.found.files.push((path, bytes.to_vec()));
        Ok(())
    }

    /// A folder that holds the link itself, or one of those that led here, would never end.
    fn is_circle(&self, link: &str, folder: &str) -> bool {
        let holds =
            |path: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        holds(link) || self.followed.iter().any(|path| holds(path))
    }

    /// Where a link leads. An absolute target counts from the root of the archive; if it is not there, from each folder
    /// on the way to the link (an archive of `cp-1/etc/kubernetes`), at last by its name beside the link (an archive of
    /// `/var/lib/kubelet/pki` alone).
    fn target(&mut self, link: &str, target: &str, from_root: bool) -> Option<Target> {
        let parent = link.rsplit_once('/').map_or("", |(parent, _)| parent);
        if from_root {
            return self.walk("", target);
        }
        if !target.starts_with('/') {
            return self.walk(parent, target);
        }
        let ends = parent.match_indices('/').map(|(at, _)| at).chain([parent.len()]);
        let roots = std::iter::once("").chain(ends.filter_map(|end| parent.get(..end)));
        roots
            .take(ROOTS)
            .find_map(|root| self.walk(root, target.trim_start_matches('/')))
            .or_else(|| self.walk(parent, target.rsplit('/').next()?))
    }

    fn walk(&mut self, from: &str, target: &str) -> Option<Target> {
        let mut at = from.to_owned();
        let mut steps: VecDeque<String> = target.split('/').map(str::to_owned).collect();
        let mut hops = 0;
        while let Some(step) = steps.pop_front() {
            self.steps = self.steps.checked_sub(1)?;
            match step.as_str() {
                "" | "." => continue,
                ".." if at.is_empty() => return None,
                ".." => {
                    at.truncate(at.rfind('/').unwrap_or_default());
                    continue;
                }
                _ => {}
            }
            let next = if at.is_empty() { step } else { format!("{at}/{step}") };
            let (target, from_root) = match self.members.by_path.get(&next) {
                Some(Member::Link(target)) => (target, target.starts_with('/')),
                Some(Member::HardLink(target)) => (target, true),
                member => {
                    if member.is_none() && !has_children(self.members, &next) {
                        return None;
                    }
                    at = next;
                    continue;
                }
            };
            hops += 1;
            if hops > HOPS {
                return None;
            }
            if from_root {
                at.clear();
            }
            for step in target.split('/').rev() {
                steps.push_front(step.to_owned());
            }
        }
        match self.members.by_path.get(&at) {
            Some(Member::File(_)) => Some(Target::File(at)),
            Some(Member::Folder) => Some(Target::Folder(at)),
            None if has_children(self.members, &at) => Some(Target::Folder(at)),
            _ => None,
        }
    }
}
