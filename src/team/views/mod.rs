//! The pages about the team.

mod card;
mod leaving;
mod positions;

use askama::Template;
use chrono::NaiveDate;

use crate::access::{Inside, Right};
use crate::channels::Phones;
use crate::error::Errors;
use crate::id::{LocationId, MemberId};
use crate::paging::Count;
use crate::web::{Action, Choice, Crumb, View, filters};

use super::forms::{FilterForm, NewMemberForm};
use super::model::{Employment, Line};

pub use card::{Access, Frame, History, Known, Settings, Show};
pub use leaving::{Leave, Leaving};
pub use positions::{EditPosition, Positions};

fn team_of(here: LocationId) -> String {
    format!("/locations/{here}/team")
}

/// The team members list.
#[derive(Template)]
#[template(path = "team/index.html")]
pub struct Index {
    pub by: Inside,
    pub lines: Vec<Line>,
    pub count: Count,
    pub form: FilterForm,
    pub positions: Vec<Choice>,
    pub employments: Vec<Choice>,
    pub accesses: Vec<Choice>,
    pub assisting: Vec<Choice>,
    pub next: Option<String>,
    pub today: NaiveDate,
}

impl Index {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        (!self.form.after.is_empty()).then(|| self.form.address(None))
    }

    pub fn is_filtered(&self) -> bool {
        let form = &self.form;
        [&form.search, &form.position, &form.employment, &form.access, &form.assists]
            .iter()
            .any(|part| !part.is_empty())
    }

    pub fn may_grant_access(&self) -> bool {
        self.by.may(Right::InviteUsers) && self.by.may(Right::ViewUsers)
    }

    pub fn sees_schedules(&self) -> bool {
        self.by.may(Right::ViewCalendar)
    }

    pub fn may_schedule(&self) -> bool {
        self.by.may(Right::EditSchedules)
    }

    pub fn is_past(&self, day: &NaiveDate) -> bool {
        *day < self.today
    }

    /// Whether there is anything to say of somebody's schedule.
    pub fn says_schedule(&self, line: &Line) -> bool {
        let is_working = line.employment == Employment::Working;
        is_working && line.schedule.is_some_and(|schedule| schedule.is_in || self.may_schedule())
    }

    pub fn may_add(&self) -> bool {
        self.by.may(Right::AddMembers)
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Team members".into()
    }

    fn lede(&self) -> String {
        format!("Everyone who works at {}.", self.by.location().name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn actions(&self) -> Vec<Action> {
        let team = team_of(self.here());
        let here = self.here();
        let links = [
            (Right::ViewCalendar, Action::plain("Work schedule", "clock", format!("/locations/{here}/schedule"))),
            (Right::EditPositions, Action::plain("Positions", "list", format!("/locations/{here}/positions"))),
            (Right::EditMembers, Action::plain("Arrange", "sort", format!("{team}/order"))),
            (Right::AddMembers, Action::primary("Add team member", "plus", format!("{team}/new"))),
        ];
        links.into_iter().filter(|(right, _)| self.by.may(*right)).map(|(_, link)| link).collect()
    }
}

/// Adding somebody.
#[derive(Template)]
#[template(path = "team/new.html")]
pub struct New {
    pub here: LocationId,
    pub form: NewMemberForm,
    pub errors: Errors,
    pub positions: Vec<Choice>,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub may_invite: bool,
    pub may_schedule: bool,
    pub phones: Phones,
}

impl View for New {
    fn title(&self) -> String {
        "Add team member".into()
    }

    fn lede(&self) -> String {
        "Only the name is needed now. You can fill in the rest on their card.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Team", team_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Giving the list its order.
#[derive(Template)]
#[template(path = "team/order.html")]
pub struct Order {
    pub here: LocationId,
    pub rows: Vec<Place>,
}

/// A member, with whom to stand before to go up or down.
pub struct Place {
    pub id: MemberId,
    pub name: String,
    pub photo: String,
    pub up: Option<String>,
    pub down: Option<String>,
}

impl View for Order {
    fn title(&self) -> String {
        "Arrange the team".into()
    }

    fn lede(&self) -> String {
        "The list keeps this order. Drag a name, or use its buttons.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Team", team_of(self.here))]
    }
}
