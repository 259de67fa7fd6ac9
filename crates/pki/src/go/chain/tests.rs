use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;

/// A line of a file that `samples/name-constraints.go` made: base64 of each certificate, the leaf first, and Go's error.
fn cases(text: &str) -> Vec<(Vec<Certificate>, String)> {
    let strings = |line: &str| -> Vec<String> { line.split('"').skip(1).step_by(2).map(str::to_owned).collect() };
    text.lines()
        .map(|line| {
            let (chain, error) = line.split_once("],\"error\":").unwrap();
            let certificate = |text: &String| Certificate::from_der(&STANDARD.decode(text).unwrap()).unwrap();
            let chain = strings(chain).iter().skip(1).map(certificate).collect();
            (chain, unquoted(error.trim_end_matches('}')))
        })
        .collect()
}

/// A JSON string without the characters that the errors do not have.
fn unquoted(json: &str) -> String {
    json[1..json.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\")
}

#[test]
fn chains_are_judged_as_go_judged_them() {
    let committed = String::from_utf8(crate::samples::bytes("name-constraints.jsonl")).unwrap();
    // More of them, made with another seed, where somebody has Go at hand.
    let more = std::env::var("NAME_CONSTRAINTS").ok().map(|path| std::fs::read_to_string(path).unwrap());
    assert_eq!(cases(&committed).len(), 70);
    let mut wrong = Vec::new();
    for (chain, expected) in cases(&committed).iter().chain(&cases(&more.unwrap_or_default())) {
        let chain: Vec<_> = chain.iter().collect();
        let found = go_name_constraints_error(&chain).unwrap_or_default();
        if found != *expected {
            wrong.push(format!("{expected}\n  but {found} {:?}", chain[0].names()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
