//! Making a request: what for, whom it names, its key, and what comes out.

use std::rc::Rc;

use cluster::catalogue::Role;
use cluster::desk::draft::{DraftFault, DraftField, KeySource, ManifestDraft, Purpose, RequestDraft};
use cluster::{Release, Report};
use yew::prelude::*;

use crate::components::desk::commands::commands;
use crate::components::desk::field::{Said, check, field, text_field, ticked, typed};
use crate::components::desk::key_choice::{key_choice, take_passphrase};
use crate::components::desk::made_files::MadeFiles;
use crate::components::desk::making::making;
use crate::components::desk::names::names;
use crate::components::desk::subject::subject;
use crate::components::desk::usages::usages;
use crate::route::Route;
use crate::store::{Bench, Desk, Message, Store, use_store};

/// Signers of Kubernetes that anybody may write to (spec section 9.2).
pub const SIGNERS: [&str; 3] = [
    "kubernetes.io/kube-apiserver-client",
    "kubernetes.io/kube-apiserver-client-kubelet",
    "kubernetes.io/kubelet-serving",
];

/// The screen.
#[component]
pub fn Request() -> Html {
    let store = use_store();
    let t = store.text();
    let passphrases = [use_node_ref(), use_node_ref()];
    let passphrase_fault = use_state_eq(|| None::<&'static str>);
    use_effect_with((), {
        let store = store.clone();
        move |()| {
            if store.desk.draft.is_none() {
                begin(&store);
            }
        }
    });
    let release = release_of(&store);
    let Some(draft) = store.desk.draft.clone() else {
        return html! { <div><div class="title"><h1>{ t.desk_request() }</h1></div></div> };
    };
    let faults = draft.faults(release);
    let on_make = {
        let (store, passphrases, fault) = (store.clone(), passphrases.clone(), passphrase_fault.clone());
        Callback::from(move |_: MouseEvent| make(&store, release, &passphrases, &fault))
    };
    let said_of_passphrase: Vec<Said> =
        passphrase_fault.iter().map(|text| Said { text: (*text).to_owned(), grave: true }).collect();
    let said = |field: DraftField| said(&store, &faults, field);
    let one = |field: DraftField, rows: fn(usize) -> DraftField, index: Option<usize>| said(index.map_or(field, rows));
    html! {
        <div>
            <div class="title"><h1>{ t.desk_request() }</h1><p>{ t.desk_request_help() }</p></div>
            { making(&store, Bench::Request) }
            <div>
                if store.desk.made_on(Bench::Request).is_some() {
                    <MadeFiles bench={Bench::Request} title={t.made()} help={t.keep_the_key()}>
                        <button type="button" class="btn" onclick={sign_here(&store)}>{ t.sign_it_here() }</button>
                    </MadeFiles>
                }
            </div>
            <div class="desk">
                <div>
                    <section class="node form">
                        <h2>{ t.what_for() }</h2>
                        { what_for(&store) }
                    </section>
                    <section class="node form">
                        <h2>{ t.whom_it_names() }</h2>
                        { subject(&store, &draft.subject, |desk| desk.draft.as_mut().map(|draft| &mut draft.subject), &|index| {
                            one(DraftField::WholeSubject, DraftField::Subject, index)
                        }) }
                        { names(&store, &draft, &|index| one(DraftField::WholeNames, DraftField::Name, index)) }
                    </section>
                    <section class="node form">
                        <h2>{ t.its_key() }</h2>
                        { key_choice(
                            &store,
                            &draft.key,
                            draft.key_form,
                            |desk| desk.draft.as_mut().map(|draft| (&mut draft.key, &mut draft.key_form)),
                            &passphrases,
                            &said(DraftField::Key),
                            &said_of_passphrase,
                        ) }
                    </section>
                    <section class="node form">
                        <h2 id="usages-title">{ t.usages() }</h2>
                        <div role="group" aria-labelledby="usages-title" aria-describedby="usages-said">
                            { usages(&store, &draft.usages, |desk| desk.draft.as_mut().map(|draft| &mut draft.usages)) }
                        </div>
                        { crate::components::desk::field::said_of("usages", &said(DraftField::Usages)) }
                        <p class="help">{ t.usages_help() }</p>
                        { check(
                            "ask-for-usages",
                            html! { <>{ t.ask_for_usages() }<span class="help">{ t.ask_for_usages_help() }</span></> },
                            draft.ask_for_usages,
                            ticked(&store, Rc::new(|desk, on| edit(desk, |draft| draft.ask_for_usages = on))),
                        ) }
                    </section>
                    <section class="node form">
                        <h2>{ t.manifest() }</h2>
                        { manifest(&store, &draft, &said) }
                    </section>
                </div>
                <aside class="node form outcome" aria-labelledby="comes-out">
                    <h2 id="comes-out">{ t.comes_out() }</h2>
                    { text_field(
                        "base",
                        t.base_name(),
                        "",
                        &said(DraftField::Base),
                        draft.base.clone(),
                        typed(&store, Rc::new(|desk, value| edit(desk, |draft| draft.base = value))),
                    ) }
                    { outcome(&draft) }
                    if store.desk.tried && faults.iter().any(|fault| fault.grave) {
                        <p class="missing" role="alert">{ t.opened_faults() }</p>
                    }
                    <button type="button" class="btn primary" onclick={on_make} disabled={store.desk.making.is_some()}>
                        { if matches!(draft.key, KeySource::New(_)) { t.make_it() } else { t.make_request_only() } }
                    </button>
                </aside>
            </div>
            { equivalents(&store, &draft, release) }
        </div>
    }
}

fn edit(desk: &mut Desk, change: impl FnOnce(&mut RequestDraft)) {
    if let Some(draft) = desk.draft.as_mut() {
        change(draft);
    }
}

/// The release by which a draft is judged: the chosen one, else that of the first cluster.
pub fn release_of(store: &Store) -> Release {
    let guessed = store.report.as_ref().and_then(|report| report.clusters.first().map(|cluster| cluster.release));
    store.settings.release.or(guessed).unwrap_or(Release::NEWEST)
}

// The first draft: a role of the first node where there is one.
fn begin(store: &Store) {
    let node = store.report.as_ref().and_then(|report| nodes(report).next());
    let purpose = if node.is_some() { Purpose::Role("apiserver".to_owned()) } else { store.desk.purpose.clone() };
    change_purpose(store, purpose, node.map(|(id, _)| id).unwrap_or_default());
}

fn change_purpose(store: &Store, purpose: Purpose, node: String) {
    store.pool.draft(purpose.clone(), Some(node.clone()).filter(|node| !node.is_empty()));
    store.tell(Message::DeskEdited(Box::new(move |desk| {
        desk.purpose = purpose;
        desk.node = node;
        desk.tried = false;
    })));
}

fn nodes(report: &Report) -> impl Iterator<Item = (String, String)> {
    report.clusters.iter().flat_map(|cluster| &cluster.nodes).map(|node| (node.id.clone(), node.name.clone()))
}

fn said(store: &Store, faults: &[DraftFault], of: DraftField) -> Vec<Said> {
    use cluster::desk::draft::DraftFaultKind;
    // What is only not typed yet is no fault before the user is done.
    let early = |fault: &DraftFault| !store.desk.tried && fault.kind == DraftFaultKind::Empty;
    faults
        .iter()
        .filter(|fault| fault.field == of && !early(fault))
        .map(|fault| Said { text: words::draft_fault(fault, store.lang), grave: fault.grave })
        .collect()
}

fn what_for(store: &Store) -> Html {
    let t = store.text();
    let now = &store.desk.purpose;
    let release = release_of(store);
    let roles: Vec<Purpose> = Role::leafs(release, false).map(|role| Purpose::Role(role.name.to_owned())).collect();
    let groups = [
        (t.of_kubeadm(), roles),
        (t.of_kubernetes(), vec![Purpose::User, Purpose::KubeletClient, Purpose::KubeletServing]),
        (t.outside_kubernetes(), vec![Purpose::Server, Purpose::Client, Purpose::Free]),
    ];
    let all: Vec<Purpose> = groups.iter().flat_map(|(_, purposes)| purposes.clone()).collect();
    let on_purpose = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            if let Some(purpose) = value.parse().ok().and_then(|index: usize| all.get(index).cloned()) {
                change_purpose(&store, purpose, store.desk.node.clone());
            }
        })
    };
    let mut place = 0;
    let options: Vec<Html> = groups
        .into_iter()
        .map(|(label, purposes)| {
            let options = purposes.into_iter().map(|purpose| {
                let value = place.to_string();
                place += 1;
                html! { <option {value} selected={purpose == *now}>{ words::purpose(&purpose, store.lang) }</option> }
            });
            html! { <optgroup {label}>{ for options }</optgroup> }
        })
        .collect();
    let on_node = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let node = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            change_purpose(&store, store.desk.purpose.clone(), node);
        })
    };
    let nodes: Vec<(String, String)> = store.report.as_ref().map(|report| nodes(report).collect()).unwrap_or_default();
    let of_node = matches!(now, Purpose::Role(_) | Purpose::KubeletClient | Purpose::KubeletServing);
    let role = match now {
        Purpose::Role(name) => words::role(name, store.lang).map(|role| format!("{} {}", role.purpose, role.stops)),
        _ => None,
    };
    html! {
        <>
            <div class="pair">
                { field("purpose", t.what_for(), "", &[], html! {
                    <select id="purpose" onchange={on_purpose} aria-describedby="purpose-more">{ for options }</select>
                }) }
                if of_node && !nodes.is_empty() {
                    { field("for-node", t.for_node(), "", &[], html! {
                        <select id="for-node" onchange={on_node} aria-describedby="for-node-more">
                            { for nodes.iter().map(|(id, name)| html! {
                                <option value={id.clone()} selected={*id == store.desk.node}>{ name }</option>
                            }) }
                            <option value="" selected={store.desk.node.is_empty()}>{ t.no_node() }</option>
                        </select>
                    }) }
                }
            </div>
            <p class="help" id="purpose-more">{ role.unwrap_or_else(|| t.what_for_help().to_owned()) }</p>
            if of_node && !nodes.is_empty() { <p class="help" id="for-node-more">{ t.for_node_help() }</p> }
        </>
    }
}

