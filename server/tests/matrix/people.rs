//! Everybody who may come to the door, and the pärmar behind it.

use std::collections::BTreeSet;

use axum::http::Method;
use domain::api::{DeviceCard, Me};
use domain::body::UnknownBody;
use domain::consent::{Period, Right};
use domain::erasure::Erase;
use domain::{
    Audience, Author, BinderId, BinderTab, Body, DeviceId, EntryId, EntryKind, Field, Op, OrganizationId,
    PersonId, Value,
};
use serde_json::json;
use server::store::Authority;
use uuid::Uuid;

use crate::room::locked;
use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::ops::{self, entry, grant, hand_over, op, rate, show, withdraw, write};
use crate::support::scene::{Scene, pair, pairing, start};
use crate::support::server::{NOON, TestServer};

const fn binder(n: u128) -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + n))
}

pub(super) const OTHER: BinderId = binder(2);
pub(super) const GONE: BinderId = binder(3);

/// What a coordinator has lifted to the group.
pub(super) const LIFTED: Uuid = Uuid::from_u128(0x4000_8000_0000_0000_0001);

/// A check of the log of her coordinator's unit.
pub(super) const DRAWN: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0d0d);

/// A secret that opens a link, and one that ends with a code.
pub(super) const TOKEN: &str = "en-lank-som-ingen-kan-gissa-sig-till-alls";

/// Which pärm is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Hers,
    Other,
    Gone,
    None,
}

impl Target {
    pub(super) const ALL: [Self; 4] = [Self::Hers, Self::Other, Self::Gone, Self::None];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Hers => "hers",
            Self::Other => "another's",
            Self::Gone => "one taken away",
            Self::None => "none",
        }
    }
}

/// Somebody who asks.
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) cookie: Option<String>,
    /// The tabs of her pärm whose words may reach this reader.
    reads: BTreeSet<BinderTab>,
    is_owner: bool,
    is_of_other: bool,
    /// She took up what was lifted, or was named to read it.
    reads_lifted: bool,
}

impl Actor {
    fn new(name: &str, cookie: Option<String>) -> Self {
        let reads = BTreeSet::new();
        Self { name: name.to_owned(), cookie, reads, is_owner: false, is_of_other: false, reads_lifted: false }
    }

    fn of(name: &str, client: &Client) -> Self {
        Self::new(name, client.cookie.clone())
    }

    fn owner(name: &str, client: &Client) -> Self {
        Self { reads: BTreeSet::from(BinderTab::ALL), is_owner: true, ..Self::of(name, client) }
    }

    /// No answer holds words that this reader may not have, whatever was asked.
    pub(super) fn may_have_read(&self, answer: &Answer, target: Target, of: &str) {
        let text = answer.text();
        for tab in BinderTab::ALL {
            let may = self.reads.contains(&tab) && target == Target::Hers;
            assert!(may || !text.contains(&words(tab)), "{of}: words of {}", tab.as_str());
        }
        assert!(self.is_owner || !text.contains(PRIVATE), "{of}: what is hers alone");
        assert!(self.is_owner || !text.contains(LOCKED), "{of}: what stands in her own room");
        assert!(self.is_of_other || !text.contains(OTHERS), "{of}: another's words");
        assert!(self.reads_lifted || !text.contains(LIFTED_WORDS), "{of}: what was lifted to the group");
        assert!(!text.contains(TAKEN_AWAY), "{of}: words that are gone");
    }

    /// Where there is nothing for this person, a pärm that is there is like none at all.
    pub(super) fn cannot_tell(cells: &[String]) -> bool {
        let let_in = |cell: &String| cell.starts_with('2') || cell == "410 erased";
        cells.iter().all(|cell| let_in(cell) || Some(cell) == cells.last())
    }
}

const LIFTED_WORDS: &str = "SKAV-FOR-GRUPPEN";
const PRIVATE: &str = "MAJA-FOR-SIG-SJALV";
const LOCKED: &str = "MAJAS-LASTA-ORD";
const OTHERS: &str = "BOS-ORD";
const TAKEN_AWAY: &str = "SIVS-ORD";

/// Her words in one tab.
pub(super) fn words(tab: BinderTab) -> String {
    format!("MAJA-I-{}", tab.as_str().to_uppercase())
}

