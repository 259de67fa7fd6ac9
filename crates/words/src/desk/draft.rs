//! Drafts of requests and authorities in words.

mod name;

use cluster::desk::authority::{AuthorityFault, AuthorityFaultKind};
use cluster::desk::draft::{DraftError, DraftFault, DraftFaultKind, Purpose};

use crate::Lang;
use crate::say::{pick, say};

/// What a request is for, in a word or two; a role is called by kubeadm's name.
pub fn purpose(purpose: &Purpose, lang: Lang) -> String {
    match purpose {
        Purpose::Role(role) => return role.clone(),
        Purpose::User => pick!(lang, "A user of the cluster", "集群用户"),
        Purpose::KubeletClient => pick!(lang, "A kubelet, as a client", "kubelet 客户端证书"),
        Purpose::KubeletServing => pick!(lang, "A kubelet, as a server", "kubelet 服务证书"),
        Purpose::Server => pick!(lang, "A TLS server", "TLS 服务器"),
        Purpose::Client => pick!(lang, "A TLS client", "TLS 客户端"),
        Purpose::Free => pick!(lang, "Something else", "其他用途"),
    }
    .to_owned()
}

/// What is to be said of a field of a draft: what is wrong, and what to do.
pub fn draft_fault(fault: &DraftFault, lang: Lang) -> String {
    kind(&fault.kind, lang)
}

fn kind(kind: &DraftFaultKind, lang: Lang) -> String {
    match kind {
        DraftFaultKind::Empty => say!(
            lang,
            "Nobody would know whom this is for: fill in the subject or a name.",
            "无法得知申请者是谁：请填写主体或名称。"
        ),
        DraftFaultKind::Duplicate(value) => {
            say!(lang, "{value} stands here twice; once is enough.", "{value} 重复出现，保留一个即可。")
        }
        DraftFaultKind::Name(fault) => name::fault(fault, lang),
        DraftFaultKind::UnknownAttribute(attribute) => say!(
            lang,
            "{attribute} is no attribute of X.509: use a short name such as CN, O or OU, or a dotted OID.",
            "X.509 没有名为 {attribute} 的属性：请使用 CN、O、OU 等简称，或点分 OID。"
        ),
        DraftFaultKind::TooLong(bound) => say!(
            lang,
            "X.520 allows {bound} characters here. Go and Kubernetes take longer values, other programs may refuse them.",
            "X.520 在此最多允许 {bound} 个字符。Go 和 Kubernetes 接受更长的值，但其他程序可能拒绝。"
        ),
        DraftFaultKind::Country => {
            say!(lang, "A country is two letters, such as CH or CN.", "国家代码是两个字母，例如 CH 或 CN。")
        }
        DraftFaultKind::ApiRefuses(words) => {
            say!(lang, "The Kubernetes API would refuse the manifest: {words}", "Kubernetes API 会拒绝此清单：{words}")
        }
        DraftFaultKind::SignerRefuses(words) => {
            say!(lang, "The signer would fail after approval: {words}", "批准之后签名者会失败：{words}")
        }
        DraftFaultKind::Masters => say!(
            lang,
            "The group system:masters passes by every rule of authorisation and cannot be revoked. Use another group with \
             the rights that are needed.",
            "system:masters 组会绕过所有鉴权规则，且无法吊销。请改用只具备所需权限的其他组。"
        ),
        DraftFaultKind::Wildcard => say!(
            lang,
            "A wildcard: whoever has the key can stand in for every name below. List the names where you can.",
            "这是通配符：持有私钥者可以冒充其下的任何名称。请尽量逐个列出名称。"
        ),
        DraftFaultKind::NameOfRole(role) => say!(
            lang,
            "This name belongs to {role}; whoever has the certificate is taken for it. Choose another name.",
            "该名称属于 {role}，持有此证书者会被当作它。请换一个名称。"
        ),
        DraftFaultKind::KeyNotHere => say!(
            lang,
            "The private key is not here any more: drop it again, or make a new one.",
            "私钥已不在此处：请重新拖入，或生成新的私钥。"
        ),
        DraftFaultKind::BadFileName => say!(
            lang,
            "This cannot be a file name: use letters, digits, dots and dashes, with / between folders.",
            "这不能作为文件名：请使用字母、数字、点和短横线，目录之间用 / 分隔。"
        ),
        _ => say!(lang, "This field cannot be used as it stands.", "此字段不能按现状使用。"),
    }
}

