//! The invitation on a paper (A4), with a code that leads to the page where it is answered.

use domain::Field;
use leptos::prelude::*;

use super::send::link;
use super::{Inviting, Sent};
use crate::browser;
use crate::components::{Icon, QrCode};
use crate::lean::{handler, memo, part};
use crate::pages::meeting_words as words;
use crate::state::AppState;

/// The sheet of the person whose paper was asked for, as it will be printed.
#[component]
pub(super) fn OnPaper(inviting: Inviting) -> impl IntoView {
    let app = AppState::get();
    let shown = memo(move |_| {
        let entry = inviting.on_paper.get()?;
        inviting.people.with(|people| {
            let theirs = |sent: &&Sent| sent.entry == entry;
            let named = people.iter().find(|person| person.sent.iter().any(|sent| sent.entry == entry))?;
            Some((named.who.name.clone(), named.sent.iter().find(theirs)?.clone()))
        })
    });
    let sheet = move || {
        let (name, sent) = shown.get()?;
        let meeting = inviting.editor.get_value().current()?;
        let at = meeting.instant(Field::Starts)?;
        let from = inviting.from.get();
        let place = words::place_of(&meeting, Some(&from));
        Some(view! {
            <h2 class="section-title stays-put" id="papper" tabindex="-1">{say!(invite.paper_title, name = name)}</h2>
            <section class="print-sheet invitation handed">
                <header class="print-sheet__head"><h2>{say!(invite.on_paper_title)}</h2><p>{from}</p></header>
                <p class="invitation__when">{words::when(app.now(), at)}</p>
                <p class="invitation__where">{place}</p>
                <p class="paper__words invitation__words">{sent.words.clone()}</p>
                <div class="invitation__answer">
                    <QrCode link=link(&sent.token) label=say!(invite.code) class="invitation__code"/>
                    <p>{say!(invite.scan)}</p>
                </div>
            </section>
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(|_| browser::print())>
                    <Icon name="printer"/>{say!(signs.print)}
                </button>
            </div>
        })
    };
    part(sheet)
}
