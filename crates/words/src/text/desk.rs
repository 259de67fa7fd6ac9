//! The screens of the signing desk: requests, signing, approval, taking back, authorities.

use crate::Text;
use crate::say::{pick, say};
use crate::text::texts;

texts! {
    act => "Act", "操作";
    nav_request => "Request", "创建请求";
    nav_sign => "Sign", "签名";
    nav_approve => "Approve", "批准";
    nav_return => "Take back", "取回证书";
    nav_authority => "Make a CA", "创建 CA";

    desk_request => "Make a request", "创建证书签名请求";
    desk_request_help => "A private key and a certificate signing request (CSR), made in this page.", "在本页中生成私钥和证书签名请求（CSR）。";
    what_for => "What it is for", "用途";
    what_for_help => "It fills in subject, names and usages. Everything can be changed.", "据此填入主体、名称和用途，均可修改。";
    of_kubeadm => "kubeadm's certificates", "kubeadm 的证书";
    of_kubernetes => "Kubernetes", "Kubernetes 用户与节点";
    outside_kubernetes => "Outside Kubernetes", "Kubernetes 之外";
    for_node => "For the node", "所属节点";
    no_node => "no node: fill in by hand", "无节点：手动填写";
    for_node_help => "Names and addresses come from the node's kubeadm configuration.", "名称和地址取自该节点的 kubeadm 配置。";
    whom_it_names => "Whom it names", "主体与名称";
    attribute => "Attribute", "属性";
    value => "Value", "值";
    add_attribute => "Add an attribute", "添加属性";
    alternative_names => "Subject alternative names", "主体备用名称（SAN）";
    alternative_names_help => "DNS names, addresses, e-mail addresses, URIs. The kind is told by the form; the prefixes DNS:, IP:, email: and URI: force it. Several at once can be pasted.", "DNS 名称、IP 地址、电子邮件地址、URI。类型按写法判断，也可用前缀 DNS:、IP:、email:、URI: 指定。可一次粘贴多个。";
    no_names => "No names yet.", "尚无名称。";
    add_name => "Add a name", "添加名称";
    email => "e-mail", "电子邮件";
    usages => "Usages", "密钥用途";
    usages_help => "By Kubernetes' names. The CA decides; a request can only ask.", "使用 Kubernetes 的名称。最终由 CA 决定，请求只能提出申请。";
    more_usages => "Further usages", "其他用途";
    ask_for_usages => "Ask for them inside the CSR, too", "同时写入 CSR";
    ask_for_usages_help => "kubeadm does not, and the usual signers set them without looking.", "kubeadm 不写入，常见的签名者也会自行设定。";
    its_key => "Private key", "私钥";
    new_key => "A new key", "新私钥";
    held_key => "One that was dropped", "已拖入的私钥";
    key_form => "Written as", "写入格式";
    form_kubeadm => "As kubeadm writes it", "与 kubeadm 相同";
    form_encrypted => "Encrypted PKCS#8", "加密的 PKCS#8";
    form_kubeadm_help => "PKCS#1 for RSA, SEC1 for ECDSA, not encrypted: what Kubernetes programs read.", "RSA 用 PKCS#1，ECDSA 用 SEC1，不加密：Kubernetes 程序可直接读取。";
    form_pkcs8_help => "One form for all kinds of keys, not encrypted.", "适用于各种私钥的统一格式，不加密。";
    form_encrypted_help => "AES-256 under a passphrase. Kubernetes programs cannot read it: decrypt it before use.", "以口令保护的 AES-256。Kubernetes 程序无法读取，使用前须解密。";
    passphrase => "Passphrase", "口令";
    passphrase_again => "Passphrase again", "再次输入口令";
    passphrase_differs => "The two passphrases are not the same.", "两次输入的口令不一致。";
    not_here_any_more => "A key or a file that it needs is not here any more. Drop it again.", "所需的私钥或文件已不在此处。请再次拖入。";
    passphrase_missing => "An encrypted key needs a passphrase.", "加密私钥需要口令。";
    held_key_help => "It is not written again: it is yours already.", "不会再次写出：您已持有它。";
    manifest => "Kubernetes manifest", "Kubernetes 清单";
    manifest_wish => "Also write a CertificateSigningRequest manifest", "同时写出 CertificateSigningRequest 清单";
    manifest_help => "For kubectl apply: a signer inside the cluster then answers the request.", "用于 kubectl apply：由集群中的签名者处理该请求。";
    manifest_name => "Name of the object", "对象名称";
    signer_name => "Signer", "签名者";
    expiration_seconds => "Wished duration in seconds", "期望有效期（秒）";
    expiration_seconds_help => "At least 600. Left empty, the signer decides.", "至少 600。留空则由签名者决定。";
    comes_out => "What comes out", "将生成的文件";
    base_name => "Path and name, without ending", "路径与名称（不含扩展名）";
    make_it => "Make key and request", "生成私钥和请求";
    make_request_only => "Make the request", "生成请求";
    same_by_commands => "The same by commands", "等效命令";
    same_by_commands_help => "What kubeadm, openssl or kubectl would need to make the same on a node.", "在节点上用 kubeadm、openssl 或 kubectl 完成同样操作的命令。";
    opened_faults => "The request cannot be made like this yet.", "目前还不能生成此请求。";
    making => "Making keys", "正在生成私钥";
    signing_now => "Signing", "正在签名";

    made => "Made, not saved yet", "已生成，尚未保存";
    made_help => "The files are in this tab's memory only. Save them before you close it.", "文件只在此标签页的内存中。关闭前请保存。";
    made_saved => "Made and saved", "已生成并保存";
    download => "Download", "下载";
    download_tar => "Download .tar.gz", "下载 .tar.gz";
    download_zip => "Download .zip", "下载 .zip";
    tar_help => "The .tar.gz keeps the modes (0600 for keys). A .zip loses them: set them by hand after unpacking.", ".tar.gz 保留文件权限（私钥为 0600）。.zip 会丢失权限：解压后须手动设置。";
    file_mode => "Mode", "权限";
    sign_it_here => "Sign it here", "在此签名";
    keep_the_key => "The private key is shown to nobody: send only the .csr to whoever signs.", "私钥请勿交给任何人：只把 .csr 发给签名方。";

    desk_sign => "Sign requests", "签署证书签名请求";
    desk_sign_help => "With a CA key that stays on this machine.", "使用留在本机的 CA 私钥。";
    sign_empty => "No request was dropped yet", "尚未拖入请求";
    sign_empty_help => "Drop certificate signing requests: files, a folder of kubeadm certs generate-csr, or what kubectl get csr -o yaml printed. And the CA: its certificate and its private key.", "请拖入证书签名请求：单个文件、kubeadm certs generate-csr 生成的文件夹，或 kubectl get csr -o yaml 的输出；以及 CA 的证书和私钥。";
    which_requests => "Requests", "请求";
    choose_all => "Choose all", "全选";
    becomes => "Becomes", "签发为";
    state => "State", "状态";
    how_to_sign => "How", "签名方式";
    by_which_authority => "Certificate authority", "证书颁发机构";
    by_role => "By the role of each request", "按各请求的角色";
    by_role_help => "ca, etcd-ca or front-proxy-ca of the cluster it belongs to.", "使用所属集群的 ca、etcd-ca 或 front-proxy-ca。";
    no_authority_here => "No CA certificate was dropped.", "未拖入 CA 证书。";
    authority_key_missing => "Its private key is not here. Drop it beside the certificate; when it is encrypted, its passphrase is asked for here.", "其私钥不在这里。请与证书一并拖入；若已加密，会在此询问口令。";
    key_missing => "key not here", "缺少私钥";
    profile => "Profile", "配置";
    profile_of_kubeadm => "A role of kubeadm", "kubeadm 角色";
    profile_of_signers => "A signer of Kubernetes", "Kubernetes 签名者";
    profile_other => "Other", "其他";
    other_signer => "another signer …", "其他签名者……";
    subordinate => "A CA below this one", "下级 CA";
    free_profile => "Free", "自定义";
    path_length => "CAs allowed below it", "允许的下级 CA 层数";
    path_length_none => "no limit", "不限";
    passing_extensions => "Extensions that may pass, by OID", "允许保留的扩展（OID）";
    passing_help => "Dotted OIDs, separated by blanks. All other extensions of the request are dropped.", "以空格分隔的 OID。请求中的其他扩展均不保留。";
    validity => "Validity", "有效期";
    validity_default => "As the profile says", "按配置";
    validity_days => "Days from now", "从现在起的天数";
    validity_dates => "From and to", "起止时间";
    valid_from => "From", "生效时间";
    valid_to => "To", "到期时间";
    days => "Days", "天数";
    as_it_will_be => "As it will be", "签发后的证书";
    as_it_will_be_help => "Nothing is signed yet.", "尚未签名。";
    preview_part => "Part", "部分";
    in_request => "Request", "请求";
    in_certificate => "Certificate", "证书";
    taken_over => "taken over", "保留";
    added => "added by the CA", "由 CA 添加";
    dropped => "dropped", "不保留";
    to_confirm => "To confirm first", "需先确认";
    to_confirm_help => "Each says what is unusual. Tick it only when that is what you want.", "以下各项不同寻常。确属所需时再勾选。";
    ready => "Ready", "可签名";
    wants_confirmation => "To confirm", "待确认";
    refused => "Refused", "拒绝签名";
    choose_requests => "Choose at least one request.", "请至少选择一个请求。";
    usages_without_manifest => "Usages of requests that came without a manifest", "未附清单的请求的密钥用途";
    no_lines => "Nothing would be issued.", "不会签发任何内容。";
    signed_here => "Signed, not saved yet", "已签名，尚未保存";

    desk_approve => "Approve requests of the cluster", "批准集群的证书签名请求";
    desk_approve_help => "What kubectl get csr lists, judged row by row.", "逐行评判 kubectl get csr 列出的请求。";
    approve_empty => "Drop what kubectl printed", "拖入 kubectl 的输出";
    approve_empty_help => "Run these where kubectl works, and drop the two files here. The nodes are for comparing names and addresses.", "在可用 kubectl 的机器上运行以下命令，再把两个文件拖到此处。节点列表用于核对名称和地址。";
    get_requests => "The requests", "证书签名请求";
    get_nodes => "The nodes", "节点";
    nodes_missing => "No Nodes were dropped, so names and addresses cannot be compared with real ones.", "未拖入节点列表，无法核对名称和地址。";
    judgement => "JUDGEMENT", "评判";
    as_kubectl => "Copy as kubectl prints it", "按 kubectl 的格式复制";
    for_the_chosen => "For the chosen rows", "对所选的行";
    approve => "Approve", "批准";
    deny => "Deny", "驳回";
    choose_rows => "Choose rows to get the commands.", "选择行后显示命令。";
    sign_these => "Sign these here", "在此签名";
    sign_these_help => "The CA's key is here: sign with the signer's own rules. The certificate goes into status.certificate of the manifest.", "CA 私钥在此：可按签名者自身的规则签名，证书写入清单的 status.certificate。";
    approve_bad => "Some of the chosen rows should not be approved.", "所选的行中有不应批准的请求。";
    approve_open => "Some of the chosen rows could not be judged in full.", "所选的行中有无法完整评判的请求。";
    checklist => "Checklist", "检查清单";
    signer_would_refuse => "After approval the signer would refuse it:", "批准之后，签名者会拒绝：";
    api_would_refuse => "The API server would not accept it:", "API 服务器不会接受：";
    requestor => "Asked by", "请求者";
    groups => "Groups", "用户组";
    created_at => "Created", "创建时间";
    show_request => "Show the request itself", "查看请求本身";
    good_to_know => "Good to know", "须知";
    what_signers_say => "What the usual signers would say", "常见签名者的看法";
    nothing_unusual => "Nothing in it is unusual.", "没有不寻常之处。";
    nothing_against => "Nothing speaks against it.", "没有发现问题。";

    desk_return => "Take certificates back", "取回已签名的证书";
    desk_return_help => "Certificates that somebody else signed, checked against key and request, and put in their place.", "核对他人签署的证书与私钥、请求是否一致，并放到正确的位置。";
    return_empty => "No certificate has come back yet", "尚无取回的证书";
    return_empty_help => "Drop the certificates that were signed elsewhere, together with the requests and keys they belong to: the folder of kubeadm certs generate-csr, for example.", "请拖入在别处签署的证书，以及对应的请求和私钥，例如 kubeadm certs generate-csr 生成的文件夹。";
    goes_to => "goes to", "放入";
    no_place => "no place for it is known", "没有找到应放入的位置";
    all_checks_hold => "All checks hold", "全部检查通过";
    put_in_place => "Put in place", "放入对应位置";
    what_openssl_loses => "Plain openssl x509 -req copies nothing of a request but subject and key. Names and usages are lost unless the CA adds them: use -copy_extensions copy (OpenSSL 3.0 or newer) or -extfile.", "直接使用 openssl x509 -req 只会保留请求中的主体和公钥。除非 CA 另行添加，否则名称和密钥用途会丢失：请使用 -copy_extensions copy（OpenSSL 3.0 及以上）或 -extfile。";
    place_found => "found in", "位于";

    desk_authority => "Make a certificate authority", "创建证书颁发机构";
    desk_authority_help => "A root that signs itself, or one below a CA that was dropped.", "自签名的根 CA，或已拖入的 CA 的下级 CA。";
    who_signs_it => "Who signs it", "由谁签署";
    signs_itself => "Itself: a root", "自签名：根 CA";
    profile_kubeadm => "As kubeadm makes it", "与 kubeadm 相同";
    profile_general => "General", "通用";
    profile_general_help => "What RFC 5280 asks of a CA: keyCertSign and cRLSign, a key identifier, no names.", "按 RFC 5280 对 CA 的要求：keyCertSign 和 cRLSign、密钥标识符，不含名称。";
    path_length_or_none => "CAs allowed below it; empty for no limit", "允许的下级 CA 层数（留空为不限）";
    make_authority => "Make the CA", "创建 CA";
    subject_of_authority => "Its name", "名称";
}

