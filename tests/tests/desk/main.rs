//! The signing desk against what real kubeadm made, and judged by OpenSSL.

mod authorities;
mod drafts;
mod folder;
mod limits;
mod passing;
mod place;
mod refusals;
mod returned;
