//! R4, R60: what a meeting decided, as everybody gets it; and two coordinators who close the same meeting apart.

use std::collections::BTreeMap;

use domain::body::{Remove, Write};
use domain::consent::Right;
use domain::decision::{Agree, DecidedText, Decision};
use domain::{
    BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, PersonId, Provenance, RefusalCode, TabState, Value,
};

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{self, entry, grant, meeting, over, write};
use crate::support::reader::Reader;
use crate::support::scene::Scene;
use crate::support::server::TestServer;

const PLAN: BinderTab = BinderTab::Plan;
const GOAL: EntryKind = EntryKind::Goal;

/// Anna and Bo may suggest in Mål och plan and Möten; there are two goals that she wants.
struct Table {
    scene: Scene,
    bo_id: PersonId,
    bo: Client,
    goals: [Op; 2],
    gathering: EntryId,
}

fn goal(scene: &Scene, text: &str) -> Op {
    let mut op = write(scene.owner(), GOAL, entry(), Field::Text, Value::text(text));
    if let Body::Write(Write { fields, .. }) = &mut op.body {
        let wanted = domain::body::FieldWrite { over: Vec::new(), value: Value::Flag(true) };
        fields.insert(Field::Wanted, wanted);
    }
    op
}

impl Table {
    async fn on(server: TestServer) -> Self {
        let mut scene = Scene::on(server).await;
        let (bo_id, bo) = scene.server.coordinator("bo").await;
        let owner = scene.owner();
        let rights = [(scene.anna_id, PLAN), (bo_id, PLAN), (bo_id, BinderTab::Meetings)];
        let mut ops: Vec<Op> = rights.map(|(who, tab)| grant(owner, who, tab, Right::Suggest, Vec::new())).into();
        let goals = ["Laga mat", "Rita"].map(|text| goal(&scene, text));
        ops.extend(goals.clone());
        assert_eq!(scene.phone.push(scene.binder, ops).await.refused, Vec::new());
        let gathering = entry();
        let opened = meeting(scene.staff(), gathering, "open");
        scene.anna.push(scene.binder, vec![opened]).await;
        Self { scene, bo_id, bo, goals, gathering }
    }

    fn bo_writes(&self) -> domain::Author {
        ops::staff(self.bo_id)
    }

    fn together(&self, op: Op) -> Op {
        Op { provenance: Provenance::Together { meeting: self.gathering }, ..op }
    }

    fn decision(&self, by: domain::Author, base: Option<OpId>, texts: BTreeMap<EntryId, DecidedText>) -> Op {
        let held_at = self.scene.server.state.clock().now();
        let (present, alternatives, chosen) = (Vec::new(), String::new(), "Det hon valde".to_owned());
        let body = Body::Decision(Decision { base, held_at, present, alternatives, chosen, texts });
        self.together(ops::op(by, PLAN, entry(), body))
    }

    async fn plan(&self, client: &Client) -> TabState {
        Reader::new(client, self.scene.binder).await.state(PLAN)
    }
}

