//! The key of something that is to be made: a new one, or one that was dropped; and how it is written.

use std::rc::Rc;

use cluster::desk::draft::{KeyForm, KeySource};
use pki::KeyKind;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::field::{Said, chosen, described, field, invalid, pressed, switch};
use crate::store::{Desk, Store};

const KINDS: [(KeyKind, &str); 5] = [
    (KeyKind::Rsa2048, "RSA 2048"),
    (KeyKind::Rsa3072, "RSA 3072"),
    (KeyKind::Rsa4096, "RSA 4096"),
    (KeyKind::EcdsaP256, "ECDSA P-256"),
    (KeyKind::EcdsaP384, "ECDSA P-384"),
];

/// How many of the keys that were dropped are offered.
const MOST: usize = 300;

/// Finds the key and its form that are edited.
pub type Key = fn(&mut Desk) -> Option<(&mut KeySource, &mut KeyForm)>;

/// The choice; `passphrases` are the two fields for a new passphrase, read when the key is made and kept nowhere else.
pub fn key_choice(
    store: &Store,
    key: &KeySource,
    form: KeyForm,
    find: Key,
    passphrases: &[NodeRef; 2],
    said: &[Said],
    said_of_passphrase: &[Said],
) -> Html {
    let t = store.text();
    let keys = store.report.clone();
    let onchange = {
        let keys = keys.clone();
        chosen(
            store,
            Rc::new(move |desk, value| {
                let new = KINDS.into_iter().find(|(_, name)| *name == value).map(|(kind, _)| KeySource::New(kind));
                let held = || {
                    let keys = keys.as_ref()?;
                    let key = keys.keys.iter().find(|key| key.facts.public.sha256.to_string() == value)?;
                    Some(KeySource::Held(key.facts.public.sha256))
                };
                if let Some(source) = new.or_else(held)
                    && let Some((key, _)) = find(desk)
                {
                    *key = source;
                }
            }),
        )
    };
    let held = keys.as_ref().map(|report| report.keys.as_slice()).unwrap_or_default();
    let control = html! {
        <select id="key" {onchange} aria-invalid={invalid(said)} aria-describedby={described("key", false, said)}>
            <optgroup label={t.new_key()}>
                { for KINDS.into_iter().map(|(kind, name)| html! {
                    <option value={name} selected={*key == KeySource::New(kind)}>{ name }</option>
                }) }
            </optgroup>
            if !held.is_empty() {
                <optgroup label={t.held_key()}>
                    { for held.iter().take(MOST).map(|row| {
                        let place = row.places.first().map(|place| place.path.clone()).unwrap_or_default();
                        let public = &row.facts.public;
                        html! {
                            <option value={public.sha256.to_string()} selected={*key == KeySource::Held(public.sha256)}>
                                { t.key_held(&words::key_algorithm(&public.algorithm), &place) }
                            </option>
                        }
                    }) }
                </optgroup>
            }
        </select>
    };
    let is_new = matches!(key, KeySource::New(_));
    let one = |choice: KeyForm, label: &'static str| {
        let change = move |desk: &mut Desk| {
            if let Some((_, form)) = find(desk) {
                *form = choice;
            }
        };
        (label, form == choice, pressed(store, Rc::new(change)))
    };
    let help = match form {
        KeyForm::Kubeadm => t.form_kubeadm_help(),
        KeyForm::Pkcs8 => t.form_pkcs8_help(),
        KeyForm::EncryptedPkcs8 => t.form_encrypted_help(),
    };
    let secret = |id: &'static str, label: &str, reference: &NodeRef, said: &[Said]| {
        let control = html! {
            <input
                {id}
                type="password"
                autocomplete="new-password"
                ref={reference.clone()}
                aria-invalid={invalid(said)}
                aria-describedby={described(id, false, said)}
            />
        };
        field(id, label, "", said, control)
    };
    html! {
        <>
            { field("key", t.its_key(), "", said, control) }
            <div hidden={is_new}><p class="help">{ t.held_key_help() }</p></div>
            <div class="field" hidden={!is_new}>
                <span class="label">{ t.key_form() }</span>
                { switch(t.key_form(), vec![
                    one(KeyForm::Kubeadm, t.form_kubeadm()),
                    one(KeyForm::Pkcs8, "PKCS#8"),
                    one(KeyForm::EncryptedPkcs8, t.form_encrypted()),
                ]) }
                <p class="help">{ help }</p>
            </div>
            <div class="pair" hidden={!is_new || form != KeyForm::EncryptedPkcs8}>
                { secret("passphrase", t.passphrase(), &passphrases[0], &[]) }
                { secret("passphrase-again", t.passphrase_again(), &passphrases[1], said_of_passphrase) }
            </div>
        </>
    }
}

/// The passphrase for a new encrypted key, `None` where none is wanted. The fields are emptied when it is taken.
///
/// # Errors
/// What is wrong with the two fields, in words.
pub fn take_passphrase(
    store: &Store,
    key: &KeySource,
    form: KeyForm,
    fields: &[NodeRef; 2],
) -> Result<Option<Zeroizing<String>>, &'static str> {
    let t = store.text();
    if form != KeyForm::EncryptedPkcs8 || !matches!(key, KeySource::New(_)) {
        return Ok(None);
    }
    let inputs = fields.each_ref().map(|field| field.cast::<HtmlInputElement>());
    let [first, again] =
        inputs.each_ref().map(|input| Zeroizing::new(input.as_ref().map(HtmlInputElement::value).unwrap_or_default()));
    if first.is_empty() {
        return Err(t.passphrase_missing());
    }
    if *first != *again {
        return Err(t.passphrase_differs());
    }
    for input in inputs.into_iter().flatten() {
        input.set_value("");
    }
    Ok(Some(first))
}
