//! The general settings of payroll (domain.md §8.1).

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::SetUpPayroll;
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::LocationId;
use crate::schema::payroll_settings;

/// How assistants are paid at a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Whether a service can have more than one assistant.
    pub several: bool,
    /// Whether the assistants of a service share one reward.
    pub is_split: bool,
    /// 0 while nobody has saved any.
    pub version: i64,
}

impl Settings {
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        let saved: Option<(bool, String, i64)> = payroll_settings::table
            .filter(payroll_settings::location_id.eq(location))
            .select((payroll_settings::several_assistants, payroll_settings::reward_mode, payroll_settings::version))
            .first(db)
            .optional()?;
        Ok(saved.map_or_else(Settings::default, |(several, mode, version)| Settings {
            several,
            is_split: mode == "split",
            version,
        }))
    }

    /// Saves them. Appointments keep the way in which their assistants were to be paid when they were added (case I16).
    pub fn save(self, by: &Can<SetUpPayroll>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let here = by.location().id;
        let old = Settings::of(here, db)?;
        let late = || Error::Conflict("Somebody else changed these settings meanwhile.".into());
        let row = (
            payroll_settings::several_assistants.eq(self.several),
            payroll_settings::reward_mode.eq(if self.is_split { "split" } else { "full" }),
            payroll_settings::version.eq(self.version + 1),
        );
        if self.version == 0 {
            let row = (payroll_settings::location_id.eq(here), row);
            diesel::insert_into(payroll_settings::table).values(row).execute(db).on_unique(late)?;
        } else {
            let mine = payroll_settings::location_id.eq(here).and(payroll_settings::version.eq(self.version));
            if diesel::update(payroll_settings::table.filter(mine)).set(row).execute(db)? == 0 {
                return Err(late());
            }
        }
        let changes = old.differences(&self);
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(by, Entry::new(Deed::AssistanceChanged, &by.location().name).with(changes), db)
    }

    fn differences(&self, new: &Settings) -> Vec<Change> {
        let changes = [
            Change::between("More than one assistant in a service", self.said_several(), new.said_several()),
            Change::between("Reward of several assistants", self.said_mode(), new.said_mode()),
        ];
        changes.into_iter().flatten().collect()
    }

    pub fn said_several(&self) -> &'static str {
        if self.several { "Yes" } else { "No" }
    }

    pub fn said_mode(&self) -> &'static str {
        if self.is_split { "One reward, divided" } else { "Each gets their whole reward" }
    }
}
