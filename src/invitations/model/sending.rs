//! Inviting: the checks and the row.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::channels::Channel;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, OnUnique, Result, Wait};
use crate::id::{InvitationId, MemberId, UserId};
use crate::language::Language;
use crate::outbox::Desk;
use crate::schema::invitations;
use crate::text;
use crate::users::{Contact, Email, Phone, User};

use super::card::InvitedCard;
use super::delivering::beside_the_contact;
use super::host::hold;
use super::pace::{self, Turn};
use super::{Gives, Host, Invitation, Inviting, State, is_in};

/// What somebody is about to be offered.
#[derive(Debug, Clone)]
pub struct Offer {
    pub name: String,
    pub email: Option<(Email, String)>,
    pub phone: Option<(Phone, String)>,
    pub gives: Gives,
    pub member: Option<MemberId>,
    /// The language of the message; the person's own or the location's when not chosen.
    pub language: Option<Language>,
    /// What the inviter adds in their own words.
    pub note: String,
    /// The last day of the access, as the location counts days.
    pub access_ends_on: Option<NaiveDate>,
    /// The inviter will hand the link over in person, where nothing can be sent to a phone.
    pub by_hand: bool,
}

/// An invitation that has been written down.
#[derive(Debug, Clone)]
pub struct Sent {
    pub id: InvitationId,
    pub contact: String,
    /// Whether a letter or a text is on its way; else the link has to be copied.
    pub by_letter: bool,
}

impl Offer {
    pub fn contacts(&self) -> Vec<Contact> {
        let email = self.email.as_ref().map(|(email, _)| Contact::Email(email.clone()));
        let phone = self.phone.as_ref().map(|(phone, _)| Contact::Phone(phone.clone()));
        email.into_iter().chain(phone).collect()
    }

    /// The language of the message: the one chosen, else the person's own, else the location's (cases C5).
    fn language(&self, by: &impl Inviting, known: Option<UserId>, db: &mut Conn) -> Result<Language> {
        match (self.language, known) {
            (Some(chosen), _) => Ok(chosen),
            (None, Some(known)) => User::language(known, db),
            (None, None) => Ok(by.host().main.language),
        }
    }

    /// The field an error about the contact belongs to.
    fn field(&self) -> &'static str {
        "contact"
    }
}

impl Invitation {
    /// Invites somebody to the location or the chain, and writes to them. What fails undoes only itself.
    pub fn send(by: &impl Inviting, offer: &Offer, desk: &Desk, db: &mut Conn) -> Result<Sent> {
        db.apart(|db| Self::send_one(by, offer, desk, db))
    }

    fn send_one(by: &impl Inviting, offer: &Offer, desk: &Desk, db: &mut Conn) -> Result<Sent> {
        hold(by.place(), db)?;
        let by = by.still(db)?;
        by.may_send_now(db)?;
        let promise = by.look_up(&offer.gives, db)?;
        by.may_give(&promise, db)?;
        must_be_reachable(offer, || Channel::reaches_phones(by.host().main.id, db), by.channels_page())?;
        let known = must_be_one_stranger(&by, offer, db)?;
        must_be_free(&by, offer, None, db)?;
        must_be_a_free_card(&by, offer, db)?;
        must_be_in_time(&by, offer, db)?;

        let expires_at = end_of_a_link(&by.host());
        let invitation = by.keep_seats(&promise, db, |db| insert(&by, offer, known, expires_at, db))?;
        activity::record(
            &by,
            Entry::new(Deed::Invited, format!("{} ({})", offer.name, invitation.contact()))
                .of_member(offer.member)
                .with([Change::new("Role", "", promise.words())]),
            db,
        )?;
        let underway = invitation.deliver(&by, &promise, desk, db)?;
        match underway.refused {
            Some(Error::TooMany(Wait { why, .. }) | Error::Conflict(why)) if !offer.by_hand => {
                Err(beside_the_contact(why, by.channels_page()))
            }
            _ => Ok(Sent { id: invitation.id, contact: invitation.contact(), by_letter: underway.any }),
        }
    }
}

fn insert(
    by: &impl Inviting,
    offer: &Offer,
    known: Option<UserId>,
    expires_at: NaiveDateTime,
    db: &mut Conn,
) -> Result<Invitation> {
    let (email, email_shown) = offer.email.clone().map(|(email, shown)| (email.as_str().to_owned(), shown)).unzip();
    let (phone, phone_shown) = offer.phone.clone().map(|(phone, shown)| (phone.as_str().to_owned(), shown)).unzip();
    let language = offer.language(by, known, db)?;
    let in_chain = offer.gives.in_chain();
    let id: InvitationId = diesel::insert_into(invitations::table)
        .values((
            invitations::location_id.eq(by.place().location()),
            invitations::chain_id.eq(by.place().chain()),
            invitations::name.eq(&offer.name),
            invitations::name_key.eq(text::key(&offer.name)),
            invitations::email.eq(email),
            invitations::email_shown.eq(email_shown),
            invitations::phone.eq(phone),
            invitations::phone_shown.eq(phone_shown),
            invitations::language.eq(language.code()),
            invitations::note.eq(&offer.note),
            invitations::access_ends_on.eq(offer.access_ends_on),
            invitations::role_id.eq(offer.gives.role()),
            invitations::chain_role_id.eq(in_chain.role.map(|(role, _)| role)),
            invitations::everywhere_role_id.eq(in_chain.everywhere),
            invitations::member_id.eq(offer.member),
            invitations::inviter_id.eq(by.user()),
            invitations::inviter_name.eq(by.name()),
            invitations::created_at.eq(clock::now()),
            invitations::expires_at.eq(expires_at),
        ))
        .returning(invitations::id)
        .get_result(db)
        .on_unique(|| {
            Error::on(
                offer.field(),
                format!("{} was invited a moment ago. Use Invite again on the Invited tab", offer.name),
            )
        })?;
    Invitation::write_grants(id, &offer.gives, db)?;
    Invitation::one(by.place(), id, db)
}

