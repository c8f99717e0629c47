//! The card for the wallet (R83): what of the crisis page stands on paper as large as a bank card, and where.
//!
//! It is printed on one side, cut out and folded. Outside stand the people she calls, and nothing that says
//! what the card is about; inside stand her own words. A line stands there whole or not at all, and what has
//! no room is named, so that the screen can say it before anything is printed.

mod measure;
mod ticks;

use crate::crisis_html::CrisisWords;
use crate::warning::WarningPlan;
use crate::{Entry, Field, Reference, called, phone};
use measure::HEIGHT;
pub use ticks::CardTicks;

/// What kind of line it is; in the order they stand on the card, which is that of the crisis page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CardPart {
    /// Somebody to call: the outside.
    Call,
    /// "Så är jag när jag mår bra".
    Well,
    /// "Det här brukar hjälpa mig".
    Helps,
    /// "Mina tecken".
    Sign,
    /// "Då gör jag".
    Mine,
}

impl CardPart {
    /// What stands above its lines.
    #[must_use]
    pub const fn title<'a>(self, words: &CrisisWords<'a>) -> &'a str {
        match self {
            Self::Call => words.call,
            Self::Well => words.well,
            Self::Helps => words.helps,
            Self::Sign => words.signs,
            Self::Mine => words.mine,
        }
    }
}

/// One line that she can have on the card or leave out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardLine {
    /// What tells it from the others, also after its words have changed.
    pub key: String,
    /// What kind it is.
    pub part: CardPart,
    /// Her words, or the name of somebody to call; empty if only a number is known.
    pub words: String,
    /// The number as it was written, of somebody to call.
    pub number: String,
}

/// Lines under one title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardSection {
    /// What kind they are.
    pub part: CardPart,
    /// At least one.
    pub lines: Vec<CardLine>,
}

/// How large the words on a side are printed: as large as there is room for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum CardPrint {
    /// 11 points, and 18 for numbers.
    #[default]
    Large,
    /// 9 points.
    Middle,
    /// 7.7 points: nothing is printed smaller.
    Small,
}

/// One side of the folded card.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CardFace {
    /// How large.
    pub print: CardPrint,
    /// What stands on it, from the top.
    pub sections: Vec<CardSection>,
}

/// The card as it is printed. The back is the same for everybody and not described here.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct WalletCard {
    /// Her name at the top of the front; empty if she leaves it out.
    pub name: String,
    /// The outside: whom she calls.
    pub front: CardFace,
    /// The two sides inside.
    pub inside: [CardFace; 2],
    /// What she wants on it and there is no room for, beside what stands there.
    pub no_room: Vec<CardLine>,
    /// What is too long for a side of its own.
    pub too_long: Vec<CardLine>,
}

impl WalletCard {
    /// Whether anything stands inside: then it has four sides and is folded twice.
    #[must_use]
    pub fn has_inside(&self) -> bool {
        self.inside.iter().any(|face| !face.sections.is_empty())
    }
}

/// Everything that the card could hold: what the crisis page says, without what others do.
#[must_use]
pub fn lines(plan: &WarningPlan<'_>, contacts: &[Reference]) -> Vec<CardLine> {
    let own = |part, key: &str, words: &str| CardLine {
        key: key.to_owned(),
        part,
        words: words.to_owned(),
        number: String::new(),
    };
    let mut lines: Vec<CardLine> = plan.to_call(contacts).into_iter().filter_map(call).collect();
    lines.push(own(CardPart::Well, "well", plan.well));
    lines.push(own(CardPart::Helps, "helps", plan.helps));
    let entry = |part, entry: &Entry| own(part, &entry.id.to_string(), entry.text(Field::Text));
    lines.extend(plan.signs.iter().map(|sign| entry(CardPart::Sign, sign.entry)));
    lines.extend(plan.signs.iter().flat_map(|sign| &sign.mine).map(|mine| entry(CardPart::Mine, mine)));
    for line in &mut lines {
        line.words = close_together(&line.words);
    }
    lines.retain(|line| !line.words.is_empty() || !line.number.is_empty());
    lines
}

/// Somebody to call; nobody without a number, as on the crisis page.
fn call(person: &Reference) -> Option<CardLine> {
    let number = person.phone.as_deref()?;
    let dial = phone::dial(number)?;
    let (name, number) = (called::person(person), close_together(number));
    Some(CardLine {
        key: person.entry.map_or(dial, |entry| entry.to_string()),
        part: CardPart::Call,
        words: if name == number { String::new() } else { name.to_owned() },
        number,
    })
}

