//! Tells her on this phone that another one has been paired: whoever opens the binder as her sees all of it.

use leptos::prelude::*;

use crate::components::Icon;
use crate::lean::{handler, memo, part};
use crate::state::{AppState, use_card};
use crate::{browser, dates, paths};

/// Asked once for each new phone, on each of the others. The answer is kept on this phone.
#[component]
pub(super) fn NewPhone() -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let answered = RwSignal::new(());
    let key = move || card.get().map(|card| format!("parmen.newest-phone.{}", card.id));
    let newest = memo(move |_| card.with(|card| card.as_ref()?.newest_phone_at));
    Effect::new(move |_| {
        // What is known at the first opening is nothing new.
        if let (Some(key), Some(newest)) = (key(), newest.get())
            && browser::wish(&key).is_none()
        {
            browser::keep_wish(&key, Some(&newest.as_millis().to_string()));
        }
    });
    let asks = move || {
        answered.track();
        let (known, newest) = (browser::wish(&key()?)?, newest.get()?);
        (known.parse::<i64>().ok()? < newest.as_millis()).then_some(newest)
    };
    let mine = move || {
        if let (Some(key), Some(newest)) = (key(), newest.get_untracked()) {
            browser::keep_wish(&key, Some(&newest.as_millis().to_string()));
            answered.set(());
        }
    };
    part(move || {
        asks().map(|at| {
            view! {
                <div class="notice" role="status">
                    <p class="notice__text">{say!(phones.came, when = dates::day_short_clock(app.now(), at))}</p>
                    <div class="notice__actions">
                        <button class="button button--small" type="button" on:click=handler(move |_| mine())>
                            {say!(phones.came_mine)}
                        </button>
                        <a class="button button--quiet button--small" href=paths::PHONES>
                            <Icon name="smartphone"/>{say!(phones.came_show)}
                        </a>
                    </div>
                </div>
            }
        })
    })
}
