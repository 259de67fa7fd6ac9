//! Archives: tar, gzip and zip, links, bounds, damage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use std::io::{Cursor, Write};

use common::file;
use flate2::Compression;
use flate2::write::GzEncoder;
use intake::{Limits, ProblemKind, Unpacked};
use tar::{Builder, EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What an archive of a test holds.
enum Entry<'a> {
    File(&'a str, &'a [u8]),
    Folder(&'a str),
    Link(&'a str, &'a str),
    Hard(&'a str, &'a str),
}
use Entry::{File, Folder, Hard, Link};

fn tar(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for entry in entries {
        let mut header = Header::new_gnu();
        header.set_mode(0o644);
        let (kind, name, size) = match entry {
            File(name, bytes) => (EntryType::Regular, *name, bytes.len()),
            Folder(name) => (EntryType::Directory, *name, 0),
            Link(name, _) => (EntryType::Symlink, *name, 0),
            Hard(name, _) => (EntryType::Link, *name, 0),
        };
        header.set_entry_type(kind);
        header.set_size(u64::try_from(size).unwrap());
        match entry {
            File(_, bytes) if name.contains("..") || name.starts_with('/') => {
                // The builder refuses such names, so they are written by hand.
                header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
                header.set_cksum();
                builder.append(&header, *bytes).unwrap();
            }
            File(_, bytes) => builder.append_data(&mut header, name, *bytes).unwrap(),
            Folder(_) => builder.append_data(&mut header, name, std::io::empty()).unwrap(),
            Link(_, target) | Hard(_, target) => builder.append_link(&mut header, name, target).unwrap(),
        }
    }
    builder.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for entry in entries {
        match entry {
            File(name, bytes) => {
                writer.start_file(*name, options).unwrap();
                writer.write_all(bytes).unwrap();
            }
            Folder(name) => writer.add_directory(*name, options).unwrap(),
            Link(name, target) | Hard(name, target) => writer.add_symlink(*name, *target, options).unwrap(),
        }
    }
    writer.finish().unwrap().into_inner()
}

fn unpack(name: &str, bytes: impl Into<Vec<u8>>) -> Unpacked {
    intake::unpack(file(name, bytes), &Limits::default())
}

fn contents(unpacked: &Unpacked) -> Vec<(&str, &str)> {
    unpacked.files.iter().map(|f| (f.path.as_str(), std::str::from_utf8(&f.bytes).unwrap())).collect()
}

fn problems(unpacked: &Unpacked) -> Vec<(&str, ProblemKind)> {
    unpacked.problems.iter().map(|(path, problem)| (path.as_str(), problem.kind.clone())).collect()
}

fn broken(target: &str) -> ProblemKind {
    ProblemKind::LinkBroken { target: target.to_owned() }
}

#[test]
fn a_plain_file_stays_as_it_is() {
    let found = unpack("pki/ca.crt", "text");
    assert_eq!(contents(&found), [("pki/ca.crt", "text")]);
    assert_eq!(contents(&unpack("empty", "")), [("empty", "")]);
}

#[test]
fn archives_are_recognised_by_content_and_their_members_stand_below_their_name() {
    let entries = [
        Folder("etc/kubernetes/"),
        File("./etc/kubernetes/pki/ca.crt", b"ca"),
        Folder("etc/empty"),
        File("etc/kubernetes/pki/ca.crt.old", b"old"),
    ];
    let expected = [("etc/kubernetes/pki/ca.crt", "ca"), ("etc/kubernetes/pki/ca.crt.old", "old")];
    for bytes in [tar(&entries), gzip(&tar(&entries)), zip(&entries)] {
        let found = unpack("node", bytes);
        let expected = expected.map(|(path, text)| (format!("node/{path}"), text));
        let expected: Vec<_> = expected.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        assert_eq!(contents(&found), expected);
        assert_eq!(found.folders, ["node/etc/empty"]);
        assert_eq!(problems(&found), []);
    }
}

#[test]
fn archives_within_archives_are_opened_up_to_two_levels() {
    let tgz = gzip(&tar(&[File("a", b"1")]));
    let outer = zip(&[File("cp-1.tgz", &tgz), File("b.gz", &gzip(b"2"))]);
    assert_eq!(contents(&unpack("n.zip", outer.clone())), [("n.zip/b", "2"), ("n.zip/cp-1.tgz/a", "1")]);
    let deeper = tar(&[File("z.zip", &tar(&[File("y.zip", &outer)]))]);
    let found = unpack("n.tar", deeper);
    assert!(problems(&found).iter().all(|(_, kind)| *kind == ProblemKind::NestedTooDeep));
    assert_eq!(found.problems.len(), 2);
}

#[test]
fn links_are_followed_within_the_archive() {
    let pem = "var/lib/kubelet/pki/kubelet-client-2026-03-02-09-15-30.pem";
    let found = unpack(
        "n.tar",
        tar(&[
            File(pem, b"pem"),
            Link("var/lib/kubelet/pki/kubelet-client-current.pem", &format!("/{pem}")),
            Link("relative.pem", pem),
            Link("chain.pem", "relative.pem"),
            Hard("hard.pem", pem),
            Link("folder", "./var/lib"),
            Link("through", "folder/kubelet/pki/kubelet-client-current.pem"),
        ]),
    );
    assert_eq!(problems(&found), []);
    let pems = found.files.iter().filter(|f| f.bytes == b"pem").count();
    assert_eq!(pems, found.files.len());
    let paths: Vec<_> = found.files.iter().map(|f| f.path.strip_prefix("n.tar/").unwrap()).collect();
    assert_eq!(
        paths,
        [
            "chain.pem",
            "folder/kubelet/pki/kubelet-client-2026-03-02-09-15-30.pem",
            "folder/kubelet/pki/kubelet-client-current.pem",
            "hard.pem",
            "relative.pem",
            "through",
            pem,
            "var/lib/kubelet/pki/kubelet-client-current.pem",
        ]
    );
}

#[test]
fn absolute_targets_are_found_below_a_folder_of_the_archive_too() {
    for (file, link) in [
        ("cp-1/var/lib/kubelet/pki/k-1.pem", "cp-1/var/lib/kubelet/pki/current.pem"),
        ("pki/k-1.pem", "pki/current.pem"),
    ] {
        let found = unpack("n.tar", tar(&[File(file, b"x"), Link(link, "/var/lib/kubelet/pki/k-1.pem")]));
        assert_eq!((found.files.len(), found.problems.len()), (2, 0), "{link}");
    }
}

#[test]
fn broken_and_circular_links_are_told_and_the_rest_is_there() {
    let found = unpack(
        "n.tar",
        tar(&[
            File("a/x", b"x"),
            Link("a/self", "self"),
            Link("a/up", ".."),
            Link("a/here", "."),
            Link("b", "c"),
            Link("c", "b"),
            Link("gone", "nowhere"),
            Link("out", "../../etc/passwd"),
            Link("d/e", "../f"),
            Link("f/g", "../d"),
        ]),
    );
    assert_eq!(contents(&found), [("n.tar/a/x", "x")]);
    let told: Vec<_> = problems(&found);
    for (path, target) in [
        ("a/self", "self"),
        ("a/up", ".."),
        ("a/here", "."),
        ("b", "c"),
        ("c", "b"),
        ("gone", "nowhere"),
        ("out", "../../etc/passwd"),
    ] {
        assert!(told.contains(&(format!("n.tar/{path}").as_str(), broken(target))), "{path} in {told:?}");
    }
}

#[test]
fn links_cannot_multiply_without_end() {
    let names: Vec<String> = (0..40).map(|n| format!("{n}")).collect();
    let mut entries = vec![File("40/file", b"x")];
    let links: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .flat_map(|(n, name)| ["a", "b"].map(|side| (format!("{name}/{side}"), format!("/{}", n + 1))))
        .collect();
    entries.extend(links.iter().map(|(link, target)| Link(link, target)));
    let limits = Limits { entries: 1000, ..Limits::default() };
    let found = intake::unpack(file("n.tar", tar(&entries)), &limits);
    assert!(problems(&found).contains(&("n.tar", ProblemKind::TooManyEntries { bound: 1000 })));
    assert!(found.files.iter().any(|f| f.path == "n.tar/40/file"));
}

#[test]
fn long_names_are_read() {
    let name = format!("{}/file", ["folder-with-a-long-name"; 8].join("/"));
    assert_eq!(contents(&unpack("n", tar(&[File(&name, b"x")]))), [(format!("n/{name}").as_str(), "x")]);
    let mut builder = Builder::new(Vec::new());
    builder.append_pax_extensions([("path", name.as_bytes())]).unwrap();
    let mut header = Header::new_ustar();
    header.set_size(1);
    header.set_path("short").unwrap();
    header.set_cksum();
    builder.append(&header, &b"x"[..]).unwrap();
    assert_eq!(contents(&unpack("n", builder.into_inner().unwrap())), [(format!("n/{name}").as_str(), "x")]);
}

#[test]
fn paths_that_leave_the_archive_are_refused_and_absolute_ones_made_relative() {
    let found = unpack("n", tar(&[File("../../evil", b"x"), File("/etc/good", b"y")]));
    assert_eq!(contents(&found), [("n/etc/good", "y")]);
    assert_eq!(problems(&found), [("n/evil", ProblemKind::PathLeavesArchive)]);
    let deep = ["a"; 100].join("/");
    assert_eq!(unpack("n", zip(&[File(&deep, b"x")])).problems[0].1.kind, ProblemKind::PathTooLong);
    let windows = zip(&[File("pki\\ca.crt", b"x")]);
    assert_eq!(contents(&unpack("n", windows)), [("n/pki/ca.crt", "x")]);
}

#[test]
fn each_bound_is_told_and_what_came_before_is_kept() {
    let limits = Limits { archive_bytes: 1 << 16, entries: 10, file_bytes: 1 << 12, ratio: 50, ratio_floor: 1 << 14 };
    let noise: Vec<u8> = (0..1_u32 << 17).map(|n| (n.wrapping_mul(2_654_435_761) >> 24).to_le_bytes()[0]).collect();
    let parts: Vec<&[u8]> = noise.chunks(1 << 12).collect();
    let names: Vec<String> = (0..40).map(|n| format!("{n:02}")).collect();
    let large = |count: usize| -> Vec<Entry<'_>> {
        names.iter().zip(parts.iter().cycle()).take(count).map(|(name, part)| File(name, part)).collect()
    };
    let small = || -> Vec<Entry<'_>> { names.iter().map(|name| File(name, b"x")).collect() };
    let with = |entries: u64| Limits { entries, ..limits };
    for (bytes, limits, kind) in [
        (gzip(&tar(&large(40))), with(100), ProblemKind::ArchiveTooLarge { bound: 1 << 16 }),
        (zip(&large(40)), with(100), ProblemKind::ArchiveTooLarge { bound: 1 << 16 }),
        (tar(&small()), limits, ProblemKind::TooManyEntries { bound: 10 }),
        (zip(&small()), limits, ProblemKind::TooManyEntries { bound: 10 }),
    ] {
        let found = intake::unpack(file("n", bytes), &limits);
        assert_eq!(problems(&found), [("n", kind)]);
        assert!(found.files.len() >= 9, "{}", found.files.len());
    }
    let big = vec![b'x'; (1 << 12) + 1];
    for bytes in [tar(&[File("big", &big), File("small", b"x")]), zip(&[File("big", &big), File("small", b"x")])] {
        let found = intake::unpack(file("n", bytes), &limits);
        assert_eq!(contents(&found), [("n/small", "x")]);
        assert_eq!(problems(&found), [("n/big", ProblemKind::TooLarge { size: (1 << 12) + 1, bound: 1 << 12 })]);
    }
    let found = intake::unpack(file("big", big), &limits);
    assert_eq!(problems(&found), [("big", ProblemKind::TooLarge { size: (1 << 12) + 1, bound: 1 << 12 })]);
}

