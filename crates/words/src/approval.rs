//! The judgement of CertificateSigningRequests in words (spec sections 9.2, 9.4 and 10).

mod fault;

use cluster::desk::approval::{CheckedPoint, Point, PointOutcome, Verdict};

use crate::say::{pick, say};
use crate::{Lang, list};

/// A point of the checklist with how it went: what was looked at, and what speaks against it.
pub fn approval_point(checked: &CheckedPoint, lang: Lang) -> String {
    let title = approval_point_title(checked.point, lang);
    let values = checked.values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>();
    match checked.outcome {
        PointOutcome::Passed if values.is_empty() => say!(lang, "{title}: yes.", "{title}：是。"),
        PointOutcome::Passed => {
            let values = list(&values, lang);
            say!(lang, "{title}: yes ({values}).", "{title}：是（{values}）。")
        }
        PointOutcome::Failed | PointOutcome::Unknown => {
            let faults: Vec<String> = checked.faults.iter().map(|found| fault::text(found, lang)).collect();
            let faults = faults.join(pick!(lang, " ", ""));
            let answer = match checked.outcome {
                PointOutcome::Failed => pick!(lang, "no", "否"),
                _ => pick!(lang, "cannot be told", "无法判断"),
            };
            say!(lang, "{title}: {answer}. {faults}", "{title}：{answer}。{faults}")
        }
    }
}

/// What a point asks, without its answer.
pub fn approval_point_title(point: Point, lang: Lang) -> &'static str {
    match point {
        Point::Signer => {
            pick!(lang, "It is for the signer of kubelet serving certificates", "由 kubelet 服务证书的签名者处理")
        }
        Point::Proof => pick!(lang, "Whoever made it has the private key", "请求者持有对应的私钥"),
        Point::Subject => {
            pick!(lang, "It names one node, and no group but the nodes'", "主体是一个节点，且只属于节点组")
        }
        Point::Requestor => pick!(lang, "The node itself asks", "由该节点自己提出"),
        Point::Node => pick!(lang, "There is such a node", "该节点存在"),
        Point::Usages => pick!(lang, "Its usages are those of a server", "用途只限服务端"),
        Point::NameKinds => pick!(lang, "It asks for DNS names and addresses alone", "只申请 DNS 名称和 IP 地址"),
        Point::NamesOfNode => pick!(lang, "Every name and address is the node's own", "每个名称和地址都属于该节点"),
        Point::DurationAndKey => pick!(lang, "Its duration and its key are in order", "有效期和密钥符合要求"),
        Point::NothingElse => {
            pick!(lang, "It asks for nothing else, and is the latest of its node", "没有其他要求，且是该节点最新的请求")
        }
    }
}

/// What a judgement comes to, in a word or two.
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Good => pick!(lang, "can be approved", "可以批准"),
        Verdict::Open => pick!(lang, "look closer", "需进一步核实"),
        Verdict::Bad => pick!(lang, "do not approve", "不应批准"),
        Verdict::Decided => pick!(lang, "decided", "已处理"),
    }
}

/// What a judgement means, in a sentence.
pub fn verdict_meaning(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Good => {
            pick!(lang, "Nothing that can be checked here speaks against it.", "在此能核对的各项均无问题。")
        }
        Verdict::Open => pick!(
            lang,
            "What was dropped does not tell whether whoever asks is entitled to it. Ask them by another way than this \
             cluster.",
            "拖入的内容不足以判断请求者是否有权获得该证书。请通过集群以外的途径向其本人确认。",
        ),
        Verdict::Bad => pick!(
            lang,
            "Approving it would be wrong, or in vain: the reason stands beside it.",
            "批准它是错误的，或不会有结果：原因见旁。",
        ),
        Verdict::Decided => pick!(
            lang,
            "Somebody approved or denied it already, or the signer failed at it. A decision cannot be taken back; the \
             object can be deleted.",
            "它已被批准或驳回，或签名者处理失败。决定无法撤回，但可以删除该对象。",
        ),
    }
}

