//! Påminnelser (R72, R73): what arrives on her phone, when, and that it does so once.

mod ending;
mod sending;

use axum::http::Method;
use domain::reminder::ReminderWishes;
use domain::{EntryId, EntryKind, Field, Op, Timestamp, Value};

use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::ops::{self, entry, write};
use crate::support::push_service::{Browser, PushService};
use crate::support::scene::Scene;
use crate::support::server::{NOON, TestServer};

const ALL: ReminderWishes = ReminderWishes { day_before: true, hour_before: true, rating: true };
const MEETINGS: ReminderWishes = ReminderWishes { rating: false, ..ALL };

/// Longer than the longest delay of a phone's own.
const SPREAD: i64 = 6;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// A pärm, her phone, and a push service that the server may write to.
struct Stand {
    scene: Scene,
    service: PushService,
    browser: Browser,
}

impl Stand {
    async fn sqlite() -> Self {
        Self::on(TestServer::sqlite().await).await
    }

    async fn on(server: TestServer) -> Self {
        let (scene, service) = (Scene::on(server).await, PushService::start().await);
        let browser = service.browser(3);
        Self { scene, service, browser }
    }

    fn path(&self) -> String {
        format!("/api/v1/binders/{}/reminders", self.scene.binder)
    }

    async fn wants(&mut self, wishes: ReminderWishes) {
        let (path, request) = (self.path(), self.browser.request(wishes));
        let answer = put(&mut self.scene.phone, &path, &request).await;
        assert_eq!(answer.status.as_u16(), 204, "{}", answer.text());
    }

    /// She books, moves or cancels; one field after another, as the app does in one act.
    async fn writes(&mut self, meeting: EntryId, fields: Vec<(Field, Value)>) {
        let author = self.scene.owner();
        let ops: Vec<Op> = fields
            .into_iter()
            .map(|(field, value)| write(author, EntryKind::Meeting, meeting, field, value))
            .collect();
        let answer = self.scene.phone.push(self.scene.binder, ops).await;
        assert_eq!(answer.refused, Vec::new());
    }

    async fn books(&mut self, starts: Timestamp) -> EntryId {
        let meeting = entry();
        self.writes(meeting, booked(starts)).await;
        meeting
    }

    /// So much time goes by, and the server looks every minute.
    async fn minutes(&self, minutes: i64) -> Vec<String> {
        for _ in 0..minutes {
            server::reminders::remind(&self.scene.server.state).await.unwrap();
            self.scene.server.clock.advance_minutes(1);
        }
        server::reminders::remind(&self.scene.server.state).await.unwrap();
        self.said()
    }

    /// The server looks now.
    async fn looks(&self) -> Vec<String> {
        self.minutes(0).await
    }

    /// The same after a jump: nobody has looked meanwhile.
    async fn after(&self, minutes: i64) -> Vec<String> {
        self.scene.server.clock.advance_minutes(minutes);
        self.looks().await
    }

    fn said(&self) -> Vec<String> {
        self.service.taken().iter().map(|sent| self.browser.open(sent).body).collect()
    }

    fn now(&self) -> Timestamp {
        self.scene.server.state.clock().now()
    }
}

fn booked(starts: Timestamp) -> Vec<(Field, Value)> {
    vec![
        (Field::MeetingKind, Value::choice("care_team")),
        (Field::Starts, Value::Instant(starts)),
        (Field::Status, Value::choice("planned")),
    ]
}

fn noon() -> Timestamp {
    Timestamp::from_millis(NOON)
}

async fn put(client: &mut Client, path: &str, body: &serde_json::Value) -> Answer {
    client.ask(Method::PUT, path, Some(serde_json::to_vec(body).unwrap())).await
}
