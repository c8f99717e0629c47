//! What browsers get: shells, the worker's list, the crisis page.

#[cfg(feature = "pages")]
use crate::support::stage::PERSONAL;
use crate::support::stage::Stage;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The contents of the scripts that stand in a page, found in another way than the server finds them.
fn scripts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in html.split("</script>") {
        if let Some((tag, content)) = part.rsplit_once("<script").and_then(|(_, rest)| rest.split_once('>'))
            && !tag.contains("src=")
        {
            found.push(content.to_owned());
        }
    }
    found
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A small built site.
pub(crate) fn site(folder: &std::path::Path) -> std::path::PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("assets")).unwrap();
    let map = json!({"app.css": "/assets/app.123.css", "app.js": "/assets/app.456.js", "sw.js": "/sw.js",
        "icons.svg": "/assets/icons.789.svg", "related.css": "/assets/related.1.css"});
    std::fs::write(site.join("assets.json"), map.to_string()).unwrap();
    for (name, text) in [
        ("assets/app.123.css", "a{}"),
        ("assets/app.123.css.br", "br"),
        ("assets/app.456.js", "1"),
        ("assets/icons.789.svg", "<svg/>"),
        ("assets/related.1.css", "b{}"),
        ("sw.js", "const BUILD = \"__BUILD__\";"),
    ] {
        std::fs::write(site.join(name), text).unwrap();
    }
    site
}

#[tokio::test]
#[cfg(feature = "pages")]
async fn every_shell_is_the_same_for_everybody_and_holds_no_care_data() {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let saved = stage.post(&pair.sync_path(), &pair.phone, &pair.sync(&[pair.contact(1, PERSONAL)])).await;
    assert_eq!(saved.json()["accepted"].as_array().map(Vec::len), Some(1), "{}", saved.text());
    let list = stage.get("/precache.json").await.json();
    let shells = list["shells"].as_array().unwrap();
    assert!(!shells.is_empty());
    for address in shells.iter().map(|shell| shell.as_str().unwrap()) {
        let stranger = stage.get(address).await;
        let owner = stage.ask(axum::http::Method::GET, address, &pair.phone, "").await;
        assert_eq!((stranger.status, &stranger.bytes), (StatusCode::OK, &owner.bytes), "{address}");
        let html = stranger.text();
        for word in [PERSONAL, "Maja", "Anna Berg", &pair.binder.to_string(), &pair.owner.person.to_string()] {
            assert!(!html.contains(word), "{address} holds {word}");
        }
        assert!(!html.contains(" nonce=") && !html.contains(" style="), "{address}");
    }
}

#[tokio::test]
async fn each_shells_policy_lets_in_its_own_scripts_and_no_others() {
    let stage = Stage::new().await;
    let list = stage.get("/precache.json").await.json();
    for address in list["shells"].as_array().unwrap().iter().map(|shell| shell.as_str().unwrap()) {
        let answer = stage.get(address).await;
        let policy = answer.header("content-security-policy");
        let (html, crisis) = (answer.text(), address.ends_with("/om-jag-mar-samre"));
        for script in scripts(&html) {
            assert!(policy.contains(&hash(&script)), "{address}: {script}");
        }
        assert_eq!(
            policy.matches("'sha256-").count(),
            if crisis { 1 } else { unique(scripts(&html)) },
            "{address}"
        );
        if crisis {
            assert!(policy.contains(&hash(domain::crisis_html::STYLE)), "{policy}");
        } else {
            assert!(policy.contains("require-trusted-types-for 'script'; trusted-types default"), "{policy}");
        }
        assert!(!policy.contains("unsafe-inline") && policy.contains("default-src 'none'"), "{policy}");
    }
}

fn unique(mut scripts: Vec<String>) -> usize {
    scripts.sort_unstable();
    scripts.dedup();
    scripts.len()
}

#[tokio::test]
async fn what_the_worker_keeps_is_there_and_the_worker_names_its_build() {
    let stage = Stage::with_site(site).await;
    let list = stage.get("/precache.json").await.json();
    let assets: Vec<&str> =
        list["assets"].as_array().unwrap().iter().map(|asset| asset.as_str().unwrap()).collect();
    assert!(assets.contains(&"/icons.svg") && assets.contains(&"/assets/app.123.css"), "{assets:?}");
    assert!(!assets.contains(&"/sw.js") && !assets.contains(&"/assets/related.1.css"), "{assets:?}");
    for address in assets {
        assert_eq!(stage.get(address).await.status, StatusCode::OK, "{address}");
    }
    let worker = stage.get("/sw.js").await;
    assert!(worker.text().contains(list["version"].as_str().unwrap()));
    assert_eq!((worker.header("cache-control"), worker.header("service-worker-allowed")), ("no-cache", "/"));
    assert!(stage.get("/assets/app.123.css").await.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn a_route_is_in_the_readers_language_and_an_address_without_a_page_is_said_calmly() {
    let stage = Stage::new().await;
    for (header, value, lang) in [("accept-language", "en", "en"), ("cookie", "lang=sv", "sv")] {
        let request = axum::http::Request::get("/nagon-annanstans").header(header, value);
        let answer = stage.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains(&format!("<html lang=\"{lang}\">")), "{}", answer.text());
    }
    let api = stage.get("/api/v1/nagon").await;
    assert_eq!((api.status, api.json()), (StatusCode::NOT_FOUND, json!({"code": "not_found"})));
}

#[tokio::test]
async fn a_form_that_was_sent_before_the_app_was_there_leads_to_the_page_again_and_nobody_is_signed_in() {
    let stage = Stage::new().await;
    let request =
        axum::http::Request::post("/logga-in").header("content-type", "application/x-www-form-urlencoded");
    let answer = stage.send(request.body(axum::body::Body::from("username=anna&password=hemligt")).unwrap()).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/logga-in"));
    assert!(!answer.headers.contains_key("set-cookie") && !answer.text().contains("hemligt"));
}
