//! Which programs must be restarted for new files to be used, and why (spec section 4.5 and `reload.md`).

use serde::{Deserialize, Serialize};

use super::{Renewal, RestartWay};
use crate::Release;
use crate::catalogue::{Reload, Role};

/// The static Pods of a control plane, in the order in which they are restarted: what others lean on first.
pub const COMPONENTS: [&str; 4] = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

/// The minor release that was measured.
const MEASURED: u16 = 37;

/// A program that is restarted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Restart {
    /// Such as `kube-apiserver`.
    pub program: String,
    /// Why.
    pub reason: RestartReason,
    /// The certificates that it is for.
    pub rows: Vec<String>,
}

/// Why a program is restarted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RestartReason {
    /// kubeadm asks for it, whatever changed.
    Blanket,
    /// It reads these files only when it starts.
    AtStart,
    /// It takes them up for new connections only: a restart is the way to be sure.
    AtNextConnection,
}

impl RestartWay {
    /// The way that fits a release: what was measured holds for that release alone.
    pub fn for_release(release: Release) -> Self {
        if release.minor == MEASURED { Self::Least } else { Self::Blanket }
    }
}

/// The programs to restart on a node.
pub(super) fn restarts(renewed: &[Renewal], way: RestartWay, external_etcd: bool) -> Vec<Restart> {
    let of = |program: &str, reload: Reload| -> Vec<String> {
        let reads = |row: &&Renewal| {
            Role::named(&row.row).is_some_and(|role| {
                let slowest = role.readers.iter().filter(|reader| reader.program == program).map(|r| r.reload).max();
                slowest == Some(reload)
            })
        };
        renewed.iter().filter(reads).map(|row| row.row.clone()).collect()
    };
    let programs = COMPONENTS.into_iter().filter(|program| !(external_etcd && *program == "etcd"));
    programs
        .filter_map(|program| {
            let (rows, reason) = match way {
                _ if renewed.is_empty() => return None,
                RestartWay::Blanket => {
                    let all = [Reload::Live, Reload::AtNextConnection, Reload::AtStart];
                    (all.into_iter().flat_map(|reload| of(program, reload)).collect(), RestartReason::Blanket)
                }
                RestartWay::Least => match (of(program, Reload::AtStart), of(program, Reload::AtNextConnection)) {
                    (rows, _) if !rows.is_empty() => (rows, RestartReason::AtStart),
                    (_, rows) if !rows.is_empty() => (rows, RestartReason::AtNextConnection),
                    _ => return None,
                },
            };
            Some(Restart { program: program.to_owned(), reason, rows })
        })
        .collect()
}
