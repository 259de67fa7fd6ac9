//! Results to copy or to save.

use cluster::{NodeReport, Report};
use web_sys::HtmlSelectElement;
use words::Lang;
use yew::prelude::*;

use super::nothing::nothing;

use super::copy_button::CopyButton;
use super::modal::Modal;
use crate::save::save;
use crate::store::{Message, use_store};

/// A form of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Yaml,
    Csv,
    Markdown,
    Calendar,
}

impl Form {
    const ALL: [Self; 6] = [Self::Text, Self::Json, Self::Yaml, Self::Csv, Self::Markdown, Self::Calendar];

    // kubeadm knows one node at a time, so its own forms are of one node.
    fn is_of_kubeadm(self) -> bool {
        matches!(self, Self::Text | Self::Json | Self::Yaml)
    }

    fn ending(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("txt", "text/plain"),
            Self::Json => ("json", "application/json"),
            Self::Yaml => ("yaml", "application/yaml"),
            Self::Csv => ("csv", "text/csv"),
            Self::Markdown => ("md", "text/markdown"),
            Self::Calendar => ("ics", "text/calendar"),
        }
    }
}

/// Chooses node and form, shows the result, copies or saves it.
#[component]
pub fn ExportDialog() -> Html {
    let store = use_store();
    let t = store.text();
    let Some(report) = store.report.clone() else { return nothing() };
    let nodes: Vec<&NodeReport> = report.clusters.iter().flat_map(|cluster| &cluster.nodes).collect();
    let exact: Vec<&NodeReport> = nodes.iter().copied().filter(|node| node.exact.is_some()).collect();
    let form = use_state_eq(|| if exact.is_empty() { Form::Markdown } else { Form::Text });
    let node = use_state_eq(String::new);
    let chosen = nodes.iter().copied().find(|candidate| candidate.id == **node);
    let chosen = if form.is_of_kubeadm() {
        chosen.filter(|node| node.exact.is_some()).or(exact.first().copied())
    } else {
        chosen
    };
    let result = render(&report, chosen, *form, store.lang);
    let (ending, media_type) = form.ending();
    let file = format!("{}.{ending}", chosen.map_or("kubecerts", |node| node.name.as_str()));
    let on_node = {
        let node = node.clone();
        Callback::from(move |event: Event| node.set(event.target_unchecked_into::<HtmlSelectElement>().value()))
    };
    let on_save = {
        let (result, file) = (result.clone(), file.clone());
        Callback::from(move |_: MouseEvent| {
            let _ = save(&file, media_type, &result);
        })
    };
    let label = |form: Form| match form {
        Form::Text => t.kubeadm_text(),
        Form::Json => "JSON",
        Form::Yaml => "YAML",
        Form::Csv => "CSV",
        Form::Markdown => t.markdown_report(),
        Form::Calendar => t.calendar(),
    };
    let help = match *form {
        Form::Text | Form::Json | Form::Yaml => t.exact_help(),
        Form::Csv => t.csv_help(),
        Form::Markdown => t.markdown_help(),
        Form::Calendar => t.calendar_help(),
    };
    let offered = if form.is_of_kubeadm() { &exact } else { &nodes };
    html! {
        <Modal title={t.export()} on_close={store.teller(|()| Message::DialogChanged(None))}>
            <div class="choices" role="group" aria-label={t.format()}>
                { for Form::ALL.iter().map(|&choice| {
                    let form = form.clone();
                    html! {
                        <button
                            type="button"
                            class="btn"
                            aria-pressed={(*form == choice).to_string()}
                            disabled={choice.is_of_kubeadm() && exact.is_empty()}
                            onclick={Callback::from(move |_: MouseEvent| form.set(choice))}
                        >
                            { label(choice) }
                        </button>
                    }
                }) }
            </div>
            <label class="field">
                { t.node() }
                <select onchange={on_node}>
                    if !form.is_of_kubeadm() { <option value="" selected={chosen.is_none()}>{ t.all_nodes() }</option> }
                    { for offered.iter().map(|node| html! {
                        <option value={node.id.clone()} selected={chosen.is_some_and(|chosen| chosen.id == node.id)}>{ &node.name }</option>
                    }) }
                </select>
            </label>
            <p>{ help }</p>
            if let Some(error) = chosen.filter(|_| form.is_of_kubeadm()).and_then(|node| node.exact.as_ref()).and_then(|exact| exact.error.as_ref()) {
                <p class="missing">{ error }</p>
            }
            <pre class="tall" tabindex="0" aria-label={file.clone()}>{ &result }</pre>
            <div class="end">
                <CopyButton text={result.clone()} what={file.clone()} label={Some(AttrValue::from(t.copy()))} class={classes!("btn")} />
                <button type="button" class="btn primary" onclick={on_save}>{ t.save_as(&file) }</button>
            </div>
        </Modal>
    }
}

fn render(report: &Report, node: Option<&NodeReport>, form: Form, lang: Lang) -> String {
    let exact = node.and_then(|node| node.exact.as_ref());
    match form {
        Form::Text => exact.map(|exact| exact.text.clone()).unwrap_or_default(),
        Form::Json => exact.map(|exact| exact.json.clone()).unwrap_or_default(),
        Form::Yaml => exact.map(|exact| exact.yaml.clone()).unwrap_or_default(),
        Form::Csv => words::render::csv(&of_node(report, node), lang),
        Form::Markdown => words::render::markdown(&of_node(report, node), lang),
        Form::Calendar => words::render::icalendar(&of_node(report, node), lang),
    }
}

// The report of one node alone: its tables, and the certificates that they show.
fn of_node(report: &Report, node: Option<&NodeReport>) -> Report {
    let mut report = report.clone();
    if let Some(node) = node {
        for cluster in &mut report.clusters {
            cluster.nodes.retain(|other| other.id == node.id);
        }
        report.clusters.retain(|cluster| !cluster.nodes.is_empty());
        report.certificates.retain(|row| row.rows.iter().any(|(id, _)| *id == node.id));
        report.files.retain(|file| file.node == node.id);
        report.keys.clear();
        report.requests.clear();
        report.questions.clear();
    }
    report
}
