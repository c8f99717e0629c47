//! Her own room on both ciphers: the browser's, and the one that tests and the server's half have.

use domain::room::Sealed;
use domain::{Audience, BinderTab, Body, EntryId, Field, Op};
use replica::{CardTaken, Device, Draft, LocalStore, Replica, Server, TabRead};
use uuid::Uuid;

use super::{BO, binder, of_bo, op};

const TAB: BinderTab = BinderTab::Contacts;

/// A card as it was printed, and what was locked by its key. Neither is ever made anew: what she locked once
/// must always open.
const CARD: &str = "QQGJ-YV6Y-24N8-0ZYE-42AU-EH0W-LUQS-Z2XM";
const KEY: &str = "x0KudwoZ_mQ";
const NONCE: &str = "CQkJCQkJCQkJCQkJ";
const SEALED: &str = "\
    gozZtc/t+dWEmornv8jLGM1ODmZ5EoG06ZyCrZdWKOlCsR9luaIwO0GtpsGJ3OU1tt2VXHiyCQgckRwLIJZPpxtLNwh+3viH\
    LVhpPanp+6wJmwEw8tBR/AFe2pK1dLxceQc2D+Xng21JQO/YFZQ2Ap8cz7bTRIjI/gjFZVZlLKdZBmww0on6wmf3Bnpj+BVH\
    Bg5E4j2B2U5aEPU2T+lWMUxccAtPFzS3cThg5RWKpxsGoafW9V4VuQWeGp8wB+3MwzbLO60V0/BuiIhK7S9wWBYdSBJpVY8p\
    JY3eYjyJtScngM/Slb15XPW7s01KMpv3SrIN2ApalAS336Ed/0rjwdmADEgd+V3eiCzdVdXW1qhCdjXmEn8xAuCobUDeFtBo\
    dT1vCQ71T/GWVgeOV6aTKKcCbB0Cl9uz+0PIDCVi0U1aIkz8LQg715+c5EjMNfJlHV6v9yyEDcAtUZaSn/7UH/a+shIa8Y5O\
    UTmNKoNgpUs209l3T3agZAQ2hf8s3FV4JKo6cqTexTEfvKgwPvTH3iskFsDwTrtQUvX/WdGgsEmkS+ZU9eF8qTeuBgQc7be3\
    RFOlTYKCdl+99oyrfP8RpW88pXaMQs4jPgGDe0wGxDLQqElwEJQwCo2/tqSgNoDJkz2dEfkqtQCilFUIMtTzTN2udzJo0Crn\
    h0VHCxRdSllLhqqRyYLHIuFafd0/LkEM";

async fn replica(store: &LocalStore) -> Replica {
    Replica::open(store.clone(), Server::None, Device::fixed()).await.unwrap()
}

async fn name_of(replica: &Replica, entry: EntryId) -> Option<String> {
    let TabRead::Open(tab) = replica.tab_with_room(binder(), TAB).await.unwrap() else { return None };
    tab.entries.get(&entry).filter(|entry| entry.private).map(|entry| entry.text(Field::Name).to_owned())
}

pub(crate) async fn what_was_locked_once_opens_with_its_card(store: LocalStore) {
    of_bo(&store).await;
    let sealed = Sealed { key: KEY.to_owned(), nonce: NONCE.to_owned(), sealed: SEALED.to_owned() };
    let outer = Op { audience: Audience::Private, body: Body::Room(sealed), ..op(41, 42, "", BO) };
    // Moved to another op it opens for nobody.
    let moved = Op { body: outer.body.clone(), ..op(45, 46, "", BO) };
    let moved = Op { audience: Audience::Private, ..moved };
    store.append(binder(), |_| vec![outer, moved]).await.unwrap();
    let replica = replica(&store).await;
    assert_eq!(replica.take_room_card(binder(), CARD).await.unwrap(), CardTaken::Opens);
    assert_eq!(name_of(&replica, EntryId::from_uuid(Uuid::from_u128(43))).await.as_deref(), Some("Åsa Hemlig"));
    let TabRead::Open(tab) = replica.tab_with_room(binder(), TAB).await.unwrap() else { panic!("never blind") };
    assert_eq!((tab.entries.len(), tab.room.len()), (1, 1));
}

pub(crate) async fn what_is_locked_here_is_no_word_in_the_store_and_opens_here(store: LocalStore) {
    of_bo(&store).await;
    let replica = replica(&store).await;
    replica.begin_room(binder()).await.unwrap();
    let Op { tab, entry, body, .. } = op(1, 44, "Åsa Hemlig", BO);
    let draft = Draft { tab, entry, audience: Audience::Private, meeting: None, act: None, body };
    replica.commit(binder(), vec![draft]).await.unwrap();
    let again = self::replica(&store).await;
    assert_eq!(name_of(&again, entry).await.as_deref(), Some("Åsa Hemlig"));
    let outbox = store.outbox(binder()).await.unwrap();
    let waits = serde_json::to_string(&outbox.waiting[0].op).unwrap();
    assert!(waits.contains("\"room\"") && !waits.contains("Hemlig") && !waits.contains(&entry.to_string()));
}
