//! A question to the user.

use cluster::{Question, Report};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Symbol, icon};
use crate::store::use_store;

/// Properties of [`QuestionCard`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is asked.
    pub question: Question,
}

/// The question with its answers.
#[component]
pub fn QuestionCard(props: &Props) -> Html {
    let (said, answers) = match &props.question {
        Question::Password { path, .. } => (asked(props), html! { <PasswordForm path={path.clone()} /> }),
        Question::SameNode { id, .. } => (asked(props), html! { <NewerStateButtons id={id.clone()} /> }),
        Question::Configuration { node, paths } => {
            (asked(props), html! { <ConfigurationButtons node={node.clone()} paths={paths.clone()} /> })
        }
    };
    html! {
        <div class="note banner question">
            { icon(Symbol::Info) }
            <div>{ said }</div>
            { answers }
        </div>
    }
}

fn asked(props: &Props) -> Html {
    html! { <Asked question={props.question.clone()} /> }
}

#[component]
fn Asked(props: &Props) -> Html {
    let store = use_store();
    // The question names a node by identity; people know it by name.
    let question = match &props.question {
        Question::Configuration { node, paths } => {
            let name = store.report.as_ref().and_then(|report| node_name(report, node)).unwrap_or(node.clone());
            Question::Configuration { node: name, paths: paths.clone() }
        }
        other => other.clone(),
    };
    let said = words::question(&question, store.lang);
    html! {
        <>
            <p><b>{ said.title }</b></p>
            <p>{ said.explanation }</p>
        </>
    }
}

fn node_name(report: &Report, id: &str) -> Option<String> {
    report.clusters.iter().flat_map(|cluster| &cluster.nodes).find(|node| node.id == id).map(|node| node.name.clone())
}

#[derive(Properties, PartialEq)]
struct PasswordProps {
    path: String,
}

#[component]
fn PasswordForm(props: &PasswordProps) -> Html {
    let store = use_store();
    let t = store.text();
    let input = use_node_ref();
    let onsubmit = {
        let (store, input, path) = (store.clone(), input.clone(), props.path.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                store.pool.unlock(path.clone(), input.value());
                input.set_value("");
            }
        })
    };
    html! {
        <form {onsubmit}>
            <input type="password" ref={input} autocomplete="off" aria-label={t.password_for(&props.path)} placeholder={t.password()} />
            <button type="submit" class="btn">{ t.unlock() }</button>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct NewerStateProps {
    id: String,
}

#[component]
fn NewerStateButtons(props: &NewerStateProps) -> Html {
    let store = use_store();
    let t = store.text();
    let answer = |newer: bool| {
        let (store, id) = (store.clone(), props.id.clone());
        Callback::from(move |_: MouseEvent| {
            store.change_settings(|settings| {
                settings.newer_state.retain(|(question, _)| *question != id);
                settings.newer_state.push((id.clone(), newer));
            });
        })
    };
    html! {
        <div class="cluster-of">
            <button type="button" class="btn" onclick={answer(true)}>{ t.newer_state() }</button>
            <button type="button" class="btn" onclick={answer(false)}>{ t.another_node() }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ConfigurationProps {
    node: String,
    paths: Vec<String>,
}

#[component]
fn ConfigurationButtons(props: &ConfigurationProps) -> Html {
    let store = use_store();
    let button = |path: &String| {
        let (store, node, chosen) = (store.clone(), props.node.clone(), path.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            store.change_settings(|settings| {
                settings.configurations.retain(|(id, _)| *id != node);
                settings.configurations.push((node.clone(), chosen.clone()));
            });
        });
        html! { <button type="button" class="btn" {onclick}>{ path }</button> }
    };
    html! { <div class="cluster-of">{ for props.paths.iter().map(button) }</div> }
}
