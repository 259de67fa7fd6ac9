//! The empty page, dropping, choosing and pasting, and what can go wrong with them.

use crate::Text;
use crate::say::say;
use crate::text::texts;

texts! {
    hero => "See when every certificate of your cluster ends.", "看清集群的每一张证书何时到期。";
    hero_help => "Drop /etc/kubernetes here and read the tables that kubeadm prints. Everything is computed in this page; nothing leaves this machine.", "把 /etc/kubernetes 拖到这里，读到与 kubeadm 相同的表格。所有计算都在本页内完成，没有任何内容离开这台机器。";
    drop_here => "Drop files, folders or archives", "将文件、文件夹或归档拖放到此处";
    drop_help => "Certificates, kubeconfigs, Secrets, requests, keys; .tar, .tar.gz, .zip; several nodes at once", "证书、kubeconfig、Secret、CSR、私钥；.tar、.tar.gz、.zip；多个节点可以一起拖入";
    let_go => "Let go to read them here", "松开即可在此读取";
    add_files => "Add files", "添加文件";
    choose_folder => "Choose a folder", "选择文件夹";
    choose_files => "Choose files", "选择文件";
    paste_text => "Paste text", "粘贴文本";
    paste_help => "PEM, a kubeconfig, YAML or JSON of Kubernetes objects, or base64 of any of these. Ctrl+V anywhere on the page works too.", "PEM、kubeconfig、Kubernetes 对象的 YAML 或 JSON，或其中任何一种的 base64。在页面任意处按 Ctrl+V 也可以。";
    read_it => "Read it", "读取";
    try_sample => "Try a sample cluster", "试用示例集群";
    pack_title => "Pack a node", "打包节点";
    pack_help => "A browser can neither read root's files nor follow symbolic links. This command packs what matters on a node; copy the archive here and drop it.", "浏览器读不到仅 root 可读的文件，也看不到符号链接。此命令将节点上的相关文件打包；把归档复制过来，拖放到此处即可。";
    without_keys => "Without private keys", "不含私钥";
    with_keys => "With private keys", "包含私钥";
    pack_without_keys_help => "Leaves out key files, embedded keys and tokens. Enough to read every table; whether a CA key lies on the node must then be declared by hand.", "不含密钥文件、嵌入的私钥和令牌。足以读出所有表格；但节点上是否有 CA 私钥需要手动声明。";
    pack_with_keys_help => "The archive then holds the cluster's private keys: only root may read it, and it should be deleted after use.", "归档中含有集群的私钥：仅 root 可读，用后应当删除。";
    point_tables => "The same tables", "相同的表格";
    point_tables_help => "Rows, names and order of kubeadm certs check-expiration, of 1.20 to 1.37; then what kubeadm does not show.", "与 kubeadm certs check-expiration 相同的行、名称和顺序，覆盖 1.20 到 1.37；还有 kubeadm 不显示的内容。";
    point_offline => "Without a network", "无需网络";
    point_offline_help => "The page is one HTML file. On a USB stick it opens by double click, on a machine that has never been online.", "本页只是一个 HTML 文件。放进 U 盘，在从未联网的机器上双击即可打开。";
    point_check => "Do not trust, check", "无需信任，自行验证";
    point_check_help => "The page's policy forbids every connection, and it shows the hashes of its own parts.", "页面策略禁止一切连接，并显示自身各部分的哈希值。";
    nothing_dropped => "There was nothing in it that could be read: no file, no folder, no text.", "其中没有可以读取的内容：没有文件、文件夹或文本。";
    password => "Password", "密码";
    unlock => "Unlock", "解锁";
    newer_state => "A newer state", "较新的状态";
    another_node => "Another node", "另一个节点";
}

impl Text {
    /// The browser keeps a dropped folder to itself.
    pub fn folder_kept(self, name: &str) -> String {
        say!(
            self.0,
            "The browser does not hand over the dropped folder {name} to a page opened from a file. Choose it instead, or pack \
             the node with this command and drop the archive.",
            "对于从文件打开的页面，浏览器不交出拖入的文件夹 {name}。请改为“选择文件夹”，或用此命令打包节点并拖入归档。"
        )
    }

    /// A part of a drop could not be listed.
    pub fn drop_unreadable(self, path: &str, reason: &str) -> String {
        say!(
            self.0,
            "{path} could not be read: {reason}. Files that only root may read must be packed on the node first.",
            "无法读取 {path}：{reason}。仅 root 可读的文件需要先在节点上打包。"
        )
    }

    /// A file brought a worker down.
    pub fn worker_lost(self, path: &str, reason: &str) -> String {
        say!(
            self.0,
            "Reading {path} failed inside the program: {reason}. It has a row of its own; everything else was read. This is a \
             fault of KubeCerts.",
            "读取 {path} 时程序内部出错：{reason}。该文件单独列为一行，其余内容均已读取。这是 KubeCerts 的缺陷。"
        )
    }

    /// The owner of the workspace went down.
    pub fn owner_lost(self, reason: &str) -> String {
        say!(
            self.0,
            "The program that held the files ended ({reason}); everything is being read again.",
            "保存文件的程序已终止（{reason}）；正在重新读取所有内容。"
        )
    }

    /// The owner goes down again and again.
    pub fn gave_up(self, reason: &str) -> String {
        say!(
            self.0,
            "The program ends again and again with these files ({reason}). Forget everything, then drop them in smaller parts to \
             find the one at fault.",
            "处理这些文件时程序反复终止（{reason}）。请全部清除，然后分批拖入，以找出有问题的文件。"
        )
    }

    /// The field for a password.
    pub fn password_for(self, path: &str) -> String {
        say!(self.0, "Password for {path}", "{path} 的密码")
    }
}
