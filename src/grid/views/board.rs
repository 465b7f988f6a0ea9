//! What stands around the table of people and locations: its filters, its heads, and the ways to its other parts.

use crate::access::Role;
use crate::chains::Branch;
use crate::locations::Subscription;
use crate::web::Choice;

use super::super::forms::GridQuery;
use super::super::model::{Column, Grid, Only, PER_PAGE, PER_WIDTH, Window};

/// A location above its column.
pub struct Head {
    pub id: String,
    pub name: String,
    pub people: String,
    /// What is the matter with it; empty where nothing is.
    pub note: String,
    pub is_chosen: bool,
}

/// Everything around the cells.
pub struct Board {
    /// Where the table is.
    pub here: String,
    pub query: GridQuery,
    pub heads: Vec<Head>,
    pub total: usize,
    pub roles: Vec<Choice>,
    pub locations: Vec<Choice>,
    pub only: Vec<Choice>,
    /// `Locations 1 to 12 of 200`.
    pub range: String,
    pub earlier: Option<String>,
    pub later: Option<String>,
    pub left: Option<String>,
    pub right: Option<String>,
}

impl Board {
    pub fn of(here: String, query: GridQuery, grid: &Grid, roles: &[Role]) -> Self {
        let Window { page, across } = query.window();
        let to = |page: usize, across: usize| format!("{here}{}", query.address(Window { page, across }));
        let shown = grid.columns.len();
        let range = match (grid.wide, across * PER_WIDTH) {
            (wide, _) if wide <= shown => String::new(),
            (wide, _) if shown == 0 => format!("{wide} locations"),
            (wide, before) => format!("Locations {} to {} of {wide}", before + 1, before + shown),
        };
        Board {
            heads: grid.columns.iter().map(Head::of).collect(),
            total: grid.total,
            roles: role_choices(roles, &query.role),
            locations: location_choices(&grid.branches, &query.location),
            only: query.only_choices(),
            range,
            earlier: (page > 0).then(|| to(page - 1, across)),
            later: ((page + 1) * PER_PAGE < grid.total).then(|| to(page + 1, across)),
            left: (across > 0).then(|| to(page, across - 1)),
            right: ((across + 1) * PER_WIDTH < grid.wide).then(|| to(page, across + 1)),
            here,
            query,
        }
    }

    /// The address of this part of the table, below a page about it.
    pub fn same(&self) -> String {
        self.query.address(self.query.window())
    }

    /// The same people and locations, all of them.
    pub fn filters(&self) -> String {
        self.query.address(Window::default())
    }

    /// Who the odd ones out are, where they are looked for.
    pub fn explanation(&self) -> &'static str {
        match Only::from_slug(&self.query.only) {
            Only::Odd => {
                "The odd ones out have other roles than more than half of the people with the same chain role or, without \
                 one, with the same usual role: the one they have at most locations. It takes three people to have a habit."
            }
            Only::Differing => {
                "These people differ, at one location or more, from the role that the location gave them."
            }
            Only::Everybody => "",
        }
    }
}

/// Only locations make owners, so the chain has no such role.
fn role_choices(roles: &[Role], chosen: &str) -> Vec<Choice> {
    let names = std::iter::once("Owner").chain(roles.iter().map(|role| role.name.as_str()));
    let any = std::iter::once(Choice::new("", "Any role", chosen));
    any.chain(names.map(|name| Choice::new(name, name, chosen))).collect()
}

fn location_choices(branches: &[Branch], chosen: &str) -> Vec<Choice> {
    let all = std::iter::once(Choice::new("", "All locations", chosen));
    all.chain(branches.iter().map(|branch| Choice::new(branch.id, &branch.name, chosen))).collect()
}

impl Head {
    fn of(column: &Column) -> Self {
        let people = match column.people {
            1 => "1 person".to_owned(),
            many => format!("{many} people"),
        };
        Head {
            id: column.branch.id.to_string(),
            name: column.branch.name.clone(),
            people,
            note: match &column.subscription {
                _ if column.branch.is_closed => "Closed".into(),
                Some(subscription) => note(subscription),
                None => String::new(),
            },
            is_chosen: false,
        }
    }
}

fn note(subscription: &Subscription) -> String {
    match subscription.ends_on {
        _ if !subscription.is_running() => "Not paid".into(),
        Some(day) => format!("Subscription ends {}", day.format("%-d %b")),
        None => String::new(),
    }
}
