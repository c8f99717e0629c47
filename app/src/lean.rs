//! The framework's parts with their closures boxed.
//!
//! Leptos makes its own copy of the reactive graph for every closure it is given; on a phone that is most
//! of the download. A boxed closure has one type per kind of value, so the copies are shared: one memo of
//! `String` instead of thirty. The price is one allocation each. Pages take these, by the same names, in
//! place of the framework's; the README's decisions have the figures.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use leptos::children::ViewFn;
use leptos::prelude::*;

/// A closure that makes a value whenever what it reads has changed: an attribute, a text.
pub(crate) type Live<T> = Box<dyn FnMut() -> T + Send>;

/// Makes a value from the one before.
type FromBefore<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value worked out once per change and compared before anything follows it (`Memo::new`).
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    work: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let work: FromBefore<T> = Box::new(work);
    Memo::new(work)
}

/// A value worked out at every reading (`Signal::derive`).
pub(crate) fn derived<T: Send + Sync + 'static>(work: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let work: Box<dyn Fn() -> T + Send + Sync> = Box::new(work);
    Signal::derive(work)
}

/// A part of the page that changes.
pub(crate) fn part<V: IntoAny>(mut work: impl FnMut() -> V + Send + 'static) -> Live<AnyView> {
    Box::new(move || work().into_any())
}

/// An attribute that changes.
pub(crate) fn attribute<T>(work: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(work)
}

/// What happens at an event.
pub(crate) fn handler<E>(work: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(work)
}

/// When something is shown.
pub(crate) struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(work: F) -> Self {
        Self(Box::new(work))
    }
}

/// Shows its children when the condition holds, else the fallback.
#[component(transparent)]
pub(crate) fn Show(
    /// Asked anew when what it reads changes; the page changes only when the answer does.
    #[prop(into)]
    when: Condition,
    /// Shown meanwhile.
    #[prop(into, optional)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = memo(move |_| (when.0)());
    part(move || if holds.get() { children() } else { fallback.run() })
}

/// One row of a list: what tells it from the others, and how it is made.
struct Row {
    key: u64,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

/// A list that keeps the rows whose key stays.
#[component(transparent)]
pub(crate) fn For<T, K, V>(
    /// The rows as they are now.
    each: impl Fn() -> Vec<T> + Send + 'static,
    /// What tells a row from the others. Rows are told apart by 64 bits of its hash.
    key: impl Fn(&T) -> K + Send + 'static,
    /// The view of one row.
    children: impl Fn(T) -> V + Send + Clone + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    K: Hash,
    V: IntoView + 'static,
{
    rows(Box::new(move || {
        let row = |item: T| {
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            let children = children.clone();
            Row { key: hasher.finish(), make: Box::new(move || children(item).into_any()) }
        };
        each().into_iter().map(row).collect()
    }))
}

/// As many rows as fill a screen.
const SCREENFUL: usize = 12;

/// So many of the others come at a time between paints, so that no tap waits for a list of hundreds.
const MORE: usize = 24;

fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    let shown = RwSignal::new(SCREENFUL);
    let first = move || {
        let (mut rows, room) = (each(), shown.get());
        if rows.len() > room {
            rows.truncate(room);
            request_animation_frame(move || {
                set_timeout(move || shown.set(room + MORE), Duration::ZERO);
            });
        }
        rows
    };
    leptos::control_flow::For(
        leptos::control_flow::ForProps::builder()
            .each(first)
            .key(|row: &Row| row.key)
            .children(|row: Row| (row.make)())
            .build(),
    )
    .into_any()
}
