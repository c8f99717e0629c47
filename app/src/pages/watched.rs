//! Vem har tittat: the access log in plain words, also without network (R27).

mod day;
mod line;

use leptos::prelude::*;
use replica::Trail;

use crate::components::Page;
use crate::lean::{For, Show, memo, part};
use crate::state::{AppState, use_binder};
use crate::words::locale;
use crate::{browser, dates, paths};

/// What the page knows.
#[derive(Clone, Default)]
struct Known {
    trail: Option<Trail>,
    /// The server has answered, or it is known that it does not.
    asked: bool,
    offline: bool,
}

/// The owner's page: the latest day first.
#[component]
pub(crate) fn WatchedPage() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let known = RwSignal::new(Known::default());
    Effect::new(move |_| {
        // Reading who it is makes this run again when the replica has opened.
        let (Some(replica), Some(binder)) = (app.me().and_then(|_| app.replica()), binder.get()) else { return };
        browser::spawn(async move {
            if let Ok(Some(kept)) = replica.known_trail(binder).await {
                known.update(|known| known.trail = Some(kept));
            }
            let heard = replica.trail(binder).await;
            known.update(|known| {
                known.asked = true;
                known.offline = heard.is_err();
                known.trail = heard.ok().or(known.trail.take());
            });
        });
    });
    let failed = RwSignal::new(false);
    let earlier = move |_| {
        let next = known.with_untracked(|known| known.trail.as_ref().and_then(|trail| trail.next.clone()));
        let (Some(replica), Some(binder), Some(next)) = (app.replica(), binder.get_untracked(), next) else {
            return;
        };
        browser::spawn(async move {
            let page = replica.earlier_trail(binder, &next).await;
            failed.set(page.is_err());
            let Ok(page) = page else { return };
            known.update(|known| {
                if let Some(trail) = &mut known.trail {
                    trail.lines.extend(page.lines);
                    trail.next = page.next;
                }
            });
        });
    };
    let back = Signal::stored(Some((paths::SHARING.to_owned(), say!(sharing.title).to_owned())));
    let days = memo(move |_| {
        known
            .with(|known| known.trail.as_ref().map_or_else(Vec::new, |t| day::days(locale(), app.now(), &t.lines)))
    });
    let state = move || {
        known.with(|known| match (&known.trail, known.asked) {
            (Some(trail), _) if known.offline => {
                Some(say!(watched.as_heard, when = dates::day_short_clock(app.now(), trail.heard_at)))
            }
            (Some(trail), _) => trail.lines.is_empty().then(|| say!(watched.none).to_owned()),
            (None, true) => Some(say!(watched.unheard).to_owned()),
            (None, false) => Some(say!(watched.reading).to_owned()),
        })
    };
    let more = memo(move |_| known.with(|known| known.trail.as_ref().is_some_and(|trail| trail.next.is_some())));
    view! {
        <Page title=say!(watched.title).to_owned() back aloud=true>
            <p class="page__lede">{say!(watched.lede)}</p>
            <p class="small" role="status">{part(state)}</p>
            <For each=move || days.get() key=|day| (day.title.clone(), day.n_lines) let:day>
                <section class="sheet">
                    <h2 class="sheet__title">{dates::capital(&day.title)}</h2>
                    <ul class="log-list">{day.acts.iter().map(|act| line::row(app.now(), act)).collect_view()}</ul>
                </section>
            </For>
            <Show when=move || more.get()>
                <div class="button-stack">
                    <button class="button button--quiet" type="button" on:click=earlier>{say!(watched.earlier)}</button>
                </div>
                <p class="small" role="status">{part(move || failed.get().then(|| say!(watched.earlier_failed)))}</p>
            </Show>
            <p class="small">{say!(watched.what_it_is)}</p>
        </Page>
    }
}
