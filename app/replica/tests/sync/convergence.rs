//! Whatever happens to the line and to the phones: in the end all read the same, and nothing is lost.

use domain::{BinderTab, EntryId};
use proptest::prelude::*;
use replica::store::Memory;

use crate::line::Fault;
use crate::world::{Phone, World, names};

#[derive(Clone, Debug)]
enum Step {
    Write { phone: usize, entry: u8 },
    Sync { phone: usize },
    Cut { phone: usize, after: bool },
    Restart { phone: usize },
    Page { size: usize },
    Lose { phone: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let phone = 0_usize..3;
    prop_oneof![
        6 => (phone.clone(), 0_u8..3).prop_map(|(phone, entry)| Step::Write { phone, entry }),
        4 => phone.clone().prop_map(|phone| Step::Sync { phone }),
        2 => (phone.clone(), any::<bool>()).prop_map(|(phone, after)| Step::Cut { phone, after }),
        1 => phone.clone().prop_map(|phone| Step::Restart { phone }),
        1 => (1_usize..4).prop_map(|size| Step::Page { size }),
        1 => phone.prop_map(|phone| Step::Lose { phone }),
    ]
}

async fn live(steps: Vec<Step>) {
    let world = World::new().await;
    // Two phones of the owner and a coordinator.
    let mut phones = [world.phone_of_bo().await, world.phone_of_bo().await, world.laptop_of_anna().await];
    let entries: Vec<EntryId> = (0..3).map(|_| phones[0].replica.new_entry()).collect();
    let mut written: Vec<String> = Vec::new();
    for (n, step) in steps.into_iter().enumerate() {
        match step {
            Step::Write { phone: 2, entry } => {
                phones[2].suggest(entries[usize::from(entry)], &format!("förslag {n}")).await;
            }
            Step::Write { phone, entry } => {
                let text = format!("text {n}");
                phones[phone].rename(entries[usize::from(entry)], &text).await;
                written.push(text);
            }
            Step::Sync { phone } => drop(phones[phone].replica.sync(world.binder).await),
            Step::Cut { phone, after } => {
                phones[phone].line.once(if after { Fault::CutAfter } else { Fault::CutBefore });
                let _ = phones[phone].replica.sync(world.binder).await;
            }
            Step::Restart { phone } => phones[phone].restart().await,
            Step::Page { size } => world.server.borrow_mut().page = size,
            // A wiped phone loses what it had not sent, and nothing else.
            Step::Lose { phone } => {
                let phone = &mut phones[phone];
                if phone.waiting() == 0 {
                    phone.memory = Memory::default();
                    phone.restart().await;
                    phone.replica.refresh_me().await.unwrap();
                }
            }
        }
    }
    for _ in 0..2 {
        for phone in &phones {
            phone.sync().await;
            assert_eq!(phone.waiting(), 0);
        }
    }
    let server = world.server.borrow().binders[&world.binder].tab(BinderTab::Contacts);
    for phone in &phones[..2] {
        assert_eq!(phone.contacts().await.entries, server.entries);
    }
    assert_eq!(phones[2].names().await, names(&server), "a reader without history reads the same texts");
    assert_eq!(everything(&phones[0]).await.len(), written.len(), "each text once");
    assert!(written.iter().all(|text| server_has(&server, text)), "every text is current or in history");
}

async fn everything(phone: &Phone) -> Vec<String> {
    let contacts = phone.contacts().await;
    let registers = contacts.entries.values().flat_map(|entry| entry.fields.values());
    registers.flat_map(|r| r.current.iter().chain(&r.past)).map(|version| format!("{:?}", version.value)).collect()
}

fn server_has(server: &domain::TabState, text: &str) -> bool {
    let mut registers = server.entries.values().flat_map(|entry| entry.fields.values());
    let wanted = domain::Value::text(text);
    registers.any(|register| register.current.iter().chain(&register.past).any(|version| version.value == wanted))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn all_read_the_same_and_nothing_is_lost(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(live(steps));
    }
}
