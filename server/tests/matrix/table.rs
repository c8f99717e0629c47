//! The table as it is read: under each route one line per way of being answered, with everybody who is.

use std::fmt;

use domain::BinderTab;

use super::people::Target;

/// One way of being answered, and everybody who is.
type Line = (String, Vec<String>);

/// One line per route and answer.
#[derive(Default)]
pub(super) struct Table {
    routes: Vec<(String, Vec<Line>)>,
}

impl Table {
    /// Begins a route.
    pub(super) fn route(&mut self, method: &str, path: &str, targets: &[Target]) {
        let about: Vec<&str> = targets.iter().map(|target| target.name()).collect();
        let about = if about.len() == 1 { String::new() } else { format!("   ({})", about.join(" | ")) };
        self.routes.push((format!("{method} {path}{about}"), Vec::new()));
    }

    /// How somebody was answered.
    pub(super) fn row(&mut self, who: &str, cells: Vec<String>) {
        let Some((_, rows)) = self.routes.last_mut() else { return };
        let answer = cells.join(" | ");
        match rows.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, people)) => people.push(who.to_owned()),
            None => rows.push((answer, vec![who.to_owned()])),
        }
    }

    pub(super) fn n_routes(&self) -> usize {
        self.routes.len()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (route, rows) in &self.routes {
            writeln!(f, "{route}")?;
            for (answer, people) in rows {
                writeln!(f, "    {answer}")?;
                for line in shortly(people).chunks(6) {
                    writeln!(f, "        {}", line.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

/// All who are let in to one tab alike are said in one word.
fn shortly(people: &[String]) -> Vec<String> {
    let mut said = people.to_vec();
    for (verb, all) in [("reads ", "reads any one tab"), ("suggests in ", "suggests in any one tab")] {
        let ones: Vec<String> = BinderTab::ALL.map(|tab| format!("{verb}{}", tab.as_str())).to_vec();
        if ones.iter().all(|one| said.contains(one)) {
            said.retain(|who| !ones.contains(who));
            said.insert(0, all.to_owned());
        }
    }
    said
}
