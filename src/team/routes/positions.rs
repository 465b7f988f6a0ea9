//! Positions: listed, added, changed, removed.

use crate::access::Can;
use crate::access::rights::EditPositions;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::PositionId;
use crate::web::{Again, At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::PositionForm;
use super::super::model::Position;
use super::super::views::{EditPosition, Positions};

pub async fn index(by: Can<EditPositions>, db: Db) -> Result<Page<Positions>> {
    let view = db.read(move |db| draw(&by, PositionForm::default(), Errors::none(), db)).await?;
    Ok(Page(view))
}

fn draw(by: &Can<EditPositions>, form: PositionForm, errors: Errors, db: &mut Conn) -> Result<Positions> {
    Ok(Positions { here: by.location().id, positions: Position::list(by, db)?, form, errors })
}

pub async fn create(by: Can<EditPositions>, Form(form): Form<PositionForm>, db: Db) -> Result<Reply<Positions>> {
    let (author, here) = (by.clone(), by.location().id);
    let added = match form.parse() {
        Ok((title, description)) => {
            db.write(move |db| Position::add(&author, &title, &description, db).map(|()| title)).await
        }
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |title| see(format!("/locations/{here}/positions")).saying(format!("The position {title} is added.")),
            move |errors, db| draw(&by, form, errors, db),
        )
        .await
}

fn draw_one(
    by: &Can<EditPositions>,
    id: PositionId,
    form: Option<PositionForm>,
    errors: Errors,
    db: &mut Conn,
) -> Result<EditPosition> {
    let position = Position::find(by, id, db)?;
    Ok(EditPosition {
        here: by.location().id,
        holders: position.holders(by, db)?,
        form: form.unwrap_or_else(|| PositionForm {
            title: position.title.clone(),
            description: position.description.clone(),
        }),
        errors,
        position,
    })
}

pub async fn edit(by: Can<EditPositions>, At(id): At<PositionId>, db: Db) -> Result<Page<EditPosition>> {
    Ok(Page(db.read(move |db| draw_one(&by, id, None, Errors::none(), db)).await?))
}

pub async fn update(
    by: Can<EditPositions>,
    At(id): At<PositionId>,
    Form(form): Form<PositionForm>,
    db: Db,
) -> Result<Reply<EditPosition>> {
    let (author, here) = (by.clone(), by.location().id);
    let saved = match form.parse() {
        Ok((title, description)) => {
            db.write(move |db| Position::find(&author, id, db)?.change(&author, &title, &description, db)).await
        }
        Err(error) => Err(error),
    };
    saved
        .or_drawn(
            &db,
            |()| see(format!("/locations/{here}/positions")).saying("The position is saved."),
            move |errors, db| draw_one(&by, id, Some(form), errors, db),
        )
        .await
}

pub async fn remove(by: Can<EditPositions>, At(id): At<PositionId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let title = db
        .write(move |db| {
            let position = Position::find(&by, id, db)?;
            position.remove(&by, db)?;
            Ok(position.title)
        })
        .await?;
    Ok(see(format!("/locations/{here}/positions")).saying(format!("The position {title} is deleted.")))
}
