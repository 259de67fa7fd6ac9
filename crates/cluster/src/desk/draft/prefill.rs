//! What a purpose fills into a draft, by the node's configuration and the release (spec sections 1.2, 1.4, 1.5, 2.1).

use pki::{KeyKind, NameAttribute, SubjectAlternativeName};

use super::{KeyForm, KeySource, ManifestDraft, Purpose, RequestDraft};
use crate::alternative_names::NodeNames;
use crate::catalogue::{CommonName, Home, Role, Usage};
use crate::configuration::key_kind;
use crate::desk::made::node_folder;
use crate::desk::signer;
use crate::workspace::node::Node;
use crate::workspace::sight::Sight;
use crate::{Feature, Release, Settings, Workspace};

/// Usages of every leaf, by Kubernetes' names.
const OF_KEYS: [&str; 2] = ["digital signature", "key encipherment"];
const SERVER: &str = "server auth";
const CLIENT: &str = "client auth";

impl Workspace {
    /// A draft for a purpose. With a node (by its identity or its name) it is filled in by the node's chosen
    /// configuration and its cluster's release; without one what depends on a node stays empty.
    pub fn draft(&self, purpose: &Purpose, node: Option<&str>, settings: &Settings) -> RequestDraft {
        let sight = self.sight(settings);
        let found = node.and_then(|wanted| sight.node(wanted));
        let release = match &found {
            Some((cluster, _)) => cluster.release.resolve().release,
            None => sight.release(None),
        };
        fill(purpose, found.map(|(_, node)| node), release, &sight)
    }
}

fn fill(purpose: &Purpose, node: Option<&Node<'_>>, release: Release, sight: &Sight<'_>) -> RequestDraft {
    let configuration = node.and_then(|node| node.configuration()).cloned().unwrap_or_default();
    let name = node.map(|node| node.name.as_str()).unwrap_or_default();
    let mut names = NodeNames::of(&configuration, name);
    if names.advertise_address.is_empty() {
        names.advertise_address = node.and_then(|node| node.addresses().into_iter().next()).unwrap_or_default();
    }
    let kind = key_kind(Some(&configuration), release);
    match purpose {
        Purpose::Role(role) => of_role(role, node, &names, kind, release),
        Purpose::User => {
            let subject = vec![attribute("O", ""), attribute("CN", "")];
            let mut draft = plain(purpose, subject, &[OF_KEYS[0], OF_KEYS[1], CLIENT], kind, "user");
            draft.manifest = Some(manifest("user-client", signer::CLIENT));
            draft
        }
        Purpose::KubeletClient => {
            let usages = of_kubelet(CLIENT, release);
            let base = "etc/kubernetes/kubelet.conf";
            let mut draft = plain(purpose, of_node(name), &usages, KeyKind::EcdsaP256, &on_node(node, base));
            draft.manifest = Some(manifest(&object_name(name, "client"), signer::KUBELET_CLIENT));
            draft
        }
        Purpose::KubeletServing => {
            let usages = of_kubelet(SERVER, release);
            let base = on_node(node, "var/lib/kubelet/pki/kubelet-server");
            let mut draft = plain(purpose, of_node(name), &usages, KeyKind::EcdsaP256, &base);
            draft.names = node.map(|node| kubelet_names(node, sight)).unwrap_or_default();
            draft.manifest = Some(manifest(&object_name(name, "serving"), signer::KUBELET_SERVING));
            draft
        }
        Purpose::Server => plain(purpose, vec![attribute("CN", "")], &[OF_KEYS[0], OF_KEYS[1], SERVER], kind, "server"),
        Purpose::Client => plain(purpose, vec![attribute("CN", "")], &[OF_KEYS[0], OF_KEYS[1], CLIENT], kind, "client"),
        Purpose::Free => plain(purpose, vec![attribute("CN", "")], &[], kind, "request"),
    }
}

