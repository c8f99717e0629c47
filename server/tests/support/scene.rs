//! The kitchen table: a coordinator, a pärm, a paired phone.

use domain::api::{BinderCard, Me, PairingResponse};
use domain::consent::Right;
use domain::{Author, BinderId, BinderTab, PersonId};
use serde_json::json;
use uuid::Uuid;

use super::client::Client;
use super::ops;
use super::server::TestServer;

/// A pärm with a phone and one coordinator, who may suggest in Kontakter, Möten and Skattning.
pub(crate) struct Scene {
    pub(crate) server: TestServer,
    pub(crate) binder: BinderId,
    pub(crate) anna: Client,
    pub(crate) anna_id: PersonId,
    pub(crate) phone: Client,
    pub(crate) owner_id: PersonId,
}

impl Scene {
    pub(crate) async fn sqlite() -> Self {
        Self::on(TestServer::sqlite().await).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::on(TestServer::postgres().await).await
    }

    pub(crate) async fn on(server: TestServer) -> Self {
        let (anna_id, mut anna) = server.coordinator("anna").await;
        let binder = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001));
        let card = start(&mut anna, binder, "Maja").await;
        let author = ops::staff(anna_id);
        let tabs = [BinderTab::Contacts, BinderTab::Meetings, BinderTab::Ratings];
        let grants = tabs.map(|tab| ops::grant(author, anna_id, tab, Right::Suggest, Vec::new()));
        let answer = anna.push(binder, grants.to_vec()).await;
        assert_eq!(answer.refused, Vec::new());
        let phone = pair(&server, &mut anna, binder).await;
        Self { server, binder, anna, anna_id, phone, owner_id: card.owner }
    }

    pub(crate) fn owner(&self) -> Author {
        ops::owner(self.owner_id)
    }

    pub(crate) fn staff(&self) -> Author {
        ops::staff(self.anna_id)
    }
}

/// Starts a pärm.
pub(crate) async fn start(client: &mut Client, binder: BinderId, name: &str) -> BinderCard {
    client.post("/api/v1/binders", &json!({ "id": binder, "owner_name": name })).await.ok()
}

/// A way in.
pub(crate) async fn pairing(client: &mut Client, binder: BinderId) -> PairingResponse {
    client.post(&format!("/api/v1/binders/{binder}/pairings"), &json!({})).await.ok()
}

/// Pairs one more phone.
pub(crate) async fn pair(server: &TestServer, client: &mut Client, binder: BinderId) -> Client {
    let code = pairing(client, binder).await.code;
    let mut phone = server.stranger();
    let me: Me = phone.post("/api/v1/pairings/redeem", &json!({ "code": code })).await.ok();
    assert_eq!(me.binders.len(), 1);
    phone
}
