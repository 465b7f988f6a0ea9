//! Services of all locations of a chain, and giving one to several of them.

use crate::chains::rights::EditChainServices;
use crate::chains::{Branch, May, Within};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::money;
use crate::text::counted;
use crate::web::{Form, Page, Query, Reply, see};

use super::super::forms::{ChainSearchForm, GivingForm, WhichForm};
use super::super::model;
use super::super::views::{Across, Give, Planned, Tick};

pub async fn index(by: May<EditChainServices>, Query(form): Query<ChainSearchForm>, db: Db) -> Result<Page<Across>> {
    db.read(move |db| {
        let page = model::Across::page(&by, &form.search, &form.after, db)?;
        Ok(Page(Across { next: page.next.map(|last| form.address(&last)), rows: page.rows, by: (*by).clone(), form }))
    })
    .await
}

/// A new service, or one that is there, with what most locations have filled in.
pub async fn edit(by: May<EditChainServices>, Query(which): Query<WhichForm>, db: Db) -> Result<Page<Give>> {
    db.read(move |db| {
        let known = model::Across::titled(&by, &which.title, db)?;
        let form =
            known.as_ref().and_then(common).unwrap_or(GivingForm { title: which.title, ..GivingForm::default() });
        Ok(Page(draw(&by, form, Errors::none(), db)?))
    })
    .await
}

fn common(across: &model::Across) -> Option<GivingForm> {
    let usual = across.usual();
    let one = across.at.iter().find(|one| one.said() == usual)?;
    Some(GivingForm {
        title: across.title.clone(),
        category: one.heading.clone(),
        price: money::plain(one.price, &one.currency),
        duration: crate::clock::lasting(one.minutes),
        location: across.at.iter().map(|one| one.location).collect(),
    })
}

fn draw(by: &Within, form: GivingForm, errors: Errors, db: &mut Conn) -> Result<Give> {
    let at = model::Across::titled(by, &form.title, db)?.map(|across| across.at).unwrap_or_default();
    let branches = Branch::list(by.chain().id, db)?.into_iter().filter(|branch| !branch.is_closed);
    let tick = |branch: Branch| Tick {
        means: at
            .iter()
            .find(|one| one.location == branch.id)
            .map_or("Does not have it.".to_owned(), |one| format!("Now {}.", one.said())),
        is_ticked: form.location.contains(&branch.id),
        id: branch.id,
        name: branch.name,
    };
    Ok(Give { by: by.clone(), places: branches.map(tick).collect(), form, errors, plan: None })
}

/// Says what would be done, and does nothing.
pub async fn plan(by: May<EditChainServices>, Form(form): Form<GivingForm>, db: Db) -> Result<Reply<Give>> {
    db.read(move |db| {
        let planned = form.parse().and_then(|giving| Ok((giving.plan(&by, db)?, giving.minutes)));
        match planned {
            Ok((steps, minutes)) => {
                let plan = Planned {
                    changes: steps.iter().filter(|step| !step.is_same(minutes)).count(),
                    sentences: steps.iter().map(|step| step.said(minutes)).collect(),
                };
                Ok(Reply::Fresh(Give { plan: Some(plan), ..draw(&by, form, Errors::none(), db)? }))
            }
            Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(&by, form, errors, db)?)),
            Err(other) => Err(other),
        }
    })
    .await
}

pub async fn give(by: May<EditChainServices>, Form(form): Form<GivingForm>, db: Db) -> Result<Reply<Give>> {
    let here = by.chain().id;
    let giver = by.clone();
    let given = match form.parse() {
        Ok(giving) => db.write(move |db| Ok((giving.carry_out(&giver, db)?, giving.title))).await,
        Err(error) => Err(error),
    };
    match given {
        Ok((0, title)) => {
            let said = format!("{title} is like this already, everywhere you chose.");
            Ok(Reply::Done(see(format!("/chains/{here}/services")).saying(said)))
        }
        Ok((count, title)) => {
            let places = counted(count as i64, "location", "locations");
            let said = format!("{title} is saved at {places}.");
            Ok(Reply::Done(see(format!("/chains/{here}/services")).saying(said)))
        }
        Err(Error::Invalid(errors)) => Ok(Reply::Again(db.read(move |db| draw(&by, form, errors, db)).await?)),
        Err(other) => Err(other),
    }
}