fn manifest(store: &Store, draft: &RequestDraft, said: &dyn Fn(DraftField) -> Vec<Said>) -> Html {
    let t = store.text();
    let on_wish = ticked(
        store,
        Rc::new(|desk, on| {
            edit(desk, |draft| {
                let name = draft.subject.iter().find(|row| row.attribute == "CN").map(|row| row.value.clone());
                let name: String = name
                    .unwrap_or_default()
                    .to_lowercase()
                    .chars()
                    .map(|one| if one.is_ascii_alphanumeric() || one == '-' || one == '.' { one } else { '-' })
                    .collect();
                draft.manifest = on.then(|| ManifestDraft {
                    name: if name.is_empty() { "request".to_owned() } else { name },
                    signer_name: SIGNERS[if draft.purpose == Purpose::KubeletServing { 2 } else { 0 }].to_owned(),
                    expiration_seconds: None,
                });
            })
        }),
    );
    let fields = draft.manifest.as_ref().map(|manifest| {
        let seconds = manifest.expiration_seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        let signer_said = said(DraftField::SignerName);
        let on_signer = typed(store, Rc::new(|desk, value| edit_manifest(desk, |manifest| manifest.signer_name = value)));
        html! {
            <>
                <div class="pair">
                    { text_field(
                        "manifest-name",
                        t.manifest_name(),
                        "",
                        &said(DraftField::ManifestName),
                        manifest.name.clone(),
                        typed(store, Rc::new(|desk, value| edit_manifest(desk, |manifest| manifest.name = value))),
                    ) }
                    { field("expiration", t.expiration_seconds(), t.expiration_seconds_help(), &said(DraftField::Expiration), html! {
                        <input
                            id="expiration"
                            type="number"
                            min="600"
                            step="1"
                            value={seconds}
                            aria-invalid={crate::components::desk::field::invalid(&said(DraftField::Expiration))}
                            aria-describedby={crate::components::desk::field::described("expiration", true, &said(DraftField::Expiration))}
                            oninput={typed(store, Rc::new(|desk, value| edit_manifest(desk, |manifest| {
                                manifest.expiration_seconds = value.parse().ok();
                            })))}
                        />
                    }) }
                </div>
                { text_field("signer", t.signer_name(), "", &signer_said, manifest.signer_name.clone(), on_signer) }
                <div class="choices" role="group" aria-label={t.signer_name()}>
                    { for SIGNERS.into_iter().map(|signer| {
                        let change = move |desk: &mut Desk| edit_manifest(desk, |manifest| manifest.signer_name = signer.to_owned());
                        html! {
                            <button
                                type="button"
                                class="btn small"
                                aria-pressed={(manifest.signer_name == signer).to_string()}
                                onclick={crate::components::desk::field::pressed(store, Rc::new(change))}
                            >
                                { signer }
                            </button>
                        }
                    }) }
                </div>
            </>
        }
    });
    html! {
        <>
            { check(
                "manifest",
                html! { <>{ t.manifest_wish() }<span class="help">{ t.manifest_help() }</span></> },
                draft.manifest.is_some(),
                on_wish,
            ) }
            { for fields }
        </>
    }
}

