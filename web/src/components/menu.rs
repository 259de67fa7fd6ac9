//! A button that opens a small sheet below it.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands on the button.
    pub label: Html,
    /// The whole name of the button, where what stands on it is not enough.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What the button is about, on hover.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The style of the button.
    #[prop_or(classes!("ctl"))]
    pub class: Classes,
    /// The sheet opens to the right of the button's left edge.
    #[prop_or_default]
    pub left: bool,
    /// The sheet holds choices: a press on one closes it.
    #[prop_or_default]
    pub choices: bool,
    /// The sheet.
    pub children: Children,
}

/// The sheet closes with Esc, by a press of the button, and when the focus leaves it.
#[component]
pub fn Menu(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let whole = use_node_ref();
    let button = use_node_ref();
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
                if let Some(button) = button.cast::<HtmlElement>() {
                    let _ = button.focus();
                }
            }
        })
    };
    let onfocusout = {
        let (open, whole) = (open.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            if let (Some(whole), Some(to)) = (whole.cast::<Node>(), to.as_ref())
                && whole.contains(Some(to))
            {
                return;
            }
            // A choice in a select or a press on a button that goes away has no target: only a real one closes.
            if to.is_some() {
                open.set(false);
            }
        })
    };
    let on_choice = props.choices.then(|| {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest("button").ok().flatten().is_some()) {
                open.set(false);
            }
        })
    });
    use_outside_press(whole.clone(), open.clone());
    html! {
        <div class={classes!("menu", props.left.then_some("left"))} ref={whole} {onkeydown} {onfocusout}>
            <button
                type="button"
                class={props.class.clone()}
                ref={button}
                aria-expanded={open.to_string()}
                aria-label={props.name.clone()}
                title={props.title.clone().or(props.name.clone())}
                {onclick}
            >
                { props.label.clone() }
            </button>
            if *open {
                <div class={classes!("sheet", props.choices.then_some("choice"))} tabindex="-1" onclick={on_choice}>{ props.children.clone() }</div>
            }
        </div>
    }
}

#[hook]
fn use_outside_press(whole: NodeRef, open: UseStateHandle<bool>) {
    use_effect_with(*open, move |is_open| {
        let listener = is_open.then(|| {
            gloo::events::EventListener::new(&gloo::utils::document(), "pointerdown", move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                if !whole.cast::<Node>().is_some_and(|whole| whole.contains(target.as_ref())) {
                    open.set(false);
                }
            })
        });
        move || drop(listener)
    });
}
