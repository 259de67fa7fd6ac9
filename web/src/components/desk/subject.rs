//! The subject of a request or an authority, attribute by attribute.

use std::rc::Rc;

use pki::NameAttribute;
use yew::prelude::*;

use super::field::{Said, chosen, described, invalid, pressed, said_of, typed};
use crate::components::icon::{Symbol, icon};
use crate::store::{Desk, Store};

/// The attributes that are offered; any other that a subject holds is offered beside them.
const OFFERED: [&str; 11] = ["CN", "O", "OU", "C", "ST", "L", "STREET", "DC", "UID", "SERIALNUMBER", "emailAddress"];

/// Finds the subject that is edited.
pub type Subject = fn(&mut Desk) -> Option<&mut Vec<NameAttribute>>;

/// The rows of the subject; `said` tells what is to be said of the attribute at an index, or of all (`None`).
pub fn subject(
    store: &Store,
    attributes: &[NameAttribute],
    find: Subject,
    said: &dyn Fn(Option<usize>) -> Vec<Said>,
) -> Html {
    let t = store.text();
    let rows = attributes.iter().enumerate().map(|(index, attribute)| {
        let id = format!("subject-{index}");
        let said = said(Some(index));
        let on_kind = chosen(store, Rc::new(move |desk, kind| {
            if let Some(row) = find(desk).and_then(|rows| rows.get_mut(index)) {
                row.attribute = kind;
            }
        }));
        let oninput = typed(store, Rc::new(move |desk, value| {
            if let Some(row) = find(desk).and_then(|rows| rows.get_mut(index)) {
                row.value = value;
            }
        }));
        let remove = pressed(store, Rc::new(move |desk| {
            if let Some(rows) = find(desk).filter(|rows| index < rows.len()) {
                rows.remove(index);
            }
        }));
        let other = Some(attribute.attribute.as_str()).filter(|kind| !OFFERED.contains(kind));
        html! {
            <div class="line" key={index}>
                <select aria-label={t.attribute()} onchange={on_kind}>
                    { for OFFERED.into_iter().chain(other).map(|kind| html! {
                        <option value={kind.to_owned()} selected={kind == attribute.attribute}>{ kind.to_owned() }</option>
                    }) }
                </select>
                <input
                    id={id.clone()}
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    value={attribute.value.clone()}
                    aria-label={t.value_of(&attribute.attribute)}
                    aria-invalid={invalid(&said)}
                    aria-describedby={described(&id, false, &said)}
                    {oninput}
                />
                <button type="button" class="btn quiet" onclick={remove} aria-label={t.remove_what(&format!("{} {}", attribute.attribute, attribute.value))}>
                    { icon(Symbol::Cross) }
                </button>
                { said_of(&id, &said) }
            </div>
        }
    });
    let add = pressed(
        store,
        Rc::new(move |desk| {
            if let Some(rows) = find(desk) {
                let kind = if rows.iter().any(|row| row.attribute == "CN") { "O" } else { "CN" };
                rows.push(NameAttribute { attribute: kind.to_owned(), value: String::new() });
            }
        }),
    );
    html! {
        <div class="lines" role="group" aria-labelledby="subject-title" aria-describedby="subject-said">
            <h3 id="subject-title">{ t.subject() }</h3>
            { for rows }
            { said_of("subject", &said(None)) }
            <div><button type="button" class="btn quiet add" onclick={add}>{ t.add_attribute() }</button></div>
        </div>
    }
}
