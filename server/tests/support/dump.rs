//! Everything the store holds, as text, so that a test can say that nothing has changed.

use std::collections::BTreeMap;

use sqlx::{AnyPool, Row as _};

use super::server::TestServer;

/// Every table but those that may be written when a request is refused: who tried, and how often.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dump(BTreeMap<String, Vec<String>>);

/// Reads the store beside the server; SQLite alone.
pub(crate) struct Dumper {
    pool: AnyPool,
    tables: Vec<(String, String)>,
}

/// What a refusal leaves behind.
const TRACES: [&str; 3] = ["account_events", "audit_events", "throttles"];

impl Dumper {
    pub(crate) async fn new(server: &TestServer) -> Self {
        let pool = AnyPool::connect(&server.config.database_url).await.unwrap();
        let names: Vec<(String,)> = sqlx::query_as(
            "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\' order by name",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let mut tables = Vec::new();
        for (table,) in names.into_iter().filter(|(table,)| !TRACES.contains(&table.as_str())) {
            let columns: Vec<(String,)> = sqlx::query_as("select name from pragma_table_info($1) order by cid")
                .bind(&table)
                .fetch_all(&pool)
                .await
                .unwrap();
            let columns: Vec<String> = columns.into_iter().map(|(name,)| format!("quote({name})")).collect();
            let sql = format!("select {} from {table} order by 1", columns.join(" || ' ' || "));
            tables.push((table, sql));
        }
        assert!(tables.len() > 10, "{tables:?}");
        Self { pool, tables }
    }

    /// What there is now.
    pub(crate) async fn dump(&self) -> Dump {
        let mut all = BTreeMap::new();
        for (table, sql) in &self.tables {
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql.clone())).fetch_all(&self.pool).await.unwrap();
            all.insert(table.clone(), rows.iter().map(|row| row.get::<String, _>(0)).collect());
        }
        Dump(all)
    }
}

impl Dump {
    /// The tables that are not as they were.
    pub(crate) fn changed_since(&self, before: &Self) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(table, rows)| before.0.get(*table) != Some(*rows))
            .map(|(table, _)| table.as_str())
            .collect()
    }
}
