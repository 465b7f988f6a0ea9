//! The pages about the cards of a chain.

use askama::Template;

use crate::activity::Event;
use crate::chains::{ChainRight, Within};
use crate::error::Errors;
use crate::id::{ChainId, ChainMemberId};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::super::forms::{CardForm, SearchForm};
use super::super::model::{ChainCard, Line};
use super::{Departure, Tick, team_of};

/// The team of a chain.
#[derive(Template)]
#[template(path = "chain_team/index.html")]
pub struct Index {
    pub by: Within,
    pub lines: Vec<Line>,
    pub form: SearchForm,
    pub next: Option<String>,
}

impl Index {
    pub fn first(&self) -> Option<String> {
        self.form.first(&team_of(self.by.chain().id))
    }

    pub fn may_edit(&self) -> bool {
        self.by.may(ChainRight::EditChainTeam)
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Team of the chain".into()
    }

    fn lede(&self) -> String {
        "Cards that are valid in several locations. They are edited here only.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn actions(&self) -> Vec<Action> {
        let here = self.by.chain().id;
        let mut actions = vec![Action::plain("Positions", "list", format!("/chains/{here}/positions"))];
        if self.may_edit() {
            actions.push(Action::plain("Merge cards", "copy", format!("{}/cards", team_of(here))));
            actions.push(Action::primary("Add a card", "plus", format!("{}/new", team_of(here))));
        }
        actions
    }
}

/// Adding somebody to the team of the chain.
#[derive(Template)]
#[template(path = "chain_team/new.html")]
pub struct New {
    pub here: ChainId,
    pub form: CardForm,
    pub positions: Vec<Choice>,
    pub places: Vec<Tick>,
    pub errors: Errors,
}

impl View for New {
    fn title(&self) -> String {
        "Add a card of the chain".into()
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

/// What every tab of a card shows around its own part.
pub struct Frame {
    pub here: ChainId,
    pub id: ChainMemberId,
    pub name: String,
    pub line: String,
    /// Label, address, whether it is open.
    pub tabs: Vec<(&'static str, String, bool)>,
}

impl Frame {
    pub fn new(by: &Within, card: &ChainCard, current: &str) -> Self {
        let here = by.chain().id;
        let base = format!("{}/{}", team_of(here), card.id);
        let tabs = [
            ("Information", "", ChainRight::ViewChainTeam),
            ("Locations", "/locations", ChainRight::EditChainTeam),
            ("History", "/history", ChainRight::ViewChainTeam),
        ];
        let parts = [&card.position, &card.profile.specialization];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect();
        Frame {
            here,
            id: card.id,
            name: card.profile.name.clone(),
            line: parts.join(" · "),
            tabs: tabs
                .into_iter()
                .filter(|(.., right)| by.may(*right))
                .map(|(label, path, _)| (label, format!("{base}{path}"), label == current))
                .collect(),
        }
    }

    fn crumbs(&self, tab: &str) -> Vec<Crumb> {
        let mut crumbs = vec![Crumb::new("Team", team_of(self.here))];
        if !tab.is_empty() {
            crumbs.push(Crumb::new(&self.name, format!("{}/{}", team_of(self.here), self.id)));
        }
        crumbs
    }
}

/// The Information tab.
#[derive(Template)]
#[template(path = "chain_team/show.html")]
pub struct Show {
    pub frame: Frame,
    pub card: ChainCard,
    pub form: CardForm,
    pub positions: Vec<Choice>,
    /// Where it is valid.
    pub places: Vec<String>,
    pub may_edit: bool,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
    pub errors: Errors,
}

impl View for Show {
    fn title(&self) -> String {
        self.frame.name.clone()
    }

    fn lede(&self) -> String {
        self.frame.line.clone()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.frame.crumbs("")
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// The Locations tab.
#[derive(Template)]
#[template(path = "chain_team/places.html")]
pub struct Places {
    pub frame: Frame,
    pub places: Vec<Tick>,
    /// What somebody has before them, where the viewer can hand it over.
    pub departures: Vec<Departure>,
    pub version: i64,
    pub errors: Errors,
}

impl View for Places {
    fn title(&self) -> String {
        format!("{}: Locations", self.frame.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.frame.crumbs("Locations")
    }

    fn crumb(&self) -> String {
        "Locations".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// The History tab.
#[derive(Template)]
#[template(path = "chain_team/history.html")]
pub struct History {
    pub frame: Frame,
    pub events: Vec<(String, Event)>,
}

impl View for History {
    fn title(&self) -> String {
        format!("{}: History", self.frame.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.frame.crumbs("History")
    }

    fn crumb(&self) -> String {
        "History".into()
    }
}
