//! How assistants work at a location, as Payroll › General settings and Settings › Calendar say.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
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
