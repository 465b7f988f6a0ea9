//! Cards of the chain: listed, added, shown, changed, deleted.

use crate::chains::rights::{EditChainTeam, ViewChainTeam};
use crate::chains::{Branch, ChainRight, May, Within};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::ChainMemberId;
use crate::web::{Again, At, Choice, Confirmed, Form, Page, Query, Reply, See, see};

use super::super::forms::{CardForm, SearchForm};
use super::super::model::{ChainCard, ChainPosition, Line};
use super::super::views::{Frame, History, Index, New, Show, Tick};

pub async fn index(by: May<ViewChainTeam>, Query(form): Query<SearchForm>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let page = Line::page(&by, &form.search, form.after(), db)?;
        Ok(Page(Index { next: page.next.map(|last| form.address(last)), lines: page.rows, by: (*by).clone(), form }))
    })
    .await
}

/// The positions of the chain, with none at the top.
fn choices(by: &Within, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let none = Choice::new("", "No position", chosen);
    let all = ChainPosition::list(by, db)?.into_iter();
    Ok(std::iter::once(none).chain(all.map(|one| Choice::new(one.id, one.title, chosen))).collect())
}

pub async fn new(by: May<EditChainTeam>, db: Db) -> Result<Page<New>> {
    db.read(move |db| Ok(Page(draw_new(&by, CardForm::default(), Errors::none(), db)?))).await
}

fn draw_new(by: &Within, form: CardForm, errors: Errors, db: &mut Conn) -> Result<New> {
    let branches = Branch::list(by.chain().id, db)?.into_iter().filter(|branch| !branch.is_closed);
    Ok(New {
        here: by.chain().id,
        positions: choices(by, &form.position, db)?,
        places: branches.map(|branch| Tick::new(&branch, &form.location)).collect(),
        form,
        errors,
    })
}

pub async fn create(by: May<EditChainTeam>, Form(form): Form<CardForm>, db: Db) -> Result<Reply<New>> {
    let (author, here, places) = (by.clone(), by.chain().id, form.location.clone());
    let added = match form.parse() {
        Ok(profile) => db.write(move |db| Ok((ChainCard::add(&author, &profile, &places, db)?, profile.name))).await,
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |(id, name)| {
                see(format!("/chains/{here}/team/{id}")).saying(format!("{name} is on the team of the chain now."))
            },
            move |errors, db| draw_new(&by, form, errors, db),
        )
        .await
}

pub async fn show(by: May<ViewChainTeam>, At(id): At<ChainMemberId>, db: Db) -> Result<Page<Show>> {
    db.read(move |db| {
        let card = ChainCard::find(&by, id, db)?;
        Ok(Page(draw_show(&by, CardForm::of(&card), card, Errors::none(), db)?))
    })
    .await
}

fn draw_show(by: &Within, form: CardForm, card: ChainCard, errors: Errors, db: &mut Conn) -> Result<Show> {
    let valid: Vec<_> = card.mirrors(db)?.into_iter().filter(|mirror| mirror.works()).collect();
    Ok(Show {
        frame: Frame::new(by, &card, "Information"),
        places: valid.into_iter().map(|mirror| mirror.place).collect(),
        positions: choices(by, &form.position, db)?,
        may_edit: by.may(ChainRight::EditChainTeam),
        theirs: Vec::new(),
        card,
        form,
        errors,
    })
}

pub async fn update(
    by: May<EditChainTeam>,
    At(id): At<ChainMemberId>,
    Form(form): Form<CardForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let (here, version) = (by.chain().id, form.version);
    let editor = by.clone();
    let saved = match form.parse() {
        Ok(profile) => {
            db.write(move |db| ChainCard::find(&editor, id, db)?.change(&editor, &profile, version, db)).await
        }
        Err(error) => Err(error),
    };
    saved
        .or_compared(
            &db,
            |()| see(format!("/chains/{here}/team/{id}")).saying("The card is saved, here and at its locations."),
            ("name", "Compare, then save again"),
            move |errors, is_late, db| {
                let card = ChainCard::find(&by, id, db)?;
                if !is_late {
                    return draw_show(&by, form, card, errors, db);
                }
                let theirs = differences(&card, &form);
                let form = CardForm { version: card.version, ..form };
                Ok(Show { theirs, ..draw_show(&by, form, card, errors, db)? })
            },
        )
        .await
}

fn differences(card: &ChainCard, typed: &CardForm) -> Vec<(&'static str, String)> {
    let saved = CardForm::of(card);
    [
        ("Name", &saved.name, saved.name != typed.name),
        ("Specialization", &saved.specialization, saved.specialization != typed.specialization),
        ("Position", &card.position, saved.position != typed.position),
        ("Description", &saved.description, saved.description != typed.description),
        ("Phone", &saved.phone, saved.phone != typed.phone),
        ("Email", &saved.email, saved.email != typed.email),
    ]
    .into_iter()
    .filter(|(.., differs)| *differs)
    .map(|(label, saved, _)| (label, saved.clone()))
    .collect()
}

pub async fn delete(by: May<EditChainTeam>, At(id): At<ChainMemberId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.chain().id;
    let name = db
        .write(move |db| {
            let card = ChainCard::find(&by, id, db)?;
            card.delete(&by, db)?;
            Ok(card.profile.name)
        })
        .await?;
    let said =
        format!("{name} is not on the team of the chain any more. The cards at the locations are their own now.");
    Ok(see(format!("/chains/{here}/team")).saying(said))
}

pub async fn history(by: May<ViewChainTeam>, At(id): At<ChainMemberId>, db: Db) -> Result<Page<History>> {
    db.read(move |db| {
        let card = ChainCard::find(&by, id, db)?;
        let zone = by.chain().main.zone;
        let events = card.history(&by, db)?.into_iter();
        Ok(Page(History {
            frame: Frame::new(&by, &card, "History"),
            events: events.map(|event| (clock::moment(event.at, zone), event)).collect(),
        }))
    })
    .await
}
