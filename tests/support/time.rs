//! Time passes in a world when a story says so.

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::world::World;

impl World {
    /// Moves everything that has an end so many hours into the past.
    pub fn hours_pass(&self, hours: i64) {
        self.time_passes(TimeDelta::hours(hours));
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.time_passes(TimeDelta::minutes(minutes));
    }

    fn time_passes(&self, time: TimeDelta) {
        use parlour::schema::{
            channels, codes, contact_proofs, invitation_links, invitations, messages, password_resets, sessions,
            sign_in_links, tries,
        };
        let back = |moment: chrono::NaiveDateTime| moment - time;
        self.db
            .write_now(|db| {
                macro_rules! shift {
                    ($table:ident, $column:ident) => {
                        for (id, moment) in $table::table.select(($table::id, $table::$column)).load::<(i64, _)>(db)? {
                            diesel::update($table::table.find(id)).set($table::$column.eq(back(moment))).execute(db)?;
                        }
                    };
                }
                shift!(invitations, expires_at);
                shift!(invitation_links, expires_at);
                shift!(codes, expires_at);
                shift!(contact_proofs, expires_at);
                shift!(messages, due_at);
                shift!(messages, give_up_at);
                shift!(messages, created_at);
                for (id, until) in
                    channels::table.select((channels::id, channels::paused_until)).load::<(i64, _)>(db)?
                {
                    let until: Option<chrono::NaiveDateTime> = until;
                    diesel::update(channels::table.find(id))
                        .set(channels::paused_until.eq(until.map(back)))
                        .execute(db)?;
                }
                shift!(sessions, idle_until);
                shift!(sessions, ends_at);
                shift!(sign_in_links, expires_at);
                shift!(password_resets, expires_at);
                shift!(tries, at);
                for (id, state) in sessions::table.select((sessions::id, sessions::state)).load::<(i64, String)>(db)? {
                    diesel::update(sessions::table.find(id))
                        .set(sessions::state.eq(earlier(&state, time)))
                        .execute(db)?;
                }
                Ok(())
            })
            .unwrap();
    }
}

/// What a session remembers, with every moment in it so much earlier.
fn earlier(state: &str, time: TimeDelta) -> String {
    let mut state: HashMap<String, String> = serde_json::from_str(state).unwrap();
    for key in ["since", "sure", "half_since"] {
        if let Some(moment) = state.get_mut(key) {
            *moment = (moment.parse::<i64>().unwrap() - time.num_milliseconds()).to_string();
        }
    }
    serde_json::to_string(&state).unwrap()
}
