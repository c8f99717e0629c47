//! Skattning: four marks in own words, made blind to earlier ones (R71–R77).

mod at_meeting;
mod curve;
mod latest;
mod list;
mod new;
mod on_paper;
mod scale;
mod show;
mod way;

pub(crate) use at_meeting::CurveAtMeeting;
pub(crate) use list::{RatingsEarlierPage, RatingsPage};
pub(crate) use new::RatingNewPage;
pub(crate) use on_paper::blocks as ratings_on_paper;

/// The four areas in their fixed order: title and question.
fn areas() -> [(&'static str, &'static str); 4] {
    [
        (say!(rating.area_self), say!(rating.ask_self)),
        (say!(rating.area_close), say!(rating.ask_close)),
        (say!(rating.area_days), say!(rating.ask_days)),
        (say!(rating.area_life), say!(rating.ask_life)),
    ]
}

/// Where on the line a mark stands, in words: a number would invite comparing.
fn in_words(mark: Option<u8>) -> &'static str {
    match mark {
        None => say!(rating.unanswered),
        Some(0..=10) => say!(rating.lowest),
        Some(11..=39) => say!(rating.lower),
        Some(40..=60) => say!(rating.middle),
        Some(61..=89) => say!(rating.higher),
        Some(_) => say!(rating.highest),
    }
}
