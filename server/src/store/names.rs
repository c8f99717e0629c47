//! Names of kinds as the database keeps them: the same as on the wire.

use std::str::FromStr;

use domain::{Audience, BinderTab, EntryKind, Role};
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize};

use super::StoreError;

/// The wire name of a plain enum value.
pub(super) fn name_of(value: impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(name) => Ok(name),
        _ => Err(StoreError::inconsistent("names", "name")),
    }
}

/// The plain enum value with a wire name.
pub(super) fn parse<'a, T: Deserialize<'a>>(
    name: &'a str,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    let deserializer: StrDeserializer<'a, Error> = name.into_deserializer();
    T::deserialize(deserializer).map_err(|_| StoreError::Inconsistent { table, column })
}

/// An id out of a text column.
pub(super) fn id<T: FromStr>(text: &str, table: &'static str, column: &'static str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Inconsistent { table, column })
}

/// A place in the log or a generation out of a bigint column.
pub(super) fn count(number: i64, table: &'static str, column: &'static str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Inconsistent { table, column })
}

/// A place in the log as a bigint. Anything above what fits is beyond every log.
pub(super) fn bigint(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn tab(name: &str, table: &'static str) -> Result<BinderTab, StoreError> {
    BinderTab::parse(name).ok_or(StoreError::Inconsistent { table, column: "tab" })
}

pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Coordinator => "coordinator",
        Role::Server => "server",
    }
}

pub(super) const fn audience(audience: &Audience) -> &'static str {
    match audience {
        Audience::Tab => "tab",
        Audience::Private => "private",
        Audience::People { .. } => "people",
    }
}

pub(super) fn entry_kind(name: &str) -> Result<EntryKind, StoreError> {
    parse(name, "entries", "kind")
}