/// When a link that is made now stops working (domain.md §6.3).
pub(super) fn end_of_a_link(host: &Host) -> NaiveDateTime {
    clock::now() + TimeDelta::days(host.main.invitation_days)
}

/// A phone alone cannot be written to while no channel is connected (cases A3). That is asked only where it matters.
pub fn must_be_reachable(
    offer: &Offer,
    reaches_phones: impl FnOnce() -> Result<bool>,
    channels_page: Option<String>,
) -> Result<()> {
    if offer.email.is_some() || offer.by_hand || reaches_phones()? {
        return Ok(());
    }
    let why = format!(
        "Text messages are not connected. Enter an email address for {}, or choose to hand the link over yourself",
        offer.name
    );
    Err(beside_the_contact(why, channels_page))
}

/// Not too many, and not too often (cases A27).
pub(super) fn must_be_in_time(by: &impl Inviting, offer: &Offer, db: &mut Conn) -> Result<()> {
    let email = offer.email.as_ref().map(|(email, _)| email);
    match pace::step(by, &offer.name, email, Turn::First, db)? {
        Some(wait) => Err(Error::on(offer.field(), wait.why)),
        None => Ok(()),
    }
}

/// The contacts belong to one person at most, and not to someone who is in already. Returns their account, if they have one.
pub(super) fn must_be_one_stranger(by: &impl Inviting, offer: &Offer, db: &mut Conn) -> Result<Option<UserId>> {
    let mut owner = None;
    for contact in offer.contacts() {
        let Some(known) = User::by_contact(&contact, db)? else { continue };
        if known.id == by.user() {
            return Err(Error::on(offer.field(), "This is your own contact. You have access already"));
        }
        if is_in(by.place(), known.id, db)? {
            return Err(already_in(by, &offer.name, &contact));
        }
        if owner.is_some_and(|owner| owner != known.id) {
            return Err(Error::on(
                offer.field(),
                "This email and this phone number do not belong to one person. Enter only one of them",
            ));
        }
        owner = Some(known.id);
    }
    Ok(owner)
}

fn already_in(by: &impl Inviting, name: &str, contact: &Contact) -> Error {
    let here = by.place();
    let where_to = if here.chain().is_some() { "to the chain" } else { "here" };
    let errors = Errors::on("contact", format!("{name} already has access {where_to} with {contact}"));
    Error::Invalid(errors.leading_to("See the users", format!("{here}/users")))
}

/// An invitation that has run out gives way; one that is alive is pointed to (cases A11 to A13).
pub(super) fn must_be_free(
    by: &impl Inviting,
    offer: &Offer,
    except: Option<InvitationId>,
    db: &mut Conn,
) -> Result<()> {
    for contact in offer.contacts() {
        let Some(earlier) = Invitation::live_to(by.place(), &contact, db)? else { continue };
        match earlier.state {
            _ if Some(earlier.id) == except => {}
            State::Expired => {
                diesel::update(invitations::table.find(earlier.id)).set(invitations::replaced.eq(true)).execute(db)?;
            }
            _ => return Err(already_invited(by, offer, &earlier, db)?),
        }
    }
    Ok(())
}

fn already_invited(by: &impl Inviting, offer: &Offer, earlier: &Invitation, db: &mut Conn) -> Result<Error> {
    let here = by.place();
    let errors = if earlier.gives == offer.gives {
        Errors::on(offer.field(), format!("{} is invited already. Use Invite again on the Invited tab", offer.name))
            .leading_to("Go to the Invited tab", format!("{here}/invitations"))
    } else {
        let as_what = earlier.promise(db)?.words();
        Errors::on(
            offer.field(),
            format!("{} is invited already, as {as_what}. Change that invitation instead", offer.name),
        )
        .leading_to("Change the invitation", format!("{here}/invitations/{}/edit", earlier.id))
    };
    Ok(Error::Invalid(errors))
}

/// A card takes one user and one live invitation.
pub(super) fn must_be_a_free_card(by: &impl Inviting, offer: &Offer, db: &mut Conn) -> Result<()> {
    let (Some(id), Some(here)) = (offer.member, by.place().location()) else { return Ok(()) };
    let card = InvitedCard::find(here, id, db).map_err(|error| match error {
        Error::NotFound => Error::on("card", "Choose one of the cards of this location"),
        other => other,
    })?;
    if !card.works_here {
        return Err(Error::Conflict(format!("{} does not work here any more. Restore the card first.", card.name)));
    }
    if card.is_linked {
        return Err(Error::Conflict(format!("The card of {} is linked to a user already.", card.name)));
    }
    match Invitation::live_for_card(here, id, db)? {
        Some(earlier) if earlier.state != State::Expired => Err(Error::Conflict(format!(
            "{} is invited already, at {}. Revoke that invitation first.",
            card.name,
            earlier.contact()
        ))),
        Some(earlier) => {
            diesel::update(invitations::table.find(earlier.id)).set(invitations::replaced.eq(true)).execute(db)?;
            Ok(())
        }
        None => Ok(()),
    }
}
