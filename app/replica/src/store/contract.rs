//! What every store must do, written once and stamped on each: on memory in `tests/memory.rs`, on
//! IndexedDB in a headless browser in `tests/indexed_db.rs`. Part of those two, not of the library.

#[path = "contract/identity.rs"]
pub(crate) mod identity;
#[path = "contract/log.rs"]
pub(crate) mod log;
#[path = "contract/pictures.rs"]
pub(crate) mod pictures;
#[path = "contract/queue.rs"]
pub(crate) mod queue;
#[path = "contract/room.rs"]
pub(crate) mod room;

use domain::api::{Accepted, BinderCard, Me, RefusalClass, RefusalCode, Refused, SyncResponse};
use domain::body::{FieldWrite, Write};
use domain::{
    Audience, Author, BinderId, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, PersonId, Provenance,
    ReplicaId, Role, Seq, SequencedOp, Timestamp, Value,
};
use replica::LocalStore;
use replica::plan::{self, Outcome};
use replica::store::Taken;
use uuid::Uuid;

/// Stamps every test of the contract. `$test` is the attribute that makes a function a test, `$open` gets
/// a name and returns a future of an empty store.
macro_rules! store_contract {
    (#$test:tt $open:path => $($part:ident: $($name:ident)*;)*) => {$($(
        #$test
        async fn $name() {
            super::contract::$part::$name($open(stringify!($name)).await).await;
        }
    )*)*};
    (#$test:tt $open:path) => {
        store_contract! { #$test $open =>
            queue:
                nobody_can_write_in_a_store_that_is_nobodys
                what_is_committed_waits_in_the_order_it_was_made
                a_retry_keeps_its_place_a_mend_is_listed_and_a_final_leaves
                what_is_forgotten_leaves_the_queue_and_frees_what_shared_its_refusal
                a_rating_draft_is_kept_until_the_rating_is_saved
                an_unsent_proposal_is_kept_under_its_writer_until_it_is_sent
                an_unsent_proposal_without_changes_is_forgotten
                an_unsent_proposal_goes_with_the_right_to_suggest
                openings_are_told_once;
            room:
                what_was_locked_once_opens_with_its_card
                what_is_locked_here_is_no_word_in_the_store_and_opens_here;
            pictures:
                a_picture_waits_with_its_change_and_is_kept_when_the_server_has_it
                a_picture_and_its_change_are_kept_together_or_not_at_all
                another_persons_waiting_picture_is_not_shown_and_not_lost
                what_was_fetched_goes_with_the_copy
                one_that_a_waiting_change_names_is_never_dropped
                after_the_server_was_put_back_all_are_handed_in_again;
            log:
                an_accepted_op_moves_from_the_queue_to_the_log
                an_op_that_came_back_by_itself_leaves_the_queue
                an_answer_that_came_too_late_changes_nothing
                a_reset_drops_the_tab_and_keeps_what_waits
                a_checkpoint_replaces_the_tab
                own_ops_outlive_a_checkpoint_and_are_offered_when_the_server_was_put_back
                own_words_that_are_gone_for_good_outlive_nothing
                how_far_somebody_has_come_only_grows
                a_reader_that_has_the_rest_gets_only_what_is_new
                a_folded_tab_is_where_the_next_opening_begins
                a_folded_tab_of_a_dropped_copy_is_not_kept;
            identity:
                an_empty_store_takes_an_id_once
                another_persons_unsent_ops_are_put_aside_and_come_back
                a_binder_that_is_no_longer_open_to_us_goes_and_its_words_are_listed
                signing_out_removes_what_was_fetched
                a_binder_begun_without_network_stays_in_the_list_until_the_server_has_it
                a_lost_store_is_told_once
                who_has_looked_is_kept_and_goes_with_the_person
                a_new_card_is_part_of_who_i_am;
        }
    };
}

const BO: u128 = 1;
const ANNA: u128 = 2;

fn person(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(n))
}

fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(9))
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

fn card() -> BinderCard {
    BinderCard {
        id: binder(),
        owner_name: "Bo".to_owned(),
        owner: person(BO),
        started_at: at(0),
        paired: true,
        newest_phone_at: None,
        rights: Vec::new(),
        turns_at: None,
        people: Vec::new(),
        erasing: None,
    }
}

fn me(n: u128) -> Me {
    let role = if n == BO { Role::Owner } else { Role::Coordinator };
    let (person, name, organization) = (person(n), "Namn".to_owned(), String::new());
    Me { person, name, role, organization, binders: vec![card()], closed: Vec::new(), lock_required: false }
}

pub(crate) fn op(n: u128, entry: u128, text: &str, author: u128) -> Op {
    let field = FieldWrite { over: Vec::new(), value: Value::text(text) };
    let write = Write { entry_kind: EntryKind::Contact, fields: [(Field::Name, field)].into() };
    Op {
        id: OpId::from_uuid(Uuid::from_u128(n)),
        tab: BinderTab::Contacts,
        entry: EntryId::from_uuid(Uuid::from_u128(entry)),
        audience: Audience::Tab,
        author: Author { person: person(author), role: me(author).role },
        provenance: if author == BO { Provenance::Own } else { Provenance::Coordinator },
        made_at: at(1),
        act: None,
        body: Body::Write(write),
    }
}

fn sequenced(seq: Seq, op: Op) -> SequencedOp {
    SequencedOp { seq, received_at: at(1), op }
}

fn accepted(seq: Seq, n: u128) -> Accepted {
    Accepted { id: OpId::from_uuid(Uuid::from_u128(n)), seq }
}

fn refused(n: u128, code: RefusalCode, class: RefusalClass) -> Refused {
    Refused { id: OpId::from_uuid(Uuid::from_u128(n)), code, class }
}

fn answer(cursor: Seq) -> SyncResponse {
    SyncResponse { cursor, generation: 1, ..SyncResponse::default() }
}

async fn of_bo(store: &LocalStore) {
    store.adopt(&me(BO), false).await.unwrap();
}

/// The outcome of sending all that waits and getting this answer.
async fn outcome(store: &LocalStore, response: SyncResponse) -> Outcome {
    let outbox = store.outbox(binder()).await.unwrap();
    let request = plan::request(ReplicaId::from_uuid(Uuid::from_u128(7)), &outbox, plan::BATCH);
    plan::answer(binder(), &outbox, &request, response, at(100))
}

async fn take(store: &LocalStore, response: SyncResponse) {
    let outcome = outcome(store, response).await;
    assert_eq!(store.apply(&outcome).await.unwrap(), Taken::Done { restored: false });
}

async fn waiting(store: &LocalStore) -> Vec<u128> {
    let outbox = store.outbox(binder()).await.unwrap();
    outbox.waiting.iter().map(|waiting| waiting.op.id.as_uuid().as_u128()).collect()
}

async fn names(store: &LocalStore) -> Vec<String> {
    let rows = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    rows.unsent.iter().for_each(|op| state.apply_unsent(op));
    state.entries.values().map(|entry| entry.text(Field::Name).to_owned()).collect()
}
