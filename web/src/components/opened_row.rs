//! The opened row: a panel over the table's right side, which keeps the row in sight.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::nothing::nothing;

use super::certificate_panel::CertificatePanel;
use super::desk::approval_panel::approval_panel;
use super::icon::{Symbol, icon};
use super::request_panel::RequestPanel;
use crate::store::{Message, Opened, use_store};

/// The id of the heading that names the panel.
pub const HEADING: &str = "opened-row";

/// The panel. It takes the focus when it opens; closing gives it back to the row.
#[component]
pub fn OpenedRow() -> Html {
    let store = use_store();
    let t = store.text();
    let panel = use_node_ref();
    use_effect_with(store.opened, {
        let panel = panel.clone();
        move |opened| {
            let before = opened.and_then(|_| gloo::utils::document().active_element());
            if let Some(panel) = panel.cast::<HtmlElement>() {
                panel.set_scroll_top(0);
                let _ = panel.focus();
            }
            move || {
                if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok())
                    && before.is_connected()
                    && !before.class_list().contains("panel")
                {
                    let _ = before.focus();
                }
            }
        }
    });
    let Some(opened) = store.opened else { return nothing() };
    let close = store.teller(|_: MouseEvent| Message::RowClosed);
    let body = match (opened, store.detail.clone(), store.request.clone()) {
        (Opened::Certificate(_), Some(detail), _) => html! { <CertificatePanel {detail} locale={store.locale()} /> },
        (Opened::Request(_), _, Some(request)) => html! { <RequestPanel {request} locale={store.locale()} /> },
        (Opened::Approval(place), ..) => store
            .desk
            .approvals
            .as_ref()
            .and_then(|rows| Some(approval_panel(&store, rows.get(place)?)))
            .unwrap_or_default(),
        _ => html! { <section><p class="dim">{ t.opening() }</p></section> },
    };
    html! {
        <div class="panel" role="dialog" aria-labelledby={HEADING} tabindex="-1" ref={panel}>
            <div class="close">
                <button type="button" class="ctl" onclick={close} aria-keyshortcuts="Escape">
                    { icon(Symbol::Cross) }{ t.close() }
                </button>
            </div>
            { body }
        </div>
    }
}
