//! The sample cluster that is packed with the page.

use pki::UnixTime;

/// The instant the sample is looked at, 2027-03-01T08:00:00Z: its certificates show every state then.
pub const VIEWED_AT: UnixTime = UnixTime::from_seconds(1_803_888_000);
