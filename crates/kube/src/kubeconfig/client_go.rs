//! Loading a kubeconfig as client-go does (`clientcmd.Load`), to the error text: kubeadm prints it (spec section 13).
//!
//! client-go turns YAML into JSON with the keys of every mapping sorted, decodes that into structs, keeps the first
//! fault and goes on, then makes maps of the named lists. So faults are looked for in that order here.

use std::collections::HashSet;

use crate::go_base64;
use crate::yaml::{self, Failure};
use crate::{Kubeconfig, KubeconfigCluster, KubeconfigContext, KubeconfigUser, Tree};

/// Why client-go would not load a kubeconfig. The text is Go's own, except where a variant says otherwise.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KubeconfigError {
    /// The YAML does not parse; the whole text, such as `yaml: line 1: did not find expected node content`.
    #[error("{0}")]
    Yaml(String),
    /// A field of the wrong type; the whole text, beginning with `json: ` or `couldn't get version/kind; `.
    #[error("{0}")]
    Json(String),
    /// A `-data` field is not base64.
    #[error("illegal base64 data at input byte {offset}")]
    Base64 {
        /// Go's offset into the value.
        offset: usize,
    },
    /// Another kind or version. In Go's text follows ` in scheme "pkg/runtime/scheme.go:N"` with a line number that
    /// depends on the release.
    #[error("no kind {kind:?} is registered for version {version:?}")]
    NoKind {
        /// `kind`.
        kind: String,
        /// `apiVersion`.
        version: String,
    },
    /// A name stands twice in a list. Go's text goes on with a dump of the whole list.
    #[error("error converting *[]{from} into *map[string]*api.{to}: duplicate name \"{name}\" in list")]
    DuplicateName {
        /// The Go type of the elements, such as `NamedCluster`.
        from: &'static str,
        /// The Go type of the values, such as `Cluster`.
        to: &'static str,
        /// The name.
        name: String,
    },
}

/// Loads the bytes of a kubeconfig as client-go does. No bytes at all, or no content, is an empty kubeconfig.
///
/// # Errors
/// [`KubeconfigError`] with Go's text.
pub fn load_like_client_go(bytes: impl AsRef<[u8]>) -> Result<Kubeconfig, KubeconfigError> {
    let bytes = bytes.as_ref();
    if bytes.is_empty() {
        return Ok(Kubeconfig::default());
    }
    let document = first_document(bytes).map_err(KubeconfigError::Yaml)?;
    check_kind(&document)?;
    let mut decoder = Decoder::default();
    let config = decoder.config(&document);
    match decoder.fault {
        Some(fault) => Err(fault),
        None => check_names(config),
    }
}

/// What Go's YAML says of bytes that it does not parse, such as `yaml: line 1: did not find expected ',' or ']'`;
/// `None` when it parses them. Only the first document is looked at.
pub fn yaml_error(bytes: &[u8]) -> Option<String> {
    first_document(bytes).err()
}

/// The first document of YAML bytes as Go's YAML reads it.
///
/// # Errors
/// What Go's YAML says, as in [`yaml_error`].
pub fn go_document(bytes: &[u8]) -> Result<Tree, String> {
    first_document(bytes)
}

fn first_document(bytes: &[u8]) -> Result<Tree, String> {
    yaml::first_document(bytes).map_err(|failure| match failure {
        Failure::Bomb => "yaml: document contains excessive aliasing".to_owned(),
        Failure::Parser(error) => match error.to_string().strip_prefix("unknown anchor") {
            Some(_) => format!("yaml: unknown anchor '{}' referenced", anchor(bytes, &error)),
            None => format!("yaml: {}", go_problem(&format!("{error:?}"), &error.to_string())),
        },
    })
}

/// The name of the alias that an error points at.
fn anchor(bytes: &[u8], error: &serde_yaml_ng::Error) -> String {
    let start = error.location().map_or(bytes.len(), |place| place.index());
    let name = bytes.get(start..).unwrap_or_default().strip_prefix(b"*").unwrap_or_default();
    let name = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    name.map(|byte| char::from(*byte)).collect()
}

