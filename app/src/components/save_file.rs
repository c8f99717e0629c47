//! "Spara som fil": everything this phone has of the pärm, also what waits. Needs no network.

use leptos::prelude::*;

use super::Icon;
use crate::lean::handler;
use crate::state::{AppState, use_binder};
use crate::{browser, dates};

/// What is in the file and who can read it, the button, and how it went.
#[component]
pub(crate) fn SaveFile() -> impl IntoView {
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
            let _ = said.try_set(if is_taken {
                say!(settings.save_file_done)
            } else {
                say!(settings.save_file_failed)
            });
        });
    };
    view! {
        <p class="sheet__text" id="allt-i-en-fil">
            {say!(settings.save_file_note)}" "{say!(settings.save_file_warning)}
        </p>
        <button class="button button--quiet" type="button" aria-describedby="allt-i-en-fil" on:click=handler(save)>
            <Icon name="file-text"/>{say!(settings.save_file)}
        </button>
        <p class="small" role="status">{said}</p>
    }
}
