//! The clients of all locations of a chain, as far as somebody of the chain may see them.

use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::{ExportChainClients, ViewChainClients};
use crate::chains::{Branch, Chain, ChainRight, May, Within};
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ClientId, LocationId};
use crate::paging::Part;
use crate::schema::clients;
use crate::text::{self, counted};

use super::exporting::LONGEST_FILE;
use super::list::ROWS;
use super::masked;
use super::scope::Which;
use super::search::{Found, Search};

/// Which clients of a chain to show.
#[derive(Debug, Clone, Default)]
pub struct ChainFilter {
    pub search: String,
    /// Only those of one location.
    pub branch: Option<LocationId>,
}

/// Behind whom the next page begins.
pub type Cursor = (String, ClientId);

/// A client of a location of the chain.
#[derive(Debug, Clone)]
pub struct ChainLine {
    pub id: ClientId,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub branch: LocationId,
    pub place: String,
}

type Row = (ClientId, String, String, String, String, LocationId);

/// How many are read at each location in one go, for a file.
const STEP: i64 = 1_000;

impl ChainLine {
    /// A page by name over all locations that are open.
    pub fn page(
        by: &May<ViewChainClients>,
        filter: &ChainFilter,
        after: Option<ClientId>,
        db: &mut Conn,
    ) -> Result<Part<Self, ClientId>> {
        let branches = open(by, filter, db)?;
        let behind = match after {
            Some(id) => place_of(&branches, id, db)?,
            None => None,
        };
        let lines = Reading::of(by, filter, branches, db)?.step(behind, ROWS + 1, db)?;
        Ok(Part::of(lines, ROWS, |line| line.id))
    }

    /// Hands over every client that the filter leaves, in steps by name, and writes it down in the log of the chain and of
    /// every location whose clients went out.
    pub fn each(
        by: &May<ExportChainClients>,
        filter: &ChainFilter,
        said: &str,
        mut take: impl FnMut(&[Self], &mut Conn) -> Result<()>,
        db: &mut Conn,
    ) -> Result<()> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let branches = open(&by, filter, db)?;
        let reading = Reading::of(&by, filter, branches.clone(), db)?;
        let (mut taken, mut behind) = (Vec::new(), None);
        while taken.len() < LONGEST_FILE {
            let lines = reading.step(behind, STEP, db)?;
            take(&lines, db)?;
            taken.extend(lines.iter().map(|line| line.branch));
            if (lines.len() as i64) < STEP {
                break;
            }
            behind = lines.last().map(|line| (text::key(&line.name), line.id));
        }
        note_file(&by, &branches, said, &taken, db)
    }
}

fn note_file(
    by: &May<ExportChainClients>,
    branches: &[Branch],
    said: &str,
    taken: &[LocationId],
    db: &mut Conn,
) -> Result<()> {
    let contacts = if by.may(ChainRight::SeeChainContacts) { "yes" } else { "no" };
    let entry = |rows: usize| {
        let subject = counted(rows as i64, "client", "clients");
        let changes = [
            Change::new("Filters", "", said),
            Change::new("Rows", "", rows.to_string()),
            Change::new("Phones and emails", "", contacts),
        ];
        Entry::new(Deed::ClientsExported, subject).with(changes)
    };
    activity::record(by, entry(taken.len()), db)?;
    for branch in branches {
        let rows = taken.iter().filter(|location| **location == branch.id).count();
        if rows > 0 {
            activity::record(&by.at(branch.id), entry(rows), db)?;
        }
    }
    Ok(())
}

/// The locations to look at.
fn open(by: &Within, filter: &ChainFilter, db: &mut Conn) -> Result<Vec<Branch>> {
    let mut branches = Branch::list(by.chain().id, db)?;
    branches.retain(|branch| !branch.is_closed && filter.branch.is_none_or(|chosen| chosen == branch.id));
    Ok(branches)
}

fn place_of(branches: &[Branch], id: ClientId, db: &mut Conn) -> Result<Option<Cursor>> {
    let ids: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
    let row = clients::table.filter(clients::id.eq(id).and(among(clients::location_id, &ids)));
    Ok(row.select((clients::name_key, clients::id)).first(db).optional()?)
}

/// Reading the clients of several locations in one order.
struct Reading {
    branches: Vec<Branch>,
    search: Search,
    found: Found,
    sees_contacts: bool,
}

impl Reading {
    fn of(by: &Within, filter: &ChainFilter, branches: Vec<Branch>, db: &mut Conn) -> Result<Self> {
        let sees_contacts = by.may(ChainRight::SeeChainContacts);
        let places = branches.iter().map(|branch| branch.id).collect();
        let search = Search::within(places, &filter.search, sees_contacts);
        let found = search.found(db)?;
        Ok(Reading { branches, search, found, sees_contacts })
    }

    /// The next ones. Each location is asked for its own next ones, so that none is read to its end.
    fn step(&self, behind: Option<Cursor>, most: i64, db: &mut Conn) -> Result<Vec<ChainLine>> {
        let mut rows: Vec<Row> = Vec::new();
        if let Found::Few(..) = &self.found {
            rows = self.rows(None, behind, most, db)?;
        } else {
            for branch in &self.branches {
                rows.extend(self.rows(Some(branch.id), behind.clone(), most, db)?);
            }
        }
        rows.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
        rows.truncate(most as usize);
        Ok(rows.into_iter().map(|row| self.seen(row)).collect())
    }

    /// Of one location, or of whichever the search found them at.
    fn rows(&self, here: Option<LocationId>, behind: Option<Cursor>, most: i64, db: &mut Conn) -> Result<Vec<Row>> {
        let mut which: Which = Box::new(clients::deleted_at.is_null());
        if let Some(here) = here {
            which = Box::new(which.and(clients::location_id.eq(here)));
        }
        if let Some(fits) = self.search.which(&self.found) {
            which = Box::new(which.and(fits));
        }
        if let Some((key, id)) = behind {
            let is_behind = clients::name_key.gt(key.clone()).or(clients::id.gt(id));
            which = Box::new(which.and(clients::name_key.ge(key)).and(is_behind));
        }
        let in_order = clients::table.filter(which).order((clients::name_key, clients::id)).limit(most);
        Ok(in_order
            .select((
                clients::id,
                clients::name_key,
                clients::name,
                clients::phone,
                clients::email,
                clients::location_id,
            ))
            .load(db)?)
    }

    fn seen(&self, (id, _, name, phone, email, branch): Row) -> ChainLine {
        let place = self.branches.iter().find(|one| one.id == branch).map(|one| one.name.clone()).unwrap_or_default();
        let (phone, email) = if self.sees_contacts { (phone, email) } else { (masked(&phone), masked(&email)) };
        ChainLine { id, name, phone, email, branch, place }
    }
}
