//! How to check for oneself that nothing leaves the machine.

use crate::text::texts;

texts! {
    check_intro => "This page reads keys, so do not take our word for it. What follows can be done without knowing the program.", "本页会读取私钥，因此不要只听我们的说法。以下方法无需了解程序本身即可验证。";
    check_watch => "Watch it", "观察";
    check_watch_1 => "Unplug the network, or open the single file on a machine that has none: everything works.", "断开网络，或在没有网络的机器上打开单个文件：一切照常工作。";
    check_watch_2 => "Open the developer tools (F12), choose Network, then drop your files: the list stays empty.", "打开开发者工具（F12），选择“网络”，再拖入文件：列表保持为空。";
    check_watch_3 => "In the same tools choose Storage or Application: there is nothing but the language and the theme.", "在同一工具中选择“存储”或“应用”：除语言和主题外没有任何内容。";
    check_policy => "The policy", "策略";
    check_policy_help => "The browser itself enforces this policy on the page: no request to any address, no form, no outside script, style or picture.", "浏览器会对本页强制执行此策略：不得向任何地址发出请求，不得使用表单，不得加载外部脚本、样式或图片。";
    check_policy_none => "The policy is not in the document; look at the headers of the response.", "策略不在文档中；请查看响应头。";
    check_policy_limits => "No policy can forbid a page to navigate elsewhere or to open WebRTC connections. This page's code does neither, removes WebRTC's names when it starts, and a test of each release shows both.", "任何策略都无法禁止页面跳转或建立 WebRTC 连接。本页的代码两者都不做，启动时会移除 WebRTC 接口，并且每个版本都有测试证明。";
    check_sums => "The file against its sums", "用校验和核对文件";
    check_sums_help => "Beside the single file lies SHA256SUMS. In the folder of both, run:", "单个文件旁边有 SHA256SUMS。在两者所在的目录中运行：";
    check_parts => "The parts of this page", "本页的各个部分";
    check_parts_help => "These hashes were computed just now, in the page, over what the browser runs. Compare them between two copies, or with those of a build of your own.", "这些哈希值是刚刚在页面内对浏览器实际运行的内容计算得出的。可以在两份副本之间比较，或与您自己构建的版本比较。";
    part => "Part", "部分";
    part_wasm => "WebAssembly", "WebAssembly 模块";
    part_script => "Script", "脚本";
    part_style => "Style sheet", "样式表";
    computing => "Computing …", "正在计算……";
    check_stored => "What is kept", "保存的内容";
    check_stored_help => "Language and theme, in this browser. Files, certificates and keys live in the memory of this tab only: \"Forget everything\" or closing the tab ends them.", "仅在此浏览器中保存语言和主题。文件、证书和私钥只存在于此标签页的内存中：“全部清除”或关闭标签页即告消失。";
    about => "About this copy", "关于此副本";
    built => "Built", "构建日期";
    newest_release => "Newest kubeadm", "支持的最新 kubeadm";
}
