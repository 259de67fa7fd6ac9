//! The screen that renews.

use crate::Text;
use crate::say::say;
use crate::text::texts;

texts! {
    nav_renew => "Renew", "续订";
    renew_title => "Renew certificates", "续订证书";
    renew_help => "As kubeadm certs renew, for all nodes at once: the result is one archive for each node, with the steps. Nothing here is changed.", "与 kubeadm certs renew 相同，可同时处理所有节点：结果是每个节点一个归档，附带操作步骤。此处的文件不会改变。";
    renew_nothing => "Drop the /etc/kubernetes folder of a control-plane node, with the keys of its CAs, to renew its certificates here.", "拖入控制平面节点的 /etc/kubernetes 目录（含 CA 私钥），即可在此续订其证书。";
    renew_all => "All", "全选";
    renew_due => "Due", "即将到期";
    renew_none => "None", "全不选";
    renew_certificate => "Certificate", "证书";
    renew_ends_now => "Ends now", "原到期时间";
    renew_will_end => "Will end", "新到期时间";
    renew_options => "How", "方式";
    renew_key => "Key", "私钥";
    renew_key_configured => "New, as configured", "按配置新建";
    renew_key_same_algorithm => "New, same algorithm", "同算法新建";
    renew_key_same => "Keep the old one", "保留旧私钥";
    renew_key_same_help => "kubeadm never does this. A key that may have been seen by others should not be kept.", "kubeadm 不会这样做。可能已被他人看到的私钥不应保留。";
    renew_validity => "Valid for, in days", "有效期（天）";
    renew_validity_help => "Empty: as kubeadm, by the configuration, else a year.", "留空则与 kubeadm 相同：按配置，否则一年。";
    renew_clamp => "End with the CA at the latest", "不超过 CA 的到期时间";
    renew_keep_intermediates => "Keep intermediate certificates", "保留中间证书";
    renew_restart => "Restart", "重启";
    renew_restart_blanket => "All, as kubeadm asks", "全部（kubeadm 的要求）";
    renew_restart_least => "Only what needs it", "仅必要的组件";
    renew_restart_help => "What needs a restart was measured with 1.37; for other releases all are restarted.", "哪些组件需要重启是在 1.37 上实测的；其他版本默认全部重启。";
    renew_make => "Make the archives", "生成归档";
    renew_made => "Renewed, not saved yet", "已续订，尚未保存";
    renew_made_help => "Unpack each archive on its node and follow RUNBOOK.md. Drop the archives here again to see the tables as they will be.", "在对应节点上解开归档，按 RUNBOOK.md 操作。把归档重新拖到此处，可查看续订后的表格。";
    renew_ready => "Ready", "就绪";
    renew_left => "left alone", "未处理";
    renew_steps => "Steps on the node", "节点上的步骤";
    renew_no_restart => "No program has to be restarted.", "无需重启任何组件。";
    renew_outlives => "Ends after its CA", "晚于 CA 到期";
    renew_not_touched => "What this does not touch", "不涉及的内容";
}

impl Text {
    /// `12 of 33 chosen, 9 new keys`.
    pub fn renew_count(self, chosen: usize, all: usize, keys: usize) -> String {
        say!(self.0, "{chosen} of {all} chosen, {keys} new keys", "已选 {chosen}/{all}，需新建 {keys} 个私钥")
    }

    /// How many certificates something concerns.
    pub fn renew_concerns(self, certificates: usize) -> String {
        say!(self.0, "It concerns {certificates} certificates.", "涉及 {certificates} 个证书。")
    }

    /// `Renew admin.conf on cp-1`.
    pub fn renew_row(self, row: &str, node: &str) -> String {
        say!(self.0, "Renew {row} on {node}", "续订 {node} 上的 {row}")
    }

    /// `All of cp-1`.
    pub fn renew_all_of(self, node: &str) -> String {
        say!(self.0, "All of {node}", "{node} 的全部证书")
    }
}
