//! Positions of the chain: listed, added, changed, removed.

use crate::chains::rights::{EditChainTeam, ViewChainTeam};
use crate::chains::{Branch, ChainRight, May, Within};
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::ChainPositionId;
use crate::web::{Again, At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::PositionForm;
use super::super::model::ChainPosition;
use super::super::views::{EditPosition, Positions, Row, Tick};

pub async fn index(by: May<ViewChainTeam>, db: Db) -> Result<Page<Positions>> {
    db.read(move |db| Ok(Page(draw(&by, PositionForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Within, form: PositionForm, errors: Errors, db: &mut Conn) -> Result<Positions> {
    let branches = Branch::list(by.chain().id, db)?;
    let row = |position: ChainPosition| Row {
        places: Branch::names(
            &branches.iter().filter(|one| position.places.contains(&one.id)).cloned().collect::<Vec<_>>(),
        ),
        position,
    };
    Ok(Positions {
        here: by.chain().id,
        rows: ChainPosition::list(by, db)?.into_iter().map(row).collect(),
        places: branches.iter().map(|branch| Tick::new(branch, &form.location)).collect(),
        may_edit: by.may(ChainRight::EditChainTeam),
        errors,
        form,
    })
}

pub async fn create(by: May<EditChainTeam>, Form(form): Form<PositionForm>, db: Db) -> Result<Reply<Positions>> {
    let (author, here, places) = (by.clone(), by.chain().id, form.location.clone());
    let added = match form.parse() {
        Ok((title, description)) => {
            db.write(move |db| ChainPosition::add(&author, &title, &description, &places, db).map(|()| title)).await
        }
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |title| see(format!("/chains/{here}/positions")).saying(format!("The position {title} is added.")),
            move |errors, db| draw(&by, form, errors, db),
        )
        .await
}

pub async fn edit(by: May<EditChainTeam>, At(id): At<ChainPositionId>, db: Db) -> Result<Page<EditPosition>> {
    db.read(move |db| Ok(Page(draw_one(&by, id, None, Errors::none(), db)?))).await
}

fn draw_one(
    by: &Within,
    id: ChainPositionId,
    form: Option<PositionForm>,
    errors: Errors,
    db: &mut Conn,
) -> Result<EditPosition> {
    let position = ChainPosition::find(by, id, db)?;
    let form = form.unwrap_or_else(|| PositionForm::of(&position));
    let branches = Branch::list(by.chain().id, db)?;
    Ok(EditPosition {
        here: by.chain().id,
        holders: position.holders(db)?,
        places: branches.iter().map(|branch| Tick::new(branch, &form.location)).collect(),
        errors,
        position,
        form,
    })
}

pub async fn update(
    by: May<EditChainTeam>,
    At(id): At<ChainPositionId>,
    Form(form): Form<PositionForm>,
    db: Db,
) -> Result<Reply<EditPosition>> {
    let (author, here, places) = (by.clone(), by.chain().id, form.location.clone());
    let saved = match form.parse() {
        Ok((title, description)) => {
            db.write(move |db| ChainPosition::find(&author, id, db)?.change(&author, &title, &description, &places, db))
                .await
        }
        Err(error) => Err(error),
    };
    saved
        .or_drawn(
            &db,
            |()| see(format!("/chains/{here}/positions")).saying("The position is saved, here and at its locations."),
            move |errors, db| draw_one(&by, id, Some(form), errors, db),
        )
        .await
}

pub async fn remove(by: May<EditChainTeam>, At(id): At<ChainPositionId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.chain().id;
    let title = db
        .write(move |db| {
            let position = ChainPosition::find(&by, id, db)?;
            position.remove(&by, db)?;
            Ok(position.title)
        })
        .await?;
    Ok(see(format!("/chains/{here}/positions")).saying(format!("The position {title} is deleted.")))
}
