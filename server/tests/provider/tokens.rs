//! What an ID token must hold, and who must have signed it.

use domain::api::{ErrorCode, Me};
use serde_json::{Value, json};

use super::{ANNA, Unit};
use crate::support::provider::{CLIENT, Signs};
use crate::support::server::NOON;

const NOW: i64 = NOON / 1_000;

/// What becomes of a sign-in whose token says something else.
async fn said(claim: &str, value: Value) -> Option<ErrorCode> {
    let unit = Unit::new().await;
    unit.provider.says(claim, value);
    let answer = unit.sign_in(ANNA).await;
    (!answer.status.is_success()).then(|| answer.code())
}

#[tokio::test]
async fn a_token_was_asked_for_by_this_browser() {
    assert_eq!(said("nonce", json!("another")).await, Some(ErrorCode::SignInFailed));
    assert_eq!(said("nonce", Value::Null).await, Some(ErrorCode::SignInFailed));
}

#[tokio::test]
async fn a_token_is_meant_for_us_and_comes_from_the_provider() {
    for (claim, value) in [
        ("aud", json!("another")),
        ("aud", json!([CLIENT, "another"])),
        ("aud", json!([])),
        ("aud", Value::Null),
        ("azp", json!("another")),
        ("iss", json!("https://another.example")),
    ] {
        assert_eq!(said(claim, value.clone()).await, Some(ErrorCode::SignInFailed), "{claim}: {value}");
    }
    assert_eq!(said("aud", json!([CLIENT])).await, None);
    assert_eq!(said("azp", json!(CLIENT)).await, None);
}

#[tokio::test]
async fn a_token_is_of_now_though_clocks_may_differ_by_two_minutes() {
    for (claim, at, refused) in [
        ("exp", NOW - 119, false),
        ("exp", NOW - 121, true),
        ("iat", NOW + 119, false),
        ("iat", NOW + 122, true),
        ("iat", NOW - 119, false),
        ("iat", NOW - 122, true),
    ] {
        let expected = refused.then_some(ErrorCode::SignInFailed);
        assert_eq!(said(claim, json!(at)).await, expected, "{claim} {}", at - NOW);
    }
}

#[tokio::test]
async fn a_token_without_what_every_token_has_is_none() {
    for claim in ["iss", "sub", "exp", "iat"] {
        assert_eq!(said(claim, Value::Null).await, Some(ErrorCode::ProviderDown), "{claim}");
    }
}

#[tokio::test]
async fn a_token_is_signed_by_the_provider_and_nobody_else() {
    for signs in [Signs::NotAtAll, Signs::WithTheSharedSecret, Signs::Forged] {
        let unit = Unit::new().await;
        unit.provider.manners().signs = signs;
        assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed, "{signs:?}");
        unit.provider.manners().signs = Signs::Well;
        let _: Me = unit.sign_in(ANNA).await.ok();
    }
}

#[tokio::test]
async fn the_provider_must_be_as_sure_as_the_settings_demand() {
    let unit = Unit::with(&[("PARMEN_OIDC_ACR", "loa3 loa4"), ("PARMEN_OIDC_AMR", "hwk pin")]).await;
    for (acr, amr, is_enough) in [
        (json!("loa3"), json!(["pin", "hwk"]), true),
        (json!("loa4"), json!(["pin", "hwk", "user"]), true),
        (json!("loa2"), json!(["pin", "hwk"]), false),
        (json!("LOA3"), json!(["pin", "hwk"]), false),
        (Value::Null, json!(["pin", "hwk"]), false),
        (json!("loa3"), json!(["pin"]), false),
        (json!("loa3"), json!([]), false),
        (json!("loa3"), Value::Null, false),
    ] {
        unit.provider.says("acr", acr.clone());
        unit.provider.says("amr", amr.clone());
        let answer = unit.sign_in(ANNA).await;
        if is_enough {
            let _: Me = answer.ok();
        } else {
            assert_eq!(answer.code(), ErrorCode::WeakSignIn, "{acr} {amr}");
        }
    }
}

#[tokio::test]
async fn the_provider_is_asked_for_what_the_settings_demand() {
    let unit = Unit::with(&[("PARMEN_OIDC_ACR", "loa3 loa4"), ("PARMEN_OIDC_SCOPES", "openid profile hsa")]).await;
    let begun = unit.browser().begin().await.json();
    let address = begun["address"].as_str().unwrap();
    for part in ["acr_values=loa3+loa4", "scope=openid+profile+hsa", "ui_locales=sv", "code_challenge_method=S256"]
    {
        assert!(address.contains(part), "{part} is missing in {address}");
    }
    assert!(!address.contains("prompt="), "{address}");
    let again = unit.browser().post("/api/v1/sign-in", &json!({ "again": true })).await.json();
    assert!(again["address"].as_str().unwrap().contains("prompt=login"));
}
