//! Which build this is.

use cluster::Release;

/// Version, build date, and the newest release of kubeadm that is known.
pub fn text() -> String {
    format!(
        "kubecerts {}\nbuilt on {}\nknows kubeadm up to {}\n",
        env!("CARGO_PKG_VERSION"),
        env!("KUBECERTS_BUILD_DATE"),
        Release::NEWEST
    )
}
