//! The shell: what is around every screen, and where the state meets the workers and the browser.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::clock::now;
use crate::components::choose::Choosers;
use crate::components::export_dialog::ExportDialog;
use crate::components::filter_bar::SEARCH;
use crate::components::help_dialog::HelpDialog;
use crate::components::icon::{Symbol, icon};
use crate::components::notices::Notices;
use crate::components::opened_row::OpenedRow;
use crate::components::paste_dialog::PasteDialog;
use crate::components::progress_bar::ProgressBar;
use crate::components::rail::Rail;
use crate::components::rows;
use crate::components::top_bar::TopBar;
use crate::drop::{DropOutcome, take_transfer};
use crate::pages::{
    Approve, Authority, Certificates, Check, Empty, Expiry, Files, Renew, Request, Sign, TakeBack, Timeline,
};
use crate::route::Route;
use crate::storage;
use crate::store::{Clock, Dialog, Message, Notice, Opened, State, Store};
use crate::version::{BUILD_DATE, VERSION};
use crate::worker::Pool;

/// How often the machine's clock is looked at, in milliseconds.
const MINUTE: u32 = 60_000;

/// The page as a whole.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(storage::language(), storage::theme(), Route::from_hash(&hash()), now()));
    let pool = {
        let (dispatcher, settings) = (state.dispatcher(), state.settings.clone());
        use_memo((), move |()| {
            Pool::start(Callback::from(move |event| dispatcher.dispatch(Message::PoolSaid(event))), settings)
        })
    };
    let store = Store::new(state, Rc::clone(&pool));
    use_settings(&store);
    use_details(&store);
    use_document(&store);
    use_listeners(&store);
    use_warning(&store);
    let t = store.text();
    let outcome = on_outcome(&store);
    let on_files = outcome.reform(DropOutcome::Files);
    let ondrop = {
        let (store, outcome) = (store.clone(), outcome.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            store.tell(Message::DragChanged(false));
            if let Some(transfer) = event.data_transfer() {
                take_transfer(&transfer, outcome.clone());
            }
        })
    };
    let ondragover = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if !store.dragging {
                store.tell(Message::DragChanged(true));
            }
        })
    };
    let ondragleave = {
        let store = store.clone();
        // Leaving an element for another one of the page is not leaving the page.
        Callback::from(move |event: DragEvent| {
            if event.related_target().is_none() {
                store.tell(Message::DragChanged(false));
            }
        })
    };
    let main = use_node_ref();
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(main) = main.cast::<HtmlElement>() {
                let _ = main.focus();
            }
        })
    };
    let screen = match (store.route, store.has_files()) {
        (Route::Check, _) => html! { <Check /> },
        (Route::Renew, _) => html! { <Renew /> },
        (Route::Request, _) => html! { <Request /> },
        (Route::Sign, _) => html! { <Sign /> },
        (Route::Approve, _) => html! { <Approve /> },
        (Route::Return, _) => html! { <TakeBack /> },
        (Route::Authority, _) => html! { <Authority /> },
        (_, false) => html! { <Empty /> },
        (Route::Home | Route::Expiry, true) => html! { <Expiry /> },
        (Route::Timeline, true) => html! { <Timeline /> },
        (Route::Certificates, true) => html! { <Certificates /> },
        (Route::Files, true) => html! { <Files /> },
    };
    let dialog = match store.dialog {
        Some(Dialog::Paste) => html! { <PasteDialog /> },
        Some(Dialog::Export) => html! { <ExportDialog /> },
        Some(Dialog::Help) => html! { <HelpDialog /> },
        None => Html::default(),
    };
    let said = store.report.as_ref().filter(|_| store.progress.is_none()).map(|report| {
        let said = words::summary(&report.summary, report.viewed_at, 0, store.lang);
        format!("{} {}", words::inventory(report, store.lang), said.headline)
    });
    html! {
        <ContextProvider<Store> context={store.clone()}>
            <div class="page" {ondrop} {ondragover} {ondragleave}>
                <a class="skip" href="#main" onclick={skip}>{ t.skip() }</a>
                <TopBar />
                <Rail />
                <main id="main" tabindex="-1" ref={main}>
                    <Notices />
                    <div>{ screen }</div>
                </main>
                <footer class="foot-of-page">
                    <span>{ format!("KubeCerts {VERSION}") }</span>
                    if !BUILD_DATE.is_empty() { <span>{ t.built_on(BUILD_DATE) }</span> }
                    <span>{ t.knows_up_to(&cluster::Release::NEWEST.to_string()) }</span>
                    <span>{ t.nothing_leaves() }</span>
                </footer>
                <div>if store.opened.is_some() { <OpenedRow /> }</div>
                <div>{ dialog }</div>
                <div><ProgressBar /></div>
                <Choosers {on_files} />
                if store.dragging {
                    <div class="over" aria-hidden="true"><div>{ icon(Symbol::Into) }{ t.let_go() }</div></div>
                }
                <div class="unseen" role="status" aria-live="polite">{ said }</div>
            </div>
        </ContextProvider<Store>>
    }
}

fn hash() -> String {
    gloo::utils::window().location().hash().unwrap_or_default()
}

