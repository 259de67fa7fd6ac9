//! What kubeadm would have done, told and written.

use std::path::Path;

use cluster::Ran;
use cluster::desk::made::MadeFile;

use crate::check_expiration::refused;
use crate::{Printed, written};

/// Prints what kubeadm would have printed, exits as it would have, and writes below a folder what it would have written,
/// as it would lie below `/`.
pub fn tell(ran: Ran, out: Option<&Path>, force: bool, mut printed: Printed) -> Printed {
    let below = |file: MadeFile| MadeFile { path: file.path.trim_start_matches('/').to_owned(), ..file };
    let files: Vec<MadeFile> = ran.files.into_iter().map(below).collect();
    if let Some(Err(text)) = out.map(|out| written::write(&files, out, force)) {
        return refused(text);
    }
    for line in ran.warnings.iter().chain(&ran.error) {
        printed.stderr.push_str(line);
        printed.stderr.push('\n');
    }
    printed.stdout = ran.stdout;
    printed.status = ran.status;
    printed
}
