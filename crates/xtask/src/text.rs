//! Bytes as text that a `<script>` can hold, denser than base64: seven bits a byte instead of six.
//!
//! The bits go, seven at a time, into the 128 characters of ASCII. HTML keeps all of these in a script as they are, but
//! three: NUL and CR are replaced, and `<` may end the script. Where these would stand, the seven bits that follow join
//! them in one character of two bytes: U+0080 and the seven bits for the first of [`REPLACED`], U+0100 and the seven bits
//! for the next. So no text is longer than 8/7 of its bytes, in UTF-8; more bits would fit only into an encoding that some
//! servers overrule.
//!
//! `web/boot/reader.wat` reads it back.

/// What may not stand in the text, in the order that `reader.wat` knows them by.
const REPLACED: [u8; 3] = [0x00, b'\r', b'<'];

/// The bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 7 * 8 + 8);
    let mut sevens = Sevens { bytes, bit: 0 };
    while let Some(seven) = sevens.next() {
        match REPLACED.iter().zip(1..).find(|(replaced, _)| **replaced == seven) {
            None => text.push(char::from(seven)),
            // Of the last seven bits some mean nothing: one of these makes it another character, so that the text never
            // holds a whole byte more than was asked for.
            Some(_) if sevens.is_padded() => text.push(char::from(seven ^ 1)),
            Some((_, place)) => {
                text.extend(char::from_u32(0x80 * place + u32::from(sevens.next().unwrap_or_default())));
            }
        }
    }
    text
}

/// Bytes as seven bits each, the highest first, the last filled up with zeros.
struct Sevens<'a> {
    bytes: &'a [u8],
    bit: usize,
}

impl Sevens<'_> {
    /// Whether the last seven bits went beyond the end.
    fn is_padded(&self) -> bool {
        self.bit > self.bytes.len() * 8
    }
}

impl Iterator for Sevens<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let first = *self.bytes.get(self.bit / 8)?;
        let second = self.bytes.get(self.bit / 8 + 1).copied().unwrap_or_default();
        let [bits, _] = (u16::from_be_bytes([first, second]) << (self.bit % 8)).to_be_bytes();
        self.bit += 7;
        Some(bits >> 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of a text, read by its characters' numbers.
    fn decode(text: &str) -> Vec<u8> {
        let mut bits = String::new();
        for character in text.chars().map(u32::from) {
            match character {
                ..0x80 => bits += &format!("{character:07b}"),
                _ => {
                    let place = usize::try_from(character / 0x80 - 1).unwrap();
                    bits += &format!("{:07b}{:07b}", REPLACED[place], character % 0x80);
                }
            }
        }
        bits.as_bytes()
            .chunks_exact(8)
            .map(|eight| u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap())
            .collect()
    }

    #[test]
    fn every_length_and_every_last_byte_comes_back() {
        for last in 0..=255 {
            for length in 0..=9 {
                let bytes: Vec<u8> = (0..length).map(|_| 0).chain([last]).collect();
                assert_eq!(decode(&encode(&bytes)), bytes, "{bytes:?}");
            }
        }
        assert_eq!(encode(&[]), "");
    }

    #[test]
    fn the_text_holds_nothing_that_html_would_change_and_is_at_most_an_eighth_longer() {
        let bytes: Vec<u8> = (0..=u16::MAX).flat_map(|number| number.to_be_bytes()).collect();
        let text = encode(&bytes);
        assert!(!text.contains(['\0', '\r', '<']));
        assert!(text.len() <= bytes.len().div_ceil(7) * 8);
        assert_eq!(decode(&text), bytes);
    }
}
