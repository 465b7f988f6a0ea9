//! The list: shown, filtered, arranged, added to.

use crate::access::rights::{AddMembers, EditMembers, EditSchedules, InviteUsers, ViewTeam};
use crate::access::{Can, Inside, Right, Sight};
use crate::channels::Phones;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{LocationId, MemberId};
use crate::invitations::{Invitation, Sent, languages, role_choices};
use crate::outbox::Desk;
use crate::schedule::Worker;
use crate::web::{Again, At, Choice, Form, Page, Query, Reply, See, see};

use super::super::forms::{FilterForm, NewMemberForm, PlaceForm};
use super::super::model::{Line, Member, Position};
use super::super::views::{Index, New, Order, Place};

pub async fn index(by: Can<ViewTeam>, Query(form): Query<FilterForm>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let (page, count) = Line::page(&by, &form.filter(), form.after(), form.rows(), db)?;
        let positions = Position::titles(&by, db)?;
        Ok(Page(Index {
            positions: with_any(
                "Every position",
                positions.into_iter().map(|(id, title)| (id.to_string(), title)),
                &form.position,
            ),
            employments: choices(
                &[("", "Working"), ("dismissed", "Dismissed"), ("deleted", "Deleted"), ("all", "All")],
                &form.employment,
            ),
            accesses: choices(
                &[("", "Any access"), ("with", "With access"), ("invited", "Invited"), ("without", "Without access")],
                &form.access,
            ),
            assisting: choices(&[("", "Assists or not"), ("yes", "Assists"), ("no", "Does not assist")], &form.assists),
            next: page.next.map(|last| form.address(Some(last))),
            lines: page.rows,
            count,
            today: clock::today(by.location().zone),
            by: (*by).clone(),
            form,
        }))
    })
    .await
}

fn choices(options: &[(&str, &str)], chosen: &str) -> Vec<Choice> {
    options.iter().map(|(value, label)| Choice::new(value, *label, chosen)).collect()
}

fn with_any(any: &str, options: impl Iterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    std::iter::once((String::new(), any.to_owned()))
        .chain(options)
        .map(|(value, label)| Choice::new(value, label, chosen))
        .collect()
}

/// The positions of a location, with none at the top.
pub(super) fn position_choices(by: &Inside, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let positions = Position::titles(by, db)?;
    Ok(with_any("No position", positions.into_iter().map(|(id, title)| (id.to_string(), title)), chosen))
}

pub async fn new(by: Can<AddMembers>, db: Db) -> Result<Page<New>> {
    db.read(move |db| Ok(Page(draw(&by, NewMemberForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Inside, form: NewMemberForm, errors: Errors, db: &mut Conn) -> Result<New> {
    Ok(New {
        here: by.location().id,
        positions: position_choices(by, &form.position, db)?,
        roles: role_choices(by, &form.role, db)?,
        languages: languages(by, &form.language),
        may_invite: by.may(Right::InviteUsers),
        may_schedule: by.may(Right::EditSchedules) && by.sight(Right::ViewCalendar) != Sight::Some(Vec::new()),
        phones: Phones::of(by, db)?,
        form,
        errors,
    })
}

pub async fn create(by: Can<AddMembers>, Form(form): Form<NewMemberForm>, db: Db, desk: Desk) -> Result<Reply<New>> {
    let (adder, here, wants_schedule) = (by.clone(), by.location().id, form.in_schedule.is_some());
    let added = match form.parse(&by) {
        Ok((profile, assists, offer)) => {
            db.write(move |db| {
                let adder = adder.still(db)?;
                let member = Member::add(&adder, &profile, assists, db)?;
                if wants_schedule {
                    put_in_schedule(&adder, &member, db)?;
                }
                let sent = match offer {
                    None => None,
                    Some(mut offer) => {
                        offer.member = Some(member.id);
                        Some(Invitation::send(&may_invite(&adder)?, &offer, &desk, db)?)
                    }
                };
                Ok((member, sent))
            })
            .await
        }
        Err(error) => Err(error),
    };
    added.or_drawn(&db, |added| welcome(here, added), move |errors, db| draw(&by, form, errors, db)).await
}

/// Leads to the new card, or to how its person gets in.
fn welcome(here: LocationId, (member, sent): (Member, Option<Sent>)) -> See {
    let (card, name) = (format!("/locations/{here}/team/{}", member.id), member.name);
    match sent {
        None => see(card).saying(format!("{name} is on the team now.")),
        Some(sent) if sent.by_letter => see(format!("{card}/access"))
            .saying(format!("{name} is on the team now. An invitation is on its way to {}.", sent.contact)),
        Some(_) => see(format!("{card}/access"))
            .saying(format!("{name} is on the team now. Copy the link below and hand it over.")),
    }
}

/// Putting somebody in the schedule takes a right of its own, which goes as far as the calendar does.
fn put_in_schedule(by: &Inside, member: &Member, db: &mut Conn) -> Result<()> {
    let may_schedule: Can<EditSchedules> = by.proof().ok_or_else(|| {
        Error::refused(format!(
            "You may add team members, but not put them in the schedule: the right “{}” is off for you.",
            Right::EditSchedules.title()
        ))
    })?;
    let worker = Worker::find(by, member.id, db).map_err(|error| match error {
        Error::NotFound => Error::on("in_schedule", "You change the schedules only of those whose calendar you see"),
        other => other,
    })?;
    worker.join(&may_schedule, db)
}

/// Giving access takes a right of its own.
fn may_invite(by: &Inside) -> Result<Can<InviteUsers>> {
    by.proof().ok_or_else(|| {
        Error::refused(format!(
            "You may add team members, but not give them access: the right “{}” is off for you.",
            Right::InviteUsers.title()
        ))
    })
}

pub async fn order(by: Can<EditMembers>, db: Db) -> Result<Page<Order>> {
    let here = by.location().id;
    let team = db.read(move |db| Line::working(&by, db)).await?;
    let id_at = |place: usize| team.get(place).map(|(id, ..): &(MemberId, String, String)| id.to_string());
    let rows = team
        .iter()
        .enumerate()
        .map(|(place, (id, name, photo))| Place {
            id: *id,
            name: name.clone(),
            photo: photo.clone(),
            up: place.checked_sub(1).and_then(id_at),
            down: id_at(place + 1).map(|_| id_at(place + 2).unwrap_or_default()),
        })
        .collect();
    Ok(Page(Order { here, rows }))
}

pub async fn place(by: Can<EditMembers>, At(id): At<MemberId>, Form(form): Form<PlaceForm>, db: Db) -> Result<See> {
    let here = by.location().id;
    let before = match form.before.as_str() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let name = db
        .write(move |db| {
            let member = Member::find(&by, id, db)?;
            member.stand_before(&by, before, db)?;
            Ok(member.name)
        })
        .await?;
    Ok(see(format!("/locations/{here}/team/order")).saying(format!("{name} has moved.")))
}
