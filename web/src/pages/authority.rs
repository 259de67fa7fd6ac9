//! Making an authority: a root, or one below a root that was dropped.

use std::rc::Rc;

use cluster::desk::authority::{AuthorityDraft, AuthorityField, AuthorityProfile};
use cluster::desk::draft::KeySource;
use cluster::desk::sign::Caution;
use yew::prelude::*;

use super::request::{release_of, to_first_fault};
use crate::clock::now;
use crate::components::desk::field::{Said, cautions, field, number_field, pressed, switch, text_field, typed};
use crate::components::desk::key_choice::{key_choice, take_passphrase};
use crate::components::desk::made_files::MadeFiles;
use crate::components::desk::making::making;
use crate::components::desk::sign_form::authority_label;
use crate::components::desk::subject::subject;
use crate::store::{Bench, Desk, Message, Store, use_store};

const DAY: i64 = 86_400;

/// The screen.
#[component]
pub fn Authority() -> Html {
    let store = use_store();
    let t = store.text();
    let passphrases = [use_node_ref(), use_node_ref()];
    let passphrase_fault = use_state_eq(|| None::<&'static str>);
    use_effect_with(store.report.clone(), {
        let store = store.clone();
        move |_| {
            store.pool.authorities();
            if store.desk.authority.is_none() {
                store.pool.authority_draft(None);
            }
        }
    });
    let Some(draft) = store.desk.authority.clone() else {
        return html! { <div><div class="title"><h1>{ t.desk_authority() }</h1></div></div> };
    };
    let faults = draft.faults();
    let said = |of: AuthorityField| -> Vec<Said> {
        let of_field = faults.iter().filter(|fault| fault.field == of);
        of_field.map(|fault| Said { text: words::authority_fault(fault, store.lang), grave: fault.grave }).collect()
    };
    let said_of_passphrase: Vec<Said> =
        passphrase_fault.iter().map(|text| Said { text: (*text).to_owned(), grave: true }).collect();
    let on_make = {
        let (store, passphrases, fault) = (store.clone(), passphrases.clone(), passphrase_fault.clone());
        Callback::from(move |_: MouseEvent| make(&store, &passphrases, &fault))
    };
    let kubeadm = matches!(draft.profile, AuthorityProfile::Kubeadm(_));
    let release = release_of(&store);
    let help = if kubeadm { t.profile_kubeadm_help(&release.to_string()) } else { t.profile_general_help().to_owned() };
    html! {
        <div>
            <div class="title"><h1>{ t.desk_authority() }</h1><p>{ t.desk_authority_help() }</p></div>
            { making(&store, Bench::Authority) }
            <div>
                if store.desk.made_on(Bench::Authority).is_some() {
                    <MadeFiles bench={Bench::Authority} title={t.made()} />
                }
            </div>
            <div class="desk">
                <div>
                    <section class="node form">
                        <h2>{ t.who_signs_it() }</h2>
                        { parent(&store, &draft) }
                        <div class="field">
                            <span class="label">{ t.profile() }</span>
                            { switch(t.profile(), vec![
                                (t.profile_kubeadm(), kubeadm, pressed(&store, Rc::new(move |desk| edit(desk, |draft| {
                                    draft.profile = AuthorityProfile::Kubeadm(release);
                                })))),
                                (t.profile_general(), !kubeadm, pressed(&store, Rc::new(|desk| edit(desk, |draft| {
                                    draft.profile = AuthorityProfile::General;
                                })))),
                            ]) }
                            <p class="help">{ help }</p>
                        </div>
                    </section>
                    <section class="node form">
                        <h2>{ t.subject_of_authority() }</h2>
                        { subject(&store, &draft.subject, |desk| desk.authority.as_mut().map(|draft| &mut draft.subject), &|index| {
                            said(index.map_or(AuthorityField::WholeSubject, AuthorityField::Subject))
                        }) }
                    </section>
                    <section class="node form">
                        <h2>{ t.validity() }</h2>
                        <div class="pair">
                            { number_field(&store, "days", t.days(), Some(draft.validity_seconds / DAY), &said(AuthorityField::Validity), Rc::new(|desk, days| {
                                edit(desk, |draft| draft.validity_seconds = days.unwrap_or(0).saturating_mul(DAY));
                            })) }
                            { number_field(&store, "path-length", t.path_length_or_none(), draft.path_length.map(i64::from), &said(AuthorityField::PathLength), Rc::new(|desk, length| {
                                edit(desk, |draft| draft.path_length = length.and_then(|length| u8::try_from(length).ok()));
                            })) }
                        </div>
                    </section>
                    <section class="node form">
                        <h2>{ t.its_key() }</h2>
                        { key_choice(
                            &store,
                            &draft.key,
                            draft.key_form,
                            |desk| desk.authority.as_mut().map(|draft| (&mut draft.key, &mut draft.key_form)),
                            &passphrases,
                            &[],
                            &said_of_passphrase,
                        ) }
                    </section>
                </div>
                <aside class="node form outcome" aria-labelledby="comes-out">
                    <h2 id="comes-out">{ t.comes_out() }</h2>
                    { text_field(
                        "base",
                        t.base_name(),
                        "",
                        &said(AuthorityField::Base),
                        draft.base.clone(),
                        typed(&store, Rc::new(|desk, value| edit(desk, |draft| draft.base = value))),
                    ) }
                    { outcome(&draft) }
                    { confirmations(&store, &draft) }
                    <button type="button" class="btn primary" onclick={on_make} disabled={store.desk.making.is_some()}>
                        { t.make_authority() }
                    </button>
                </aside>
            </div>
        </div>
    }
}

fn edit(desk: &mut Desk, change: impl FnOnce(&mut AuthorityDraft)) {
    if let Some(draft) = desk.authority.as_mut() {
        change(draft);
    }
}

fn parent(store: &Store, draft: &AuthorityDraft) -> Html {
    let t = store.text();
    let options = store.desk.authorities.clone();
    let all = options.as_ref().map(|options| options.as_slice()).unwrap_or_default();
    let chosen = all.iter().find(|option| Some(option.certificate) == draft.parent);
    let help = match chosen {
        Some(option) if !option.key_here => t.authority_key_missing(),
        _ => "",
    };
    let onchange = {
        let (store, options) = (store.clone(), options.clone());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            let parent = options
                .as_ref()
                .and_then(|options| options.iter().find(|option| option.certificate.to_string() == value))
                .map(|option| option.certificate);
            store.pool.authority_draft(parent);
        })
    };
    field(
        "parent",
        t.who_signs_it(),
        help,
        &[],
        html! {
            <select id="parent" {onchange} aria-describedby={(!help.is_empty()).then_some("parent-help")}>
                <option value="" selected={draft.parent.is_none()}>{ t.signs_itself() }</option>
                { for all.iter().map(|option| html! {
                    <option value={option.certificate.to_string()} selected={Some(option.certificate) == draft.parent}>
                        { authority_label(store, option) }
                    </option>
                }) }
            </select>
        },
    )
}

