//! The subject alternative names of a request, one a row.

use std::rc::Rc;

use cluster::desk::draft::RequestDraft;
use pki::SubjectAlternativeName as Name;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::field::{Said, described, invalid, pressed, said_of, typed};
use crate::components::icon::{Symbol, icon};
use crate::store::{Message, Store};

/// The rows of the names; `said` tells what is to be said of the name at an index, or of all (`None`).
pub fn names(store: &Store, draft: &RequestDraft, said: &dyn Fn(Option<usize>) -> Vec<Said>) -> Html {
    let t = store.text();
    let rows = draft.names.iter().enumerate().map(|(index, name)| {
        let id = format!("name-{index}");
        let said = said(Some(index));
        let oninput = typed(store, Rc::new(move |desk, value| {
            if let Some(row) = desk.draft.as_mut().and_then(|draft| draft.names.get_mut(index)) {
                *row = value;
            }
        }));
        let remove = pressed(store, Rc::new(move |desk| {
            if let Some(draft) = desk.draft.as_mut().filter(|draft| index < draft.names.len()) {
                draft.names.remove(index);
            }
        }));
        let kind = match Name::parse(name) {
            Ok(Name::Dns(_)) => "DNS",
            Ok(Name::Ip(_)) => "IP",
            Ok(Name::Email(_)) => t.email(),
            Ok(Name::Uri(_)) => "URI",
            _ => "–",
        };
        html! {
            <div class="line" key={index}>
                <span class="kind">{ kind }</span>
                <input
                    id={id.clone()}
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    value={name.clone()}
                    aria-label={t.name_number(index + 1)}
                    aria-invalid={invalid(&said)}
                    aria-describedby={described(&id, false, &said)}
                    {oninput}
                    onpaste={on_paste(store, index)}
                />
                <button type="button" class="btn quiet" onclick={remove} aria-label={t.remove_what(name)}>{ icon(Symbol::Cross) }</button>
                { said_of(&id, &said) }
            </div>
        }
    });
    let add = {
        let (store, index) = (store.clone(), draft.names.len());
        Callback::from(move |_: MouseEvent| {
            store.tell(Message::DeskEdited(Box::new(|desk| {
                if let Some(draft) = desk.draft.as_mut() {
                    draft.names.push(String::new());
                }
            })));
            focus_soon(format!("name-{index}"));
        })
    };
    html! {
        <div class="lines" role="group" aria-labelledby="names-title" aria-describedby="names-said names-help">
            <h3 id="names-title">{ t.alternative_names() }</h3>
            if draft.names.is_empty() { <p class="dim">{ t.no_names() }</p> }
            { for rows }
            { said_of("names", &said(None)) }
            <div><button type="button" class="btn quiet add" onclick={add}>{ t.add_name() }</button></div>
            <p class="help" id="names-help">{ t.alternative_names_help() }</p>
        </div>
    }
}

// A list that is pasted becomes a row for each name.
fn on_paste(store: &Store, index: usize) -> Callback<Event> {
    let store = store.clone();
    Callback::from(move |event: Event| {
        let transfer = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
        let text = transfer.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let names: Vec<String> = text
            .split(|character: char| character.is_whitespace() || matches!(character, ',' | ';'))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        if names.len() > 1 {
            event.prevent_default();
            store.tell(Message::DeskEdited(Box::new(move |desk| {
                if let Some(draft) = desk.draft.as_mut() {
                    let from = index.min(draft.names.len());
                    let to = if draft.names.get(from).is_some_and(String::is_empty) { from + 1 } else { from };
                    draft.names.splice(from..to, names);
                }
            })));
        }
    })
}

/// Gives the focus to what will be drawn next.
pub fn focus_soon(id: String) {
    gloo::timers::callback::Timeout::new(0, move || {
        let element =
            gloo::utils::document().get_element_by_id(&id).and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            let _ = element.focus();
        }
    })
    .forget();
}
