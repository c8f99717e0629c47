//! The lines of the coordinator's list: what is kept is shown at once, and what has changed is read again, one pärm
//! after the other.

use std::collections::BTreeMap;

use domain::BinderId;
use domain::overview::Overview;
use leptos::prelude::*;
use replica::Replica;

use super::AppState;
use crate::lean::memo;

/// By pärm; nothing for one that is in the list and has not been fetched to this device.
type Lines = BTreeMap<BinderId, Option<Overview>>;

/// What is known of each of these, kept up to date while the page is open; and whether what is kept has been read.
pub(crate) fn use_overviews(binders: Memo<Vec<BinderId>>) -> (RwSignal<Lines>, Signal<bool>) {
    let app = AppState::get();
    let lines = RwSignal::new(Lines::new());
    let is_read = RwSignal::new(false);
    let some_unfetched = memo(move |_| lines.with(|lines| lines.values().any(Option::is_none)));
    let latest = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let (true, Some(replica)) = (app.is_staff(), app.replica()) else { return };
        let binders = binders.get();
        for binder in &binders {
            for tab in Overview::TABS {
                app.pulses.follow(*binder, tab);
            }
        }
        app.today();
        // One with nothing in it changes no tab when it comes: whatever the sync does is looked at.
        if some_unfetched.get() {
            app.status.track();
        }
        latest.update_value(|latest| *latest += 1);
        let this = latest.get_value();
        let goes_on = move || latest.try_get_value() == Some(this);
        crate::browser::spawn(async move {
            if read(&replica, &binders, (lines, is_read), goes_on).await.is_err() {
                app.broken.set(true);
                is_read.try_set(true);
            }
        });
    });
    (lines, is_read.into())
}

async fn read(
    replica: &Replica,
    binders: &[BinderId],
    (lines, is_read): (RwSignal<Lines>, RwSignal<bool>),
    goes_on: impl Fn() -> bool,
) -> Result<(), replica::StoreError> {
    let kept = replica.kept_overviews().await?;
    let missing: Vec<BinderId> = binders.iter().filter(|id| !kept.contains_key(id)).copied().collect();
    let is_news = |known: &Lines| kept.iter().any(|(id, line)| known.get(id) != Some(&Some(line.clone())));
    if goes_on() && lines.try_with_untracked(is_news) == Some(true) {
        lines.update(|lines| lines.extend(kept.into_iter().map(|(id, line)| (id, Some(line)))));
    }
    is_read.try_set(true);
    for binder in missing {
        if !goes_on() {
            return Ok(());
        }
        let line = replica.make_overview(binder).await?;
        let is_news = |known: &Lines| known.get(&binder) != Some(&line);
        if goes_on() && lines.try_with_untracked(is_news) == Some(true) {
            lines.update(|lines| {
                lines.insert(binder, line);
            });
        }
    }
    Ok(())
}