impl Text {
    /// How the profile of kubeadm is explained.
    pub fn profile_kubeadm_help(self, release: &str) -> String {
        say!(
            self.0,
            "Extensions, serial number and dates as kubeadm {release} makes them.",
            "扩展、序列号和日期与 kubeadm {release} 生成的一致。"
        )
    }

    /// A key that was dropped, in a list of keys.
    pub fn key_held(self, key: &str, place: &str) -> String {
        say!(self.0, "{key} in {place}", "{key}，位于 {place}")
    }

    /// How far the making of keys is.
    pub fn making_count(self, done: u32, total: u32) -> String {
        say!(self.0, "{done} of {total} made", "已完成 {done} / {total}")
    }

    /// How long something will take, in seconds.
    pub fn seconds_left(self, seconds: u64) -> String {
        say!(self.0, "about {seconds} s left", "约剩 {seconds} 秒")
    }

    /// The button that signs.
    pub fn sign_count(self, requests: usize) -> String {
        match requests {
            1 => pick!(self.0, "Sign 1 request", "签署 1 个请求").to_owned(),
            _ => say!(self.0, "Sign {requests} requests", "签署 {requests} 个请求"),
        }
    }

    /// Who would sign.
    pub fn by_authority(self, authority: &str) -> String {
        say!(self.0, "by {authority}", "由 {authority} 签署")
    }