fn of_role(name: &str, node: Option<&Node<'_>>, names: &NodeNames, kind: KeyKind, release: Release) -> RequestDraft {
    let purpose = Purpose::Role(name.to_owned());
    if name == crate::desk::role::KUBELET {
        let usages = [OF_KEYS[0], OF_KEYS[1], CLIENT];
        return plain(&purpose, of_node(&names.node), &usages, kind, &on_node(node, "etc/kubernetes/kubelet.conf"));
    }
    let Some(role) = Role::named(name) else {
        return plain(&purpose, vec![attribute("CN", "")], &[], kind, "request");
    };
    let organization = role.organization(release).map(|value| attribute("O", value));
    let common_name = match role.common_name {
        CommonName::Fixed(fixed) => fixed,
        CommonName::NodeName => &names.node,
    };
    let subject = organization.into_iter().chain([attribute("CN", common_name)]).collect();
    let purposes = role.usages.iter().map(|usage| match usage {
        Usage::ServerAuth => SERVER,
        Usage::ClientAuth => CLIENT,
    });
    let usages: Vec<&str> = OF_KEYS.into_iter().chain(purposes).collect();
    let base = match role.home {
        Home::Pki { base } => {
            let directory = node.map_or_else(|| crate::workspace::marks::PKI.to_owned(), |node| node.pki());
            on_node(node, &format!("{}/{base}", directory.trim_start_matches('/')))
        }
        Home::Kubeconfig { file } => on_node(node, &format!("etc/kubernetes/{file}")),
    };
    let mut draft = plain(&purpose, subject, &usages, kind, &base);
    // Without a node the names that every API server has would be right, but the list would look complete and is not.
    if node.is_some() {
        let once = release.has(Feature::RequestNamesOnce);
        let found = if once { names.for_role(name) } else { names.for_role_as_collected(name) };
        draft.names = found.iter().map(text).collect();
    }
    draft
}

fn plain(purpose: &Purpose, subject: Vec<NameAttribute>, usages: &[&str], kind: KeyKind, base: &str) -> RequestDraft {
    RequestDraft {
        purpose: purpose.clone(),
        subject,
        names: Vec::new(),
        usages: usages.iter().map(|usage| (*usage).to_owned()).collect(),
        ask_for_usages: false,
        key: KeySource::New(kind),
        key_form: KeyForm::Kubeadm,
        manifest: None,
        base: base.to_owned(),
    }
}

fn attribute(attribute: &str, value: &str) -> NameAttribute {
    NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() }
}

/// The subject of a node's user.
fn of_node(name: &str) -> Vec<NameAttribute> {
    vec![attribute("O", signer::NODES), attribute("CN", &format!("{}{name}", signer::NODE_USER))]
}

/// What a kubelet asks for: from 1.27 on without key encipherment for its ECDSA keys, which the signers take from 1.25 on.
fn of_kubelet(purpose: &'static str, release: Release) -> Vec<&'static str> {
    let encipherment = (!release.has(Feature::KubeletTwoUsages)).then_some(OF_KEYS[1]);
    std::iter::once(OF_KEYS[0]).chain(encipherment).chain([purpose]).collect()
}

/// The names of a kubelet's serving certificate (spec section 10): those of the Node object where one was dropped, else
/// the node's name and addresses; each list sorted as text.
fn kubelet_names(node: &Node<'_>, sight: &Sight<'_>) -> Vec<String> {
    let objects = sight.overview.files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.thing {
        intake::Thing::Object(kube::Object::Node(found)) if found.name == node.name => Some(found),
        _ => None,
    });
    let mut all: Vec<String> = objects.flat_map(|found| &found.addresses).map(|(_, address)| address.clone()).collect();
    if all.is_empty() {
        all = std::iter::once(node.name.clone()).chain(node.addresses()).collect();
    }
    crate::order::sort_by(&mut all, |one, other| {
        let is_address = |text: &str| text.parse::<std::net::IpAddr>().is_ok();
        (is_address(one), one).cmp(&(is_address(other), other))
    });
    all.dedup();
    all
}

/// A path on a node, below the node's name.
fn on_node(node: Option<&Node<'_>>, file: &str) -> String {
    match node {
        Some(node) => format!("{}/{file}", node_folder(&node.name)),
        None => file.to_owned(),
    }
}

fn manifest(name: &str, signer_name: &str) -> ManifestDraft {
    ManifestDraft { name: name.to_owned(), signer_name: signer_name.to_owned(), expiration_seconds: None }
}

fn object_name(node: &str, what: &str) -> String {
    if node.is_empty() { format!("kubelet-{what}") } else { format!("{node}-kubelet-{what}") }
}

/// A name as it is typed: the kind is told by its form.
fn text(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(value) | SubjectAlternativeName::Ip(value) => value.clone(),
        other => crate::desk::sign::preview::name_text(other),
    }
}