/// The pärmar, and everybody.
pub(super) struct Door {
    pub(super) scene: Scene,
    pub(super) actors: Vec<Actor>,
    /// One entry in each of her tabs.
    pub(super) entries: Vec<(BinderTab, EntryId)>,
    /// A picture of what one of another unit was let in by.
    pub(super) photo: EntryId,
    /// A phone of hers that still opens.
    pub(super) spare: DeviceId,
    /// The unit whose log is checked: her coordinator's.
    pub(super) unit: OrganizationId,
}

impl Door {
    pub(super) async fn new() -> Self {
        let server = TestServer::sqlite().await.with_pages().await;
        let gone = taken_away(&server).await;
        let mut scene = Scene::on(server).await;
        let idle = named(&mut scene, "idle", BinderTab::Contacts, Right::Read, Period::ALWAYS).await;
        scene.server.clock.advance_minutes(12 * 60);
        scene.anna.sign_in("anna").await;
        let (ended, _) = phone(&mut scene).await;
        let (second, _) = phone(&mut scene).await;
        let (_, spare) = phone(&mut scene).await;
        let revoked: Vec<DeviceCard> = ended.clone().get(&devices(&scene)).await.ok();
        let revoked = revoked.into_iter().find(|card| card.this).unwrap().id;
        scene.phone.ask(Method::DELETE, &format!("{}/{revoked}", devices(&scene)), None).await;

        let entries = write_everywhere(&mut scene).await;
        let (mut actors, photo) = staff(&mut scene).await;
        let (elsewhere, other_phone) = another(&scene.server).await;
        let way_in = pairing(&mut scene.anna, scene.binder).await;
        let secret = way_in.link.rsplit('#').next().unwrap().to_owned();
        let gone_by = ["contacts", "meetings", "ratings"].map(|tab| BinderTab::parse(tab).unwrap());
        let no = gone_by.map(|tab| withdraw(scene.owner(), scene.anna_id, tab));
        scene.phone.push(scene.binder, no.to_vec()).await;
        let member = lifted(&mut scene).await;
        let (unit, reviewer) = checked(&scene).await;
        let as_cookie = |secret: &str| Some(format!("{}={secret}", server::auth::COOKIE_NAME));
        actors.extend([
            Actor { reads_lifted: true, ..Actor::of("who began it and is named no more", &scene.anna) },
            Actor { reads_lifted: true, ..Actor::of("member of the group", &member) },
            Actor::of("named to check the unit's log", &reviewer),
            Actor::of("session too old", &idle),
            Actor { is_of_other: true, ..Actor::of("coordinator of another pärm", &elsewhere) },
            Actor { is_of_other: true, ..Actor::of("owner of another pärm", &other_phone) },
            Actor::of("owner of one taken away", &gone),
            Actor::new("nobody", None),
            Actor::new("with a session made up", as_cookie("bWFkZS11cA")),
            Actor::new("with the secret of her link", as_cookie(TOKEN)),
            Actor::new("with the secret of a pairing", as_cookie(&secret)),
            Actor::of("a phone she ended", &ended),
            Actor::owner("her second phone", &second),
            // Last, so that whatever others were refused had not been done already.
            Actor::owner("owner", &scene.phone),
        ]);
        Self { scene, actors, entries, photo, spare, unit }
    }

    /// Somebody's browser.
    pub(super) fn client(&self, n: usize) -> Client {
        let mut client = self.scene.server.stranger();
        client.cookie.clone_from(&self.actors[n].cookie);
        client
    }

    /// The pärm that is meant. None at all is another one for everybody who may make it there.
    pub(super) fn binder(&self, target: Target, actor: &Actor) -> BinderId {
        let place = self.actors.iter().position(|known| known.name == actor.name).unwrap_or_default();
        match target {
            Target::Hers => self.scene.binder,
            Target::Other => OTHER,
            Target::Gone => GONE,
            Target::None => binder(0xff00 + u128::try_from(place).unwrap()),
        }
    }
}

fn devices(scene: &Scene) -> String {
    format!("/api/v1/binders/{}/devices", scene.binder)
}

async fn phone(scene: &mut Scene) -> (Client, DeviceId) {
    let mut phone = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let cards: Vec<DeviceCard> = phone.get(&devices(scene)).await.ok();
    let card = cards.into_iter().find(|card| card.this).unwrap();
    (phone, card.id)
}

