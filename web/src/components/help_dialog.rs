//! The keys of the keyboard, and what the words and shapes mean.

use cluster::Severity;
use words::Column;
use yew::prelude::*;

use super::modal::Modal;
use super::pill::pill;
use crate::store::{Message, use_store};

/// Help.
#[component]
pub fn HelpDialog() -> Html {
    let store = use_store();
    let (t, lang) = (store.text(), store.lang);
    let keys = [
        ("/", t.key_search()),
        ("↑ ↓", t.key_rows()),
        ("Enter", t.key_open()),
        ("Esc", t.key_close()),
        ("?", t.key_help()),
    ];
    html! {
        <Modal title={t.help()} on_close={store.teller(|()| Message::DialogChanged(None))}>
            <h3>{ t.keyboard() }</h3>
            <dl>
                { for keys.iter().map(|(key, meaning)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ meaning }</dd></> }) }
            </dl>
            <h3>{ t.shapes() }</h3>
            <dl>
                { for Severity::ALL.iter().map(|&severity| html! {
                    <>
                        <dt>{ pill(severity, words::severity(severity, lang), None) }</dt>
                        <dd>{ t.severity_meaning(severity, &store.settings.thresholds) }</dd>
                    </>
                }) }
            </dl>
            <h3>{ t.columns() }</h3>
            <dl>
                { for Column::ALL.iter().map(|&column| html! {
                    <><dt>{ words::column(column, lang) }</dt><dd>{ words::column_meaning(column, lang) }</dd></>
                }) }
            </dl>
        </Modal>
    }
}
