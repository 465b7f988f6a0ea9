//! A sample chain: what `parlour demo` opens, and a first look for everyone who tries Parlour.

mod chain;
mod pay;
mod salon;

use std::io::IsTerminal;

use anyhow::anyhow;
use chrono_tz::Europe::Lisbon;

use crate::access::rights::{AddMembers, EditPositions, EditUsers, InviteUsers};
use crate::access::{Access, Can, Extent, Inside, Key, Reach, Right, Role, Terms};
use crate::config::Config;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::house::House;
use crate::id::{LocationId, PositionId, UserId};
use crate::invitations::{Gives, Invitation, Offer};
use crate::locations::{Details, Location};
use crate::opening::open_house;
use crate::out::say;
use crate::team::{Member, Position, Profile};
use crate::users::{Contact, Email, NewUser, User};

/// Everyone in the sample signs in with this. It opens nothing but the sample.
const PASSWORD: &str = "plum mirrors at noon";

const HERE: &str = "sample";

/// People of the sample who can sign in: name, e-mail, role.
const CAST: [(&str, &str, &str); 6] = [
    ("Beatriz Sá", "beatriz@verbena.example", "owner"),
    ("Rui Tavares", "rui@verbena.example", "manager"),
    ("Amara Okafor", "amara@verbena.example", "receptionist"),
    ("Marta Oliveira", "marta@verbena.example", "professional"),
    ("Dario Conti", "dario@verbena.example", "view-only"),
    ("Sílvia Reis", "silvia@verbena.example", "system-manager"),
];

/// Manages the chain of the sample, and every location of it.
const MIRA: (&str, &str) = ("Mira Lund", "mira@verbena.example");

/// The team of the sample: name, position, specialization, available for assisting.
const TEAM: [(&str, &str, &str, bool); 11] = [
    ("Marta Oliveira", "Stylist", "Colour and balayage", false),
    ("Noor Haddad", "Stylist", "Cuts and styling", true),
    ("Tomasz Wilk", "Barber", "Cuts and beards", false),
    ("Lucía Ferrer", "Nail artist", "Gel and nail art", false),
    ("June Park", "Brow artist", "Brows and lashes", true),
    ("Ilse Brandt", "Trainee", "Assists with colour", false),
    ("Dario Conti", "Trainee", "Assists at the basin", true),
    ("Amara Okafor", "Front desk", "", false),
    ("Rui Tavares", "Front desk", "", false),
    ("Henrik Sol", "Accountant", "Pay and reports", false),
    ("Sílvia Reis", "", "", false),
];

/// The demo keeps to a folder of its own, and shows its mailbox.
pub fn config(config: Config) -> Config {
    Config { data: config.data.join("demo"), mailbox: config.mailbox.or(Some(true)), ..config }
}

/// Fills an empty database with the sample, and prints who can sign in.
pub fn fill(house: &House) -> anyhow::Result<()> {
    let hash = house.passwords.hash_now(PASSWORD).map_err(|error| anyhow!("{error}"))?;
    house
        .db
        .write_now(|db| if Location::any(db)? { Ok(()) } else { open_sample(&hash, house, db) })
        .map_err(|error| anyhow!("The sample could not be written: {error}"))?;
    announce(house);
    Ok(())
}

/// Everybody who can sign in: name, e-mail, role.
fn cast() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    CAST.into_iter().chain([(MIRA.0, MIRA.1, "chain-manager")])
}

fn announce(house: &House) {
    let mailbox = house.config.link("/mailbox");
    if std::io::stdout().is_terminal() {
        say!("\nSample people, all with the password: {PASSWORD}\n");
        for (name, email, role) in cast() {
            say!("  {role:15} {name:15} {email}");
        }
        say!("\nMails that would be sent are at {mailbox}\n");
    } else {
        for (_, email, role) in cast() {
            say!("signin\t{role}\t{email}\t{PASSWORD}");
        }
        say!("mailbox\t{mailbox}");
    }
}