/// Somebody with one sentence.
async fn named(scene: &mut Scene, name: &str, tab: BinderTab, right: Right, period: Period) -> Client {
    let (person, client) = scene.server.signed_in(name, "Psykiatrin Öst", Authority::Region).await;
    lets_in(scene, person, tab, right, period).await;
    client
}

async fn lets_in(scene: &mut Scene, person: PersonId, tab: BinderTab, right: Right, period: Period) {
    let mut op = grant(scene.owner(), person, tab, right, Vec::new());
    let Body::Grant(grant) = &mut op.body else { unreachable!() };
    grant.period = period;
    assert_eq!(scene.phone.push(scene.binder, vec![op]).await.refused, Vec::new());
}

async fn staff(scene: &mut Scene) -> (Vec<Actor>, EntryId) {
    let mut actors = Vec::new();
    for right in [Right::Read, Right::Suggest] {
        for tab in BinderTab::ALL {
            let verb = if right == Right::Read { "reads" } else { "suggests in" };
            let name = format!("{verb} {}", tab.as_str());
            let client = named(scene, &name, tab, right, Period::ALWAYS).await;
            actors.push(Actor { reads: BTreeSet::from([tab]), ..Actor::of(&name, &client) });
        }
    }
    let now = scene.server.state.clock().now();
    let (past, later) = (now.plus_minutes(5), now.plus_days(5));
    let plan = BinderTab::Plan;
    let over = named(scene, "past", plan, Right::Suggest, Period { from: None, until: Some(past) }).await;
    let yet = named(scene, "later", plan, Right::Suggest, Period { from: Some(later), until: None }).await;
    scene.server.clock.advance_minutes(6);
    let (no_id, no) = scene.server.signed_in("no", "Psykiatrin Öst", Authority::Region).await;
    lets_in(scene, no_id, plan, Right::Suggest, Period::ALWAYS).await;
    scene.phone.push(scene.binder, vec![withdraw(scene.owner(), no_id, plan)]).await;
    let left = named(scene, "left", plan, Right::Suggest, Period::ALWAYS).await;
    left.clone().ask(Method::DELETE, "/api/v1/session", None).await;
    let (_, never) = scene.server.signed_in("never", "Psykiatrin Öst", Authority::Region).await;
    let (lifts_id, lifts) = scene.server.signed_in("lifts", "Socialtjänsten Väst", Authority::Municipality).await;
    scene.phone.push(scene.binder, vec![ops::allow_lift(scene.owner(), lifts_id, 300, Vec::new())]).await;
    let (_, far) = scene.server.signed_in("far", "Socialtjänsten Väst", Authority::Municipality).await;
    let (near_id, near) = scene.server.signed_in("near", "Socialtjänsten Väst", Authority::Municipality).await;
    lets_in(scene, near_id, plan, Right::Read, Period::ALWAYS).await;
    let photo = photographed(scene, near_id).await;
    actors.extend([
        Actor { reads: BTreeSet::from([plan]), ..Actor::of("of the other authority who reads plan", &near) },
        Actor::of("of the other authority and never named", &far),
        Actor::of("never named", &never),
        Actor::of("with her consent to take up by name", &lifts),
        Actor::of("consent is over", &over),
        Actor::of("consent begins later", &yet),
        Actor::of("consent withdrawn", &no),
        Actor::of("signed out", &left),
    ]);
    (actors, photo)
}

/// A picture of a paper about somebody, with its bytes.
async fn photographed(scene: &mut Scene, about: PersonId) -> EntryId {
    let photo = ops::photo(scene.owner(), about, vec![entry()], &ops::jpeg(1));
    let path = format!("/api/v1/binders/{}/attachments/{}", scene.binder, photo.entry);
    let id = photo.entry;
    assert_eq!(scene.phone.push(scene.binder, vec![photo]).await.refused, Vec::new());
    assert!(scene.phone.ask(Method::PUT, &path, Some(ops::jpeg(1))).await.status.is_success());
    id
}

