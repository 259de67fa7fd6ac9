//! How far something long is, and why the last thing was not made.

use cluster::Severity;
use yew::prelude::*;

use crate::components::icon::{Symbol, icon};
use crate::store::{Bench, Store};

/// The bar with its count, its estimate and a way to stop it; or what went wrong on this screen.
pub fn making(store: &Store, bench: Bench) -> Html {
    let t = store.text();
    let bar = store.desk.making.map(|making| {
        let pool = store.pool.clone();
        let label = if bench == Bench::Sign { t.signing_now() } else { t.making() };
        // The time a key takes is a matter of luck: a second more or less says nothing.
        let left = making.estimate_ms.map(|left| t.seconds_left(left.div_ceil(1000)));
        html! {
            <div class="progress" role="group" aria-label={label}>
                <progress
                    aria-label={label}
                    max={making.total.max(1).to_string()}
                    value={(making.done > 0).then(|| making.done.to_string())}
                />
                <span>
                    { t.making_count(making.done, making.total) }
                    if let Some(left) = left { { ", " }{ left } }
                </span>
                <button type="button" class="btn quiet" onclick={Callback::from(move |_: MouseEvent| pool.cancel_making())}>
                    { t.cancel() }
                </button>
            </div>
        }
    });
    let failed = store.desk.failed.as_ref().filter(|(on, _)| *on == bench).map(|(_, reason)| {
        html! {
            <div class="note banner sev-broken" role="alert">
                { icon(Symbol::Severity(Severity::Broken)) }
                <div><p>{ t.making_failed(reason) }</p></div>
            </div>
        }
    });
    html! { <div>{ for failed }{ for bar }</div> }
}
