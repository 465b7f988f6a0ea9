//! Codes by text: only somebody who may invite, where text messages are connected, causes them (security.md SF4).

use crate::access::{Asking, Inside, Right};
use crate::channels::{Channel, Kind};
use crate::db::Conn;
use crate::error::Result;
use crate::locations::Location;

/// The channel through which somebody can prove a phone of their own.
pub struct Texting {
    pub channel: Channel,
    /// How the people of that location write phone numbers (ISO 3166).
    pub country: String,
}

impl Texting {
    pub fn of(by: &Asking, db: &mut Conn) -> Result<Option<Self>> {
        for place in Location::of_user(by.user(), db)? {
            let Some(channel) = Channel::find(place.id, Kind::Sms, db)? else { continue };
            let inside = Inside::enter(by.user(), by.origin().clone(), place.id, db)?;
            if inside.may(Right::InviteUsers) {
                return Ok(Some(Texting { channel, country: inside.location().country.clone() }));
            }
        }
        Ok(None)
    }
}
