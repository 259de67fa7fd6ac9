//! Writing what was made: all of it, or nothing.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use cluster::desk::made::MadeFile;

/// Writes files below a folder, which is made where it is not there. A file that is there with the same content stays; one
/// with other content is an error unless `replace` is set. Modes are set as they are given.
///
/// # Errors
/// A sentence that names the file. Nothing was written then.
pub fn write(files: &[MadeFile], folder: &Path, replace: bool) -> Result<(), String> {
    let mut wanted = Vec::new();
    for file in files {
        let path = below(folder, &file.path).ok_or_else(|| format!("{}: leaves the folder", file.path))?;
        match fs::read(&path) {
            Ok(found) if found == file.content.as_slice() => {}
            Ok(_) if !replace => {
                return Err(format!("{}: is there already with other content; nothing was written", path.display()));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(format!("{}: {error}", path.display()));
            }
            _ => wanted.push((path, file)),
        }
    }
    let mut beside: Vec<PathBuf> = Vec::new();
    let laid = wanted.iter().try_for_each(|(path, file)| {
        let mut new = path.clone().into_os_string();
        new.push(".kubecerts-new");
        let new = PathBuf::from(new);
        beside.push(new.clone());
        lay(&new, file).map_err(|error| format!("{}: {error}; nothing was written", new.display()))
    });
    let done = laid.and_then(|()| {
        let mut pairs = wanted.iter().zip(&beside);
        pairs.try_for_each(|((path, _), new)| {
            fs::rename(new, path).map_err(|error| format!("{}: {error}", path.display()))
        })
    });
    if done.is_err() {
        beside.iter().for_each(|new| drop(fs::remove_file(new)));
    }
    done
}

/// A path below a folder; `None` when it would lie anywhere else.
fn below(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && path.components().next().is_some()).then(|| folder.join(path))
}

fn lay(path: &Path, file: &MadeFile) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, file.mode);
    let mut opened = options.open(path)?;
    // What lay there before has a mode of its own.
    #[cfg(unix)]
    opened.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(file.mode))?;
    opened.write_all(&file.content)
}
