//! The opened row.

use crate::Text;
use crate::say::{pick, say};
use crate::text::texts;

texts! {
    opening => "Reading the certificate …", "正在读取证书……";
    chain => "Chain", "证书链";
    oddities => "What is odd about it", "不寻常之处";
    subject => "Subject", "主体";
    issuer => "Issuer", "签发者";
    serial => "Serial", "序列号";
    serial_hex => "Serial, hex", "序列号（十六进制）";
    valid => "Valid", "有效期";
    discovery_hash => "Discovery hash", "发现哈希";
    signature => "Signature", "签名算法";
    key_sha256 => "Key SHA-256", "公钥 SHA-256";
    version => "Version", "版本";
    extensions => "Extensions", "扩展";
    critical => "critical", "关键";
    none => "None.", "无。";
    same_by_openssl => "The same by openssl", "用 openssl 查看";
    asn1 => "ASN.1 tree", "ASN.1 结构";
    offset => "Offset", "偏移";
    octets => "Octets of header and content", "头部与内容的字节数";
    element => "Element", "元素";
    unreadable => "The dates cannot be read.", "无法读取日期。";
    key_here => "its private key is here and matches", "私钥在此且匹配";
    key_another => "the private key beside it belongs to another certificate", "旁边的私钥与证书不匹配";
    key_not_here => "its private key is not here", "私钥不在这里";
    request_help => "A request for a certificate: it names whom it is for and holds the public key. A CA turns it into a certificate.", "证书签名请求：写明证书的主体并包含公钥。由 CA 将其签发为证书。";
}

impl Text {
    /// What a certificate without a role of kubeadm is for.
    pub fn no_role(self, is_authority: bool, server: bool, client: bool) -> &'static str {
        match (is_authority, server, client) {
            (true, ..) => pick!(
                self.0,
                "A certificate authority that is none of kubeadm's: it can sign other certificates.",
                "不属于 kubeadm 的证书颁发机构：它可以签署其他证书。"
            ),
            (_, true, true) => pick!(
                self.0,
                "None of kubeadm's certificates. A program can show it both as a server and as a client.",
                "不属于 kubeadm 的证书。程序既可用作服务证书，也可用作客户端证书。"
            ),
            (_, true, _) => pick!(
                self.0,
                "None of kubeadm's certificates. A server shows it to those who connect.",
                "不属于 kubeadm 的证书。服务器向连接方出示的服务证书。"
            ),
            (_, _, true) => pick!(
                self.0,
                "None of kubeadm's certificates. A client shows it to say who it is.",
                "不属于 kubeadm 的证书。客户端用来证明身份的客户端证书。"
            ),
            _ => pick!(
                self.0,
                "None of kubeadm's certificates; it does not say what it may be used for.",
                "不属于 kubeadm 的证书；其中没有说明用途。"
            ),
        }
    }

    /// On which nodes it lies.
    pub fn on_nodes(self, nodes: &str) -> String {
        say!(self.0, "On {nodes}.", "位于 {nodes}。")
    }

    /// The heading of the places.
    pub fn found_in(self, places: usize) -> String {
        if places == 1 {
            say!(self.0, "Found in 1 place", "找到 1 处")
        } else {
            say!(self.0, "Found in {places} places", "找到 {places} 处")
        }
    }

    /// Until when an authority lasts.
    pub fn until(self, instant: &str) -> String {
        say!(self.0, "until {instant}", "有效至 {instant}")
    }

    /// Nobody with the issuer's name is here.
    pub fn issuer_not_here(self, issuer: &str) -> String {
        say!(self.0, "{issuer} was not dropped", "未拖入 {issuer}")
    }

    /// The signature does not hold.
    pub fn signature_fails(self, issuer: &str) -> String {
        say!(self.0, "{issuer} has the issuer's name, but did not sign it", "{issuer} 与签发者同名，但签名不符")
    }

    /// The signature cannot be verified here.
    pub fn cannot_verify(self, algorithm: &str) -> String {
        say!(self.0, "signatures of {algorithm} cannot be verified here", "此处无法验证 {algorithm} 签名")
    }

    /// Whether a request's own signature holds.
    pub fn own_signature(self, holds: Option<bool>) -> &'static str {
        match holds {
            Some(true) => {
                pick!(self.0, "It is signed by its own key, and the signature holds.", "由自身的私钥签名，签名有效。")
            }
            Some(false) => {
                pick!(self.0, "Its own signature does not hold: it was changed.", "自身的签名无效：内容已被改动。")
            }
            None => pick!(self.0, "Its own signature cannot be verified here.", "此处无法验证其自身的签名。"),
        }
    }
}
