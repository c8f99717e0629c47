//! Taking a lock away, for whoever knows its code.

use leptos::html::Input;
use leptos::prelude::*;
use replica::CodeTaken;

use super::code_field::{CodeField, typed};
use super::shut::tell_wrong;
use crate::browser;
use crate::components::WorkingButton;
use crate::state::AppState;

/// "Ta bort låset".
#[component]
pub(super) fn Lifting(said: RwSignal<&'static str>) -> impl IntoView {
    let app = AppState::get();
    let input = NodeRef::<Input>::new();
    let trouble = RwSignal::new(String::new());
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = app.replica().filter(|_| !working.get_untracked()) else { return };
        working.set(true);
        trouble.set(String::new());
        let code = typed(input);
        browser::spawn(async move {
            browser::painted().await;
            let taken = replica.lift_lock(&code).await;
            let _ = working.try_set(false);
            if taken == Ok(CodeTaken::Right) {
                browser::focus_soon("rubrik");
                let _ = said.try_set(say!(lock.lifted));
                return;
            }
            tell_wrong(&taken, &code, replica.now(), input, trouble);
        });
    };
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(lock.lift_title)}</h2>
            <form class="sign-in" on:submit=submit>
                <CodeField label=say!(lock.code_now) input trouble/>
                <WorkingButton label=say!(lock.lift) working class="button button--quiet"/>
            </form>
        </section>
    }
}