/// Words without the room between them that a card has not got: no empty rows, no double spaces.
fn close_together(text: &str) -> String {
    let rows = text.lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "));
    rows.filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Lays out what she wants on the card. `name` is empty if she leaves it out.
///
/// The order is kept. What is inside is printed smaller before anything is left out, and so is the outside.
#[must_use]
pub fn lay_out(wanted: &[CardLine], name: &str, words: &CrisisWords<'_>) -> WalletCard {
    let is_call = |line: &&CardLine| line.part == CardPart::Call;
    let too_long = |line: &&CardLine| alone(line, words) > HEIGHT;
    let fits = || wanted.iter().filter(|line| !too_long(line));
    let calls: Vec<&CardLine> = fits().filter(is_call).collect();
    let own: Vec<&CardLine> = fits().filter(|line| !is_call(line)).collect();
    let name = close_together(name);
    let taken = |print: CardPrint| if name.is_empty() { 0 } else { print.title(&name) };

    let sizes = [CardPrint::Large, CardPrint::Middle, CardPrint::Small];
    let outside = sizes.into_iter().map(|print| Filling::new(print, words, taken(print)).fill::<1>(&calls, false));
    let ([front], calls_left) = best(outside);
    let tries = sizes.into_iter().flat_map(|print| [(print, true), (print, false)]);
    let inside = tries.map(|(print, apart)| Filling::new(print, words, 0).fill::<2>(&own, apart));
    let (inside, own_left) = best(inside);
    WalletCard {
        name,
        front,
        inside,
        no_room: calls_left.into_iter().chain(own_left).collect(),
        too_long: wanted.iter().filter(too_long).cloned().collect(),
    }
}

/// Sides as they were filled, and the lines that had no room.
type Filled<const N: usize> = ([CardFace; N], Vec<CardLine>);

/// The first that leaves nothing out, else the last, which is the smallest.
fn best<const N: usize>(tries: impl Iterator<Item = Filled<N>>) -> Filled<N> {
    let mut best = (std::array::from_fn(|_| CardFace::default()), Vec::new());
    for filled in tries {
        best = filled;
        if best.1.is_empty() {
            break;
        }
    }
    best
}

/// How high a line is that has a side of its own.
fn alone(line: &CardLine, words: &CrisisWords<'_>) -> u32 {
    CardPrint::Small.title(line.part.title(words)) + CardPrint::Small.line(line)
}

/// Fills one side after the other.
struct Filling<'a> {
    print: CardPrint,
    words: &'a CrisisWords<'a>,
    room: u32,
}

impl<'a> Filling<'a> {
    fn new(print: CardPrint, words: &'a CrisisWords<'a>, taken: u32) -> Self {
        Self { print, words, room: HEIGHT.saturating_sub(taken) }
    }

    /// `apart`: her signs, and what she does then, begin on a side of their own.
    fn fill<const N: usize>(mut self, lines: &[&CardLine], apart: bool) -> Filled<N> {
        let mut faces: [CardFace; N] =
            std::array::from_fn(|_| CardFace { print: self.print, sections: Vec::new() });
        let (mut at, mut left) = (0, Vec::new());
        for line in lines {
            let turns = apart && at == 0 && line.part >= CardPart::Sign;
            if turns && faces.first().is_some_and(|face| !face.sections.is_empty()) {
                (at, self.room) = (1, HEIGHT);
            }
            let is_put = faces.get_mut(at).is_some_and(|face| self.put(face, line));
            if is_put {
                continue;
            }
            let room = self.room;
            self.room = HEIGHT;
            if faces.get_mut(at + 1).is_some_and(|face| self.put(face, line)) {
                at += 1;
            } else {
                self.room = room;
                left.push((*line).clone());
            }
        }
        (faces, left)
    }

    /// Puts a line on a side if there is room for it and for the title it needs.
    fn put(&mut self, face: &mut CardFace, line: &CardLine) -> bool {
        let own = face.sections.last_mut().filter(|section| section.part == line.part);
        let title = if own.is_some() { 0 } else { self.print.title(line.part.title(self.words)) };
        let Some(room) = self.room.checked_sub(title + self.print.line(line)) else { return false };
        self.room = room;
        match own {
            Some(section) => section.lines.push(line.clone()),
            None => face.sections.push(CardSection { part: line.part, lines: vec![line.clone()] }),
        }
        true
    }
}
