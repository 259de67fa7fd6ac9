//! A file that something is wrong with: what, where, and what would help.

use cluster::{FileRow, Severity};
use intake::{FileKind, ProblemKind};
use words::Lang;
use yew::prelude::*;

use super::icon::{Symbol, icon};

/// Nothing was recognised in it, and nothing more is to be said.
pub fn is_unknown(file: &FileRow) -> bool {
    file.kind == FileKind::Unrecognised
        && file.problems.iter().all(|problem| problem.kind == ProblemKind::NotRecognised)
}

/// Something is to be said of it.
pub fn is_troubled(file: &FileRow) -> bool {
    !file.problems.is_empty() || matches!(file.kind, FileKind::Unrecognised | FileKind::Unread)
}

/// The file in full.
pub fn troubled_file(file: &FileRow, lang: Lang) -> Html {
    let (symbol, class) =
        if is_unknown(file) { (Symbol::Info, "dim") } else { (Symbol::Severity(Severity::Broken), "sev-broken") };
    html! {
        <div class="note plain">
            <span class={classes!("ink", class)}>{ icon(symbol) }</span>
            <div>
                <p class="mono">{ &file.path }</p>
                { for file.problems.iter().map(|problem| {
                    let said = words::problem(problem, lang);
                    html! {
                        <p>
                            <b>{ said.what }</b>
                            if !said.place.is_empty() { { " " }<span class="tag">{ said.place }</span> }
                            { " " }
                            { said.help }
                        </p>
                    }
                }) }
            </div>
        </div>
    }
}
