//! The card and its tabs.

use crate::access::rights::{EditMembers, ViewTeam};
use crate::access::{Access, Can, Inside, Right};
use crate::activity::Event;
use crate::appointments::{Parting, farewell, fates};
use crate::chains::{ChainRight, Within};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::web::{Action, At, Form, Page, Reply, see};

use super::super::forms::{ProfileForm, SettingsForm};
use super::super::model::{Card, Employment};
use super::super::views::{Frame, History, Settings, Show};
use super::list::position_choices;

/// What every tab of a card shows around its own part.
pub fn frame(by: &Inside, card: &Card, tab: &str, db: &mut Conn) -> Result<Frame> {
    let role = match card.member.user {
        Some(user) => Access::held_by(by, &[user], db)?.remove(&user).map(|held| held.role.name),
        None => None,
    };
    Ok(Frame::new(by, card, role.as_deref(), tab))
}

pub async fn show(by: Can<ViewTeam>, At(id): At<MemberId>, db: Db) -> Result<Page<Show>> {
    db.glance(move |db| {
        let card = Card::find(&by, id, db)?;
        Ok(Page(draw_show(&by, ProfileForm::of(&card), card, Errors::none(), db)?))
    })
    .await
}

pub(super) fn draw_show(by: &Inside, form: ProfileForm, card: Card, errors: Errors, db: &mut Conn) -> Result<Show> {
    let may_change = by.may(Right::EditMembers) && card.member.employment != Employment::Deleted;
    let (is_kept_here, sees_personal) = (card.member.chain.is_none(), by.may(Right::SeePersonalData));
    let mut frame = frame(by, &card, "Information", db)?;
    frame.actions = leaving_actions(by, &card);
    Ok(Show {
        positions: position_choices(by, &form.position, db)?,
        sees_personal,
        may_edit: may_change && is_kept_here,
        may_change_photo: may_change,
        may_add_personal: may_change && sees_personal && !is_kept_here,
        theirs: Vec::new(),
        home: home_of(by, &card, db)?,
        frame,
        card,
        form,
        errors,
    })
}

