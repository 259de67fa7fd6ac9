//! What would help, in one sentence.

use intake::ProblemKind;

use crate::Lang;
use crate::say::pick;

pub(super) fn help(kind: &ProblemKind, lang: Lang) -> String {
    match kind {
        ProblemKind::Empty => pick!(
            lang,
            "Copy the file from the node again, and look there with ls -l whether it is empty too.",
            "请从节点重新复制该文件，并在节点上用 ls -l 查看它是否也是空的。"
        ),
        ProblemKind::TooLarge { .. } => pick!(
            lang,
            "Certificates and configurations are much smaller; drop the file that holds them.",
            "证书和配置文件要小得多；请拖入真正包含它们的文件。"
        ),
        ProblemKind::ArchiveTooLarge { .. } | ProblemKind::TooManyEntries { .. } | ProblemKind::PathTooLong => pick!(
            lang,
            "Pack only etc/kubernetes and var/lib/kubelet/pki, or drop the folder itself.",
            "请只打包 etc/kubernetes 和 var/lib/kubelet/pki，或者直接拖入文件夹。"
        ),
        ProblemKind::Bomb => pick!(
            lang,
            "If you trust the archive, unpack it yourself and drop the folder.",
            "如果您信任该归档，请自行解包后拖入文件夹。"
        ),
        ProblemKind::PathLeavesArchive => pick!(
            lang,
            "Pack the files again with paths inside the archive, such as with tar -C / etc/kubernetes.",
            "请重新打包，使路径位于归档之内，例如使用 tar -C / etc/kubernetes。"
        ),
        ProblemKind::LinkBroken { .. } => pick!(
            lang,
            "Add the link's target to the archive, or pack with tar -h, which stores targets instead of links.",
            "请把链接的目标也放进归档，或使用 tar -h 打包，它会保存目标文件而不是链接。"
        ),
        ProblemKind::ArchiveUnsupported { .. } => pick!(
            lang,
            "Unpack it yourself and drop the folder, or make a .tar, .tar.gz or .zip of it.",
            "请自行解包后拖入文件夹，或改为 .tar、.tar.gz 或 .zip 格式。"
        ),
        ProblemKind::NestedTooDeep => pick!(
            lang,
            "Unpack the outer archive yourself and drop the inner one.",
            "请自行解开外层归档，再拖入内层归档。"
        ),
        ProblemKind::ArchiveDamaged { .. } => pick!(
            lang,
            "Make the archive again as .tar, .tar.gz or .zip without a password, and compare its checksum after copying.",
            "请重新制作不带密码的 .tar、.tar.gz 或 .zip 归档，并在复制后核对校验和。"
        ),
        ProblemKind::NotRecognised => pick!(
            lang,
            "Nothing has to be done if it was dropped along with others; else drop the certificate, kubeconfig or manifest.",
            "如果它只是随其他文件一起拖入，则无需处理；否则请拖入证书、kubeconfig 或清单文件。"
        ),
        ProblemKind::PemUnterminated { .. } => pick!(
            lang,
            "The file was probably cut off while copying; copy it again, with its -----END----- line.",
            "文件可能在复制时被截断；请重新复制，并包含 -----END----- 行。"
        ),
        ProblemKind::PemBase64 { .. } => pick!(
            lang,
            "The block was damaged while copying or editing; take the file from the node again or from a backup.",
            "该块在复制或编辑时损坏；请从节点或备份重新获取该文件。"
        ),
        ProblemKind::PemLabel { .. } => pick!(
            lang,
            "Certificates, requests, private and public keys are read; other blocks can stay, they do no harm.",
            "可以读取证书、证书签名请求、私钥和公钥；其他块可以保留，没有影响。"
        ),
        ProblemKind::Der { .. } => pick!(
            lang,
            "Take the file from the node again or from a backup; openssl asn1parse shows how far it can be read.",
            "请从节点或备份重新获取该文件；openssl asn1parse 可以显示能读到哪里。"
        ),
        ProblemKind::KeyUnsupported { .. } => pick!(
            lang,
            "kubeadm works with RSA and with ECDSA on P-256 and P-384; make a new key and certificate of one of these.",
            "kubeadm 使用 RSA 以及 P-256 和 P-384 曲线的 ECDSA；请用其中一种生成新的密钥和证书。"
        ),
        ProblemKind::KeyBroken { .. } => pick!(
            lang,
            "Take the key from a backup; openssl pkey -check -noout says whether it is sound.",
            "请从备份中取回私钥；openssl pkey -check -noout 可以检查它是否完好。"
        ),
        ProblemKind::Yaml { .. } => pick!(
            lang,
            "Correct the file at this place; tabs and wrong indentation are the usual reasons.",
            "请在此处更正文件；常见原因是制表符和缩进错误。"
        ),
        ProblemKind::YamlBomb => pick!(
            lang,
            "Write the file out without anchors and aliases, and drop it again.",
            "请改写文件，去掉锚点和别名，然后重新拖入。"
        ),
        ProblemKind::DuplicateKey { .. } => pick!(
            lang,
            "Delete the one that is not meant; kubectl and kubeadm may refuse such a file.",
            "请删除多余的那个；kubectl 和 kubeadm 可能会拒绝这样的文件。"
        ),
        ProblemKind::Base64 { .. } => pick!(
            lang,
            "Set the field to the output of base64 -w0 over the PEM file.",
            "请将该字段设置为对 PEM 文件执行 base64 -w0 的输出。"
        ),
        ProblemKind::FieldType { .. } => pick!(
            lang,
            "Correct the field; quotes turn numbers and words such as yes into text.",
            "请更正该字段；加引号可以把数字以及 yes 之类的词变成文本。"
        ),
        ProblemKind::ReferenceMissing { .. } => pick!(
            lang,
            "Drop that file too, with its folders, so that the path fits.",
            "请把该文件连同它的目录一起拖入，使路径能够对应。"
        ),
        ProblemKind::WrongPassword => pick!(
            lang,
            "Try again; upper and lower case and the keyboard layout count. The password is never stored.",
            "请重试；注意大小写和键盘布局。密码不会被保存。"
        ),
        ProblemKind::Panicked { .. } => pick!(
            lang,
            "The other files are not affected; please report the fault with a file that shows it and holds no secret.",
            "其他文件不受影响；请附上能重现问题且不含机密的文件来报告此缺陷。"
        ),
        ProblemKind::Unreadable { .. } => pick!(
            lang,
            "A browser cannot read what only root may read: pack the files with sudo tar and drop the archive.",
            "浏览器无法读取只有 root 可读的文件：请用 sudo tar 打包后拖入归档。"
        ),
    }
    .to_owned()
}
