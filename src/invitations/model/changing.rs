//! Changing what is offered, or to whom, while nobody has answered yet (cases F5 and F6).

use diesel::prelude::*;

use crate::activity::{self, Change, Deed};
use crate::channels::Channel;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result, Wait};
use crate::id::MemberId;
use crate::outbox::Desk;
use crate::schema::{invitation_grants, invitation_links, invitations};
use crate::users::Contact;

use super::card::InvitedCard;
use super::delivering::beside_the_contact;
use super::host::hold;
use super::sending::{must_be_a_free_card, must_be_free, must_be_in_time, must_be_one_stranger, must_be_reachable};
use super::{Invitation, Inviting, Offer, Promise};

impl Invitation {
    /// Offers something else from now on, and says whether a letter leaves. A new role or card sends nothing: the page
    /// behind the link shows it. A new contact kills every link, and gets one of its own.
    pub fn change(&self, by: &impl Inviting, offer: &Offer, desk: &Desk, db: &mut Conn) -> Result<bool> {
        hold(self.place, db)?;
        let old = self.must_be_open(by, db)?;
        by.may_send_now(db)?;
        let promise = by.look_up(&offer.gives, db)?;
        by.may_give(&promise, db)?;
        let moves = offer.contacts() != self.contacts();
        if moves && self.applicant.is_some() {
            return Err(Error::Conflict(format!("{} has accepted already. Revoke this invitation first.", self.name)));
        }
        if moves {
            must_be_reachable(offer, || Channel::reaches_phones(by.host().main.id, db), by.channels_page())?;
            must_be_one_stranger(by, offer, db)?;
            must_be_free(by, offer, Some(self.id), db)?;
            must_be_in_time(by, offer, db)?;
        }
        if offer.member != self.member {
            must_be_a_free_card(by, offer, db)?;
        }
        let changes = self.differences(offer, &old, &promise, db)?;
        by.keep_seats(&promise, db, |db| self.rewrite(offer, db))?;
        activity::record(by, self.entry(Deed::InvitationChanged).with(changes), db)?;
        if !moves {
            return Ok(false);
        }
        self.readdress(offer, db)?;
        self.move_to(by, &promise, desk, db)
    }

    fn differences(&self, offer: &Offer, old: &Promise, new: &Promise, db: &mut Conn) -> Result<Vec<Change>> {
        let card = |id: Option<MemberId>, db: &mut Conn| match id.zip(self.place.location()) {
            Some((id, here)) => InvitedCard::find(here, id, db).map(|card| card.name),
            None => Ok(String::new()),
        };
        let day = |day: Option<_>| day.map(clock::long).unwrap_or_default();
        let reached = |contacts: Vec<Contact>| contacts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let changes = [
            Change::between("Contact", &reached(self.contacts()), &reached(offer.contacts())),
            Change::between("Role", &old.words(), &new.words()),
            Change::between("Card", &card(self.member, db)?, &card(offer.member, db)?),
            Change::between("Last day", &day(self.access_ends_on), &day(offer.access_ends_on)),
        ];
        Ok(changes.into_iter().flatten().collect())
    }

    /// What was typed stays as it was typed (cases A7).
    fn readdress(&self, offer: &Offer, db: &mut Conn) -> Result<()> {
        let (email, email_shown) = offer.email.clone().map(|(email, shown)| (email.as_str().to_owned(), shown)).unzip();
        let (phone, phone_shown) = offer.phone.clone().map(|(phone, shown)| (phone.as_str().to_owned(), shown)).unzip();
        diesel::update(invitations::table.find(self.id))
            .set((
                invitations::email.eq(email),
                invitations::email_shown.eq(email_shown),
                invitations::phone.eq(phone),
                invitations::phone_shown.eq(phone_shown),
            ))
            .execute(db)
            .on_unique(|| Error::on("contact", "Somebody was invited there a moment ago. Look at the Invited tab"))?;
        Ok(())
    }

    fn rewrite(&self, offer: &Offer, db: &mut Conn) -> Result<()> {
        let in_chain = offer.gives.in_chain();
        let changed = diesel::update(invitations::table)
            .filter(invitations::id.eq(self.id).and(invitations::state.eq("pending")))
            .set((
                invitations::role_id.eq(offer.gives.role()),
                invitations::chain_role_id.eq(in_chain.role.map(|(role, _)| role)),
                invitations::everywhere_role_id.eq(in_chain.everywhere),
                invitations::member_id.eq(offer.member),
                invitations::access_ends_on.eq(offer.access_ends_on),
            ))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict("This invitation has ended meanwhile.".into()));
        }
        diesel::delete(invitation_grants::table.filter(invitation_grants::invitation_id.eq(self.id))).execute(db)?;
        Self::write_grants(self.id, &offer.gives, db)
    }

    fn move_to(&self, by: &impl Inviting, promise: &Promise, desk: &Desk, db: &mut Conn) -> Result<bool> {
        self.stop_letters(db)?;
        diesel::delete(invitation_links::table.filter(invitation_links::invitation_id.eq(self.id))).execute(db)?;
        let moved = Invitation::one(self.place, self.id, db)?.prolonged(by, promise, db)?;
        let underway = moved.deliver(by, promise, desk, db)?;
        match underway.refused {
            Some(Error::TooMany(Wait { why, .. }) | Error::Conflict(why)) => {
                Err(beside_the_contact(why, by.channels_page()))
            }
            _ => Ok(underway.any),
        }
    }
}
