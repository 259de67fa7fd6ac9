//! What is wrong with a dropped file, in three parts: what, where, and what would help.

use intake::{Place, Problem};

use crate::Lang;
use crate::say::say;

mod help;
mod what;

/// A problem in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemText {
    /// What is wrong, in one sentence.
    pub what: String,
    /// Where in the file; empty when it is the file as a whole.
    pub place: String,
    /// What would help, in one sentence.
    pub help: String,
}

/// The problem in words.
pub fn problem(problem: &Problem, lang: Lang) -> ProblemText {
    ProblemText {
        what: what::what(&problem.kind, lang),
        place: place(&problem.place, lang),
        help: help::help(&problem.kind, lang),
    }
}

/// The place inside a file: `line 12`, `byte 1024`, `users[kubernetes-admin].client-certificate-data, line 19`. Empty
/// when it is the file as a whole.
pub fn place(place: &Place, lang: Lang) -> String {
    let Place { line, offset, field } = place;
    match (field.as_deref(), line, offset) {
        (None, None, None) => String::new(),
        (Some(field), None, None) => say!(lang, "field {field}", "字段 {field}"),
        (Some(field), Some(line), _) => say!(lang, "field {field}, line {line}", "字段 {field}，第 {line} 行"),
        (Some(field), None, Some(offset)) => {
            say!(lang, "field {field}, byte {offset}", "字段 {field}，第 {offset} 字节")
        }
        (None, Some(line), None) => say!(lang, "line {line}", "第 {line} 行"),
        (None, Some(line), Some(offset)) => say!(lang, "line {line}, byte {offset}", "第 {line} 行，第 {offset} 字节"),
        (None, None, Some(offset)) => say!(lang, "byte {offset}", "第 {offset} 字节"),
    }
}

/// A number of bytes in the largest unit that divides it evenly, else to one decimal: `16 MiB`, `1.4 GiB`, `512 B`.
pub fn bytes(count: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    match UNITS.into_iter().find(|(_, unit)| count >= *unit) {
        None => format!("{count} B"),
        Some((name, unit)) => match (count / unit, count % unit * 10 / unit) {
            (whole, 0) => format!("{whole} {name}"),
            (whole, tenths) => format!("{whole}.{tenths} {name}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use intake::ProblemKind;

    use super::*;
    use crate::proof::speaks_both;

    fn word(text: &str) -> String {
        text.to_owned()
    }

    fn every_kind() -> Vec<ProblemKind> {
        vec![
            ProblemKind::Empty,
            ProblemKind::TooLarge { size: 17 << 20, bound: 16 << 20 },
            ProblemKind::ArchiveTooLarge { bound: 256 << 20 },
            ProblemKind::TooManyEntries { bound: 100_000 },
            ProblemKind::Bomb,
            ProblemKind::PathLeavesArchive,
            ProblemKind::PathTooLong,
            ProblemKind::ArchiveUnsupported { format: word("xz") },
            ProblemKind::NestedTooDeep,
            ProblemKind::DuplicateKey { field: word("users") },
            ProblemKind::LinkBroken { target: word("../ca.crt") },
            ProblemKind::ArchiveDamaged { reason: word("unexpected end") },
            ProblemKind::NotRecognised,
            ProblemKind::PemUnterminated { label: word("CERTIFICATE") },
            ProblemKind::PemBase64 { label: word("CERTIFICATE") },
            ProblemKind::PemLabel { label: word("PGP MESSAGE") },
            ProblemKind::Der { what: word("certificate"), offset: None, reason: word("bad length") },
            ProblemKind::Der { what: word("request"), offset: Some(12), reason: word("bad length") },
            ProblemKind::Der { what: word("private key"), offset: Some(12), reason: word("bad length") },
            ProblemKind::Der { what: word("encrypted private key"), offset: None, reason: word("bad length") },
            ProblemKind::Der { what: word("public key"), offset: None, reason: word("bad length") },
            ProblemKind::Der { what: word("PKCS #7"), offset: None, reason: word("bad length") },
            ProblemKind::KeyUnsupported { algorithm: word("secp224r1") },
            ProblemKind::KeyBroken { reason: word("invalid exponent") },
            ProblemKind::Yaml { reason: word("did not find expected key") },
            ProblemKind::YamlBomb,
            ProblemKind::Base64 { field: word("data[tls.crt]") },
            ProblemKind::FieldType { field: word("clusters"), expected: word("list") },
            ProblemKind::ReferenceMissing { path: word("/etc/kubernetes/pki/ca.crt") },
            ProblemKind::WrongPassword,
            ProblemKind::Panicked { reason: word("index out of bounds.") },
            ProblemKind::Unreadable { reason: word("NotReadableError") },
        ]
    }

    #[test]
    fn every_problem_says_what_and_what_would_help() {
        for kind in every_kind() {
            let one = Problem { place: Place { line: Some(3), offset: None, field: None }, kind };
            speaks_both(|lang| {
                let text = problem(&one, lang);
                vec![text.what, text.place, text.help]
            });
        }
    }

    #[test]
    fn a_place_is_told_by_what_is_known_of_it() {
        let field = Some("data[tls.crt]".to_owned());
        let cases = [
            (Place { line: None, offset: None, field: None }, ""),
            (Place { line: Some(3), offset: None, field: None }, "line 3"),
            (Place { line: None, offset: Some(9), field: None }, "byte 9"),
            (Place { line: Some(3), offset: Some(9), field: None }, "line 3, byte 9"),
            (Place { line: None, offset: None, field: field.clone() }, "field data[tls.crt]"),
            (Place { line: Some(3), offset: None, field: field.clone() }, "field data[tls.crt], line 3"),
            (Place { line: None, offset: Some(9), field }, "field data[tls.crt], byte 9"),
        ];
        for (one, english) in cases {
            assert_eq!(place(&one, Lang::En), english);
            if !english.is_empty() {
                speaks_both(|lang| vec![place(&one, lang)]);
            }
        }
    }

    #[test]
    fn sizes_are_told_in_a_unit_that_fits() {
        for (count, text) in
            [(0, "0 B"), (1023, "1023 B"), (16 << 20, "16 MiB"), (1536, "1.5 KiB"), (u64::MAX, "17179869183.9 GiB")]
        {
            assert_eq!(bytes(count), text);
        }
    }
}
