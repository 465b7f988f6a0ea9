//! Pages about many roles in one go: what will come of it, what has, and what can be put back.

use askama::Template;

use crate::clock;
use crate::id::BatchId;
use crate::web::{Action, Crumb, View, filters};

use super::super::model::{self, Came, Left, Outcome};

/// One row of what will be done, or has been.
pub struct PlanRow {
    pub wish: String,
    pub name: String,
    pub place: String,
    pub before: String,
    pub after: String,
    pub came: Came,
}

/// What will happen, before it does.
#[derive(Template)]
#[template(path = "grid/plan.html")]
pub struct Plan {
    pub here: String,
    pub rows: Vec<PlanRow>,
    /// Of each person, what the form has to send back.
    pub seen: Vec<String>,
}

/// What was done, and what was not.
#[derive(Template)]
#[template(path = "grid/results.html")]
pub struct Results {
    pub here: String,
    pub heading: &'static str,
    pub rows: Vec<PlanRow>,
    /// What can be undone.
    pub batch: Option<BatchId>,
}

/// In words; nothing has no name of its own.
fn or_nothing(role: &str) -> String {
    if role.is_empty() { "Nothing from the chain".into() } else { role.to_owned() }
}

/// `1 role`, `3 roles`.
pub fn roles(count: usize) -> String {
    match count {
        1 => "1 role".into(),
        many => format!("{many} roles"),
    }
}

impl PlanRow {
    pub fn of(outcome: Outcome) -> Self {
        PlanRow {
            wish: outcome.wish.to_string(),
            name: outcome.name,
            place: outcome.place,
            before: or_nothing(&outcome.before),
            after: or_nothing(&outcome.after),
            came: outcome.came,
        }
    }

    /// What is so already is left alone. What is refused stands among the results, with the reason.
    pub fn is_meant(&self) -> bool {
        self.came != Came::Already
    }

    pub fn is_done(&self) -> bool {
        self.came == Came::Changed
    }
}

impl Plan {
    pub fn of(here: String, outcomes: Vec<Outcome>) -> Self {
        let mut seen: Vec<String> = outcomes.iter().map(|row| format!("{}-{}", row.wish.user, row.version)).collect();
        seen.dedup();
        Plan { here, rows: outcomes.into_iter().map(PlanRow::of).collect(), seen }
    }

    pub fn possible(&self) -> usize {
        self.rows.iter().filter(|row| row.is_done()).count()
    }

    pub fn button(&self) -> String {
        format!("Change {}", roles(self.possible()))
    }
}

impl View for Plan {
    fn title(&self) -> String {
        "What will change".into()
    }

    fn lede(&self) -> String {
        match (self.possible(), self.rows.len() - self.possible()) {
            (0, _) => "Nothing can be changed. Each row says why.".into(),
            (some, 0) => format!("Nothing is changed yet. {} will be different.", roles(some)),
            (some, not) => format!("Nothing is changed yet. {} will be different, {not} will not.", roles(some)),
        }
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Access by location", self.here.clone())]
    }
}

impl View for Results {
    fn title(&self) -> String {
        self.heading.into()
    }

    fn lede(&self) -> String {
        let done = self.rows.iter().filter(|row| row.is_done()).count();
        match (done, self.rows.len() - done) {
            (0, _) => "Nothing was changed.".into(),
            (done, not) => format!("Done for {}, not done for {not}.", roles(done)),
        }
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Access by location", self.here.clone())]
    }
}

/// Roles that were changed in one go, in a list.
pub struct Listed {
    pub url: String,
    pub when: String,
    pub by: String,
    pub roles: String,
    pub undone: String,
}

/// The last of them.
#[derive(Template)]
#[template(path = "grid/batches.html")]
pub struct Batches {
    pub here: String,
    pub batches: Vec<Listed>,
}

/// One row of those, as it was left and as it is now.
pub struct LeftRow {
    pub name: String,
    pub place: String,
    pub before: String,
    pub after: String,
    /// Empty where it is as it was left.
    pub now: String,
}

/// Roles that were changed in one go, one by one.
#[derive(Template)]
#[template(path = "grid/batch.html")]
pub struct Batch {
    pub here: String,
    pub listed: Listed,
    pub rows: Vec<LeftRow>,
}

impl Listed {
    pub fn of(here: &str, batch: &model::Batch, zone: chrono_tz::Tz) -> Self {
        let undone = |(by, at): &(String, _)| format!("Undone by {by}, {}", clock::brief(*at, zone));
        Listed {
            url: format!("{here}/batches/{}", batch.id),
            when: clock::moment(batch.done_at, zone),
            by: batch.by.clone(),
            roles: roles(batch.rows as usize),
            undone: batch.undone.as_ref().map(undone).unwrap_or_default(),
        }
    }
}

impl LeftRow {
    pub fn of(left: Left) -> Self {
        LeftRow {
            name: left.name,
            place: left.place,
            before: or_nothing(&left.before),
            after: or_nothing(&left.after),
            now: left.changed_since.map(|now| or_nothing(&now)).unwrap_or_default(),
        }
    }
}

impl Batch {
    /// How many can be put back.
    pub fn possible(&self) -> usize {
        self.rows.iter().filter(|row| row.now.is_empty()).count()
    }

    pub fn button(&self) -> String {
        format!("Undo {}", roles(self.possible()))
    }
}

impl View for Batches {
    fn title(&self) -> String {
        "Last changes".into()
    }

    fn lede(&self) -> String {
        "Roles that were changed in one go. Each of these can be undone once.".into()
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Access by location", self.here.clone())]
    }

    fn actions(&self) -> Vec<Action> {
        vec![Action::plain("Change several roles", "users", format!("{}/edit", self.here))]
    }
}

impl View for Batch {
    fn title(&self) -> String {
        format!("{} changed by {}", self.listed.roles, self.listed.by)
    }

    fn lede(&self) -> String {
        match self.listed.undone.is_empty() {
            true => format!("{}.", self.listed.when),
            false => format!("{}. {}.", self.listed.when, self.listed.undone),
        }
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let above = format!("{}/batches", self.here);
        vec![Crumb::new("Access by location", self.here.clone()), Crumb::new("Last changes", above)]
    }
}
