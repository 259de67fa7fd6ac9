//! Every file, with what was recognised in it or why nothing was.

use cluster::{FileRow, Report};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::components::nothing::nothing;

use crate::components::choose::AddMenu;
use crate::components::cut_path::cut_path;
use crate::components::filter_bar::search_field;
use crate::components::icon::{Symbol, icon};
use crate::components::question_card::QuestionCard;
use crate::components::rows::rest;
use crate::components::troubled_file::{is_troubled, is_unknown, troubled_file};
use crate::components::window::{Space, row_height, tall, use_window};
use crate::store::{Message, use_store};

/// How many troubled files are shown in full before the rest is asked for.
const FIRST: usize = 50;

/// The screen of files.
#[component]
pub fn Files() -> Html {
    let store = use_store();
    let t = store.text();
    let all_troubled = use_state_eq(|| false);
    let shown = use_memo((store.report.clone(), store.filter.text.clone()), |(report, _)| {
        report.as_ref().map(|report| shown(report, &store.filter)).unwrap_or_default()
    });
    let window = use_window(shown.len(), row_height(), tall());
    let Some(report) = store.report.clone() else { return nothing() };
    let (unknown, troubled): (Vec<_>, Vec<_>) = shown
        .iter()
        .filter_map(|&index| Some((index, report.files.get(index)?)))
        .filter(|(_, file)| is_troubled(file))
        .partition(|(_, file)| is_unknown(file));
    let limit = if *all_troubled { usize::MAX } else { FIRST };
    let more = (troubled.len() + unknown.len()).saturating_sub(limit);
    let remove = |path: String| {
        let pool = store.pool.clone();
        Callback::from(move |_: MouseEvent| pool.remove(path.clone()))
    };
    let folders = top_folders(&report);
    let oninput = {
        let (filter, tell) = (store.filter.clone(), store.teller(Message::FilterChanged));
        Callback::from(move |event: InputEvent| {
            let mut filter = filter.clone();
            filter.text = event.target_unchecked_into::<HtmlInputElement>().value();
            tell.emit(filter);
        })
    };
    let body = window.rows.clone().filter_map(|index| {
        let place = *shown.get(index)?;
        let file = report.files.get(place)?;
        let mark = is_troubled(file).then(|| {
            let all = all_troubled.clone();
            let said: Vec<String> =
                file.problems.iter().map(|problem| words::problem(problem, store.lang).what).collect();
            let onclick = Callback::from(move |_: MouseEvent| {
                all.set(true);
                gloo::timers::callback::Timeout::new(0, move || show_trouble(place)).forget();
            });
            let symbol = if is_unknown(file) { Symbol::Info } else { Symbol::Severity(cluster::Severity::Broken) };
            html! {
                <button
                    type="button"
                    class={classes!("mark", "ink", if is_unknown(file) { "dim" } else { "sev-broken" })}
                    title={said.join(" ")}
                    aria-label={t.problems_of(said.len(), &file.path)}
                    {onclick}
                >
                    { icon(symbol) }{ said.len() }
                </button>
            }
        });
        Some(html! {
            <tr key={file.path.clone()} aria-rowindex={(index + 2).to_string()}>
                <td class="k1 path" title={file.path.clone()}>{ cut_path(&file.path) }</td>
                <td class="k2">{ words::file_kind(file.kind, store.lang) }</td>
                <td>{ file.items }</td>
                <td>{ words::bytes(file.size) }</td>
                <td class="k4">{ for mark }</td>
                <td class="k3">
                    <button
                        type="button"
                        class="copy"
                        onclick={remove(file.path.clone())}
                        aria-label={t.remove_what(&file.path)}
                    >
                        { t.remove() }
                    </button>
                </td>
            </tr>
        })
    });
    html! {
        <>
            <div class="title">
                <h1>{ t.files() }</h1>
                <p>{ t.files_help() }</p>
                <div class="tools"><AddMenu /></div>
            </div>
            <div>
                { for report.questions.iter().take(12).map(|question| html! {
                    <div><QuestionCard question={question.clone()} /></div>
                }) }
            </div>
            if folders.len() > 1 {
                <div class="filters">
                    { for folders.iter().map(|(folder, count)| html! {
                        <span class="tag">
                            { folder }{ " · " }{ count }{ " " }
                            <button type="button" class="copy" onclick={remove(folder.clone())} aria-label={t.remove_what(folder)}>
                                { t.remove() }
                            </button>
                        </span>
                    }) }
                </div>
            }
            <div class="filters" role="search">
                { search_field(t, &store.filter.text, oninput) }
                if shown.len() < report.files.len() {
                    <span class="hides" role="status">{ t.hides(report.files.len() - shown.len(), report.files.len()) }</span>
                }
            </div>
            if !troubled.is_empty() || !unknown.is_empty() {
                <section class="node" aria-labelledby="troubled">
                    <div class="head">
                        <h2 id="troubled">{ t.troubled(troubled.len()) }</h2>
                        if !unknown.is_empty() { <span class="tag">{ t.unknown_count(unknown.len()) }</span> }
                    </div>
                    { for troubled.iter().chain(&unknown).take(limit).map(|(place, file)| {
                        html! { <div key={*place} id={trouble_id(*place)} tabindex="-1">{ troubled_file(file, store.lang) }</div> }
                    }) }
                    { rest(t, more, &all_troubled) }
                </section>
            }
            <section class="node">
                <div
                    class="scroller"
                    ref={window.scroller.clone()}
                    onscroll={window.onscroll.clone()}
                    tabindex="0"
                    role="region"
                    aria-label={t.files()}
                >
                    <table aria-rowcount={(shown.len() + 1).to_string()}>
                        <caption class="unseen">{ t.files() }</caption>
                        <thead>
                            <tr>
                                <th scope="col">{ t.file() }</th>
                                <th scope="col" class="c-kind">{ t.kind() }</th>
                                <th scope="col" class="c-small">{ t.found() }</th>
                                <th scope="col" class="c-small">{ t.size() }</th>
                                <th scope="col" class="c-mark">{ t.problem() }</th>
                                <th scope="col" class="c-small"><span class="unseen">{ t.remove() }</span></th>
                            </tr>
                        </thead>
                        <tbody>
                            <Space key="before" height={window.before} />
                            { for body }
                            <Space key="after" height={window.after} />
                        </tbody>
                    </table>
                </div>
            </section>
        </>
    }
}

