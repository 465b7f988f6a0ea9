//! The cells of the table: what somebody is at a location, in words, and what they could be.

use crate::access::Role;
use crate::chains::{ChainRight, Person, Power, Within};
use crate::id::{LocationId, RoleId};
use crate::web::Choice;

use super::super::forms::PlanForm;
use super::super::model::{Column, From, Line, Part, Spot, Wish};

/// One person.
pub struct Row {
    pub user: String,
    pub name: String,
    pub role: String,
    /// What most people like them have, where that is asked.
    pub most_have: String,
    /// Where everything the chain gives them is changed.
    pub url: Option<String>,
    pub is_touchable: bool,
    pub is_chosen: bool,
    pub cells: Vec<Cell>,
}

/// One person at one location.
pub struct Cell {
    pub id: String,
    /// `Nora at Harbour`.
    pub label: String,
    /// The roles, each with who gave it.
    pub parts: Vec<(String, String)>,
    pub is_different: bool,
    /// Where it can be changed.
    pub url: Option<String>,
    /// What it could be; nothing where the viewer may not change it.
    pub choices: Vec<Choice>,
}

/// A role and where it comes from.
pub fn words(part: &Part) -> (String, String) {
    let from = match &part.from {
        From::Here { differs: 0 } => "given here".to_owned(),
        From::Here { differs: 1 } => "given here, 1 right differs".to_owned(),
        From::Here { differs } => format!("given here, {differs} rights differ"),
        From::Chain => "from the chain".to_owned(),
        From::Everywhere => "from the chain, at all locations".to_owned(),
        From::Other(chain) => format!("from {chain}"),
    };
    (part.role.clone(), from)
}

impl Row {
    /// As it is looked at. `edit` is where it can be changed, for whoever may.
    pub fn shown(by: &Within, line: &Line, columns: &[Column], edit: Option<&str>) -> Self {
        let is_touchable = line.person.can_be_touched(by);
        let cell = |(column, spot): (&Column, &Spot)| {
            let cell = Cell::of(&line.person, column, spot);
            let url =
                edit.filter(|_| is_touchable && !column.branch.is_closed).map(|edit| format!("{edit}#{}", cell.id));
            Cell { url, ..cell }
        };
        Row { cells: columns.iter().zip(&line.spots).map(cell).collect(), ..Self::of(by, line, is_touchable) }
    }

    /// As it is changed.
    pub fn changing(by: &Within, line: &Line, columns: &[Column], possible: &Possible, form: &PlanForm) -> Self {
        let is_touchable = line.person.can_be_touched(by);
        let cell = |(column, spot): (&Column, &Spot)| {
            let choices = match is_touchable && !column.branch.is_closed {
                true => possible.choices(&line.person, column.branch.id, spot, form),
                false => Vec::new(),
            };
            let cell = Cell::of(&line.person, column, spot);
            let is_shown = |part: &&Part| choices.is_empty() || !matches!(part.from, From::Chain | From::Everywhere);
            let parts = spot.parts.iter().filter(is_shown).map(words).collect();
            Cell { parts, choices, ..cell }
        };
        let cells = columns.iter().zip(&line.spots).map(cell).collect();
        Row { cells, is_chosen: form.person.contains(&line.person.user), ..Self::of(by, line, is_touchable) }
    }

    fn of(by: &Within, line: &Line, is_touchable: bool) -> Self {
        let here = by.chain().id;
        let url = line.person.access.filter(|_| is_touchable && by.may(ChainRight::EditChainUsers));
        Row {
            url: url.map(|id| format!("/chains/{here}/users/{id}")),
            user: line.person.user.to_string(),
            name: line.person.name.clone(),
            role: line.person.role_name().to_owned(),
            most_have: line.most_have.as_ref().map(|roles| format!("Most like them: {roles}")).unwrap_or_default(),
            is_touchable,
            is_chosen: false,
            cells: Vec::new(),
        }
    }
}

impl Cell {
    fn of(person: &Person, column: &Column, spot: &Spot) -> Self {
        let differs = |part: &Part| matches!(part.from, From::Here { differs } if differs > 0);
        Cell {
            id: format!("at-{}-{}", person.user, column.branch.id),
            label: format!("{} at {}", person.name, column.branch.name),
            parts: spot.parts.iter().map(words).collect(),
            is_different: spot.parts.iter().any(differs),
            url: None,
            choices: Vec::new(),
        }
    }
}

/// What the viewer could give.
pub struct Possible {
    pub roles: Vec<Role>,
    pub power: Power,
}

impl Possible {
    fn name(&self, id: RoleId) -> &str {
        self.roles.iter().find(|role| role.id == id).map_or("A role", |role| &role.name)
    }

    /// As it is stands first and sends nothing, so that only what is changed says anything.
    fn choices(&self, person: &Person, location: LocationId, spot: &Spot, form: &PlanForm) -> Vec<Choice> {
        let gives = |role: &&Role| self.power.gives_at(location, role);
        let is_out_of_reach =
            |id: RoleId| !self.roles.iter().any(|role| role.id == id && self.power.gives_at(location, role));
        if spot.given.is_some_and(is_out_of_reach) {
            return Vec::new();
        }
        let nothing = match person.everywhere {
            Some(role) => format!("{}, as at all locations", self.name(role)),
            None => "Nothing from the chain".to_owned(),
        };
        let same = spot.given.map_or_else(|| nothing.clone(), |role| self.name(role).to_owned());
        let wish = |role| Wish { user: person.user, location, role }.to_string();
        let is_new = |role: &&Role| spot.given.or(person.everywhere) != Some(role.id);
        let roles = self.roles.iter().filter(gives).filter(is_new).map(|role| (wish(Some(role.id)), role.name.clone()));
        let none = spot.given.map(|_| (wish(None), nothing));
        let mut choices: Vec<Choice> = std::iter::once((String::new(), same))
            .chain(roles)
            .chain(none)
            .map(|(value, label)| Choice { chosen: !value.is_empty() && form.cell.contains(&value), value, label })
            .collect();
        if choices.len() < 2 {
            return Vec::new();
        }
        if !choices.iter().any(|choice| choice.chosen) {
            choices[0].chosen = true;
        }
        choices
    }

    /// The role for all who are ticked.
    pub fn for_many(&self, chosen: &str) -> Vec<Choice> {
        let roles = self.roles.iter().filter(|role| self.power.gives_somewhere(role));
        let first = [
            Choice::new("", "Nobody gets a role in one go", chosen),
            Choice::new("0", "Nothing from the chain", chosen),
        ];
        first.into_iter().chain(roles.map(|role| Choice::new(role.id, &role.name, chosen))).collect()
    }
}
