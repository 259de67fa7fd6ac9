//! How far reading is.

use yew::prelude::*;

use super::nothing::nothing;

use crate::store::use_store;

/// Counts the files while they are read; cancelling forgets everything.
#[component]
pub fn ProgressBar() -> Html {
    let store = use_store();
    let t = store.text();
    let Some(progress) = store.progress else { return nothing() };
    let pool = store.pool.clone();
    let cancel = Callback::from(move |_: MouseEvent| pool.forget_everything());
    html! {
        <div class="progress">
            <progress
                aria-label={t.reading()}
                max={progress.total.max(1).to_string()}
                value={(progress.total > 0).then(|| progress.done.to_string())}
            />
            <span>{ t.read_count(progress.done, progress.total) }</span>
            <button type="button" class="btn quiet" onclick={cancel}>{ t.cancel() }</button>
        </div>
    }
}
