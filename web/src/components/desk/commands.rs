//! Commands that do the same elsewhere, each with a button that copies it.

use cluster::desk::made::{Equivalent, Tool};
use yew::prelude::*;

use crate::components::copy_button::CopyButton;

/// The commands, each below the name of its program.
pub fn commands(all: &[Equivalent]) -> Html {
    html! { <>{ for all.iter().map(|equivalent| {
        let tool = match equivalent.tool {
            Tool::Kubeadm => "kubeadm",
            Tool::OpenSsl => "openssl",
            Tool::Kubectl => "kubectl",
        };
        command_block(tool, &equivalent.text)
    }) }</> }
}

/// One command below a heading.
pub fn command_block(heading: &str, text: &str) -> Html {
    html! {
        <div class="command">
            <div class="bar">
                <b>{ heading }</b>
                <span class="grow" />
                <CopyButton text={text.to_owned()} what={heading.to_owned()} />
            </div>
            <pre class="wrap" tabindex="0" aria-label={heading.to_owned()}>{ text }</pre>
        </div>
    }
}
