//! The ways into the page beside dropping: choosers, paste, sample.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::menu::Menu;
use crate::drop::{Dropped, take_input};
use crate::store::{Dialog, Message, use_store};

const FILES: &str = "choose-files";
const FOLDER: &str = "choose-folder";

/// Opens the browser's chooser for files.
pub fn choose_files() {
    press(FILES);
}

/// Opens the browser's chooser for a folder.
pub fn choose_folder() {
    press(FOLDER);
}

fn press(id: &str) {
    let element = gloo::utils::document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        element.click();
    }
}

/// Properties of [`Choosers`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Files were chosen.
    pub on_files: Callback<Dropped>,
}

/// The two hidden inputs behind the buttons.
#[component]
pub fn Choosers(props: &Props) -> Html {
    let t = use_store().text();
    let onchange = props.on_files.reform(|event: Event| take_input(&event.target_unchecked_into()));
    html! {
        <>
            <input id={FILES} type="file" multiple=true hidden=true aria-label={t.choose_files()} onchange={onchange.clone()} />
            <input id={FOLDER} type="file" webkitdirectory=true multiple=true hidden=true aria-label={t.choose_folder()} {onchange} />
        </>
    }
}

/// Properties of [`ChooseButtons`].
#[derive(Properties, PartialEq)]
pub struct ButtonsProps {
    /// The first button is the page's main one.
    #[prop_or_default]
    pub primary: bool,
}

/// The buttons that open the choosers and the field for pasting.
#[component]
pub fn ChooseButtons(props: &ButtonsProps) -> Html {
    let store = use_store();
    let t = store.text();
    html! {
        <>
            <button
                type="button"
                class={classes!("btn", props.primary.then_some("primary"))}
                onclick={|_: MouseEvent| choose_folder()}
            >
                { t.choose_folder() }
            </button>
            <button type="button" class="btn" onclick={|_: MouseEvent| choose_files()}>{ t.choose_files() }</button>
            <button
                type="button"
                class="btn"
                onclick={store.teller(|_: MouseEvent| Message::DialogChanged(Some(Dialog::Paste)))}
            >
                { t.paste_text() }
            </button>
        </>
    }
}

/// The same three ways behind one button, where there are files already.
#[component]
pub fn AddMenu() -> Html {
    let store = use_store();
    let t = store.text();
    html! {
        <Menu label={html! { { t.add_files() } }} class={classes!("btn")} choices=true>
            <button type="button" class="btn quiet" onclick={|_: MouseEvent| choose_folder()}>{ t.choose_folder() }</button>
            <button type="button" class="btn quiet" onclick={|_: MouseEvent| choose_files()}>{ t.choose_files() }</button>
            <button
                type="button"
                class="btn quiet"
                onclick={store.teller(|_: MouseEvent| Message::DialogChanged(Some(Dialog::Paste)))}
            >
                { t.paste_text() }
            </button>
        </Menu>
    }
}
