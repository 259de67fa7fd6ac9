//! The bar above, the rail, the dialogs around everything.

use cluster::{Severity, Thresholds};

use crate::Text;
use crate::say::{pick, say};
use crate::text::texts;

texts! {
    tagline => "Kubernetes certificates, read in the browser", "在浏览器中查看 Kubernetes 证书";
    skip => "Skip to the content", "跳到内容";
    screens => "Screens", "页面";
    inspect => "Inspect", "查看";
    start => "Start", "开始";
    expiry => "Expiry", "到期时间";
    timeline => "Timeline", "时间线";
    certificates => "Certificates", "证书";
    authorities => "Authorities", "证书颁发机构";
    files => "Files", "文件";
    trust => "Trust", "信任";
    check => "Check it yourself", "自己验证";
    offline => "No network", "不联网";
    offline_hint => "The page cannot connect to anything. See how to check that yourself.", "本页无法连接任何地址。查看如何自己验证。";
    nothing_leaves => "Nothing leaves this machine.", "没有任何内容离开这台机器。";
    keys_help => "Keys, tokens and passwords in what was dropped are kept in the memory of this tab only, until you forget them or close it.", "拖入内容中的私钥、令牌和密码只保存在此标签页的内存中，直到您清除它们或关闭标签页。";
    forget_keys => "Forget keys", "清除私钥";
    forget_everything => "Forget everything", "全部清除";
    viewed_at => "Viewed at", "查看时刻";
    viewed_at_moved => "Clock moved to", "时钟已移至";
    viewed_at_help => "Everything on this page is judged at this instant. Moving it changes what is shown, never a certificate.", "本页的一切都按此时刻判断。移动它只改变显示的内容，不会改变任何证书。";
    plus_day => "+1 day", "+1 天";
    plus_month => "+30 days", "+30 天";
    plus_year => "+1 year", "+1 年";
    back_to_now => "Back to now", "回到现在";
    sample_clock => "The sample cluster is seen at a fixed instant, so that it always shows every state.", "示例集群固定在某一时刻查看，因此总能显示每一种状态。";
    release => "kubeadm release", "kubeadm 版本";
    release_help => "The tables and exports follow this release, as releases differ in what they print. A minor version such as 1.33 means its newest patch.", "表格和导出内容遵循此版本，因为各版本的输出有所不同。只写次版本（如 1.33）表示其最新的补丁版本。";
    release_wrong => "That is not a release such as 1.33.12 or 1.33.", "这不是有效的版本，例如 1.33.12 或 1.33。";
    use_release => "Use it", "使用";
    guess_again => "Guess it again", "重新推断";
    chosen => "chosen", "已选定";
    guessed => "guessed", "推断";
    several => "several", "多个";
    display => "Display: theme, time zone, thresholds", "显示：主题、时区、阈值";
    theme => "Theme", "主题";
    theme_system => "System", "跟随系统";
    theme_light => "Light", "浅色";
    theme_dark => "Dark", "深色";
    time_zone => "Times in", "时间显示为";
    local_time => "Local time", "本地时间";
    thresholds => "Days before the end", "到期前的天数";
    thresholds_help => "From when on an end is marked. Kept for this tab only.", "从何时起标记即将到期。仅在此标签页内有效。";
    help => "Keys and meanings", "按键与含义";
    keyboard => "Keyboard", "键盘";
    key_search => "search", "搜索";
    key_rows => "move from row to row, through all tables", "在所有表格的行之间移动";
    key_open => "open the row", "打开该行";
    key_close => "close the row, menu or dialog", "关闭行、菜单或对话框";
    key_help => "this list", "此列表";
    shapes => "Shapes", "图形";
    columns => "Columns", "列";
    close => "Close", "关闭";
    cancel => "Cancel", "取消";
    copy => "Copy", "复制";
    copied => "Copied", "已复制";
    copy_refused => "The browser refused; select and copy by hand", "浏览器拒绝了；请手动选择并复制";
    reading => "Reading files", "正在读取文件";
}

impl Text {
    /// `Copy the serial number`.
    pub fn copy_what(self, what: &str) -> String {
        say!(self.0, "Copy: {what}", "复制：{what}")
    }

