//! How much of a validity is over, as a bar.

use cluster::Severity;
use pki::UnixTime;
use yew::prelude::*;

use super::icon::severity_class;

/// Per cent of the validity that is over at `viewed_at`, 0 to 100.
pub fn used_percent(not_before: UnixTime, not_after: UnixTime, viewed_at: UnixTime) -> i64 {
    let whole = not_after.seconds().saturating_sub(not_before.seconds());
    let over = viewed_at.seconds().saturating_sub(not_before.seconds());
    if whole <= 0 { 100 } else { (i128::from(over) * 100 / i128::from(whole)).clamp(0, 100).try_into().unwrap_or(100) }
}

/// Draws the bar. `label` says the same in words.
pub fn life_bar(severity: Severity, percent: i64, label: String) -> Html {
    html! {
        <svg class={classes!("life", "ink", severity_class(severity))} role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <rect class="track" width="100%" height="6" rx="3" />
            <rect class="used" width={format!("{percent}%")} height="6" rx="3" />
        </svg>
    }
}
