//! Static Pod manifests of the control plane (spec section 18).

use crate::reading::Fields;
use crate::{Reading, StaticPod, Tree, YamlError, yaml};

/// The programs of the control plane that run as static Pods.
const PROGRAMS: [&str; 4] = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"];

/// Reads the first static Pod of the control plane in a text; `None` when there is none.
///
/// # Errors
/// [`YamlError`] of the first document that does not parse, when no such Pod was found before it.
pub fn read(text: &str) -> Result<Option<Reading<StaticPod>>, YamlError> {
    for document in yaml::documents(text) {
        if let Some(pod) = from_tree(&document.tree?) {
            return Ok(Some(pod));
        }
    }
    Ok(None)
}

/// Reads a Pod whose container runs a program of the control plane; `None` of anything else.
pub fn from_tree(document: &Tree) -> Option<Reading<StaticPod>> {
    let text = |key| document.get(key).and_then(Tree::as_text);
    if text("kind") != Some("Pod") || text("apiVersion") != Some("v1") {
        return None;
    }
    let containers = document.at(&["spec", "containers"])?.elements();
    let (program, container) =
        containers.iter().find_map(|container| program(container).map(|program| (program, container)))?;
    let mut fields = Fields::of(document);
    let image = fields.text_or_empty(container, &["image"]);
    let words = [fields.texts(container, &["command"]), fields.texts(container, &["args"])].concat();
    let annotations = fields.entries(document, &["metadata", "annotations"]);
    let annotations = annotations.iter().map(|(key, value)| (key.clone(), value.as_text().unwrap_or_default().into()));
    let pod =
        StaticPod { program: program.to_owned(), image, flags: flags(&words), annotations: annotations.collect() };
    Some(fields.finish(pod))
}

/// The program of a container: the base name of the first word of its command, else the name of the container.
fn program(container: &Tree) -> Option<&'static str> {
    let command = container.get("command").and_then(|words| words.elements().first()).and_then(Tree::as_text);
    let word = command.and_then(|path| path.rsplit('/').next());
    let name = container.get("name").and_then(Tree::as_text);
    PROGRAMS.into_iter().find(|program| word == Some(*program) || name == Some(*program))
}

/// `--name=value`, `--name value` and `--name` (which is `true`), with one dash or two, as Go's flags are read.
fn flags(words: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let Some(flag) = word.strip_prefix("--").or_else(|| word.strip_prefix('-')) else { continue };
        let (name, value) = match flag.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => (flag, words.next_if(|next| !next.starts_with('-')).cloned().unwrap_or_else(|| "true".to_owned())),
        };
        found.push((name.to_owned(), value));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_image_and_annotations_are_read() {
        let text = "\
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, annotations: {a/b: 192.0.2.10:6443}}
spec:
  containers:
  - name: sidecar
    command: [sh]
  - name: kube-apiserver
    image: example.test/kube-apiserver:v1.31.14
    command: [kube-apiserver, --tls-cert-file=/etc/x.crt, --etcd-servers=https://a:2379, '--tls-cert-file=/etc/y.crt', --v, '4', --profiling]
";
        let pod = read(text).unwrap().unwrap().value;
        assert_eq!(
            (pod.program.as_str(), pod.image.as_str()),
            ("kube-apiserver", "example.test/kube-apiserver:v1.31.14")
        );
        assert_eq!(pod.flag("tls-cert-file"), Some("/etc/y.crt"));
        assert_eq!((pod.flag("v"), pod.flag("profiling")), (Some("4"), Some("true")));
        assert_eq!(pod.annotations, [("a/b".to_owned(), "192.0.2.10:6443".to_owned())]);
        assert!(read("apiVersion: v1\nkind: Pod\nspec: {containers: [{name: web}]}\n").unwrap().is_none());
    }
}
