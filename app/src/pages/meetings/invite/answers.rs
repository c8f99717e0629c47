//! What those who are invited have answered, in a sentence each, for whoever reads the meeting.

use domain::invitation::{Coming, replies};
use domain::{Entry, called};

/// "Karin kommer. Eva kan inte komma."
pub(in crate::pages::meetings) fn answers(meeting: &Entry) -> String {
    let all = replies(meeting);
    let names = called::each(all.iter().map(|reply| reply.person.name.as_str()));
    let said = all.iter().zip(names).map(|(reply, name)| answer(reply.coming, name));
    said.collect::<Vec<_>>().join(" ")
}

/// One of them.
pub(super) fn answer(coming: Coming, name: &str) -> String {
    match coming {
        Coming::Yes => say!(meetings.one_comes, name = name),
        Coming::No | Coming::TakenBack => say!(invite.cannot, name = name),
    }
}
