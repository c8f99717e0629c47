//! Every row that leaves is covered by a live consent at that instant. Random lives of a pärm, with sentences
//! given, renewed, withdrawn, beginning and ending, links handed over and ended and the whole pärm closed,
//! against the real store and routes. After each step everybody asks in every way there is, and a model that
//! knows nothing of the store says which words may be in the answers. More lives: `PROPTEST_CASES=2000`.

mod model;
mod world;

use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::server::TestServer;
use world::World;

/// What may happen next. Who, where and what are taken modulo those there are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// She writes over what stood at a place of a tab; the last places are hers alone and one reader's.
    Write { tab: usize, slot: usize },
    /// She removes what stands there.
    Remove { tab: usize, slot: usize },
    /// A sentence, from and until so many minutes from now; one that has not seen what she took back is void.
    Grant { who: usize, tab: usize, from: Option<i64>, lasts: Option<i64>, has_seen: bool },
    /// She takes it back.
    Withdraw { who: usize, tab: usize },
    /// She says a last day for it, so many minutes from now.
    LastDay { who: usize, tab: usize, minutes: i64 },
    /// Time passes.
    Pass { minutes: i64 },
    /// She hands over a new copy by a link.
    HandOver { link: usize, minutes: i64 },
    /// She ends it.
    Revoke { link: usize },
    /// She wants the pärm gone, or kept after all.
    CloseOrKeep,
}

fn step() -> impl Strategy<Value = Step> {
    let (who, tab, slot) = (0..3_usize, 0..3_usize, 0..4_usize);
    let minutes = || prop::option::of(prop_oneof![Just(5_i64), Just(10), 1..30_i64]);
    prop_oneof![
        8 => (tab.clone(), slot.clone()).prop_map(|(tab, slot)| Step::Write { tab, slot }),
        2 => (tab.clone(), slot).prop_map(|(tab, slot)| Step::Remove { tab, slot }),
        8 => (who.clone(), tab.clone(), minutes(), minutes(), prop::bool::weighted(0.8)).prop_map(
            |(who, tab, from, lasts, has_seen)| Step::Grant { who, tab, from: from.filter(|n| n % 2 == 0), lasts, has_seen }
        ),
        3 => (who.clone(), tab.clone()).prop_map(|(who, tab)| Step::Withdraw { who, tab }),
        3 => (who, tab, 1..20_i64).prop_map(|(who, tab, minutes)| Step::LastDay { who, tab, minutes }),
        6 => prop_oneof![Just(5_i64), Just(10), 1..20_i64].prop_map(|minutes| Step::Pass { minutes }),
        2 => (0..2_usize, 1..60_i64).prop_map(|(link, minutes)| Step::HandOver { link, minutes }),
        1 => (0..2_usize).prop_map(|link| Step::Revoke { link }),
        1 => Just(Step::CloseOrKeep),
    ]
}

#[test]
fn whatever_is_asked_only_words_under_a_live_consent_leave() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(async { TestServer::sqlite().await.with_pages().await });
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let mut runner = TestRunner::new(Config { cases, max_shrink_iters: 200, ..Config::with_source_file(file!()) });
    let n_lives = AtomicU32::new(1);
    let n_answers = AtomicU32::new(0);
    let lived = runner.run(&prop::collection::vec(step(), 4..36), |steps| {
        let life = n_lives.fetch_add(1, Ordering::SeqCst);
        let n = runtime.block_on(async {
            let mut world = World::new(&server, life).await;
            for step in steps {
                world.step(step).await;
            }
            world.end().await
        });
        n_answers.fetch_add(n, Ordering::SeqCst);
        Ok(())
    });
    println!("{} answers in {} lives", n_answers.into_inner(), n_lives.into_inner() - 1);
    runtime.block_on(server.state.close());
    lived.unwrap();
}
