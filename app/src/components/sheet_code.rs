//! On paper alone: the way from a sheet to the same page as it stands now, for whoever may open it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::QrCode;
use crate::browser;
use crate::lean::part;

/// A code with the address of the page that is printed. The address names nobody.
#[component]
pub(crate) fn SheetCode() -> impl IntoView {
    let location = use_location();
    let link = move || {
        let path = format!("{}{}", browser::origin(), location.pathname.get());
        match location.search.get().trim_start_matches('?') {
            "" => path,
            search => format!("{path}?{search}"),
        }
    };
    view! {
        <div class="print-only">
            <div class="sheet-code">
                {part(move || view! { <QrCode link=link() label=say!(common.sheet_code)/> })}
                <p class="small">{say!(common.sheet_code_note)}</p>
            </div>
        </div>
    }
}
