//! What a coordinator can do with one pärm beside reading its tabs: open it on a phone, and see what
//! she may do there.

use crate::lean::{Show, attribute, memo, part};
use domain::BinderTab;
use domain::consent::{Right, lift_for};
use leptos::prelude::*;

use super::sharing::{lines_about, names, tab_name};
use crate::components::Icon;
use crate::paths;
use crate::state::{AppState, use_binder, use_card, use_links, use_tab_unnoted};

/// Below the tabs on a binder's first page.
#[component]
pub(crate) fn DeskBinderActions() -> impl IntoView {
    let app = AppState::get();
    let (card, links) = (use_card(), use_links());
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let paired = memo(move |_| card.with(|card| card.as_ref().map(|card| card.paired)));
    let known = memo(move |_| sharing.with(|view| view.open().is_some()));
    let own = memo(move |_| sharing.with(|view| lines_about(view, app.me().map(|me| me.person), app.clock())));
    // R32: she has said yes in writing to her name.
    let may_lift = memo(move |_| {
        let me = app.me().map(|me| me.person);
        sharing.with(|view| view.open().zip(me).is_some_and(|(tab, me)| lift_for(tab, me, app.clock()).is_some()))
    });
    let name = move || card.get().map(|card| card.owner_name).unwrap_or_default();
    // The tabs with one right, in their order; the full sentences stand in Samtycke.
    let tabs = move |right: Right| {
        let mut tabs = own.with(|own| {
            let of = own.iter().filter(|line| line.grant.right == right);
            of.map(|line| line.grant.tab).collect::<Vec<_>>()
        });
        tabs.sort();
        let named: Vec<String> = tabs.into_iter().map(|tab| tab_name(tab).to_owned()).collect();
        Some(names(&named)).filter(|named| !named.is_empty())
    };
    let no_consent = move || known.get() && own.with(Vec::is_empty);
    view! {
        <Show when=move || paired.get() == Some(false)>
            <div class="notice">
                <p class="notice__text">{say!(desk.binder_not_paired)}</p>
                <div class="notice__actions">
                    <a class="button button--small" href=attribute(move || links.get().to(paths::DESK_PAIR))>
                        <Icon name="qr-code"/>{say!(desk.binder_show_code)}
                    </a>
                    <Show when=no_consent>
                        <a class="button button--quiet button--small" href=attribute(move || links.get().to(paths::DESK_NEW))>
                            {say!(desk.binder_record)}
                        </a>
                    </Show>
                </div>
            </div>
        </Show>
        <Show when=move || card.with(Option::is_some) && known.get()>
            <section class="sheet" aria-labelledby="far">
                <h2 class="sheet__title" id="far">{say!(desk.binder_may)}</h2>
                <Show when=no_consent>
                    <p class="sheet__text">{say!(desk.binder_may_none, name = name())}</p>
                </Show>
                <ul class="plain-list">
                    {part(move || tabs(Right::Suggest).map(|tabs| view! { <li>{say!(desk.binder_suggest, tabs = tabs)}</li> }))}
                    {part(move || tabs(Right::Read).map(|tabs| view! { <li>{say!(desk.binder_read, tabs = tabs)}</li> }))}
                </ul>
                <Show when=move || may_lift.get()>
                    <p class="sheet__text">
                        <a href=attribute(move || links.get().to(paths::TAKE_UP))>{say!(lifting.desk_row)}</a>
                        " "{say!(lifting.desk_note, name = name())}
                    </p>
                </Show>
                <Show when=move || paired.get() == Some(true)>
                    <div class="sheet__actions">
                        <a class="button button--quiet" href=attribute(move || links.get().to(paths::DESK_PAIR))>
                            <Icon name="smartphone"/>{say!(desk.binder_new_phone)}
                        </a>
                    </div>
                </Show>
            </section>
        </Show>
    }
}
