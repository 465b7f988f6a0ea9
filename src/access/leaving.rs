//! Leaving by oneself: an access ends because its own person wants it to (cases G3 and G8).

use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::AccessId;
use crate::schema::{accesses, users};

use super::can::Inside;
use super::guards::may_grant;
use super::model::{Access, Row, columns, other_owners, people};
use super::roles::Role;
use super::seats::Seats;

impl Access {
    /// Gives up one's own access. An owner may hand the location to a colleague in the same step.
    pub fn leave(by: &Inside, heir: Option<AccessId>, db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        let by = by.again(db)?;
        Seats::keep_for(&by, db, |db| {
            if let Some(heir) = heir {
                Access::find(&by, heir, db)?.make_owner(&by, db)?;
            }
            Self::leave_as(&by, Deed::AccessLeft, db)
        })
    }

    /// Gives up one's own access with the whole account.
    pub fn leave_with_account(by: &Inside, db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        Self::leave_as(&by.again(db)?, Deed::AccountDeleted, db)
    }

    fn leave_as(by: &Inside, deed: Deed, db: &mut Conn) -> Result<()> {
        let own = Access::of(by, by.user(), db)?.ok_or(Error::NotFound)?;
        own.end_as(by.location().id, by, Entry::new(deed, &by.location().name), db)
    }

    /// Whether nobody else owns this location.
    pub fn is_last_owner(by: &Inside, db: &mut Conn) -> Result<bool> {
        Ok(by.is_owner() && other_owners(by.location().id, by.user(), db)? == 0)
    }

    /// The colleagues who have access here now, by name.
    pub fn colleagues(by: &Inside, db: &mut Conn) -> Result<Vec<Access>> {
        let rows: Vec<Row> = people()
            .filter(accesses::location_id.eq(by.location().id).and(accesses::user_id.ne(by.user())))
            .order((users::name, accesses::id))
            .select(columns())
            .load(db)?;
        let mut colleagues = Self::all_complete(by.location().id, rows, db)?;
        colleagues.retain(|access| !access.is_over_in(by.location()));
        Ok(colleagues)
    }

    /// Only owners make owners. Nothing ends by itself for an owner, so neither does their access.
    fn make_owner(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        let roles = Role::list(by.location().id, db)?;
        let owner = roles.into_iter().find(Role::is_owner).ok_or(Error::NotFound)?;
        may_grant(by, &owner)?;
        if self.user == by.user() || self.is_over_in(by.location()) {
            return Err(Error::on("heir", "Choose a colleague who has access"));
        }
        diesel::update(accesses::table.find(self.id))
            .set((
                accesses::role_id.eq(owner.id),
                accesses::exceptions.eq(""),
                accesses::given_by.eq(by.who()),
                accesses::given_at.eq(clock::now()),
                accesses::ends_on.eq(None::<chrono::NaiveDate>),
                accesses::version.eq(accesses::version + 1),
            ))
            .execute(db)?;
        let change = Change::new("Role", &self.held.role.name, &owner.name);
        activity::record(by, Entry::new(Deed::RoleChanged, &self.name).with([change]), db)
    }
}
