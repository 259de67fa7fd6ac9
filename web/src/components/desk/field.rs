//! A field with its label, its help, and what is to be said of what stands in it.

// A change of the desk is shared by every event that makes it; a name for its type would say no more than the type.
#![allow(clippy::type_complexity)]

use std::rc::Rc;

use cluster::Severity;
use cluster::desk::sign::Caution;
use pki::UnixTime;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::clock::local_offset;
use crate::components::icon::{Symbol, icon, severity_class};
use crate::store::{Desk, Message, Store};

/// Something to be said of a field, in words.
#[derive(Clone, PartialEq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// It is in the way of making the thing.
    pub grave: bool,
}

/// The control `id` is described by its help and by what is said of it.
pub fn described(id: &str, help: bool, said: &[Said]) -> Option<String> {
    match (help, said.is_empty()) {
        (true, true) => Some(format!("{id}-help")),
        (true, false) => Some(format!("{id}-said {id}-help")),
        (false, false) => Some(format!("{id}-said")),
        (false, true) => None,
    }
}

/// The value of `aria-invalid`: there is something grave.
pub fn invalid(said: &[Said]) -> Option<&'static str> {
    said.iter().any(|said| said.grave).then_some("true")
}

/// What is to be said of the control `id`.
pub fn said_of(id: &str, said: &[Said]) -> Html {
    html! {
        <div class="said" id={format!("{id}-said")}>
            { for said.iter().map(|said| {
                let severity = if said.grave { Severity::Broken } else { Severity::Soon };
                html! {
                    <p class={classes!("ink", severity_class(severity))}>{ icon(Symbol::Severity(severity)) }<span>{ &said.text }</span></p>
                }
            }) }
        </div>
    }
}

/// A labelled field around a control; the control carries `id`, and [`described`] and [`invalid`] itself.
pub fn field(id: &str, label: &str, help: &str, said: &[Said], control: Html) -> Html {
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ label }</label>
            { control }
            { said_of(id, said) }
            if !help.is_empty() { <p class="help" id={format!("{id}-help")}>{ help }</p> }
        </div>
    }
}

/// A line of text in a field.
pub fn text_field(
    id: &str,
    label: &str,
    help: &str,
    said: &[Said],
    value: String,
    oninput: Callback<InputEvent>,
) -> Html {
    let control = html! {
        <input
            id={id.to_owned()}
            type="text"
            autocomplete="off"
            spellcheck="false"
            {value}
            aria-invalid={invalid(said)}
            aria-describedby={described(id, !help.is_empty(), said)}
            {oninput}
        />
    };
    field(id, label, help, said, control)
}

/// A box to tick with its sentence beside it.
pub fn check(id: &str, label: Html, checked: bool, onchange: Callback<Event>) -> Html {
    html! {
        <label class="check" for={id.to_owned()}>
            <input id={id.to_owned()} type="checkbox" {checked} {onchange} />
            <span>{ label }</span>
        </label>
    }
}

/// What is unusual, each with its box to tick, and with what more is said of it. `kept` is where the desk keeps what was
/// confirmed.
pub fn cautions<'c>(
    store: &Store,
    cautions: impl Iterator<Item = (&'c Caution, Option<String>)>,
    confirmed: &[Caution],
    kept: fn(&mut Desk) -> Option<&mut Vec<Caution>>,
) -> Html {
    let boxes = cautions.enumerate().map(|(index, (caution, more))| {
        let id = caution.clone();
        let change = move |desk: &mut Desk, on: bool| {
            let Some(kept) = kept(desk) else { return };
            kept.retain(|known| *known != id);
            if on {
                kept.push(id.clone());
            }
        };
        let more = more.map(|more| html! { <span class="help">{ more }</span> });
        let label = html! { <>{ words::caution(caution, store.lang) }{ for more }</> };
        check(&format!("caution-{index}"), label, confirmed.contains(caution), ticked(store, Rc::new(change)))
    });
    html! { <>{ for boxes }</> }
}