#[test]
fn bombs_are_stopped() {
    let limits = Limits { ratio_floor: 1 << 20, ..Limits::default() };
    let zeros = vec![0; 2 << 20];
    let members = [File("a", b"x"), File("b", &zeros), File("c", &zeros)];
    for (name, bytes, kept) in
        [("gzip", gzip(&zeros), 0), ("tar.gz", gzip(&tar(&members)), 1), ("zip", zip(&members), 1)]
    {
        let found = intake::unpack(file(name, bytes), &limits);
        assert_eq!(problems(&found), [(name, ProblemKind::Bomb)]);
        assert_eq!(found.files.len(), kept, "{name}");
    }
}

#[test]
fn damaged_and_foreign_archives_are_told() {
    let good = tar(&[File("a", &[b'a'; 3000]), File("b", &[b'b'; 3000])]);
    let found = unpack("n", good[..good.len() - 4000].to_vec());
    assert_eq!(found.files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["n/a"]);
    assert!(matches!(problems(&found)[..], [("n", ProblemKind::ArchiveDamaged { .. })]));
    let packed = gzip(&good);
    assert!(matches!(
        problems(&unpack("n", packed[..packed.len() / 2].to_vec()))[..],
        [("n", ProblemKind::ArchiveDamaged { .. })]
    ));
    let zipped = zip(&[File("a", b"x")]);
    assert!(matches!(problems(&unpack("n", zipped[..20].to_vec()))[..], [("n", ProblemKind::ArchiveDamaged { .. })]));
    for (bytes, format) in [(&b"\xFD7zXZ\0\0\0"[..], "xz"), (b"BZh91AY&SY", "bzip2"), (b"\x28\xB5\x2F\xFD\0", "zstd")] {
        let format = format.to_owned();
        assert_eq!(problems(&unpack("n", bytes)), [("n", ProblemKind::ArchiveUnsupported { format })]);
    }
}
