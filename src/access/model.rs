//! Accesses: the records that let users into locations.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::activity::{self, Actor, Change, Deed, Entry};
use crate::clock;
use crate::db::{Conn, among};
use crate::error::{Error, OnUnique, Result};
use crate::id::{AccessId, LocationId, MemberId, RoleId, UserId};
use crate::locations::Location;
use crate::schema::{accesses, chain_accesses, members, roles, sessions, users, ways_in};
use crate::users::User;

use super::can::{Can, Inside};
use super::exceptions::Exceptions;
use super::guards::{may_touch, must_keep_an_owner};
use super::held::{Flow, Held};
use super::rights::RemoveUsers;
use super::roles::{self as kept, Role};
use super::templates::OWNER;
use super::ways::{self, Way};

/// One user's own access to this location, and what they hold by it and by what chains give besides.
#[derive(Debug, Clone)]
pub struct Access {
    pub id: AccessId,
    pub user: UserId,
    pub name: String,
    pub held: Held,
    /// The last day, as the location counts days.
    pub ends_on: Option<NaiveDate>,
    pub version: i64,
}

pub(super) type Row = (AccessId, UserId, Option<NaiveDate>, i64, String, String, kept::Row);

#[diesel::dsl::auto_type]
pub(super) fn people() -> _ {
    accesses::table.inner_join(users::table).inner_join(roles::table)
}

#[diesel::dsl::auto_type]
pub(super) fn columns() -> _ {
    let role: kept::Columns = Role::COLUMNS;
    (accesses::id, accesses::user_id, accesses::ends_on, accesses::version, accesses::exceptions, users::name, role)
}

impl From<Row> for Access {
    /// What chains give is added by `complete`.
    fn from((id, user, ends_on, version, exceptions, name, role): Row) -> Self {
        let held = Held::new(Role::from(role), Exceptions::stored(&exceptions));
        Access { id, user, name, held, ends_on, version }
    }
}

/// What somebody is at another location.
#[derive(Debug)]
pub(super) struct Elsewhere {
    pub location: LocationId,
    pub held: Held,
}

impl Access {
    /// An access of this location, or `NotFound`.
    pub fn find(by: &Inside, id: AccessId, db: &mut Conn) -> Result<Self> {
        let row: Row = people()
            .filter(accesses::location_id.eq(by.location().id).and(accesses::id.eq(id)))
            .select(columns())
            .first(db)?;
        Self::complete(by.location().id, Self::from(row), db)
    }

