//! What somebody has before them at the locations that their card leaves: shown, and decided in the same form.

use crate::access::{Inside, Right};
use crate::activity::Change;
use crate::appointments::{Fates, Parting, farewell, fates};
use crate::chains::rights::EditChainTeam;
use crate::chains::{May, Within};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;

use super::super::forms::PlacesForm;
use super::super::model::{ChainCard, Mirror};
use super::super::views::Departure;

/// What is to come at each of these locations where the viewer can decide about it.
pub fn departures(
    by: &Within,
    mirrors: &[&Mirror],
    form: &PlacesForm,
    errors: &Errors,
    db: &mut Conn,
) -> Result<Vec<Departure>> {
    let mut all = Vec::new();
    for mirror in mirrors {
        let Some(inside) = deciding(by, mirror.location, db)? else { continue };
        let farewell = farewell(&inside, (mirror.id, &mirror.name), form.parting(mirror.location), db)?;
        all.push(Departure::new(mirror, farewell, errors));
    }
    Ok(all)
}

/// The location, for whoever hands over appointments or assisting there.
fn deciding(by: &Within, location: LocationId, db: &mut Conn) -> Result<Option<Inside>> {
    match Inside::enter(by.user(), by.asking().origin().clone(), location, db) {
        Ok(inside) => {
            let decides = [Right::MoveAppointments, Right::ManageAssistants].iter().any(|right| inside.may(*right));
            Ok((decides && !inside.lacks_second_factor()).then_some(inside))
        }
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Does what was decided at each location that the card leaves. Returns who has it now, for the log of the chain.
pub fn settle(by: &May<EditChainTeam>, card: &ChainCard, form: &PlacesForm, db: &mut Conn) -> Result<Vec<Change>> {
    let mut told = Vec::new();
    for mirror in card.going(by, &form.location, db)? {
        let fates = fates(&form.parting(mirror.location)).map_err(|error| at(&mirror, error))?;
        if fates == Fates::default() {
            continue;
        }
        let Some(inside) = deciding(by, mirror.location, db)? else {
            return Err(Error::refused(format!(
                "Only somebody who may move appointments or manage assistants at {} can hand over what is booked there.",
                mirror.place
            )));
        };
        let heirs = Parting::settle(&inside, mirror.id, fates, db).map_err(|error| at(&mirror, error))?;
        told.extend(
            heirs
                .into_iter()
                .map(|heir| Change::new(&format!("{} at {}", heir.what, mirror.place), &mirror.name, heir.name)),
        );
    }
    Ok(told)
}

/// The same sentences, beside the choices of one location.
fn at(mirror: &Mirror, error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(errors.in_row(mirror.location.0 as usize)),
        other => other,
    }
}