fn on_outcome(store: &Store) -> Callback<DropOutcome> {
    let store = store.clone();
    Callback::from(move |outcome| match outcome {
        DropOutcome::Files(dropped) => {
            if !dropped.files.is_empty() {
                store.tell(Message::ReadingBegan(now()));
            }
            store.pool.add_files(dropped.files, dropped.folders);
        }
        DropOutcome::Text(text) => {
            store.tell(Message::ReadingBegan(now()));
            store.pool.add_text(text);
        }
        DropOutcome::FolderNotHandedOver { name } => store.tell(Message::Noticed(Notice::FolderKept(name))),
        DropOutcome::Unreadable { path, reason } => store.tell(Message::Noticed(Notice::Unreadable(path, reason))),
        DropOutcome::Nothing => store.tell(Message::Noticed(Notice::NothingDropped)),
    })
}

/// The workers follow the settings.
#[hook]
fn use_settings(store: &Store) {
    let pool = Rc::clone(&store.pool);
    use_effect_with(store.settings.clone(), move |settings| pool.settings(settings.clone()));
}

/// The opened row asks the workers for what it shows, and again with every new report.
#[hook]
fn use_details(store: &Store) {
    let pool = Rc::clone(&store.pool);
    use_effect_with((store.opened, store.report.clone()), move |(opened, _)| match opened {
        Some(Opened::Certificate(certificate)) => pool.detail(*certificate),
        Some(Opened::Request(request)) => pool.request_detail(*request),
        // What is judged is here already.
        Some(Opened::Approval(_)) | None => {}
    });
}

/// Language, theme and title of the document follow the state, and the first two are kept.
#[hook]
fn use_document(store: &Store) {
    let route = if store.route == Route::Home && store.has_files() { Route::Expiry } else { store.route };
    use_effect_with((store.lang, store.theme, route), |(lang, theme, route)| {
        let t = words::Text(*lang);
        let document = gloo::utils::document();
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", lang.tag());
            let _ = root.set_attribute("data-theme", theme.name());
        }
        let screen = match route {
            Route::Home => t.tagline(),
            Route::Expiry => t.expiry(),
            Route::Timeline => t.timeline(),
            Route::Certificates => t.certificates(),
            Route::Files => t.files(),
            Route::Renew => t.renew_title(),
            Route::Request => t.desk_request(),
            Route::Sign => t.desk_sign(),
            Route::Approve => t.desk_approve(),
            Route::Return => t.desk_return(),
            Route::Authority => t.desk_authority(),
            Route::Check => t.check(),
        };
        document.set_title(&format!("{screen} · KubeCerts"));
        storage::keep_language(*lang);
        storage::keep_theme(*theme);
    });
}

/// The keyboard, the address, pasting, and the machine's clock.
#[hook]
fn use_listeners(store: &Store) {
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let document = gloo::utils::document();
        let of = |latest: &Rc<std::cell::RefCell<Store>>| latest.borrow().clone();
        let on_hash = {
            let latest = Rc::clone(&latest);
            gloo::events::EventListener::new(&window, "hashchange", move |_| {
                of(&latest).tell(Message::RouteChanged(Route::from_hash(&hash())));
                gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            })
        };
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let on_key = {
            let latest = Rc::clone(&latest);
            gloo::events::EventListener::new_with_options(&document, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    key_pressed(event, &of(&latest));
                }
            })
        };
        let on_paste = {
            let latest = Rc::clone(&latest);
            gloo::events::EventListener::new(&document, "paste", move |event| {
                let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
                if !is_typing()
                    && let Some(transfer) = event.clipboard_data()
                {
                    take_transfer(&transfer, on_outcome(&of(&latest)));
                }
            })
        };
        let on_minute = {
            let latest = Rc::clone(&latest);
            gloo::timers::callback::Interval::new(MINUTE, move || {
                let store = of(&latest);
                // Without a report there is nothing to look at again.
                if store.clock == Clock::Machine && store.has_files() {
                    store.tell(Message::MinutePassed(now()));
                }
            })
        };
        move || drop((on_hash, on_key, on_paste, on_minute))
    });
}

/// While something that was made is not saved, the browser asks before the page is left.
#[hook]
fn use_warning(store: &Store) {
    use_effect_with(!store.desk.unsaved.is_empty(), |is_unsaved| {
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let listener = is_unsaved.then(|| {
            gloo::events::EventListener::new_with_options(
                &gloo::utils::window(),
                "beforeunload",
                options,
                web_sys::Event::prevent_default,
            )
        });
        move || drop(listener)
    });
}

fn is_typing() -> bool {
    gloo::utils::document()
        .active_element()
        .is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false))
}

fn key_pressed(event: &KeyboardEvent, store: &Store) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        // An open dialog closes by itself; a menu stops the key before it comes here.
        "Escape" if store.dialog.is_none() && store.opened.is_some() => store.tell(Message::RowClosed),
        "/" if !is_typing() && store.dialog.is_none() => {
            let search =
                gloo::utils::document().get_element_by_id(SEARCH).and_then(|e| e.dyn_into::<HtmlElement>().ok());
            if let Some(search) = search {
                event.prevent_default();
                let _ = search.focus();
            }
        }
        "?" if !is_typing() && store.dialog.is_none() => {
            event.prevent_default();
            store.tell(Message::DialogChanged(Some(Dialog::Help)));
        }
        _ if store.dialog.is_none() => rows::on_key(event),
        _ => {}
    }
}
