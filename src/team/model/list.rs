//! The team members list: filtered, counted, in the order the team gave it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, exists, max, not};
use diesel::prelude::*;

use crate::access::rights::EditMembers;
use crate::access::{Access, Can, Inside, Right};
use crate::activity::{self, Deed, Entry};
use crate::db::{Conn, MultiBackend, how_many};
use crate::error::{Error, Result};
use crate::id::{LocationId, MemberId, PositionId, UserId};
use crate::paging::{Count, Part};
use crate::schema::{
    accesses, chains, invitations, member_services, members, photos, positions, roles, services, work_spans,
};
use crate::text;

use super::scope::seen_by;
use super::{Employment, Member, cards};

/// Whose cards, by their access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    With,
    Invited,
    Without,
}

/// Which cards to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: String,
    pub position: Option<PositionId>,
    /// `None` shows everyone.
    pub employment: Option<Employment>,
    pub access: Option<Whose>,
    pub assists: Option<bool>,
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: MemberId,
    pub name: String,
    pub specialization: String,
    pub position: String,
    pub employment: Employment,
    pub assists: bool,
    /// The role's name, if the person has access.
    pub role: Option<String>,
    pub is_invited: bool,
    /// The chain in which the card is kept, if it is not kept here.
    pub chain: Option<String>,
    /// How many of the services that are offered they provide.
    pub services: i64,
    /// What the photo is called, that changes with it; empty without one.
    pub photo: String,
    /// How far the work schedule goes, where the viewer sees their calendar.
    pub schedule: Option<Schedule>,
}

/// Whether somebody is in the schedule, and the last day for which there are hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    pub is_in: bool,
    pub until: Option<NaiveDate>,
}

/// The filters, on whatever the cards are joined with.
macro_rules! narrowed {
    ($cards:expr, $by:expr, $filter:expr) => {{
        let (by, filter): (&Inside, &Filter) = ($by, $filter);
        let here = members::location_id.eq(by.location().id);
        let mut cards = $cards.filter(here).filter(seen_by(by)).into_boxed::<MultiBackend>();
        if let Some(employment) = filter.employment {
            cards = cards.filter(members::employment.eq(employment.slug()));
        }
        if !filter.search.trim().is_empty() {
            let pattern = text::containing(&text::key(filter.search.trim()));
            cards = cards.filter(members::name_key.like(pattern).escape('!'));
        }
        if let Some(position) = filter.position {
            cards = cards.filter(members::position_id.eq(position));
        }
        if let Some(assists) = filter.assists {
            cards = cards.filter(members::assists.eq(assists));
        }
        match filter.access {
            None => cards,
            Some(Whose::With) => cards.filter(members::user_id.is_not_null()),
            Some(Whose::Invited) => cards.filter(members::user_id.is_null()).filter(exists(invited())),
            Some(Whose::Without) => cards.filter(members::user_id.is_null()).filter(not(exists(invited()))),
        }
    }};
}

impl Line {
    /// The page behind a member, or the first, and how many there are in all.
    pub fn page(
        by: &Inside,
        filter: &Filter,
        after: Option<MemberId>,
        rows: i64,
        db: &mut Conn,
    ) -> Result<(Part<Self, MemberId>, Count)> {
        let part = Part::of(Self::some(by, filter, after, rows + 1, db)?, rows, |line| line.id);
        let count = match (after, part.next) {
            (None, None) => Count::of(part.rows.len()),
            _ => counted(by, filter, db)?,
        };
        Ok((part, count))
    }

