//! The app's pages and files: the same bytes for everybody, whatever pärm the address names.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::COOKIE;
use server::pages::Pages;
use tower::ServiceExt as _;

use super::people::{Door, Target};
use crate::pages::site;
use crate::support::answer::Answer;

#[tokio::test]
async fn every_page_is_the_same_for_everybody() {
    let door = Door::new().await;
    let pages = Pages::load(&site(door.scene.server.folder()), &door.scene.server.config.ways_in()).await.unwrap();
    let routes: Vec<&str> = pages.routes().collect();
    assert!(routes.len() > 20, "{routes:?}");
    let files = ["/precache.json", "/sw.js", "/assets/app.123.css", "/finns-inte"];
    let shells = routes.iter().map(|route| format!("/shell/sv{route}"));
    let all: Vec<String> = routes.iter().chain(&files).map(|path| (*path).to_owned()).chain(shells).collect();
    let service = server::site(door.scene.server.state.clone(), pages).unwrap();
    let (mut table, mut n_answers) = (String::new(), 0);
    for path in all {
        let mut same = BTreeSet::new();
        for actor in &door.actors {
            for target in Target::ALL {
                let address = format!("{path}?parm={}", door.binder(target, actor));
                let mut request = Request::get(&address);
                if let Some(cookie) = &actor.cookie {
                    request = request.header(COOKIE, cookie);
                }
                let response = service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
                let answer = Answer::read(response).await;
                actor.may_have_read(&answer, Target::None, &address);
                same.insert(answer.comparable());
                n_answers += 1;
            }
        }
        assert_eq!(same.len(), 1, "{path} differs by who asks or for what");
        if !path.starts_with("/shell/") {
            writeln!(table, "{} {path}", same.first().unwrap().0.as_u16()).unwrap();
        }
    }
    println!(
        "{n_answers} answers of {} pages and files to {} people",
        routes.len() + files.len(),
        door.actors.len()
    );
    insta::assert_snapshot!("pages", table);
}