/// A row of buttons of which one is pressed: what it chooses, then (label, pressed, press).
pub fn switch(label: &str, choices: Vec<(&'static str, bool, Callback<MouseEvent>)>) -> Html {
    html! {
        <div class="switch" role="group" aria-label={label.to_owned()}>
            { for choices.into_iter().map(|(label, pressed, onclick)| html! {
                <button type="button" aria-pressed={pressed.to_string()} {onclick}>{ label }</button>
            }) }
        </div>
    }
}

/// A press changes the desk.
pub fn pressed(store: &Store, change: Rc<dyn Fn(&mut Desk)>) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        let change = Rc::clone(&change);
        store.tell(Message::DeskEdited(Box::new(move |desk| change(desk))));
    })
}

/// What is typed changes the desk.
pub fn typed(store: &Store, change: Rc<dyn Fn(&mut Desk, String)>) -> Callback<InputEvent> {
    let store = store.clone();
    Callback::from(move |event: InputEvent| {
        tell(&store, &change, event.target_unchecked_into::<HtmlInputElement>().value());
    })
}

/// What is chosen in a list changes the desk.
pub fn chosen(store: &Store, change: Rc<dyn Fn(&mut Desk, String)>) -> Callback<Event> {
    let store = store.clone();
    Callback::from(move |event: Event| {
        tell(&store, &change, event.target_unchecked_into::<HtmlSelectElement>().value());
    })
}

/// A box that is ticked changes the desk.
pub fn ticked(store: &Store, change: Rc<dyn Fn(&mut Desk, bool)>) -> Callback<Event> {
    let store = store.clone();
    Callback::from(move |event: Event| {
        let (change, on) = (Rc::clone(&change), event.target_unchecked_into::<HtmlInputElement>().checked());
        store.tell(Message::DeskEdited(Box::new(move |desk| change(desk, on))));
    })
}

fn tell(store: &Store, change: &Rc<dyn Fn(&mut Desk, String)>, value: String) {
    let change = Rc::clone(change);
    store.tell(Message::DeskEdited(Box::new(move |desk| change(desk, value))));
}

/// An instant in the shown time zone: its value, and what becomes of a new one.
pub fn instant_field(
    store: &Store,
    id: &str,
    label: &str,
    at: UnixTime,
    change: Rc<dyn Fn(&mut Desk, UnixTime)>,
) -> Html {
    let shift = |at: UnixTime| if store.local_time { local_offset(at) } else { 0 };
    // The value of such an input is an instant without a zone: the one that is shown everywhere else.
    let value = at.plus(shift(at)).to_string().trim_end_matches('Z').to_owned();
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let seconds = if text.len() == "2026-11-24T23:10".len() { ":00" } else { "" };
            if let Ok(instant) = UnixTime::parse_rfc3339(&format!("{text}{seconds}Z")) {
                let shift = if store.local_time { local_offset(instant) } else { 0 };
                let change = Rc::clone(&change);
                store.tell(Message::DeskEdited(Box::new(move |desk| change(desk, instant.plus(-shift)))));
            }
        })
    };
    field(id, label, "", &[], html! { <input id={id.to_owned()} type="datetime-local" step="1" {value} {onchange} /> })
}

/// A whole number in a field; anything else that is typed counts as nothing.
pub fn number_field(
    store: &Store,
    id: &str,
    label: &str,
    value: Option<i64>,
    said: &[Said],
    change: Rc<dyn Fn(&mut Desk, Option<i64>)>,
) -> Html {
    let oninput = typed(store, Rc::new(move |desk, text| change(desk, text.trim().parse().ok())));
    let control = html! {
        <input
            id={id.to_owned()}
            type="number"
            min="0"
            step="1"
            value={value.map(|value| value.to_string()).unwrap_or_default()}
            aria-invalid={invalid(said)}
            aria-describedby={described(id, false, said)}
            {oninput}
        />
    };
    field(id, label, "", said, control)
}
