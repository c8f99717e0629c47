//! "Det här är krångligt": the whole of what one tap tells, which is nothing about who.

use serde::{Deserialize, Serialize};

/// A page was found hard to use. The server counts it and keeps the count alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedbackRequest {
    /// The page's address without what varies: `/plan/mal`.
    pub page: String,
    /// The day in Sweden: `2026-11-24`.
    pub day: String,
    /// The version of the app.
    pub version: String,
    /// Made by chance for this tap alone, so that it counts once however often it is sent. Apps of before have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}
