//! The page that shows who may do what: people down, rights across.

use askama::Template;

use crate::access::{Extent, Inside, Only, Person, Reach, Right, Rights, Scope, Section, Titles};
use crate::id::LocationId;
use crate::web::{Action, Choice, Crumb, View, filters};

use super::Tabs;

/// Everybody’s rights.
#[derive(Template)]
#[template(path = "users/matrix.html")]
pub struct Matrix {
    pub by: Inside,
    pub tabs: Tabs,
    pub sections: Vec<(Section, usize)>,
    pub heads: Vec<Right>,
    pub rows: Vec<MatrixRow>,
    pub total: usize,
    /// Whether anybody was left out.
    pub is_sifted: bool,
    pub search: String,
    pub roles: Vec<Choice>,
    pub rights: Vec<Choice>,
    pub within: Vec<Choice>,
    pub only: Vec<Choice>,
    pub csv: String,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// What one person may do.
pub struct MatrixRow {
    pub name: String,
    pub role: String,
    /// Where they are unlike most with the same role, where that is asked.
    pub unlike: String,
    pub cells: Vec<Cell>,
}

/// One right of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it is explained.
    pub url: String,
    pub words: String,
    pub style: &'static str,
    /// What the role says, where that is something else.
    pub role_says: String,
}

impl MatrixRow {
    pub fn of(here: LocationId, person: &Person, heads: &[Right], only: Only, titles: &Titles) -> Self {
        let held = &person.held;
        let cell = |right: &Right| {
            let ways = |rights: &Rights| rights.extents_of(*right).collect::<Vec<_>>();
            let (goes, role_goes) = (ways(held.rights()), ways(&held.role.rights));
            let is_different = goes != role_goes;
            Cell {
                url: format!("/locations/{here}/rights/{}#right-{}", person.user, right.id()),
                words: words(&goes, titles),
                style: match goes.as_slice() {
                    [] => "cell-off",
                    [Extent::WHOLE] => "cell-on",
                    _ => "cell-part",
                },
                role_says: if is_different { words(&role_goes, titles).to_lowercase() } else { String::new() },
            }
        };
        MatrixRow {
            name: person.name.clone(),
            role: held.role.name.clone(),
            unlike: if only == Only::Odd { unlike(&person.unlike) } else { String::new() },
            cells: heads.iter().map(cell).collect(),
        }
    }
}

/// How far a right goes for somebody, short enough for a cell.
pub fn words(goes: &[Extent], titles: &Titles) -> String {
    match goes {
        [] => "Off".into(),
        some => some.iter().map(|extent| way(*extent, titles)).collect::<Vec<_>>().join("; "),
    }
}

fn way(extent: Extent, titles: &Titles) -> String {
    let scope = match extent.scope {
        Scope::All => None,
        Scope::Own => Some("Own only".to_owned()),
        position => Some(titles.scope(position)),
    };
    let reach = match extent.reach {
        Reach::Ever => None,
        Reach::Days(0) => Some("Today only".to_owned()),
        reach => Some(reach.words()),
    };
    match (scope, reach) {
        (None, None) => "On".into(),
        (scope, reach) => scope.into_iter().chain(reach).collect::<Vec<_>>().join(", "),
    }
}

fn unlike(rights: &[Right]) -> String {
    const ENOUGH: usize = 3;
    let titles: Vec<&str> = rights.iter().take(ENOUGH).map(|right| right.title()).collect();
    match rights.len() {
        0 => String::new(),
        many if many > ENOUGH => format!("Unlike most: {} and {} more", titles.join(", "), many - ENOUGH),
        _ => format!("Unlike most: {}", titles.join(", ")),
    }
}

impl Matrix {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }
}

impl View for Matrix {
    fn title(&self) -> String {
        "Who may do what".into()
    }

    fn lede(&self) -> String {
        "Choose a cell to see why. Brass marks what differs from the role.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here()))]
    }

    fn actions(&self) -> Vec<Action> {
        vec![Action::plain("Save as CSV", "download", self.csv.clone())]
    }
}

/// Those who may be looked for, for one select.
pub fn only_choices(chosen: Only) -> Vec<Choice> {
    Only::ALL.into_iter().map(|only| Choice::new(only.slug(), only.label(), chosen.slug())).collect()
}
