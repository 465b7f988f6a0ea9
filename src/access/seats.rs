//! Seats: who uses one, which right makes them paid, and that nobody comes in beyond the limit (rights.md §8).

use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::locations::Subscription;
use crate::schema::{accesses, invitations, roles, users};
use crate::text::together;

use super::exceptions::Exceptions;
use super::held::Held;
use super::rights::Right;
use super::roles::{self as kept, Role};
use super::standing::Standing;

/// A seat that is in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    pub who: String,
    /// The first right that makes them paid.
    pub right: Right,
    /// Kept for somebody who has not joined yet.
    pub is_reserved: bool,
}

/// The seats that a location uses, by name.
#[derive(Debug, Clone, Default)]
pub struct Seats(pub Vec<Seat>);

impl Seats {
    /// Everybody who uses a seat, and the open invitations that keep one.
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        let people: Vec<(String, String, kept::Row)> = accesses::table
            .inner_join(users::table)
            .inner_join(roles::table)
            .filter(accesses::location_id.eq(location))
            .order((users::name, accesses::id))
            .select((users::name, accesses::exceptions, Role::COLUMNS))
            .load(db)?;
        let invited: Vec<(String, kept::Row)> = invitations::table
            .inner_join(roles::table)
            .filter(invitations::location_id.eq(location).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false))
            .filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(clock::now())))
            .order((invitations::name, invitations::id))
            .select((invitations::name, Role::COLUMNS))
            .load(db)?;
        let of_people = people
            .into_iter()
            .map(|(who, exceptions, role)| (who, Held::new(Role::from(role), Exceptions::stored(&exceptions)), false));
        let of_invited =
            invited.into_iter().map(|(who, role)| (who, Held::new(Role::from(role), Exceptions::default()), true));
        let seat = |(who, held, is_reserved): (String, Held, bool)| {
            held.paid_by().map(|right| Seat { who, right, is_reserved })
        };
        Ok(Seats(of_people.chain(of_invited).filter_map(seat).collect()))
    }

    /// Does a deed, and undoes it if more seats are used afterwards than there are. Free levels are always possible.
    pub fn keep<T>(location: LocationId, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        db.hold(location)?;
        let Some(room) = Subscription::find(location, db)?.room() else {
            return deed(db);
        };
        let before = Seats::of(location, db)?;
        let done = deed(db)?;
        let after = Seats::of(location, db)?;
        if after.0.len() > before.0.len() && after.0.len() as i64 > room {
            return Err(after.refusal(&before, location, db)?);
        }
        Ok(done)
    }

    fn refusal(&self, before: &Seats, location: LocationId, db: &mut Conn) -> Result<Error> {
        let subscription = Subscription::find(location, db)?;
        let why = match subscription.ended_words() {
            Some(ended) => format!("{ended}, so nobody new can use a paid seat"),
            None => {
                let limit = subscription.limit.unwrap_or_default();
                let plural = if limit == 1 { "" } else { "s" };
                format!("All {limit} seat{plural} of this location would not be enough: {} are needed", self.0.len())
            }
        };
        let newcomer = self.0.iter().find(|seat| !before.0.contains(seat));
        let because = newcomer.map_or_else(String::new, |seat| {
            format!(" {} would use a seat because of the right “{}”.", seat.who, seat.right.title())
        });
        let askable = Standing::who_can_give(location, Right::EditSubscription, db)?;
        let ask = if askable.is_empty() {
            String::new()
        } else {
            format!(" {} can change the subscription.", together(&askable))
        };
        let errors = Errors::on("role", format!("{why}.{because} View only and System manager are free.{ask}"));
        Ok(Error::Invalid(
            errors.leading_to("See who uses a seat", format!("/locations/{location}/settings/subscription")),
        ))
    }
}