    /// How many of the requests are chosen.
    pub fn chosen_count(self, chosen: usize, total: usize) -> String {
        say!(self.0, "{chosen} of {total} chosen", "已选 {chosen} / {total}")
    }

    /// How many will be left out.
    pub fn left_out(self, refused: usize) -> String {
        match refused {
            1 => pick!(self.0, "1 is refused and left out", "1 个被拒绝，将跳过").to_owned(),
            _ => say!(self.0, "{refused} are refused and left out", "{refused} 个被拒绝，将跳过"),
        }
    }

    /// How many requests a caution concerns.
    pub fn concerns(self, requests: usize) -> String {
        match requests {
            1 => pick!(self.0, "1 request", "1 个请求").to_owned(),
            _ => say!(self.0, "{requests} requests", "{requests} 个请求"),
        }
    }

    /// How many were not signed.
    pub fn not_signed(self, refused: usize) -> String {
        match refused {
            1 => pick!(self.0, "1 request was not signed", "1 个请求未签名").to_owned(),
            _ => say!(self.0, "{refused} requests were not signed", "{refused} 个请求未签名"),
        }
    }

    /// The name of a choice in a list of things to choose.
    pub fn choose_what(self, what: &str) -> String {
        say!(self.0, "Choose {what}", "选择 {what}")
    }

