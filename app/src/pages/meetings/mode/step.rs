//! The steps of a meeting of the resource group: its fixed points, in their order. They are the same for everybody
//! at the table, so that "steg 3" is the same step on the tablet and on her phone.

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Who is here.
    Here,
    /// Her curve, if she wants to show it (R77).
    Changes,
    /// How each activity went (R65), and what else somebody wants to take up (R94).
    Evaluate,
    /// New sub-goals: who does what, when (R62).
    Parts,
    /// The warning signs are read through (R86).
    Signs,
    /// What is decided, and what she chose (R126).
    Decide,
    /// The next times (R90).
    Next,
    /// The end of it.
    Close,
}

impl Step {
    /// In their order.
    pub(crate) const ALL: [Self; 8] = [
        Self::Here,
        Self::Changes,
        Self::Evaluate,
        Self::Parts,
        Self::Signs,
        Self::Decide,
        Self::Next,
        Self::Close,
    ];

    /// Its name in the address.
    pub(crate) const fn slug(self) -> &'static str {
        match self {
            Self::Here => "har",
            Self::Changes => "forandring",
            Self::Evaluate => "plan",
            Self::Parts => "mal",
            Self::Signs => "tecken",
            Self::Decide => "beslut",
            Self::Next => "nasta",
            Self::Close => "slut",
        }
    }

    /// The step of an address.
    pub(crate) fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// What it is for.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Here => say!(mode.here),
            Self::Changes => say!(meetings.point_changes),
            Self::Evaluate => say!(mode.evaluate),
            Self::Parts => say!(mode.parts),
            Self::Signs => say!(meetings.point_signs),
            Self::Decide => say!(mode.decide),
            Self::Next => say!(mode.next),
            Self::Close => say!(mode.close),
        }
    }

    /// Its number, from one.
    pub(crate) fn number(self) -> usize {
        Self::ALL.into_iter().take_while(|step| *step != self).count() + 1
    }

    /// The one that comes after it.
    pub(crate) fn after(self) -> Option<Self> {
        Self::ALL.into_iter().nth(self.number())
    }

    /// The one before it.
    pub(crate) fn before(self) -> Option<Self> {
        Self::ALL.into_iter().nth(self.number().checked_sub(2)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn every_step_is_found_by_its_address_and_leads_to_the_next_and_back() {
        let mut at = Step::Here;
        let mut seen = vec![at];
        while let Some(next) = at.after() {
            assert_eq!(next.before(), Some(at));
            at = next;
            seen.push(at);
        }
        assert_eq!(seen, Step::ALL);
        assert_eq!((at, Step::Here.before()), (Step::Close, None));
        for (n, step) in (1..).zip(Step::ALL) {
            assert_eq!((Step::parse(step.slug()), step.number()), (Some(step), n));
        }
        assert_eq!(Step::parse("annat"), None);
    }
}
