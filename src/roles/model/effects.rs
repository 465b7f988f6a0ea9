//! What a change of a role would mean: for its people, for open invitations, and for the seats. Tried, looked at, undone.

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Inside, Seat, Seats, Shift};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{AccessId, UserId};
use crate::invitations::{Invitation, Promises, Sponsors, State};
use crate::locations::Subscription;

/// Everything that would be different.
#[derive(Debug, Default)]
pub struct Effects {
    /// How many people have the role.
    pub people: usize,
    /// Each right that moves, and for whom, by name.
    pub moved: Vec<Moved>,
    /// What moves in the role and not for these people: something else was decided for them.
    pub unmoved: Vec<Moved>,
    /// What these people do not get, because what it needs was withheld from them.
    pub useless: Vec<Moved>,
    /// Open invitations that would wait for approval: for whom, and who could no longer give the role.
    pub stranded: Vec<(String, String)>,
    pub newly_paid: Vec<String>,
    pub newly_free: Vec<String>,
    /// Seats in use afterwards, and how many there are.
    pub seats: (usize, Option<i64>),
    /// Why it cannot be done: more seats would be needed than there are.
    pub refusal: Option<Errors>,
}

/// A right that moves, and whom that concerns.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    pub shift: Shift,
    pub who: Vec<String>,
}

/// How a location stands at one moment.
struct Moment {
    people: Vec<Access>,
    /// The invitations whose inviter could give what they offer.
    backed: Vec<Invitation>,
    seats: Seats,
}

impl Moment {
    fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let mut backed = Invitation::unanswered(by, db)?;
        backed.retain(|one| one.state == State::Pending && !one.replaced);
        let inviters: Vec<UserId> = backed.iter().map(|one| one.inviter).collect();
        let sponsors = Sponsors::AtLocation(Access::held_by(by, &inviters, db)?);
        let promises = Promises::of(&backed, db)?;
        backed.retain(|one| promises.to(one).is_ok_and(|promise| sponsors.stand_behind(one.inviter, &promise)));
        Ok(Moment { people: Access::all(by, db)?, backed, seats: Seats::of(by.location().id, db)? })
    }

    fn person(&self, id: AccessId) -> Option<&Access> {
        self.people.iter().find(|person| person.id == id)
    }
}

impl Effects {
    /// Tries a deed that does not ask for seats, and looks at what is different. `shifts` are those of the role itself.
    pub(super) fn of(
        by: &Can<EditRoles>,
        holders: &[Access],
        shifts: Vec<Shift>,
        deed: impl Fn(&mut Conn) -> Result<()>,
        db: &mut Conn,
    ) -> Result<Self> {
        let here = by.location().id;
        let before = Moment::of(by, db)?;
        let after = db.rehearse(|db| {
            deed(db)?;
            Moment::of(by, db)
        })?;
        let refusal = match db.rehearse(|db| Seats::keep(here, db, &deed)) {
            Ok(()) => None,
            Err(Error::Invalid(errors)) => Some(errors),
            Err(other) => return Err(other),
        };
        let mut effects = Effects { people: holders.len(), refusal, ..Effects::default() };
        effects.compare_people(holders, &shifts, &after);
        effects.compare_invitations(&before, &after);
        effects.compare_seats(&before.seats, &after.seats, Subscription::find(here, db)?.room());
        Ok(effects)
    }

    fn compare_people(&mut self, holders: &[Access], of_role: &[Shift], after: &Moment) {
        for holder in holders {
            let Some(now) = after.person(holder.id) else { continue };
            let own = Shift::between(holder.held.rights(), now.held.rights());
            for shift in &own {
                add(&mut self.moved, *shift, &holder.name);
            }
            let missed = of_role.iter().filter(|shift| !own.iter().any(|one| one.right() == shift.right()));
            for shift in missed.filter(|shift| stays_another(**shift, holder)) {
                let is_decided = holder.held.exceptions.of(shift.right()).is_some();
                let list = if is_decided { &mut self.unmoved } else { &mut self.useless };
                add(list, *shift, &holder.name);
            }
        }
        self.moved.sort_by_key(|moved| moved.shift.right());
        self.unmoved.sort_by_key(|moved| moved.shift.right());
        self.useless.sort_by_key(|moved| moved.shift.right());
    }

    fn compare_invitations(&mut self, before: &Moment, after: &Moment) {
        let is_backed = |one: &Invitation| after.backed.iter().any(|still| still.id == one.id);
        let stranded = before.backed.iter().filter(|one| !is_backed(one));
        self.stranded = stranded.map(|one| (one.name.clone(), one.inviter_name.clone())).collect();
    }

    fn compare_seats(&mut self, before: &Seats, after: &Seats, room: Option<i64>) {
        let beyond = |some: &Seats, others: &Seats| {
            let paid = |seats: &Seats| seats.paid().map(|(seat, _)| who(seat)).collect::<Vec<_>>();
            let known = paid(others);
            paid(some).into_iter().filter(|who| !known.contains(who)).collect::<Vec<_>>()
        };
        self.newly_paid = beyond(after, before);
        self.newly_free = beyond(before, after);
        self.seats = (after.used() as usize, room);
    }
}

/// Who uses a seat; one that waits for somebody says so.
fn who(seat: &Seat) -> String {
    if seat.is_reserved() { format!("{} (invited)", seat.who) } else { seat.who.clone() }
}

/// Whether it is worth a sentence that a shift passes somebody by: they keep it, or do not get it.
fn stays_another(shift: Shift, holder: &Access) -> bool {
    let has = holder.held.rights().has(shift.right());
    match shift {
        Shift::Gains(..) => !has,
        Shift::Loses(..) | Shift::Moves(..) => has,
    }
}

fn add(to: &mut Vec<Moved>, shift: Shift, name: &str) {
    match to.iter_mut().find(|moved| moved.shift == shift) {
        Some(moved) => moved.who.push(name.to_owned()),
        None => to.push(Moved { shift, who: vec![name.to_owned()] }),
    }
}