/// go-yaml's rule (version 2, `parser.fail`): the problem of libyaml, before it the line of the problem, else of the
/// context; counted from 0, but from 1 for problems of the scanner; none when it is 0.
fn go_problem(debug: &str, display: &str) -> String {
    let line = |mark: &str| -> u32 {
        let number = debug.split_once(mark).and_then(|(_, rest)| rest.split_once("line: "));
        number
            .and_then(|(between, rest)| (!between.contains('}')).then_some(rest))
            .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
            .and_then(|digits| digits.parse::<u32>().ok())
            .map_or(0, |line| line.saturating_sub(1))
    };
    let problem = yaml::problem_alone(display);
    match (line("problem_mark: "), line("context_mark: ")) {
        (0, 0) => problem,
        (0, line) => format!("line {line}: {problem}"),
        (line, _) if debug.contains("kind: SCANNER") => format!("line {}: {problem}", line.saturating_add(1)),
        (line, _) => format!("line {line}: {problem}"),
    }
}

fn check_kind(document: &Tree) -> Result<(), KubeconfigError> {
    let unreadable = |rest: String| {
        KubeconfigError::Json(format!("couldn't get version/kind; json parse error: json: cannot unmarshal {rest}"))
    };
    if !matches!(document, Tree::Mapping(_) | Tree::Null) {
        let target =
            r#"struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#;
        return Err(unreadable(format!("{} into Go value of type {target}", document.json_kind())));
    }
    let text = |key: &str| match document.get(key) {
        None | Some(Tree::Null) => Ok(""),
        Some(Tree::Text(text)) => Ok(text.as_str()),
        Some(other) => Err(unreadable(format!("{} into Go struct field .{key} of type string", other.json_kind()))),
    };
    let (version, kind) = (text("apiVersion")?, text("kind")?);
    if version.matches('/').count() > 1 {
        return Err(KubeconfigError::Json(format!("unexpected GroupVersion string: {version}")));
    }
    let version = if version.is_empty() || version == "/" { "v1" } else { version };
    let kind = if kind.is_empty() { "Config" } else { kind };
    if version == "v1" && kind == "Config" {
        Ok(())
    } else {
        Err(KubeconfigError::NoKind { kind: kind.to_owned(), version: version.to_owned() })
    }
}

/// client-go makes maps of the lists in this order; a name given twice is refused.
fn check_names(config: Kubeconfig) -> Result<Kubeconfig, KubeconfigError> {
    fn twice<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
        let mut seen = HashSet::new();
        names.into_iter().find(|name| !seen.insert(*name)).map(str::to_owned)
    }
    let lists = [
        ("NamedCluster", "Cluster", twice(config.clusters.iter().map(|c| c.name.as_str()))),
        ("NamedAuthInfo", "AuthInfo", twice(config.users.iter().map(|u| u.name.as_str()))),
        ("NamedContext", "Context", twice(config.contexts.iter().map(|c| c.name.as_str()))),
    ];
    for (from, to, name) in lists {
        if let Some(name) = name {
            return Err(KubeconfigError::DuplicateName { from, to, name });
        }
    }
    Ok(config)
}

/// Decodes as encoding/json does: the first fault is kept, the rest still decoded.
#[derive(Default)]
struct Decoder {
    fault: Option<KubeconfigError>,
}

/// Where a field stands: the Go struct, and the path from the top.
#[derive(Clone, Copy)]
struct At<'a> {
    structure: &'a str,
    path: &'a str,
}

impl At<'_> {
    fn wrong(self, key: &str, found: &Tree, wanted: &str) -> KubeconfigError {
        let (structure, path, found) = (self.structure, self.path, found.json_kind());
        let text =
            format!("json: cannot unmarshal {found} into Go struct field {structure}.{path}{key} of type {wanted}");
        KubeconfigError::Json(text)
    }
}

impl Decoder {
    fn note(&mut self, fault: KubeconfigError) {
        self.fault.get_or_insert(fault);
    }

    fn config(&mut self, document: &Tree) -> Kubeconfig {
        let top = At { structure: "Config", path: "" };
        let clusters = self.list(document, "clusters", "[]v1.NamedCluster");
        let clusters = clusters.iter().map(|entry| self.cluster(entry)).collect();
        let contexts = self.list(document, "contexts", "[]v1.NamedContext");
        let contexts = contexts.iter().map(|entry| self.context(entry)).collect();
        let current_context = self.text(document, "current-context", top).unwrap_or_default();
        self.mapping(document, "preferences", top, "v1.Preferences");
        let users = self.list(document, "users", "[]v1.NamedAuthInfo");
        let users = users.iter().map(|entry| self.user(entry)).collect();
        Kubeconfig { clusters, contexts, users, current_context }
    }

