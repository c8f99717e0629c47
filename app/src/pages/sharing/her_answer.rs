//! The three ways to answer what somebody asks of her: yes, no, and later.

use domain::Answer;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::lean::handler;

/// The buttons. What has been put off once is not put off again.
pub(super) fn her_answer(
    yes: impl Fn(MouseEvent) + 'static,
    answer: impl Fn(Answer) + Copy + 'static,
    is_put_off: bool,
) -> AnyView {
    view! {
        <div class="proposal__actions">
            <button class="button" type="button" on:click=handler(yes)>{say!(sharing.asks_yes)}</button>
            <div class="button-row">
                <button class="button button--quiet" type="button" on:click=handler(move |_| answer(Answer::Decline))>
                    {say!(common.decline)}
                </button>
                {(!is_put_off).then(|| view! {
                    <button class="button button--quiet" type="button" on:click=handler(move |_| answer(Answer::Later))>
                        {say!(common.later)}
                    </button>
                })}
            </div>
        </div>
    }
    .into_any()
}
