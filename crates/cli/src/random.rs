//! Random numbers of the operating system.

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

/// The operating system's random numbers. It panics when the system has none, and then nothing secret may be made.
pub fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
