//! Where a card of the chain is valid.

use std::collections::HashMap;

use crate::appointments::Parting;
use crate::chains::May;
use crate::chains::rights::EditChainTeam;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::{ChainMemberId, LocationId};
use crate::text::counted;
use crate::web::{Again, At, Form, Page, Reply, see};

use super::super::forms::PlacesForm;
use super::super::model::{ChainCard, Mirror};
use super::super::views::{Departure, Frame, Places, Tick};
use super::parting::{departures, settle};

pub async fn edit(by: May<EditChainTeam>, At(id): At<ChainMemberId>, db: Db) -> Result<Page<Places>> {
    db.read(move |db| Ok(Page(draw(&by, id, None, Errors::none(), db)?))).await
}

/// As it is, or as it was ticked.
fn draw(
    by: &May<EditChainTeam>,
    id: ChainMemberId,
    form: Option<PlacesForm>,
    errors: Errors,
    db: &mut Conn,
) -> Result<Places> {
    let card = ChainCard::find(by, id, db)?;
    let due = Parting::of_chain_card(id, db)?;
    let (ticked, chosen) = (form.as_ref().map(|form| &form.location), form.clone().unwrap_or_default());
    let mirrors = card.mirrors(db)?;
    let busy: Vec<&Mirror> = mirrors.iter().filter(|one| one.works() && due.contains_key(&one.location)).collect();
    let departures = departures(by, &busy, &chosen, &errors, db)?;
    let places = card.places(by, db)?.into_iter().map(|place| Tick {
        id: place.branch.id,
        is_ticked: ticked.map_or(place.is_valid, |ticked| ticked.contains(&place.branch.id)),
        means: match place.is_valid.then(|| to_come(place.branch.id, &due, &departures)).flatten() {
            Some(due) => format!("{} {due}", place.means),
            None => place.means,
        },
        name: place.branch.name,
    });
    let places = places.collect();
    Ok(Places { places, departures, frame: Frame::new(by, &card, "Locations"), version: card.version, errors })
}

/// What somebody has before them at a location, and who decides what becomes of it.
fn to_come(at: LocationId, due: &HashMap<LocationId, (i64, i64)>, decided: &[Departure]) -> Option<String> {
    let (appointments, assisting) = *due.get(&at)?;
    let all = [
        (appointments > 0).then(|| counted(appointments, "appointment", "appointments")),
        (assisting > 0).then(|| format!("assisting in {}", counted(assisting, "service", "services"))),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let how = match decided.iter().any(|one| one.at == at) {
        true => "Choose below what becomes of it.",
        false => "It stays as it is. Somebody there can hand it over first.",
    };
    Some(format!("There is still to come: {}. {how}", all.join(", and ")))
}

pub async fn update(
    by: May<EditChainTeam>,
    At(id): At<ChainMemberId>,
    Form(form): Form<PlacesForm>,
    db: Db,
) -> Result<Reply<Places>> {
    let here = by.chain().id;
    let (editor, sent) = (by.clone(), form.clone());
    let placed = db
        .write(move |db| {
            let card = ChainCard::find(&editor, id, db)?;
            let told = settle(&editor, &card, &sent, db)?;
            card.place(&editor, &sent.location, told, sent.version, db)
        })
        .await;
    placed
        .or_compared(
            &db,
            |()| see(format!("/chains/{here}/team/{id}")).saying("The locations of the card are saved."),
            ("location", "Look at it again, then save"),
            move |errors, _, db| draw(&by, id, Some(form), errors, db),
        )
        .await
}
