//! The pages about one team member.

use askama::Template;

use crate::access::{Inside, Right};
use crate::activity::Event;
use crate::appointments::Farewell;
use crate::channels::Phones;
use crate::error::Errors;
use crate::id::LocationId;
use crate::invitations::{GrantForm, Listed};
use crate::web::{Action, Choice, Crumb, Person, View, filters};

use super::super::forms::{ProfileForm, SettingsForm};
use super::super::model::{Card, Employment, Member};
use super::team_of;

/// The tab that is the card itself.
const FIRST_TAB: &str = "Information";

/// The tab that is there for whoever sees the calendar of that person.
const SCHEDULE_TAB: &str = "Work schedule";

/// The tab about how that person is paid. Nobody is paid who is on a deleted card.
const PAY_TAB: &str = "Payroll";

/// What every tab of a card shows around its own part.
pub struct Frame {
    pub here: LocationId,
    pub member: Member,
    pub line: String,
    pub chip: String,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
}

/// A tab of a card.
pub struct Tab {
    pub label: &'static str,
    pub url: String,
    pub is_current: bool,
}

impl Frame {
    pub fn new(by: &Inside, card: &Card, role: Option<&str>, current: &str) -> Self {
        let here = by.location().id;
        let base = format!("{}/{}", team_of(here), card.member.id);
        let calendar = by.sight(Right::ViewCalendar);
        let sees_schedule = calendar.includes(by.user(), card.member.user, card.profile.position);
        let tabs = [
            (FIRST_TAB, "", Right::ViewTeam),
            ("Services", "/services", Right::ViewTeam),
            (PAY_TAB, "/pay", Right::SetUpPayroll),
            (SCHEDULE_TAB, "/schedule", Right::ViewCalendar),
            ("Access", "/access", Right::ViewUsers),
            ("Settings", "/settings", Right::EditMembers),
            ("History", "/history", Right::EditMembers),
        ];
        let is_paid = card.member.employment != Employment::Deleted;
        Frame {
            here,
            member: card.member.clone(),
            line: described(card),
            chip: match card.member.employment {
                Employment::Working => role.unwrap_or_default().to_owned(),
                Employment::Dismissed => "Dismissed".into(),
                Employment::Deleted => "Deleted".into(),
            },
            tabs: tabs
                .into_iter()
                .filter(|(label, _, right)| by.may(*right) && (*label != SCHEDULE_TAB || sees_schedule))
                .filter(|(label, ..)| *label != PAY_TAB || is_paid)
                .map(|(label, path, _)| Tab { label, url: format!("{base}{path}"), is_current: label == current })
                .collect(),
            actions: Vec::new(),
        }
    }

    pub fn title(&self, tab: &str) -> String {
        if tab == FIRST_TAB { self.member.name.clone() } else { format!("{}: {tab}", self.member.name) }
    }

    pub fn crumbs(&self, tab: &str) -> Vec<Crumb> {
        let team = team_of(self.here);
        let mut crumbs = vec![Crumb::new("Team", team.clone())];
        if tab != FIRST_TAB {
            crumbs.push(Crumb::new(&self.member.name, format!("{team}/{}", self.member.id)));
        }
        crumbs
    }

    pub fn person(&self) -> Person {
        let Member { id, name, photo, .. } = &self.member;
        let photo =
            if photo.is_empty() { String::new() } else { format!("{}/{id}/photo?v={photo}", team_of(self.here)) };
        Person { name: name.clone(), chip: self.chip.clone(), photo }
    }
}

/// `Stylist · Colour and cuts`.
fn described(card: &Card) -> String {
    let parts = [&card.position, &card.profile.specialization];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

macro_rules! tab {
    ($view:ident, $tab:expr) => {
        impl View for $view {
            fn title(&self) -> String {
                self.frame.title($tab)
            }

            fn lede(&self) -> String {
                self.frame.line.clone()
            }

            fn section(&self) -> &'static str {
                "Team"
            }

            fn crumbs(&self) -> Vec<Crumb> {
                self.frame.crumbs($tab)
            }

            fn crumb(&self) -> String {
                if $tab == FIRST_TAB { self.frame.member.name.clone() } else { $tab.to_owned() }
            }

            fn actions(&self) -> Vec<Action> {
                self.frame.actions.clone()
            }

            fn person(&self) -> Option<Person> {
                Some(self.frame.person())
            }

            fn errors(&self) -> Option<&Errors> {
                Some(&self.errors)
            }
        }
    };
}

/// The Information tab.
#[derive(Template)]
#[template(path = "team/show.html")]
pub struct Show {
    pub frame: Frame,
    pub card: Card,
    pub form: ProfileForm,
    pub errors: Errors,
    pub positions: Vec<Choice>,
    pub may_edit: bool,
    pub sees_personal: bool,
    /// Where a card of a chain is kept, for whoever may look at it there.
    pub home: Option<String>,
    /// Personal data stay at the location, also where the rest of the card is kept in a chain.
    pub may_add_personal: bool,
    /// The photo is the location's own, also where the rest of the card is kept in a chain.
    pub may_change_photo: bool,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
}

tab!(Show, FIRST_TAB);

/// The Settings tab.
#[derive(Template)]
#[template(path = "team/settings.html")]
pub struct Settings {
    pub frame: Frame,
    /// Where they are to assist still.
    pub farewell: Farewell,
    pub form: SettingsForm,
    pub errors: Errors,
    pub theirs: Vec<(&'static str, String)>,
}

tab!(Settings, "Settings");

/// The Access tab.
#[derive(Template)]
#[template(path = "team/access.html")]
pub struct Access {
    pub frame: Frame,
    pub errors: Errors,
    pub access: Option<Known>,
    pub invitation: Option<Listed>,
    pub form: GrantForm,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub may_invite: bool,
    pub phones: Phones,
}

tab!(Access, "Access");

/// The access that a card's user has.
pub struct Known {
    /// Where their own access here is changed.
    pub url: String,
    /// The chains from which they come, in words.
    pub from: String,
    pub role: String,
    pub purpose: &'static str,
    pub logins: Vec<String>,
    pub may_edit: bool,
    pub may_remove: bool,
    pub rights: Vec<String>,
    /// How many rights differ from the role.
    pub differences: usize,
    /// Where every right is explained, for whoever may look there.
    pub why: Option<String>,
}

/// The History tab.
#[derive(Template)]
#[template(path = "team/history.html")]
pub struct History {
    pub frame: Frame,
    pub errors: Errors,
    pub events: Vec<(String, Event)>,
}

tab!(History, "History");
