//! What is packed here, opened by the programs that people have.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use intake::{PackedFile, pack_tar_gz, pack_zip};
use pki::UnixTime;

#[test]
fn tar_and_unzip_open_it_with_its_modes() {
    let files = [
        PackedFile { path: "cp-1/pki/ca.key", mode: 0o600, bytes: b"key" },
        PackedFile { path: "cp-1/pki/ca.crt", mode: 0o644, bytes: &[b'c'; 70_000] },
    ];
    let at = UnixTime::from_seconds(1_772_442_930);
    for (name, bytes, program, arguments) in [
        ("made.tar.gz", pack_tar_gz(&files, at).unwrap(), "tar", &["--no-same-owner", "-xzf", "made.tar.gz"][..]),
        ("made.zip", pack_zip(&files, at).unwrap(), "unzip", &["-q", "made.zip"]),
    ] {
        let folder = std::env::temp_dir().join(format!("kubecerts-packed-{program}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
        let output = match Command::new(program).args(arguments).current_dir(&folder).output() {
            Ok(output) => output,
            Err(error) => {
                eprintln!("SKIPPED: {program}: {error}");
                continue;
            }
        };
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        for file in &files {
            let path = folder.join(file.path);
            assert_eq!(fs::read(&path).unwrap(), file.bytes, "{program} {}", file.path);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, file.mode, "{program} {}", file.path);
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
