//! What to run once a decision is made: kubectl's commands for the chosen rows.

use super::{ApprovalRow, Verdict};
use crate::desk::made::{Equivalent, Tool};

/// `kubectl certificate approve` and `deny` for the chosen rows, approvals first; `true` approves. Rows that are
/// decided already are left out: kubectl refuses the opposite decision, and passes over the same one.
pub fn commands(chosen: &[(&ApprovalRow, bool)]) -> Vec<Equivalent> {
    let mut commands = Vec::new();
    for (verb, approve) in [("approve", true), ("deny", false)] {
        let mut names: Vec<String> = Vec::new();
        for (row, wish) in chosen {
            if *wish == approve && row.verdict != Verdict::Decided {
                names.push(word(&row.name));
            }
        }
        if !names.is_empty() {
            let text = format!("kubectl certificate {verb} {}", names.join(" "));
            commands.push(Equivalent { tool: Tool::Kubectl, text });
        }
    }
    commands
}

/// What hands a certificate that was signed outside the cluster to the API server: `file` is the object with the
/// certificate in `status.certificate`, as [`kube::signing_request::with_certificate`] writes it. The object must be
/// approved, too; whoever runs it needs `update` on `certificatesigningrequests/status` and `sign` on the signer.
///
/// `kubectl replace --raw` sends the file as it is, as JSON, and every release has it; plain `kubectl apply` and
/// `kubectl replace` do not touch the status.
pub fn status_command(row: &ApprovalRow, file: &str) -> Equivalent {
    let version = if row.api_version.is_empty() { "certificates.k8s.io/v1" } else { &row.api_version };
    let path = format!("/apis/{version}/certificatesigningrequests/{}/status", row.name);
    Equivalent { tool: Tool::Kubectl, text: format!("kubectl replace --raw {} -f {}", word(&path), word(file)) }
}

/// A word of a POSIX shell; one that could be taken for an option is kept from it.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@+,".contains(c);
    let text = if text.starts_with('-') { format!("./{text}") } else { text.to_owned() };
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
