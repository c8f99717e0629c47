//! One device cannot fill the disk or keep others waiting; a phone that was away for a year is let in at once.

use axum::http::StatusCode;
use domain::api::ErrorCode;
use domain::rules::OPS_MAX;

use crate::support::ops::{contact, entry};
use crate::support::scene::{Scene, pair};

/// As many ops at once as years of writing.
const AT_ONCE: usize = 10_000;

#[tokio::test]
async fn a_device_that_floods_is_asked_to_wait_and_nobody_else_is() {
    let mut scene = Scene::sqlite().await;
    let (binder, owner, staff) = (scene.binder, scene.owner(), scene.staff());
    scene.phone.push(binder, vec![contact(owner, entry(), "Mamma")]).await;
    let mut second = pair(&scene.server, &mut scene.anna, binder).await;

    // In another's name: refused one by one, and work all the same.
    let flood: Vec<_> = (0..OPS_MAX).map(|_| contact(staff, entry(), "x")).collect();
    for _ in 0..AT_ONCE / OPS_MAX - 1 {
        let answer = scene.phone.round(binder, 0, 0, flood.clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    let mut refused = scene.phone.round(binder, 0, 0, flood.clone()).await;
    if refused.status == StatusCode::OK {
        refused = scene.phone.round(binder, 0, 0, flood.clone()).await;
    }
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany));
    assert!(refused.error().retry_after.is_some_and(|seconds| (1..=100).contains(&seconds)));

    // Neither her other phone nor staff at the same address.
    assert_eq!(second.push(binder, vec![contact(owner, entry(), "Eva")]).await.accepted.len(), 1);
    assert_eq!(scene.anna.round(binder, 0, 0, vec![]).await.status, StatusCode::OK);
}