    fn some(by: &Inside, filter: &Filter, after: Option<MemberId>, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        type Whom = (Option<UserId>, Option<String>, Option<String>);
        type Row = (Card, Option<String>, Option<String>, Whom, (Option<i64>, Option<NaiveDate>, bool));
        type Card = (MemberId, String, String, String, bool, bool, Option<PositionId>);
        let cards = cards()
            .left_join(positions::table)
            .left_join(accesses::table.on(
                accesses::location_id.eq(members::location_id).and(accesses::user_id.nullable().eq(members::user_id)),
            ))
            .left_join(roles::table.on(roles::id.eq(accesses::role_id)));
        let filled_until = work_spans::table.filter(work_spans::member_id.eq(members::id)).select(max(work_spans::day));
        let mut cards = narrowed!(cards, by, filter);
        if let Some((place, id)) = after.map_or(Ok(None), |last| place_of(by, last, db))? {
            cards = cards.filter(members::place.ge(place)).filter(members::place.gt(place).or(members::id.gt(id)));
        }
        let found: Vec<Row> = cards
            .order((members::place, members::id))
            .limit(most)
            .select((
                (
                    members::id,
                    members::name,
                    members::specialization,
                    members::employment,
                    members::assists,
                    members::in_schedule,
                    members::position_id,
                ),
                positions::title.nullable(),
                roles::name.nullable(),
                (members::user_id, chains::name.nullable(), photos::digest.nullable()),
                (provided(by.location().id).single_value(), filled_until.single_value(), exists(invited())),
            ))
            .load(db)?;
        let guests = found.iter().filter(|(_, _, role, ..)| role.is_none()).filter_map(|(.., (user, ..), _)| *user);
        let mut guests = roles_of_guests(by, &guests.collect::<Vec<_>>(), db)?;
        let calendar = by.sight(Right::ViewCalendar);
        let lines =
            found.into_iter().map(|(card, position, role, (user, chain, photo), (services, until, is_invited))| {
                let (id, name, specialization, employment, assists, is_in, place) = card;
                Line {
                    schedule: calendar
                        .includes(by.user(), user, place)
                        .then(|| Schedule { is_in, until: until.filter(|_| is_in) }),
                    is_invited: is_invited && role.is_none() && user.is_none(),
                    services: services.unwrap_or(0),
                    photo: photo.unwrap_or_default(),
                    id,
                    name,
                    specialization,
                    position: position.unwrap_or_default(),
                    employment: Employment::from_slug(&employment).unwrap_or(Employment::Deleted),
                    assists,
                    role: role.or_else(|| guests.remove(&user?)),
                    chain,
                }
            });
        Ok(lines.collect())
    }

    /// Everybody who works here, in order, with what their photo is called.
    pub fn working(by: &Inside, db: &mut Conn) -> Result<Vec<(MemberId, String, String)>> {
        let rows: Vec<(MemberId, String, Option<String>)> = members::table
            .left_join(photos::table)
            .filter(members::location_id.eq(by.location().id))
            .filter(members::employment.eq(Employment::Working.slug()))
            .filter(seen_by(by))
            .order((members::place, members::id))
            .select((members::id, members::name, photos::digest.nullable()))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, name, photo)| (id, name, photo.unwrap_or_default())).collect())
    }
}

/// Where a member stands in the list, if the viewer sees them.
fn place_of(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Option<(i64, MemberId)>> {
    let row = members::table.filter(members::location_id.eq(by.location().id).and(members::id.eq(id)));
    Ok(row.filter(seen_by(by)).select((members::place, members::id)).first(db).optional()?)
}

fn counted(by: &Inside, filter: &Filter, db: &mut Conn) -> Result<Count> {
    let found = narrowed!(members::table, by, filter).limit(Count::FAR + 1).select(members::id);
    Ok(Count::of(how_many(found, db)?))
}

/// How many services somebody provides, of those that are offered here. What is not offered any more is looked up once,
/// and not what is offered for every card.
#[diesel::dsl::auto_type]
fn provided(here: LocationId) -> _ {
    let over = services::archived_at.is_not_null().or(services::deleted_at.is_not_null());
    let gone = services::table.filter(services::location_id.eq(here)).filter(over).select(services::id);
    member_services::table
        .filter(member_services::member_id.eq(members::id))
        .filter(member_services::service_id.ne_all(gone))
        .select(count_star())
}

/// What those are here who have no access of their own, only what a chain gives them.
fn roles_of_guests(by: &Inside, guests: &[UserId], db: &mut Conn) -> Result<HashMap<UserId, String>> {
    if guests.is_empty() {
        return Ok(HashMap::new());
    }
    let held = Access::held_by(by, guests, db)?;
    Ok(held.into_iter().map(|(user, held)| (user, held.role.name)).collect())
}

/// What somebody was sent and has not answered.
#[diesel::dsl::auto_type]
fn invited() -> _ {
    invitations::table
        .filter(invitations::member_id.eq(members::id.nullable()))
        .filter(invitations::state.eq("pending"))
        .filter(invitations::replaced.eq(false))
        .select(invitations::id)
}

impl Member {
    /// Moves a member to stand before another one of the list, or to its end.
    pub fn stand_before(&self, by: &Can<EditMembers>, other: Option<MemberId>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let mut order: Vec<MemberId> = Line::working(by, db)?.into_iter().map(|(id, ..)| id).collect();
        if !order.contains(&self.id) {
            return Err(Error::NotFound);
        }
        order.retain(|id| *id != self.id);
        let place = match other {
            Some(other) => order.iter().position(|id| *id == other).ok_or(Error::NotFound)?,
            None => order.len(),
        };
        order.insert(place, self.id);
        for (place, id) in order.into_iter().enumerate() {
            let place = place as i64 + 1;
            diesel::update(members::table.filter(members::id.eq(id).and(members::place.ne(place))))
                .set(members::place.eq(place))
                .execute(db)?;
        }
        activity::record(by, Entry::new(Deed::TeamArranged, &self.name).of_member(self.id), db)
    }
}
