//! `kubeadm certs renew` as a whole: what it prints, what it writes, where it stops, and how it exits (spec section 4).

use pki::{Certificate, KeyError, KeyKind, PrivateKey, Random, UnixTime};

use super::{Place, WriteError, files, template};
use crate::catalogue::{AuthorityName, Home, Role};
use crate::configuration::{Issuing, load_creation};
use crate::desk::made::MadeFile;
use crate::desk::sign::period::{self, Rule};
use crate::expiry::Examination;
use crate::tree::{FileState, NodeTree};
use crate::{Feature, LayoutSource, Ran, Release, reading};

/// A run of `kubeadm certs renew`.
#[derive(Clone, Copy, Debug)]
pub struct RenewCommand<'c> {
    /// The name of a certificate, or `all`.
    pub name: &'c str,
    /// Where the layout comes from: `--config`, or a known one.
    pub source: LayoutSource<'c>,
    /// The release of kubeadm.
    pub release: Release,
    /// The machine's clock.
    pub at: UnixTime,
}

/// What kubeadm says at the end of `renew all`.
const DONE: &str = "\nDone renewing certificates. You must restart the kube-apiserver, kube-controller-manager, \
                    kube-scheduler and etcd, so that they can use the new certificates.\n";

/// Runs `kubeadm certs renew` of a release on a node's files. `keys` makes a private key of a kind.
pub fn renew(
    tree: &NodeTree<'_>,
    command: RenewCommand<'_>,
    keys: &mut dyn FnMut(KeyKind) -> Result<PrivateKey, KeyError>,
    random: &mut dyn Random,
) -> Ran {
    let RenewCommand { name, source, release, at } = command;
    let mut done = Ran::default();
    if name != "all" && !Role::leafs(release, false).any(|role| role.name == name) {
        return done.stopped(release, &unknown(name, release), 1);
    }
    let loaded = match source {
        LayoutSource::Known(layout) => Ok((layout.clone(), Issuing::of(None, release))),
        LayoutSource::Configuration(path) => load_creation(tree, Some(path), false, release, &mut done.warnings)
            .map(|creation| (creation.layout, creation.issuing)),
    };
    let (layout, issuing) = match loaded {
        Ok(loaded) => loaded,
        Err(refusal) => return done.refused(release, &refusal),
    };
    let examination = Examination { tree, layout: &layout, release, at, ca_keys_declared_present: false };
    let mut run = Run { examination: &examination, issuing, keys, random, done };
    // A name that the layout does not have is one whose file is missing.
    for role in Role::leafs(release, name == "all" && layout.external_etcd) {
        if (name == "all" || role.name == name)
            && let Err(text) = run.one(role)
        {
            return run.done.stopped(release, &text, 1);
        }
    }
    if name == "all" {
        run.done.stdout.push_str(DONE);
    }
    run.done
}

/// What kubeadm says of a name that it has no certificate of (spec section 4.1).
fn unknown(name: &str, release: Release) -> String {
    if release.has(Feature::UnknownRenewCommand) {
        format!("unknown command {name:?} for \"kubeadm certs renew\"")
    } else if release.has(Feature::RenewHelpOnError) {
        format!("invalid subcommand {name:?}\nSee 'kubeadm certs renew -h' for help and examples")
    } else {
        format!("invalid subcommand: {name:?}")
    }
}

/// A run on its way.
struct Run<'r, 'e, 't, 'a> {
    examination: &'e Examination<'t, 'a>,
    issuing: Issuing,
    keys: &'r mut dyn FnMut(KeyKind) -> Result<PrivateKey, KeyError>,
    random: &'r mut dyn Random,
    done: Ran,
}

