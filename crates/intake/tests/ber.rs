//! BER where others read only DER: PKCS #7 and PKCS #12 with indefinite lengths and strings in pieces, as Java, Windows
//! and Firefox write them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use common::{Scratch, fields, file, problems, read, things};
use der::{Encode, Header, Reader, SliceReader, Tag};
use intake::{FileKind, ProblemKind, read_with_password};

/// Writes DER again with an indefinite length wherever there may be one, and each octet string in two pieces.
fn ber(der: &[u8]) -> Vec<u8> {
    let mut reader = SliceReader::new(der).unwrap();
    let mut written = Vec::new();
    while !reader.is_finished() {
        let header: Header = reader.decode().unwrap();
        let content = reader.read_slice(header.length()).unwrap();
        let (first, inner) = match header.tag() {
            Tag::OctetString => (0x24, pieces(content)),
            Tag::ContextSpecific { constructed: false, number } => {
                (0xa0 + u8::try_from(number.0).unwrap(), pieces(content))
            }
            tag if tag.is_constructed() => (header.to_der().unwrap()[0], ber(content)),
            _ => {
                written.extend(header.to_der().unwrap());
                written.extend(content);
                continue;
            }
        };
        written.extend([&[first, 0x80], &inner[..], &[0, 0]].concat());
    }
    written
}

fn pieces(content: &[u8]) -> Vec<u8> {
    let pieces = content.chunks(content.len().div_ceil(2).max(1));
    pieces
        .flat_map(|piece| {
            [Header::new(Tag::OctetString, piece.len().try_into().unwrap()).to_der().unwrap(), piece.to_vec()].concat()
        })
        .collect()
}

#[test]
fn pkcs7_is_read_as_openssl_streams_it() {
    let scratch = Scratch::new("ber-pkcs7");
    scratch.authority();
    scratch.put("message", "hello");
    for (form, name) in [("DER", "b.p7b"), ("PEM", "b.pem")] {
        scratch.openssl(&format!(
            "cms -sign -stream -nodetach -binary -in message -signer ca.crt -inkey ca.key -outform {form} -out {name}"
        ));
        let found = read(scratch.get(name));
        assert_eq!((found.kind, problems(&found)), (FileKind::Pkcs7, vec![]), "{name}");
        assert_eq!((things(&found)[0], fields(&found)[0]), ("certificate", "certificates[0]"), "{name}");
    }
    let streamed = scratch.get("b.p7b");
    assert_eq!(streamed[..2], [0x30, 0x80], "openssl streams with an indefinite length");
    // The certificate is the same, to the octet, as in its own file.
    let certificates = |bytes: Vec<u8>| {
        let found = read(bytes);
        found.items.into_iter().map(|item| item.thing).collect::<Vec<_>>()
    };
    assert!(certificates(streamed.clone())[0] == certificates(scratch.get("ca.crt"))[0]);
    // Cut off, it is told as what it was going to be.
    let cut = read(&streamed[..streamed.len() - 1]);
    let reason = "BER with indefinite lengths that is cut off or damaged".to_owned();
    assert_eq!(problems(&cut), [ProblemKind::Der { what: "DER".to_owned(), offset: None, reason }]);
}

#[test]
fn pkcs7_is_read_with_indefinite_lengths_throughout() {
    let scratch = Scratch::new("ber-bundle");
    scratch.authority();
    scratch.openssl("crl2pkcs7 -nocrl -certfile ca.crt -outform der -out b.p7b");
    let bundle = ber(&scratch.get("b.p7b"));
    assert_eq!(bundle[..2], [0x30, 0x80]);
    let found = read(bundle.clone());
    assert_eq!((found.kind, things(&found), problems(&found)), (FileKind::Pkcs7, vec!["certificate"], vec![]));
    // The same twice in one file.
    assert_eq!(things(&read([bundle.clone(), bundle].concat())), ["certificate", "certificate"]);
}

#[test]
fn pkcs12_is_opened_with_indefinite_lengths_and_pieces() {
    let scratch = Scratch::new("ber-pkcs12");
    scratch.authority();
    scratch.openssl("pkcs12 -export -inkey ca.key -in ca.crt -passout pass:geheim -out mac.p12");
    scratch.openssl("pkcs12 -export -nomac -inkey ca.key -in ca.crt -passout pass:geheim -out nomac.p12");
    let der = scratch.get("nomac.p12");
    // Without a MAC the safes inside can be BER too.
    let safes = der.windows(4).position(|window| window[..2] == [4, 0x82]).unwrap();
    let inner = ber(&der[safes + 4..]);
    let deep =
        [
            &[
                0x30, 0x80, 2, 1, 3, 0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1, 0xa0, 0x80, 0x24,
                0x80,
            ][..],
            &pieces(&inner),
            &[0; 8],
        ]
        .concat();
    for (name, bytes) in [("a MAC over DER", ber(&scratch.get("mac.p12"))), ("BER to the ground", deep)] {
        assert_eq!(bytes[..2], [0x30, 0x80], "{name}");
        assert_eq!(things(&read(bytes.clone())), ["locked"], "{name}");
        let found = read_with_password(file("b.p12", bytes.clone()), "geheim");
        assert_eq!((things(&found), problems(&found)), (vec!["certificate", "key"], vec![]), "{name}");
        let found = read_with_password(file("b.p12", bytes), "wrong");
        assert_eq!((things(&found), problems(&found)), (vec!["locked"], vec![ProblemKind::WrongPassword]), "{name}");
    }
}