async fn the_first_closing_decides_and_the_second_waits_for_her(server: TestServer) {
    let mut table = Table::on(server).await;
    let [cook, draw] = table.goals.clone();
    let before = table.plan(&table.bo).await;
    // Anna closes it.
    let anna = table.scene.staff();
    let changed = over(write(anna, GOAL, cook.entry, Field::Text, Value::text("Laga mat med Anna")), &cook);
    let changed = table.together(changed);
    table.scene.anna.push(table.scene.binder, vec![changed]).await;
    let texts = table.plan(&table.scene.anna).await.to_decide();
    let closing = table.decision(anna, None, texts);
    let held = meeting(anna, table.gathering, "held");
    let answer = table.scene.anna.push(table.scene.binder, vec![closing.clone(), held]).await;
    assert_eq!(answer.refused, Vec::new());
    // Bo, without network, wrote and closed the same one.
    let bo = table.bo_writes();
    let changed = over(write(bo, GOAL, cook.entry, Field::Text, Value::text("Laga mat med Bo")), &cook);
    let changed = table.together(changed);
    let mut texts = before.to_decide();
    texts.get_mut(&cook.entry).unwrap().fields.insert(Field::Text, Value::text("Laga mat med Bo"));
    let apart = table.decision(bo, None, texts);
    let held = meeting(bo, table.gathering, "held");
    let answer = table.bo.push(table.scene.binder, vec![changed, apart, held]).await;
    assert_eq!(answer.refused, Vec::new(), "he could not know that it was closed");

    let texts = |state: &TabState| {
        let said = state.decided_now().into_values().filter_map(|text| text.fields.get(&Field::Text).cloned());
        said.collect::<Vec<_>>()
    };
    for client in [&table.scene.phone, &table.scene.anna, &table.bo] {
        let plan = table.plan(client).await;
        assert_eq!(plan.latest_decision().unwrap().stamp.op, closing.id);
        assert_eq!(texts(&plan), [Value::text("Laga mat med Anna"), Value::text("Rita")]);
        let entry = &plan.entries[&cook.entry];
        assert_eq!(entry.fields[&Field::Text].current.len(), 2, "both texts stand");
        let asked: Vec<_> = entry.open_proposals().map(|one| one.fields[&Field::Text].clone()).collect();
        assert_eq!(asked, [Value::text("Laga mat med Bo")]);
        assert!(plan.entries[&draw.entry].proposals.is_empty());
    }
    // She says that it is right; nobody else can.
    let agree = |by| ops::op(by, PLAN, entry(), Body::Agree(Agree { decision: closing.id, undone: false }));
    let (hers, annas) = (agree(table.scene.owner()), agree(anna));
    let refused = table.scene.anna.push(table.scene.binder, vec![annas]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::OwnerOnly]);
    assert_eq!(table.scene.phone.push(table.scene.binder, vec![hers]).await.refused, Vec::new());
    assert!(table.plan(&table.bo).await.latest_decision().unwrap().agreed.is_some());
    // Every list is as the log says.
    let store = table.scene.server.state.store();
    let access = store.job_access(table.scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

async fn whoever_closed_it_herself_writes_together_no_more(server: TestServer) {
    let mut table = Table::on(server).await;
    let anna = table.scene.staff();
    let held = meeting(anna, table.gathering, "held");
    table.scene.anna.push(table.scene.binder, vec![held]).await;
    let late = table.decision(anna, None, BTreeMap::new());
    let refused = table.scene.anna.push(table.scene.binder, vec![late]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::MeetingNotOpen]);
    let bo = table.bo_writes();
    let goal = write(bo, GOAL, entry(), Field::Text, Value::text("Sova"));
    let day_after = Op { made_at: goal.made_at.plus_minutes(24 * 60), ..goal.clone() };
    let refused = table.bo.push(table.scene.binder, vec![table.together(day_after)]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::MeetingNotOpen]);
    assert_eq!(table.bo.push(table.scene.binder, vec![table.together(goal)]).await.refused, Vec::new());
}

async fn what_she_took_away_is_in_no_decided_version_after_ninety_days(server: TestServer) {
    let mut table = Table::on(server).await;
    let [cook, draw] = table.goals.clone();
    let texts = table.plan(&table.scene.phone).await.to_decide();
    let closing = table.decision(table.scene.owner(), None, texts);
    let away = Body::Remove(Remove { over: vec![cook.id] });
    let away = ops::op(table.scene.owner(), PLAN, cook.entry, away);
    assert_eq!(table.scene.phone.push(table.scene.binder, vec![closing, away]).await.refused, Vec::new());
    let mut hers = Reader::new(&table.scene.phone, table.scene.binder).await;
    assert!(hers.holds(PLAN).contains("Laga mat"));
    let store = table.scene.server.state.store();
    let later = table.scene.server.state.clock().now().plus_days(90);
    assert_eq!(store.redact(later).await.unwrap(), 1);
    hers.sync().await;
    assert!(!hers.holds(PLAN).contains("Laga mat") && hers.holds(PLAN).contains("Rita"));
    assert!(hers.state(PLAN).decided_now().contains_key(&draw.entry));
    let access = store.job_access(table.scene.binder).await.unwrap().unwrap();
    assert!(!serde_json::to_string(&store.log(&access).await.unwrap()).unwrap().contains("Laga mat"));
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

on_both! {
    the_first_closing_decides_and_the_second_waits_for_her,
    whoever_closed_it_herself_writes_together_no_more,
    what_she_took_away_is_in_no_decided_version_after_ninety_days,
}
