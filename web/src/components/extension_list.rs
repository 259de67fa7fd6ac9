//! The extensions of a certificate or request.

use pki::ExtensionDetails;
use words::{Lang, Text};
use yew::prelude::*;

/// Every extension: decoded, or as hexadecimal with the reason.
pub fn extension_list(extensions: &[ExtensionDetails], lang: Lang) -> Html {
    let t = Text(lang);
    if extensions.is_empty() {
        return html! { <p class="dim">{ t.none() }</p> };
    }
    html! { <>{ for extensions.iter().map(|extension| one(extension, lang)) }</> }
}

fn one(extension: &ExtensionDetails, lang: Lang) -> Html {
    let t = Text(lang);
    let said = words::extension(&extension.name, lang);
    let label = said.map_or(extension.name.as_str(), |said| said.label);
    html! {
        <div class="extension">
            <div title={said.map(|said| said.meaning)}>
                <b>{ label }</b>
                { " " }
                <span class="dim">{ if extension.name == extension.oid { String::new() } else { extension.oid.clone() } }</span>
                { " " }
                if extension.critical { <span class="tag">{ t.critical() }</span> }
            </div>
            if extension.values.is_empty() {
                <div class="mono">{ &extension.hex }</div>
            } else {
                <div class="mono">{ extension.values.join("\n") }</div>
            }
            if let Some(error) = &extension.error { <p class="missing">{ error }</p> }
        </div>
    }
}
