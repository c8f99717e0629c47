//! "Läs upp": the words on the screen, spoken by a voice that is on this device.
//!
//! A voice that is not on the device sends what it is to say to whoever owns it. So the voice is chosen among
//! those of the device anew for every sentence, and where there is none nothing is spoken and no button is
//! shown (`voices.rs`). Long texts are cut off after a quarter of a minute in Chromium, so each sentence is
//! handed over when the one before has been said (`sentences.rs`).

#[cfg(target_arch = "wasm32")]
mod screen;
// The server speaks to nobody.
#[cfg(any(target_arch = "wasm32", test))]
mod sentences;
#[cfg(target_arch = "wasm32")]
mod voices;

use leptos::prelude::*;

use crate::browser;

/// Where the device keeps how it reads aloud.
pub(crate) const WISH: &str = "parmen.aloud";

/// What is kept for a calmer pace.
pub(crate) const CALM: &str = "calm";

/// What is kept when there is to be no button.
pub(crate) const OFF: &str = "off";

/// What is heard now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heard {
    /// Nothing.
    Nothing,
    /// The words of this page.
    Words,
    /// Nothing, though it was asked for: the voice did not start.
    Failed,
}

/// The one voice of the device; what a page reads aloud ends before another begins.
#[derive(Clone, Copy)]
pub(crate) struct Aloud {
    /// Whether a voice on this device speaks the language of the screen. Browsers know late.
    pub(crate) has_voice: RwSignal<bool>,
    /// What is heard.
    pub(crate) heard: RwSignal<Heard>,
    #[cfg(target_arch = "wasm32")]
    speech: StoredValue<voices::Speech, LocalStorage>,
}

impl Aloud {
    /// Silent, with no voice known yet; given to the pages below. Beside their state and not in it, which is copied
    /// with every editor.
    pub(crate) fn provide() -> Self {
        let aloud = Self {
            has_voice: RwSignal::new(false),
            heard: RwSignal::new(Heard::Nothing),
            #[cfg(target_arch = "wasm32")]
            speech: StoredValue::new_local(voices::Speech::default()),
        };
        provide_context(aloud);
        aloud
    }

    /// The voice of this page.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether she wants the button.
    pub(crate) fn is_wanted() -> bool {
        browser::wish(WISH).as_deref() != Some(OFF)
    }

    /// Looks for a voice, now and whenever the browser says that it has found more.
    pub(crate) fn look(self) {
        #[cfg(target_arch = "wasm32")]
        voices::listen(move || {
            let _ = self.has_voice.try_set(voices::own().is_some());
        });
        #[cfg(not(target_arch = "wasm32"))]
        let _ = self;
    }

    /// Reads the page aloud from its title on.
    pub(crate) fn begin(self) {
        self.stop();
        #[cfg(target_arch = "wasm32")]
        {
            let calm = browser::wish(WISH).as_deref() == Some(CALM);
            let next = move || self.say_next();
            let failed = move || {
                self.stop();
                self.heard.set(Heard::Failed);
            };
            let said = screen::words().into_iter().flat_map(|line| sentences::of(&line, crate::words::locale()));
            self.speech.update_value(|speech| speech.begin(said.collect(), calm, next, failed));
            self.heard.set(Heard::Words);
            self.say_next();
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn say_next(self) {
        let goes_on = self.speech.try_update_value(voices::Speech::say_next).unwrap_or(false);
        if !goes_on {
            let _ = self.heard.try_set(Heard::Nothing);
        }
    }

    /// Is silent from now on.
    pub(crate) fn stop(self) {
        #[cfg(target_arch = "wasm32")]
        self.speech.update_value(voices::Speech::stop);
        let _ = self.heard.try_set(Heard::Nothing);
    }
}
