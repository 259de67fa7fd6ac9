//! The page's one store: one state, one message enum named by what happened, one reducer. Views derive everything else.

mod desk;
mod filter;

use std::ops::Deref;
use std::rc::Rc;

use cluster::{Detail, Report, Settings};
use pki::{Fingerprint, RequestDetails, UnixTime};
use words::{Lang, Text};
use yew::prelude::*;

use crate::route::Route;
use crate::worker::{Pool, PoolEvent};

pub use crate::worker::Bench;
pub use desk::Desk;
pub use filter::Filter;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the page's `data-theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Where the instant comes from that everything is viewed at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// The machine's clock, looked at again every minute.
    Machine,
    /// An instant the user chose.
    Moved,
    /// The fixed instant of the sample cluster.
    Sample,
}

/// What a row that was opened shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opened {
    /// A certificate.
    Certificate(Fingerprint),
    /// A request.
    Request(Fingerprint),
    /// A CertificateSigningRequest of the cluster, by its place among those that were judged.
    Approval(usize),
}

/// The dialog that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// Text to paste.
    Paste,
    /// Results to copy or save.
    Export,
    /// The keys, and what the words mean.
    Help,
}

/// Something that went wrong outside the files themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The browser does not hand over a dropped folder, by its name.
    FolderKept(String),
    /// A part of a drop could not be listed: its path, and what the browser said.
    Unreadable(String, String),
    /// There was nothing usable in a drop.
    NothingDropped,
    /// Reading this file brought a worker down: its path, and what the worker said.
    WorkerLost(String, String),
    /// The owner of the workspace went down; everything is read again.
    OwnerLost(String),
    /// The owner goes down again and again.
    GaveUp(String),
}

/// How far reading is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Files read.
    pub done: u32,
    /// Files in all, as far as known.
    pub total: u32,
}

/// A value that is shared and compared by identity: reports are large, and a new one is always different.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What a view needs to write an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Locale {
    /// The language.
    pub lang: Lang,
    /// Local time instead of UTC.
    pub local_time: bool,
    /// The instant that relative times count from.
    pub viewed_at: UnixTime,
}

impl Locale {
    /// The texts in its language.
    pub fn text(self) -> Text {
        Text(self.lang)
    }
}

/// Everything the page knows.
#[derive(Clone, PartialEq)]
pub struct State {
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
    /// Times are shown in local time.
    pub local_time: bool,
    /// The screen.
    pub route: Route,
    /// The machine's clock when it was last looked at.
    pub now: UnixTime,
    /// Where `settings.viewed_at` comes from.
    pub clock: Clock,
    /// What the report is made with.
    pub settings: Settings,
    /// The newest report; `None` before anything was dropped.
    pub report: Option<Shared<Report>>,
    /// Reading is under way.
    pub progress: Option<Progress>,
    /// The opened row.
    pub opened: Option<Opened>,
    /// What it shows, once it is there.
    pub detail: Option<Shared<Detail>>,
    /// What an opened request shows.
    pub request: Option<Shared<RequestDetails>>,
    /// Which rows are shown.
    pub filter: Filter,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Something is being dragged over the page.
    pub dragging: bool,
    /// What went wrong and was not read yet, oldest first.
    pub notices: Vec<Notice>,
    /// What the screens of the signing desk hold.
    pub desk: Desk,
}

/// What happened.
pub enum Message {
    /// Another language was chosen.
    LanguageChosen(Lang),
    /// Another theme was chosen.
    ThemeChosen(Theme),
    /// Local time was switched on or off.
    LocalTimeChosen(bool),
    /// The address has another hash.
    RouteChanged(Route),
    /// A minute passed on the machine's clock.
    MinutePassed(UnixTime),
    /// Everything is to be viewed at another instant.
    ViewMoved(UnixTime),
    /// The view follows the machine's clock again.
    ViewFollowsMachine(UnixTime),
    /// The sample cluster was asked for; it is seen at this instant.
    SampleChosen(UnixTime),
    /// What the report is made with was changed.
    SettingsChanged(Box<Settings>),
    /// Files are on their way to the workers, at this instant of the machine's clock.
    ReadingBegan(UnixTime),
    /// The workers say something.
    PoolSaid(PoolEvent),
    /// A row was opened.
    RowOpened(Opened),
    /// The opened row was closed.
    RowClosed,
    /// The rows that are shown were chosen anew.
    FilterChanged(Filter),
    /// A dialog was opened, or closed.
    DialogChanged(Option<Dialog>),
    /// A drag entered the page, or left it.
    DragChanged(bool),
    /// Something went wrong outside the files.
    Noticed(Notice),
    /// A notice was read, by its place.
    NoticeRead(usize),
    /// Something on the signing desk was typed, chosen or ticked.
    DeskEdited(Box<dyn FnOnce(&mut Desk)>),
}

impl State {
    /// The state at the start, before anything was dropped.
    pub fn new(lang: Lang, theme: Theme, route: Route, now: UnixTime) -> Self {
        Self {
            lang,
            theme,
            local_time: false,
            route,
            now,
            clock: Clock::Machine,
            settings: Settings::at(now),
            report: None,
            progress: None,
            opened: None,
            detail: None,
            request: None,
            filter: Filter::default(),
            dialog: None,
            dragging: false,
            notices: Vec::new(),
            desk: Desk::new(now),
        }
    }

    /// The texts in the chosen language.
    pub fn text(&self) -> Text {
        Text(self.lang)
    }