/// Why approving is needed again and again.
pub fn approval_at_every_rotation(lang: Lang) -> &'static str {
    pick!(
        lang,
        "A kubelet with serverTLSBootstrap asks for a new serving certificate after 70 to 90 % of the lifetime of the \
         old one, with a new key. Nothing in Kubernetes approves these requests: somebody has to, on every node, at every \
         rotation, about once a year. Until then the kubelet serves with the old certificate, and once that has ended, \
         logs, exec and metrics of the node fail wherever it is verified.",
        "启用 serverTLSBootstrap 的 kubelet 会在旧证书有效期过去 70% 到 90% 时，用新的私钥申请新的服务证书。Kubernetes 不会自动批准\
         这些请求：每个节点、每次轮换（大约每年一次）都需要有人批准。在此之前 kubelet 继续使用旧证书；旧证书到期后，凡是验证该证书的\
         地方，该节点的日志、exec 和指标都会失败。",
    )
}

/// Why a program that approves everything is dangerous.
pub fn automatic_approver_is_unsafe(lang: Lang) -> &'static str {
    pick!(
        lang,
        "A program that approves these requests without comparing the requestor, the names and the addresses gives \
         anybody who took over one node a certificate for any name: for another node, for the control plane endpoint, \
         for a Service. With it they can stand in for that server and read what is sent to it. If you use an automatic \
         approver, take one that checks each of these points.",
        "如果自动批准程序不核对请求者、名称和地址，任何控制了一个节点的人都能得到任意名称的证书：别的节点、控制平面端点或某个 Service，\
         从而冒充那台服务器并读取发给它的内容。若要使用自动批准程序，请选择会逐项核对以上各点的程序。",
    )
}

/// What `kubectl certificate approve` (or `deny`) does.
pub fn approval_command(approve: bool, lang: Lang) -> &'static str {
    if approve {
        pick!(
            lang,
            "Adds the condition Approved. The signer of the cluster then signs. You need the right to update \
             certificatesigningrequests/approval and to approve for the signer.",
            "添加 Approved 状况，随后由集群中的签名者签名。需要 certificatesigningrequests/approval 的 update 权限以及对该签名者的 \
             approve 权限。",
        )
    } else {
        pick!(
            lang,
            "Adds the condition Denied. It cannot be taken back; a kubelet asks again with a new request.",
            "添加 Denied 状况，无法撤回；kubelet 会用新的请求再次申请。",
        )
    }
}

/// What to do when the user is the signer: the manifest has `status.certificate`, the command hands it in.
pub fn hand_in_certificate(lang: Lang) -> &'static str {
    pick!(
        lang,
        "Approve the request first, then hand in the certificate with this command. It needs the right to update \
         certificatesigningrequests/status and to sign for the signer. A certificate that was handed in can never be \
         changed. Signers whose name begins with kubernetes.io/ belong to the controller manager: sign those by hand \
         only where it does not run them.",
        "请先批准该请求，再用此命令提交证书。需要 certificatesigningrequests/status 的 update 权限以及对该签名者的 sign 权限。提交后的\
         证书无法更改。名称以 kubernetes.io/ 开头的签名者归控制器管理器所有：只有在它不运行这些签名者时才应手工签名。",
    )
}

#[cfg(test)]
mod tests {
    use cluster::desk::approval::PointFault;

    use super::*;

    #[test]
    fn a_point_tells_how_it_went_and_why() {
        let mut checked = CheckedPoint {
            point: Point::NamesOfNode,
            outcome: PointOutcome::Passed,
            values: vec!["DNS:w-1".to_owned(), "IP:192.0.2.11".to_owned()],
            faults: Vec::new(),
        };
        assert_eq!(
            approval_point(&checked, Lang::En),
            "Every name and address is the node's own: yes (DNS:w-1 and IP:192.0.2.11)."
        );
        checked.outcome = PointOutcome::Failed;
        checked.faults = vec![PointFault::Loopback("127.0.0.1".to_owned()), PointFault::Wildcard("*.a".to_owned())];
        let text = approval_point(&checked, Lang::En);
        assert!(text.contains(": no. ") && text.contains("127.0.0.1") && text.contains("*.a"), "{text}");
        let text = approval_point(&checked, Lang::Zh);
        assert!(text.contains("：否。") && text.contains("127.0.0.1") && text.contains("*.a"), "{text}");
        checked.outcome = PointOutcome::Unknown;
        checked.faults = vec![PointFault::NoNodes];
        assert!(approval_point(&checked, Lang::En).contains("kubectl get nodes -o yaml"));
    }
}
