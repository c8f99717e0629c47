//! Calling somebody: asks once, so that a finger that slips rings nobody. (The crisis page does not
//! ask: there the first tap opens the dialler.)

use domain::phone;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::Icon;

/// "Ring Anna" with the number; nothing if there is no number.
#[component]
pub(crate) fn CallButton(
    /// Who.
    name: String,
    /// The number as it was written.
    number: String,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let short = name.split_whitespace().next().unwrap_or_default().to_owned();
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
                    <span class="person-card__number">{number.clone()}</span>
                </span>
            </button>
            <dialog class="dialog" node_ref=dialog aria-label=label>
                <h2 class="dialog__title">{ask}</h2>
                <p class="dialog__text">{number}</p>
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
