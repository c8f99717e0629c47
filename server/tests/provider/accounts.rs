//! Whose account it is: linked by a claim of the operator's choice, and made for nobody unless the settings say so.

use axum::http::StatusCode;
use domain::api::{ErrorCode, Me, PractitionerCard, ProviderAddress};
use serde_json::json;
use server::store::Identity;

use super::{ANNA, Unit};
use crate::support::provider::TestProvider;
use crate::support::server::{PASSWORD, TestServer};

#[tokio::test]
async fn whoever_is_not_known_gets_no_account_and_hears_what_she_is_called() {
    let unit = Unit::new().await;
    unit.provider.says("name", json!("Berit Stranger"));
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, "SE2321000016-0002").await;
    let refused = browser.finish(&answer).await;
    assert_eq!(refused.code(), ErrorCode::UnknownPerson);
    assert_eq!(refused.error().identity.as_deref(), Some("SE2321000016-0002"));
    assert_eq!(browser.me().await.code(), ErrorCode::SignedOut);
    let all = unit.server.state.store().practitioners().await.unwrap();
    assert_eq!(all.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["anna Test"]);
}

#[tokio::test]
async fn an_account_is_made_where_the_settings_say_once_and_with_a_name() {
    let unit = Unit::with(&[("PARMEN_OIDC_NEW_UNIT", "Psykosvård Öster")]).await;
    let nameless = unit.sign_in("SE2321000016-0002").await;
    assert_eq!(nameless.code(), ErrorCode::UnknownPerson, "owners read names");
    unit.provider.says("name", json!("Berit Ny"));
    let first: Me = unit.sign_in("SE2321000016-0002").await.ok();
    let second: Me = unit.sign_in("SE2321000016-0002").await.ok();
    assert_eq!((first.person, first.name.as_str()), (second.person, "Berit Ny"));
    let all: Vec<PractitionerCard> = unit.server.state.store().practitioners().await.unwrap();
    let made: Vec<_> = all.into_iter().filter(|card| card.organization_name == "Psykosvård Öster").collect();
    assert_eq!(made.len(), 1);
    // Nobody can sign in to it with a password.
    let account = json!({ "username": first.person, "password": "" });
    assert_eq!(unit.browser().post("/api/v1/session", &account).await.code(), ErrorCode::WrongPassword);
}

#[tokio::test]
async fn another_claim_may_say_who_somebody_is() {
    let unit = Unit::with(&[("PARMEN_OIDC_CLAIM", "employeeHsaId")]).await;
    unit.link("employeeHsaId", "SE1-1", unit.anna).await;
    unit.provider.says("employeeHsaId", json!("SE1-1"));
    let me: Me = unit.sign_in("whatever").await.ok();
    assert_eq!(me.person, unit.anna);
    // The same words in another claim are somebody else's.
    unit.provider.says("employeeHsaId", json!(ANNA));
    assert_eq!(unit.sign_in("whatever").await.code(), ErrorCode::UnknownPerson);
}

#[tokio::test]
async fn userinfo_tells_what_the_token_does_not_and_of_the_same_person_alone() {
    let unit = Unit::with(&[("PARMEN_OIDC_CLAIM", "employeeHsaId")]).await;
    unit.link("employeeHsaId", "SE1-1", unit.anna).await;
    let told = |sub: &str| Some(json!({ "sub": sub, "employeeHsaId": "SE1-1" }));
    unit.provider.manners().userinfo = told("her sub");
    let _: Me = unit.sign_in("her sub").await.ok();
    unit.provider.manners().userinfo = told("another's");
    assert_eq!(unit.sign_in("her sub").await.code(), ErrorCode::ProviderDown);
    unit.provider.manners().userinfo = None;
    assert_eq!(unit.sign_in("her sub").await.code(), ErrorCode::ProviderDown);
}

#[tokio::test]
async fn a_claim_that_is_no_word_names_nobody() {
    let unit = Unit::with(&[("PARMEN_OIDC_CLAIM", "employeeHsaId")]).await;
    for value in [json!(["SE1-1"]), json!({}), json!(""), json!(true), json!("x".repeat(300))] {
        unit.provider.says("employeeHsaId", value.clone());
        assert_eq!(unit.sign_in("whatever").await.code(), ErrorCode::ProviderDown, "{value}");
    }
}

#[tokio::test]
async fn whoever_is_unlinked_is_out_and_stays_out() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let _: Me = browser.finish(&answer).await.ok();
    let identity = Identity { issuer: &unit.provider.issuer, claim: "sub", value: ANNA };
    assert!(unit.server.state.store().unlink_identity(identity).await.unwrap());
    assert_eq!(browser.me().await.code(), ErrorCode::SignedOut);
    assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::UnknownPerson);
}

#[tokio::test]
async fn postgres_keeps_identities_and_tokens_as_sqlite_does() {
    let provider = TestProvider::start().await;
    let settings = [("PARMEN_OIDC_NEW_UNIT", "Psykosvård Öster")];
    let server = TestServer::postgres_with(|config| provider.configure(config, &settings)).await;
    let unit = Unit::on(server, provider).await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let _: Me = browser.finish(&answer).await.ok();
    let _: ProviderAddress = browser.sign_out().await.ok();
    let account = json!({ "username": "anna", "password": PASSWORD });
    let _: Me = browser.post("/api/v1/session", &account).await.ok();
    assert_eq!(browser.sign_out().await.status, StatusCode::NO_CONTENT);
    unit.provider.says("name", json!("Berit Ny"));
    let first: Me = unit.sign_in("SE2321000016-0002").await.ok();
    let second: Me = unit.sign_in("SE2321000016-0002").await.ok();
    assert_eq!(first.person, second.person);
    unit.server.state.store().forget_old_id_tokens().await.unwrap();
    let identity = Identity { issuer: &unit.provider.issuer, claim: "sub", value: ANNA };
    assert!(unit.server.state.store().unlink_identity(identity).await.unwrap());
}

#[tokio::test]
async fn local_accounts_go_on_beside_the_provider_and_can_be_switched_off() {
    let account = json!({ "username": "anna", "password": PASSWORD });
    let both = Unit::new().await;
    let _: Me = both.browser().post("/api/v1/session", &account).await.ok();
    let one = Unit::with(&[("PARMEN_LOCAL_ACCOUNTS", "off")]).await;
    assert_eq!(one.browser().post("/api/v1/session", &account).await.code(), ErrorCode::UseProvider);
    let _: Me = one.sign_in(ANNA).await.ok();
}
