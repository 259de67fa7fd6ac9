//! Files that were made: each can be saved alone, all together as an archive.

use yew::prelude::*;

use crate::components::cut_path::cut_path;
use crate::components::nothing::nothing;
use crate::store::{Bench, use_store};
use crate::worker::Packing;

/// How many files are listed.
const FIRST: usize = 60;

/// The id of the heading, which takes the focus when something was made.
pub const HEADING: &str = "made";

/// Properties of [`MadeFiles`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose files.
    pub bench: Bench,
    /// What they are, while they are not saved.
    pub title: AttrValue,
    /// What should be known of them.
    #[prop_or_default]
    pub help: AttrValue,
    /// Further buttons.
    #[prop_or_default]
    pub children: Children,
}

/// The card of the files.
#[component]
pub fn MadeFiles(props: &Props) -> Html {
    let store = use_store();
    let t = store.text();
    let made = store.desk.made_on(props.bench).cloned();
    use_effect_with(made.as_ref().map(|made| made.files.clone()), |files| {
        if files.is_some() {
            super::names::focus_soon(HEADING.to_owned());
        }
    });
    let Some(made) = made else { return nothing() };
    let paths: Vec<String> = made.files.iter().map(|(path, _)| path.clone()).collect();
    let hand_out = |paths: Vec<String>, packing: Packing| {
        let (pool, bench) = (store.pool.clone(), props.bench);
        Callback::from(move |_: MouseEvent| pool.hand_out(bench, paths.clone(), packing))
    };
    let title = if made.saved { AttrValue::from(t.made_saved()) } else { props.title.clone() };
    let more = paths.len().saturating_sub(FIRST);
    html! {
        <section class="node made" aria-labelledby={HEADING}>
            <div class="head">
                <h2 id={HEADING} tabindex="-1">{ title }</h2>
                <span class="tag">{ t.files_made(paths.len()) }</span>
                <div class="tools">
                    { props.children.clone() }
                    <button type="button" class="btn" onclick={hand_out(paths.clone(), Packing::Zip)}>{ t.download_zip() }</button>
                    <button type="button" class="btn primary" onclick={hand_out(paths.clone(), Packing::TarGz)}>{ t.download_tar() }</button>
                </div>
            </div>
            <ul class="filelist">
                { for made.files.iter().take(FIRST).map(|(path, mode)| {
                    let short = path.strip_prefix("made/").unwrap_or(path);
                    html! {
                        <li key={path.clone()}>
                            <span class="grow" title={short.to_owned()}>{ cut_path(short) }</span>
                            <span class="mode">{ format!("{mode:04o}") }</span>
                            <button
                                type="button"
                                class="copy"
                                aria-label={t.download_what(short)}
                                onclick={hand_out(vec![path.clone()], Packing::Single)}
                            >
                                { t.download() }
                            </button>
                        </li>
                    }
                }) }
                if more > 0 { <li class="dim">{ t.and_more(more) }</li> }
            </ul>
            <div class="pane">
                if !props.help.is_empty() { <p>{ &props.help }</p> }
                <p class="dim">{ t.made_help() }{ " " }{ t.tar_help() }</p>
            </div>
        </section>
    }
}
