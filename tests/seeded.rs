//! A random source that gives the same numbers again from the same seed. It is no secure one.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Numbers from a seed.
pub struct Seeded(pub fastrand::Rng);

impl Seeded {
    /// The source of this seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }
}

impl TryRng for Seeded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.u32(..))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.u64(..))
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(octets);
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}
