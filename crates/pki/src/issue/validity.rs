//! Writing the two dates (RFC 5280 section 4.1.2.5).

use der::Tag;
use der::asn1::Any;

use super::encoding::EncodingResult;
use crate::{IssueError, UnixTime};

/// UTCTime from 1950 to 2049, GeneralizedTime in all other years.
pub(super) fn encode(instant: UnixTime) -> Result<Any, IssueError> {
    let civil = instant.civil().filter(|civil| (0..=9999).contains(&civil.year)).ok_or(IssueError::Validity)?;
    let rest = format!("{:02}{:02}{:02}{:02}{:02}Z", civil.month, civil.day, civil.hour, civil.minute, civil.second);
    if (1950..2050).contains(&civil.year) {
        Any::new(Tag::UtcTime, format!("{:02}{rest}", civil.year % 100).into_bytes()).encoding()
    } else {
        Any::new(Tag::GeneralizedTime, format!("{:04}{rest}", civil.year).into_bytes()).encoding()
    }
}
