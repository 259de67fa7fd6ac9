//! The screens of expiry, certificates, timeline and files.

use crate::Text;
use crate::say::say;
use crate::text::texts;

texts! {
    filter => "Filter", "筛选";
    filter_by_text => "Filter by text", "按文本筛选";
    node => "Node", "节点";
    all_nodes => "All nodes", "所有节点";
    authority => "Authority", "证书颁发机构";
    all_authorities => "All authorities", "所有证书颁发机构";
    show_all => "Show all", "显示全部";
    table_certificates => "Certificates that kubeadm manages", "kubeadm 管理的证书";
    table_authorities => "Certificate authorities", "证书颁发机构";
    table_kubelet => "What the kubelet manages; kubeadm does not show it", "kubelet 管理的证书（kubeadm 不显示）";
    life => "LIFE", "已用";
    life_over => "Life", "已用";
    residual_exact => "RESIDUAL TIME, as kubeadm of the chosen release prints it.", "RESIDUAL TIME，与所选 kubeadm 版本打印的一致。";
    life_help => "How much of the validity is over.", "有效期已经过去多少。";
    cluster => "Cluster", "集群";
    cluster_of_its_own => "a cluster of its own", "单独的集群";
    configuration => "Configuration", "配置";
    node_name => "Name of the node", "节点名称";
    rename => "Rename", "重命名";
    keys_present => "The CA keys are on this node", "CA 私钥在该节点上";
    keys_present_help => "Declare this when they were left out of what you dropped: EXTERNALLY MANAGED then says no, as kubeadm on the node would.", "如果拖入的内容未包含它们，请作此声明：“由外部管理”将显示为“否”，与节点上的 kubeadm 一致。";
    loose => "Other certificates", "其他证书";
    loose_help => "found in what was dropped, but in no table of a node", "在拖入的内容中找到，但不属于任何节点的表格";
    no_certificates => "No certificate was found in what was dropped", "在拖入的内容中没有找到证书";
    certificates_help => "Every certificate once, with all its places", "每个证书一行，列出其所有位置";
    certificate => "Certificate", "证书";
    expires => "Expires", "到期时间";
    residual_time => "Residual time", "剩余时间";
    signed_by => "Signed by", "签署者";
    signed_by_help => "The issuer as the certificate names it. Whether that authority really signed it is checked in the opened row.", "证书中写明的签发者。是否真由它签署，会在展开的行中检查。";
    place_help => "The node whose tables show the certificate, else the file it was found in. +1 means that it was found in one more place.", "在哪个节点的表格中显示，否则是找到它的文件。+1 表示还在另一处找到。";
    place => "Place", "位置";
    public_key => "Key", "公钥";
    requests => "Certificate signing requests", "证书签名请求（CSR）";
    request => "Request", "证书签名请求";
    private_key => "Private key", "私钥";
    private_keys => "Private keys", "私钥列表";
    belongs_to => "Belongs to", "属于";
    no_certificate => "no certificate that was dropped", "与拖入的任何证书都不对应";
    of_authority => "of an authority", "属于证书颁发机构";
    kind => "Kind", "类型";
    file => "File", "文件名";
    found => "Found", "找到";
    size => "Size", "大小";
    problem => "Problem", "问题";
    remove => "Remove", "移除";
    files_help => "Everything that was dropped, recognised or not", "拖入的所有内容，无论是否识别";
    timeline_help => "From not before to not after; the thin line above a bar is the validity of its authority", "从生效到到期；条形上方的细线是签发它的 CA 的有效期";
    zoom => "Scale", "比例";
    one_year => "1 year", "1 年";
    five_years => "5 years", "5 年";
    all => "All", "全部";
}

impl Text {
    /// How many rows a filter hides.
    pub fn hides(self, hidden: usize, total: usize) -> String {
        let shown = total.saturating_sub(hidden);
        say!(self.0, "{shown} of {total} shown, {hidden} hidden", "显示 {shown} / {total}，隐藏 {hidden}")
    }

    /// A row whose file is not there.
    pub fn row_missing(self, path: &str) -> String {
        if path.is_empty() {
            say!(self.0, "not among what was dropped", "不在拖入的内容中")
        } else {
            say!(self.0, "{path} is not among what was dropped", "{path} 不在拖入的内容中")
        }
    }

    /// How much of a validity is over.
    pub fn life_used(self, percent: i64) -> String {
        say!(self.0, "{percent} % of the validity is over", "有效期已过 {percent}%")
    }

    /// The heading of a cluster.
    pub fn cluster_named(self, name: &str) -> String {
        say!(self.0, "Cluster {name}", "集群 {name}")
    }

    /// The menu of a node.
    pub fn correct_node(self, node: &str) -> String {
        say!(self.0, "Correct or remove {node}", "更正或移除 {node}")
    }

    /// Removes a file or folder.
    pub fn remove_what(self, path: &str) -> String {
        say!(self.0, "Remove {path}", "移除 {path}")
    }

    /// How many private keys were found.
    pub fn keys_found(self, count: usize) -> String {
        if count == 1 {
            say!(self.0, "1 private key", "1 个私钥")
        } else {
            say!(self.0, "{count} private keys", "{count} 个私钥")
        }
    }

    /// What is left out of a list.
    pub fn and_more(self, count: usize) -> String {
        say!(self.0, "and {count} more", "还有 {count} 项")
    }

    /// Further places beside the first one; empty when there are none.
    pub fn plus_places(self, places: usize) -> String {
        match places.saturating_sub(1) {
            0 => String::new(),
            1 => say!(self.0, " and 1 more place", "，另有 1 处"),
            more => say!(self.0, " and {more} more places", "，另有 {more} 处"),
        }
    }

    /// The heading of the files that something is wrong with.
    pub fn troubled(self, count: usize) -> String {
        if count == 0 {
            say!(self.0, "No file with a problem", "没有文件有问题")
        } else if count == 1 {
            say!(self.0, "1 file with a problem", "1 个文件有问题")
        } else {
            say!(self.0, "{count} files with problems", "{count} 个文件有问题")
        }
    }

    /// The way from a few files to all of them.
    pub fn all_files(self, count: usize) -> String {
        if count == 1 {
            say!(self.0, "To the file", "查看该文件")
        } else {
            say!(self.0, "All {count} files", "全部 {count} 个文件")
        }
    }

    /// How many files nothing was recognised in.
    pub fn unknown_count(self, count: usize) -> String {
        say!(self.0, "{count} not recognised", "{count} 个无法识别")
    }

    /// The mark of a file with problems.
    pub fn problems_of(self, count: usize, path: &str) -> String {
        say!(self.0, "Problems of {path}: {count}", "{path} 的问题：{count}")
    }

    /// A lane of the timeline in words.
    pub fn lane(self, name: &str, begin: &str, end: &str, state: &str) -> String {
        say!(self.0, "{name}: {begin} to {end}, {state}", "{name}：{begin} 至 {end}，{state}")
    }
}
