//! JSON as a tree that may be spoilt in ways `serde_json::Value` cannot hold: keys that stand twice, numbers that
//! are none, bytes that are no text.

use serde_json::Value;

use crate::support::stage::PERSONAL;

/// A piece of JSON.
#[derive(Clone, Debug)]
pub(super) enum Json {
    Raw(Vec<u8>),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// One way to spoil one place.
#[derive(Clone, Debug)]
pub(super) enum Spoil {
    /// Something else stands there.
    Other(usize),
    /// It is not there.
    Missing,
    /// Its key stands twice, the second time with something else.
    Twice(usize),
    /// It has a key that nobody knows.
    Unknown(usize),
    /// Another part of the same body stands there.
    Elsewhere(usize),
    /// It stands there again and again.
    Again(usize),
    /// It lies so deep in lists.
    Deep(usize),
}

/// Everything that may stand in the place of something.
fn others() -> Vec<Vec<u8>> {
    let text = |text: &str| serde_json::to_vec(text).unwrap();
    let raw = |raw: &str| raw.as_bytes().to_vec();
    vec![
        raw("null"),
        raw("true"),
        raw("-1"),
        raw("0"),
        raw("1.5"),
        raw("-0.0"),
        raw("1e400"),
        raw("18446744073709551615"),
        raw("18446744073709551616"),
        raw("-9223372036854775808"),
        raw("-9223372036854775809"),
        raw("9223372036854775807"),
        raw(&"9".repeat(400)),
        raw("NaN"),
        raw("[]"),
        raw("{}"),
        raw("\"\""),
        raw("\"\\u0000\""),
        raw("\"\\ud800\""),
        raw("\"\\u202e\""),
        raw("\"unclosed"),
        raw("\"\n\""),
        vec![b'"', 0xff, 0xfe, b'"'],
        vec![0xc3],
        vec![0],
        text(PERSONAL),
        text(&PERSONAL.repeat(4_000)),
        text("01930000-0000-7000-8000-0000000000ff"),
        text("00000000-0000-0000-0000-000000000000"),
        text("../../etc/passwd"),
        text("'; drop table ops; --"),
        text("<script>alert(1)</script>"),
        text("owner"),
        text("server"),
        text("private"),
    ]
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            Value::Object(object) => {
                Self::Object(object.iter().map(|(key, value)| (key.clone(), value.into())).collect())
            }
            scalar => Self::Raw(scalar.to_string().into_bytes()),
        }
    }
}

impl Json {
    fn other(which: usize) -> Self {
        let others = others();
        Self::Raw(others[which % others.len()].clone())
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Raw(_) => Vec::new(),
            Self::List(list) => list.iter().collect(),
            Self::Object(object) => object.iter().map(|(_, value)| value).collect(),
        }
    }

    /// Every place there is, by the way to it.
    fn places(&self) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new()];
        for (n, child) in self.children().into_iter().enumerate() {
            places.extend(child.places().into_iter().map(|rest| [vec![n], rest].concat()));
        }
        places
    }

    fn at(&self, place: &[usize]) -> &Self {
        place.iter().fold(self, |json, n| json.children()[*n])
    }

    fn at_mut(&mut self, place: &[usize]) -> &mut Self {
        place.iter().fold(self, |json, n| match json {
            Self::Raw(_) => unreachable!("a place that is there"),
            Self::List(list) => &mut list[*n],
            Self::Object(object) => &mut object[*n].1,
        })
    }

    /// Spoils one place, taken modulo those there are.
    pub(super) fn spoil(&mut self, place: usize, how: &Spoil) {
        let places = self.places();
        let place = places[place % places.len()].clone();
        let was = self.at(&place).clone();
        match how {
            Spoil::Other(which) => *self.at_mut(&place) = Self::other(*which),
            Spoil::Elsewhere(from) => *self.at_mut(&place) = self.at(&places[from % places.len()]).clone(),
            Spoil::Deep(levels) => {
                let deep = [b"[".repeat(*levels), was.bytes(), b"]".repeat(*levels)].concat();
                *self.at_mut(&place) = Self::Raw(deep);
            }
            Spoil::Missing | Spoil::Twice(_) | Spoil::Unknown(_) | Spoil::Again(_) => {
                let Some((end, parent)) = place.split_last() else { return };
                match (self.at_mut(parent), how) {
                    (Self::Object(object), Spoil::Missing) => drop(object.remove(*end)),
                    (Self::List(list), Spoil::Missing) => drop(list.remove(*end)),
                    (Self::Object(object), Spoil::Twice(which)) => {
                        let key = object[*end].0.clone();
                        object.push((key, Self::other(*which)));
                    }
                    (Self::Object(object), Spoil::Unknown(which)) => {
                        let keys = ["__proto__", "", "id\u{0}", "Protocol", PERSONAL];
                        object[*end].0 = keys[which % keys.len()].to_owned();
                    }
                    (Self::List(list), Spoil::Again(times)) => list.extend(vec![was; *times]),
                    _ => {}
                }
            }
        }
    }

    /// As it is sent.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let between = |parts: Vec<Vec<u8>>| parts.join(b",".as_slice());
        match self {
            Self::Raw(raw) => raw.clone(),
            Self::List(list) => {
                [b"[".to_vec(), between(list.iter().map(Self::bytes).collect()), b"]".to_vec()].concat()
            }
            Self::Object(object) => {
                let pair = |(key, value): &(String, Self)| {
                    [serde_json::to_vec(key).unwrap(), b":".to_vec(), value.bytes()].concat()
                };
                [b"{".to_vec(), between(object.iter().map(pair).collect()), b"}".to_vec()].concat()
            }
        }
    }
}
