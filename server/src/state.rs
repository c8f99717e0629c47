//! What every request shares.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::{BinderId, BinderTab, PersonId};

use crate::auth::provider::Provider;
use crate::auth::{Decided, Pace};
use crate::clock::Clock;
use crate::config::{Config, ProviderConfig};
use crate::live::Live;
use crate::recent::Recent;
use crate::store::{Store, StoreError};
use crate::web_push::WebPush;

/// What every request shares; clones are the same one.
#[derive(Clone)]
pub struct AppState {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    clock: Clock,
    store: Store,
    live: Live,
    decided: Decided,
    fetched: Fetched,
    pace: Pace,
    provider: Option<Provider>,
    web_push: WebPush,
}

/// On which day and of which tabs it was last written down that somebody fetched.
pub(crate) type Fetched = Recent<(BinderId, PersonId), (i64, Vec<BinderTab>)>;

impl AppState {
    /// Opens everything, with the machine's clock.
    ///
    /// # Errors
    /// [`StoreError`] says what an operator can do about it.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        Self::with_clock(config, Clock::system()).await
    }

    /// Opens everything, with a given clock.
    ///
    /// # Errors
    /// [`StoreError`] says what an operator can do about it.
    pub async fn with_clock(config: Config, clock: Clock) -> Result<Self, StoreError> {
        let live = Live::default();
        let store = Store::open(&config, clock.clone(), live.clone()).await?;
        store.understand().await?;
        // Before anybody is answered: a copy that was put back may hold what has been taken away since.
        if let Err(error) = store.finish_off().await {
            tracing::warn!(%error, "a pärm that was taken away is not finished off; tried again in an hour");
        }
        let (decided, fetched) = (Recent::new(20_000), Recent::new(20_000));
        let made =
            |provider: &ProviderConfig| Provider::new(provider.clone(), config.origin.clone(), clock.clone());
        let provider = config.provider.as_ref().map(made);
        let (pace, web_push) = (Pace::new(), WebPush::new(&config, clock.clone()));
        let inner = Arc::new(Inner { config, clock, store, live, decided, fetched, pace, provider, web_push });
        tokio::spawn(tidy(Arc::downgrade(&inner)));
        Ok(Self { inner })
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// How people reach the server, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.inner.config.origin
    }

    /// Time and chance.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// What is kept.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Who is listening.
    pub fn live(&self) -> &Live {
        &self.inner.live
    }

    /// The organisation's identity provider, if it has one.
    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.inner.provider.as_ref()
    }

    /// The way to her phone while the app is not open.
    pub(crate) fn web_push(&self) -> &WebPush {
        &self.inner.web_push
    }

    /// Closes the databases.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }

    pub(crate) fn decided(&self) -> &Decided {
        &self.inner.decided
    }

    /// How fast each device may write.
    pub(crate) fn pace(&self) -> &Pace {
        &self.inner.pace
    }

    /// What was last written down of a person's fetching: once a day is enough, as long as it is of the same tabs.
    pub(crate) fn fetched(&self) -> &Fetched {
        &self.inner.fetched
    }
}

/// Forgets old guesses at the start and then every hour, as long as anybody uses the state. Takes away the
/// pärmar whose day has come. Looks, too, for ops that another process of an older version has taken unread
/// meanwhile, and for what was removed 90 days ago.
async fn tidy(inner: Weak<Inner>) {
    let mut hour = tokio::time::interval(Duration::from_hours(1));
    loop {
        hour.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        inner.pace.forget_the_rested();
        if inner.store.forget_old_guesses().await.is_err() {
            tracing::warn!("old guesses were not forgotten; tried again in an hour");
        }
        if inner.store.forget_old_id_tokens().await.is_err() {
            tracing::warn!("tokens of sessions that nobody ended were not forgotten; tried again in an hour");
        }
        if let Err(error) = inner.store.end_due().await {
            tracing::warn!(%error, "a pärm was not taken away to the end; tried again in an hour");
        }
        if inner.store.understand().await.is_err() {
            tracing::warn!("ops taken unread were not looked at; tried again in an hour");
        }
        match inner.store.redact(inner.clock.now()).await {
            Ok(_) => {}
            Err(error) if error.is_not_allowed() => {
                tracing::warn!(
                    "this database user may not empty what was removed: run `parmen redact` daily as another"
                );
            }
            Err(error) => tracing::warn!(%error, "what was removed was not emptied; tried again in an hour"),
        }
    }
}
