//! Calling somebody: asks once, so that a finger that slips rings nobody. (The crisis page does not
//! ask: there the first tap opens the dialler.)

use domain::{called, phone};
use leptos::html::Dialog;
use leptos::prelude::*;

use super::Icon;

/// "Ring Anna" with the number; nothing if there is no number. A number without a name is said once.
#[component]
pub(crate) fn CallButton(
    /// Who, as far as is known: a name, or a role.
    name: String,
    /// The number as it was written.
    number: String,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let short = match called::short(&name) {
        "" => number.trim(),
        name => name,
    };
    let short = short.to_owned();
    let beside = (short != number.trim()).then(|| number.clone());
    phone::dial(&number).map(|dial| {
        let close = move |_| {
            if let Some(dialog) = dialog.get() {
                dialog.close();
            }
        };
        let open = move |_| {
            if let Some(dialog) = dialog.get() {
                // A dialog that cannot open (an old browser) leaves the number on the button to dial by hand.
                let _ = dialog.show_modal();
            }
        };
        let ask = say!(common.call_ask, name = short.clone());
        let label = ask.clone();
        view! {
            <button class="person-card__call" type="button" on:click=open>
                <Icon name="phone"/>
                <span>
                    {say!(common.call_name, name = short.clone())}
                    {beside.clone().map(|number| view! { <span class="person-card__number">{number}</span> })}
                </span>
            </button>
            <dialog class="dialog" node_ref=dialog aria-label=label>
                <h2 class="dialog__title">{ask}</h2>
                {beside.map(|number| view! { <p class="dialog__text">{number}</p> })}
                <div class="dialog__actions">
                    <a class="button button--call" href=format!("tel:{dial}") on:click=close>
                        <Icon name="phone"/>{say!(common.call_yes)}
                    </a>
                    <button class="button button--quiet" type="button" on:click=close>{say!(common.call_no)}</button>
                </div>
            </dialog>
        }
    })
}
