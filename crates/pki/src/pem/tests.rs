use super::*;

fn shown(input: &[u8]) -> Vec<String> {
    let body = |block: &Block| match &block.body {
        Ok(body) => crate::hexadecimal::plain(body),
        Err(error) => error.to_string(),
    };
    blocks(input)
        .iter()
        .map(|block| format!("{}:{} {} {}", block.line, block.offset, block.label, body(block)))
        .collect()
}

fn go_shown(input: &[u8]) -> Vec<String> {
    let shown =
        |block: &GoBlock| format!("{} {} {:?}", block.label, crate::hexadecimal::plain(&block.der), block.headers);
    go_blocks(input).iter().map(shown).collect()
}

#[test]
fn blocks_are_found_among_anything() {
    for (input, expected) in [
        (&b""[..], &[][..]),
        (b"text only", &[]),
        (b"-----BEGIN A-----\nAQID\n-----END A-----\n", &["1:0 A 010203"]),
        (b"-----BEGIN A-----\r\nAQID\r\n-----END A-----", &["1:0 A 010203"]),
        (b"-----BEGIN A-----\rAQID\r-----END A-----", &["1:0 A 010203"]),
        (b"x\ny -----BEGIN A-----\n-----BEGIN B-----\nAQ==\n-----END B-----\n", &["3:22 B 01"]),
        (b"\xef\xbb\xbf-----BEGIN A-----\nAQ==\n-----END A-----", &["1:0 A 01"]),
        (b"  -----BEGIN A-----\n  AQ ID\n  -----END A-----", &["1:2 A 010203"]),
        (b"\0\0-----BEGIN A-----\nAQID\n-----END A-----\0", &["1:2 A 010203"]),
        (b"-----BEGIN A-----\nAQI\n-----END A-----", &["1:0 A 0102"]),
        (b"-----BEGIN A-----\nA\n-----END A-----", &["1:0 A base64 cut off or wrongly padded"]),
        (b"-----BEGIN A-----\nAQID\n#!\n-----END A-----", &["1:0 A no base64 character in line 3"]),
        (b"-----BEGIN A-----\nAQID\n-----END B-----", &["1:0 A the block ends as \"B\""]),
        (b"-----BEGIN A-----\nAQID\n", &["1:0 A no end of the block"]),
        (
            b"-----BEGIN A-----\nAQID\n-----BEGIN B-----\nAQ==\n-----END B-----\n",
            &["1:0 A no end of the block", "3:23 B 01"],
        ),
        (b"-----BEGIN A-----\n-----END A-----", &["1:0 A "]),
        (b"-----BEGIN A-----\n\nAQID\n\n-----END A-----", &["1:0 A 010203"]),
    ] {
        assert_eq!(shown(input), expected, "{}", String::from_utf8_lossy(input));
    }
}

#[test]
fn headers_are_kept_in_their_order() {
    let input = b"-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: X,\n 00\n\nAQID\n-----END A-----\n";
    let found = blocks(input);
    assert_eq!(found[0].header("proc-type"), Some("4,ENCRYPTED"));
    assert_eq!(found[0].header("DEK-Info"), Some("X,00"));
    assert_eq!(found[0].body, Ok(vec![1, 2, 3]));
    assert!(found[0].is_encrypted());
}

/// Each expectation was taken from Go 1.26 itself.
#[test]
fn go_passes_over_what_is_broken() {
    for (input, expected) in [
        (&b"-----BEGIN A-----\nAQID\n-----END A-----\n"[..], &["A 010203 []"][..]),
        (b"x\n-----BEGIN A-----\nAQ ID\t\n-----END A-----  \n", &["A 010203 []"]),
        (b"x-----BEGIN A-----\nAQID\n-----END A-----\n", &[]),
        (b" -----BEGIN A-----\nAQID\n-----END A-----\n", &[]),
        (b"-----BEGIN A-----\nAQI\n-----END A-----\n", &[]),
        (b"-----BEGIN A-----\nAQID\n-----END A-----x\n", &[]),
        (b"-----BEGIN A-----\nAQID\n-----END B-----\n-----BEGIN C-----\nAQ==\n-----END C-----\n", &["C 01 []"]),
        (b"-----BEGIN A-----\nAQID\n-----BEGIN C-----\nAQ==\n-----END C-----\n", &["C 01 []"]),
        (b"-----BEGIN A-----\n-----END A-----\n", &["A  []"]),
        (
            b"-----BEGIN A-----\nb: 2\na: 1\nb: 3\n\nAQID\n-----END A-----",
            &["A 010203 [(\"a\", \"1\"), (\"b\", \"3\")]"],
        ),
        (b"-----BEGIN A-----\na: 1\n-----END A-----\n", &[]),
        (b"-----BEGIN A-----\nAQID\n-----END A-----", &["A 010203 []"]),
        (b"-----BEGIN A-----\rAQID\r-----END A-----", &[]),
        (b"-----BEGIN A-----\r\nAQID\r\n-----END A-----\r\n", &["A 010203 []"]),
        (b"-----BEGIN A-----\nAQID\n\0\n-----END A-----\n", &[]),
    ] {
        assert_eq!(go_shown(input), expected, "{}", String::from_utf8_lossy(input));
    }
}

#[test]
fn what_is_written_is_read_by_both() {
    for length in [0, 1, 47, 48, 49, 96, 1000] {
        let der: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
        let text = encode("CERTIFICATE", &der);
        assert!(text.lines().all(|line| line.len() <= 64), "{length}");
        assert_eq!(blocks(text.as_bytes())[0].body.as_ref(), Ok(&der));
        assert_eq!(go_blocks(text.as_bytes())[0].der, der);
    }
}

#[test]
fn a_private_body_is_not_printed() {
    let input = b"-----BEGIN PRIVATE KEY-----\nAQID\n-----END PRIVATE KEY-----\n";
    assert!(!format!("{:?}{:?}", blocks(input), go_blocks(input)).contains('3'));
}
