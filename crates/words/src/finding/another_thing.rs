//! Findings about a file that holds something else than what belongs there.

use cluster::Content;

use super::Three;
use crate::Lang;
use crate::say::{pick, say};

/// The file is not what its name says.
pub(super) fn words(what: &str, path: &str, kubeconfig_wanted: bool, content: Content, lang: Lang) -> Three {
    let wanted = if kubeconfig_wanted {
        pick!(lang, "not a kubeconfig", "不是 kubeconfig")
    } else {
        pick!(lang, "not a certificate", "不是证书")
    };
    let found = found(content, lang);
    (
        match content {
            Content::Empty => say!(lang, "The file is empty: {what}", "文件是空的：{what}"),
            _ => say!(lang, "This is {found}, {wanted}: {what}", "这是{found}，{wanted}：{what}"),
        },
        say!(
            lang,
            "What lies at {path} is {found}. A program that still runs keeps what it read before, but fails at its next \
             start.",
            "{path} 处的文件是{found}。仍在运行的程序会继续使用之前读取的内容，但下次启动时会失败。"
        ),
        help(content, lang).to_owned(),
    )
}

fn found(content: Content, lang: Lang) -> &'static str {
    match content {
        Content::Empty => pick!(lang, "an empty file", "空文件"),
        Content::Certificate => pick!(lang, "a certificate", "证书"),
        Content::PrivateKey => pick!(lang, "a private key", "私钥"),
        Content::Locked => pick!(lang, "a private key under a password", "受密码保护的私钥"),
        Content::PublicKey => pick!(lang, "a public key", "公钥"),
        Content::Request => pick!(lang, "a certificate signing request", "证书签名请求"),
        Content::Kubeconfig => pick!(lang, "a kubeconfig", "kubeconfig"),
        Content::Configuration => pick!(lang, "a configuration", "配置文件"),
        Content::Manifest => pick!(lang, "a manifest with Kubernetes objects", "含有 Kubernetes 对象的清单"),
        Content::Unrecognised => pick!(lang, "nothing that is known", "无法识别的内容"),
    }
}

fn help(content: Content, lang: Lang) -> &'static str {
    match content {
        Content::PrivateKey | Content::Locked => pick!(
            lang,
            "Move the key where it belongs, readable by root only: a file meant for a certificate is usually readable by \
             all, so others may have seen the key. Then put the certificate back from a backup, or make it anew with \
             kubeadm init phase certs.",
            "请把私钥移到正确的位置，且只允许 root 读取：用于证书的文件通常所有人可读，因此私钥可能已被他人看到。\
             然后从备份恢复证书，或用 kubeadm init phase certs 重新生成。"
        ),
        Content::Request => pick!(
            lang,
            "Have the request signed where the authority's key is kept, and put the signed certificate in this place.",
            "请在保管证书颁发机构私钥的地方签署该请求，并把签好的证书放在这里。"
        ),
        Content::Kubeconfig | Content::Certificate => pick!(
            lang,
            "Two files were probably exchanged while copying; put each one back in its own place.",
            "两个文件可能在复制时被弄混；请把它们各自放回原位。"
        ),
        Content::Empty | Content::PublicKey | Content::Configuration | Content::Manifest | Content::Unrecognised => {
            pick!(
                lang,
                "Put the right file back from a backup, or move this one away and make it anew with kubeadm init phase \
                 certs, or with kubeadm init phase kubeconfig.",
                "请从备份恢复正确的文件，或移走此文件后用 kubeadm init phase certs（或 kubeadm init phase kubeconfig）重新生成。"
            )
        }
    }
}
