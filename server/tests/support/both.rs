//! One body, two databases.

/// Makes each function a test on SQLite and one on PostgreSQL. It gets a server of its own.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test] async fn $name() { super::$name(TestServer::sqlite().await).await; })*
        }
        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(TestServer::postgres().await).await; })*
        }
    };
}

pub(crate) use on_both;
