//! Seats: who uses one, which right makes them paid, and that nobody comes in beyond the limit (rights.md §8).

use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{ChainId, InvitationId, LocationId, MemberId, UserId};
use crate::locations::Subscription;
use crate::schema::{chain_locations, chains, invitation_grants, invitations, members, roles, users, ways_in};

use super::can::Inside;
use super::exceptions::Exceptions;
use super::held::Held;
use super::rights::Right;
use super::roles::{self as kept, Role};
use super::vacancies::Vacancies;

/// Whose seat it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    User(UserId),
    /// Somebody in the work schedule who cannot sign in.
    Member(MemberId),
    /// Kept for somebody who has not joined yet.
    Invited(InvitationId),
}

/// What makes somebody use a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The first right of theirs that does.
    Right(Right),
    InSchedule,
}

impl Cause {
    /// In a list: `Create appointments`.
    pub fn words(self) -> &'static str {
        match self {
            Cause::Right(right) => right.title(),
            Cause::InSchedule => "In the work schedule",
        }
    }

    /// In a sentence: `because of the right “Create appointments”`.
    pub fn because(self) -> String {
        match self {
            Cause::Right(right) => format!("because of the right “{}”", right.title()),
            Cause::InSchedule => "because of the work schedule".into(),
        }
    }
}

/// Somebody who is here or will be, and what that costs.
#[derive(Debug, Clone)]
pub struct Seat {
    pub who: String,
    pub holder: Holder,
    /// Nothing for somebody who cannot sign in.
    pub held: Option<Held>,
    /// What makes them paid; they are free without one.
    pub cause: Option<Cause>,
    /// They use a seat anyway, whatever they may do.
    pub is_in_schedule: bool,
}

impl Seat {
    fn new(who: String, holder: Holder, held: Held) -> Self {
        Seat { who, holder, cause: held.paid_by().map(Cause::Right), held: Some(held), is_in_schedule: false }
    }

    fn of_member(id: MemberId, who: String) -> Self {
        let cause = Some(Cause::InSchedule);
        Seat { who, holder: Holder::Member(id), held: None, cause, is_in_schedule: true }
    }

    pub fn is_reserved(&self) -> bool {
        matches!(self.holder, Holder::Invited(_))
    }

    /// Why they use none, in words.
    pub fn why_free(&self) -> &'static str {
        match self.held.as_ref().map(|held| &held.role) {
            Some(role) if role.is_view_only() => "View only is free",
            Some(role) if role.is_system_manager() => "The rights of a System manager are free",
            _ => "No right of theirs changes anything",
        }
    }
}

/// Everybody at a location, and everybody for whom a seat is kept, by name.
#[derive(Debug, Clone, Default)]
pub struct Seats(Vec<Seat>);

impl Seats {
    /// Everybody who has access, and whoever an open invitation lets in.
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        let people: Vec<(UserId, String)> = users::table
            .filter(users::id.eq_any(ways_in::table.filter(ways_in::location_id.eq(location)).select(ways_in::user_id)))
            .order((users::name, users::id))
            .select((users::id, users::name))
            .load(db)?;
        let mut held = Held::at(location, None, db)?;
        let mut invited: Vec<Invited> = invited_here(location, db)?;
        invited.extend(invited_by_chains(location, db)?);
        let of_people = people.into_iter();
        let of_people =
            of_people.filter_map(|(user, who)| Some(Seat::new(who, Holder::User(user), held.remove(&user)?)));
        let mut of_people: Vec<Seat> = of_people.collect();
        let others = in_schedule(location, &mut of_people, db)?;
        let sits = |card: MemberId| others.iter().any(|seat| seat.holder == Holder::Member(card));
        let seat_of_invited = |(id, who, card, role): Invited| {
            let seat = Seat::new(who, Holder::Invited(id), Held::new(Role::from(role), Exceptions::default()));
            // Whoever is in the schedule already needs no second seat to sign in.
            if card.is_some_and(sits) { Seat { cause: None, ..seat } } else { seat }
        };
        let of_invited: Vec<Seat> = invited.into_iter().map(seat_of_invited).collect();
        of_people.extend(others);
        Ok(Seats(of_people.into_iter().chain(of_invited).collect()))
    }

    /// Those who use a seat, and why.
    pub fn paid(&self) -> impl Iterator<Item = (&Seat, Cause)> {
        self.0.iter().filter_map(|seat| Some((seat, seat.cause?)))
    }

    /// Those who have access and use none.
    pub fn free(&self) -> impl Iterator<Item = &Seat> {
        self.0.iter().filter(|seat| seat.cause.is_none() && !seat.is_reserved())
    }

    /// Those who use a seat because they are in the schedule, whatever they may do.
    pub(super) fn in_schedule(&self) -> impl Iterator<Item = Holder> {
        self.0.iter().filter(|seat| seat.is_in_schedule).map(|seat| seat.holder)
    }

    /// Whether somebody uses one anyway, being in the schedule.
    pub fn has_in_schedule(&self, user: UserId) -> bool {
        self.in_schedule().any(|holder| holder == Holder::User(user))
    }

    /// How many are used, those that are kept for somebody included.
    pub fn used(&self) -> i64 {
        self.paid().count() as i64
    }

    /// How many are used by people who are in.
    fn taken(&self) -> i64 {
        self.paid().filter(|(seat, _)| !seat.is_reserved()).count() as i64
    }

    /// Does a deed, and refuses it if more seats are used afterwards than there are: whoever calls undoes what it has
    /// done. Nobody who is in loses a seat, and free levels are always possible. Where the subscription has ended, or
    /// there are fewer seats than before, a seat that was kept for somebody no longer lets them in.
    pub fn keep<T>(location: LocationId, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        db.hold(location)?;
        let watch = Watch::over(location, db)?;
        let done = deed(db)?;
        watch.map_or(Ok(()), |watch| watch.check(db))?;
        Ok(done)
    }

    /// The same at several locations at once. The refusal stands at the field of the location, and names it.
    pub fn keep_at<T>(
        places: &[(LocationId, String)],
        db: &mut Conn,
        deed: impl FnOnce(&mut Conn) -> Result<T>,
    ) -> Result<T> {
        let mut watches = Vec::new();
        for (location, name) in places {
            watches.extend(Watch::over(*location, db)?.map(|watch| (watch, name)));
        }
        let done = deed(db)?;
        for (watch, name) in watches {
            let field = format!("at-{}", watch.location);
            watch.check(db).map_err(|error| match error {
                Error::Invalid(errors) => Error::Invalid(Errors::on(field, format!("{name}: {}", errors.at("role")))),
                other => other,
            })?;
        }
        Ok(done)
    }

    /// The same, with a link for whoever may see who uses a seat.
    pub fn keep_for<T>(by: &Inside, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        Self::keep(by.location().id, db, deed).map_err(|error| match error {
            Error::Invalid(errors) if by.may(Right::EditSubscription) && errors.fault("role").is_some() => {
                Error::Invalid(Vacancies::leading_on(errors, by.location().id))
            }
            other => other,
        })
    }
}

