//! A kubeconfig in the very form in which kubeadm writes one (spec section 2.2).

use zeroize::Zeroizing;

use crate::{Tree, yaml};

/// Keys of a kubeconfig that kubeadm writes, in their order; `preferences` apart.
const TOP: [&str; 6] = ["apiVersion", "clusters", "contexts", "current-context", "kind", "users"];
/// Lists with the key of what each entry holds beside its name, and the keys in there.
const LISTS: [(&str, &str, &[&str]); 3] = [
    ("clusters", "cluster", &["certificate-authority", "certificate-authority-data", "server"]),
    ("contexts", "context", &["cluster", "namespace", "user"]),
    ("users", "user", &["client-certificate", "client-certificate-data", "client-key", "client-key-data", "token"]),
];

/// The text that kubeadm would write of this document: keys in the order of the alphabet, lists by name, base64 in one
/// line, with the line `preferences: {}` as up to 1.33 or without it.
///
/// `None` where the document holds anything that kubeadm does not write itself, or a text that would need quotes: such
/// a file is edited in place ([`crate::edit`]), so that nothing of it is lost.
pub fn as_kubeadm_writes(document: &Tree, preferences: bool) -> Option<Zeroizing<String>> {
    let known = |key: &str| TOP.contains(&key) || key == "preferences";
    if !document.entries().iter().all(|(key, _)| known(key)) {
        return None;
    }
    let mut text = Zeroizing::new(String::new());
    for key in TOP {
        let value = document.get(key)?;
        if key == "users" && preferences {
            text.push_str("preferences: {}\n");
        }
        match LISTS.iter().find(|(list, ..)| *list == key) {
            Some((_, inner, keys)) => list(&mut text, key, inner, keys, value)?,
            None => line(&mut text, "", key, value)?,
        }
    }
    let empty = document.get("preferences").is_none_or(|found| *found == Tree::Mapping(Vec::new()));
    empty.then_some(text)
}

fn list(text: &mut Zeroizing<String>, key: &str, inner: &str, keys: &[&str], value: &Tree) -> Option<()> {
    let name = |entry: &Tree| entry.get("name").and_then(Tree::as_text).map(str::to_owned);
    let mut entries: Vec<&Tree> = value.elements().iter().collect();
    if entries.is_empty() {
        return None;
    }
    pki::order::sort_by(&mut entries, |one, other| name(one).cmp(&name(other)));
    text.push_str(key);
    text.push_str(":\n");
    for entry in entries {
        if entry.entries().len() != 2 {
            return None;
        }
        let (name, held) = (entry.get("name")?, entry.get(inner)?);
        if !held.entries().iter().all(|(key, _)| keys.contains(&key.as_str())) || held.entries().is_empty() {
            return None;
        }
        // `cluster` and `context` stand before `name` in the alphabet, `user` behind it.
        let name_first = "name" < inner;
        if name_first {
            line(text, "- ", "name", name)?;
        }
        text.push_str(if name_first { "  " } else { "- " });
        text.push_str(inner);
        text.push_str(":\n");
        for key in keys {
            if let Some(value) = held.get(key) {
                line(text, "    ", key, value)?;
            }
        }
        if !name_first {
            line(text, "  ", "name", name)?;
        }
    }
    Some(())
}

fn line(text: &mut Zeroizing<String>, indent: &str, key: &str, value: &Tree) -> Option<()> {
    let value = value.as_text().filter(|value| is_plain(value))?;
    for part in [indent, key, ": ", value, "\n"] {
        text.push_str(part);
    }
    Some(())
}

/// A text as Go's YAML writes it: plain where it can only be a text, else in quotes.
pub(super) fn scalar(value: &str) -> String {
    let read = |text: &str| yaml::documents(text).into_iter().next().and_then(|document| document.tree.ok());
    let (alone, inside) = (read(value), read(&format!("a: {value}")));
    let is_text = |tree: Option<&Tree>| tree.and_then(Tree::as_text) == Some(value);
    let reads_as_text = is_text(alone.as_ref()) && is_text(inside.as_ref().and_then(|tree| tree.get("a")));
    let odd = value.trim() != value || value.contains(['\n', '\t', '\0', '#']) || is_truth(value);
    if is_plain(value) || !odd && reads_as_text {
        return value.to_owned();
    }
    // What would be read as another kind of value gets double quotes, what has a sign of YAML in it single ones.
    let other_kind = matches!(alone, Some(Tree::Null | Tree::Boolean(_) | Tree::Number(_)));
    if other_kind || is_truth(value) || value.chars().any(char::is_control) {
        serde_json::to_string(value).unwrap_or_default()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

/// A text that Go's YAML writes without quotes, and that reads as a text again.
fn is_plain(value: &str) -> bool {
    let starts = value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    let simple = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=._:@-".contains(&byte));
    // `12:30` was a number in YAML 1.1, and `y` a truth value.
    let odd = value.len() < 6 || value.bytes().all(|byte| byte.is_ascii_digit() || b":._+-".contains(&byte));
    let read = || {
        let documents = yaml::documents(value);
        documents.first().and_then(|document| document.tree.as_ref().ok()?.as_text().map(str::to_owned))
    };
    starts && simple && !value.ends_with(':') && (!odd || read().as_deref() == Some(value) && !is_truth(value))
}

fn is_truth(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    matches!(lower.as_str(), "y" | "n" | "yes" | "no" | "on" | "off")
        || value.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: QUJDREVGRw==\n    server: https://lb.example.test:6443\n  name: kubernetes\ncontexts:\n- context:\n    cluster: kubernetes\n    user: system:node:cp-1\n  name: system:node:cp-1@kubernetes\ncurrent-context: system:node:cp-1@kubernetes\nkind: Config\nusers:\n- name: system:node:cp-1\n  user:\n    client-certificate-data: QUJDREVGRw==\n    client-key-data: QUJDREVGRw==\n";

    fn written(text: &str, preferences: bool) -> Option<String> {
        let tree = yaml::documents(text).remove(0).tree.unwrap();
        as_kubeadm_writes(&tree, preferences).map(|text| text.to_string())
    }

    #[test]
    fn kubeadms_own_text_comes_out_again() {
        assert_eq!(written(TEXT, false).as_deref(), Some(TEXT));
        let old = TEXT.replace("users:\n", "preferences: {}\nusers:\n");
        assert_eq!(written(&old, true), Some(old.clone()));
        assert_eq!(written(&old, false).as_deref(), Some(TEXT));
    }

    #[test]
    fn what_kubeadm_does_not_write_is_left_to_an_edit_in_place() {
        for (what, text) in [
            ("an unknown key", TEXT.replace("kind:", "extra: 1\nkind:")),
            ("preferences with something in them", TEXT.replace("kind:", "preferences: {colors: true}\nkind:")),
            ("a way to sign in", TEXT.replace("    client-key-data", "    exec: {}\n    client-key-data")),
            ("a name that is a number", TEXT.replace("name: kubernetes\n", "name: \"1234\"\n")),
            ("a name that was a truth value", TEXT.replace("name: kubernetes\n", "name: \"yes\"\n")),
            ("no users", TEXT.replace("users:", "user:")),
        ] {
            assert_eq!(written(&text, false), None, "{what}");
        }
    }
}
