//! The screens, by the hash of the address.

/// A screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Route {
    /// The empty page, or the expiry tables where something was dropped.
    Home,
    /// kubeadm's tables, node by node.
    Expiry,
    /// Validity on a time axis.
    Timeline,
    /// Every certificate in one table.
    Certificates,
    /// Every file, recognised or not.
    Files,
    /// Renewing certificates.
    Renew,
    /// Making a request.
    Request,
    /// Signing requests.
    Sign,
    /// Judging the requests of a cluster.
    Approve,
    /// Taking back what somebody else signed.
    Return,
    /// Making an authority.
    Authority,
    /// How to check that nothing leaves the machine.
    Check,
}

impl Route {
    /// The screen of a hash such as `#/expiry`; home for every other one.
    pub fn from_hash(hash: &str) -> Self {
        match hash {
            "#/expiry" => Self::Expiry,
            "#/timeline" => Self::Timeline,
            "#/certificates" => Self::Certificates,
            "#/files" => Self::Files,
            "#/renew" => Self::Renew,
            "#/request" => Self::Request,
            "#/sign" => Self::Sign,
            "#/approve" => Self::Approve,
            "#/return" => Self::Return,
            "#/authority" => Self::Authority,
            "#/check" => Self::Check,
            _ => Self::Home,
        }
    }

    /// The hash of the screen, for links.
    pub fn hash(self) -> &'static str {
        match self {
            Self::Home => "#/",
            Self::Expiry => "#/expiry",
            Self::Timeline => "#/timeline",
            Self::Certificates => "#/certificates",
            Self::Files => "#/files",
            Self::Renew => "#/renew",
            Self::Request => "#/request",
            Self::Sign => "#/sign",
            Self::Approve => "#/approve",
            Self::Return => "#/return",
            Self::Authority => "#/authority",
            Self::Check => "#/check",
        }
    }
}
