//! The part of a long list that is in view: rows outside it are not in the document.

use std::ops::Range;

use web_sys::HtmlElement;
use yew::prelude::*;

/// Rows drawn before and after what is in view, so that a fast scroll or an arrow key never meets a gap. Each row in the
/// document makes every step of a scroll dearer.
const MARGIN: usize = 6;
/// The view moves on in steps, so that most scroll events change nothing.
const STEP: usize = 4;

/// The height of the longest list on a screen of its own, as the style sheet has it, in CSS pixels: the screen without
/// what stands above and below, but not less than this.
const AROUND: usize = 250;
const LEAST: usize = 320;
/// The height of a list that is one part of a screen, in CSS pixels (`.scroller.short`).
pub const SHORT: usize = 420;

/// The window on a long list.
pub struct Window {
    /// To be set on the element that scrolls.
    pub scroller: NodeRef,
    /// To be set on the element that scrolls.
    pub onscroll: Callback<Event>,
    /// The rows to draw.
    pub rows: Range<usize>,
    /// Height of what stands before them, in CSS pixels.
    pub before: usize,
    /// Height of what comes after them.
    pub after: usize,
}

/// The height of a table row as the style sheet has it (`--row`).
pub fn row_height() -> usize {
    let width = gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1280.0);
    if width <= 720.0 { 58 } else { 37 }
}

/// The height of a list on a screen of its own, in CSS pixels.
pub fn tall() -> usize {
    let screen = gloo::utils::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(900.0);
    let screen: usize = format!("{screen:.0}").parse().unwrap_or(900);
    screen.saturating_sub(AROUND).max(LEAST)
}

/// Watches the scroll position of a list of `count` rows of equal `height` in an element no higher than `view`.
#[hook]
pub fn use_window(count: usize, height: usize, view: usize) -> Window {
    let scroller = use_node_ref();
    let first = use_state_eq(|| 0_usize);
    let onscroll = {
        let (scroller, first) = (scroller.clone(), first.clone());
        use_callback(height, move |_: Event, &height| {
            if let Some(element) = scroller.cast::<HtmlElement>() {
                let top = usize::try_from(element.scroll_top()).unwrap_or(0) / height;
                first.set(top / STEP * STEP);
            }
        })
    };
    // Paper has no view: all rows are drawn for it.
    let printing = use_state_eq(|| false);
    {
        let printing = printing.setter();
        use_effect_with((), move |()| {
            let window = gloo::utils::window();
            let before = printing.clone();
            let begin = gloo::events::EventListener::new(&window, "beforeprint", move |_| before.set(true));
            let end = gloo::events::EventListener::new(&window, "afterprint", move |_| printing.set(false));
            move || drop((begin, end))
        });
    }
    let in_view = view.div_ceil(height) + STEP;
    if *printing {
        return Window { scroller, onscroll, rows: 0..count, before: 0, after: 0 };
    }
    let start = first.saturating_sub(MARGIN).min(count.saturating_sub(in_view));
    let end = (*first + in_view + MARGIN).min(count);
    let start = start.min(end);
    Window { scroller, onscroll, rows: start..end, before: start * height, after: (count - end) * height }
}

/// Properties of [`Space`].
#[derive(Properties, PartialEq)]
pub struct SpaceProps {
    /// Its height in CSS pixels.
    pub height: usize,
    /// It stands among the rows of a table.
    #[prop_or(true)]
    pub in_table: bool,
}

/// What stands for the rows outside the view. Its height goes through the CSS object model, since the page's policy
/// forbids style attributes.
#[component]
pub fn Space(props: &SpaceProps) -> Html {
    let node = use_node_ref();
    use_effect_with((props.height, node.clone()), |(height, node)| {
        if let Some(element) = node.cast::<HtmlElement>() {
            let _ = element.style().set_property("height", &format!("{height}px"));
        }
    });
    if props.in_table {
        html! { <tr class="space" aria-hidden="true" ref={node}><td /></tr> }
    } else {
        html! { <div aria-hidden="true" ref={node} /> }
    }
}
