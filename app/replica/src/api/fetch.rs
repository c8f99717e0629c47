//! Calls from the browser to the server this page came from.

use gloo_net::http::{Request, RequestBuilder};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use super::{Answer, Call, Method, Payload};
use crate::browser;

/// A request that takes longer counts as unanswered: a kitchen table between two radio masts.
const TIMEOUT_MS: i32 = 30_000;

/// Makes one call; `None` if it was not answered in time.
pub(super) async fn carry(call: Call) -> Option<Answer> {
    let abort = AbortController::new().ok()?;
    let signal = abort.signal();
    let give_up = Closure::once(move || abort.abort());
    let timer = browser::set_timeout(give_up.as_ref().unchecked_ref(), TIMEOUT_MS);
    let request: RequestBuilder = match call.method {
        Method::Get => Request::get(&call.path),
        Method::Post => Request::post(&call.path),
        Method::Put => Request::put(&call.path),
        Method::Delete => Request::delete(&call.path),
    };
    let request = request
        .credentials(if call.is_anonymous { RequestCredentials::Omit } else { RequestCredentials::SameOrigin })
        .cache(RequestCache::NoStore)
        .header("accept", "application/json")
        .abort_signal(Some(&signal));
    let request = match call.body {
        Some(Payload::Json(body)) => request.header("content-type", "application/json").body(body),
        Some(Payload::Jpeg(bytes)) => {
            request.header("content-type", "image/jpeg").body(Uint8Array::from(bytes.as_slice()))
        }
        None => request.build(),
    };
    let answer = match request {
        Ok(request) => send(request).await,
        Err(_) => None,
    };
    browser::clear_timeout(timer);
    answer
}

async fn send(request: Request) -> Option<Answer> {
    let response = request.send().await.ok()?;
    let body = response.binary().await.ok()?;
    Some(Answer { status: response.status(), body })
}
