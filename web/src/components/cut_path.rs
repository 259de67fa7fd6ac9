//! A path that keeps its end when there is no room for all of it.

use yew::prelude::*;

/// The folder is cut at its start, the name of the file never.
pub fn cut_path(path: &str) -> Html {
    let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, name) = path.split_at(name_at);
    html! {
        <span class="cut-path">
            if !folder.is_empty() { <span class="folder"><bdi>{ folder }</bdi></span> }
            <span class="file">{ name }</span>
        </span>
    }
}
