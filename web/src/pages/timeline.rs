//! Validity on a time axis.

use yew::prelude::*;

use crate::components::nothing::nothing;

use crate::components::filter_bar::FilterBar;
use crate::components::icon::{Symbol, icon, severity_class};
use crate::components::when::short;
use crate::components::window::{Space, tall, use_window};
use crate::store::{Message, Opened, use_store};
use crate::timeline::{Lane, Line, Scale, Span, lines, place, ticks};

/// The height of a lane as the style sheet has it.
const LANE: usize = 30;

/// The screen.
#[component]
pub fn Timeline() -> Html {
    let store = use_store();
    let t = store.text();
    let locale = store.locale();
    let scale = use_state_eq(|| Scale::Years);
    let all = use_memo((store.report.clone(), store.filter.clone(), store.lang), |(report, filter, _)| {
        report.as_ref().map(|report| lines(report, filter, t.loose())).unwrap_or_default()
    });
    let window = use_window(all.lines.len(), LANE, tall());
    if store.report.is_none() {
        return nothing();
    }
    let span = scale.span(locale.viewed_at, all.span);
    let now = place(span, locale.viewed_at);
    let marks = ticks(span);
    let choice = |value: Scale, label: &'static str| {
        let chosen = scale.clone();
        html! {
            <button
                type="button"
                aria-pressed={(*scale == value).to_string()}
                onclick={Callback::from(move |_: MouseEvent| chosen.set(value))}
            >
                { label }
            </button>
        }
    };
    let drawn = window.rows.clone().filter_map(|index| {
        Some(match all.lines.get(index)? {
            Line::Head(name) => html! { <div class="lane-head" key={index}>{ name }</div> },
            Line::Lane(lane) => {
                let opened = Opened::Certificate(lane.certificate);
                let onclick = store.teller(move |_: MouseEvent| Message::RowOpened(opened));
                let state = words::severity(lane.severity, store.lang);
                let said = t.lane(&lane.name, &short(locale, lane.begin), &short(locale, lane.end), state);
                let class = classes!(
                    "lane",
                    "open",
                    lane.is_authority.then_some("authority"),
                    (store.opened == Some(opened)).then_some("sel")
                );
                html! {
                    <button type="button" key={index} {class} {onclick} title={said.clone()} aria-label={said}>
                        <span class="lab">
                            <span class={classes!("ink", severity_class(lane.severity))}>
                                { icon(Symbol::Severity(lane.severity)) }
                            </span>
                            <span>{ &lane.name }</span>
                        </span>
                        { track(lane, span, now, &marks) }
                    </button>
                }
            }
        })
    });
    html! {
        <>
            <div class="title">
                <h1>{ t.timeline() }</h1>
                <p>{ t.timeline_help() }</p>
                <span class="grow" />
                <div class="switch" role="group" aria-label={t.zoom()}>
                    { choice(Scale::Year, t.one_year()) }
                    { choice(Scale::Years, t.five_years()) }
                    { choice(Scale::All, t.all()) }
                </div>
            </div>
            <FilterBar hidden={all.hidden} total={all.hidden + all.shown} />
            <div class="time">
                <div class="lanes" ref={window.scroller.clone()} onscroll={window.onscroll.clone()} role="region" tabindex="0" aria-label={t.timeline()}>
                    <div class="axis" aria-hidden="true">
                        <span />
                        <svg>
                            { for marks.iter().map(|(at, label)| html! { <text x={percent(*at)} y="16" text-anchor="middle">{ label }</text> }) }
                        </svg>
                    </div>
                    <Space in_table=false height={window.before} />
                    { for drawn }
                    <Space in_table=false height={window.after} />
                </div>
            </div>
        </>
    }
}

fn percent(at: f64) -> String {
    format!("{at:.3}%")
}

fn track(lane: &Lane, span: Span, now: f64, marks: &[(f64, String)]) -> Html {
    let (begin, end) = (place(span, lane.begin).clamp(0.0, 100.0), place(span, lane.end).clamp(0.0, 100.0));
    let width = (end - begin).max(0.25);
    let ceiling =
        lane.ceiling.map(|(from, to)| (place(span, from).clamp(0.0, 100.0), place(span, to).clamp(0.0, 100.0)));
    let (y, height) = if lane.is_authority { ("12", "6") } else { ("10", "10") };
    html! {
        <svg class={classes!("track", "ink", severity_class(lane.severity))} aria-hidden="true">
            { for marks.iter().map(|(at, _)| html! { <line class="tick" x1={percent(*at)} x2={percent(*at)} y1="0" y2="30" /> }) }
            if let Some((from, to)) = ceiling {
                <rect class="ceiling" x={percent(from)} width={percent((to - from).max(0.0))} y="5" height="2" />
                if to < 100.0 { <line class="ceiling-end" x1={percent(to)} x2={percent(to)} y1="3" y2="26" /> }
            }
            if end > 0.0 && begin < 100.0 {
                <rect class="span" x={percent(begin)} width={percent(width)} {y} {height} rx="4" />
            }
            if (0.0..=100.0).contains(&now) { <line class="today" x1={percent(now)} x2={percent(now)} y1="0" y2="30" /> }
        </svg>
    }
}
