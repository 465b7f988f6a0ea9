//! Closing a location, and opening it again: nobody is inside meanwhile, and nothing that people had there is lost.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::access::{Access, Asking, Inside, unlink_who_is_out};
use crate::activity::{self, Deed, Entry};
use crate::chains::Chain;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, LocationId};
use crate::invitations::Invitation;
use crate::locations::{self, Location};
use crate::schema::{accesses, locations as places, roles};
use crate::text::{counted, together};

/// A location that is closed, as its owners see it.
#[derive(Debug, Clone)]
pub struct Closed {
    pub id: LocationId,
    pub name: String,
    /// As the location counts days.
    pub since: NaiveDate,
}

impl Closed {
    /// The closed locations that somebody owns, by name.
    pub fn of(by: &Asking, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<(locations::Row, NaiveDateTime)> = accesses::table
            .inner_join(roles::table)
            .inner_join(places::table)
            .filter(accesses::user_id.eq(by.user()).and(roles::template.eq("owner")))
            .filter(places::closed_at.is_not_null())
            .order((places::name, places::id))
            .select((Location::columns(), places::closed_at.assume_not_null()))
            .load(db)?;
        rows.into_iter().map(Self::seen).collect()
    }

    fn seen((row, at): (locations::Row, NaiveDateTime)) -> Result<Self> {
        let Location { id, name, zone, .. } = Location::stored(row)?;
        Ok(Closed { id, name, since: clock::local(at, zone).date_naive() })
    }
}

/// What closing a location means, said before it is done.
pub fn consequences(by: &Inside, db: &mut Conn) -> Result<Vec<String>> {
    let name = &by.location().name;
    let people = counted(Access::count(by, db)?, "person has access", "people have access");
    let mut said = vec![format!("Nobody can open {name} any more, from their next click on: {people} now.")];
    said.push(match Invitation::open_at(by.location().id, db)?.len() {
        0 => "No invitation is open, so none is revoked.".to_owned(),
        1 => "The one open invitation is revoked. A message that has not left yet is not sent.".to_owned(),
        many => format!("All {many} open invitations are revoked. Messages that have not left yet are not sent."),
    });
    let chains: Vec<String> = Chain::of_location(by.location().id, db)?.into_iter().map(|(_, name)| name).collect();
    if !chains.is_empty() {
        said.push(format!("{} shows it as closed, and nobody can work there through the chain.", together(&chains)));
    }
    said.push("Nobody uses a paid seat there while it is closed.".into());
    said.push("Cards, positions, history and the activity log stay as they are.".into());
    said.push("Its owners can open it again under Your locations. Then everybody has the access that they had.".into());
    Ok(said)
}

/// Why it cannot be closed now, if so.
pub fn obstacle(by: &Inside, db: &mut Conn) -> Result<Option<String>> {
    let name = &by.location().name;
    if !by.is_owner() {
        return Ok(Some(format!("Only an owner of {name} can close it.")));
    }
    let chains = Chain::with_main(by.location().id, db)?;
    Ok((!chains.is_empty()).then(|| {
        format!(
            "{name} is the main location of {}. Choose another main location there first, or delete the chain.",
            together(&chains)
        )
    }))
}

/// Closes a location. Whoever has only this one stays signed in, and finds no location open.
pub fn close(by: &Inside, db: &mut Conn) -> Result<()> {
    let here = by.location().id;
    let chains = hold_with_chains(here, db)?;
    let by = by.again(db)?;
    match obstacle(&by, db)? {
        Some(why) if !by.is_owner() => return Err(Error::refused(why)),
        Some(why) => return Err(Error::Conflict(why)),
        None => {}
    }
    diesel::update(places::table.find(here)).set(places::closed_at.eq(clock::now())).execute(db)?;
    Invitation::revoke_all(&by, db)?;
    tell(&by, &chains, Deed::LocationClosed, db)
}

/// Opens a closed location again, for one of its owners: with the roles that everybody had, and with what chains give.
pub fn open_again(by: &Asking, id: LocationId, db: &mut Conn) -> Result<Inside> {
    let chains = hold_with_chains(id, db)?;
    Closed::of(by, db)?.into_iter().find(|closed| closed.id == id).ok_or(Error::NotFound)?;
    diesel::update(places::table.find(id)).set(places::closed_at.eq(None::<NaiveDateTime>)).execute(db)?;
    unlink_who_is_out(id, db)?;
    let inside = Inside::enter(by.user(), by.origin().clone(), id, db)?;
    tell(&inside, &chains, Deed::LocationReopened, db)?;
    Ok(inside)
}

/// Chains before locations, and each kind by number: the order in which everybody holds them.
fn hold_with_chains(location: LocationId, db: &mut Conn) -> Result<Vec<ChainId>> {
    let mut chains: Vec<ChainId> = Chain::of_location(location, db)?.into_iter().map(|(id, _)| id).collect();
    chains.sort();
    chains.iter().try_for_each(|chain| db.hold(*chain))?;
    db.hold(location)?;
    Ok(chains)
}

/// Writes it down at the location, and in every chain to which it belongs.
fn tell(by: &Inside, chains: &[ChainId], deed: Deed, db: &mut Conn) -> Result<()> {
    let name = &by.location().name;
    activity::record(by, Entry::new(deed, name), db)?;
    chains.iter().try_for_each(|chain| activity::record(&by.told_in(*chain), Entry::new(deed, name), db))
}
