//! Findings about files that do not fit each other.

use super::Three;
use crate::list::list;
use crate::say::{pick, say};
use crate::{Lang, shared_file};

/// A certificate that the authority beside it did not sign.
pub(super) fn signed_by_another(what: &str, authority: &str, lang: Lang) -> Three {
    (
        say!(lang, "Not signed by {authority}: {what}", "不是由 {authority} 签署：{what}"),
        say!(
            lang,
            "The signature does not hold with the key of the {authority} that lies beside it, so whoever trusts that \
             authority refuses the certificate (“certificate signed by unknown authority”).",
            "用旁边的 {authority} 的密钥验证签名不成立，因此信任该证书颁发机构的一方会拒绝该证书\
             （“certificate signed by unknown authority”）。"
        ),
        say!(
            lang,
            "If the authority was replaced, make the certificate anew with the new one; if a file was copied from \
             another cluster or node, put the right one back.",
            "如果证书颁发机构已被更换，请用新的证书颁发机构重新签发；如果文件是从其他集群或节点复制来的，请放回正确的文件。"
        ),
    )
}

/// A private key that belongs to another certificate.
pub(super) fn key_does_not_match(what: &str, path: &str, lang: Lang) -> Three {
    (
        say!(lang, "The private key does not match: {what}", "私钥与证书不匹配：{what}"),
        say!(
            lang,
            "The key {path} belongs to another certificate. A program that runs keeps the old pair and looks healthy, \
             but fails at its next start (“private key does not match public key”).",
            "私钥 {path} 属于另一个证书。正在运行的程序会继续使用旧的密钥对，看起来正常，但在下次启动时会失败\
             （“private key does not match public key”）。"
        ),
        say!(
            lang,
            "Do not restart anything before the right key is back from a backup, or the pair is made anew.",
            "在从备份恢复正确的私钥或重新生成密钥对之前，请不要重启任何组件。"
        ),
    )
}

/// Files of rows that are not there.
pub(super) fn missing(what: &str, rows: &[String], lang: Lang) -> Three {
    (
        say!(lang, "Missing: {what}", "缺失：{what}"),
        say!(
            lang,
            "kubeadm prints !MISSING! here. If the file was only not dropped, add it. If it is missing on the node too, \
             whatever reads it fails at its next start, and kubeadm certs renew passes over it.",
            "kubeadm 在此处打印 !MISSING!。如果只是没有拖入该文件，请把它补上；如果节点上也缺失，读取它的组件会在下次启动时失败，\
             而 kubeadm certs renew 会跳过它。"
        ),
        back(rows, lang),
    )
}

/// What brings missing files back, each kind of them in a sentence.
fn back(rows: &[String], lang: Lang) -> String {
    let is_authority = |row: &str| matches!(row, "ca" | "etcd-ca" | "front-proxy-ca");
    let is_kubelets = |row: &str| row.starts_with("kubelet");
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let mut names = rows.iter().map(String::as_str).filter(|row| wanted(row));
        names.next().map(|first| if names.next().is_some() { "NAME" } else { first })
    };
    let all = rows.is_empty();
    let mut sentences = Vec::new();
    if all || of(&is_authority).is_some() {
        sentences.push(say!(
            lang,
            "Take what is lost of an authority from another control-plane node or a backup; a new one would be another.",
            "丢失的证书颁发机构文件请从其他控制平面节点或备份取回；新生成的将是另一个证书颁发机构。"
        ));
    }
    if let Some(name) = of(&|row| !is_authority(row) && !is_kubelets(row) && !row.ends_with(".conf")) {
        sentences.push(say!(
            lang,
            "kubeadm init phase certs {name} makes the certificate, with --config where the cluster has one.",
            "kubeadm init phase certs {name} 可以生成该证书；如果集群有配置文件，请加上 --config。"
        ));
    }
    if let Some(name) = of(&|row| !is_kubelets(row) && row.ends_with(".conf")) {
        let name = name.trim_end_matches(".conf");
        sentences.push(say!(
            lang,
            "kubeadm init phase kubeconfig {name} makes the kubeconfig.",
            "kubeadm init phase kubeconfig {name} 可以生成该 kubeconfig。"
        ));
    }
    if of(&is_kubelets).is_some() {
        sentences.push(say!(
            lang,
            "A kubelet without its client certificate joins again with kubeadm join.",
            "缺少客户端证书的 kubelet 需要用 kubeadm join 重新加入集群。"
        ));
    }
    sentences.join(pick!(lang, " ", ""))
}

/// A kubeconfig that trusts another authority.
pub(super) fn stale_authority(row: &str, node: &str, lang: Lang) -> Three {
    let place = if node.is_empty() { row.to_owned() } else { say!(lang, "{row} on {node}", "{node} 上的 {row}") };
    (
        say!(lang, "Another authority is embedded: {place}", "嵌入了另一个证书颁发机构：{place}"),
        say!(
            lang,
            "The kubeconfig {row} trusts an authority that is not the ca.crt beside it. Whoever reads it refuses \
             the API server (“certificate signed by unknown authority”), programs that run at their next start.",
            "kubeconfig {row} 信任的证书颁发机构不是旁边的 ca.crt。读取它的一方会拒绝 API 服务器\
             （“certificate signed by unknown authority”）；正在运行的程序在下次启动时才会如此。"
        ),
        say!(
            lang,
            "kubeadm certs renew {row} writes the present ca.crt into the file; during a rotation of the authority \
             both may be in it on purpose.",
            "kubeadm certs renew {row} 会把当前的 ca.crt 写入该文件；在轮换证书颁发机构期间，其中可能有意包含新旧两个。"
        ),
    )
}

/// A file that nodes share, with several states.
pub(super) fn shared_file_differs(file: &str, groups: &[Vec<String>], lang: Lang) -> Three {
    let states: Vec<String> = groups.iter().map(|nodes| list(nodes, lang)).collect();
    let states = states.join(pick!(lang, " | ", "｜"));
    (
        say!(lang, "{file} differs between control-plane nodes", "各控制平面节点的 {file} 不一致"),
        say!(
            lang,
            "All control-plane nodes must share this file, but it has several states: {states}. {why}",
            "所有控制平面节点必须共用此文件，但它有多个不同的状态：{states}。{why}",
            why = shared_file::why(file, lang),
        ),
        say!(
            lang,
            "Find out which state the cluster works with, keep the others as a copy, and put that one on all nodes.",
            "请确认集群正在使用哪一个，备份其余的，然后把它放到所有节点上。"
        ),
    )
}
