//! How requests are signed: by which authority, as what, for how long.

use std::rc::Rc;

use cluster::catalogue::Role;
use cluster::desk::sign::{AuthorityChoice, AuthorityOption, ProfileChoice, ValidityChoice};
use yew::prelude::*;

use super::field::{chosen, field, instant_field, number_field, text_field, typed};
use super::usages::usages;
use crate::components::chain::last_part;
use crate::components::when::short;
use crate::pages::SIGNERS;
use crate::store::{Desk, Store};

const DAY: i64 = 86_400;

/// The form.
pub fn sign_form(store: &Store) -> Html {
    let t = store.text();
    let order = &store.desk.order;
    html! {
        <section class="node form" aria-labelledby="how">
            <h2 id="how">{ t.how_to_sign() }</h2>
            { authority(store) }
            { profile(store) }
            { validity(store) }
            if let ValidityChoice::Seconds(seconds) = order.validity {
                { number_field(store, "days", t.days(), Some(seconds / DAY), &[], Rc::new(|desk, days| {
                    desk.order.validity = ValidityChoice::Seconds(days.unwrap_or(0).saturating_mul(DAY));
                })) }
            }
            if let ValidityChoice::Between(begin, end) = order.validity {
                { instant_field(store, "valid-from", t.valid_from(), begin, Rc::new(move |desk, begin| {
                    desk.order.validity = ValidityChoice::Between(begin, end);
                })) }
                { instant_field(store, "valid-to", t.valid_to(), end, Rc::new(move |desk, end| {
                    desk.order.validity = ValidityChoice::Between(begin, end);
                })) }
            }
        </section>
    }
}

/// An authority as one line: its name, where it lies, until when.
pub fn authority_label(store: &Store, option: &AuthorityOption) -> String {
    let t = store.text();
    let mut parts = vec![option.subject.clone()];
    let place = if option.node.is_empty() {
        option.places.first().map(|place| last_part(&place.path).to_owned()).unwrap_or_default()
    } else {
        format!("{} {}", option.node, option.role.as_deref().unwrap_or_default()).trim_end().to_owned()
    };
    parts.extend(Some(place).filter(|place| !place.is_empty()));
    parts.extend(option.not_after.map(|end| t.until(&short(store.locale(), end))));
    if !option.key_here {
        parts.push(t.key_missing().to_owned());
    }
    parts.join(" · ")
}

fn authority(store: &Store) -> Html {
    let t = store.text();
    let now = &store.desk.order.authority;
    let options = store.desk.authorities.clone();
    let all = options.as_ref().map(|options| options.as_slice()).unwrap_or_default();
    let onchange = {
        let options = options.clone();
        chosen(
            store,
            Rc::new(move |desk, value| {
                let certificate = options
                    .as_ref()
                    .and_then(|options| options.iter().find(|option| option.certificate.to_string() == value));
                desk.order.authority = certificate
                    .map_or(AuthorityChoice::ByRole, |option| AuthorityChoice::Certificate(option.certificate));
            }),
        )
    };
    let one = |option: &AuthorityOption| *now == AuthorityChoice::Certificate(option.certificate);
    let no_key = all.iter().any(|option| one(option) && !option.key_here);
    let help = match now {
        _ if all.is_empty() => t.no_authority_here(),
        _ if no_key => t.authority_key_missing(),
        AuthorityChoice::ByRole => t.by_role_help(),
        AuthorityChoice::Certificate(_) => "",
    };
    field(
        "authority",
        t.by_which_authority(),
        help,
        &[],
        html! {
            <select id="authority" {onchange} aria-describedby={(!help.is_empty()).then_some("authority-help")}>
                <option value="" selected={*now == AuthorityChoice::ByRole}>{ t.by_role() }</option>
                { for all.iter().map(|option| html! {
                    <option value={option.certificate.to_string()} selected={one(option)}>{ authority_label(store, option) }</option>
                }) }
            </select>
        },
    )
}

fn usages_of(desk: &mut Desk) -> Option<&mut Vec<String>> {
    match &mut desk.order.profile {
        ProfileChoice::Signer { usages, .. } | ProfileChoice::Free { usages, .. } => Some(usages),
        _ => None,
    }
}