// Files that something is wrong with come first.
fn shown(report: &Report, filter: &crate::store::Filter) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..report.files.len())
        .filter(|&index| report.files.get(index).is_some_and(|file| filter.shows_text(&[&file.path])))
        .collect();
    let order = |file: &FileRow| match (is_troubled(file), is_unknown(file)) {
        (true, false) => 0,
        (true, true) => 1,
        _ => u8::from(file.locked.is_none()) + 1,
    };
    cluster::order::sort_by_key(&mut rows, |&index| report.files.get(index).map(order));
    rows
}

fn top_folders(report: &Report) -> Vec<(String, usize)> {
    let mut folders: Vec<(String, usize)> = Vec::new();
    for file in &report.files {
        let Some((top, _)) = file.path.split_once('/') else { continue };
        match folders.iter_mut().find(|(folder, _)| folder == top) {
            Some((_, count)) => *count += 1,
            None => folders.push((top.to_owned(), 1)),
        }
    }
    folders
}

fn trouble_id(place: usize) -> String {
    format!("trouble-{place}")
}

// From the mark in the table to the file's note above it.
fn show_trouble(place: usize) {
    let note = gloo::utils::document().get_element_by_id(&trouble_id(place));
    if let Some(note) = note.and_then(|note| note.dyn_into::<HtmlElement>().ok()) {
        note.scroll_into_view();
        let _ = note.focus();
    }
}
