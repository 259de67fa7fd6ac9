//! The columns of kubeadm's tables: their labels and what they mean.

use crate::Lang;
use crate::say::pick;

/// A column of the expiry tables (spec section 3.3).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Column {
    /// CERTIFICATE: the row's name.
    Certificate,
    /// EXPIRES.
    Expires,
    /// RESIDUAL TIME.
    ResidualTime,
    /// CERTIFICATE AUTHORITY.
    Authority,
    /// EXTERNALLY MANAGED.
    ExternallyManaged,
}

impl Column {
    /// All, in kubeadm's order.
    pub const ALL: [Self; 5] =
        [Self::Certificate, Self::Expires, Self::ResidualTime, Self::Authority, Self::ExternallyManaged];
}

/// The label of a column; kubeadm's own in English, the suggested ones of spec section 14 in Chinese.
pub fn column(column: Column, lang: Lang) -> &'static str {
    match column {
        Column::Certificate => pick!(lang, "CERTIFICATE", "证书"),
        Column::Expires => pick!(lang, "EXPIRES", "到期时间"),
        Column::ResidualTime => pick!(lang, "RESIDUAL TIME", "剩余时间"),
        Column::Authority => pick!(lang, "CERTIFICATE AUTHORITY", "证书颁发机构"),
        Column::ExternallyManaged => pick!(lang, "EXTERNALLY MANAGED", "由外部管理"),
    }
}

/// What a column shows, in two sentences.
pub fn column_meaning(column: Column, lang: Lang) -> &'static str {
    match column {
        Column::Certificate => pick!(
            lang,
            "The name by which kubeadm knows the certificate, as in kubeadm certs renew NAME. Names that end in .conf \
             are kubeconfigs with the certificate embedded.",
            "kubeadm 对该证书的称呼，用于 kubeadm certs renew 名称。以 .conf 结尾的是嵌入了证书的 kubeconfig 文件。"
        ),
        Column::Expires => pick!(
            lang,
            "The last instant at which the certificate is valid (not after), as it stands in the file. A program that \
             still runs with an older copy may see another one.",
            "证书有效期的最后时刻（not after），以文件内容为准。仍在使用旧副本运行的程序看到的可能不同。"
        ),
        Column::ResidualTime => pick!(
            lang,
            "How long it still is until the end, cut down as kubeadm of the chosen release does it, so 364d may mean \
             nearly 365 days. <invalid> means that the end has passed.",
            "距离到期还有多久，按所选 kubeadm 版本的方式取整，因此 364d 可能接近 365 天。<invalid> 表示已经过期。"
        ),
        Column::Authority => pick!(
            lang,
            "The authority in kubeadm's catalogue that signs this certificate; it is not read from the file. Whether it \
             really did is checked apart, and said in the opened row.",
            "kubeadm 目录中负责签署该证书的证书颁发机构；它不是从文件中读出的。是否真由它签署会另行检查，并在展开的行中说明。"
        ),
        Column::ExternallyManaged => pick!(
            lang,
            "Yes when the authority's certificate is here but its private key is not, so that kubeadm on this node cannot \
             renew anything it signed. New certificates then have to be signed where the key is kept.",
            "当证书颁发机构的证书在而私钥不在时为“是”，此时该节点上的 kubeadm 无法续订由它签署的证书。新证书需要在保管私钥的地方签署。"
        ),
    }
}

/// The cell of EXTERNALLY MANAGED for people; `None` when it could not be decided.
pub fn externally_managed(value: Option<bool>, lang: Lang) -> &'static str {
    match value {
        Some(true) => pick!(lang, "yes", "是"),
        Some(false) => pick!(lang, "no", "否"),
        None => pick!(lang, "unknown", "未知"),
    }
}

/// What a value under EXTERNALLY MANAGED means and what to do about it.
pub fn externally_managed_meaning(value: Option<bool>, lang: Lang) -> &'static str {
    match value {
        Some(true) => pick!(
            lang,
            "The authority's private key is not among these files, so kubeadm certs renew leaves this certificate alone. \
             Make a request with kubeadm certs generate-csr, have it signed where the key is kept, and put the new \
             certificate beside its key.",
            "这些文件中没有证书颁发机构的私钥，因此 kubeadm certs renew 不会处理该证书。\
             请用 kubeadm certs generate-csr 生成证书签名请求，在保管私钥的地方签署，再把新证书放到其私钥旁边。"
        ),
        Some(false) => pick!(
            lang,
            "The authority's private key is here, so kubeadm certs renew can renew this certificate on the node.",
            "证书颁发机构的私钥在这里，因此可以在节点上用 kubeadm certs renew 续订该证书。"
        ),
        None => pick!(
            lang,
            "The authority's certificate is missing or cannot be read, so this could not be decided.",
            "证书颁发机构的证书缺失或无法读取，因此无法判断。"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_column_has_a_label_and_a_meaning() {
        for one in Column::ALL {
            speaks_both(|lang| vec![column(one, lang).to_owned(), column_meaning(one, lang).to_owned()]);
        }
    }

    #[test]
    fn external_management_is_explained() {
        for value in [Some(true), Some(false), None] {
            speaks_both(|lang| {
                vec![externally_managed(value, lang).to_owned(), externally_managed_meaning(value, lang).to_owned()]
            });
        }
    }
}
