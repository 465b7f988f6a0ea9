//! How assistants work at a location, as Payroll › General settings and Settings › Calendar say.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::EditLocation;
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::LocationId;
use crate::schema::{locations, payroll_settings};

/// The rules about assistants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assistance {
    /// Whether a service can have more than one assistant.
    pub several: bool,
    /// Whether the assistants of a service share one reward, instead of each getting their own.
    pub is_split: bool,
    /// Whether somebody who is busy is refused as an assistant, instead of warned about.
    pub refuses_busy: bool,
}

impl Assistance {
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        let (refuses_busy, settings): (bool, Option<(bool, String)>) = locations::table
            .left_join(payroll_settings::table)
            .filter(locations::id.eq(location))
            .select((
                locations::refuses_busy_assistants,
                (payroll_settings::several_assistants, payroll_settings::reward_mode).nullable(),
            ))
            .first(db)?;
        let (several, is_split) = settings.map_or((false, false), |(several, mode)| (several, mode == "split"));
        Ok(Assistance { several, is_split, refuses_busy })
    }
}

impl Assistance {
    /// Whether busy assistants are refused, and the version of the location's settings.
    pub fn refusing(location: LocationId, db: &mut Conn) -> Result<(bool, i64)> {
        let settings = (locations::refuses_busy_assistants, locations::version);
        Ok(locations::table.find(location).select(settings).first(db)?)
    }

    /// Says whether busy assistants are refused. `version` is the one the form was drawn from.
    pub fn refuse_busy(by: &Can<EditLocation>, refuses: bool, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let here = by.location().id;
        let (before, _) = Self::refusing(here, db)?;
        let changed = diesel::update(locations::table)
            .filter(locations::id.eq(here).and(locations::version.eq(version)))
            .set((locations::refuses_busy_assistants.eq(refuses), locations::version.eq(version + 1)))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict("Somebody else changed the settings of the location meanwhile.".into()));
        }
        let yes_no = |on: bool| if on { "Yes" } else { "No" };
        let change = Change::between("Refuse assistants who are busy", yes_no(before), yes_no(refuses));
        if change.is_none() {
            return Ok(());
        }
        activity::record(by, Entry::new(Deed::AssistanceChanged, &by.location().name).with(change), db)
    }
}
