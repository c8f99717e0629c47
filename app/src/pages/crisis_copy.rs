//! The personal crisis page: made anew at each change and handed to the worker's cache, where it needs
//! neither this app nor the database to open (R82).

use domain::{BinderId, BinderTab, EntryKind, Field, Reference, Role, crisis_html, phone};
use replica::TabRead;

use crate::paths;
use crate::state::AppState;
use domain::warning::WarningPlan;

/// Writes the page anew from what stands in the pärm now. Only on the owner's own phone.
pub(crate) fn refresh(app: AppState, binder: BinderId) {
    let Some(replica) = app.replica() else { return };
    crate::browser::spawn(async move {
        let own = replica
            .me()
            .await
            .ok()
            .flatten()
            .is_some_and(|me| me.role == Role::Owner && me.binders.iter().any(|card| card.id == binder));
        let (true, Ok(TabRead::Open(signs)), Ok(TabRead::Open(people))) = (
            own,
            replica.tab(binder, BinderTab::WarningPlan).await,
            replica.tab(binder, BinderTab::Contacts).await,
        ) else {
            return;
        };
        let contacts: Vec<Reference> = people
            .listed(EntryKind::Contact)
            .into_iter()
            .filter(|person| phone::dial(person.text(Field::Phone)).is_some())
            .take(3)
            .map(|person| Reference {
                entry: Some(person.id),
                name: person.text(Field::Name).to_owned(),
                phone: Some(person.text(Field::Phone).to_owned()),
            })
            .collect();
        let words = crate::crisis_words(crate::words::locale());
        let page = crisis_html::personal(&WarningPlan::read(&signs), &contacts, &words);
        keep(paths::CRISIS, page).await;
    });
}

/// The cache that only the personal page lives in; the worker looks there first.
#[cfg(target_arch = "wasm32")]
const CACHE: &str = "parmen-personal";

#[cfg(target_arch = "wasm32")]
async fn keep(path: &str, page: String) {
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    let put = async {
        let caches = leptos::prelude::window().caches()?;
        let cache: web_sys::Cache = JsFuture::from(caches.open(CACHE)).await?.dyn_into()?;
        let headers = web_sys::Headers::new()?;
        headers.set("Content-Type", "text/html; charset=utf-8")?;
        headers.set("Content-Security-Policy", &crisis_html::content_security_policy(crisis_html::STYLE_HASH))?;
        let init = web_sys::ResponseInit::new();
        init.set_headers(&headers);
        let response = web_sys::Response::new_with_opt_str_and_init(Some(&page), &init)?;
        JsFuture::from(cache.put_with_str(path, &response)).await
    };
    // A cache that cannot be written leaves the page before, or the general one.
    let _: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> = put.await;
}

/// Takes the personal page away: the phone is somebody else's now.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn forget() {
    if let Ok(caches) = leptos::prelude::window().caches() {
        let _ = wasm_bindgen_futures::JsFuture::from(caches.delete(CACHE)).await;
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the same shape as in the browser")]
async fn keep(_path: &str, _page: String) {}

/// Takes the personal page away.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the same shape as in the browser")]
pub(crate) async fn forget() {}
