//! Leaving and coming back.

use crate::access::rights::{DeleteMembers, DismissMembers};
use crate::access::{Access, Can, Inside};
use crate::appointments::{Parting, farewell, fates};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::invitations::{Invitation, Legacy};
use crate::web::{At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::DismissalForm;
use super::super::model::{Card, Member};
use super::super::views::{Frame, Leave, Leaving};
use super::consequences::leaving;

pub async fn ask_dismissal(by: Can<DismissMembers>, At(id): At<MemberId>, db: Db) -> Result<Page<Leave>> {
    let form = DismissalForm { on: clock::today(by.location().zone).to_string(), ..DismissalForm::default() };
    db.read(move |db| Ok(Page(draw(&by, id, form, false, Errors::none(), db)?))).await
}

pub async fn ask_deletion(by: Can<DeleteMembers>, At(id): At<MemberId>, db: Db) -> Result<Page<Leave>> {
    db.read(move |db| Ok(Page(draw(&by, id, DismissalForm::default(), true, Errors::none(), db)?))).await
}

fn draw(by: &Inside, id: MemberId, form: DismissalForm, deletes: bool, errors: Errors, db: &mut Conn) -> Result<Leave> {
    let card = Card::find(by, id, db)?;
    let farewell = farewell(by, (id, &card.member.name), form.parting(), db)?;
    Ok(Leave {
        farewell: farewell.beside(&errors),
        leaving: consequences(by, &card.member, deletes, db)?,
        frame: Frame::new(by, &card, None, ""),
        errors,
        form,
        deletes,
    })
}

/// What will happen, before it does.
fn consequences(by: &Inside, member: &Member, deletes: bool, db: &mut Conn) -> Result<Leaving> {
    let access = match member.user {
        Some(user) => Access::of(by, user, db)?,
        None => None,
    };
    let mut leaving = match access {
        Some(access) => leaving(by, &access, db)?,
        None => Leaving::default(),
    };
    if let Some(open) = Invitation::live_for_card(by.location().id, member.id, db)? {
        leaving.say(format!("The invitation to {} is revoked.", open.contact()));
    }
    leaving.say(if deletes {
        "The card leaves every list. You can restore it from the filter Deleted."
    } else {
        "The card leaves the list. You can restore it from the filter Dismissed."
    });
    leaving.say("History stays as it is. Restoring the card does not bring back the access.");
    Ok(leaving)
}

pub async fn dismiss(
    by: Can<DismissMembers>,
    At(id): At<MemberId>,
    Form(form): Form<DismissalForm>,
    db: Db,
) -> Result<Reply<Leave>> {
    let here = by.location().id;
    let (author, sent) = (by.clone(), form.clone());
    let dismissed = db
        .write(move |db| {
            let day = sent.parse()?;
            let by = author.still(db)?;
            let member = Member::find(&by, id, db)?;
            settle(&by, &member, &sent, db)?;
            member.dismiss(&by, day, db)?;
            Ok(member.name)
        })
        .await;
    match dismissed {
        Ok(name) => Ok(Reply::Done(see(format!("/locations/{here}/team")).saying(format!("{name} is dismissed.")))),
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(draw(&by, id, form, false, errors, db)?))).await
        }
        Err(other) => Err(other),
    }
}

/// What becomes of what they leave behind: their invitations, their appointments, their assisting.
fn settle(by: &Inside, member: &Member, form: &DismissalForm, db: &mut Conn) -> Result<()> {
    Parting::settle(by, member.id, fates(&form.parting())?, db)?;
    match member.user {
        Some(user) => Legacy::from_slug(&form.legacy).settle(by, user, db),
        None => Ok(()),
    }
}

pub async fn delete(
    by: Can<DeleteMembers>,
    At(id): At<MemberId>,
    Form(form): Form<DismissalForm>,
    db: Db,
) -> Result<Reply<Leave>> {
    let here = by.location().id;
    let (author, sent) = (by.clone(), form.clone());
    let deleted = db
        .write(move |db| {
            let by = author.still(db)?;
            let member = Member::find(&by, id, db)?;
            settle(&by, &member, &sent, db)?;
            member.delete(&by, db)?;
            Ok(member.name)
        })
        .await;
    match deleted {
        Ok(name) => Ok(Reply::Done(see(format!("/locations/{here}/team")).saying(format!("{name} is deleted.")))),
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(draw(&by, id, form, true, errors, db)?))).await
        }
        Err(other) => Err(other),
    }
}

pub async fn take_back(by: Can<DismissMembers>, At(id): At<MemberId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let by = by.still(db)?;
            let member = Member::find(&by, id, db)?;
            member.take_back(&by, db)?;
            Ok(member.name)
        })
        .await?;
    Ok(back(here, id, &name))
}

pub async fn undelete(by: Can<DeleteMembers>, At(id): At<MemberId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let by = by.still(db)?;
            let member = Member::find(&by, id, db)?;
            member.undelete(&by, db)?;
            Ok(member.name)
        })
        .await?;
    Ok(back(here, id, &name))
}

fn back(here: crate::id::LocationId, id: MemberId, name: &str) -> See {
    see(format!("/locations/{here}/team/{id}"))
        .saying(format!("{name} is back on the team. Access is given anew, if it is needed."))
}
