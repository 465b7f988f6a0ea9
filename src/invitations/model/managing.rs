//! After sending: invite again, copy the link, revoke.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::access::Inside;
use crate::activity::{self, Actor, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::id::MemberId;
use crate::limits::{self, Limit};
use crate::outbox::Desk;
use crate::schema::{invitation_links, invitations};
use crate::secrets::Token;
use crate::users::{Contact, Email, User};

use super::super::letters::Occasion;
use super::host::hold;
use super::pace::{self, Turn};
use super::sending::end_of_a_link;
use super::{Host, Invitation, Inviting, Promise, State};

impl Invitation {
    /// Moves the end and sends a new link. Earlier links live on, unless they are to be cancelled.
    /// What cannot go to the phone is said, and stops nothing that goes elsewhere.
    pub fn send_again(
        &self,
        by: &impl Inviting,
        cancel_earlier: bool,
        desk: &Desk,
        db: &mut Conn,
    ) -> Result<(bool, Option<String>)> {
        let promise = self.must_be_whole(by, db)?;
        if let Some(wait) = pace::step(by, &self.name, self.email.as_ref(), Turn::Again, db)? {
            return Err(Error::TooMany(Wait { why: format!("{}.", wait.why), ..wait }));
        }
        if cancel_earlier {
            diesel::update(invitation_links::table.filter(invitation_links::invitation_id.eq(self.id)))
                .set(invitation_links::cancelled.eq(true))
                .execute(db)?;
            self.stop_letters(db)?;
        }
        let underway = self.prolonged(by, &promise, db)?.deliver(by, &promise, desk, db)?;
        activity::record(by, self.entry(Deed::InvitedAgain), db)?;
        match underway.refused {
            Some(refused) if !underway.any => Err(refused),
            refused => Ok((underway.any, refused.map(|refused| refused.to_string()))),
        }
    }

    /// Somebody who has not joined yet asks for a password: they get their open invitations again, with the same end.
    pub fn remind(email: &Email, desk: &Desk, db: &mut Conn) -> Result<()> {
        let often = Limit::new(&format!("remind {}", email.as_str()), 3, TimeDelta::minutes(15));
        match limits::count(&[often], db) {
            Err(Error::TooMany(_)) => return Ok(()),
            other => other?,
        };
        if User::by_contact(&Contact::Email(email.clone()), db)?.is_some() {
            return Ok(());
        }
        for invitation in Invitation::open_to(email, db)? {
            let host = match Host::find(invitation.place, db) {
                Err(Error::NotFound) => continue,
                host => host?,
            };
            let promise = invitation.promise(db)?;
            invitation.post_letter(Occasion::Invited, &invitation.inviter_name, &host, &promise, desk, db)?;
        }
        Ok(())
    }

    /// A link to hand over in person, and when it ends. It proves nothing about who follows it.
    pub fn copy_link(&self, by: &impl Inviting, desk: &Desk, db: &mut Conn) -> Result<(String, NaiveDateTime)> {
        let promise = self.must_be_whole(by, db)?;
        let prolonged = self.prolonged(by, &promise, db)?;
        let token = Token::new();
        prolonged.add_link("copy", &token, None, db)?;
        activity::record(by, self.entry(Deed::LinkCopied), db)?;
        Ok((desk.link(&format!("/join/{}", token.text())), prolonged.expires_at))
    }

    /// Ends the offer. Every link is dead at once. Revoking twice is as good as once.
    pub fn revoke(&self, by: &impl Actor, db: &mut Conn) -> Result<()> {
        hold(self.place, db)?;
        let ended = self.end("revoked", db)?;
        if ended {
            self.stop_letters(db)?;
            return activity::record(by, self.entry(Deed::InvitationRevoked), db);
        }
        match Invitation::one(self.place, self.id, db)?.state {
            State::Revoked => Ok(()),
            State::Accepted => Err(Error::Conflict(format!(
                "{} has accepted the invitation meanwhile. Remove their access instead.",
                self.name
            ))),
            _ => Err(Error::Conflict(format!("{} has declined the invitation meanwhile.", self.name))),
        }
    }

    /// Ends what is open for a card whose person leaves.
    pub fn revoke_for_card(by: &Inside, member: MemberId, db: &mut Conn) -> Result<()> {
        match Invitation::live_for_card(by.location().id, member, db)? {
            Some(open) => open.revoke(by, db),
            None => Ok(()),
        }
    }

    /// One conditional update decides who ends it.
    pub(super) fn end(&self, state: &str, db: &mut Conn) -> Result<bool> {
        let ended = diesel::update(invitations::table)
            .filter(invitations::id.eq(self.id).and(invitations::state.eq("pending")))
            .set((invitations::state.eq(state), invitations::ended_at.eq(clock::now())))
            .execute(db)?;
        Ok(ended == 1)
    }

    /// What a deed about an open invitation asks first: it is open, and its role could be granted by this person.
    pub(super) fn must_be_open(&self, by: &impl Inviting, db: &mut Conn) -> Result<Promise> {
        let by = by.still(db)?;
        match self.state {
            State::Pending | State::Expired | State::Waiting if !self.replaced => {}
            State::Pending | State::Expired | State::Waiting => {
                return Err(Error::Conflict(format!("{} has a newer invitation. Use that one.", self.name)));
            }
            State::Accepted => return Err(Error::Conflict(format!("{} has accepted this invitation.", self.name))),
            State::Declined => {
                return Err(Error::Conflict(format!("{} declined. Write a new invitation instead.", self.name)));
            }
            State::Revoked => {
                return Err(Error::Conflict("This invitation is revoked. Write a new one instead.".into()));
            }
        }
        let promise = self.promise(db)?;
        by.may_give(&promise, db)?;
        Ok(promise)
    }

    /// The same, and what a chain offers could be offered today (cases A31; security.md SA16).
    fn must_be_whole(&self, by: &impl Inviting, db: &mut Conn) -> Result<Promise> {
        let promise = self.must_be_open(by, db)?;
        if self.place.chain().is_some() {
            hold(self.place, db)?;
            let today = by.may_send_now(db).and_then(|()| by.look_up(&self.gives, db));
            today.map_err(in_one_sentence)?;
        }
        Ok(promise)
    }

    /// Alive for longer, or again: then it keeps a seat anew.
    pub(super) fn prolonged(&self, by: &impl Inviting, promise: &Promise, db: &mut Conn) -> Result<Self> {
        let expires_at = end_of_a_link(&by.host());
        let open = invitations::table.filter(invitations::id.eq(self.id).and(invitations::state.eq("pending")));
        let moved = by.keep_seats(promise, db, |db| {
            Ok(diesel::update(open).set(invitations::expires_at.eq(expires_at)).execute(db)?)
        })?;
        if moved == 0 {
            return Err(Error::Conflict("Somebody else has ended this invitation meanwhile.".into()));
        }
        Ok(Invitation { expires_at, ..self.clone() })
    }

    pub(super) fn entry(&self, deed: Deed) -> Entry {
        Entry::new(deed, format!("{} ({})", self.name, self.contact())).of_member(self.member)
    }
}

/// Where there is no form to say it beside a field.
pub(super) fn in_one_sentence(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => match Error::Invalid(errors).reason() {
            Ok(why) => Error::Conflict(why),
            Err(other) => other,
        },
        other => other,
    }
}
