//! The steps for a node, as Markdown: what a person does with the archive of a plan, from the back-up to the way back.

use cluster::desk::made::MadeFile;
use cluster::plan::{FinishedNode, NodeOutline, Outline, RestartWay, Step};
use pki::Fingerprint;

use crate::Lang;
use crate::plan::{left_reason, not_renewed_here, restart_reason};
use crate::relative::instant;
use crate::say::{pick, say};
use crate::text::{colon_hex, quoted};

/// The runbook of a node. `certificates` are the new certificates by kubeadm's names; `nodes` are the names of all nodes of
/// the plan, in their order.
///
/// Every command reads the variable `ROOT`, the root directory of the node, which is empty on the node itself.
pub fn runbook(node: &NodeOutline, certificates: &[(String, Fingerprint)], nodes: &[String], lang: Lang) -> String {
    let name = &node.name;
    let made_at = instant(node.issued_at, 0);
    let mut blocks = vec![
        say!(lang, "# Renew the certificates of {name}", "# 续订 {name} 的证书"),
        say!(
            lang,
            "Made at {made_at} for kubeadm {release}. Run the commands as root on {name}, in this folder, one section after the other. The folder holds private keys: delete it when all is well.",
            "生成于 {made_at}，适用于 kubeadm {release}。请以 root 身份在 {name} 上、在本目录中依次执行各节命令。目录中含有私钥：确认无误后请删除。",
            release = node.release
        ),
    ];
    blocks.push(order(node, nodes, lang));
    blocks.push(renewed(node, lang));
    if !node.left.is_empty() {
        blocks.push(pick!(lang, "Left alone:", "未处理：").to_owned());
        blocks.push(list(node.left.iter().map(|left| format!("`{}`: {}", left.row, left_reason(&left.reason, lang)))));
    }
    blocks.push(list(not_renewed_here(lang).into_iter().take(2).map(str::to_owned)));
    blocks.push(pick!(lang, "## 1. Check and back up", "## 1. 检查并备份").to_owned());
    blocks.push(
        pick!(
            lang,
            "The back-up lies outside of `manifests/`: the kubelet starts whatever lies in there, a copy too. `cmp` says nothing where the node still has the files that this renewal was made from; if it names a file, that has changed since: drop the folder again and begin anew.",
            "备份位于 `manifests/` 之外：kubelet 会启动该目录中的任何文件，包括副本。若节点上的文件与生成时一致，`cmp` 不会有输出；若列出了文件，说明它已改变：请重新拖入目录，从头开始。"
        )
        .to_owned(),
    );
    blocks.push(shell("back-up", &back_up(node)));
    blocks.push(pick!(lang, "## 2. Put the new files in place", "## 2. 放置新文件").to_owned());
    blocks.push(
        pick!(
            lang,
            "Each file is written beside the old one and then takes its place in one step; of a pair the key goes first, the certificate directly after it.",
            "每个文件先写在旧文件旁边，再一步替换；成对的文件先换私钥，紧接着换证书。"
        )
        .to_owned(),
    );
    blocks.push(shell("put-in-place", &put_in_place(node)));
    blocks.push(pick!(lang, "## 3. Restart", "## 3. 重启").to_owned());
    restart(node, lang, &mut blocks);
    blocks.push(pick!(lang, "## 4. Verify", "## 4. 验证").to_owned());
    verify(node, certificates, lang, &mut blocks);
    blocks.push(pick!(lang, "## 5. Roll back", "## 5. 回滚").to_owned());
    blocks.push(
        pick!(
            lang,
            "Only if something does not work: this restores every file from the back-up. Then restart as in section 3.",
            "仅在出现问题时使用：从备份恢复所有文件。之后按第 3 节重启。"
        )
        .to_owned(),
    );
    blocks.push(shell("roll-back", &roll_back(node)));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

/// The archives of all nodes of a finished plan, each with its runbook.
pub fn archives(outline: &Outline, nodes: Vec<FinishedNode>, lang: Lang) -> Vec<MadeFile> {
    let names: Vec<String> = outline.nodes.iter().map(|node| node.name.clone()).collect();
    let archive = |node: FinishedNode| {
        let own = outline.nodes.iter().find(|own| own.id == node.id);
        let text = own.map(|own| runbook(own, &node.certificates, &names, lang)).unwrap_or_default();
        node.into_files(text)
    };
    nodes.into_iter().flat_map(archive).collect()
}

fn order(node: &NodeOutline, nodes: &[String], lang: Lang) -> String {
    if nodes.len() < 2 {
        return match node.control_plane_nodes {
            0 | 1 => pick!(
                lang,
                "The cluster has one control-plane node: while its API server restarts there is no API; what runs goes on running.",
                "集群只有一个控制平面节点：API 服务器重启期间没有 API，已运行的工作负载不受影响。"
            )
            .to_owned(),
            count => say!(
                lang,
                "The cluster has {count} control-plane nodes; this plan is for this one alone. Each needs a renewal of its own: their certificates are not interchangeable.",
                "集群有 {count} 个控制平面节点，本计划只针对此节点。每个节点都需要各自续订：证书不可互换。"
            ),
        };
    }
    say!(
        lang,
        "One node after the other: {nodes}. Begin with the next one when section 4 shows that this one is well. Never copy these files to another node: certificates of etcd and of the API server carry the node's own names.",
        "逐个节点进行：{nodes}。第 4 节确认此节点正常后再开始下一个。切勿把这些文件复制到其他节点：etcd 和 API 服务器的证书包含节点自己的名称。",
        nodes = nodes.join(", ")
    )
}

fn renewed(node: &NodeOutline, lang: Lang) -> String {
    let head = [
        pick!(lang, "certificate", "证书"),
        pick!(lang, "file", "文件"),
        pick!(lang, "ends now", "原到期时间"),
        pick!(lang, "will end", "新到期时间"),
    ];
    let mut lines = vec![format!("| {} |", head.join(" | ")), "|---|---|---|---|".to_owned()];
    lines.extend(node.renewed.iter().map(|row| {
        let old = row.old.1.map_or_else(String::new, |end| instant(end, 0));
        format!("| `{}` | `{}` | {old} | {} |", row.row, row.path, instant(row.new.1, 0))
    }));
    lines.join("\n")
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// A block of shell lines with a name that a program can find.
fn shell(name: &str, lines: &[String]) -> String {
    format!("<!-- {name} -->\n\n```sh\n{}\n```", lines.join("\n"))
}

/// The folder of the back-up: named by the instant of issuing, so that a second run does not overwrite it.
fn back_up_folder(node: &NodeOutline) -> String {
    let stamp: String = node.issued_at.to_string().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    format!("/root/kubernetes-before-{stamp}")
}

fn writes(node: &NodeOutline) -> impl Iterator<Item = (&str, u32, bool)> {
    node.steps.iter().filter_map(|step| match step {
        Step::Write { path, mode, replaces } => Some((path.as_str(), *mode, *replaces)),
        _ => None,
    })
}

fn back_up(node: &NodeOutline) -> Vec<String> {
    let mut lines = vec![
        "set -eu".to_owned(),
        "sha256sum -c SHA256SUMS".to_owned(),
        format!("BACKUP=${{ROOT:-}}{}", back_up_folder(node)),
        "save() { mkdir -p -m 0700 \"$BACKUP\"; cmp \"previous$1\" \"${ROOT:-}$1\" || true; (cd \"${ROOT:-}/\" && cp -a --parents \".$1\" \"$BACKUP/\"); }"
            .to_owned(),
    ];
    lines.extend(writes(node).filter(|(.., replaces)| *replaces).map(|(path, ..)| format!("save {}", quoted(path))));
    lines
}

fn put_in_place(node: &NodeOutline) -> Vec<String> {
    let mut lines = vec![
        "set -eu".to_owned(),
        "lay() { install -m \"$1\" -o root -g root \"root$2\" \"${ROOT:-}$2.new\"; }".to_owned(),
        "take() { for file in \"$@\"; do mv -f \"${ROOT:-}$file.new\" \"${ROOT:-}$file\"; done; }".to_owned(),
    ];
    let mut pair = Vec::new();
    for (path, mode, _) in writes(node) {
        lines.push(format!("lay {mode:04o} {}", quoted(path)));
        pair.push(quoted(path));
        // A key waits for its certificate.
        if !path.ends_with(".key") {
            lines.push(format!("take {}", pair.join(" ")));
            pair.clear();
        }
    }
    lines
}

fn restart(node: &NodeOutline, lang: Lang, blocks: &mut Vec<String>) {
    blocks.push(
        match node.way {
            RestartWay::Blanket => pick!(
                lang,
                "kubeadm's rule: every static Pod of the control plane, then the kubelet. A manifest is moved away, the kubelet stops the Pod (it looks every 20 seconds), the manifest is moved back. Deleting the Pod with kubectl does not restart it.",
                "按 kubeadm 的规则：重启控制平面的每个静态 Pod，最后重启 kubelet。先移走清单，kubelet 停止 Pod（每 20 秒检查一次），再移回清单。用 kubectl 删除 Pod 并不会重启它。"
            ),
            RestartWay::Least => pick!(
                lang,
                "Only what does not take up its new files by itself, as measured with 1.37. A manifest is moved away, the kubelet stops the Pod (it looks every 20 seconds), the manifest is moved back.",
                "只重启不会自行读取新文件的组件（依据 1.37 实测）。先移走清单，kubelet 停止 Pod（每 20 秒检查一次），再移回清单。"
            ),
        }
        .to_owned(),
    );
    if node.restarts.is_empty() {
        blocks.push(
            pick!(lang, "No program has to be restarted for these files.", "这些文件不需要重启任何组件。").to_owned(),
        );
        return;
    }
    blocks
        .push(list(node.restarts.iter().map(|found| format!("`{}`: {}", found.program, restart_reason(found, lang)))));
    if node.external_etcd {
        blocks.push(
            pick!(
                lang,
                "etcd is not kubeadm's here: its own certificates are renewed where it runs.",
                "此处的 etcd 不由 kubeadm 管理：请在其运行处续订它的证书。"
            )
            .to_owned(),
        );
    }
    let mut lines = vec![
        format!("BACKUP={}", back_up_folder(node)),
        "restart() {".to_owned(),
        "  mv \"/etc/kubernetes/manifests/$1.yaml\" \"$BACKUP/$1.yaml\"".to_owned(),
        "  while [ -n \"$(crictl ps -q --name \"^$1\\$\")\" ]; do sleep 1; done".to_owned(),
        "  mv \"$BACKUP/$1.yaml\" \"/etc/kubernetes/manifests/$1.yaml\"".to_owned(),
        "  until [ -n \"$(crictl ps -q --name \"^$1\\$\")\" ]; do sleep 1; done".to_owned(),
        "}".to_owned(),
    ];
    lines.extend(node.restarts.iter().map(|found| format!("restart {}", found.program)));
    if node.way == RestartWay::Blanket {
        lines.push("systemctl restart kubelet".to_owned());
    }
    blocks.push(shell("restart", &lines));
    blocks.push(
        pick!(
            lang,
            "Without crictl, wait 20 seconds and some more after each move. The controller manager and the scheduler work again when they hold their leases: 15 to 20 seconds later.",
            "没有 crictl 时，每次移动后等待 20 秒以上。控制器管理器和调度器要在取得租约后才恢复工作：约 15 到 20 秒。"
        )
        .to_owned(),
    );
}

fn verify(node: &NodeOutline, certificates: &[(String, Fingerprint)], lang: Lang, blocks: &mut Vec<String>) {
    let pki = &node.pki_directory;
    let mut rows = Vec::new();
    let mut add = |command: String, expected: String| rows.push(format!("- `{command}`\n\n  {expected}"));
    add(
        "kubeadm certs check-expiration".to_owned(),
        pick!(lang, "shows the new ends of the table above.", "显示上表中的新到期时间。").to_owned(),
    );
    for (row, fingerprint) in certificates {
        let Some(renewal) = node.renewed.iter().find(|renewal| renewal.row == *row) else { continue };
        let hash = colon_hex(&fingerprint.0);
        let shown = say!(lang, "prints `sha256 Fingerprint={hash}`", "输出 `sha256 Fingerprint={hash}`");
        let served = |port: u16, more: &str| {
            format!(
                "openssl s_client -connect 127.0.0.1:{port}{more} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256"
            )
        };
        let etcd = format!(" -cert {0}/etcd/healthcheck-client.crt -key {0}/etcd/healthcheck-client.key", quoted(pki));
        match row.as_str() {
            "apiserver" => add(
                served(node.api_port, ""),
                say!(lang, "{shown}: what the API server serves now.", "{shown}：API 服务器当前提供的证书。"),
            ),
            "etcd-server" => {
                add(served(2379, &etcd), say!(lang, "{shown}: what etcd serves now.", "{shown}：etcd 当前提供的证书。"))
            }
            _ if renewal.in_kubeconfig => add(
                format!("kubectl --kubeconfig {} get --raw /readyz", quoted(&renewal.path)),
                pick!(lang, "prints `ok`.", "输出 `ok`。").to_owned(),
            ),
            _ => add(
                format!("openssl x509 -noout -fingerprint -sha256 -in {}", quoted(&renewal.path)),
                say!(lang, "{shown}.", "{shown}。"),
            ),
        }
    }
    if node.renewed.iter().any(|row| row.row == "admin.conf") {
        add(
            "cp /etc/kubernetes/admin.conf \"$HOME/.kube/config\" && chown \"$(id -u):$(id -g)\" \"$HOME/.kube/config\"".to_owned(),
            pick!(
                lang,
                "for every copy of admin.conf: copies are not renewed, and end with the old certificate.",
                "admin.conf 的每个副本都要更新：副本不会续订，会随旧证书到期。"
            )
            .to_owned(),
        );
    }
    blocks.push(rows.join("\n"));
}

fn roll_back(node: &NodeOutline) -> Vec<String> {
    let mut lines = vec![
        "set -eu".to_owned(),
        format!("BACKUP=${{ROOT:-}}{}", back_up_folder(node)),
        "back() { cp -a \"$BACKUP$1\" \"${ROOT:-}$1.new\"; mv -f \"${ROOT:-}$1.new\" \"${ROOT:-}$1\"; }".to_owned(),
    ];
    lines.extend(writes(node).map(|(path, _, replaces)| match replaces {
        true => format!("back {}", quoted(path)),
        false => format!("rm -f \"${{ROOT:-}}\"{}", quoted(path)),
    }));
    lines
}