/// Why a draft was not made, and what to do.
pub fn draft_error(error: &DraftError, lang: Lang) -> String {
    match error {
        DraftError::Faults(faults) => {
            let separator = pick!(lang, " ", "");
            faults.iter().map(|fault| draft_fault(fault, lang)).collect::<Vec<_>>().join(separator)
        }
        DraftError::NoPassphrase => say!(
            lang,
            "An encrypted key needs a passphrase: give one, or choose another form.",
            "加密私钥需要口令：请输入口令，或选择其他写入格式。"
        ),
        DraftError::Key(error) => {
            say!(
                lang,
                "The private key cannot be used ({error}). Make a new one.",
                "无法使用该私钥（{error}）。请生成新的私钥。"
            )
        }
        DraftError::Issue(error) => say!(
            lang,
            "The request could not be made ({error}). Correct the field that is named.",
            "无法生成请求（{error}）。请更正所指的字段。"
        ),
        _ => say!(lang, "The request could not be made.", "无法生成请求。"),
    }
}

/// What is to be said of the draft of an authority, and what to do.
pub fn authority_fault(fault: &AuthorityFault, lang: Lang) -> String {
    match &fault.kind {
        AuthorityFaultKind::Draft(fault) => kind(fault, lang),
        AuthorityFaultKind::NoCommonName => say!(
            lang,
            "An authority needs a name of its own: fill in CN, as no other authority has it.",
            "证书机构（CA）需要自己的名称：请填写与其他 CA 不同的 CN。"
        ),
        AuthorityFaultKind::NoValidity => {
            say!(lang, "The validity must be longer than nothing.", "有效期必须大于零。")
        }
        AuthorityFaultKind::LongValidity => say!(
            lang,
            "Longer than ten years, which is what kubeadm takes. A key that is lost in that time stays trusted.",
            "超过十年（kubeadm 的默认值）。在此期间丢失的私钥会一直受信任。"
        ),
        AuthorityFaultKind::BadValidity => {
            say!(lang, "The end lies beyond the year 9999: make it shorter.", "结束时间超过 9999 年：请缩短有效期。")
        }
        AuthorityFaultKind::PathLengthNotOfKubeadm => say!(
            lang,
            "kubeadm sets no path length; with one the certificate is not quite as kubeadm makes it.",
            "kubeadm 不设置路径长度；设置后证书与 kubeadm 所签发的不完全相同。"
        ),
        _ => say!(lang, "This field cannot be used as it stands.", "此字段不能按现状使用。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;
    use cluster::desk::authority::AuthorityField;
    use cluster::desk::draft::DraftField;

    fn every_kind() -> Vec<DraftFaultKind> {
        let word = |text: &str| text.to_owned();
        vec![
            DraftFaultKind::Empty,
            DraftFaultKind::Duplicate(word("a.test")),
            DraftFaultKind::Name(pki::NameFault::Empty),
            DraftFaultKind::UnknownAttribute(word("X")),
            DraftFaultKind::TooLong(64),
            DraftFaultKind::Country,
            DraftFaultKind::ApiRefuses(word("spec.usages: Required value")),
            DraftFaultKind::SignerRefuses(word("subject organization is not system:nodes")),
            DraftFaultKind::Masters,
            DraftFaultKind::Wildcard,
            DraftFaultKind::NameOfRole(word("admin.conf")),
            DraftFaultKind::KeyNotHere,
            DraftFaultKind::BadFileName,
        ]
    }

    #[test]
    fn every_fault_says_what_is_wrong_and_what_to_do() {
        for kind in every_kind() {
            let fault = DraftFault { field: DraftField::Base, kind, grave: true };
            speaks_both(|lang| {
                vec![draft_fault(&fault, lang), draft_error(&DraftError::Faults(vec![fault.clone()]), lang)]
            });
        }
        for error in [
            DraftError::NoPassphrase,
            DraftError::Key(pki::KeyError::Encrypted),
            DraftError::Issue(pki::IssueError::Validity),
        ] {
            speaks_both(|lang| vec![draft_error(&error, lang)]);
        }
    }

    #[test]
    fn every_fault_of_an_authority_has_words() {
        for kind in [
            AuthorityFaultKind::Draft(DraftFaultKind::Country),
            AuthorityFaultKind::NoCommonName,
            AuthorityFaultKind::NoValidity,
            AuthorityFaultKind::LongValidity,
            AuthorityFaultKind::BadValidity,
            AuthorityFaultKind::PathLengthNotOfKubeadm,
        ] {
            let fault = AuthorityFault { field: AuthorityField::Base, kind, grave: false };
            speaks_both(|lang| vec![authority_fault(&fault, lang)]);
        }
    }

    #[test]
    fn purposes_have_names() {
        for one in [
            Purpose::User,
            Purpose::KubeletClient,
            Purpose::KubeletServing,
            Purpose::Server,
            Purpose::Client,
            Purpose::Free,
        ] {
            speaks_both(|lang| vec![purpose(&one, lang)]);
        }
        assert_eq!(purpose(&Purpose::Role("etcd-peer".to_owned()), Lang::Zh), "etcd-peer");
    }
}