    /// The badge of keys in memory; those of authorities matter most. `tokens` counts the files with tokens.
    pub fn keys_badge(self, keys: u32, authority_keys: u32, tokens: u32) -> String {
        match (keys, authority_keys) {
            (0, _) if tokens > 0 => say!(self.0, "No keys, but tokens in memory", "内存中没有私钥，但有令牌"),
            (0, _) => say!(self.0, "No keys in memory", "内存中没有私钥"),
            (1, 0) => say!(self.0, "1 key in memory", "内存中有 1 个私钥"),
            (n, 0) => say!(self.0, "{n} keys in memory", "内存中有 {n} 个私钥"),
            (_, 1) => say!(self.0, "1 CA key in memory", "内存中有 1 个 CA 私钥"),
            (_, n) => say!(self.0, "{n} CA keys in memory", "内存中有 {n} 个 CA 私钥"),
        }
    }

    /// The label of the field for an instant.
    pub fn instant_in(self, local_time: bool) -> &'static str {
        if local_time {
            pick!(self.0, "Instant, in local time", "时刻（本地时间）")
        } else {
            pick!(self.0, "Instant, in UTC", "时刻（UTC）")
        }
    }

    /// The label of a threshold, counted from 1.
    pub fn threshold(self, authority: bool, number: usize) -> String {
        if authority {
            say!(self.0, "Authorities, threshold {number}, in days", "证书颁发机构，阈值 {number}（天）")
        } else {
            say!(self.0, "Certificates, threshold {number}, in days", "证书，阈值 {number}（天）")
        }
    }

    /// What a severity means, with its days.
    pub fn severity_meaning(self, severity: Severity, thresholds: &Thresholds) -> String {
        let ([c, s, w], [ca_c, ca_s, ca_w]) = (thresholds.leaf_days, thresholds.authority_days);
        let within = |days: u32, authority: u32| {
            say!(
                self.0,
                "Ends within {days} days; an authority within {authority} days.",
                "在 {days} 天内到期；证书颁发机构在 {authority} 天内到期。"
            )
        };
        match severity {
            Severity::Expired => say!(self.0, "The end has passed.", "已经过了到期时间。"),
            Severity::Broken => say!(self.0, "It could not be read, or is missing.", "无法读取，或者缺失。"),
            Severity::Critical => within(c, ca_c),
            Severity::Soon => within(s, ca_s),
            Severity::Watch => within(w, ca_w),
            Severity::NotYetValid => say!(self.0, "Its validity has not begun.", "有效期尚未开始。"),
            Severity::Fine => say!(self.0, "Nothing to do.", "无需处理。"),
        }
    }

    /// How many files were read.
    pub fn read_count(self, done: u32, total: u32) -> String {
        if total == 0 {
            self.reading().to_owned()
        } else {
            say!(self.0, "{done} of {total} files", "{done} / {total} 个文件")
        }
    }

    /// When the page was built.
    pub fn built_on(self, date: &str) -> String {
        say!(self.0, "built {date}", "构建于 {date}")
    }

    /// The newest release that is known.
    pub fn knows_up_to(self, release: &str) -> String {
        say!(self.0, "knows kubeadm up to {release}", "支持到 kubeadm {release}")
    }

    /// The machine's clock is before the build date.
    pub fn clock_before_build(self, now: &str) -> String {
        say!(
            self.0,
            "The clock of this machine says {now}, which is before this page was built. It is probably wrong, and so is what is \
             shown as expired; set \"Viewed at\" by hand.",
            "这台机器的时钟显示 {now}，早于本页的构建日期。时钟很可能有误，过期的判断也会随之出错；请手动设置“查看时刻”。"
        )
    }

    /// The machine's clock is before the newest notBefore.
    pub fn clock_before_newest(self, now: &str, newest: &str) -> String {
        say!(
            self.0,
            "The clock of this machine says {now}, but a certificate here begins at {newest}. One of the two is wrong; \
             \"Viewed at\" can be set by hand.",
            "这台机器的时钟显示 {now}，但这里有一个证书从 {newest} 才开始生效。两者必有一个有误；可以手动设置“查看时刻”。"
        )
    }
}