    /// What views need to write an instant.
    pub fn locale(&self) -> Locale {
        let viewed_at = self.report.as_ref().map_or(self.settings.viewed_at, |report| report.viewed_at);
        Locale { lang: self.lang, local_time: self.local_time, viewed_at }
    }

    /// Something was dropped.
    pub fn has_files(&self) -> bool {
        self.report.as_ref().is_some_and(|report| !report.files.is_empty() || !report.clusters.is_empty())
    }

    fn look_at_clock(&mut self, now: UnixTime) {
        self.now = now;
        if self.clock == Clock::Machine {
            self.settings.viewed_at = now;
        }
    }

    fn pool_said(&mut self, event: PoolEvent) {
        match event {
            PoolEvent::Progress { done, total, .. } => {
                self.progress = (done < total).then_some(Progress { done, total });
            }
            PoolEvent::Report(report) => {
                if let Some(Opened::Certificate(opened)) = self.opened
                    && !report.certificates.iter().any(|row| row.facts.sha256 == opened)
                {
                    self.close_row();
                }
                // A drop that the workers did not count is done when its report is there.
                self.progress = self.progress.filter(|progress| progress.total > 0);
                self.report = Some(Shared::new(*report));
            }
            PoolEvent::Detail(detail) => {
                if self.opened == Some(Opened::Certificate(detail.certificate.facts.sha256)) {
                    self.detail = Some(Shared::new(*detail));
                }
            }
            PoolEvent::RequestDetail(request) => {
                if self.opened == Some(Opened::Request(request.facts.sha256)) {
                    self.request = Some(Shared::new(*request));
                }
            }
            PoolEvent::NotThere(_) => self.close_row(),
            PoolEvent::WorkerLost { path, reason } => self.notice(Notice::WorkerLost(path, reason)),
            PoolEvent::OwnerLost { reason } => self.notice(Notice::OwnerLost(reason)),
            PoolEvent::GaveUp { reason } => self.notice(Notice::GaveUp(reason)),
            PoolEvent::Forgotten => self.forget(),
            PoolEvent::Desk(event) => self.desk.heard(event, self.lang),
        }
    }

    // The same notice twice says nothing new.
    fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    fn close_row(&mut self) {
        self.opened = None;
        self.detail = None;
        self.request = None;
    }

    fn forget(&mut self) {
        self.close_row();
        self.report = None;
        self.progress = None;
        self.filter = Filter::default();
        self.notices.clear();
        self.clock = Clock::Machine;
        self.settings = Settings::at(self.now);
        self.desk = Desk::new(self.now);
    }
}

impl Reducible for State {
    type Action = Message;

    fn reduce(self: Rc<Self>, message: Message) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match message {
            Message::LanguageChosen(lang) => state.lang = lang,
            Message::ThemeChosen(theme) => state.theme = theme,
            Message::LocalTimeChosen(local) => state.local_time = local,
            Message::RouteChanged(route) => {
                state.close_row();
                state.route = route;
            }
            Message::MinutePassed(now) => state.look_at_clock(now),
            Message::ViewMoved(instant) => {
                state.clock = Clock::Moved;
                state.settings.viewed_at = instant;
            }
            Message::ViewFollowsMachine(now) => {
                state.now = now;
                state.clock = Clock::Machine;
                state.settings.viewed_at = now;
            }
            Message::SampleChosen(instant) => {
                state.clock = Clock::Sample;
                state.settings.viewed_at = instant;
            }
            Message::SettingsChanged(settings) => state.settings = *settings,
            Message::ReadingBegan(now) => {
                state.look_at_clock(now);
                state.progress = state.progress.or(Some(Progress { done: 0, total: 0 }));
            }
            Message::PoolSaid(event) => state.pool_said(event),
            Message::RowOpened(opened) => {
                if state.opened != Some(opened) {
                    state.close_row();
                    state.opened = Some(opened);
                }
            }
            Message::RowClosed => state.close_row(),
            Message::FilterChanged(filter) => state.filter = filter,
            Message::DialogChanged(dialog) => state.dialog = dialog,
            Message::DragChanged(dragging) => state.dragging = dragging,
            Message::Noticed(notice) => state.notice(notice),
            Message::NoticeRead(index) => {
                if index < state.notices.len() {
                    state.notices.remove(index);
                }
            }
            Message::DeskEdited(change) => change(&mut state.desk),
        }
        Rc::new(state)
    }
}

/// What every component reaches through the context: the state, the way to say what happened, and the workers.
#[derive(Clone)]
pub struct Store {
    state: UseReducerHandle<State>,
    /// The workers.
    pub pool: Rc<Pool>,
}

impl Store {
    /// Joins the state and the workers.
    pub fn new(state: UseReducerHandle<State>, pool: Rc<Pool>) -> Self {
        Self { state, pool }
    }

    /// Says what happened.
    pub fn tell(&self, message: Message) {
        self.state.dispatch(message);
    }

    /// A callback that says what happened.
    pub fn teller<E: 'static>(&self, message: impl Fn(E) -> Message + 'static) -> Callback<E> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |event| dispatcher.dispatch(message(event)))
    }

    /// Changes what the report is made with.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        self.tell(Message::SettingsChanged(Box::new(settings)));
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

impl Deref for Store {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

/// The store; there is one around every component of the page.
///
/// # Panics
/// Outside the page's root, which is a fault of the program.
#[hook]
pub fn use_store() -> Store {
    use_context::<Store>().expect("the root component provides the store")
}
