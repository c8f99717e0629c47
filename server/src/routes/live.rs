//! `GET /api/v1/live`: server-sent events, so that a change is on an open phone within a second.
//!
//! A listener is told of an op only if its access covers it now; when consent changes the access is
//! decided again before anything more is told. Everything here can be lost: the next sync brings it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::api::{ErrorCode, LiveEvent, Reached};
use domain::consent::Access;
use domain::{BinderId, Role, Seq};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::visits::{self, Note};
use crate::auth::{self, Session};
use crate::error::{ApiError, ApiResult};
use crate::live::{Ear, Heard, LogMoved, NewOp};
use crate::state::AppState;

/// So that nothing on the way takes the stream for dead, and so that an ended session ends it.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// The most binders one stream names.
const NAMED_MAX: usize = 500;

/// Where the listener stands: `<binder>:<seq>,…`.
#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    after: String,
}

/// The handler.
pub(crate) async fn listen(
    State(state): State<AppState>,
    session: Session,
    headers: HeaderMap,
    place: Result<Query<Place>, QueryRejection>,
) -> ApiResult<Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>>>> {
    let Query(place) = place?;
    let named = parse(&place.after).ok_or(ApiError::field(ErrorCode::BadRequest, "after"))?;
    let token = auth::token_of(&headers).ok_or(ApiError::new(ErrorCode::SignedOut))?;
    let (tell, told) = mpsc::channel(32);
    let ear = state.live().listen(session.author.person);
    let mut listener = Listener { state, session, token, ear, tell, following: BTreeMap::new() };
    let reachable = match session.binder {
        Some(binder) => vec![binder],
        None => listener.state.store().binders_naming(session.author.person).await?,
    };
    let mut starts: BTreeMap<BinderId, Seq> = reachable.into_iter().map(|binder| (binder, 0)).collect();
    // A binder that is named and not reached is silently not followed, as if it were not there.
    starts.extend(named.into_iter().filter(|(binder, _)| starts.contains_key(binder)).collect::<Vec<_>>());
    // Before the answer: whoever has it is heard from then on.
    let first = listener.begin(starts).await?;
    tokio::spawn(async move { listener.run().await });
    let events = tokio_stream::iter(first).chain(ReceiverStream::new(told)).map(Ok);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

fn parse(after: &str) -> Option<BTreeMap<BinderId, Seq>> {
    let pairs = after.split(',').filter(|pair| !pair.is_empty());
    let parsed: Option<BTreeMap<_, _>> = pairs
        .map(|pair| {
            let (binder, seq) = pair.split_once(':')?;
            Some((binder.parse().ok()?, seq.parse().ok()?))
        })
        .collect();
    parsed.filter(|named| named.len() <= NAMED_MAX)
}

struct Listener {
    state: AppState,
    session: Session,
    token: String,
    ear: Ear,
    tell: mpsc::Sender<Event>,
    following: BTreeMap<BinderId, Followed>,
}

/// A binder on this stream: what the listener may hear, and up to where it has been told.
struct Followed {
    access: Access,
    told: Seq,
}

/// `None` ends the stream.
type Goes = Option<()>;

impl Listener {
    /// Listens first and looks at the heads after, so that nothing falls between. Gives what there is
    /// to say at once.
    async fn begin(&mut self, starts: BTreeMap<BinderId, Seq>) -> ApiResult<Vec<Event>> {
        let mut first = Vec::new();
        for (binder, after) in starts {
            self.ear.follow(binder);
            let Ok(access) = self.session.access(&self.state, binder).await else {
                self.ear.unfollow(binder);
                continue;
            };
            let head = self.state.store().head(binder).await?;
            let news = match after.cmp(&head.seq) {
                Ordering::Less => Some(LiveEvent::Moved { binder, seq: head.seq }),
                Ordering::Equal => None,
                // Ahead of the log: the store was put back from an older copy.
                Ordering::Greater => Some(LiveEvent::Changed { binder }),
            };
            if let Some(news) = news {
                first.push(event(&news).map_err(ApiError::internal)?);
            }
            self.following.insert(binder, Followed { access, told: head.seq });
        }
        Ok(first)
    }

    async fn run(&mut self) {
        let mut beat = tokio::time::interval(HEARTBEAT);
        loop {
            let goes = tokio::select! {
                () = self.tell.closed() => None,
                heard = self.ear.hear() => match heard {
                    Some(heard) => self.hear(heard).await,
                    None => None,
                },
                _ = beat.tick() => self.beat().await,
            };
            if goes.is_none() {
                return;
            }
        }
    }

    /// From time to time: whether the session lives, and whether time has changed what it may hear.
    async fn beat(&mut self) -> Goes {
        Session::of_token(&self.state, &self.token).await.ok()?;
        let now = self.state.clock().now();
        let turned = self.following.iter().filter(|(_, followed)| !followed.access.is_fresh(now));
        let turned: Vec<BinderId> = turned.map(|(binder, _)| *binder).collect();
        for binder in turned {
            self.decide(binder).await?;
        }
        Some(())
    }

    async fn hear(&mut self, heard: Heard) -> Goes {
        match heard {
            Heard::Session { device } => (device != self.session.device).then_some(()),
            Heard::Consent { binder } => self.decide(binder).await,
            Heard::Phone { binder } if self.session.author.role == Role::Owner => {
                self.say(&LiveEvent::Changed { binder }).await
            }
            Heard::Picture { binder } if self.following.contains_key(&binder) => {
                self.say(&LiveEvent::Changed { binder }).await
            }
            Heard::Phone { .. } | Heard::Picture { .. } => Some(()),
            Heard::Reached { binder, reached } => self.say_reached(binder, reached).await,
            Heard::Log(moved) => {
                let now = self.state.clock().now();
                let known = self.following.get(&moved.binder).map(|followed| &followed.access);
                let holds = known.map(|access| access.generation() == moved.generation && access.is_fresh(now));
                match holds {
                    None => Some(()),
                    Some(false) => self.decide(moved.binder).await,
                    Some(_) => self.pass_on(&moved).await,
                }
            }
        }
    }

    /// Consent has changed: decides again, and tells the device to ask if that concerns it.
    async fn decide(&mut self, binder: BinderId) -> Goes {
        let was_following = self.following.remove(&binder);
        let Ok(Ok(access)) = self.session.reaches(&self.state, binder).await else {
            self.ear.unfollow(binder);
            return if was_following.is_some() {
                self.say(&LiveEvent::Changed { binder }).await
            } else {
                Some(())
            };
        };
        self.ear.follow(binder);
        let same = was_following.is_some_and(|was| was.access.generation() == access.generation());
        let told = self.state.store().head(binder).await.ok()?.seq;
        self.following.insert(binder, Followed { access, told });
        if same { Some(()) } else { self.say(&LiveEvent::Changed { binder }).await }
    }

    async fn pass_on(&mut self, moved: &LogMoved) -> Goes {
        let binder = moved.binder;
        if moved.ops.is_empty() {
            self.following.get_mut(&binder)?.told = moved.head;
            return self.say(&LiveEvent::Moved { binder, seq: moved.head }).await;
        }
        for op in &moved.ops {
            let followed = self.following.get_mut(&binder)?;
            let may_hear = followed.access.right(op.tab).is_some() && op.is_for(followed.access.reader());
            if op.seq <= followed.told || !may_hear {
                continue;
            }
            let Some(event) = event_of(op).filter(|_| op.seq == followed.told + 1) else {
                followed.told = moved.head;
                return self.say(&LiveEvent::Moved { binder, seq: moved.head }).await;
            };
            followed.told = op.seq;
            let event = Event::default().event("live").data(event);
            // That it was fetched is written down first, as at a sync.
            let visit = Note { reached: None, got_something: true, opened: &[] };
            visits::note(&self.state, &self.session, &followed.access, visit).await.ok()?;
            self.tell.send(event).await.ok()?;
        }
        Some(())
    }

    /// Somebody else's copy has come further.
    async fn say_reached(&self, binder: BinderId, reached: Reached) -> Goes {
        let Some(followed) = self.following.get(&binder) else { return Some(()) };
        let owner = self.state.store().head(binder).await.ok()?.owner;
        let is_other = reached.person != self.session.author.person;
        if is_other && visits::may_know_reached(&followed.access, owner, reached.person) {
            return self.say(&LiveEvent::Reached { binder, reached }).await;
        }
        Some(())
    }

    async fn say(&self, what: &LiveEvent) -> Goes {
        self.tell.send(event(what).ok()?).await.ok()
    }
}

fn event(what: &LiveEvent) -> Result<Event, axum::Error> {
    Event::default().event("live").json_data(what)
}

/// The finished event, if it fits on one line: a kind from a newer app is carried with its own line ends.
fn event_of(op: &NewOp) -> Option<&str> {
    op.event.as_deref().filter(|event| !event.contains(['\r', '\n']))
}
