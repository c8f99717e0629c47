//! The ways in for staff: the server writes them into the head of every shell, so that the sign-in page shows at
//! once what there is, also from the worker's cache.

use domain::api::WaysIn;

/// What stands in the head; nothing where local accounts are the only way.
pub(crate) fn told(ways_in: &WaysIn) -> Option<String> {
    if *ways_in == WaysIn::default() { None } else { serde_json::to_string(ways_in).ok() }
}

/// The ways in of this server.
#[cfg(target_arch = "wasm32")]
pub(crate) fn ways_in() -> WaysIn {
    let meta = format!("meta[name={}]", WaysIn::META);
    let told = leptos::prelude::document().query_selector(&meta).ok().flatten();
    let told = told.and_then(|meta| meta.get_attribute("content"));
    told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default()
}

/// The ways in of this server.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn ways_in() -> WaysIn {
    leptos::prelude::use_context().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::api::ProviderCard;

    use super::*;

    #[test]
    fn a_server_with_local_accounts_alone_has_nothing_to_tell() {
        assert_eq!(told(&WaysIn::default()), None);
        let provider = ProviderCard { name: "Region \"Öst\"".to_owned(), contact: None };
        let both = WaysIn { provider: Some(provider), local: true };
        assert_eq!(serde_json::from_str::<WaysIn>(&told(&both).unwrap()).unwrap(), both);
    }
}
