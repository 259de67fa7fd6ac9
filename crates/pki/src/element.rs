//! A walk over DER elements that keeps every original byte, over `der`'s own headers.
//!
//! Structures are read piece by piece rather than into one typed whole, so that one field that does not decode (a date
//! before 1970, an unusual extension) never costs the others.

use std::ops::Range;

use der::{Header, Reader, SliceReader, Tag};

/// One element: its tag, its content, and where both stand.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    /// The tag.
    pub tag: Tag,
    /// Tag, length and content.
    pub whole: &'a [u8],
    /// The content octets.
    pub content: &'a [u8],
    /// Offset of the tag in the outermost input.
    pub offset: usize,
}

impl<'a> Element<'a> {
    /// Where the content begins in the outermost input.
    pub fn content_offset(&self) -> usize {
        self.offset + (self.whole.len() - self.content.len())
    }

    /// The place of the content in the outermost input.
    pub fn content_range(&self) -> Range<usize> {
        self.content_offset()..self.offset + self.whole.len()
    }

    /// The place of the whole element in the outermost input.
    pub fn whole_range(&self) -> Range<usize> {
        self.offset..self.offset + self.whole.len()
    }

    /// The elements inside.
    pub fn children(&self) -> Elements<'a> {
        Elements::at(self.content, self.content_offset())
    }

    /// The number of a context-specific tag.
    pub fn context_number(&self) -> Option<u32> {
        match self.tag {
            Tag::ContextSpecific { number, .. } => Some(number.0),
            _ => None,
        }
    }
}

/// A run of elements, one after the other.
#[derive(Clone)]
pub(crate) struct Elements<'a> {
    bytes: &'a [u8],
    offset: usize,
}

/// No element begins here: the offset in the outermost input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Broken {
    pub offset: usize,
}

impl<'a> Elements<'a> {
    /// The elements of `bytes`, the outermost input.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }

    /// The elements of `bytes`, which begin at `offset` of the outermost input.
    pub fn at(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    /// Nothing is left.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Offset of what comes next.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The bytes that are left.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    /// Reads the next element, whatever its tag.
    pub fn any(&mut self) -> Result<Element<'a>, Broken> {
        let broken = Broken { offset: self.offset };
        let (tag, header) = read_header(self.bytes).ok_or(broken)?;
        let whole = self.bytes.get(..header.end).ok_or(broken)?;
        let content = self.bytes.get(header.start..header.end).ok_or(broken)?;
        let element = Element { tag, whole, content, offset: self.offset };
        self.bytes = self.bytes.get(header.end..).unwrap_or_default();
        self.offset += header.end;
        Ok(element)
    }

    /// Reads the next element, which must have this tag.
    pub fn tagged(&mut self, tag: Tag) -> Result<Element<'a>, Broken> {
        let mut ahead = self.clone();
        let element = ahead.any()?;
        if element.tag != tag {
            return Err(Broken { offset: self.offset });
        }
        *self = ahead;
        Ok(element)
    }

    /// Reads the next element if it has this context-specific number.
    pub fn context(&mut self, number: u32) -> Result<Option<Element<'a>>, Broken> {
        match self.peek() {
            Some(Tag::ContextSpecific { number: found, .. }) if found.0 == number => self.any().map(Some),
            _ => Ok(None),
        }
    }

    /// The tag of the next element.
    pub fn peek(&self) -> Option<Tag> {
        Tag::peek(&SliceReader::new(self.bytes).ok()?).ok()
    }
}

/// All elements up to the first that is broken.
impl<'a> Iterator for Elements<'a> {
    type Item = Result<Element<'a>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.bytes.is_empty() {
            return None;
        }
        let element = self.any();
        if element.is_err() {
            self.bytes = &[];
        }
        Some(element)
    }
}

/// The tag at the start of `bytes`, and the place of its content.
fn read_header(bytes: &[u8]) -> Option<(Tag, Range<usize>)> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let header = reader.decode::<Header>().ok()?;
    let start = usize::try_from(reader.position()).ok()?;
    let end = start.checked_add(usize::try_from(header.length()).ok()?)?;
    Some((header.tag(), start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_where_they_stand() {
        let bytes = [0x30, 0x05, 0x02, 0x01, 0x07, 0x05, 0x00, 0x04, 0x00];
        let mut outer = Elements::new(&bytes);
        let sequence = outer.tagged(Tag::Sequence).unwrap();
        let mut inner = sequence.children();
        assert_eq!(inner.tagged(Tag::Integer).unwrap().content_range(), 4..5);
        assert_eq!(inner.any().unwrap().offset, 5);
        assert!(inner.is_empty());
        assert_eq!(outer.any().unwrap().offset, 7);
    }

    #[test]
    fn a_length_beyond_the_input_is_broken_at_its_tag() {
        for bytes in [&[0x30, 0x05, 0x00][..], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80], &[0x30], &[]] {
            assert_eq!(Elements::new(bytes).any().err(), Some(Broken { offset: 0 }), "{bytes:x?}");
        }
    }
}
