//! BER (X.690 section 8) turned into DER as far as lengths and pieces of strings go.
//!
//! Java, Windows and Firefox write PKCS #7 and PKCS #12 files with lengths that are indefinite and strings that come in
//! pieces. What stands in them, certificates above all, is signed in its DER form, which is what comes out here.

use std::borrow::Cow;

use bcder::decode::{Constructed, Content, DecodeError, SliceSource, Source};
use bcder::{Mode, Tag, encode};

use crate::element::Elements;

/// Levels that are followed; a PKCS #12 file with a certificate in it has some fifteen.
const DEPTH: u8 = 32;

/// The DER of the one element that `bytes` begin with, and how many octets it took; `None` where they are no BER, or
/// more than 32 levels of it.
pub fn der_of_ber(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut source = SliceSource::new(bytes);
    let mut der = Vec::new();
    let found = Mode::Ber.decode(&mut source, |outer| element(outer, DEPTH, &mut der)).ok()?;
    found.then(|| (der, bytes.len() - source.len()))
}

/// The bytes themselves where they are one element with definite lengths throughout, else their DER; the bytes
/// themselves also where they are neither, for the reader to say what is wrong.
pub(crate) fn as_der(bytes: &[u8]) -> Cow<'_, [u8]> {
    if is_definite(Elements::new(bytes), DEPTH) {
        return Cow::Borrowed(bytes);
    }
    der_of_ber(bytes).map_or(Cow::Borrowed(bytes), |(der, _)| Cow::Owned(der))
}

fn is_definite(mut elements: Elements<'_>, depth: u8) -> bool {
    elements.all(|element| {
        element.is_ok_and(|element| {
            !element.tag.is_constructed() || depth > 0 && is_definite(element.children(), depth - 1)
        })
    })
}

/// Writes the next element, if there is one.
fn element<S: Source>(
    outer: &mut Constructed<'_, S>,
    depth: u8,
    der: &mut Vec<u8>,
) -> Result<bool, DecodeError<S::Error>> {
    let written = outer.take_opt_value(|tag, content| match content {
        Content::Primitive(primitive) => {
            let bytes = primitive.slice_all()?;
            write(tag, false, bytes, der);
            primitive.skip_all()
        }
        Content::Constructed(inner) => {
            let Some(depth) = depth.checked_sub(1) else { return Err(inner.content_err("too deep")) };
            let mut bytes = Vec::new();
            if tag == Tag::OCTET_STRING {
                while pieces(inner, depth, &mut bytes)? {}
            } else {
                while element(inner, depth, &mut bytes)? {}
            }
            write(tag, tag != Tag::OCTET_STRING, &bytes, der);
            Ok(())
        }
    })?;
    Ok(written.is_some())
}

/// Adds the next piece of an OCTET STRING that comes in pieces (X.690 section 8.7.3), if there is one.
fn pieces<S: Source>(
    outer: &mut Constructed<'_, S>,
    depth: u8,
    octets: &mut Vec<u8>,
) -> Result<bool, DecodeError<S::Error>> {
    let piece = outer.take_opt_value(|tag, content| match content {
        _ if tag != Tag::OCTET_STRING => Err(content.content_err("a piece of another type")),
        Content::Primitive(primitive) => {
            octets.extend_from_slice(primitive.slice_all()?);
            primitive.skip_all()
        }
        Content::Constructed(inner) => {
            let Some(depth) = depth.checked_sub(1) else { return Err(inner.content_err("too deep")) };
            while pieces(inner, depth, octets)? {}
            Ok(())
        }
    })?;
    Ok(piece.is_some())
}

fn write(tag: Tag, is_constructed: bool, content: &[u8], der: &mut Vec<u8>) {
    // Writing to a vector does not fail.
    let _ = encode::write_header(&mut *der, tag, is_constructed, content.len());
    der.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_definite_and_pieces_one_string() {
        for (ber, der) in [
            (&[0x30, 0x80, 2, 1, 7, 0, 0][..], &[0x30, 3, 2, 1, 7][..]),
            (&[0x30, 0x80, 0x30, 0x80, 0, 0, 5, 0, 0, 0], &[0x30, 4, 0x30, 0, 5, 0]),
            (&[0x30, 0x81, 3, 2, 1, 7], &[0x30, 3, 2, 1, 7]),
            (&[0x24, 0x80, 4, 1, 7, 0x24, 3, 4, 1, 8, 0, 0], &[4, 2, 7, 8]),
            (&[0xa0, 0x80, 4, 1, 7, 4, 1, 8, 0, 0], &[0xa0, 6, 4, 1, 7, 4, 1, 8]),
        ] {
            assert_eq!(der_of_ber(ber), Some((der.to_vec(), ber.len())), "{ber:x?}");
            assert_eq!(as_der(ber), der);
            let with_more = [ber, &[9, 9]].concat();
            assert_eq!(der_of_ber(&with_more), Some((der.to_vec(), ber.len())), "{ber:x?} and more");
        }
    }

    #[test]
    fn what_is_no_ber_is_refused() {
        let deep = [&[0x30, 0x80].repeat(40)[..], &[0, 0].repeat(40)].concat();
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x80, 0],
            &[0x30, 0x80, 2, 1],
            &[0x30, 0x80, 2, 0x80, 0, 0, 0, 0],
            &[0x24, 0x80, 2, 1, 7, 0, 0],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0, 0],
            &deep,
        ] {
            assert_eq!(der_of_ber(bytes), None, "{bytes:x?}");
            assert_eq!(as_der(bytes), bytes);
        }
    }

    #[test]
    fn der_comes_out_as_it_went_in() {
        for der in crate::samples::certificate_names().iter().map(|name| crate::samples::der(name)) {
            assert_eq!(der_of_ber(&der), Some((der.clone(), der.len())));
            assert!(matches!(as_der(&der), Cow::Borrowed(_)));
        }
    }
}