/// Whoever is in the work schedule uses a seat, also without a right and without signing in: marks those who can, and
/// gives seats to the others.
fn in_schedule(location: LocationId, people: &mut [Seat], db: &mut Conn) -> Result<Vec<Seat>> {
    let scheduled: Vec<(MemberId, String, Option<UserId>)> = members::table
        .filter(members::location_id.eq(location).and(members::in_schedule))
        .filter(members::employment.eq("working"))
        .order((members::name, members::id))
        .select((members::id, members::name, members::user_id))
        .load(db)?;
    let mut others = Vec::new();
    for (id, name, user) in scheduled {
        match people.iter_mut().find(|seat| user.map(Holder::User) == Some(seat.holder)) {
            Some(seat) => {
                seat.cause = seat.cause.or(Some(Cause::InSchedule));
                seat.is_in_schedule = true;
            }
            None => others.push(Seat::of_member(id, name)),
        }
    }
    Ok(others)
}

/// Somebody for whom a seat is kept, their card, and the role that they are offered here.
type Invited = (InvitationId, String, Option<MemberId>, kept::Row);

/// Open invitations: nobody has answered yet, or somebody waits for approval.
macro_rules! open {
    ($invitations:expr) => {
        $invitations
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(clock::now())))
            .order((invitations::name, invitations::id))
            .select((invitations::id, invitations::name, invitations::member_id, Role::COLUMNS))
    };
}

fn invited_here(location: LocationId, db: &mut Conn) -> Result<Vec<Invited>> {
    let here = invitations::table.inner_join(roles::table).filter(invitations::location_id.eq(location));
    Ok(open!(here).load(db)?)
}

/// A chain keeps seats where it offers a role: at all of its locations, or at this one in place of that.
fn invited_by_chains(location: LocationId, db: &mut Conn) -> Result<Vec<Invited>> {
    let chains = chain_locations::table
        .inner_join(chains::table)
        .filter(chain_locations::location_id.eq(location).and(chains::deleted_at.is_null()))
        .select(chains::id)
        .load::<ChainId>(db)?;
    if chains.is_empty() {
        return Ok(Vec::new());
    }
    let of_chain = invitations::chain_id.eq_any(chains);
    let granted = invitation_grants::table.filter(invitation_grants::location_id.eq(location));
    let everywhere = invitations::table
        .inner_join(roles::table.on(invitations::everywhere_role_id.eq(roles::id.nullable())))
        .filter(of_chain.clone())
        .filter(invitations::id.ne_all(granted.select(invitation_grants::invitation_id)));
    let here = invitations::table
        .inner_join(invitation_grants::table.inner_join(roles::table))
        .filter(of_chain.and(invitation_grants::location_id.eq(location)));
    let mut invited: Vec<Invited> = open!(everywhere).load(db)?;
    invited.extend(open!(here).load::<Invited>(db)?);
    Ok(invited)
}

/// The seats of a location where they are limited, as they were before a deed.
struct Watch {
    location: LocationId,
    room: i64,
    before: Seats,
}

impl Watch {
    fn over(location: LocationId, db: &mut Conn) -> Result<Option<Self>> {
        let Some(room) = Subscription::find(location, db)?.room() else { return Ok(None) };
        Ok(Some(Watch { location, room, before: Seats::of(location, db)? }))
    }

    fn check(&self, db: &mut Conn) -> Result<()> {
        let (before, after) = (&self.before, Seats::of(self.location, db)?);
        let is_too_much = |count: fn(&Seats) -> i64| count(&after) > count(before) && count(&after) > self.room;
        if !is_too_much(Seats::used) && !is_too_much(Seats::taken) {
            return Ok(());
        }
        let is_new = |seat: &Seat| !before.paid().any(|(old, _)| old.holder == seat.holder);
        let newcomer = after.paid().find(|(seat, _)| is_new(seat)).map(|(seat, cause)| (seat.who.as_str(), cause));
        Err(Error::Invalid(Vacancies::at(self.location, after.used(), db)?.refusal(newcomer)))
    }
}
