//! Every text for people, in English and Simplified Chinese.
//!
//! The core crates return facts; here they become sentences, in plain words and with Kubernetes' own Chinese terms.
//! [`render`] makes whole documents of a report.

mod approval;
mod column;
mod desk;
mod extension;
mod file_kind;
mod finding;
mod key;
mod lang;
mod list;
mod node;
mod oddity;
mod plan;
mod problem;
mod question;
mod relative;
mod release;
mod role;
mod say;
mod severity;
mod shared_file;
mod signer;
mod summary;
mod text;

pub mod render;

#[cfg(test)]
mod proof;
#[cfg(test)]
mod sample;

pub use approval::{
    approval_at_every_rotation, approval_command, approval_point, approval_point_title, automatic_approver_is_unsafe,
    hand_in_certificate, verdict, verdict_meaning,
};
pub use column::{Column, column, column_meaning, externally_managed, externally_managed_meaning};
pub use desk::{
    authority_fault, caution, draft_error, draft_fault, drop_reason, preview_part, purpose, refusal, request_remark,
    return_check,
};
pub use extension::{ExtensionText, extension};
pub use file_kind::{file_kind, locked, thing};
pub use finding::{FindingText, finding};
pub use key::{key_algorithm, key_match, place_in_file};
pub use lang::Lang;
pub use list::list;
pub use node::{name_source, node_role, row_state};
pub use oddity::oddity;
pub use plan::{key_kind, left_reason, loss, not_renewed_here, restart_reason};
pub use problem::{ProblemText, bytes, place, problem};
pub use question::{QuestionText, question};
pub use relative::{begin, end, instant, kubeadm_instant, length};
pub use release::{release_counted, release_source};
pub use role::{ROLES, RoleText, role};
pub use severity::{severity, severity_of_authorities, severity_within};
pub use signer::signer;
pub use summary::{SummaryText, inventory, keys_in_memory, summary};
pub use text::{PACK_WITH_KEYS, PACK_WITHOUT_KEYS, Text, colon_hex, openssl_certificate, openssl_request};
