//! Where a card of the chain is valid.

use crate::appointments::Parting;
use crate::chains::May;
use crate::chains::rights::EditChainTeam;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{ChainMemberId, LocationId};
use crate::text::counted;
use crate::web::{At, Form, Page, Reply, see};

use super::super::forms::PlacesForm;
use super::super::model::ChainCard;
use super::super::views::{Frame, Places, Tick};

pub async fn edit(by: May<EditChainTeam>, At(id): At<ChainMemberId>, db: Db) -> Result<Page<Places>> {
    db.read(move |db| Ok(Page(draw(&by, id, None, Errors::none(), db)?))).await
}

/// As it is, or as it was ticked.
fn draw(
    by: &May<EditChainTeam>,
    id: ChainMemberId,
    ticked: Option<&[LocationId]>,
    errors: Errors,
    db: &mut Conn,
) -> Result<Places> {
    let card = ChainCard::find(by, id, db)?;
    let due = Parting::of_chain_card(id, db)?;
    let places = card.places(by, db)?.into_iter().map(|place| Tick {
        id: place.branch.id,
        is_ticked: ticked.map_or(place.is_valid, |ticked| ticked.contains(&place.branch.id)),
        name: place.branch.name,
        means: match due.get(&place.branch.id).filter(|_| place.is_valid) {
            Some(due) => format!("{} {}", place.means, to_come(*due)),
            None => place.means,
        },
    });
    Ok(Places { places: places.collect(), frame: Frame::new(by, &card, "Locations"), version: card.version, errors })
}

/// What somebody has before them at a location. It stays when the card goes, and is handed over there.
fn to_come((appointments, assisting): (i64, i64)) -> String {
    let all = [
        (appointments > 0).then(|| counted(appointments, "appointment", "appointments")),
        (assisting > 0).then(|| format!("assisting in {}", counted(assisting, "service", "services"))),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    format!("There is still to come: {}. It stays as it is. Somebody there can hand it over first.", all.join(", and "))
}

pub async fn update(
    by: May<EditChainTeam>,
    At(id): At<ChainMemberId>,
    Form(form): Form<PlacesForm>,
    db: Db,
) -> Result<Reply<Places>> {
    let here = by.chain().id;
    let (editor, wanted) = (by.clone(), form.location.clone());
    let placed = db.write(move |db| ChainCard::find(&editor, id, db)?.place(&editor, &wanted, form.version, db)).await;
    let (errors, is_late) = match placed {
        Ok(()) => {
            let said = "The locations of the card are saved.";
            return Ok(Reply::Done(see(format!("/chains/{here}/team/{id}")).saying(said)));
        }
        Err(Error::Invalid(errors)) => (errors, false),
        Err(Error::Conflict(why)) => (Errors::on("location", format!("{why} Look at it again, then save")), true),
        Err(other) => return Err(other),
    };
    let view = db.read(move |db| draw(&by, id, Some(&form.location), errors, db)).await?;
    Ok(if is_late { Reply::Late(view) } else { Reply::Again(view) })
}
