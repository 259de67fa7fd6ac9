//! What is wrong, in one sentence.

use intake::ProblemKind;

use super::bytes;
use crate::Lang;
use crate::say::say;

pub(super) fn what(kind: &ProblemKind, lang: Lang) -> String {
    match kind {
        ProblemKind::Empty => say!(lang, "The file is empty.", "文件是空的。"),
        ProblemKind::TooLarge { size, bound } => {
            let (size, bound) = (bytes(*size), bytes(*bound));
            say!(lang, "The file has {size}; at most {bound} are read.", "文件有 {size}；最多读取 {bound}。")
        }
        ProblemKind::ArchiveTooLarge { bound } => {
            let bound = bytes(*bound);
            say!(
                lang,
                "The archive unpacks to more than {bound}; the rest of it was not read.",
                "归档解包后超过 {bound}；其余部分没有读取。"
            )
        }
        ProblemKind::TooManyEntries { bound } => say!(
            lang,
            "The archive has more than {bound} entries; the rest of them were not read.",
            "归档中的条目超过 {bound} 个；其余条目没有读取。"
        ),
        ProblemKind::Bomb => say!(
            lang,
            "The archive unpacks to so much more than its own size that it is taken for a bomb.",
            "归档解包后的大小远远超过它本身，被视为压缩炸弹。"
        ),
        ProblemKind::PathLeavesArchive => say!(
            lang,
            "The path of this entry leads out of the archive, so the entry was not read.",
            "该条目的路径指向归档之外，因此没有读取。"
        ),
        ProblemKind::PathTooLong => say!(
            lang,
            "The path of this entry is too long or too deep, so the entry was not read.",
            "该条目的路径过长或层级过深，因此没有读取。"
        ),
        ProblemKind::LinkBroken { target } => say!(
            lang,
            "The symbolic link leads to “{target}”, which is not in the archive, or leads in a circle.",
            "符号链接指向“{target}”，它不在归档中，或者形成了循环。"
        ),
        ProblemKind::ArchiveDamaged { reason } => say!(
            lang,
            "The archive is damaged or of a kind that cannot be opened here: {reason}.",
            "归档已损坏，或者是这里无法打开的类型：{reason}。",
            reason = clause(reason),
        ),
        ProblemKind::ArchiveUnsupported { format } => {
            say!(lang, "Archives of the kind {format} are not opened here.", "这里不能打开 {format} 类型的归档。")
        }
        ProblemKind::NestedTooDeep => say!(
            lang,
            "Archives lie in archives more deeply than is opened here.",
            "归档中的归档嵌套过深，这里不再打开。"
        ),
        ProblemKind::NotRecognised => say!(
            lang,
            "This is nothing that holds certificates: neither PEM, DER, YAML nor JSON of a known kind.",
            "这不是含有证书的文件：既不是 PEM、DER，也不是已知类型的 YAML 或 JSON。"
        ),
        ProblemKind::PemUnterminated { label } => {
            say!(lang, "The PEM block “{label}” has no end line.", "PEM 块“{label}”缺少结束行。")
        }
        ProblemKind::PemBase64 { label } => say!(
            lang,
            "The body of the PEM block “{label}” is not valid base64.",
            "PEM 块“{label}”的内容不是有效的 base64。"
        ),
        ProblemKind::PemLabel { label } => {
            say!(lang, "PEM blocks of the kind “{label}” are not read here.", "这里不读取“{label}”类型的 PEM 块。")
        }
        ProblemKind::Der { what, reason, offset: None } => {
            let (what, reason) = (structure(what, lang), clause(reason));
            say!(
                lang,
                "This was taken for {what}, but it does not decode: {reason}.",
                "它被当作{what}，但无法解码：{reason}。"
            )
        }
        ProblemKind::Der { what, reason, offset: Some(offset) } => {
            let (what, reason) = (structure(what, lang), clause(reason));
            say!(
                lang,
                "This was taken for {what}, but it does not decode from byte {offset} on: {reason}.",
                "它被当作{what}，但从第 {offset} 字节起无法解码：{reason}。"
            )
        }
        ProblemKind::KeyUnsupported { algorithm } => {
            say!(lang, "Keys of the kind {algorithm} cannot be used here.", "这里无法使用 {algorithm} 类型的密钥。")
        }
        ProblemKind::KeyBroken { reason } => {
            let reason = clause(reason);
            say!(lang, "The private key does not hold together: {reason}.", "私钥内部不一致：{reason}。")
        }
        ProblemKind::Yaml { reason } => {
            let reason = clause(reason);
            say!(lang, "The YAML or JSON does not parse: {reason}.", "YAML 或 JSON 无法解析：{reason}。")
        }
        ProblemKind::YamlBomb => say!(
            lang,
            "The YAML has more aliases or depth than is safe to read.",
            "YAML 的别名或嵌套层数过多，读取不安全。"
        ),
        ProblemKind::DuplicateKey { field } => say!(
            lang,
            "The field {field} stands there twice; the last one counts.",
            "字段 {field} 出现了两次；以最后一个为准。"
        ),
        ProblemKind::Base64 { field } => {
            say!(lang, "The field {field} should hold base64 and does not.", "字段 {field} 应当是 base64，但它不是。")
        }
        ProblemKind::FieldType { field, expected } => say!(
            lang,
            "The field {field} has the wrong type; it should be {expected}.",
            "字段 {field} 的类型不对；应当是 {expected}。"
        ),
        ProblemKind::ReferenceMissing { path } => say!(
            lang,
            "The file names {path}, which is not among what was dropped.",
            "文件引用了 {path}，但它不在拖入的文件中。"
        ),
        ProblemKind::WrongPassword => say!(lang, "The password is wrong.", "密码不正确。"),
        ProblemKind::Panicked { reason } => say!(
            lang,
            "Reading this file failed inside KubeCerts, a fault of the program: {reason}.",
            "读取此文件时 KubeCerts 内部出错，这是程序的缺陷：{reason}。",
            reason = clause(reason),
        ),
        ProblemKind::Unreadable { reason } => {
            let reason = clause(reason);
            say!(lang, "The file could not be read: {reason}.", "无法读取该文件：{reason}。")
        }
    }
}

/// What another program said, to stand within our sentence: without a full stop of its own.
fn clause(reason: &str) -> &str {
    reason.trim().trim_end_matches(['.', '。'])
}

/// What intake took a DER structure for. Its names are English words; one that is not known here is quoted.
fn structure(what: &str, lang: Lang) -> String {
    match what {
        "certificate" => say!(lang, "a certificate", "证书"),
        "request" | "certificate request" | "certificate signing request" => {
            say!(lang, "a certificate signing request", "证书签名请求")
        }
        "private key" => say!(lang, "a private key", "私钥"),
        "encrypted private key" => say!(lang, "an encrypted private key", "加密的私钥"),
        "public key" => say!(lang, "a public key", "公钥"),
        _ => say!(lang, "“{what}”", "“{what}”"),
    }
}
