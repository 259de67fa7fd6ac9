//! Cautions by the names that `--confirm` takes.

use cluster::desk::sign::Caution;

/// What `--allow-ca-outside-validity` confirms.
pub const OUTSIDE_VALIDITY: [Caution; 2] = [Caution::AuthorityExpired, Caution::AuthorityNotYetValid];

/// The names, and what each confirms.
const NAMES: [(&str, Caution); 7] = [
    ("ca-expired", Caution::AuthorityExpired),
    ("ca-not-yet-valid", Caution::AuthorityNotYetValid),
    ("outlives-ca", Caution::OutlivesAuthority),
    ("long-validity", Caution::LongValidity),
    ("very-long-validity", Caution::VeryLongValidity),
    ("sha-1", Caution::Sha1),
    ("clock-in-past", Caution::ClockInPast),
];

/// The caution of a name; an error lists the names.
pub fn named(name: &str) -> Result<Caution, String> {
    let found = NAMES.iter().find(|(known, _)| *known == name);
    found.map(|(_, caution)| caution.clone()).ok_or_else(|| {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        format!("--confirm: {name:?} is none of {}", names.join(", "))
    })
}

/// The name of a caution.
pub fn name(caution: &Caution) -> Option<&'static str> {
    NAMES.iter().find(|(_, known)| known == caution).map(|(name, _)| *name)
}