fn edit_manifest(desk: &mut Desk, change: impl FnOnce(&mut ManifestDraft)) {
    if let Some(manifest) = desk.draft.as_mut().and_then(|draft| draft.manifest.as_mut()) {
        change(manifest);
    }
}

fn outcome(draft: &RequestDraft) -> Html {
    let key = matches!(draft.key, KeySource::New(_)).then_some(("key", "0600"));
    let files = key.into_iter().chain([("csr", "0600")]).chain(draft.manifest.as_ref().map(|_| ("yaml", "0644")));
    html! {
        <ul class="filelist">
            { for files.map(|(ending, mode)| html! {
                <li><span class="grow mono">{ format!("{}.{ending}", draft.base) }</span><span class="mode">{ mode }</span></li>
            }) }
        </ul>
    }
}

fn equivalents(store: &Store, draft: &RequestDraft, release: Release) -> Html {
    let t = store.text();
    let all = draft.equivalents(release);
    if all.is_empty() {
        return html! { <div /> };
    }
    html! {
        <section class="node form">
            <h2>{ t.same_by_commands() }</h2>
            <p class="help">{ t.same_by_commands_help() }</p>
            { commands(&all) }
        </section>
    }
}

fn make(store: &Store, release: Release, passphrases: &[NodeRef; 2], fault: &UseStateHandle<Option<&'static str>>) {
    let Some(draft) = store.desk.draft.clone() else { return };
    store.tell(Message::DeskEdited(Box::new(|desk| {
        desk.tried = true;
        desk.failed = None;
    })));
    if draft.faults(release).iter().any(|fault| fault.grave) {
        to_first_fault();
        return;
    }
    match take_passphrase(store, &draft.key, draft.key_form, passphrases) {
        Ok(passphrase) => {
            fault.set(None);
            store.pool.make_request(draft, passphrase);
        }
        Err(wrong) => {
            fault.set(Some(wrong));
            to_first_fault();
        }
    }
}

/// Gives the focus to the first field that is in the way.
pub fn to_first_fault() {
    gloo::timers::callback::Timeout::new(0, || {
        use wasm_bindgen::JsCast;
        let first =
            gloo::utils::document().query_selector("main [aria-invalid=true], main .said .sev-broken").ok().flatten();
        if let Some(first) = first.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            first.scroll_into_view();
            let _ = first.focus();
        }
    })
    .forget();
}

// The request that was made becomes the one that is to be signed.
fn sign_here(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        let made: Vec<String> = store
            .desk
            .made_on(Bench::Request)
            .map(|made| made.files.iter().map(|(path, _)| path.clone()).collect())
            .unwrap_or_default();
        let requests: Vec<pki::Fingerprint> = store
            .report
            .iter()
            .flat_map(|report| &report.requests)
            .filter(|row| row.places.iter().any(|place| made.contains(&place.path)))
            .map(|row| row.facts.sha256)
            .collect();
        store.tell(Message::DeskEdited(Box::new(move |desk| desk.order.requests = requests)));
        let _ = gloo::utils::window().location().set_hash(Route::Sign.hash());
    })
}
