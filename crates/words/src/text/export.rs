//! kubeadm's exact output, and what can be exported.

use crate::Text;
use crate::say::say;
use crate::text::texts;

texts! {
    export => "Export", "导出";
    format => "Form", "格式";
    text => "Text", "文本";
    exact => "Exact output", "原样输出";
    copy_exact => "Copy as kubeadm prints it", "按 kubeadm 的格式复制";
    exact_help => "To the byte what kubeadm of this release prints at this instant.", "与该版本的 kubeadm 在此时刻的输出逐字节一致。";
    kubeadm_text => "kubeadm's text", "kubeadm 文本";
    markdown_report => "Markdown report", "Markdown 报告";
    calendar => "Calendar (iCalendar)", "日历（iCalendar）";
    csv_help => "One line a row, instants in ISO 8601, for a spreadsheet.", "每行一条记录，时间为 ISO 8601 格式，可用于电子表格。";
    markdown_help => "Tables and findings in words, without keys, to paste into a ticket or a wiki.", "包含表格和发现的文字说明，不含私钥，可粘贴到工单或 wiki。";
    calendar_help => "An event a node and day on which something ends, with alarms 30 and 7 days before.", "每个节点在每个到期日有一个日程，提前 30 天和 7 天提醒。";
}

impl Text {
    /// kubeadm's output for a node.
    pub fn exact_of(self, node: &str) -> String {
        say!(self.0, "kubeadm's output for {node}", "{node} 的 kubeadm 输出")
    }

    /// Where kubeadm stops.
    pub fn kubeadm_stops(self, status: u8) -> String {
        say!(
            self.0,
            "Here kubeadm stops with this error and exit status {status}; the tables of this page go on.",
            "kubeadm 会在此处报错停止，退出状态为 {status}；本页的表格会继续显示。"
        )
    }

    /// Saves a file.
    pub fn save_as(self, file: &str) -> String {
        say!(self.0, "Save {file}", "保存 {file}")
    }
}
