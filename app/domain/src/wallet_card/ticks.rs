//! What she has ticked, as the device remembers it.

use std::collections::BTreeSet;
use std::fmt;

use super::{CardLine, WalletCard, lay_out};
use crate::crisis_html::CrisisWords;

/// The key of her name among the ticks.
const NAME: &str = "name";

/// Her choices of what stands on the card. Until she has chosen, every line is on it and her name is not:
/// whoever finds the card need not know whose it is.
///
/// Only what she has turned is kept, so that a line she writes later is on the card too. Holds keys and no
/// words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CardTicks(BTreeSet<String>);

impl CardTicks {
    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// Whether her name is on the card.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.0.contains(NAME)
    }

    /// Whether a line is on the card, if there is room.
    #[must_use]
    pub fn has(&self, line: &CardLine) -> bool {
        !self.0.contains(&line.key)
    }

    /// Her name is on the card, or not any more.
    pub fn set_name(&mut self, on: bool) {
        self.turn(NAME, on);
    }

    /// A line is on the card, or not any more.
    pub fn set(&mut self, line: &str, on: bool) {
        self.turn(line, !on);
    }

    fn turn(&mut self, key: &str, turned: bool) {
        if turned {
            self.0.insert(key.to_owned());
        } else {
            self.0.remove(key);
        }
    }

    /// The card as she has chosen it.
    #[must_use]
    pub fn card(&self, lines: &[CardLine], name: &str, words: &CrisisWords<'_>) -> WalletCard {
        let wanted: Vec<CardLine> = lines.iter().filter(|line| self.has(line)).cloned().collect();
        lay_out(&wanted, if self.has_name() { name } else { "" }, words)
    }
}

impl fmt::Display for CardTicks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}
