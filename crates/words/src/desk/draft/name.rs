//! What is wrong with a typed name, in words.

use pki::NameFault;

use crate::Lang;
use crate::say::say;

/// What is wrong, and what to type instead.
pub(super) fn fault(fault: &NameFault, lang: Lang) -> String {
    match fault {
        NameFault::Empty => say!(
            lang,
            "There is nothing here: type a name, or take the line away.",
            "此处为空：请输入名称，或删除该行。"
        ),
        NameFault::WhiteSpace => {
            say!(lang, "There is a space inside. One name stands in one line.", "中间有空格。每行只写一个名称。")
        }
        NameFault::TrailingDot => say!(
            lang,
            "Names in certificates have no dot at the end: leave it out.",
            "证书中的名称末尾没有点：请去掉。"
        ),
        NameFault::AddressBlock => say!(
            lang,
            "This is a block of addresses. A certificate holds single addresses: list each one, without the slash.",
            "这是一个地址段。证书只能包含单个地址：请逐个列出，不带斜杠。"
        ),
        NameFault::Port => say!(
            lang,
            "Certificates know no ports: leave out the colon and what follows.",
            "证书不区分端口：请去掉冒号及其后的部分。"
        ),
        NameFault::Address => say!(
            lang,
            "This is no IPv4 or IPv6 address, such as 192.0.2.10 or 2001:db8::1.",
            "这不是 IPv4 或 IPv6 地址，正确写法如 192.0.2.10 或 2001:db8::1。"
        ),
        NameFault::Zone => say!(
            lang,
            "A zone such as %eth0 holds on one machine alone: leave it out.",
            "%eth0 这样的区域标识只在单台机器上有意义：请去掉。"
        ),
        NameFault::Wildcard => say!(
            lang,
            "A wildcard is a * alone in front of the first dot, such as *.example.com, and stands for one label.",
            "通配符只能是第一个点之前的单独的 *，例如 *.example.com，只代表一级名称。"
        ),
        NameFault::Label { label } => say!(
            lang,
            "The part “{label}” cannot be: between two dots stand 1 to 63 letters, digits and hyphens, with no hyphen at either end.",
            "“{label}” 这一段不合规则：两点之间为 1 到 63 个字母、数字或连字符，首尾不能是连字符。"
        ),
        NameFault::Character { character } => {
            let shown: String = character.escape_debug().collect();
            say!(
                lang,
                "Host names do not have the character “{shown}”: letters, digits, hyphens and dots are allowed.",
                "主机名不允许字符 “{shown}”：只能使用字母、数字、连字符和点。"
            )
        }
        NameFault::NotAscii { ascii: Some(ascii) } => say!(
            lang,
            "A certificate holds this name in its ASCII form: type {ascii}",
            "证书中以 ASCII 形式保存该名称：请输入 {ascii}"
        ),
        NameFault::NotAscii { ascii: None } => say!(
            lang,
            "There is a letter outside ASCII in it, and it has no form that a certificate can hold.",
            "其中含有 ASCII 以外的字符，且没有证书可以保存的形式。"
        ),
        NameFault::TooLong => {
            say!(lang, "Host names have at most 253 characters.", "主机名最多 253 个字符。")
        }
        NameFault::Email => say!(
            lang,
            "This is no e-mail address, such as ada@example.com.",
            "这不是电子邮件地址，正确写法如 ada@example.com。"
        ),
        NameFault::Uri => say!(
            lang,
            "This is no URI, such as spiffe://example.com/service.",
            "这不是 URI，正确写法如 spiffe://example.com/service。"
        ),
        NameFault::Kind => say!(
            lang,
            "Names of this kind are not written here: DNS, IP, email and URI are.",
            "此处不支持这类名称：只支持 DNS、IP、email 和 URI。"
        ),
        _ => say!(lang, "This name cannot be used as it stands.", "该名称不能按现状使用。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_fault_says_what_to_type() {
        for one in [
            NameFault::Empty,
            NameFault::WhiteSpace,
            NameFault::TrailingDot,
            NameFault::AddressBlock,
            NameFault::Port,
            NameFault::Address,
            NameFault::Zone,
            NameFault::Wildcard,
            NameFault::Label { label: "-a".to_owned() },
            NameFault::Character { character: '_' },
            NameFault::Character { character: '\0' },
            NameFault::NotAscii { ascii: Some("xn--bcher-kva.test".to_owned()) },
            NameFault::NotAscii { ascii: None },
            NameFault::TooLong,
            NameFault::Email,
            NameFault::Uri,
            NameFault::Kind,
        ] {
            speaks_both(|lang| vec![fault(&one, lang)]);
        }
    }
}
