//! What a form that asks for a phone number has to say about it.

use crate::access::{Inside, Right};
use crate::db::Conn;
use crate::error::Result;

use super::{Channel, Kind};

/// How a message gets to phones from a location, and where that can be changed.
#[derive(Debug, Clone)]
pub struct Phones {
    way: Option<Kind>,
    settings: Option<String>,
}

impl Phones {
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        let settings = by.may(Right::ConnectChannels).then(|| format!("/locations/{here}/settings/channels"));
        Ok(Phones { way: Channel::to_phones(here, db)?.map(|channel| channel.kind), settings })
    }

    pub fn are_reached(&self) -> bool {
        self.way.is_some()
    }

    /// Where a channel can be connected, while none is and the viewer may.
    pub fn missing(&self) -> Option<&str> {
        self.settings.as_deref().filter(|_| self.way.is_none())
    }

    /// What happens with a number.
    pub fn hint(&self) -> &'static str {
        match self.way {
            Some(Kind::Sms) => "The link goes there as a text message",
            Some(Kind::Chatbot) => "The link goes there as a WhatsApp message",
            None => "Text messages are not connected, so nothing can be sent to a phone yet",
        }
    }
}
