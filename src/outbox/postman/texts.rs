//! Messages for phones: to the gateway of their location.

use crate::channels::{Answer, Channel, Errand, Kind};
use crate::users::Phone;

use super::super::Texted;
use super::Office;
use super::claiming::Claimed;
use super::noting::Outcome;

impl Office {
    pub(super) async fn carry_text(&self, kind: Kind, message: &Claimed, text: &str) -> Outcome {
        let Some(location) = message.location else {
            return Outcome::Never("It belongs to no location.".into());
        };
        let Ok(texted) = serde_json::from_str::<Texted>(text) else {
            return Outcome::Never("The message cannot be read.".into());
        };
        let settings = match self.db.read(move |db| Channel::find(location, kind, db)).await {
            Ok(Some(channel)) => channel.settings(&self.secrets),
            Ok(None) => return Outcome::Never(format!("No {} is connected any more.", kind.name())),
            Err(error) => Err(error),
        };
        let Ok(settings) = settings else {
            return Outcome::Later("The settings of the channel cannot be read. Enter them anew.".into());
        };
        let to = Phone::stored(message.recipient.clone());
        let errand = Errand { to: &to, text: &texted.text, words: &texted.words, key: &message.message_id };
        match self.gateway.carry(&settings, &errand).await {
            Answer::Taken => Outcome::Done("sent"),
            Answer::Refused(why) => Outcome::Never(why),
            Answer::Unknown(why, until) => Outcome::Unknown(why, until),
            Answer::Later(why) => Outcome::Later(why),
            Answer::Again(why, until) => Outcome::Rest { why, until: Some(until), counts: true },
            Answer::Pause(why, until) => Outcome::Rest { why, until: Some(until), counts: false },
        }
    }
}