    /// The field of an attribute's value.
    pub fn value_of(self, attribute: &str) -> String {
        say!(self.0, "Value of {attribute}", "{attribute} 的值")
    }

    /// The field of a name.
    pub fn name_number(self, number: usize) -> String {
        say!(self.0, "Name {number}", "名称 {number}")
    }

    /// The button that downloads a file.
    pub fn download_what(self, path: &str) -> String {
        say!(self.0, "Download {path}", "下载 {path}")
    }

    /// How many files were made.
    pub fn files_made(self, files: usize) -> String {
        match files {
            1 => pick!(self.0, "1 file", "1 个文件").to_owned(),
            _ => say!(self.0, "{files} files", "{files} 个文件"),
        }
    }

    /// How many checks do not hold.
    pub fn checks_fail(self, failed: usize) -> String {
        match failed {
            1 => pick!(self.0, "1 check fails", "1 项检查未通过").to_owned(),
            _ => say!(self.0, "{failed} checks fail", "{failed} 项检查未通过"),
        }
    }

    /// How many checks cannot be told.
    pub fn checks_open(self, open: usize) -> String {
        match open {
            1 => pick!(self.0, "1 check is open", "1 项无法判断").to_owned(),
            _ => say!(self.0, "{open} checks are open", "{open} 项无法判断"),
        }
    }

    /// The button that puts certificates in their place.
    pub fn put_count(self, certificates: usize) -> String {
        match certificates {
            1 => pick!(self.0, "Put 1 in place", "放入 1 个证书").to_owned(),
            _ => say!(self.0, "Put {certificates} in place", "放入 {certificates} 个证书"),
        }
    }

    /// A file that wants a passphrase.
    pub fn locked_file(self, path: &str) -> String {
        say!(self.0, "{path} is encrypted.", "{path} 已加密。")
    }

    /// A failure in making something.
    pub fn making_failed(self, reason: &str) -> String {
        say!(self.0, "It was not made: {reason}", "未能生成：{reason}")
    }
}
