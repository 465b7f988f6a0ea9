//! The page that invites a whole list, and says first what will happen.

use askama::Template;

use crate::access::{Inside, Role};
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::{Checked, Line, ListForm, Outcome, choices_among, languages, write};
use super::{invited_of, users_of};

/// As many faults as the summary above a form can hold to be of help.
const HANDFUL: usize = 10;

/// A list to invite.
#[derive(Template)]
#[template(path = "invitations/list.html")]
pub struct List {
    pub here: LocationId,
    pub form: ListForm,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
    /// Everybody on the list, once it was checked.
    pub lines: Vec<Judged>,
    pub wrong: Vec<Row>,
    pub counts: Vec<Count>,
    pub ready: usize,
    /// The lines that are ready, to be sent with the form.
    pub kept: String,
    /// How many more can be invited now, when those are fewer than are ready.
    pub room: Option<i64>,
    /// What was sent although other lines could not be.
    pub sent: String,
    pub errors: Errors,
    /// The first of them, for above the form.
    pub summary: Errors,
}

/// A line with its verdict.
pub struct Judged {
    pub line: Line,
    pub role: String,
    pub verdict: String,
    pub icon: &'static str,
    pub style: &'static str,
    /// Where more about the person stands.
    pub url: String,
}

/// A line that has to be corrected.
pub struct Row {
    pub line: Line,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
}

/// How many lines are of one kind.
pub struct Count {
    pub number: usize,
    pub what: &'static str,
    pub icon: &'static str,
    pub style: &'static str,
}

/// What drawing a list needs besides the list.
pub struct Drawing<'a> {
    pub by: &'a Inside,
    pub roles: &'a [Role],
    pub room: i64,
}

impl Drawing<'_> {
    pub fn draw(self, form: ListForm, checked: Vec<Checked>, mut errors: Errors) -> List {
        let wrong: Vec<(&Line, &Errors)> = checked.iter().filter_map(wrong).collect();
        for (place, (_, reasons)) in wrong.iter().enumerate() {
            errors.extend((*reasons).clone().in_row(place + 1));
        }
        let ready: Vec<&Line> = checked.iter().filter(|one| is_ready(one)).map(|one| &one.line).collect();
        let room = usize::try_from(self.room).is_ok_and(|room| room < ready.len()).then_some(self.room);
        List {
            here: self.by.location().id,
            roles: choices_among(self.roles, self.by, &form.role),
            languages: languages(self.by, &form.language),
            lines: checked.iter().map(|one| self.judged(one, &form)).collect(),
            wrong: wrong.iter().map(|(line, _)| self.row(line, &form)).collect(),
            counts: counts(&checked),
            ready: ready.len(),
            kept: write(ready),
            room,
            sent: String::new(),
            summary: errors.first(HANDFUL),
            errors,
            form: if checked.is_empty() { form.into_text() } else { form },
        }
    }

    fn judged(&self, checked: &Checked, form: &ListForm) -> Judged {
        let here = self.by.location().id;
        let (icon, style) = looks(&checked.outcome);
        let (verdict, url) = match &checked.outcome {
            Outcome::Ready(_) => ("Ready".to_owned(), String::new()),
            Outcome::Twice(earlier) => (format!("On the list twice: line {earlier} counts"), String::new()),
            Outcome::Inside => ("Has access already".to_owned(), users_of(here)),
            Outcome::Invited(id) => ("Is invited already".to_owned(), format!("{}/{id}/edit", invited_of(here))),
            Outcome::Wrong(reasons) => {
                (reasons.iter().map(|fault| format!("{}.", fault.message)).collect::<Vec<_>>().join(" "), String::new())
            }
        };
        let role = match checked.line.role.as_str() {
            "" => self.roles.iter().find(|role| role.id.to_string() == form.role).map_or("", |role| &role.name),
            named => named,
        };
        Judged { role: role.to_owned(), verdict, icon, style, url, line: checked.line.clone() }
    }

    /// Roles are chosen by name, as a list names them.
    fn row(&self, line: &Line, form: &ListForm) -> Row {
        let is_meant = |role: &&Role| crate::text::key(&role.name) == crate::text::key(&line.role);
        let named = self.roles.iter().find(is_meant).map(|role| role.id.to_string());
        let chosen = named.unwrap_or_else(|| form.role.clone());
        let mut roles = choices_among(self.roles, self.by, &chosen);
        for choice in &mut roles {
            if let Some(role) = self.roles.iter().find(|role| role.id.to_string() == choice.value) {
                choice.value.clone_from(&role.name);
            }
        }
        Row { roles, languages: languages(self.by, &line.language), line: line.clone() }
    }
}

fn wrong(checked: &Checked) -> Option<(&Line, &Errors)> {
    match &checked.outcome {
        Outcome::Wrong(reasons) => Some((&checked.line, reasons)),
        _ => None,
    }
}

fn is_ready(checked: &Checked) -> bool {
    matches!(checked.outcome, Outcome::Ready(_))
}

fn looks(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Ready(_) => ("check", "badge-ok"),
        Outcome::Wrong(_) => ("alert", "badge-bad"),
        Outcome::Twice(_) => ("copy", ""),
        Outcome::Inside => ("lock", ""),
        Outcome::Invited(_) => ("mail", ""),
    }
}

/// What a kind of line is called, and how it is told.
type Kind = (&'static str, fn(&Outcome) -> bool);

/// How many lines are of each kind, the best first.
fn counts(checked: &[Checked]) -> Vec<Count> {
    let kinds: [Kind; 5] = [
        ("ready", |outcome| matches!(outcome, Outcome::Ready(_))),
        ("to correct", |outcome| matches!(outcome, Outcome::Wrong(_))),
        ("on the list twice", |outcome| matches!(outcome, Outcome::Twice(_))),
        ("invited already", |outcome| matches!(outcome, Outcome::Invited(_))),
        ("with access already", |outcome| matches!(outcome, Outcome::Inside)),
    ];
    let counts = kinds.into_iter().filter_map(|(what, is_one)| {
        let mut all = checked.iter().filter(|one| is_one(&one.outcome));
        let (icon, style) = looks(&all.next()?.outcome);
        Some(Count { number: all.count() + 1, what, icon, style })
    });
    counts.collect()
}

impl List {
    pub fn is_checked(&self) -> bool {
        !self.lines.is_empty()
    }

    pub fn error(&self, field: &str, number: &usize) -> &str {
        self.errors.at(&format!("{field}-{number}"))
    }
}

impl View for List {
    fn title(&self) -> String {
        "Invite a list".into()
    }

    fn lede(&self) -> String {
        if !self.sent.is_empty() {
            "Correct the rest, then send again.".into()
        } else if self.is_checked() {
            "Nothing is sent yet. Correct what needs it, then send.".into()
        } else {
            "Paste it, or choose a file from your spreadsheet. You see what will happen before anything is sent.".into()
        }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", users_of(self.here)), Crumb::new("Invited", invited_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.summary)
    }
}
