//! Who gets what, everywhere: every route × everybody who may come to the door × her pärm, another's, one that
//! has been taken away and none at all. The routes are those that the OpenAPI document and the pages list, so a
//! new one has no row and fails here. The answers stand in `snapshots/`: tables to be read and reviewed, where a
//! change is a change of who sees what.

mod asking;
mod changing;
mod covered;
mod links;
#[cfg(feature = "pages")]
mod pages;
mod people;
mod table;

use std::collections::BTreeSet;

use crate::support::dump::Dumper;
use asking::{Asked, ask, targets};
use people::{Actor, Door, Target};
use table::Table;

/// Beside the status and the table: a refusal changes nothing; what is not there and what is forbidden are the
/// same bytes for everybody; and no answer holds words that its reader may not have.
#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let door = Door::new().await;
    let dumper = Dumper::new(&door.scene.server).await;
    let mut before = dumper.dump().await;
    let (mut table, mut absent, mut n_answers) = (Table::default(), BTreeSet::new(), 0);
    for (method, path) in asking::routes() {
        let targets = targets(path);
        table.route(method, path, targets);
        for actor in &door.actors {
            let mut cells = Vec::new();
            for target in targets {
                let asked = Asked { method, path, target: *target };
                let answer = ask(&door, actor, asked).await;
                let of = format!("{method} {path}, {}, {}", actor.name, target.name());
                assert!(!answer.status.is_server_error(), "{of}: {}", answer.text());
                actor.may_have_read(&answer, *target, &of);
                if answer.status.as_u16() == 404 {
                    absent.insert(answer.comparable());
                }
                let after = dumper.dump().await;
                if answer.status.is_client_error() {
                    assert_eq!(after.changed_since(&before), Vec::<&str>::new(), "{of}: {}", answer.status);
                }
                before = after;
                cells.push(asking::cell(asked, door.binder(*target, actor), &answer));
                n_answers += 1;
            }
            let may_be_made = path == "/api/v1/binders";
            assert!(
                targets.len() == 1 || may_be_made || Actor::cannot_tell(&cells),
                "{method} {path}, {}",
                actor.name
            );
            table.row(&actor.name, cells);
        }
    }
    assert_eq!(absent.len(), 1, "what is not there and what is forbidden differ: {absent:#?}");
    println!("{n_answers} answers of {} routes to {} people", table.n_routes(), door.actors.len());
    insta::assert_snapshot!("who_gets_what", table.to_string());
}

/// A change in each tab, from everybody: staff suggest, owners write.
#[tokio::test]
async fn everybody_changes_what_the_table_says() {
    let mut door = Door::new().await;
    let targets = Target::ALL;
    let mut table = Table::default();
    table.route("POST", "/api/v1/binders/{id}/sync with a change in each tab", &targets);
    for n in 0..door.actors.len() {
        let author = changing::whose(&door, n).await;
        let mut cells = Vec::new();
        for target in targets {
            cells.push(changing::change(&mut door, n, author, target).await);
        }
        table.row(&door.actors[n].name, cells);
    }
    insta::assert_snapshot!("who_changes_what", table.to_string());
}

/// Who takes over and who leaves (R131): handing on one tab, handing on another, and a last day.
#[tokio::test]
async fn everybody_says_who_comes_and_goes_as_the_table_says() {
    let mut door = Door::new().await;
    let targets = Target::ALL;
    let mut table = Table::default();
    table.route("POST", "/api/v1/binders/{id}/sync with who takes over and a last day", &targets);
    for n in 0..door.actors.len() {
        let author = changing::whose(&door, n).await;
        let mut cells = Vec::new();
        for target in targets {
            cells.push(changing::come_and_go(&mut door, n, author, target).await);
        }
        table.row(&door.actors[n].name, cells);
    }
    insta::assert_snapshot!("who_comes_and_goes", table.to_string());
}