/// Where the card is kept, for whoever may look at it there.
fn home_of(by: &Inside, card: &Card, db: &mut Conn) -> Result<Option<String>> {
    let Some(home) = &card.member.chain else { return Ok(None) };
    match Within::enter(by.user(), by.asking().origin().clone(), home.chain, db) {
        Ok(within) if within.may(ChainRight::ViewChainTeam) => {
            Ok(Some(format!("/chains/{}/team/{}", home.chain, home.card)))
        }
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn leaving_actions(by: &Inside, card: &Card) -> Vec<Action> {
    if card.member.chain.is_some() {
        return Vec::new();
    }
    let base = format!("/locations/{}/team/{}", by.location().id, card.member.id);
    let mut actions = Vec::new();
    if by.may(Right::DismissMembers) && card.member.employment == Employment::Working {
        actions.push(Action::danger("Dismiss…", "out", format!("{base}/dismissal")));
    }
    if by.may(Right::DeleteMembers) && card.member.employment != Employment::Deleted {
        actions.push(Action::danger("Delete…", "ban", format!("{base}/deletion")));
    }
    actions
}

pub async fn update(
    by: Can<EditMembers>,
    At(id): At<MemberId>,
    Form(form): Form<ProfileForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = match form.parse() {
        Ok(profile) => {
            db.write(move |db| {
                let editor = editor.still(db)?;
                Card::find(&editor, id, db)?.change_profile(&editor, &profile, sent.version, db)
            })
            .await
        }
        Err(error) => Err(error),
    };
    let here = by.location().id;
    let again = match saved {
        Ok(()) => {
            return Ok(Reply::Done(see(format!("/locations/{here}/team/{id}")).saying("The card is saved.")));
        }
        Err(Error::Invalid(errors)) => (errors, false),
        Err(Error::Conflict(why)) => (Errors::on("name", format!("{why} Compare, then save again")), true),
        Err(other) => return Err(other),
    };
    db.read(move |db| {
        let (errors, is_conflict) = again;
        let card = Card::find(&by, id, db)?;
        let saved = ProfileForm::of(&card);
        let form = if is_conflict { ProfileForm { version: saved.version, ..form } } else { form };
        let theirs = if is_conflict { differences(&card, &saved, &form) } else { Vec::new() };
        Ok(Reply::Again(Show { theirs, ..draw_show(&by, form, card, errors, db)? }))
    })
    .await
}

fn differences(card: &Card, saved: &ProfileForm, typed: &ProfileForm) -> Vec<(&'static str, String)> {
    let mut theirs: Vec<(&'static str, String)> = [
        ("Name", &saved.name, &typed.name),
        ("Specialization", &saved.specialization, &typed.specialization),
        ("Description", &saved.description, &typed.description),
        ("Phone", &saved.phone, &typed.phone),
        ("Email", &saved.email, &typed.email),
    ]
    .into_iter()
    .filter(|(_, saved, typed)| saved != typed)
    .map(|(label, saved, _)| (label, saved.clone()))
    .collect();
    if saved.position != typed.position {
        theirs.push(("Position", card.position.clone()));
    }
    theirs
}

pub async fn settings(by: Can<EditMembers>, At(id): At<MemberId>, db: Db) -> Result<Page<Settings>> {
    db.read(move |db| {
        let card = Card::find(&by, id, db)?;
        Ok(Page(draw_settings(&by, &card, SettingsForm::of(&card), Errors::none(), db)?))
    })
    .await
}

fn draw_settings(by: &Inside, card: &Card, form: SettingsForm, errors: Errors, db: &mut Conn) -> Result<Settings> {
    let farewell = farewell(by, (card.member.id, &card.member.name), form.parting(), db)?;
    Ok(Settings {
        frame: frame(by, card, "Settings", db)?,
        farewell: farewell.beside(&errors),
        form,
        errors,
        theirs: Vec::new(),
    })
}

pub async fn update_settings(
    by: Can<EditMembers>,
    At(id): At<MemberId>,
    Form(form): Form<SettingsForm>,
    db: Db,
) -> Result<Reply<Settings>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = match form.parse() {
        Ok(settings) => {
            db.write(move |db| {
                let editor = editor.still(db)?;
                let card = Card::find(&editor, id, db)?;
                if card.settings.assists && !settings.assists {
                    Parting::settle(&editor, id, fates(&sent.parting())?, db)?;
                }
                card.change_settings(&editor, &settings, sent.version, db)?;
                Ok((card.member.name, card.settings.assists, settings.assists))
            })
            .await
        }
        Err(error) => Err(error),
    };
    let here = by.location().id;
    let again = match saved {
        Ok((name, before, now)) => {
            let notice = match (before, now) {
                (false, true) => format!("Settings saved. {name} can now be added to appointments as an assistant."),
                (true, false) => format!("Settings saved. {name} is no longer offered as an assistant."),
                _ => "Settings saved.".to_owned(),
            };
            return Ok(Reply::Done(see(format!("/locations/{here}/team/{id}/settings")).saying(notice)));
        }
        Err(Error::Invalid(errors)) => (errors, false),
        Err(Error::Conflict(why)) => (Errors::on("assists", format!("{why} Compare, then save again")), true),
        Err(other) => return Err(other),
    };
    db.read(move |db| {
        let (errors, is_conflict) = again;
        let card = Card::find(&by, id, db)?;
        let saved = SettingsForm::of(&card);
        let theirs = if is_conflict { differing_settings(&saved, &form) } else { Vec::new() };
        let version = if is_conflict { saved.version } else { form.version };
        let form = SettingsForm { version, ..form };
        Ok(Reply::Again(Settings { theirs, ..draw_settings(&by, &card, form, errors, db)? }))
    })
    .await
}

fn differing_settings(saved: &SettingsForm, typed: &SettingsForm) -> Vec<(&'static str, String)> {
    let assists = if saved.assists.is_some() { "Yes" } else { "No" };
    [
        ("External ID", saved.external_id.clone(), saved.external_id != typed.external_id),
        ("Available for assisting", assists.to_owned(), saved.assists.is_some() != typed.assists.is_some()),
    ]
    .into_iter()
    .filter(|(.., differs)| *differs)
    .map(|(label, saved, _)| (label, saved))
    .collect()
}

pub async fn history(by: Can<EditMembers>, At(id): At<MemberId>, db: Db) -> Result<Page<History>> {
    db.read(move |db| {
        let card = Card::find(&by, id, db)?;
        let zone = by.location().zone;
        let mut events = Event::of_members(by.location().id, &card.member.with_merged(db)?, db)?;
        if !by.may(Right::ViewUsers) {
            events = events.into_iter().map(Event::masked).collect();
        }
        if !by.may(Right::SeePay) && !by.may(Right::SetUpPayroll) {
            events = events.into_iter().map(Event::without_pay).collect();
        }
        Ok(Page(History {
            frame: frame(&by, &card, "History", db)?,
            errors: Errors::none(),
            events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        }))
    })
    .await
}
