//! "Ta med dig pärmen": all of it on paper, or as a file that another server can read. Needs no network.

use domain::Role;
use leptos::prelude::*;

use crate::components::Icon;
use crate::lean::{Show, handler};
use crate::state::{AppState, use_binder};
use crate::{browser, dates, paths};

/// The two ways, for the owner.
#[component]
pub(super) fn TakeAlong() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let said = RwSignal::new("");
    let save = move |_| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        browser::spawn(async move {
            let export = replica.export(binder).await.ok().flatten();
            let text = export.and_then(|export| serde_json::to_string(&export).ok());
            let name = say!(settings.file_name, day = dates::date_value(replica.now()));
            let is_taken = text.is_some_and(|text| browser::offer_file(&name, "application/json", &text));
            said.set(if is_taken { say!(settings.save_file_done) } else { say!(settings.save_file_failed) });
        });
    };
    let save = StoredValue::new_local(save);
    view! {
        <Show when=move || app.me().is_some_and(|me| me.role == Role::Owner)>
            <section class="sheet">
                <h2 class="sheet__title">{say!(settings.take_title)}</h2>
                <p class="sheet__text">{say!(settings.take_lede)}</p>
                <p class="sheet__text" id="allt-pa-papper">{say!(settings.print_all_note)}</p>
                <a class="button button--quiet" href=paths::PAPER aria-describedby="allt-pa-papper">
                    <Icon name="printer"/>{say!(settings.print_all)}
                </a>
                <p class="sheet__text" id="allt-i-en-fil">
                    {say!(settings.save_file_note)}" "{say!(settings.save_file_warning)}
                </p>
                <button class="button button--quiet" type="button" aria-describedby="allt-i-en-fil"
                    on:click=handler(move |event| save.with_value(|save| save(event)))>
                    <Icon name="file-text"/>{say!(settings.save_file)}
                </button>
                <p class="small" role="status">{said}</p>
            </section>
        </Show>
    }
}
