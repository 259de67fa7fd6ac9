//! The usages by Kubernetes' names, to be ticked.

use std::rc::Rc;

use yew::prelude::*;

use super::field::{check, ticked};
use crate::store::{Desk, Store};

/// Those that nearly every certificate has.
const USUAL: [&str; 4] = ["digital signature", "key encipherment", "server auth", "client auth"];

/// Finds the usages that are edited.
pub type Usages = fn(&mut Desk) -> Option<&mut Vec<String>>;

/// The usual usages, and the others behind a fold that stands open when one of them is ticked.
pub fn usages(store: &Store, ticked_now: &[String], find: Usages) -> Html {
    let t = store.text();
    let one = |usage: &'static str| {
        let change = move |desk: &mut Desk, on: bool| {
            if let Some(usages) = find(desk) {
                usages.retain(|known| known != usage);
                if on {
                    usages.push(usage.to_owned());
                }
            }
        };
        let on = ticked_now.iter().any(|known| known == usage);
        check(
            &format!("usage-{}", usage.replace([' ', '/'], "-")),
            html! { { usage } },
            on,
            ticked(store, Rc::new(change)),
        )
    };
    let further: Vec<&'static str> =
        cluster::desk::usage::names().filter(|usage| !USUAL.contains(usage) && *usage != "signing").collect();
    let open = further.iter().any(|usage| ticked_now.iter().any(|known| known == usage));
    html! {
        <>
            <div class="checks">{ for USUAL.into_iter().map(one) }</div>
            <details {open}>
                <summary>{ t.more_usages() }</summary>
                <div class="checks">{ for further.into_iter().map(one) }</div>
            </details>
        </>
    }
}
