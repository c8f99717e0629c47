//! The way there and back: what belongs together, once, and in the browser that began.

use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use domain::api::{ErrorCode, FinishSignInRequest, Me, ProviderAddress};
use domain::{DeviceId, Role};
use openidconnect::url::Url;
use server::store::NewDevice;

use super::{ANNA, Unit};
use crate::support::provider::CLIENT;

#[tokio::test]
async fn whoever_is_identified_and_known_is_in() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let finished = browser.finish(&answer).await;
    let me: Me = finished.ok();
    assert_eq!((me.person, me.role), (unit.anna, Role::Coordinator));
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["__Host-parmen"], "what began it is gone");
    let again: Me = browser.me().await.ok();
    assert_eq!(again.person, unit.anna);
}

#[tokio::test]
async fn both_cookies_are_kept_from_scripts_and_other_sites() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let begun = browser.begin().await;
    let address: ProviderAddress = serde_json::from_slice(&begun.bytes).unwrap();
    let finished = browser.finish(&unit.provider.identify(&address.address, ANNA)).await;
    let set = [begun, finished].into_iter().flat_map(|answer| {
        answer.headers.get_all(SET_COOKIE).iter().map(|set| set.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    });
    let set: Vec<String> = set.collect();
    assert_eq!(set.len(), 3);
    for cookie in set {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(cookie.contains(part), "{part} is missing in {cookie}");
        }
    }
}

#[tokio::test]
async fn an_answer_with_another_state_is_nobodys() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    for state in ["", "0", &"0".repeat(64)] {
        let wrong = FinishSignInRequest { state: state.to_owned(), ..answer.clone() };
        assert_eq!(browser.finish(&wrong).await.code(), ErrorCode::SignInFailed);
    }
    let _: Me = browser.finish(&answer).await.ok();
}

#[tokio::test]
async fn an_answer_belongs_to_the_browser_that_began() {
    let unit = Unit::new().await;
    let (mut hers, mut anothers, mut nobodys) = (unit.browser(), unit.browser(), unit.browser());
    let answer = unit.identified(&mut hers, ANNA).await;
    anothers.begin().await;
    assert_eq!(anothers.finish(&answer).await.code(), ErrorCode::SignInFailed);
    assert_eq!(nobodys.finish(&answer).await.code(), ErrorCode::SignInFailed);
}

#[tokio::test]
async fn an_answer_is_heard_once_even_if_the_provider_takes_its_code_twice() {
    let unit = Unit::new().await;
    unit.provider.manners().forgets_codes = true;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let mut copy = browser.clone();
    let _: Me = browser.finish(&answer).await.ok();
    assert_eq!(copy.finish(&answer).await.code(), ErrorCode::SignInFailed);
    assert_eq!(copy.me().await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_code_that_the_provider_has_taken_leads_nowhere() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let used = unit.identified(&mut browser, ANNA).await;
    let _: Me = browser.finish(&used).await.ok();
    // The same code in an attempt of its own: another state, another verifier.
    let begun = unit.identified(&mut browser, ANNA).await;
    let replayed = FinishSignInRequest { code: used.code, ..begun };
    assert_eq!(browser.finish(&replayed).await.code(), ErrorCode::SignInFailed);
}

#[tokio::test]
async fn a_stolen_code_is_of_no_use_without_the_cookie_it_was_asked_with() {
    let unit = Unit::new().await;
    let (mut hers, mut thiefs) = (unit.browser(), unit.browser());
    let stolen = unit.identified(&mut hers, ANNA).await;
    let begun = unit.identified(&mut thiefs, "SE2321000016-9999").await;
    let injected = FinishSignInRequest { code: stolen.code, ..begun };
    assert_eq!(thiefs.finish(&injected).await.code(), ErrorCode::SignInFailed);
}

#[tokio::test]
async fn an_attempt_is_too_old_after_a_quarter_of_an_hour() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    unit.wait_minutes(15);
    assert_eq!(browser.finish(&answer).await.code(), ErrorCode::SignInFailed);
    // Whoever makes it younger has another cookie, and that fits no answer.
    let name = "__Host-parmen-sign-in".to_owned();
    let (secret, _) = browser.cookies[&name].rsplit_once('.').unwrap();
    let younger = format!("{secret}.{}", unit.server.state.clock().now().as_millis());
    browser.cookies.insert(name, younger);
    assert_eq!(browser.finish(&answer).await.code(), ErrorCode::SignInFailed);
}

