//! The handful of symbols drawn for the page.

use cluster::Severity;
use yew::prelude::*;

/// A symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Symbol {
    /// The product's mark.
    Mark,
    /// No network.
    Shield,
    /// Into the page.
    Into,
    /// A private key.
    Key,
    /// Search.
    Search,
    /// Close.
    Cross,
    /// Display settings.
    Contrast,
    /// The order of a sorted column.
    Order,
    /// Something to know.
    Info,
    /// A severity, by its shape.
    Severity(Severity),
}

/// Draws a symbol. It says nothing to a screen reader: a word always stands beside it.
pub fn icon(symbol: Symbol) -> Html {
    let (view_box, paths) = match symbol {
        Symbol::Mark => (
            "0 0 24 24",
            html! {
                <>
                    <path fill="currentColor" d="M12 1.500l9 5.200v10.600l-9 5.200-9-5.200V6.700z" />
                    <g class="hole" fill="none" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">
                        <path d="M8.300 11.300h7.400v4.900H8.300z" />
                        <path d="M9.700 11V9.300a2.300 2.300 0 0 1 4.600 0V11" />
                    </g>
                </>
            },
        ),
        Symbol::Shield => (
            "0 0 16 16",
            html! {
                <g fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
                    <path d="M8 1.500l5.500 2v4.200c0 3.300-2.300 5.700-5.500 6.800-3.200-1.100-5.500-3.500-5.500-6.800V3.500z" />
                    <path d="M5.500 8l1.800 1.800 3.300-3.500" />
                </g>
            },
        ),
        Symbol::Into => (
            "0 0 36 36",
            html! {
                <path
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2.2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                    d="M18 5v17m0 0l-6.500-6.500M18 22l6.500-6.500M5 24v4a3 3 0 0 0 3 3h20a3 3 0 0 0 3-3v-4"
                />
            },
        ),
        Symbol::Key => (
            "0 0 16 16",
            html! {
                <g fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round">
                    <circle cx="5.200" cy="8" r="3.200" />
                    <path d="M8.400 8h6v2.400M11.800 8v2" />
                </g>
            },
        ),
        Symbol::Search => (
            "0 0 16 16",
            html! {
                <g fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round">
                    <circle cx="7" cy="7" r="4.600" />
                    <path d="M10.500 10.500L14 14" />
                </g>
            },
        ),
        Symbol::Cross => (
            "0 0 16 16",
            html! {
                <path stroke="currentColor" stroke-width="1.700" stroke-linecap="round" d="M4 4l8 8m0-8l-8 8" />
            },
        ),
        Symbol::Contrast => (
            "0 0 16 16",
            html! {
                <>
                    <circle cx="8" cy="8" r="6.300" fill="none" stroke="currentColor" stroke-width="1.500" />
                    <path fill="currentColor" d="M8 1.700a6.300 6.300 0 0 1 0 12.600z" />
                </>
            },
        ),
        Symbol::Order => ("0 0 10 10", html! { <path fill="currentColor" d="M5 1.500l4.200 7H.8z" /> }),
        Symbol::Info => (
            "0 0 16 16",
            html! {
                <g fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round">
                    <circle cx="8" cy="8" r="6.500" />
                    <path d="M8 7.600v3.500M8 4.900v.1" />
                </g>
            },
        ),
        Symbol::Severity(severity) => ("0 0 16 16", shape(severity)),
    };
    html! { <svg class="i" viewBox={view_box} aria-hidden="true" focusable="false">{ paths }</svg> }
}

// Each severity has a shape of its own, so that none is told apart by colour alone.
fn shape(severity: Severity) -> Html {
    match severity {
        Severity::Expired => html! {
            <>
                <path fill="currentColor" d="M5 .8h6L15.200 5v6L11 15.200H5L.8 11V5z" />
                <path class="hole" d="M5.400 5.400l5.200 5.200m0-5.200l-5.200 5.200" stroke-width="1.700" stroke-linecap="round" />
            </>
        },
        Severity::Broken => html! {
            <g fill="none" stroke="currentColor" stroke-width="1.700" stroke-linecap="round" stroke-linejoin="round">
                <path d="M8 1.200L14.800 8 8 14.800 1.200 8z" />
                <path d="M8 4.800v3.800M8 11v.1" />
            </g>
        },
        Severity::Critical => html! {
            <>
                <path fill="currentColor" d="M8 1l7.300 13.200H.7z" />
                <path class="hole" d="M8 6v3.600" stroke-width="1.700" stroke-linecap="round" />
                <circle class="dot" cx="8" cy="11.900" r="1" />
            </>
        },
        Severity::Soon => html! {
            <g fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round">
                <path d="M3.500 1.500h9M3.500 14.500h9M4.500 1.500c0 4 7 4.500 7 13M11.500 1.500c0 4-7 4.500-7 13" />
            </g>
        },
        Severity::Watch => html! {
            <g fill="none" stroke="currentColor" stroke-width="1.700" stroke-linecap="round">
                <rect x="1.500" y="1.500" width="13" height="13" rx="3" />
                <path d="M8 4.600V8.300l2.300 1.600" />
            </g>
        },
        Severity::NotYetValid => html! {
            <g fill="none" stroke="currentColor" stroke-width="1.700" stroke-linecap="round" stroke-linejoin="round">
                <path d="M2 2.500v11M5 8h9M10.500 4.500L14 8l-3.500 3.500" />
            </g>
        },
        Severity::Fine => html! {
            <g fill="none" stroke="currentColor" stroke-width="1.700" stroke-linecap="round" stroke-linejoin="round">
                <circle cx="8" cy="8" r="6.600" />
                <path d="M5 8.200l2.100 2.100L11 6.200" />
            </g>
        },
    }
}

/// The name of the style of a severity.
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Expired => "sev-expired",
        Severity::Broken => "sev-broken",
        Severity::Critical => "sev-critical",
        Severity::Soon => "sev-soon",
        Severity::Watch => "sev-watch",
        Severity::NotYetValid => "sev-future",
        Severity::Fine => "sev-fine",
    }
}
