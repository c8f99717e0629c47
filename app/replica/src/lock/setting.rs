//! Locking a copy with a code, and locking it anew as locks are made now.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Role;
use domain::api::LockKey;

use super::wrapping::{proving, wrapped, writing};
use super::{LockChoice, code};
use crate::store::{LockRow, PartRow, Seal};
use crate::{Replica, StoreError, SyncError};

impl Replica {
    /// Locks the copy with a code. The server seals the spare key, and for staff the part of the sign-in, so this
    /// needs network.
    pub async fn set_lock(&self, code: &str, choice: LockChoice) -> Result<(), SyncError> {
        let (id, random) = (self.new_entry().to_string(), self.inner.device.new_secret);
        let me = self.me().await?.ok_or(StoreError::Gone)?;
        let is_staff = me.role != Role::Owner;
        let key = random();
        let own_key = is_staff.then(random);
        let spare = Some(self.sealed_by_server(own_key.unwrap_or(key)).await?);
        let part_key = is_staff.then(random);
        let part = match part_key {
            Some(part) => Some(self.sealed_by_server(part).await?),
            None => None,
        };
        let stretching = code::stretching(random());
        let way = code::stretch(code, &stretching);
        let wrapped = way.and_then(|way| wrapped(&id, way, part_key, key, random)).ok_or(StoreError::Shut)?;
        let seal = Seal::new(id.clone(), key, random);
        let proof = seal.seal(&proving(&id), b"").ok_or(StoreError::Shut)?;
        let written = own_key.and_then(|own| seal.seal(&writing(&id), &own));
        let here =
            part_key.map(|part| PartRow { lock: id.clone(), part: STANDARD.encode(part), heard: self.now() });
        let row = LockRow {
            id,
            person: me.person,
            stretching,
            wrapped,
            proof,
            spare,
            part,
            written,
            passkey: None,
            choice,
            wrong: 0,
            wait_until: None,
        };
        self.writing(self.inner.store.lock(&row, here.as_ref(), seal.with_written(own_key)).await)?;
        self.lock_changed();
        Ok(())
    }

    /// A lock of staff from before it needed two parts is made anew when its code is known. Without network it stays
    /// as it is, and is tried again at the next opening.
    pub(super) async fn upgrade(&self, row: &LockRow, code: &str) {
        let is_staff = matches!(self.me().await, Ok(Some(me)) if me.role != Role::Owner);
        let is_ended = self.status().signed_out;
        if is_staff && row.part.is_none() && !is_ended {
            // What it came to shows at the next opening.
            let _ = self.set_lock(code, row.choice).await;
        }
    }

    async fn sealed_by_server(&self, key: [u8; 32]) -> Result<String, SyncError> {
        let request = LockKey { key: STANDARD.encode(key) };
        Ok(self.inner.server.seal_lock_key(&request).await?.spare)
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::Pin;

    use domain::api::Me;
    use domain::{PersonId, Timestamp};
    use uuid::Uuid;

    use super::*;
    use crate::lock::wrapping::wrapped;
    use crate::store::Memory;
    use crate::{Answer, Call, CodeTaken, Device, LocalStore, Payload, Server, Transport};

    const CODE: &str = "471147";

    /// A server that seals by giving back.
    struct Sealing;

    impl Transport for Sealing {
        fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>> {
            let Some(Payload::Json(body)) = call.body else { return Box::pin(async { None }) };
            let body = body.replace("key", "spare").into_bytes();
            Box::pin(async { Some(Answer { status: 200, body }) })
        }
    }

    fn device() -> Device {
        Device { now: || Timestamp::from_millis(1), new_id: || Uuid::from_u128(77), new_secret: || [9; 32] }
    }

    fn anna() -> Me {
        let person = PersonId::from_uuid(Uuid::from_u128(1));
        serde_json::from_value(serde_json::json!({
            "person": person, "role": "coordinator", "name": "Anna", "binders": [],
        }))
        .unwrap()
    }

    /// A copy of Anna's that was locked before staff needed two parts.
    async fn locked_before() -> Memory {
        let memory = Memory::default();
        let store = LocalStore::in_memory(memory.clone());
        store.opening(domain::ReplicaId::from_uuid(Uuid::from_u128(2)), Timestamp::from_millis(1)).await.unwrap();
        store.adopt(&anna(), false).await.unwrap();
        let (id, key, random) = ("old".to_owned(), [5; 32], (|| [6; 32]) as fn() -> [u8; 32]);
        let stretching = code::stretching([7; 32]);
        let way = code::stretch(CODE, &stretching).unwrap();
        let seal = Seal::new(id.clone(), key, random);
        let row = LockRow {
            wrapped: wrapped(&id, way, None, key, random).unwrap(),
            proof: seal.seal(&proving(&id), b"").unwrap(),
            id,
            person: anna().person,
            stretching,
            spare: Some("spare".to_owned()),
            part: None,
            written: None,
            passkey: None,
            choice: LockChoice { crisis_open: false, ..LockChoice::default() },
            wrong: 0,
            wait_until: None,
        };
        store.lock(&row, None, seal).await.unwrap();
        memory
    }

    async fn opened(memory: &Memory, server: Server) -> Replica {
        Replica::open(LocalStore::in_memory(memory.clone()), server, device()).await.unwrap()
    }

    #[tokio::test]
    async fn a_lock_of_staff_from_before_opens_by_its_code_and_needs_two_parts_from_then_on() {
        let memory = locked_before().await;
        let replica = opened(&memory, Server::InProcess(Box::new(Sealing))).await;
        assert_eq!(replica.unlock(CODE).await, Ok(CodeTaken::Right));
        let row = replica.inner.store.lock_row().await.unwrap().unwrap();
        assert!(row.id != "old" && row.part.is_some() && row.written.is_some());
        assert!(!row.choice.crisis_open, "what was chosen goes on");
        let again = opened(&memory, Server::None).await;
        assert!(again.status().shut);
        assert_eq!(again.unlock(CODE).await, Ok(CodeTaken::Right));
        assert_eq!(again.me().await.unwrap().unwrap().name, "Anna");
        again.drop_part().await.unwrap();
        assert_eq!(opened(&memory, Server::None).await.unlock(CODE).await, Ok(CodeTaken::SignIn));
    }

    #[tokio::test]
    async fn without_network_it_opens_as_before_and_stays_as_it_is() {
        let memory = locked_before().await;
        for _ in 0..2 {
            let replica = opened(&memory, Server::None).await;
            assert_eq!(replica.unlock(CODE).await, Ok(CodeTaken::Right));
            let row = replica.inner.store.lock_row().await.unwrap().unwrap();
            assert_eq!((row.id.as_str(), row.part), ("old", None));
        }
    }
}