fn outcome(draft: &AuthorityDraft) -> Html {
    let key = matches!(draft.key, KeySource::New(_)).then_some((".key", "0600"));
    let chain = draft.parent.map(|_| ("-chain.pem", "0644"));
    html! {
        <ul class="filelist">
            { for [(".crt", "0644")].into_iter().chain(key).chain(chain).map(|(ending, mode)| html! {
                <li><span class="grow mono">{ format!("{}{ending}", draft.base) }</span><span class="mode">{ mode }</span></li>
            }) }
        </ul>
    }
}

// What the workers asked to have confirmed when the authority was to be made, and what was confirmed since.
fn confirmations(store: &Store, draft: &AuthorityDraft) -> Html {
    let t = store.text();
    let asked: &[Caution] = &store.desk.authority_cautions;
    if asked.is_empty() {
        return html! { <div /> };
    }
    html! {
        <div class="confirm">
            <h3>{ t.to_confirm() }</h3>
            { cautions(store, asked.iter().map(|caution| (caution, None)), &draft.confirmed, |desk| {
                desk.authority.as_mut().map(|draft| &mut draft.confirmed)
            }) }
        </div>
    }
}

fn make(store: &Store, passphrases: &[NodeRef; 2], fault: &UseStateHandle<Option<&'static str>>) {
    let Some(mut draft) = store.desk.authority.clone() else { return };
    draft.issued_at = now();
    store.tell(Message::DeskEdited(Box::new(|desk| desk.failed = None)));
    if draft.faults().iter().any(|fault| fault.grave) {
        to_first_fault();
        return;
    }
    match take_passphrase(store, &draft.key, draft.key_form, passphrases) {
        Ok(passphrase) => {
            fault.set(None);
            store.pool.make_authority(draft, passphrase);
        }
        Err(wrong) => {
            fault.set(Some(wrong));
            to_first_fault();
        }
    }
}
