//! A live stream in place of the browser's, told by the test what to say.

use domain::api::LiveEvent;
use js_sys::Function;
use wasm_bindgen::JsValue;

const FAKE: &str = r"
    globalThis.streams = [];
    globalThis.EventSource = class extends EventTarget {
        constructor(url) {
            super();
            this.url = url;
            globalThis.streams.push(this);
            queueMicrotask(() => this.onopen?.(new Event('open')));
        }
        close() {}
    };
";

/// Takes the place of the browser's streams on this page.
pub(crate) fn fake() {
    run(FAKE, &JsValue::NULL);
}

/// Where each stream that was opened so far begins.
pub(crate) fn opened() -> Vec<String> {
    let urls = run("", &JsValue::NULL);
    js_sys::Array::from(&urls).iter().filter_map(|url| url.as_string()).collect()
}

/// Says something on the latest stream.
pub(crate) fn say(event: &LiveEvent) {
    let text = serde_json::to_string(event).unwrap();
    let say = "globalThis.streams.at(-1).dispatchEvent(new MessageEvent('live', { data: text }));";
    run(say, &JsValue::from_str(&text));
}

/// Breaks the latest stream.
pub(crate) fn break_off() {
    run("globalThis.streams.at(-1).onerror?.(new Event('error'));", &JsValue::NULL);
}

fn run(script: &str, text: &JsValue) -> JsValue {
    let script = format!("{script} return globalThis.streams.map((stream) => stream.url);");
    Function::new_with_args("text", &script).call1(&JsValue::NULL, text).unwrap()
}