    fn cluster(&mut self, entry: &Tree) -> KubeconfigCluster {
        let at = At { structure: "Cluster", path: "clusters.cluster." };
        let named = At { structure: "NamedCluster", path: "clusters." };
        let cluster = self.structure(entry, "cluster", named, "v1.Cluster", "clusters", "v1.NamedCluster");
        let certificate_authority = self.text(cluster, "certificate-authority", at);
        let certificate_authority_data = self.bytes(cluster, "certificate-authority-data", at);
        let insecure_skip_tls_verify = self.boolean(cluster, "insecure-skip-tls-verify", at);
        let server = self.text(cluster, "server", at).unwrap_or_default();
        let name = self.text(entry, "name", named).unwrap_or_default();
        KubeconfigCluster { name, server, certificate_authority, certificate_authority_data, insecure_skip_tls_verify }
    }

    fn context(&mut self, entry: &Tree) -> KubeconfigContext {
        let at = At { structure: "Context", path: "contexts.context." };
        let named = At { structure: "NamedContext", path: "contexts." };
        let context = self.structure(entry, "context", named, "v1.Context", "contexts", "v1.NamedContext");
        let cluster = self.text(context, "cluster", at).unwrap_or_default();
        let namespace = self.text(context, "namespace", at).unwrap_or_default();
        let user = self.text(context, "user", at).unwrap_or_default();
        let name = self.text(entry, "name", named).unwrap_or_default();
        KubeconfigContext { name, cluster, user, namespace }
    }

    fn user(&mut self, entry: &Tree) -> KubeconfigUser {
        let at = At { structure: "AuthInfo", path: "users.user." };
        let named = At { structure: "NamedAuthInfo", path: "users." };
        let name = self.text(entry, "name", named).unwrap_or_default();
        let user = self.structure(entry, "user", named, "v1.AuthInfo", "users", "v1.NamedAuthInfo");
        self.mapping(user, "auth-provider", at, "v1.AuthProviderConfig");
        let client_certificate = self.text(user, "client-certificate", at);
        let client_certificate_data = self.bytes(user, "client-certificate-data", at);
        let client_key = self.text(user, "client-key", at);
        let has_client_key_data = self.bytes(user, "client-key-data", at).is_some();
        self.mapping(user, "exec", at, "v1.ExecConfig");
        let password = self.text(user, "password", at).is_some();
        let token = self.text(user, "token", at).is_some();
        let token_file = self.text(user, "tokenFile", at).is_some();
        let username = self.text(user, "username", at).is_some() || password;
        let has = |key: &str| user.get(key).is_some_and(|value| !value.is_null());
        let others = [("exec", has("exec")), ("auth-provider", has("auth-provider")), ("username", username)];
        KubeconfigUser {
            name,
            client_certificate,
            client_certificate_data,
            client_key,
            has_client_key_data,
            has_token: token || token_file,
            other: others.into_iter().filter(|(_, there)| *there).map(|(key, _)| key.to_owned()).collect(),
        }
    }