fn open_sample(hash: &str, house: &House, db: &mut Conn) -> Result<()> {
    let (owner_name, owner_email, _) = CAST[0];
    let (owner, here) = open_house(
        owner_name,
        &contact(owner_email)?,
        owner_email,
        hash,
        &details("Verbena Old Town"),
        &HERE.into(),
        db,
    )?;
    add_team(owner, here, db)?;
    salon::work(owner, here, db)?;
    pay::settle(owner, here, db)?;
    for (name, email, template) in &CAST[1..] {
        let user = User::register(&NewUser { name, password_hash: hash, consent: None }, db)?;
        User::verify(user, &contact(email)?, email, db)?;
        let role = role_like(template, here, db)?;
        Access::grant(here, user, role.id, None, owner_name, db)?;
        if let Some(card) = Member::named(&*proof::<AddMembers>(owner, here, db)?, name, db)? {
            Member::link(here, card, user, db)?;
        }
    }
    let_rui_differ(owner, here, db)?;
    chain::found(owner, here, hash, db)?;
    invite_june(owner, here, house, db)
}

fn add_team(owner: UserId, here: LocationId, db: &mut Conn) -> Result<()> {
    let author: Can<EditPositions> = proof(owner, here, db)?;
    let mut positions: Vec<(String, PositionId)> = Vec::new();
    for (_, title, ..) in TEAM.iter().filter(|(_, title, ..)| !title.is_empty()) {
        if !positions.iter().any(|(known, _)| known == title) {
            Position::add(&author, title, "", db)?;
            let all = Position::list(&author, db)?;
            let id = all.iter().find(|position| position.title == *title).map(|position| position.id);
            positions.extend(id.map(|id| ((*title).to_owned(), id)));
        }
    }
    let by: Can<AddMembers> = proof(owner, here, db)?;
    for (name, title, specialization, assists) in TEAM {
        let profile = Profile {
            name: name.to_owned(),
            specialization: specialization.to_owned(),
            position: positions.iter().find(|(known, _)| known == title).map(|(_, id)| *id),
            ..Profile::default()
        };
        Member::add(&by, &profile, assists, db)?;
    }
    Ok(())
}

/// A manager who may do a little more than others, and a little less: so that there is something to ask why about.
fn let_rui_differ(owner: UserId, here: LocationId, db: &mut Conn) -> Result<()> {
    let by: Can<EditUsers> = proof(owner, here, db)?;
    let Some(known) = User::by_contact(&contact(CAST[1].1)?, db)? else { return Ok(()) };
    let Some(rui) = Access::of(&by, known.id, db)? else { return Ok(()) };
    let mut rights = rui.held.rights().clone();
    rights.set(Right::SeePersonalData, Some(Extent::WHOLE));
    rights.set(Right::EditPositions, None);
    rights.set(Right::ViewActivity, Some(Extent { reach: Reach::Days(30), ..Extent::WHOLE }));
    let terms = Terms { role: rui.held.role.id, rights: Some(rights), ends_on: None };
    Access::change(&by, rui.id, &terms, rui.version, db).map(drop)
}

/// One invitation that is still open, so that the Invited tab has something to show.
fn invite_june(owner: UserId, here: LocationId, house: &House, db: &mut Conn) -> Result<()> {
    let by: Can<InviteUsers> = proof(owner, here, db)?;
    let email = "june@verbena.example";
    let offer = Offer {
        name: "June Park".into(),
        email: Some((Email::parse(email).map_err(|_| Error::NotFound)?, email.to_owned())),
        phone: None,
        gives: Gives::Role(role_like("professional", here, db)?.id),
        member: Member::named(&by, "June Park", db)?,
        language: None,
        note: "Looking forward to having you with us.".into(),
        access_ends_on: None,
        by_hand: false,
    };
    Invitation::send(&by, &offer, &house.desk, db).map(drop)
}

fn details(name: &str) -> Details {
    Details {
        name: name.to_owned(),
        address: "Rua das Flores 12, Porto".into(),
        country: "PT".into(),
        zone: Lisbon,
        currency: "EUR".into(),
        language: Default::default(),
        invitation_days: 7,
    }
}

fn contact(email: &str) -> Result<Contact> {
    Email::parse(email).map(Contact::Email).map_err(|_| Error::NotFound)
}

fn role_like(template: &str, here: LocationId, db: &mut Conn) -> Result<Role> {
    let roles = Role::list(here, db)?;
    roles.into_iter().find(|role| role.template.as_deref() == Some(template)).ok_or(Error::NotFound)
}

fn proof<K: Key>(user: UserId, here: LocationId, db: &mut Conn) -> Result<Can<K>> {
    Inside::enter(user, HERE.into(), here, db)?.proof().ok_or(Error::NotFound)
}
