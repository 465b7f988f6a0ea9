//! The table of people and locations, as it is read; and what is changed through it.

mod applying;
mod batches;
mod finding;
mod profiles;
mod sieve;
mod spots;
mod wishes;

use crate::chains::{Branch, Person, Within};
use crate::db::Conn;
use crate::error::Result;
use crate::id::LocationId;
use crate::locations::Subscription;

pub use applying::{Came, Outcome, change, foresee};
pub use batches::{Batch, Left};
pub use sieve::{Only, Sieve};
pub use spots::{From, Part, Spot};
pub use wishes::{MOST, Wish};

use finding::Found;
use spots::Spots;

/// People on a page, and locations beside one another.
pub const PER_PAGE: usize = 50;
pub const PER_WIDTH: usize = 12;

/// Which part of the table is looked at, both counted from 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct Window {
    pub page: usize,
    pub across: usize,
}

/// A location, above its column.
#[derive(Debug, Clone)]
pub struct Column {
    pub branch: Branch,
    /// How many have access there, by whatever road.
    pub people: i64,
    pub subscription: Option<Subscription>,
}

/// One person, and what they are at each location of the columns.
#[derive(Debug, Clone)]
pub struct Line {
    pub person: Person,
    pub spots: Vec<Spot>,
    /// What most people like them are, where the odd ones out are looked for.
    pub most_have: Option<String>,
}

/// A part of the table.
#[derive(Debug)]
pub struct Grid {
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
    /// How many people fit the filters.
    pub total: usize,
    /// All locations of the chain, and how many of them fit the filters.
    pub branches: Vec<Branch>,
    pub wide: usize,
}

impl Grid {
    /// The part that a window shows. First whom it shows is found, then what they are there: as many statements for a
    /// large chain as for a small one.
    pub fn of(by: &Within, sieve: &Sieve, window: Window, db: &mut Conn) -> Result<Self> {
        let chain = by.chain().id;
        let branches = Branch::list(chain, db)?;
        let fitting = sieve.branches(&branches);
        let wide = fitting.len();
        let shown: Vec<Branch> = fitting.into_iter().skip(window.across * PER_WIDTH).take(PER_WIDTH).collect();
        let Found { people, total } = Found::by(by, sieve, &branches, window.page, db)?;
        let ids: Vec<LocationId> = shown.iter().map(|branch| branch.id).collect();
        let columns = Column::of(shown, &ids, db)?;
        Ok(Grid { columns, lines: lines(by, people, &ids, db)?, total, branches, wide })
    }
}

/// A hundred people of the whole table at a time: for the file, which has no pages.
pub fn everything(by: &Within, sieve: &Sieve, db: &mut Conn, mut each: impl FnMut(Vec<Line>)) -> Result<Vec<Branch>> {
    const AT_ONCE: usize = 100;
    let branches = Branch::list(by.chain().id, db)?;
    let shown = sieve.branches(&branches);
    let ids: Vec<LocationId> = shown.iter().map(|branch| branch.id).collect();
    let mut people = Found::all(by, sieve, &branches, db)?.into_iter();
    loop {
        let some: Vec<_> = people.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(shown);
        }
        each(lines(by, some, &ids, db)?);
    }
}

fn lines(by: &Within, people: Vec<(Person, Option<String>)>, ids: &[LocationId], db: &mut Conn) -> Result<Vec<Line>> {
    let users: Vec<_> = people.iter().map(|(person, _)| person.user).collect();
    let mut spots = Spots::of(by.chain().id, &users, ids, db)?;
    let line = |(person, most_have): (Person, Option<String>)| {
        let spots = ids.iter().map(|id| spots.take(person.user, *id)).collect();
        Line { person, spots, most_have }
    };
    Ok(people.into_iter().map(line).collect())
}

impl Column {
    fn of(branches: Vec<Branch>, ids: &[LocationId], db: &mut Conn) -> Result<Vec<Self>> {
        let people = spots::people_at(ids, db)?;
        let mut subscriptions = Subscription::of_all(ids, db)?;
        let column = |branch: Branch| Column {
            people: people.get(&branch.id).copied().unwrap_or_default(),
            subscription: subscriptions.remove(&branch.id),
            branch,
        };
        Ok(branches.into_iter().map(column).collect())
    }
}
