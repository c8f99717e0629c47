//! Samtycke on paper: the sentences that hold, those that have ended, and who holds a copy.

use domain::{TabState, Timestamp};

use super::copies::told;
use super::lifting;
use super::lines::{ended, lines};
use super::sentence::{sentence_of, tab_name, then_words, who};
use super::signing::given;
use crate::dates;
use crate::pages::paper::{Block, Line};

/// What she has said yes and no to.
pub(crate) fn blocks(tab: &TabState, now: Timestamp) -> Vec<Block> {
    let sentence = |words: String, about: Vec<String>| Block::item(words, vec![Line::plain(about)]);
    let holding = lines(tab, now);
    let mut blocks =
        vec![Block::Words(if holding.is_empty() { say!(sharing.none) } else { say!(sharing.lede) }.to_owned())];
    blocks.extend(holding.iter().map(|line| {
        let waits = (!line.unconfirmed.is_empty()).then(|| say!(sharing.is_it_right).to_owned());
        let given = given(line, tab, now);
        let about = then_words(line.then.as_ref()).into_iter().chain([given]).chain(waits);
        sentence(sentence_of(&line.grant), about.collect())
    }));
    let named = lifting::on_paper(tab, now);
    if !named.is_empty() {
        blocks.push(Block::Title(say!(lifting.holds).to_owned()));
    }
    blocks.extend(named.into_iter().map(|(said, about)| sentence(said, about)));
    let gone = ended(tab, now);
    if !gone.is_empty() {
        blocks.push(Block::Title(say!(sharing.earlier_no).to_owned()));
    }
    blocks.extend(gone.into_iter().map(|ended| {
        let name = who(&ended.grant.name, &ended.grant.organization);
        let when = if ended.by_itself {
            say!(sharing.ran_out, day = dates::day(now, ended.at.plus_minutes(-1)))
        } else {
            say!(sharing.said_no, when = dates::day_short_clock(now, ended.at))
        };
        let said = say!(sharing.no_longer, who = name, tab = tab_name(ended.grant.tab));
        sentence(said, vec![when])
    }));
    let copies = told(tab, now);
    if !copies.is_empty() {
        blocks.push(Block::Title(say!(sharing.copies).to_owned()));
    }
    blocks.extend(copies.into_iter().map(|(name, words)| sentence(name, vec![words.join(" ")])));
    blocks
}