fn profile(store: &Store) -> Html {
    let t = store.text();
    let now = &store.desk.order.profile;
    let onchange = chosen(
        store,
        Rc::new(|desk, value| {
            let usages = usages_of(desk).cloned().unwrap_or_default();
            desk.order.profile = match value.split_once(':') {
                Some(("role", name)) => ProfileChoice::Role(name.to_owned()),
                Some(("signer", name)) => ProfileChoice::Signer { name: name.to_owned(), usages },
                _ if value == "below" => ProfileChoice::Subordinate { path_length: Some(0) },
                _ if value == "free" => ProfileChoice::Free { usages, passing: Vec::new() },
                _ => ProfileChoice::ByRole,
            };
        }),
    );
    let signer = match now {
        ProfileChoice::Signer { name, .. } => Some(name.as_str()),
        _ => None,
    };
    let other = signer.filter(|name| !SIGNERS.contains(name));
    let release = crate::pages::release_of(store);
    let select = html! {
        <select id="profile" {onchange}>
            <option value="" selected={*now == ProfileChoice::ByRole}>{ t.by_role() }</option>
            <optgroup label={t.profile_of_kubeadm()}>
                { for Role::leafs(release, false).map(|role| html! {
                    <option value={format!("role:{}", role.name)} selected={*now == ProfileChoice::Role(role.name.to_owned())}>{ role.name }</option>
                }) }
            </optgroup>
            <optgroup label={t.profile_of_signers()}>
                { for SIGNERS.into_iter().map(|name| html! {
                    <option value={format!("signer:{name}")} selected={signer == Some(name)}>{ name }</option>
                }) }
                <option value="signer:" selected={other.is_some()}>{ t.other_signer() }</option>
            </optgroup>
            <optgroup label={t.profile_other()}>
                <option value="below" selected={matches!(now, ProfileChoice::Subordinate { .. })}>{ t.subordinate() }</option>
                <option value="free" selected={matches!(now, ProfileChoice::Free { .. })}>{ t.free_profile() }</option>
            </optgroup>
        </select>
    };
    let further = match now {
        ProfileChoice::Subordinate { path_length } => number_field(
            store,
            "path-length",
            t.path_length(),
            path_length.map(i64::from),
            &[],
            Rc::new(|desk, length| {
                let path_length = length.and_then(|length| u8::try_from(length).ok());
                desk.order.profile = ProfileChoice::Subordinate { path_length };
            }),
        ),
        ProfileChoice::Signer { usages: list, .. } => html! {
            <>
                if let Some(name) = other {
                    { text_field("other-signer", t.signer_name(), "", &[], name.to_owned(), typed(store, Rc::new(|desk, value| {
                        if let ProfileChoice::Signer { name, .. } = &mut desk.order.profile {
                            *name = value;
                        }
                    }))) }
                }
                <p class="label">{ t.usages_without_manifest() }</p>
                { usages(store, list, usages_of) }
            </>
        },
        ProfileChoice::Free { usages: list, passing } => html! {
            <>
                <p class="label">{ t.usages() }</p>
                { usages(store, list, usages_of) }
                { text_field("passing", t.passing_extensions(), t.passing_help(), &[], passing.join(" "), typed(store, Rc::new(|desk, value| {
                    if let ProfileChoice::Free { passing, .. } = &mut desk.order.profile {
                        *passing = value.split_whitespace().map(str::to_owned).collect();
                    }
                }))) }
            </>
        },
        _ => Html::default(),
    };
    html! { <>{ field("profile", t.profile(), "", &[], select) }{ further }</> }
}

fn validity(store: &Store) -> Html {
    let t = store.text();
    let now = store.desk.order.validity.clone();
    let at = crate::clock::now();
    let onchange = chosen(
        store,
        Rc::new(move |desk, value| {
            desk.order.validity = match value.as_str() {
                "days" => ValidityChoice::Seconds(365 * DAY),
                "dates" => ValidityChoice::Between(at, at.plus(365 * DAY)),
                _ => ValidityChoice::Default,
            };
        }),
    );
    field(
        "validity",
        t.validity(),
        "",
        &[],
        html! {
            <select id="validity" {onchange}>
                <option value="" selected={now == ValidityChoice::Default}>{ t.validity_default() }</option>
                <option value="days" selected={matches!(now, ValidityChoice::Seconds(_))}>{ t.validity_days() }</option>
                <option value="dates" selected={matches!(now, ValidityChoice::Between(..))}>{ t.validity_dates() }</option>
            </select>
        },
    )
}
