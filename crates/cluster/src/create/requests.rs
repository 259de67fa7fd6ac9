//! `kubeadm certs generate-csr` (spec section 5.1).

use kube::kubeconfig::Credential;
use pki::{BasicConstraintsTemplate, NameAttribute, PrivateKey, Random, RequestTemplate, SubjectAlternativeName};

use super::{CreateCommand, Keys, Run, subject};
use crate::catalogue::{Home, Role};
use crate::desk::role::KUBELET;
use crate::tree::{FileState, NodeTree};
use crate::{Feature, Ran, join};

/// Runs `kubeadm certs generate-csr` of a release on a node's files. kubeadm's own order is random; here it is sorted.
pub fn generate_requests(
    tree: &NodeTree<'_>,
    command: CreateCommand<'_>,
    keys: &mut Keys<'_>,
    random: &mut dyn Random,
) -> Ran {
    let release = command.release;
    let mut run = match Run::begin(tree, command, false, keys, random) {
        Ok(run) => run,
        Err(ran) => return *ran,
    };
    match run.requests() {
        Ok(()) => run.ran,
        Err(text) => run.ran.stopped(release, &text, 1),
    }
}

impl Run<'_, '_, '_> {
    fn requests(&mut self) -> Result<(), String> {
        let directory = self.creation.layout.pki_directory.clone();
        self.ran.say(&format!("generating keys and CSRs in {directory}"));
        for role in Role::leafs(self.release, false) {
            if let Home::Pki { base } = role.home {
                self.leaf_request(role, base)?;
                self.ran.say(&format!("  {base}"));
            }
        }
        let directory = self.directory.clone();
        self.ran.say(&format!("generating keys and CSRs in {directory}"));
        for file in ["admin.conf", "controller-manager.conf", KUBELET, "scheduler.conf", "super-admin.conf"] {
            if file != "super-admin.conf" || self.release.has(Feature::SuperAdmin) {
                self.kubeconfig_request(file)?;
                self.ran.say(&format!("  {file}"));
            }
        }
        Ok(())
    }

    fn leaf_request(&mut self, role: &'static Role, base: &str) -> Result<(), String> {
        let (key_path, path) = (self.pki_path(base, "key"), self.pki_path(base, "csr"));
        if [&key_path, &path].into_iter().any(|path| self.is_there(path)) {
            let stem = join(&self.creation.layout.pki_directory, base);
            return Err(format!("file already exists: key or CSR {stem}"));
        }
        let once = self.release.has(Feature::RequestNamesOnce);
        let names = if once {
            self.creation.names.for_role(role.name)
        } else {
            self.creation.names.for_role_as_collected(role.name)
        };
        let key = self.key(self.creation.issuing.key)?;
        let request = self.request(&key, self.identity(role)?, names)?;
        let key_pem = key.to_pem().map_err(|error| error.to_string())?;
        self.write(key_path, 0o600, &key_pem);
        self.write(path, 0o600, &request);
        Ok(())
    }

    fn kubeconfig_request(&mut self, file: &str) -> Result<(), String> {
        let path = join(&self.directory, file);
        if self.is_there(&path) {
            return Err(format!("file already exists: kube config: {path}"));
        }
        let request_path = format!("{path}.csr");
        if [&request_path, &format!("{path}.key")].into_iter().any(|path| self.is_there(path)) {
            return Err(format!("file already exists: csr: {path}"));
        }
        let mut client = self.client(file);
        // The kubelet's stub points to the control plane in every release.
        client.local &= file != KUBELET;
        let key = self.key(self.client_key_kind())?;
        let subject = subject(client.organizations.iter().map(String::as_str), &client.user)?;
        let request = self.request(&key, subject, Vec::new())?;
        let key_pem = key.to_pem().map_err(|error| error.to_string())?;
        let stub = self.text(&client, None, Credential::Certificate(None, &key_pem));
        self.write(path, 0o600, &stub);
        self.write(request_path, 0o600, &request);
        Ok(())
    }

    fn is_there(&self, path: &str) -> bool {
        self.tree.state(path) != FileState::Missing
    }

    fn request(
        &mut self,
        key: &PrivateKey,
        subject: Vec<NameAttribute>,
        names: Vec<SubjectAlternativeName>,
    ) -> Result<String, String> {
        let template = RequestTemplate {
            subject,
            names,
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            basic_constraints: BasicConstraintsTemplate::Absent,
        };
        let request = pki::issue_request(&template, key, self.random).map_err(|error| error.to_string())?;
        Ok(pki::pem::encode("CERTIFICATE REQUEST", request.der()))
    }
}
