//! An address that leads nowhere, with a way out.

use leptos::prelude::*;

use crate::components::Page;
use crate::paths;

/// "Det här finns inte längre."
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title=say!(common.not_found).to_owned()>
            <div class="button-stack"><a class="button" href=paths::HOME>{say!(common.to_start)}</a></div>
        </Page>
    }
}
