//! The browser's voices, and the sentences that one of them is saying.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use crate::words::locale;

/// How fast the calmer pace is.
const CALM: f32 = 0.8;

/// What speaks; some web views have nothing that does.
fn synthesis() -> Option<SpeechSynthesis> {
    let found = js_sys::Reflect::get(&window(), &"speechSynthesis".into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then(|| found.unchecked_into())
}

/// A voice of this device that speaks the language of the screen; never one that sends words away.
pub(super) fn own() -> Option<SpeechSynthesisVoice> {
    let tag = locale().tag();
    let voices = synthesis()?.get_voices().into_iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    // Old Android writes "sv_SE".
    let lang = |voice: &SpeechSynthesisVoice| voice.lang().to_lowercase().replace('_', "-");
    let speaks = |voice: &SpeechSynthesisVoice| lang(voice).split('-').next() == Some(tag);
    let own = voices.filter(|voice| voice.local_service() && speaks(voice));
    // "sv-SE" before "sv-FI", and then the one she has chosen in the phone.
    own.min_by_key(|voice| (lang(voice) == "sv-fi", !voice.default()))
}

/// Calls now, and each time the browser has found more voices.
pub(super) fn listen(found: impl Fn() + 'static) {
    found();
    if let Some(synthesis) = synthesis().filter(|synthesis| synthesis.onvoiceschanged().is_none()) {
        synthesis.set_onvoiceschanged(Some(&function(found)));
    }
}

/// A function for as long as the browser may call it.
fn function(work: impl Fn() + 'static) -> js_sys::Function {
    let work: Box<dyn Fn()> = Box::new(work);
    Closure::wrap(work).into_js_value().unchecked_into()
}

/// What is left to say, and what is being said.
#[derive(Default)]
pub(super) struct Speech {
    left: std::collections::VecDeque<String>,
    rate: f32,
    /// What happens when a sentence has been said, and when it could not be. Made once.
    after: Option<(js_sys::Function, js_sys::Function)>,
    /// Kept: Chromium forgets an utterance that nobody holds, and then never says that it has ended.
    now: Option<SpeechSynthesisUtterance>,
}

impl Speech {
    /// Takes what is to be said.
    pub(super) fn begin(
        &mut self,
        sentences: std::collections::VecDeque<String>,
        calm: bool,
        next: impl Fn() + 'static,
        failed: impl Fn() + 'static,
    ) {
        self.left = sentences;
        self.rate = if calm { CALM } else { 1.0 };
        self.after.get_or_insert_with(|| (function(next), function(failed)));
    }

    /// Says the next sentence; whether there was one, and a voice on this device to say it.
    pub(super) fn say_next(&mut self) -> bool {
        let (Some(synthesis), Some(voice), Some(words)) = (synthesis(), own(), self.left.pop_front()) else {
            self.stop();
            return false;
        };
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&words) else { return false };
        utterance.set_lang(&voice.lang());
        utterance.set_voice(Some(&voice));
        utterance.set_rate(self.rate);
        let (next, failed) = self.after.as_ref().map(|(next, failed)| (next, failed)).unzip();
        utterance.set_onend(next);
        utterance.set_onerror(failed);
        synthesis.speak(&utterance);
        self.now = Some(utterance);
        true
    }

    /// Drops what is left and silences what is being said.
    pub(super) fn stop(&mut self) {
        self.left.clear();
        let Some(utterance) = self.now.take() else { return };
        // Its end, which some browsers tell late, is no reason to say more.
        utterance.set_onend(None);
        utterance.set_onerror(None);
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
    }
}
