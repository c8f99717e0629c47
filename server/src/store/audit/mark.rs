//! A place in the access log. One request tells of many things at one moment, so that alone is no place.

use std::fmt;
use std::str::FromStr;

/// The last line of an answer: the next one goes on after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditMark {
    pub(super) heard: i64,
    pub(super) key: String,
}

impl fmt::Display for AuditMark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.heard, self.key)
    }
}

impl FromStr for AuditMark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        let (heard, key) = text.split_once(':').ok_or(NoMark)?;
        // PostgreSQL takes no text with a zero in it.
        if key.chars().any(char::is_control) {
            return Err(NoMark);
        }
        Ok(Self { heard: heard.parse().map_err(|_| NoMark)?, key: key.to_owned() })
    }
}

/// The text is no mark of an earlier answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a mark of an earlier answer")]
pub struct NoMark;
