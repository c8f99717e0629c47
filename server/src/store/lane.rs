//! The write lane: how pushes reach the disk.
//!
//! SQLite has one writer. A task takes every push that waits, writes them in one transaction and commits
//! once, so that all who arrived while the disk was busy share the next commit (304 → 7,166 durable edits
//! a second on a disk with 4 ms fsync). If one of them fails, the transaction is rolled back and each is
//! tried alone, so nobody suffers for a neighbour. PostgreSQL has many writers: each push is a short
//! transaction of its own. In both, the answer comes only when the disk has it.

use std::sync::Arc;

use domain::consent::Access;
use domain::{Seq, Timestamp};
use sqlx::{AnyConnection, AnyPool};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::StoreError;
use super::audit::AuditRow;
use super::batch::{Batch, KnownEntries};
use super::dialect::Dialect;
use super::memory::Memory;
use super::push::{self, Push, Pushed};
use super::tell::Tell;

/// The most pushes in one commit.
const GROUP_MAX: usize = 128;

/// What a device's visit leaves behind when it brings no ops.
pub struct Visit {
    /// Who.
    pub access: Access,
    /// The server's clock.
    pub at: Timestamp,
    /// How far its copy has come.
    pub reached: Option<Seq>,
    /// Lines for the access log.
    pub audit: Vec<AuditRow>,
}

enum Job {
    Push(Push),
    Visit(Visit),
}

/// What became of a job.
pub(super) struct Done {
    push: Option<Push>,
    pushed: Pushed,
}

type Answer = Result<Done, StoreError>;

/// The lane.
#[derive(Clone)]
pub(super) struct Lane {
    pool: AnyPool,
    dialect: Dialect,
    tell: Arc<Tell>,
    grouped: Option<mpsc::Sender<(Job, oneshot::Sender<Answer>)>>,
    at_once: Arc<Semaphore>,
    memory: Arc<Memory>,
}

impl Lane {
    pub(super) fn start(pool: AnyPool, dialect: Dialect, memory: Arc<Memory>, tell: Arc<Tell>) -> Self {
        let mut lane = Self { pool, dialect, tell, grouped: None, at_once: Arc::new(Semaphore::new(64)), memory };
        if dialect == Dialect::Sqlite {
            let (send, receive) = mpsc::channel(4_096);
            tokio::spawn(lane.clone().run_groups(receive));
            lane.grouped = Some(send);
        }
        lane
    }

    pub(super) async fn push(&self, push: Push) -> Result<(Push, Pushed), StoreError> {
        let done = self.job(Job::Push(push)).await?;
        done.push.map(|push| (push, done.pushed)).ok_or(StoreError::Closing)
    }

    pub(super) async fn visit(&self, visit: Visit) -> Result<(), StoreError> {
        self.job(Job::Visit(visit)).await.map(|_| ())
    }

    async fn job(&self, job: Job) -> Answer {
        let (answer, answered) = oneshot::channel();
        if let Some(lane) = &self.grouped {
            lane.send((job, answer)).await.map_err(|_| StoreError::Closing)?;
        } else {
            // A task of its own: a caller that hangs up does not stop a transaction half way.
            let (lane, turn) = (self.clone(), Arc::clone(&self.at_once).acquire_owned().await);
            tokio::spawn(async move {
                lane.run(vec![(job, answer)]).await;
                drop(turn);
            });
        }
        answered.await.map_err(|_| StoreError::Closing)?
    }

    async fn run_groups(self, mut waiting: mpsc::Receiver<(Job, oneshot::Sender<Answer>)>) {
        let mut group = Vec::with_capacity(GROUP_MAX);
        while waiting.recv_many(&mut group, GROUP_MAX).await > 0 {
            self.run(std::mem::take(&mut group)).await;
        }
    }

    async fn run(&self, group: Vec<(Job, oneshot::Sender<Answer>)>) {
        match self.commit(&group).await {
            Ok(results) => {
                for ((job, answer), result) in group.into_iter().zip(results) {
                    self.answer(job, answer, result);
                }
            }
            Err(_) if group.len() > 1 => {
                for one in group {
                    Box::pin(self.run(vec![one])).await;
                }
            }
            Err(error) => {
                if let Some((job, answer)) = group.into_iter().next() {
                    self.answer(job, answer, Err(error));
                }
            }
        }
    }

    fn answer(&self, job: Job, answer: oneshot::Sender<Answer>, result: Result<Pushed, StoreError>) {
        let done = result.map(|pushed| match job {
            Job::Push(push) => {
                self.tell.durable(&push, &pushed);
                Done { push: Some(push), pushed }
            }
            Job::Visit(_) => Done { push: None, pushed },
        });
        // Whoever has hung up will ask again and be answered from the log.
        drop(answer.send(done));
    }

    async fn commit(
        &self,
        group: &[(Job, oneshot::Sender<Answer>)],
    ) -> Result<Vec<Result<Pushed, StoreError>>, StoreError> {
        let mut transaction = self.pool.begin_with(self.dialect.begin()).await?;
        let mut results = Vec::with_capacity(group.len());
        let mut batch = Batch::default();
        for (job, _) in group {
            results.push(match apply(&mut transaction, job, &mut batch, &self.memory.entries).await {
                // Nothing has been written for these: the others go on.
                Err(error @ (StoreError::Stale | StoreError::Missing)) => Err(error),
                other => Ok(other?),
            });
        }
        batch.write(&mut transaction).await?;
        transaction.commit().await?;
        batch.remember(&self.memory.entries);
        Ok(results)
    }
}

async fn apply(
    connection: &mut AnyConnection,
    job: &Job,
    batch: &mut Batch,
    known: &KnownEntries,
) -> Result<Pushed, StoreError> {
    match job {
        Job::Push(push) => push::apply(connection, push, batch, known).await,
        Job::Visit(visit) => {
            for row in &visit.audit {
                batch.audit(row.cells(&visit.access, visit.at));
            }
            if let Some(seq) = visit.reached {
                let (binder, person) = (visit.access.binder(), visit.access.reader().person);
                batch.reached(binder, person, seq, visit.at);
            }
            Ok(Pushed::default())
        }
    }
}
