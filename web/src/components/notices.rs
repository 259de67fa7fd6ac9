//! What went wrong outside the files themselves, until it was read.

use yew::prelude::*;

use super::choose::choose_folder;
use super::icon::{Symbol, icon};
use super::pack_command::PackCommand;
use crate::store::{Message, Notice, use_store};

/// The notices, newest last; and the warning about a machine clock that is probably wrong.
#[component]
pub fn Notices() -> Html {
    let store = use_store();
    let t = store.text();
    let notices = store.notices.iter().enumerate().map(|(index, notice)| {
        let said = match notice {
            Notice::FolderKept(name) => t.folder_kept(name),
            Notice::Unreadable(path, reason) => t.drop_unreadable(path, reason),
            Notice::NothingDropped => t.nothing_dropped().to_owned(),
            Notice::WorkerLost(path, reason) => t.worker_lost(path, reason),
            Notice::OwnerLost(reason) => t.owner_lost(reason),
            Notice::GaveUp(reason) => t.gave_up(reason),
        };
        let class = match notice {
            Notice::GaveUp(_) | Notice::WorkerLost(..) => "sev-expired",
            _ => "sev-soon",
        };
        let pool = store.pool.clone();
        html! {
            <div class={classes!("note", "banner", class)} role="alert">
                { icon(Symbol::Info) }
                <div>
                    <p>{ said }</p>
                    if matches!(notice, Notice::FolderKept(_)) {
                        <PackCommand />
                    }
                </div>
                if matches!(notice, Notice::FolderKept(_)) {
                    <button type="button" class="btn primary" onclick={|_: MouseEvent| choose_folder()}>
                        { t.choose_folder() }
                    </button>
                }
                if matches!(notice, Notice::GaveUp(_)) {
                    <button type="button" class="btn" onclick={Callback::from(move |_: MouseEvent| pool.forget_everything())}>
                        { t.forget_everything() }
                    </button>
                }
                <button
                    type="button"
                    class="btn quiet"
                    onclick={store.teller(move |_: MouseEvent| Message::NoticeRead(index))}
                >
                    { t.close() }
                </button>
            </div>
        }
    });
    html! {
        <div>
            { for notices }
            if let Some(said) = clock_warning(&store) {
                <div class="note banner sev-soon">{ icon(Symbol::Info) }<div><p>{ said }</p></div></div>
            }
        </div>
    }
}

fn clock_warning(state: &crate::store::State) -> Option<String> {
    let t = state.text();
    let locale = state.locale();
    if let Some(built) = crate::version::build_date()
        && state.now < built
    {
        return Some(t.clock_before_build(&super::when::full(locale, state.now)));
    }
    let newest = state.report.as_ref()?.newest_not_before?;
    let sample = state.clock == crate::store::Clock::Sample;
    (state.now < newest && !sample)
        .then(|| t.clock_before_newest(&super::when::full(locale, state.now), &super::when::full(locale, newest)))
}
