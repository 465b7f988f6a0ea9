//! Leaving a location by oneself.

use crate::access::{Access, Inside};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::invitations::Invitation;
use crate::locations::Location;
use crate::team::Member;
use crate::text::together;
use crate::web::{Choice, Form, Page, Reply, Routes, see};

use super::super::forms::DepartureForm;
use super::super::views::Departure;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/departure").get("", ask).post("", leave)
}

async fn ask(by: Inside, db: Db) -> Result<Page<Departure>> {
    db.read(move |db| Ok(Page(draw(&by, &DepartureForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Inside, form: &DepartureForm, errors: Errors, db: &mut Conn) -> Result<Departure> {
    let heirs = if Access::is_last_owner(by, db)? { Some(heirs(by, &form.heir, db)?) } else { None };
    let is_alone = heirs.as_ref().is_some_and(Vec::is_empty);
    Ok(Departure {
        here: by.location().id,
        location: by.location().name.clone(),
        consequences: if by.held().is_guest() { Vec::new() } else { consequences(by, db)? },
        guest_of: match by.held().is_guest() {
            true => by.held().flows.iter().map(|flow| (flow.chain, flow.name.clone())).collect(),
            false => Vec::new(),
        },
        heirs,
        // There is no field to point to: the page itself says what is missing.
        errors: if is_alone { Errors::none() } else { errors },
    })
}

fn heirs(by: &Inside, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let colleagues = Access::colleagues(by, db)?;
    if colleagues.is_empty() {
        return Ok(Vec::new());
    }
    let choice = |access: Access| Choice::new(access.id, format!("{}, {}", access.name, access.held.role.name), chosen);
    // Nobody is suggested: a location is not given away by pressing a button too soon.
    Ok(std::iter::once(Choice::new("", "Choose a colleague", chosen))
        .chain(colleagues.into_iter().map(choice))
        .collect())
}

/// What will happen, before it does.
fn consequences(by: &Inside, db: &mut Conn) -> Result<Vec<String>> {
    let here = by.location();
    let flows: Vec<String> =
        by.held().flows.iter().map(|flow| format!("{} from the chain {}", flow.role.name, flow.name)).collect();
    let mut said = vec![match flows.is_empty() {
        true => format!("You can no longer open {}, from your next click on.", here.name),
        false => format!("At {} you are only {} from your next click on.", here.name, together(&flows)),
    }];
    if let Some((_, card)) = Member::of_user(here.id, by.user(), db)? {
        said.push(format!("The card {card} stays on the team list, with its history and its pay."));
    }
    if !Invitation::sent_by(by, by.user(), db)?.is_empty() {
        said.push("Invitations that you sent here stay open, and somebody else has to look after them.".to_owned());
    }
    said.push(match Location::of_user(by.user(), db)?.len() {
        1 => "Your account stays. You have no other location, so you are signed out.".to_owned(),
        _ => "Your account and your other locations stay as they are.".to_owned(),
    });
    said.push("You can come back only when somebody there invites you again.".to_owned());
    Ok(said)
}

async fn leave(by: Inside, Form(form): Form<DepartureForm>, db: Db) -> Result<Reply<Departure>> {
    let (leaver, sent) = (by.clone(), form.clone());
    let outcome = db
        .write(move |db| {
            let heir = sent.parse()?;
            if heir.is_none() && Access::is_last_owner(&leaver, db)? {
                return Err(Error::on("heir", format!("Choose who owns {} after you", leaver.location().name)));
            }
            Access::leave(&leaver, heir, db)
        })
        .await;
    match outcome {
        Ok(()) => Ok(Reply::Done(see("/").saying(format!("You have left {}.", by.location().name)))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(db.read(move |db| draw(&by, &form, errors, db)).await?)),
        Err(other) => Err(other),
    }
}
