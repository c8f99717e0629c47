//! A picture of a paper: how it is taken, and how it is looked at.

mod field;

use std::sync::Arc;

use domain::{BinderTab, EntryId};
use leptos::prelude::*;

pub(crate) use field::{PictureField, Taking};

use crate::browser;
use crate::lean::{Show, attribute, handler, part};
use crate::state::{AppState, use_binder, use_tab_unnoted};

/// The bytes of a picture.
pub(crate) type Bytes = Arc<Vec<u8>>;

/// A picture as it is, with what it is in words for whoever does not see it.
#[component]
pub(crate) fn PictureView(
    /// Tells it from other pictures on the page.
    id: String,
    /// The picture.
    bytes: Bytes,
    /// What it is of.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let canvas = id.clone();
    Effect::new(move |_| {
        let (id, bytes) = (canvas.clone(), Arc::clone(&bytes));
        browser::spawn(async move {
            browser::draw_picture(&id, &bytes).await;
        });
    });
    view! { <canvas class="picture" id=id role="img" aria-label=label></canvas> }
}

/// What is known of a picture that an entry names.
#[derive(Clone)]
enum Here {
    /// It is being read.
    Reading,
    /// It is on this device.
    Yes(Bytes),
    /// It has not come yet.
    NotYet,
}

/// A picture of the Samtycke tab: from this device's copy, or as soon as it has come.
#[component]
pub(crate) fn StoredPicture(
    /// Its entry.
    entry: EntryId,
    /// What it is of.
    #[prop(into)]
    label: String,
    /// It can be made larger.
    #[prop(optional)]
    zooms: bool,
) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let view = use_tab_unnoted(binder, BinderTab::Sharing);
    let here = RwSignal::new(Here::Reading);
    let is_large = RwSignal::new(false);
    let asked = StoredValue::new(false);
    // Read again when the tab is: that is how one is told of that has come.
    Effect::new(move |_| {
        view.track();
        let (Some(replica), Some(binder)) = (app.replica(), binder.get()) else { return };
        if matches!(here.get_untracked(), Here::Yes(_)) {
            return;
        }
        browser::spawn(async move {
            let found = replica.picture(binder, entry).await.ok().flatten();
            let is_missing = found.is_none();
            let _ = here.try_set(found.map_or(Here::NotYet, |bytes| Here::Yes(Arc::new(bytes))));
            // Somebody waits for it: asked for at once, and not only with the next sync.
            if is_missing && asked.try_get_value() == Some(false) {
                let _ = asked.try_set_value(true);
                let _ = replica.sync(binder).await;
            }
        });
    });
    let label = StoredValue::new(label);
    let picture = move || match here.get() {
        Here::Reading => ().into_any(),
        Here::NotYet => view! { <p role="status">{say!(photo.not_here)}</p> }.into_any(),
        Here::Yes(bytes) => {
            let id = format!("bild-{entry}");
            // Larger than the page: moved with a finger, or with the keys.
            let frame = move || zooms.then_some("0");
            view! {
                <div class="picture-frame" data-large=attribute(move || is_large.get().then_some(""))
                    tabindex=frame() role="group" aria-label=say!(photo.title)>
                    <PictureView id bytes label=label.get_value()/>
                </div>
            }
            .into_any()
        }
    };
    view! {
        {part(picture)}
        <Show when=move || zooms && here.with(|here| matches!(here, Here::Yes(_)))>
            <button class="button button--quiet" type="button" on:click=handler(move |_| is_large.update(|large| *large = !*large))>
                {part(move || if is_large.get() { say!(photo.whole) } else { say!(photo.larger) })}
            </button>
        </Show>
    }
}
