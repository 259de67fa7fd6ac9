//! What the Kubernetes API refuses when a CertificateSigningRequest is created, in its own words (spec section 9.1;
//! pkg/apis/certificates/validation/validation.go, plugin/pkg/admission/certificates).

use super::{signer, usage};
use crate::configuration::is_subdomain;
use crate::{Feature, Release};

/// The largest `expirationSeconds`: it is an int32.
const LONGEST_SECONDS: i64 = 2_147_483_647;
/// The longest domain of a signer's name.
const LONGEST_DOMAIN: usize = 253;
/// The longest label of that domain.
const LONGEST_LABEL: usize = 63;

const LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN: &str = r"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/// What is wrong with `metadata.name`.
pub fn name(name: &str) -> Vec<String> {
    if name.is_empty() {
        return vec!["metadata.name: Required value: name or generateName is required".to_owned()];
    }
    Vec::new()
}

/// What is wrong with `spec.signerName`.
pub fn signer_name(name: &str) -> Vec<String> {
    let invalid = |value: &str, text: &str| format!("spec.signerName: Invalid value: {value:?}: {text}");
    if name.is_empty() {
        return vec!["spec.signerName: Required value".to_owned()];
    }
    if name == signer::LEGACY_UNKNOWN {
        return vec![invalid(name, "the legacy signerName is not allowed via this API version")];
    }
    let parts: Vec<&str> = name.split('/').collect();
    let [domain, path] = parts.as_slice() else {
        return vec![invalid(name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
    };
    let mut problems = Vec::new();
    if domain.len() > LONGEST_DOMAIN {
        problems.push(format!("spec.signerName: Too long: may not be more than {LONGEST_DOMAIN} bytes"));
    }
    for label in domain.split('.') {
        let found = label_problems(label);
        if !found.is_empty() {
            problems.extend(found.iter().map(|text| invalid(domain, &format!("validating label {label:?}: {text}"))));
            break;
        }
    }
    if !domain.contains('.') {
        problems.push(invalid(domain, "should be a domain with at least two segments separated by dots"));
    }
    if let Some(label) = path.split('.').find(|label| !is_subdomain(label)) {
        problems.push(invalid(path, &format!("validating label {label:?}: {SUBDOMAIN}")));
    }
    problems
}

fn label_problems(label: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if label.len() > LONGEST_LABEL {
        problems.push(format!("must be no more than {LONGEST_LABEL} characters"));
    }
    if !is_subdomain(label) {
        problems.push(LABEL.to_owned());
    }
    problems
}

/// What is wrong with `spec.usages`.
pub fn usages(usages: &[String]) -> Vec<String> {
    if usages.is_empty() {
        return vec!["spec.usages: Required value".to_owned()];
    }
    let mut problems = Vec::new();
    for (index, usage) in usages.iter().enumerate() {
        if !usage::is_known(usage) {
            let mut known: Vec<String> = usage::names().map(|name| format!("{name:?}")).collect();
            crate::order::sort(&mut known);
            let known = known.join(", ");
            problems.push(format!("spec.usages[{index}]: Unsupported value: {usage:?}: supported values: {known}"));
        }
        if usages.get(..index).is_some_and(|earlier| earlier.contains(usage)) {
            problems.push(format!("spec.usages[{index}]: Duplicate value: {usage:?}"));
        }
    }
    problems
}

/// What is wrong with `spec.expirationSeconds`; a release that does not know the field passes it over.
pub fn expiration_seconds(seconds: Option<i64>, release: Release) -> Vec<String> {
    match seconds {
        Some(seconds) if !(-LONGEST_SECONDS - 1..=LONGEST_SECONDS).contains(&seconds) => {
            vec![format!("spec.expirationSeconds: Invalid value: {seconds}: must fit into 32 bits")]
        }
        Some(seconds) if seconds < signer::SHORTEST_SECONDS && release.has(Feature::RequestedDuration) => {
            let text = "may not specify a duration less than 600 seconds (10 minutes)";
            vec![format!("spec.expirationSeconds: Invalid value: {seconds}: {text}")]
        }
        _ => Vec::new(),
    }
}

/// What the admission plugin CertificateSubjectRestriction says.
pub fn subject(signer_name: &str, organizations: &[&str]) -> Option<String> {
    let restricted = signer_name == signer::CLIENT && organizations.contains(&"system:masters");
    restricted.then(|| format!("use of {} signer with system:masters group is not allowed", signer::CLIENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signer_names_are_a_domain_and_a_path() {
        for good in signer::BUILT_IN.into_iter().chain(["example.com/own", "a.b/c.d-e"]) {
            assert!(signer_name(good).is_empty(), "{good}");
        }
        for (bad, words) in [
            ("", "Required value"),
            ("own", "must be a fully qualified domain and path"),
            ("a.b/c/d", "must be a fully qualified domain and path"),
            ("example/own", "should be a domain with at least two segments"),
            ("Example.com/own", "validating label \"Example\""),
            ("example.com/Own", "validating label \"Own\""),
            ("kubernetes.io/legacy-unknown", "the legacy signerName is not allowed"),
        ] {
            let found = signer_name(bad);
            assert!(found.len() == 1 && found[0].contains(words), "{bad}: {found:?}");
        }
    }

    #[test]
    fn usages_are_known_and_stand_once() {
        let words = |text: &[&str]| text.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(usages(&[]), ["spec.usages: Required value"]);
        let found = usages(&words(&["client auth", "serverAuth", "client auth"]));
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with(
            "spec.usages[1]: Unsupported value: \"serverAuth\": supported values: \"any\", \"cert sign\""
        ));
        assert_eq!(found[1], "spec.usages[2]: Duplicate value: \"client auth\"");
    }

    #[test]
    fn ten_minutes_are_the_least_where_the_field_is_known() {
        assert!(expiration_seconds(Some(600), Release::NEWEST).is_empty());
        assert!(expiration_seconds(None, Release::NEWEST).is_empty());
        assert!(expiration_seconds(Some(599), Release::NEWEST)[0].contains("(10 minutes)"));
        assert!(expiration_seconds(Some(599), Release::new(21, 0)).is_empty());
        assert_eq!(expiration_seconds(Some(1 << 40), Release::NEWEST).len(), 1);
        assert!(subject(signer::CLIENT, &["a", "system:masters"]).is_some());
        assert!(subject("example.test/own", &["system:masters"]).is_none());
    }
}
