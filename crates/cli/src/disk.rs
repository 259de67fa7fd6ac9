//! Files and folders of the disk as if they had been dropped on the page.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use intake::{DroppedFile, Limits, ReadFile};

use crate::Printed;
use crate::check_expiration::refused;

/// What was read from the disk.
#[derive(Default)]
pub struct Drop {
    /// The files, archives opened.
    pub files: Vec<ReadFile>,
    /// Empty folders.
    pub folders: Vec<String>,
    /// What could not be read, as sentences.
    pub problems: Vec<String>,
    limits: Limits,
}

/// Reads everything below some paths; what is wrong below them is noted.
///
/// # Errors
/// What is printed when there is nothing at one of the paths.
pub fn read(paths: &[PathBuf]) -> Result<(Drop, Printed), Printed> {
    let mut dropped = Drop::default();
    for path in paths {
        dropped.add(path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
    }
    let mut printed = Printed::default();
    dropped.problems.iter().for_each(|problem| printed.note(problem));
    Ok((dropped, printed))
}

/// Folders within folders that are still entered; symbolic links may lead in a circle.
const DEEPEST: usize = 32;

impl Drop {
    /// Reads everything below a path.
    ///
    /// # Errors
    /// When there is nothing at the path itself; what is wrong below it is a problem.
    pub fn add(&mut self, path: &Path) -> io::Result<()> {
        fs::metadata(path)?;
        self.walk(path, 0);
        Ok(())
    }

    fn walk(&mut self, path: &Path, depth: usize) {
        let wrong = |error: io::Error| format!("{}: {error}", path.display());
        let result = match fs::metadata(path) {
            Ok(found) if found.is_dir() && depth > DEEPEST => Err(format!("{}: folders too deep", path.display())),
            Ok(found) if found.is_dir() => self.folder(path, depth).map_err(wrong),
            Ok(found) if found.is_file() => self.file(path, found.len()).map_err(wrong),
            Ok(_) => Err(format!("{}: neither a file nor a folder", path.display())),
            Err(error) => Err(wrong(error)),
        };
        self.problems.extend(result.err());
    }

    fn folder(&mut self, path: &Path, depth: usize) -> io::Result<()> {
        let mut entries =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        if entries.is_empty() {
            self.folders.push(dropped_path(path));
        }
        for entry in entries {
            self.walk(&entry, depth.saturating_add(1));
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, size: u64) -> io::Result<()> {
        if size > self.limits.archive_bytes {
            self.problems.push(format!("{}: larger than {} bytes", path.display(), self.limits.archive_bytes));
            return Ok(());
        }
        let file = DroppedFile { path: dropped_path(path), bytes: fs::read(path)? };
        let unpacked = intake::unpack(file, &self.limits);
        self.files.extend(unpacked.files.into_iter().map(intake::read));
        self.folders.extend(unpacked.folders);
        for (path, problem) in unpacked.problems {
            self.problems.push(format!("{path}: {}", words::problem(&problem, words::Lang::En).what));
        }
        Ok(())
    }
}

/// The path as the page would have it: `/`-separated, relative, without `.` and `..`.
pub fn dropped_path(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}