#[tokio::test]
async fn an_answer_says_whose_it_is_and_must_if_the_provider_promised_so() {
    let unit = Unit::new().await;
    let promised = [("authorization_response_iss_parameter_supported".to_owned(), true.into())];
    unit.provider.manners().metadata.extend(promised);
    for iss in [None, Some("https://another.example".to_owned())] {
        let mut browser = unit.browser();
        let answer = FinishSignInRequest { iss, ..unit.identified(&mut browser, ANNA).await };
        assert_eq!(browser.finish(&answer).await.code(), ErrorCode::SignInFailed);
    }
    let _: Me = unit.sign_in(ANNA).await.ok();
}

#[tokio::test]
async fn whoever_gives_up_at_the_provider_is_nobody() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let given_up = FinishSignInRequest { code: None, error: Some("access_denied".to_owned()), ..answer };
    assert_eq!(browser.finish(&given_up).await.code(), ErrorCode::SignInFailed);
}

#[tokio::test]
async fn another_process_ends_what_one_began() {
    let unit = Unit::new().await;
    let (_state, router) = unit.server.neighbour().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    browser.router = router;
    let _: Me = browser.finish(&answer).await.ok();
}

#[tokio::test]
async fn signing_out_goes_on_at_the_provider() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    let _: Me = browser.finish(&answer).await.ok();
    let left: ProviderAddress = browser.sign_out().await.ok();
    let address = Url::parse(&left.address).unwrap();
    let told = |name: &str| address.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
    assert!(left.address.starts_with(&format!("{}/leave?", unit.provider.issuer)), "{}", left.address);
    assert_eq!(told("post_logout_redirect_uri"), "http://localhost:8080/logga-in");
    assert_eq!((told("client_id").as_str(), told("id_token_hint").split('.').count()), (CLIENT, 3));
    assert_eq!(browser.me().await.code(), ErrorCode::SignedOut);
}

/// A session that began at the provider.
async fn session(unit: &Unit) -> DeviceId {
    let (state, person) = (&unit.server.state, unit.anna);
    let (id, token) = (DeviceId::from_uuid(state.clock().uuid().unwrap()), state.clock().token().unwrap());
    let device = NewDevice { id, token, person, role: Role::Coordinator, binder: None, awaits_factor: false };
    state.store().begin_session(&device).await.unwrap();
    state.store().keep_id_token(id, "what it said").await.unwrap();
    id
}

#[tokio::test]
async fn what_ends_a_session_there_is_taken_once_and_forgotten_when_no_session_is_so_old() {
    let unit = Unit::new().await;
    let store = unit.server.state.store();
    let old = session(&unit).await;
    unit.wait_minutes(8 * 24 * 60 + 1);
    let fresh = session(&unit).await;
    store.forget_old_id_tokens().await.unwrap();
    assert_eq!(store.take_id_token(old).await.unwrap(), None);
    assert_eq!(store.take_id_token(fresh).await.unwrap().as_deref(), Some("what it said"));
    assert_eq!(store.take_id_token(fresh).await.unwrap(), None);
}

#[tokio::test]
async fn what_ends_a_session_there_cannot_be_read_in_the_store() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    for file in ["parmen.db", "parmen.db-wal"] {
        let bytes = std::fs::read(unit.server.folder().join(file)).unwrap();
        for secret in ["eyJ", ANNA] {
            let is_there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!is_there, "{secret} stands in {file}");
        }
    }
}
