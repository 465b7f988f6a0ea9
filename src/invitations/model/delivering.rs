//! Writing to the invited, by every way there is, each with a link of its own; and to the inviter when one fails.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::channels::Channel;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{InvitationId, MessageId};
use crate::outbox::Desk;
use crate::schema::{invitation_links, invitations, messages};
use crate::secrets::Token;
use crate::users::User;

use super::super::letters::{Occasion, added, not_delivered, you_are_invited};
use super::{Host, Invitation, Inviting, Promise, State};

/// What went out.
#[derive(Debug, Default)]
pub(super) struct Underway {
    pub any: bool,
    /// Why nothing goes to the phone, although something could.
    pub refused: Option<Error>,
}

impl Invitation {
    /// Writes to every contact there is a way to.
    pub(super) fn deliver(
        &self,
        by: &impl Inviting,
        promise: &Promise,
        desk: &Desk,
        db: &mut Conn,
    ) -> Result<Underway> {
        let letter = self.post_letter(Occasion::Invited, by.name(), &by.host(), promise, desk, db)?;
        match self.text_phone(by, promise, desk, db) {
            Ok(text) => Ok(Underway { any: letter || text, refused: None }),
            Err(refused @ (Error::TooMany(_) | Error::Conflict(_))) => {
                Ok(Underway { any: letter, refused: Some(refused) })
            }
            Err(other) => Err(other),
        }
    }

    /// Writes a letter in somebody's name, if there is an address for it.
    pub(super) fn post_letter(
        &self,
        occasion: Occasion,
        inviter: &str,
        host: &Host,
        promise: &Promise,
        desk: &Desk,
        db: &mut Conn,
    ) -> Result<bool> {
        let Some(email) = &self.email else { return Ok(false) };
        let (token, link) = new_link(desk);
        let sister = self.sister_of_addressee(db)?;
        let letter = match &sister {
            Some(chain) if occasion == Occasion::Invited => added(self, inviter, host, chain, promise, link),
            _ => you_are_invited(occasion, self, inviter, host, promise, link),
        };
        let message = desk.at(host.main.id).post(email, self.language, &letter, self.expires_at, db)?;
        self.add_link("email", &token, Some(message), db)?;
        Ok(true)
    }

    /// Writes to the phone, if a channel is connected. Only somebody who may invite causes that (security.md SF4).
    fn text_phone(&self, by: &impl Inviting, promise: &Promise, desk: &Desk, db: &mut Conn) -> Result<bool> {
        let Some(phone) = &self.phone else { return Ok(false) };
        let host = by.host();
        let Some(channel) = Channel::to_phones(host.main.id, db)? else { return Ok(false) };
        let (token, link) = new_link(desk);
        let letter = you_are_invited(Occasion::Invited, self, by.name(), &host, promise, link);
        let message = desk.text(&channel, phone, self.language, &letter, self.expires_at, db)?;
        self.add_link(channel.kind.slug(), &token, Some(message), db)?;
        Ok(true)
    }

    /// Tells the inviter that a message of an open invitation was given up (cases C3).
    pub fn tell_inviter(message: MessageId, desk: &Desk, db: &mut Conn) -> Result<()> {
        let found: Option<(InvitationId, String, String)> = invitation_links::table
            .inner_join(invitations::table)
            .inner_join(messages::table)
            .filter(invitation_links::message_id.eq(message))
            .select((invitations::id, messages::recipient, messages::reason))
            .first(db)
            .optional()?;
        let Some((invitation, recipient, why)) = found else { return Ok(()) };
        let invitation = Self::anywhere(invitation, db)?;
        if invitation.state != State::Pending || invitation.replaced {
            return Ok(());
        }
        let Some(inviter) = User::email_of(invitation.inviter, db)? else { return Ok(()) };
        let language = User::language(invitation.inviter, db)?;
        let host = match Host::find(invitation.place, db) {
            Err(Error::NotFound) => return Ok(()),
            host => host?,
        };
        let link = desk.link(&format!("{}/invitations", host.place));
        let letter = not_delivered(&invitation.name, &recipient, &host.name, &why, link);
        desk.at(host.main.id).post(&inviter, language, &letter, clock::now() + TimeDelta::days(2), db)?;
        Ok(())
    }
}

fn new_link(desk: &Desk) -> (Token, String) {
    let token = Token::new();
    let link = desk.link(&format!("/join/{}", token.text()));
    (token, link)
}

/// The sentence beside the contact, with the way to the settings for those who may change them.
pub(super) fn beside_the_contact(why: String, channels_page: Option<String>) -> Error {
    let errors = Errors::on("contact", why);
    Error::Invalid(match channels_page {
        Some(page) => errors.leading_to("Go to Settings › Channels", page),
        None => errors,
    })
}
