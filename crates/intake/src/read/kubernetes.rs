//! Kubernetes documents: kubeconfigs, manifests, the configuration of kubeadm and the kubelet, static Pods.

use kube::{
    Embedded, FieldProblem, Object, Reading, Tree, YamlError, kubeadm, kubeconfig, kubelet, objects, static_pod,
};

use crate::read::{Content, Finder};
use crate::{FileKind, Place, ProblemKind, Thing};

/// One of these stands in every document that is ours; without any, YAML is not even parsed.
const MARKS: [&str; 2] = ["apiVersion", "clusters"];

/// The Secret of `kubeadm init phase upload-certs`: its entries are encrypted (spec section 19.1).
const UPLOADED: &str = "kubeadm-certs";

impl Finder<'_> {
    /// Reads Kubernetes documents; `None` when there are none.
    pub(super) fn kubernetes(&mut self, text: &str, content: Content<'_>) -> Option<FileKind> {
        if !MARKS.iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let documents = kube::yaml::documents(text);
        let trees: Vec<(u32, &Tree)> =
            documents.iter().filter_map(|document| Some((document.line, document.tree.as_ref().ok()?))).collect();
        let is_ours = |tree: &Tree| objects::is_object(tree) || kubeconfig::is_kubeconfig(tree);
        let some_are_ours = trees.iter().any(|(_, tree)| is_ours(tree));
        let some_are_broken = documents.iter().any(|document| document.tree.is_err());
        if !some_are_ours && (!some_are_broken || content.depth > 0 || text.contains("-----BEGIN ")) {
            return None;
        }
        let mut kind = None;
        if trees.iter().any(|(_, tree)| kubeadm::is_configuration(tree)) {
            kind = Some(FileKind::KubeadmConfiguration);
            let line = trees.first().map(|(line, _)| *line);
            let reading = kubeadm::from_trees(trees.iter().map(|(_, tree)| *tree));
            self.reading(content, content.place(line, None), reading, Thing::KubeadmConfiguration);
        }
        let objects: usize = trees.iter().map(|(_, tree)| objects::unfold(tree).len()).sum();
        let in_kubeadm = kind.is_some();
        for (line, tree) in &trees {
            let place = content.place(Some(*line), None);
            if kubeadm::is_configuration(tree) {
                continue;
            }
            let found = if kubelet::is_configuration(tree) {
                self.reading(content, place, kubelet::from_tree(tree), Thing::KubeletConfiguration);
                FileKind::KubeletConfiguration
            } else if kubeconfig::is_kubeconfig(tree) {
                self.kubeconfig(content, place, tree);
                FileKind::Kubeconfig
            } else if objects::is_object(tree) {
                let mut found = FileKind::Manifest;
                for object in objects::unfold(tree) {
                    found = self.object(content, &place, object, objects > 1, in_kubeadm);
                }
                found
            } else {
                self.problem(place, ProblemKind::NotRecognised);
                continue;
            };
            kind.get_or_insert(found);
        }
        for document in documents {
            if let Err(error) = document.tree {
                self.yaml_problem(content, error);
            }
        }
        // A text that speaks of apiVersion but does not parse is a broken manifest.
        Some(kind.unwrap_or(FileKind::Unrecognised))
    }

    pub(super) fn yaml_problem(&mut self, content: Content<'_>, error: YamlError) {
        match error {
            YamlError::Syntax { problem, line } => {
                self.problem(content.place(line, None), ProblemKind::Yaml { reason: problem });
            }
            _ => self.problem(content.place(None, None), ProblemKind::YamlBomb),
        }
    }

    fn kubeconfig(&mut self, content: Content<'_>, place: Place, tree: &Tree) {
        let embedded = self.reading(content, place, kubeconfig::from_tree(tree), Thing::Kubeconfig);
        for Embedded { field, bytes } in embedded {
            let field = joined(content.field, &field);
            self.field(Content { bytes: &bytes, field: &field, depth: content.depth + 1 });
        }
    }

    /// One object; `one_of_many` makes fields tell which. Others than ours say nothing beside kubeadm's configuration.
    fn object(
        &mut self,
        content: Content<'_>,
        place: &Place,
        tree: &Tree,
        one_of_many: bool,
        in_kubeadm: bool,
    ) -> FileKind {
        if let Some(pod) = static_pod::from_tree(tree) {
            self.reading(content, place.clone(), pod, Thing::StaticPod);
            return FileKind::StaticPod;
        }
        let reading = objects::from_tree(tree);
        if in_kubeadm && matches!(reading.value, Object::Other { .. }) {
            return FileKind::KubeadmConfiguration;
        }
        let own = if one_of_many { joined(content.field, &title(&reading.value)) } else { content.field.to_owned() };
        let inside = Content { field: &own, ..content };
        let place = Place { field: inside.place(None, None).field, ..place.clone() };
        // Entries of these hold something of ours; in others it may be anything.
        let (expected, uploaded) = match &reading.value {
            Object::Secret(secret) => (secret.kind == "kubernetes.io/tls", secret.name == UPLOADED),
            Object::SigningRequest(_) => (true, false),
            _ => (false, false),
        };
        let embedded = self.reading(inside, place, reading, Thing::Object);
        for Embedded { field, bytes } in embedded.into_iter().filter(|_| !uploaded) {
            let field = joined(inside.field, &field);
            let entry = Content { bytes: &bytes, field: &field, depth: content.depth + 1 };
            if expected {
                self.field(entry);
            } else {
                self.content(entry);
            }
        }
        FileKind::Manifest
    }

    /// Takes a reading as an item with its problems; what it embeds is handed back.
    fn reading<T>(
        &mut self,
        content: Content<'_>,
        place: Place,
        reading: Reading<T>,
        thing: impl FnOnce(T) -> Thing,
    ) -> Vec<Embedded> {
        for problem in reading.problems {
            let (field, kind): (String, fn(String) -> ProblemKind) = match problem {
                FieldProblem::Base64 { field } => (field, |field| ProblemKind::Base64 { field }),
                FieldProblem::Duplicate { field } => (field, |field| ProblemKind::DuplicateKey { field }),
                FieldProblem::Type { field, expected } => {
                    let field = joined(content.field, &field);
                    let place = Place { field: Some(field.clone()), ..place.clone() };
                    self.problem(place, ProblemKind::FieldType { field, expected: expected.to_owned() });
                    continue;
                }
                _ => continue,
            };
            let field = joined(content.field, &field);
            self.problem(Place { field: Some(field.clone()), ..place.clone() }, kind(field));
        }
        self.item(place, thing(reading.value));
        reading.embedded
    }
}

/// A field within a field.
pub(super) fn joined(outer: &str, field: &str) -> String {
    if outer.is_empty() { field.to_owned() } else { format!("{outer}.{field}") }
}

/// `Secret/default/web`: which of many objects.
fn title(object: &Object) -> String {
    let (kind, namespace, name) = match object {
        Object::Secret(secret) => ("Secret", secret.namespace.as_str(), secret.name.as_str()),
        Object::ConfigMap(map) => ("ConfigMap", map.namespace.as_str(), map.name.as_str()),
        Object::SigningRequest(request) => ("CertificateSigningRequest", "", request.name.as_str()),
        Object::Node(node) => ("Node", "", node.name.as_str()),
        Object::Other { kind, name, .. } => (kind.as_str(), "", name.as_str()),
    };
    [kind, namespace, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}
