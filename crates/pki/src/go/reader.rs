//! Reading elements as Go does: any tag octet but those of several octets, lengths by DER's rules.

use der::{Decode, Length, Reader, SliceReader};

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// A primitive context-specific tag.
pub(super) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// A constructed context-specific tag.
pub(super) const fn context_constructed(number: u8) -> u8 {
    0xa0 | number
}

/// What is left of a run of elements.
#[derive(Clone, Copy)]
pub(super) struct GoReader<'a>(&'a [u8]);

impl<'a> GoReader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next tag octet is this one.
    pub(super) fn peek(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    /// The next element: its tag octet, its content, and all of it.
    pub(super) fn any(&mut self) -> Option<(u8, GoReader<'a>, &'a [u8])> {
        let mut reader = SliceReader::new(self.0).ok()?;
        let tag = reader.read_byte().ok()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let length = Length::decode(&mut reader).ok()?;
        let content = reader.read_slice(length).ok()?;
        let end = usize::try_from(reader.position()).ok()?;
        let (whole, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some((tag, GoReader(content), whole))
    }

    /// The content of the next element, which must have this tag.
    pub(super) fn element(&mut self, tag: u8) -> Option<GoReader<'a>> {
        let mut ahead = *self;
        let (found, content, _) = ahead.any()?;
        (found == tag).then(|| {
            *self = ahead;
            content
        })
    }

    /// The content of the next element if it has this tag; the outer `None` when it then cannot be read.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Option<GoReader<'a>>> {
        if self.peek(tag) { self.element(tag).map(Some) } else { Some(None) }
    }

    /// Passes over the next element if it has this tag.
    pub(super) fn skip_optional(&mut self, tag: u8) -> Option<()> {
        self.optional(tag).map(|_| ())
    }

    /// The content of an INTEGER in its shortest form.
    pub(super) fn integer(&mut self) -> Option<&'a [u8]> {
        self.integer_as(INTEGER)
    }

    /// The content of an INTEGER under another tag.
    pub(super) fn integer_as(&mut self, tag: u8) -> Option<&'a [u8]> {
        let content = self.element(tag)?.rest();
        match content {
            [] => None,
            [0, second, ..] if second & 0x80 == 0 => None,
            [0xff, second, ..] if second & 0x80 != 0 => None,
            _ => Some(content),
        }
    }

    /// An INTEGER of 64 bits with a sign.
    pub(super) fn signed(&mut self) -> Option<i64> {
        signed_value(self.integer()?)
    }

    /// A BOOLEAN as DER writes it.
    pub(super) fn boolean(&mut self) -> Option<bool> {
        match self.element(BOOLEAN)?.rest() {
            [0] => Some(false),
            [0xff] => Some(true),
            _ => None,
        }
    }

    /// The unused bits and the octets of a BIT STRING.
    pub(super) fn bit_string(&mut self) -> Option<(u8, &'a [u8])> {
        let (unused, octets) = self.element(BIT_STRING)?.rest().split_first()?;
        let clean = match octets.last() {
            Some(last) => *unused <= 7 && last & !(0xff_u8.checked_shl(u32::from(*unused))?) == 0,
            None => *unused == 0,
        };
        clean.then_some((*unused, octets))
    }

    /// The content of an OBJECT IDENTIFIER whose numbers fit 31 bits.
    pub(super) fn object_identifier(&mut self) -> Option<&'a [u8]> {
        let content = self.element(OBJECT_IDENTIFIER)?.rest();
        is_object_identifier(content).then_some(content)
    }
}

/// The value of an INTEGER's content of at most 64 bits.
pub(super) fn signed_value(content: &[u8]) -> Option<i64> {
    let fill = if content.first()? & 0x80 == 0 { 0 } else { 0xff };
    let mut octets = [fill; 8];
    let start = octets.len().checked_sub(content.len())?;
    octets.get_mut(start..)?.copy_from_slice(content);
    Some(i64::from_be_bytes(octets))
}

fn is_object_identifier(content: &[u8]) -> bool {
    let mut number: u32 = 0;
    let mut octets = 0;
    for octet in content {
        if octets == 5 || number >= 1 << 24 || (octets == 0 && *octet == 0x80) {
            return false;
        }
        number = number << 7 | u32::from(octet & 0x7f);
        octets += 1;
        if octet & 0x80 == 0 {
            (number, octets) = (0, 0);
        }
    }
    !content.is_empty() && octets == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_must_be_in_their_shortest_form() {
        for (bytes, expected) in [
            (&[0x02, 1, 0x05][..], Some(5)),
            (&[0x02, 1, 0x80], Some(-128)),
            (&[0x02, 2, 0, 0x80], Some(128)),
            (&[0x02, 2, 0, 0x7f], None),
            (&[0x02, 2, 0xff, 0x80], None),
            (&[0x02, 0], None),
            (&[0x02, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], None),
        ] {
            assert_eq!(GoReader::new(bytes).signed(), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn bit_strings_must_be_clean() {
        for (bytes, expected) in [
            (&[0x03, 2, 4, 0xf0][..], true),
            (&[0x03, 2, 4, 0xf8], false),
            (&[0x03, 1, 0], true),
            (&[0x03, 1, 1], false),
            (&[0x03, 2, 8, 0], false),
            (&[0x03, 0], false),
        ] {
            assert_eq!(GoReader::new(bytes).bit_string().is_some(), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn identifiers_fit_31_bits() {
        for (bytes, expected) in [
            (&[0x06, 1, 0x2a][..], true),
            (&[0x06, 0], false),
            (&[0x06, 2, 0x2a, 0x80], false),
            (&[0x06, 3, 0x2a, 0x80, 0x01], false),
            (&[0x06, 6, 0x2a, 0x87, 0xff, 0xff, 0xff, 0x7f], true),
            (&[0x06, 6, 0x2a, 0x88, 0x80, 0x80, 0x80, 0x00], false),
        ] {
            assert_eq!(GoReader::new(bytes).object_identifier().is_some(), expected, "{bytes:x?}");
        }
    }
}
