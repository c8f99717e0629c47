//! A calm line on every page while a meeting is open: what is written now is written together.

use crate::lean::{attribute, part};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::pages::way_back;
use crate::paths;
use crate::state::{AppState, use_links, use_open_meeting};

/// "Mötet pågår. Ni skriver tillsammans.", with the way to the meeting. Nothing when no meeting is open.
#[component]
pub(crate) fn MeetingBanner() -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let path = use_location().pathname;
    let open = use_open_meeting();
    let elsewhere = move || path.with(|path| path != paths::MEETING);
    move || {
        open.get().filter(|_| !app.quiet.get()).map(|id| {
            view! {
                <div class="notice notice--plain" role="status">
                    <p class="notice__text">{say!(meetings.going_on)}</p>
                    {part(move || elsewhere().then(|| view! {
                        <div class="notice__actions">
                            <a class="button button--quiet button--small"
                                href=attribute(move || way_back(links.get(), id))>{say!(meetings.to_meeting)}</a>
                        </div>
                    }))}
                </div>
            }
        })
    }
}
