//! Showing one rating to those who may read the tab: a choice for each, never the default (R77), and one that
//! can be unmade.

use crate::lean::{derived, handler, memo};
use domain::rating::{Rating, Show as ShowRating};
use domain::{Audience, BinderTab, Body, called};
use leptos::prelude::*;
use replica::Draft;

use crate::components::Icon;
use crate::pages::sharing::{lines, names};
use crate::paths;
use crate::state::{AppState, Undo, use_binder, use_tab_unnoted};

/// Who may see it, and the tap that shows it or shows it no longer.
#[component]
pub(super) fn ShowToOthers(
    /// The rating.
    rating: Rating,
) -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    // Nothing while that is not known: a name too few would be a lie.
    let readers = memo(move |_| {
        sharing.with(|view| {
            let lines = lines(view.open()?, app.now());
            let may = lines.iter().filter(|line| line.grant.tab == BinderTab::Ratings);
            let mut whole: Vec<&str> = may.map(|line| line.grant.name.as_str()).collect();
            whole.sort_unstable();
            whole.dedup();
            Some(called::each(whole).into_iter().map(str::to_owned).collect::<Vec<_>>())
        })
    });
    let rating = StoredValue::new(rating);
    let shown = rating.with_value(|rating| rating.shown);
    move || {
        let who = names(&readers.get()?);
        Some(match (shown, who.is_empty()) {
            (false, true) => view! {
                <p class="small">{say!(rating.nobody_may)}</p>
                <ToConsent/>
            }
            .into_any(),
            (false, false) => view! {
                <p class="small">{say!(rating.nobody_sees)}</p>
                <p class="consequence"><Icon name="users"/>{say!(rating.who_sees, names = who.clone())}</p>
                <Turn rating said=say!(rating.now_shown, names = who)/>
            }
            .into_any(),
            (true, nobody) => view! {
                <p>
                    {if nobody { say!(rating.shown_to_nobody).to_owned() } else { say!(rating.is_shown, names = who) }}
                </p>
                {nobody.then(|| view! { <ToConsent/> })}
                <p class="small">{say!(rating.seen_is_seen)}</p>
                <Turn rating said=say!(rating.now_hidden).to_owned()/>
            }
            .into_any(),
        })
    }
}

#[component]
fn ToConsent() -> impl IntoView {
    view! { <a class="button button--quiet" href=paths::SHARING>{say!(rating.to_consent)}</a> }
}

/// "Visa den här skattningen" or "Visa inte längre", each with "Ångra".
#[component]
fn Turn(rating: StoredValue<Rating>, said: String) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let shown = derived(move || rating.with_value(|rating| rating.shown));
    let turn = move |_| {
        let Some(binder) = binder.get_untracked() else { return };
        let (shows, hides) = rating.with_value(|rating| (draft(rating, shows(rating)), draft(rating, Body::Hide)));
        let (done, back) = if shown.get_untracked() { (hides, shows) } else { (shows, hides) };
        app.commit(binder, vec![done]);
        app.offer_undo(app.turn(), Undo { took_away: true, ..Undo::new(binder, said.clone(), vec![back]) });
    };
    view! {
        <button class="button button--quiet" type="button" on:click=handler(turn)>
            {if shown.get_untracked() { say!(rating.hide) } else { say!(rating.show) }}
        </button>
    }
}

fn shows(rating: &Rating) -> Body {
    Body::Show(ShowRating {
        marks: rating.marks,
        occasion: rating.occasion,
        made_at: rating.made_at,
        contributed: rating.contributed.clone(),
    })
}

fn draft(rating: &Rating, body: Body) -> Draft {
    let (tab, audience) = (BinderTab::Ratings, Audience::Tab);
    Draft { tab, entry: rating.entry, audience, meeting: None, act: None, body }
}