/// Something of hers in every tab, and something that is hers alone.
async fn write_everywhere(scene: &mut Scene) -> Vec<(BinderTab, EntryId)> {
    let owner = scene.owner();
    let text = |kind: EntryKind, field| write(owner, kind, entry(), field, Value::text(words(kind.tab())));
    let rating = rate(owner);
    let mut link = hand_over(owner, entry(), TOKEN);
    if let Body::HandOver(copy) = &mut link.body {
        copy.snapshot.owner_name = words(BinderTab::Sharing);
    }
    let raw = serde_json::value::to_raw_value(&words(BinderTab::Worksheets)).unwrap();
    let newer = Body::Unknown(UnknownBody { kind: "newer".to_owned(), raw });
    let newer = op(owner, BinderTab::Worksheets, entry(), newer);
    let mut alone = text(EntryKind::Contact, Field::Name);
    let Body::Write(write) = &mut alone.body else { unreachable!() };
    write.fields.values_mut().for_each(|field| field.value = Value::text(PRIVATE));
    alone.audience = Audience::Private;
    let locked = locked(owner, BinderTab::Contacts, LOCKED);
    let ops = vec![
        text(EntryKind::Contact, Field::Name),
        text(EntryKind::Sign, Field::Text),
        text(EntryKind::Goal, Field::Text),
        show(owner, rating.entry, &words(BinderTab::Ratings)),
        text(EntryKind::Meeting, Field::Note),
        newer,
        link,
    ];
    let entries = ops.iter().map(|op| (op.tab, op.entry)).collect();
    let all = std::iter::once(rating).chain(ops).chain([alone, locked]).collect();
    assert_eq!(scene.phone.push(scene.binder, all).await.refused, Vec::new());
    entries
}

/// A coordinator has lifted something to the group; gives its member, who reaches no pärm.
async fn lifted(scene: &mut Scene) -> Client {
    let (person, member) = scene.server.signed_in("member", "Socialtjänsten Väst", Authority::Municipality).await;
    assert!(scene.server.state.store().join_group(person).await.unwrap());
    let body = json!({
        "id": LIFTED, "category": "waiting", "level": "group", "text": LIFTED_WORDS, "tried": "Ringt.",
    });
    assert!(scene.anna.post("/api/v1/issues", &body).await.status.is_success());
    member
}

/// Her coordinator's unit has named somebody to check its log, who has drawn once and reaches no pärm.
async fn checked(scene: &Scene) -> (OrganizationId, Client) {
    let (person, mut reviewer) = scene.server.signed_in("reviewer", "Kansliet", Authority::Region).await;
    let store = scene.server.state.store();
    let unit = store.organizations().await.unwrap().iter().find(|unit| unit.1 == "Psykiatrin Öst").unwrap().0;
    assert!(store.add_reviewer(unit, person).await.unwrap());
    let body = json!({ "id": DRAWN, "from": NOON - 60_000, "until": NOON, "wanted": 5 });
    assert!(reviewer.post(&format!("/api/v1/reviews/{unit}"), &body).await.status.is_success());
    (unit, reviewer)
}

/// Somebody else's pärm, with an owner and a coordinator of its own.
async fn another(server: &TestServer) -> (Client, Client) {
    let (person, mut staff) = server.signed_in("elsewhere", "Psykiatrin Öst", Authority::Region).await;
    let owner = ops::owner(start(&mut staff, OTHER, "Bo").await.owner);
    let sentence = grant(ops::staff(person), person, BinderTab::Contacts, Right::Suggest, Vec::new());
    staff.push(OTHER, vec![sentence]).await;
    let mut phone = pair(server, &mut staff, OTHER).await;
    phone.push(OTHER, vec![ops::contact(owner, entry(), OTHERS)]).await;
    (staff, phone)
}

/// A pärm that was taken away; gives the phone that its owner still has.
async fn taken_away(server: &TestServer) -> Client {
    let (_, mut staff) = server.signed_in("before", "Psykiatrin Öst", Authority::Region).await;
    start(&mut staff, GONE, "Siv").await;
    let mut phone = pair(server, &mut staff, GONE).await;
    let me: Me = phone.get("/api/v1/me").await.ok();
    let owner: Author = ops::owner(me.person);
    let mut erase: Op = op(owner, BinderTab::Sharing, entry(), Body::Erase(Erase::default()));
    erase.audience = Audience::Private;
    let words = ops::contact(owner, entry(), TAKEN_AWAY);
    assert_eq!(phone.push(GONE, vec![words, erase]).await.refused, Vec::new());
    server.clock.advance_minutes(31 * 24 * 60);
    assert_eq!(server.state.store().end_due().await.unwrap(), 1);
    phone
}
