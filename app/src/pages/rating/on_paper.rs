//! Skattning on paper: a table in words, because a number alone would invite comparing (R74, R77).

use domain::TabState;
use domain::rating::{Rating, all};

use super::curve::occasion;
use super::{areas, in_words};
use crate::pages::paper::{Block, Row};

/// Each rating as a row; nothing if there is none.
pub(crate) fn blocks(tab: &TabState) -> Vec<Block> {
    let rows: Vec<Row> = all(tab).iter().map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = std::iter::once(say!(rating.when)).chain(areas().map(|(title, _)| title));
    vec![Block::Table { head: head.collect(), rows }]
}

fn row(rating: &Rating) -> Row {
    let when = occasion(rating);
    let when = if rating.beside { format!("{when}. {}", say!(rating.beside)) } else { when };
    let marks = rating.marks.each().map(|mark| in_words(Some(mark)).to_owned());
    let words = rating.contributed.trim();
    let note = (!words.is_empty()).then(|| format!("{} {words}", say!(rating.contributed)));
    Row { cells: std::iter::once(when).chain(marks).collect(), note }
}