    /// Those of some accesses that are of this location, by name.
    pub fn some(by: &Inside, ids: &[AccessId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = people()
            .filter(accesses::location_id.eq(by.location().id).and(among(accesses::id, ids)))
            .order((users::name, accesses::id))
            .select(columns())
            .load(db)?;
        Self::all_complete(by.location().id, rows, db)
    }

    /// The access of a user here, if they have one.
    pub fn of(by: &Inside, user: UserId, db: &mut Conn) -> Result<Option<Self>> {
        let row: Option<Row> = people()
            .filter(accesses::location_id.eq(by.location().id).and(accesses::user_id.eq(user)))
            .select(columns())
            .first(db)
            .optional()?;
        row.map(|row| Self::complete(by.location().id, Self::from(row), db)).transpose()
    }

    /// With what chains give here besides.
    fn complete(here: LocationId, access: Access, db: &mut Conn) -> Result<Self> {
        let flows = Flow::at(here, Some(&[access.user]), db)?.remove(&access.user).unwrap_or_default();
        Ok(Access { held: access.held.with(flows), ..access })
    }

    /// The same for many at once.
    pub(super) fn all_complete(here: LocationId, rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let mut flows = Flow::at(here, None, db)?;
        let complete = |access: Access| {
            let flows = flows.remove(&access.user).unwrap_or_default();
            Access { held: access.held.with(flows), ..access }
        };
        Ok(rows.into_iter().map(Access::from).map(complete).collect())
    }

    /// The places besides this one to which a user has access, with what they hold there.
    pub(super) fn elsewhere(by: &Inside, user: UserId, db: &mut Conn) -> Result<Vec<Elsewhere>> {
        let rows: Vec<(LocationId, ways::Row)> = ways_in::table
            .inner_join(roles::table)
            .filter(ways_in::user_id.eq(user).and(ways_in::location_id.ne(by.location().id)))
            .order((ways_in::location_id, roles::place))
            .select((ways_in::location_id, ways::COLUMNS))
            .load(db)?;
        let elsewhere = rows.chunk_by(|one, next| one.0 == next.0).filter_map(|ways| {
            let held = Held::gathered(ways.iter().cloned().map(|(_, way)| Way::from(way)))?;
            Some(Elsewhere { location: ways.first()?.0, held })
        });
        Ok(elsewhere.collect())
    }

    /// Their card here, if they have one.
    pub fn card(&self, by: &Inside, db: &mut Conn) -> Result<Option<MemberId>> {
        member_of(by.location().id, self.user, db)
    }

    /// How many users have access here, chains' included.
    pub fn count(by: &Inside, db: &mut Conn) -> Result<i64> {
        let inside = ways_in::table.filter(ways_in::location_id.eq(by.location().id));
        Ok(inside.select(diesel::dsl::count(ways_in::user_id).aggregate_distinct()).get_result(db)?)
    }

    /// Whether a user has access of their own to a location.
    pub fn exists(location: LocationId, user: UserId, db: &mut Conn) -> Result<bool> {
        Ok(diesel::select(diesel::dsl::exists(
            accesses::table.filter(accesses::location_id.eq(location).and(accesses::user_id.eq(user))),
        ))
        .get_result(db)?)
    }

    /// Whether a user owns any location at all.
    pub fn owns_any(user: UserId, db: &mut Conn) -> Result<bool> {
        let owned = accesses::table.inner_join(roles::table);
        let owned = owned.filter(accesses::user_id.eq(user).and(roles::template.eq(OWNER)));
        Ok(diesel::select(diesel::dsl::exists(owned)).get_result(db)?)
    }

    /// Writes the record itself, for ever or until the end of a day. `by` is the
    /// name of whoever gives the role. Whoever calls has asked the guards; the database refuses a second one.
    pub fn grant(
        location: LocationId,
        user: UserId,
        role: RoleId,
        ends_on: Option<NaiveDate>,
        by: &str,
        db: &mut Conn,
    ) -> Result<()> {
        db.hold_person(user)?;
        User::present(user, db)
            .map_err(|_| Error::Conflict("This person has deleted their account meanwhile.".into()))?;
        diesel::insert_into(accesses::table)
            .values((
                accesses::location_id.eq(location),
                accesses::user_id.eq(user),
                accesses::role_id.eq(role),
                accesses::ends_on.eq(ends_on),
                accesses::created_at.eq(clock::now()),
                accesses::given_by.eq(by),
                accesses::given_at.eq(clock::now()),
            ))
            .execute(db)
            .on_unique(|| Error::Conflict("This person has access here already.".into()))?;
        Ok(())
    }

    /// Takes the access away. It ends with the next request; the account and the card stay.
    pub fn remove(&self, by: &Can<RemoveUsers>, db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        let by = by.still(db)?;
        let now = Access::find(&by, self.id, db)?;
        may_touch(&by, &now)?;
        now.end(&by, Deed::AccessRemoved, db)
    }

    /// Ends the access of a user whose card leaves the team, if they had one.
    pub fn end_with_card(by: &Inside, user: UserId, db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        match Access::of(by, user, db)? {
            Some(access) => {
                may_touch(by, &access)?;
                access.end(by, Deed::AccessRemoved, db)
            }
            None => Ok(()),
        }
    }

    fn end(&self, by: &Inside, deed: Deed, db: &mut Conn) -> Result<()> {
        self.end_as(by.location().id, by, Entry::new(deed, &self.name), db)
    }

    /// Ends it, and writes that down in these words.
    pub(super) fn end_as(&self, location: LocationId, by: &impl Actor, entry: Entry, db: &mut Conn) -> Result<()> {
        if self.held.is_owner() {
            must_keep_an_owner(location, self.user, db)?;
        }
        let card = member_of(location, self.user, db)?;
        diesel::delete(accesses::table.filter(accesses::id.eq(self.id))).execute(db)?;
        unlink_if_out(location, self.user, db)?;
        end_sessions_of_the_homeless(self.user, db)?;
        activity::record(by, entry.of_member(card).with([Change::new("Role", &self.held.role.name, "")]), db)
    }
}

/// How many owners a location has besides one person. An owner whose access ends does not count.
pub(super) fn other_owners(location: LocationId, user: UserId, db: &mut Conn) -> Result<i64> {
    Ok(accesses::table
        .inner_join(roles::table)
        .filter(accesses::location_id.eq(location))
        .filter(accesses::user_id.ne(user))
        .filter(roles::template.eq(OWNER).and(accesses::ends_on.is_null()))
        .count()
        .get_result(db)?)
}

pub(super) fn member_of(location: LocationId, user: UserId, db: &mut Conn) -> Result<Option<MemberId>> {
    Ok(members::table
        .filter(members::location_id.eq(location).and(members::user_id.eq(user)))
        .select(members::id)
        .first(db)
        .optional()?)
}

/// A card is linked to somebody as long as they have any way in. Where a location is closed nobody has one, so it is
/// looked at when the location opens again.
pub(crate) fn unlink_if_out(location: LocationId, user: UserId, db: &mut Conn) -> Result<()> {
    if Location::closed_at(location, db)?.is_some() {
        return Ok(());
    }
    let ways = ways_in::table.filter(ways_in::location_id.eq(location).and(ways_in::user_id.eq(user)));
    let is_in: bool = diesel::select(diesel::dsl::exists(ways)).get_result(db)?;
    if !is_in {
        diesel::update(members::table)
            .filter(members::location_id.eq(location).and(members::user_id.eq(user)))
            .set(members::user_id.eq(None::<UserId>))
            .execute(db)?;
    }
    Ok(())
}

/// The same for everybody whose card this is.
pub(crate) fn unlink_who_is_out(location: LocationId, db: &mut Conn) -> Result<()> {
    let linked: Vec<UserId> = members::table
        .filter(members::location_id.eq(location).and(members::user_id.is_not_null()))
        .select(members::user_id.assume_not_null())
        .load(db)?;
    linked.into_iter().try_for_each(|user| unlink_if_out(location, user, db))
}

/// Somebody whose last access is gone has nothing to be signed in for.
pub(crate) fn end_sessions_of_the_homeless(user: UserId, db: &mut Conn) -> Result<()> {
    let at_locations: i64 = accesses::table.filter(accesses::user_id.eq(user)).count().get_result(db)?;
    let in_chains: i64 = chain_accesses::table.filter(chain_accesses::user_id.eq(user)).count().get_result(db)?;
    if at_locations + in_chains == 0 {
        diesel::delete(sessions::table.filter(sessions::user_id.eq(user))).execute(db)?;
    }
    Ok(())
}
