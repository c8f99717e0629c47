//! Where a picture is taken with the camera, or chosen among those there are.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use super::{Bytes, PictureView};
use crate::browser::{self, Unfit};
use crate::components::Icon;
use crate::lean::{Show, handler, memo, part};

/// What has been taken so far.
#[derive(Clone, Copy)]
pub(crate) struct Taking {
    bytes: RwSignal<Option<Bytes>>,
    working: RwSignal<bool>,
    said: RwSignal<String>,
    /// Of several that were taken in a row, the last counts.
    latest: StoredValue<u32>,
}

impl Taking {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            bytes: RwSignal::new(None),
            working: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            latest: StoredValue::new(0),
        }
    }

    /// The picture, if there is one.
    pub(crate) fn bytes(self) -> Option<Bytes> {
        self.bytes.get_untracked()
    }

    /// One is being made ready: to save now would be to lose it.
    pub(crate) fn is_working(self) -> bool {
        self.working.get_untracked()
    }

    /// Says that it is to be waited for.
    pub(crate) fn wait(self) {
        self.said.set(say!(photo.wait).to_owned());
    }

    /// Says that there is none, where one is needed.
    pub(crate) fn ask(self) {
        self.said.set(say!(photo.missing).to_owned());
    }

    fn put_away(self) {
        self.bytes.set(None);
        self.said.set(say!(photo.put_away).to_owned());
        browser::focus(TAKE);
    }

    fn take(self, event: &Event) {
        let Some(picked) = browser::picked(event) else { return };
        let this = self.latest.get_value().wrapping_add(1);
        self.latest.set_value(this);
        self.working.set(true);
        self.said.set(say!(photo.working).to_owned());
        browser::spawn(async move {
            let made = picked.into_jpeg().await;
            if self.latest.try_get_value() != Some(this) {
                return;
            }
            let had_one = self.bytes.try_with_untracked(Option::is_some).unwrap_or_default();
            let said = match made {
                Ok(bytes) => {
                    let _ = self.bytes.try_set(Some(Arc::new(bytes)));
                    say!(photo.taken).to_owned()
                }
                Err(why) => {
                    let kept = if had_one { say!(photo.kept) } else { "" };
                    format!("{} {kept}", in_words(why)).trim_end().to_owned()
                }
            };
            let _ = self.said.try_set(said);
            let _ = self.working.try_set(false);
        });
    }
}

const TAKE: &str = "ta-bild";

fn in_words(why: Unfit) -> &'static str {
    match why {
        Unfit::Empty => say!(photo.empty),
        Unfit::TooLarge => say!(photo.too_large),
        Unfit::NotAPicture => say!(photo.not_picture),
    }
}

/// The two ways to a picture, the picture, and what can be done about it.
#[component]
pub(crate) fn PictureField(
    /// What has been taken.
    taking: Taking,
    /// What it is of, for whoever does not see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let has_one = memo(move |_| taking.bytes.with(Option::is_some));
    let shown = move || {
        taking.bytes.get().map(|bytes| {
            view! {
                <div class="picture-frame">
                    <PictureView id="bild-ny".to_owned() bytes label=label.get_untracked()/>
                </div>
            }
        })
    };
    view! {
        <div class="picture-field" role="group" aria-labelledby="bild-titel" aria-describedby="bild-tips">
            <p class="field__label" id="bild-titel">{say!(photo.title)}</p>
            <p class="field__hint" id="bild-tips">{say!(photo.hint)}</p>
            {part(shown)}
            <p class="picture-field__said" role="status">{taking.said}</p>
            <label class="button button--quiet">
                <input class="picture-field__input" id=TAKE type="file" accept="image/*" capture="environment"
                    on:change=handler(move |event: Event| taking.take(&event))/>
                <Icon name="camera"/>
                {part(move || if has_one.get() { say!(photo.again) } else { say!(photo.take) })}
            </label>
            <label class="button button--text">
                <input class="picture-field__input" type="file" accept="image/*"
                    on:change=handler(move |event: Event| taking.take(&event))/>
                {say!(photo.choose)}
            </label>
            <Show when=move || has_one.get()>
                <button class="button button--text" type="button" on:click=handler(move |_| taking.put_away())>
                    {say!(photo.without)}
                </button>
            </Show>
        </div>
    }
}
