//! Serial numbers (RFC 5280 section 4.1.2.2).

use crate::{IssueError, Random, SerialRule};

/// Octets that a serial number may take (RFC 5280 section 4.1.2.2).
const MOST_OCTETS: usize = 20;

/// A serial number that is not negative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Serial(Vec<u8>);

impl Serial {
    /// Draws a number by a rule; every number of its range is as likely as any other.
    pub fn drawn(rule: SerialRule, random: &mut dyn Random) -> Self {
        let largest = i64::MAX.unsigned_abs();
        let number = match rule {
            SerialRule::Zero => 0,
            SerialRule::Below63Bits => below(largest, random),
            SerialRule::Positive63Bits => below(largest - 1, random) + 1,
            SerialRule::Below128Bits => {
                let mut octets = [0; 16];
                random.fill_bytes(&mut octets);
                return Self(octets.to_vec());
            }
        };
        Self(number.to_be_bytes().to_vec())
    }

    /// An exact number, most significant octet first, as an unsigned magnitude; leading zeros have no meaning.
    ///
    /// # Errors
    /// [`IssueError::Serial`] when it takes more than 20 octets as an INTEGER.
    pub fn from_bytes(magnitude: &[u8]) -> Result<Self, IssueError> {
        let serial = Self(magnitude.to_vec());
        let significant = serial.magnitude();
        let sign = usize::from(significant.first().is_some_and(|first| first & 0x80 != 0));
        if significant.len() + sign > MOST_OCTETS { Err(IssueError::Serial) } else { Ok(serial) }
    }

    /// The octets from the first that is not zero; of 0 a single zero.
    pub(super) fn magnitude(&self) -> &[u8] {
        let first = self.0.iter().position(|octet| *octet != 0);
        first.and_then(|first| self.0.get(first..)).unwrap_or(&[0])
    }
}

/// A number of 63 bits below `bound`: drawn again until it is, so that none is likelier than another.
fn below(bound: u64, random: &mut dyn Random) -> u64 {
    loop {
        let number = random.next_u64() >> 1;
        if number < bound {
            return number;
        }
    }
}