    fn list<'a>(&mut self, document: &'a Tree, key: &str, wanted: &str) -> &'a [Tree] {
        match document.get(key) {
            None | Some(Tree::Null) => &[],
            Some(Tree::Sequence(elements)) => elements,
            Some(other) => {
                self.note(At { structure: "Config", path: "" }.wrong(key, other, wanted));
                &[]
            }
        }
    }

    /// The struct below a named entry; both the entry and the struct have to be mappings.
    fn structure<'a>(
        &mut self,
        entry: &'a Tree,
        key: &str,
        named: At<'_>,
        wanted: &str,
        list: &str,
        element: &str,
    ) -> &'a Tree {
        if !matches!(entry, Tree::Mapping(_) | Tree::Null) {
            self.note(At { structure: "Config", path: "" }.wrong(list, entry, element));
        }
        match entry.get(key) {
            None => &Tree::Null,
            Some(tree @ (Tree::Null | Tree::Mapping(_))) => tree,
            Some(other) => {
                self.note(named.wrong(key, other, wanted));
                &Tree::Null
            }
        }
    }

    /// A mapping that is not looked into.
    fn mapping(&mut self, tree: &Tree, key: &str, at: At<'_>, wanted: &str) {
        if let Some(other) = tree.get(key).filter(|value| !matches!(value, Tree::Null | Tree::Mapping(_))) {
            self.note(at.wrong(key, other, wanted));
        }
    }

    /// A text that is not empty.
    fn text(&mut self, tree: &Tree, key: &str, at: At<'_>) -> Option<String> {
        match tree.get(key)? {
            Tree::Null => None,
            Tree::Text(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            other => {
                self.note(at.wrong(key, other, "string"));
                None
            }
        }
    }

    fn boolean(&mut self, tree: &Tree, key: &str, at: At<'_>) -> bool {
        match tree.get(key) {
            None | Some(Tree::Null) => false,
            Some(Tree::Boolean(value)) => *value,
            Some(other) => {
                self.note(at.wrong(key, other, "bool"));
                false
            }
        }
    }

    /// Bytes from base64 that are not empty.
    fn bytes(&mut self, tree: &Tree, key: &str, at: At<'_>) -> Option<Vec<u8>> {
        match tree.get(key)? {
            Tree::Null => None,
            Tree::Text(text) => match go_base64::decode(text) {
                Ok(bytes) => Some(bytes).filter(|bytes| !bytes.is_empty()),
                Err(offset) => {
                    self.note(KubeconfigError::Base64 { offset });
                    None
                }
            },
            other => {
                self.note(at.wrong(key, other, "[]uint8"));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        load_like_client_go(text).unwrap_err().to_string()
    }

    #[test]
    fn faults_have_the_text_of_go() {
        let cases = [
            ("\tnot: [yaml", "yaml: found character that cannot start any token"),
            ("a: [b\n", "yaml: line 1: did not find expected ',' or ']'"),
            ("a: [", "yaml: line 1: did not find expected node content"),
            ("a: b\nc: d: e\n", "yaml: line 2: mapping values are not allowed in this context"),
            ("a:\n- b:\n    c: d\n   e: f\n  ", "yaml: line 3: did not find expected key"),
            ("a: b\nc", "yaml: line 3: could not find expected ':'"),
            (
                "preferences: 5\n",
                "json: cannot unmarshal number into Go struct field Config.preferences of type v1.Preferences",
            ),
            ("a: *nope\n", "yaml: unknown anchor 'nope' referenced"),
            ("a: \u{1}\n", "yaml: control characters are not allowed"),
            ("apiVersion: v2\nkind: Config\n", "no kind \"Config\" is registered for version \"v2\""),
            ("apiVersion: v1\nkind: Foo\n", "no kind \"Foo\" is registered for version \"v1\""),
            (
                "hello\n",
                "couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type \
                 struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \
                 \"json:\\\"kind,omitempty\\\"\" }",
            ),
            (
                "clusters: x\n",
                "json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster",
            ),
            (
                "users: [{name: a, user: {client-key: 5}}]\n",
                "json: cannot unmarshal number into Go struct field AuthInfo.users.user.client-key of type string",
            ),
            ("clusters: [{cluster: {certificate-authority-data: '@@@'}}]\n", "illegal base64 data at input byte 0"),
            (
                "users: [{user: {client-certificate-data: YQ==, client-key-data: Y@}}]\n",
                "illegal base64 data at input byte 1",
            ),
            (
                "clusters: [{name: a}, {name: a}]\n",
                "error converting *[]NamedCluster into *map[string]*api.Cluster: duplicate name \"a\" in list",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(error(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_client_go_takes_is_taken() {
        for text in ["", "\n", "# nothing\n", "{}", "{\"apiVersion\":\"v1\",\"kind\":\"Config\"}", "clusters: null\n"] {
            assert_eq!(load_like_client_go(text), Ok(Kubeconfig::default()), "{text:?}");
        }
        // A tag with nothing behind it is an empty value, and only the first document counts.
        let config =
            load_like_client_go("users:\n- name: a\n  user:\n    client-certificate-data: !LS0t\n---\n\t[").unwrap();
        assert_eq!(config.users[0].client_certificate_data, None);
    }
}
