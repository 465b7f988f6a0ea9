//! After sending: invite again, change, copy the link, revoke, approve.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::access::rights::InviteUsers;
use crate::access::{Access, Can, Inside, Role, Seats, may_grant};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::id::MemberId;
use crate::limits::{self, Limit};
use crate::locations::Location;
use crate::outbox::Desk;
use crate::schema::{invitation_links, invitations};
use crate::secrets::Token;
use crate::users::{Contact, Email, User};

use super::super::letters::Occasion;
use super::card::InvitedCard;
use super::pace::{self, Turn};
use super::sending::end_of_a_link;
use super::{Invitation, State};

impl Invitation {
    /// Moves the end and sends a new link. Earlier links live on, unless they are to be cancelled.
    /// What cannot go to the phone is said, and stops nothing that goes elsewhere.
    pub fn send_again(
        &self,
        by: &Can<InviteUsers>,
        cancel_earlier: bool,
        desk: &Desk,
        db: &mut Conn,
    ) -> Result<(bool, Option<String>)> {
        let role = self.must_be_open(by, db)?;
        if let Some(wait) = pace::step(by, &self.name, self.email.as_ref(), Turn::Again, db)? {
            return Err(Error::TooMany(Wait { why: format!("{}.", wait.why), ..wait }));
        }
        if cancel_earlier {
            diesel::update(invitation_links::table.filter(invitation_links::invitation_id.eq(self.id)))
                .set(invitation_links::cancelled.eq(true))
                .execute(db)?;
            self.stop_letters(db)?;
        }
        let underway = self.prolonged(by, db)?.deliver(by, &role, desk, db)?;
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
            let location = Location::find(invitation.location, db)?;
            let role = Role::once(location.id, invitation.role, db)?;
            invitation.post_letter(Occasion::Invited, &invitation.inviter_name, &location, &role, desk, db)?;
        }
        Ok(())
    }

    /// A link to hand over in person, and when it ends. It proves nothing about who follows it.
    pub fn copy_link(&self, by: &Can<InviteUsers>, desk: &Desk, db: &mut Conn) -> Result<(String, NaiveDateTime)> {
        self.must_be_open(by, db)?;
        let prolonged = self.prolonged(by, db)?;
        let token = Token::new();
        prolonged.add_link("copy", &token, None, db)?;
        activity::record(by, self.entry(Deed::LinkCopied), db)?;
        Ok((desk.link(&format!("/join/{}", token.text())), prolonged.expires_at))
    }

    /// Ends the offer. Every link is dead at once. Revoking twice is as good as once.
    pub fn revoke(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        let ended = self.end("revoked", db)?;
        if ended {
            self.stop_letters(db)?;
            return activity::record(by, self.entry(Deed::InvitationRevoked), db);
        }
        match Invitation::one(self.location, self.id, db)?.state {
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

    /// Lets in a person who has accepted, but whose inviter could no longer grant the role.
    pub fn approve(&self, by: &Can<InviteUsers>, db: &mut Conn) -> Result<()> {
        db.hold(self.location)?;
        let role = self.must_be_open(by, db)?;
        if !role.is_there(self.location, db)? {
            return Err(Error::Conflict(format!("The role {} is deleted. Change the invitation first.", role.name)));
        }
        let applicant = self
            .applicant
            .ok_or_else(|| Error::Conflict(format!("{} has not accepted the invitation yet.", self.name)))?;
        Seats::keep_for(by, db, |db| {
            if !self.end("accepted", db)? {
                return Err(Error::Conflict("Somebody else has decided about this invitation meanwhile.".into()));
            }
            if Access::exists(self.location, applicant, db)? {
                return Ok(());
            }
            Access::grant(self.location, applicant, role.id, self.access_ends_on, by.who(), db)
        })?;
        if let Some(card) = self.member {
            InvitedCard::link(self.location, card, applicant, db)?;
        }
        activity::record(by, self.entry(Deed::InvitationApproved), db)
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
    pub(super) fn must_be_open(&self, by: &Can<InviteUsers>, db: &mut Conn) -> Result<Role> {
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
        let role = Role::once(self.location, self.role, db)?;
        may_grant(&by, &role)?;
        Ok(role)
    }

    /// Alive for longer, or again: then it keeps a seat anew.
    pub(super) fn prolonged(&self, by: &Inside, db: &mut Conn) -> Result<Self> {
        let expires_at = end_of_a_link(by.location());
        let open = invitations::table.filter(invitations::id.eq(self.id).and(invitations::state.eq("pending")));
        let moved = Seats::keep_for(by, db, |db| {
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
