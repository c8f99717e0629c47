//! Who may read what, by the rules alone: sentences as they were said, a clock, and the words that stand.

use std::collections::{BTreeMap, BTreeSet};

use domain::consent::Period;
use domain::{Seq, Timestamp};

/// Whom words are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum For {
    Everybody,
    HerAlone,
    Reader(usize),
}

/// Something she wrote.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    tab: usize,
    slot: usize,
    whom: For,
    seq: Seq,
    /// Nothing has been written over it, and it was not removed.
    stands: bool,
    /// Who was let in when it was written: a stream told them.
    heard_by: BTreeSet<usize>,
}

impl Word {
    /// Whether a stream may have told this reader, then.
    pub(super) fn may_have_told(&self, who: usize) -> bool {
        self.heard_by.contains(&who) && (self.whom == For::Everybody || self.whom == For::Reader(who))
    }
}

#[derive(Clone, Copy, Debug)]
struct Sentence {
    pair: (usize, usize),
    period: Period,
}

/// The same period, to a last moment at most.
fn cut(period: Period, last: Option<Timestamp>) -> Period {
    let until = [period.until, last].into_iter().flatten().min();
    Period { until, ..period }
}

/// A link's last copy.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) until: Timestamp,
    pub(super) is_ended: bool,
}

/// What is so.
pub(super) struct Model {
    pub(super) now: Timestamp,
    pub(super) head: Seq,
    pub(super) words: Vec<Word>,
    pub(super) links: BTreeMap<usize, Link>,
    pub(super) is_closed: bool,
    sentences: Vec<Sentence>,
    taken_back: BTreeSet<(usize, usize)>,
    last_days: BTreeMap<(usize, usize), Timestamp>,
    since: BTreeMap<(usize, usize), Seq>,
}

impl Model {
    pub(super) fn new(now: Timestamp, head: Seq) -> Self {
        Self {
            now,
            head,
            words: Vec::new(),
            links: BTreeMap::new(),
            is_closed: false,
            sentences: Vec::new(),
            taken_back: BTreeSet::new(),
            last_days: BTreeMap::new(),
            since: BTreeMap::new(),
        }
    }

    fn is_let_in(&self, pair: (usize, usize)) -> bool {
        self.sentences.iter().any(|one| one.pair == pair && one.period.holds_at(self.now))
    }

    /// Whoever was let in at this place, and was not a moment before, has history from here.
    fn look(&mut self, place: Seq) {
        for pair in (0..3).flat_map(|who| (0..3).map(move |tab| (who, tab))) {
            if self.is_let_in(pair) {
                self.since.entry(pair).or_insert(place);
            } else {
                self.since.remove(&pair);
            }
        }
    }

    pub(super) fn writes(&mut self, seq: Seq, text: String, tab: usize, slot: usize, whom: For) {
        self.removes(tab, slot);
        let heard_by = (0..3).filter(|who| self.may_read(*who, tab)).collect();
        self.words.push(Word { text, tab, slot, whom, seq, stands: true, heard_by });
        self.head = seq;
    }

    pub(super) fn removes(&mut self, tab: usize, slot: usize) {
        self.words
            .iter_mut()
            .filter(|word| (word.tab, word.slot) == (tab, slot))
            .for_each(|word| word.stands = false);
    }

    pub(super) fn grants(&mut self, seq: Seq, pair: (usize, usize), period: Period, has_seen: bool) {
        self.head = seq;
        if has_seen || !self.taken_back.contains(&pair) {
            let last = self.last_days.get(&pair).filter(|_| !has_seen);
            self.sentences.push(Sentence { pair, period: cut(period, last.copied()) });
        }
        self.look(seq);
    }

    pub(super) fn withdraws(&mut self, seq: Seq, pair: (usize, usize)) {
        self.head = seq;
        self.taken_back.insert(pair);
        self.sentences.retain(|one| one.pair != pair);
        self.look(seq);
    }

    /// What was said before ends no later than this; and so does what is said without having seen it.
    pub(super) fn ends(&mut self, seq: Seq, pair: (usize, usize), at: Timestamp) {
        self.head = seq;
        let last = self.last_days.entry(pair).or_insert(at);
        *last = at.min(*last);
        let about = self.sentences.iter_mut().filter(|one| one.pair == pair);
        about.for_each(|one| one.period = cut(one.period, Some(at)));
        self.look(seq);
    }

    /// Time passes, and nobody is let in or out without its being seen.
    pub(super) fn passes(&mut self, minutes: i64) {
        let then = self.now.plus_minutes(minutes);
        let ends = self.sentences.iter().flat_map(|one| [one.period.from, one.period.until]).flatten();
        let turns: BTreeSet<Timestamp> = ends.filter(|turn| (self.now..=then).contains(turn)).collect();
        for moment in turns.into_iter().chain([then]) {
            self.now = moment;
            self.look(self.head + 1);
        }
    }

    /// The tabs whose words stand in a text.
    pub(super) fn tabs_in(&self, text: &str) -> Vec<usize> {
        self.words.iter().filter(|word| text.contains(&word.text)).map(|word| word.tab).collect()
    }

    /// Whether somebody is let in to a tab now.
    pub(super) fn may_read(&self, who: usize, tab: usize) -> bool {
        !self.is_closed && self.since.contains_key(&(who, tab))
    }

    /// Whether these words may be in an answer to this reader now.
    pub(super) fn may_have(&self, who: usize, word: &Word) -> bool {
        let is_for = word.whom == For::Everybody || word.whom == For::Reader(who);
        let since = self.since.get(&(who, word.tab));
        is_for && !self.is_closed && since.is_some_and(|since| word.stands || word.seq >= *since)
    }

    /// Whether a tab would be read if the pärm were not closed.
    pub(super) fn would_read(&self, who: usize, tab: usize) -> bool {
        self.since.contains_key(&(who, tab))
    }

    /// The words that must be in an entry's history for this reader now: all that were written there since.
    pub(super) fn history(&self, who: usize, (tab, slot): (usize, usize)) -> Vec<&Word> {
        let since = self.since.get(&(who, tab)).copied().unwrap_or(Seq::MAX);
        let is_there = |word: &&Word| (word.tab, word.slot) == (tab, slot) && word.seq >= since;
        self.words.iter().filter(is_there).filter(|word| self.may_have(who, word)).collect()
    }

    /// Whether these words must be in a whole copy made for this reader now.
    pub(super) fn must_have(&self, who: usize, word: &Word) -> bool {
        word.stands && self.may_have(who, word)
    }

    /// What a link shows now.
    pub(super) fn shows(&self, link: usize) -> Option<&str> {
        let copy = self.links.get(&link)?;
        (!copy.is_ended && !self.is_closed && self.now < copy.until).then_some(copy.text.as_str())
    }
}
