//! A kubeconfig written anew, byte for byte as kubeadm writes one (spec section 2.2).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::written::scalar;

/// What a kubeconfig of one cluster, one user and one context says.
pub struct NewKubeconfig<'k> {
    /// The name of the cluster.
    pub cluster: &'k str,
    /// The URL of its API server.
    pub server: &'k str,
    /// The certificate of its authority, as PEM; `None` leaves it out, for a stub.
    pub authority: Option<&'k str>,
    /// The name of the user.
    pub user: &'k str,
    /// How the user signs in.
    pub credential: Credential<'k>,
    /// The line `preferences: {}` is written, as up to 1.33.
    pub preferences: bool,
}

/// How a user signs in.
pub enum Credential<'k> {
    /// With a client certificate and its key, both PEM; a stub has no certificate yet.
    Certificate(Option<&'k str>, &'k str),
    /// With a token.
    Token(&'k str),
}

impl NewKubeconfig<'_> {
    /// The text.
    pub fn write(&self) -> Zeroizing<String> {
        let context = scalar(&format!("{}@{}", self.user, self.cluster));
        let (cluster, user) = (scalar(self.cluster), scalar(self.user));
        let mut text = Zeroizing::new(String::with_capacity(8192));
        let mut add = |parts: &[&str]| parts.iter().for_each(|part| text.push_str(part));
        add(&["apiVersion: v1\nclusters:\n- cluster:\n"]);
        if let Some(authority) = self.authority {
            add(&["    certificate-authority-data: ", &STANDARD.encode(authority), "\n"]);
        }
        add(&["    server: ", &scalar(self.server), "\n  name: ", &cluster, "\ncontexts:\n- context:\n    cluster: "]);
        add(&[
            &cluster,
            "\n    user: ",
            &user,
            "\n  name: ",
            &context,
            "\ncurrent-context: ",
            &context,
            "\nkind: Config\n",
        ]);
        if self.preferences {
            add(&["preferences: {}\n"]);
        }
        add(&["users:\n- name: ", &user, "\n  user:\n"]);
        match &self.credential {
            Credential::Certificate(certificate, key) => {
                if let Some(certificate) = certificate {
                    add(&["    client-certificate-data: ", &STANDARD.encode(certificate), "\n"]);
                }
                add(&["    client-key-data: ", &Zeroizing::new(STANDARD.encode(key)), "\n"]);
            }
            Credential::Token(token) => add(&["    token: ", &scalar(token), "\n"]),
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubeconfig::{as_kubeadm_writes, go_document};

    #[test]
    fn it_is_the_text_that_kubeadm_writes() {
        let new = NewKubeconfig {
            cluster: "kubernetes",
            server: "https://192.0.2.7:6443",
            authority: Some("a"),
            user: "system:node:cp-1",
            credential: Credential::Certificate(Some("c"), "k"),
            preferences: true,
        };
        let text = new.write();
        let tree = go_document(text.as_bytes()).unwrap();
        assert_eq!(as_kubeadm_writes(&tree, true).as_ref().map(|text| text.as_str()), Some(text.as_str()));
        assert!(text.ends_with("  user:\n    client-certificate-data: Yw==\n    client-key-data: aw==\n"), "{}", *text);
        let token =
            NewKubeconfig { credential: Credential::Token("123456"), user: "josé ünï", preferences: false, ..new };
        let text = token.write();
        assert!(text.contains("\n    token: \"123456\"\n") && text.contains("- name: josé ünï\n"), "{}", *text);
    }
}
