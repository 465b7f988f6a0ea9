//! The locations of a chain: adding, ordering, taking out.

use crate::access::rights::AddToChain;
use crate::access::{Can, Inside, Key};
use crate::activity::Origin;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::text::a_few;
use crate::web::{At, Choice, Confirmed, Crumb, Form, Page, Reply, Routes, See, see};

use super::super::forms::{AddForm, PlaceForm};
use super::super::model::rights::EditChain;
use super::super::model::{Branch, Chain, Loss, May};
use super::super::views::{Ending, Locations, Row};

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/locations")
        .get("", index)
        .post("", add)
        .post("/order", arrange)
        .get("/{branch}/removal", ask)
        .post("/{branch}/removal", remove)
}

async fn index(by: May<EditChain>, db: Db) -> Result<Page<Locations>> {
    db.read(move |db| Ok(Page(draw(&by, AddForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &May<EditChain>, form: AddForm, errors: Errors, db: &mut Conn) -> Result<Locations> {
    let branches = Branch::list(by.chain().id, db)?;
    let ids: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
    let id_at = |place: usize| ids.get(place).map(LocationId::to_string);
    let row = |(place, branch): (usize, Branch)| Row {
        is_main: branch.id == by.chain().main.id,
        up: place.checked_sub(1).and_then(id_at),
        down: id_at(place + 1).map(|_| id_at(place + 2).unwrap_or_default()),
        branch,
    };
    let possible = Chain::could_be_added(by, db)?;
    Ok(Locations {
        rows: branches.into_iter().enumerate().map(row).collect(),
        possible: possible.into_iter().map(|(id, name)| Choice::new(id, name, &form.location)).collect(),
        by: (**by).clone(),
        errors,
    })
}

async fn add(by: May<EditChain>, Form(form): Form<AddForm>, db: Db) -> Result<Reply<Locations>> {
    let here = by.chain().id;
    let (adder, wish) = (by.clone(), form.location.parse::<LocationId>());
    let outcome = match wish {
        Ok(location) => {
            db.write(move |db| {
                let agreeing = agreeing(&adder, location, db)?;
                Chain::add(&adder, &agreeing, db)?;
                Ok(agreeing.location().name.clone())
            })
            .await
        }
        Err(_) => Err(Error::on("location", "Choose a location")),
    };
    match outcome {
        Ok(name) => {
            let said = format!("{name} belongs to {} now.", by.chain().name);
            Ok(Reply::Done(see(format!("/chains/{here}/locations")).saying(said)))
        }
        Err(error @ Error::Invalid(_)) => {
            let errors = Errors::on("location", error.reason()?.trim_end_matches('.'));
            Ok(Reply::Again(db.read(move |db| draw(&by, form, errors, db)).await?))
        }
        Err(other) => Err(other),
    }
}

/// Somebody who may add to the chain, seen as somebody who may add this location.
fn agreeing(by: &May<EditChain>, location: LocationId, db: &mut Conn) -> Result<Can<AddToChain>> {
    let inside = Inside::enter(by.user(), origin(by), location, db)?;
    match inside.proof() {
        Some(proof) => Ok(proof),
        None => Err(inside.refusal(AddToChain::RIGHT, db)?),
    }
}

fn origin(by: &May<EditChain>) -> Origin {
    by.asking().origin().clone()
}

async fn arrange(by: May<EditChain>, Form(form): Form<PlaceForm>, db: Db) -> Result<See> {
    let here = by.chain().id;
    let before: Option<LocationId> = match form.before.as_str() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let name = db
        .write(move |db| {
            let moving = Branch::find(here, form.location, db)?;
            let mut order: Vec<LocationId> = Branch::list(here, db)?.into_iter().map(|branch| branch.id).collect();
            order.retain(|id| *id != moving.id);
            let place = before.and_then(|before| order.iter().position(|id| *id == before)).unwrap_or(order.len());
            order.insert(place, moving.id);
            Chain::arrange(&by, &order, db)?;
            Ok(moving.name)
        })
        .await?;
    Ok(see(format!("/chains/{here}/locations")).saying(format!("{name} has moved.")))
}

async fn ask(by: May<EditChain>, At(id): At<LocationId>, db: Db) -> Result<Page<Ending>> {
    db.read(move |db| {
        let here = by.chain().id;
        let branch = Branch::find(here, id, db)?;
        let obstacle = match id == by.chain().main.id {
            true => format!(
                "{} is the main location. Choose another main location first, or delete the chain.",
                branch.name
            ),
            false => String::new(),
        };
        Ok(Page(Ending {
            here: format!("/chains/{here}/locations/{id}/removal"),
            title: format!("Take {} out of the chain", branch.name),
            button: format!("Take {} out", branch.name),
            consequences: of_leaving(by.chain(), &branch.name, id, db)?,
            obstacle,
            crumb: Crumb::new("Locations", format!("/chains/{here}/locations")),
            section: "Settings",
        }))
    })
    .await
}

/// What happens at a location that leaves a chain, before it does.
pub(super) fn of_leaving(chain: &Chain, name: &str, id: LocationId, db: &mut Conn) -> Result<Vec<String>> {
    let losses = chain.losses(&[id], db)?;
    let mut said = said_of(&losses, name);
    said.extend(chain.cards_let_go(id, name, db)?);
    said.push(format!("Rights that {name} itself gave to people stay as they are."));
    said.push(format!("Everything that was written down at {name} stays there."));
    Ok(said)
}

/// Who loses what, in sentences.
pub(super) fn said_of(losses: &[Loss], name: &str) -> Vec<String> {
    const ENOUGH: usize = 5;
    let names = |is_out: bool| -> Vec<String> {
        losses.iter().filter(|loss| loss.is_out == is_out).map(|loss| loss.name.clone()).collect()
    };
    let sentence =
        |names: Vec<String>, what: &str| (!names.is_empty()).then(|| format!("{} {what}.", a_few(&names, ENOUGH)));
    let out = sentence(names(true), &format!("can no longer open {name}, from their next click on"));
    let less = sentence(names(false), &format!("can do only what {name} itself gave them"));
    let all: Vec<String> = out.into_iter().chain(less).collect();
    if all.is_empty() {
        vec![format!("Nobody’s rights at {name} change: the chain gives nobody a role there.")]
    } else {
        all
    }
}

async fn remove(by: May<EditChain>, At(id): At<LocationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.chain().id;
    let branch = db.write(move |db| Chain::take_out(&by, id, db)).await?;
    Ok(see(format!("/chains/{here}/locations"))
        .saying(format!("{} does not belong to the chain any more.", branch.name)))
}