impl Run<'_, '_, '_, '_> {
    /// Renews one certificate; an error is where kubeadm stops.
    fn one(&mut self, role: &'static Role) -> Result<(), String> {
        let examination = self.examination;
        let of_missing_etcd = examination.layout.external_etcd && role.managing_authority() == AuthorityName::Etcd;
        if of_missing_etcd || examination.is_missing(role) {
            self.done.say(&format!("MISSING! {}", role.long_name));
            return Ok(());
        }
        let authority = role.managing_authority();
        let external = examination.is_external(authority);
        self.warn_of(authority.base(), authority.display_name());
        self.warn_of_leafs(authority, &external);
        if external? {
            self.done.say(&format!("Detected external {}, {} can't be renewed", authority.base(), role.long_name));
            return Ok(());
        }
        let old = examination.certificate(role)?;
        let base = authority.base();
        let chain = examination.authority_certificate(base)?;
        let key = pki::go_readable_key(examination.authority_key(base)?);
        self.warn_of(base, base);
        if !chain.first.is_authority() {
            return Err(format!("{base} certificate is not a certificate authority"));
        }
        let failed = |text: &str| format!("failed to renew certificate {}: {text}", role.name);
        let made = self.make(role, &old, &chain.first, key.as_ref()).map_err(|text| failed(&text))?;
        self.done.files.extend(made);
        self.done.say(&format!("{} renewed", role.long_name));
        Ok(())
    }

    fn make(
        &mut self,
        role: &'static Role,
        old: &Certificate,
        authority: &Certificate,
        key: Option<&PrivateKey>,
    ) -> Result<Vec<MadeFile>, String> {
        let Examination { release, at, tree, .. } = *self.examination;
        let rule = Rule::Leaf(self.issuing.leaf_seconds);
        let dates = period::unchecked(rule, at, Some(&authority.facts()), release);
        let (template, serial) = template(role, old, release, dates).map_err(|not| not.words().to_owned())?;
        let issuer = reading::issuer(authority, key)?;
        let new_key =
            (self.keys)(self.issuing.key).map_err(|error| format!("unable to create private key: {error}"))?;
        let certificate = issuer
            .issue(&template, new_key.public_key_spki_der(), serial, self.random)
            .map_err(|error| format!("unable to sign certificate: {error}"))?;
        let path = self.examination.path(role);
        let old = match (role.home, tree.state(&path)) {
            (Home::Kubeconfig { .. }, FileState::File(bytes)) => bytes,
            _ => &[],
        };
        let place = Place { home: role.home, path: &path, old };
        files(&place, &certificate, &new_key, authority, "", release)
            .map_err(|error: WriteError| format!("failed to write new certificate {}: {error}", role.name))
    }

    /// Below an external authority kubeadm loads one leaf after the other, up to the first at fault.
    fn warn_of_leafs(&mut self, authority: AuthorityName, external: &Result<bool, String>) {
        let stop = match external {
            Ok(true) => "",
            Ok(false) => return,
            Err(stop) => stop,
        };
        for (base, name) in authority.checked_leafs() {
            if stop.contains(&format!("certificate for {name}: ")) || stop.contains(&format!("key for {base}: ")) {
                return;
            }
            // It says the dates of the authority, under the name of the leaf.
            self.warn_of(authority.base(), name);
            if stop.contains(&format!("certificate {name} is not ")) {
                return;
            }
        }
    }

    /// kubeadm looks at the dates of what it loads, and only warns, once for each name that it calls it by.
    fn warn_of(&mut self, base: &str, name: &str) {
        let path = self.examination.pki_file(base, "crt");
        let Ok(chain) = self.examination.tree.certificates(&path) else { return };
        let (Some(begin), Some(end)) = (chain.first.not_before(), chain.first.not_after()) else { return };
        let at = self.examination.at;
        let what = if at < begin {
            "the certificate is not valid yet"
        } else if at > end {
            "the certificate has expired"
        } else {
            return;
        };
        self.done.warn(format!(
            "WARNING: could not validate bounds for certificate {name}: {what}: NotBefore: {}, NotAfter: {}",
            in_go(begin),
            in_go(end)
        ));
    }
}

/// Go's `time.Time.String` of an instant in UTC.
fn in_go(instant: UnixTime) -> String {
    format!("{} +0000 UTC", instant.to_string().trim_end_matches('Z').replace('T', " "))
}
