//! The ASN.1 tree, on demand.

use cluster::Detail;
use pki::Asn1Node;
use words::{Lang, Text};
use yew::prelude::*;

use crate::store::Shared;

/// Properties of [`Asn1Tree`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The certificate.
    pub nodes: Shared<Detail>,
    /// The language.
    pub lang: Lang,
}

/// The tree of a certificate; it is drawn only once it is asked for.
#[component]
pub fn Asn1Tree(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let element: web_sys::Element = event.target_unchecked_into();
            open.set(element.has_attribute("open"));
        })
    };
    html! {
        <details {ontoggle}>
            <summary>{ Text(props.lang).asn1() }</summary>
            if *open { { asn1_table(&props.nodes.certificate.asn1, props.lang) } }
        </details>
    }
}

/// The tree as a table: offset, octets of header and content, tag and value.
pub fn asn1_table(nodes: &[Asn1Node], lang: Lang) -> Html {
    let t = Text(lang);
    html! {
        <div class="tree" tabindex="0" role="region" aria-label={t.asn1()}>
            <table>
                <thead class="unseen">
                    <tr>
                        <th scope="col">{ t.offset() }</th>
                        <th scope="col">{ t.octets() }</th>
                        <th scope="col">{ t.element() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for nodes.iter().map(|node| html! {
                        <tr>
                            <td class="dim">{ node.offset }</td>
                            <td class="dim">{ format!("{}+{}", node.header, node.length) }</td>
                            <td>{ indent(node.depth) }{ &node.tag }{ " " }<span class="dim">{ &node.value }</span></td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn indent(depth: u16) -> String {
    "  ".repeat(depth.into())
}
