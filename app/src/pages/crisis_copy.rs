//! The personal crisis page: made anew at each change and handed to the worker's cache, where it needs
//! neither this app nor the database to open (R82).

use domain::crisis_html::Looks;
use domain::warning::{WarningPlan, first_contacts};
use domain::{BinderId, BinderTab, Locale, Role, crisis_html};
use replica::{Replica, TabRead};

use super::settings::{TEXT, THEME};
use crate::state::AppState;
use crate::words::locale;
use crate::{browser, paths};

/// Where the device notes how the page that it keeps was made.
const MADE: &str = "parmen.crisis";

/// Writes the page anew from what stands in the pärm now. Only on the owner's own phone.
pub(crate) fn refresh(app: AppState, binder: BinderId) {
    let Some(replica) = app.replica() else { return };
    crate::browser::spawn(async move { write(&replica, binder, locale()).await });
}

/// Writes the page anew if it was made in another language, with other looks, or by another version of the
/// app.
pub(crate) async fn refresh_if_old(replica: &Replica) {
    if browser::wish(MADE).as_deref() != Some(made_in(locale()).as_str()) {
        refresh_in(replica, locale()).await;
    }
}

/// Writes the page anew in a language, before the other pages speak it.
pub(crate) async fn refresh_in(replica: &Replica, language: Locale) {
    if let Ok(Some(me)) = replica.me().await
        && me.role == Role::Owner
    {
        for card in me.binders {
            write(replica, card.id, language).await;
        }
    }
}

async fn write(replica: &Replica, binder: BinderId, language: Locale) {
    let is_own = |me: domain::api::Me| me.role == Role::Owner && me.binders.iter().any(|card| card.id == binder);
    if !replica.me().await.ok().flatten().is_some_and(is_own) {
        return;
    }
    if replica.lock_choice().await.is_ok_and(|lock| lock.is_some_and(|lock| !lock.crisis_open)) {
        // She chose it, and was told what it costs.
        return forget().await;
    }
    let (Ok(TabRead::Open(signs)), Ok(TabRead::Open(people))) =
        (replica.tab(binder, BinderTab::WarningPlan).await, replica.tab(binder, BinderTab::Contacts).await)
    else {
        return;
    };
    let words = crate::crisis_words(language);
    let (theme, text) = (browser::wish(THEME), browser::wish(TEXT));
    let looks = Looks { theme: theme.as_deref(), text: text.as_deref() };
    let page = crisis_html::personal(&WarningPlan::read(&signs), &first_contacts(&people), &words, looks);
    if keep(paths::CRISIS, page).await {
        browser::keep_wish(MADE, Some(&made_in(language)));
    }
}

/// What the page depends on beside the pärm.
fn made_in(language: Locale) -> String {
    let [theme, text] = [THEME, TEXT].map(|wish| browser::wish(wish).unwrap_or_default());
    [language.tag(), &theme, &text, crisis_html::STYLE_HASH].join(" ")
}

/// The cache that only the personal page lives in; the worker looks there first.
#[cfg(target_arch = "wasm32")]
const CACHE: &str = "parmen-personal";

#[cfg(target_arch = "wasm32")]
async fn keep(path: &str, page: String) -> bool {
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
    let kept: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> = put.await;
    kept.is_ok()
}

/// Takes the personal page away: the phone is somebody else's now.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn forget() {
    browser::keep_wish(MADE, None);
    if let Ok(caches) = leptos::prelude::window().caches() {
        let _ = wasm_bindgen_futures::JsFuture::from(caches.delete(CACHE)).await;
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the same shape as in the browser")]
async fn keep(_path: &str, _page: String) -> bool {
    false
}

/// Takes the personal page away.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the same shape as in the browser")]
pub(crate) async fn forget() {}
