//! A list of people: what a browser sends of it, and what would come of every line.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::access::rights::InviteUsers;
use crate::access::{Can, Held, Holder, Inside, Role, Vacancies, can_grant};
use crate::channels::Channel;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{InvitationId, MemberId};
use crate::language::Language;
use crate::outbox::Desk;
use crate::text;
use crate::users::Contact;

use super::super::model::{
    Acquaintance, Card, Finding, Gives, Invitation, Offer, Sent, channels_page, must_be_reachable,
};
use super::sheet::{self, FORMULAS, Line, MOST_LINES};
use super::{Person, Terms, beside, ways_to_reach};

/// A list: pasted, in a file, or row by row, where something had to be corrected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListForm {
    pub text: String,
    pub file: String,
    pub name: Vec<String>,
    pub contact: Vec<String>,
    pub row_role: Vec<String>,
    pub card: Vec<String>,
    pub row_language: Vec<String>,
    /// For lines that name no role.
    pub role: String,
    pub language: String,
    pub note: String,
    pub last_day: String,
    pub by_hand: Option<String>,
}

/// A line, and what would come of it.
#[derive(Debug, Clone)]
pub struct Checked {
    pub line: Line,
    pub outcome: Outcome,
}

/// What would come of a line.
#[derive(Debug, Clone)]
pub enum Outcome {
    Ready(Box<Offer>),
    /// The same person stands on this earlier line, counted from 1.
    Twice(usize),
    /// They have access already.
    Inside,
    Invited(InvitationId),
    /// Something has to be corrected: the sentences beside the fields.
    Wrong(Errors),
}

impl ListForm {
    /// Everybody on the list.
    pub fn lines(&self) -> Result<Vec<Line>> {
        if !self.is_readable() {
            return Err(Error::on(
                "file",
                "This file cannot be read as text. Save it as “CSV UTF-8” in your spreadsheet, and choose that file",
            ));
        }
        let lines = self.everybody();
        match lines.len() {
            0 => {
                Err(Error::on("text", "Nobody is on this list. Paste at least one line, or choose a file that has one"))
            }
            many if many > MOST_LINES => Err(Error::on(
                "text",
                format!("There are {many} people on this list. Divide it into parts of {MOST_LINES} at most"),
            )),
            _ => Ok(lines),
        }
    }

    fn everybody(&self) -> Vec<Line> {
        let mut lines = sheet::read(&self.text);
        lines.extend(sheet::read(&self.file));
        lines.extend(self.rows());
        lines
    }

    /// The same list as text alone, for the first page: nothing that was sent is lost.
    pub fn into_text(self) -> Self {
        if self.file.is_empty() && self.name.is_empty() {
            return self;
        }
        let text = if self.is_readable() { sheet::write(&self.everybody()) } else { self.text };
        let ListForm { role, language, note, last_day, by_hand, .. } = self;
        ListForm { text, role, language, note, last_day, by_hand, ..ListForm::default() }
    }

    fn is_readable(&self) -> bool {
        !self.file.contains(['\0', '\u{fffd}'])
    }

    fn rows(&self) -> impl Iterator<Item = Line> {
        let at =
            |list: &Vec<String>, place: usize| list.get(place).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let row = move |place| Line {
            name: at(&self.name, place),
            contact: at(&self.contact, place),
            role: at(&self.row_role, place),
            card: at(&self.card, place),
            language: at(&self.row_language, place),
        };
        (0..self.name.len().max(self.contact.len())).map(row).filter(|line| !line.is_blank())
    }

    pub fn terms(&self, by: &Inside) -> Result<Terms> {
        Terms::parse(&self.language, &self.note, &self.last_day, self.by_hand.is_some(), by)
    }
}

impl Checked {
    /// Finds out what would come of every line. Asks the database a handful of questions, however long the list is.
    pub fn all(by: &Inside, lines: Vec<Line>, role: &str, terms: &Terms, db: &mut Conn) -> Result<Vec<Self>> {
        let names: Vec<&str> = lines.iter().map(|line| line.card.as_str()).filter(|name| !name.is_empty()).collect();
        let cards = if names.is_empty() { Vec::new() } else { Card::named(by, &names, db)? };
        let roles = &Role::list(by.location().id, db)?;
        let reaches_phones = Channel::reaches_phones(by.location().id, db)?;
        let reading = Reading { by, roles, cards: &cards, role, terms, reaches_phones };
        let offers: Vec<Result<Offer, Errors>> = lines.iter().map(|line| reading.offer(line)).collect();
        let readable: Vec<&Offer> = offers.iter().filter_map(|offer| offer.as_ref().ok()).collect();
        let known = Acquaintance::with(by, &readable, db)?;
        let mut before = Before::default();
        let mut vacancies = Vacancies::of(by, db)?;
        let outcomes = offers.into_iter().enumerate().map(|(place, offer)| match offer {
            Ok(offer) => seated(before.outcome(place + 1, offer, &known), roles, &mut vacancies),
            Err(errors) => Outcome::Wrong(errors),
        });
        Ok(lines.into_iter().zip(outcomes).map(|(line, outcome)| Checked { line, outcome }).collect())
    }

    /// Invites, if nothing stands in the way. What does is noted beside the line, and stops no other.
    pub fn send(&mut self, by: &Can<InviteUsers>, desk: &Desk, db: &mut Conn) -> Result<Option<Sent>> {
        let Outcome::Ready(offer) = &self.outcome else { return Ok(None) };
        let reasons = match Invitation::send(by, offer, desk, db) {
            Ok(sent) => return Ok(Some(sent)),
            Err(Error::Forbidden(refusal)) => Errors::on("role", refusal.lacks),
            Err(other) => beside(other)?,
        };
        self.outcome = Outcome::Wrong(reasons);
        Ok(None)
    }
}

/// Who stood on the lines before this one.
#[derive(Default)]
struct Before {
    people: HashMap<Contact, usize>,
    cards: HashSet<MemberId>,
}

impl Before {
    fn outcome(&mut self, number: usize, offer: Offer, known: &Acquaintance) -> Outcome {
        let contacts = offer.contacts();
        if let Some(earlier) = contacts.iter().find_map(|contact| self.people.get(contact)) {
            return Outcome::Twice(*earlier);
        }
        match known.finding(&offer) {
            Finding::Free => {}
            Finding::Inside => return Outcome::Inside,
            Finding::Invited(id) => return Outcome::Invited(id),
            Finding::Yourself => return wrong("contact", "This is your own contact. You have access already"),
            Finding::TwoPeople => {
                return wrong(
                    "contact",
                    "This email and this phone number do not belong to one person. Enter only one",
                );
            }
        }
        if offer.member.is_some_and(|card| !self.cards.insert(card)) {
            return wrong("card", "Somebody else on this list has this card");
        }
        self.people.extend(contacts.into_iter().map(|contact| (contact, number)));
        Outcome::Ready(Box::new(offer))
    }
}

/// Whoever is ready takes a seat, if the role needs one; the others hear why there is none left.
fn seated(outcome: Outcome, roles: &[Role], vacancies: &mut Vacancies) -> Outcome {
    let Outcome::Ready(offer) = &outcome else { return outcome };
    let role = roles.iter().find(|role| offer.gives.is(role.id));
    let card = offer.member.map(Holder::Member);
    match role.map(|role| vacancies.take(&offer.name, card, None, &Held::plain(role.clone()))) {
        Some(Err(errors)) => Outcome::Wrong(errors),
        _ => outcome,
    }
}

fn wrong(field: &str, why: &str) -> Outcome {
    Outcome::Wrong(Errors::on(field, why))
}

/// What reading a line needs.
struct Reading<'a> {
    by: &'a Inside,
    roles: &'a [Role],
    cards: &'a [Card],
    /// For lines that name none.
    role: &'a str,
    terms: &'a Terms,
    /// Whether a channel is connected that goes to phones.
    reaches_phones: bool,
}

impl Reading<'_> {
    fn offer(&self, line: &Line) -> Result<Offer, Errors> {
        let mut errors = Errors::none();
        refuse_formulas(line, &mut errors);
        let (email, phone) = ways_to_reach(&line.contact);
        let person = match errors.is_empty() {
            true => Some(Person::read(&line.name, &email, &phone, &self.by.location().country, &mut errors)),
            false => None,
        };
        let role = self.role(&line.role).map_err(|why| errors.add("role", why)).ok();
        let member = self.card(&line.card).map_err(|why| errors.add("card", why)).ok().flatten();
        let language = language(&line.language).map_err(|why| errors.add("language", why)).ok().flatten();
        let (Some(person), Some(role), true) = (person, role, errors.is_empty()) else {
            return Err(errors);
        };
        let offer = person.offered(Gives::Role(role.id), self.terms.by_hand);
        let offer = Offer { member, language, ..offer };
        let offer = self.terms.of(offer);
        match must_be_reachable(&offer, || Ok(self.reaches_phones), channels_page(self.by)) {
            Err(Error::Invalid(errors)) => Err(errors),
            _ => Ok(offer),
        }
    }

    /// The role that a line names, or the one for all; it must be one that can be given.
    fn role(&self, named: &str) -> Result<&Role, String> {
        let role = match named {
            "" => self.roles.iter().find(|role| role.id.to_string() == self.role),
            name => self.roles.iter().find(|role| text::key(&role.name) == text::key(&text::tidy(name))),
        };
        match role {
            Some(role) if can_grant(self.by, role) => Ok(role),
            Some(role) => Err(format!("You cannot give the role {}: it holds rights that you do not hold", role.name)),
            None if named.is_empty() => Err("Choose a role".into()),
            None => Err(format!("No role here is called “{named}”. Choose one of the list")),
        }
    }

    fn card(&self, named: &str) -> Result<Option<MemberId>, String> {
        let key = text::key(named);
        let found: Vec<&Card> = self.cards.iter().filter(|card| text::key(&card.name) == key).collect();
        match found.as_slice() {
            _ if named.is_empty() => Ok(None),
            [] => {
                Err(format!("Nobody called “{named}” works here. Write the name as the team list has it, or nothing"))
            }
            [card] if card.is_free => Ok(Some(card.id)),
            [card] => Err(format!("The card of {} has a user or an open invitation already", card.name)),
            _ => Err(format!("Several cards are called “{named}”. Invite this person from their card")),
        }
    }
}

/// A language by its name, its own name or its code.
fn language(named: &str) -> Result<Option<Language>, String> {
    let key = text::key(named);
    let is_meant = |language: &Language| {
        key == text::key(language.name())
            || key == format!("{language:?}").to_lowercase()
            || key.split(['-', '_']).next() == Some(language.code())
    };
    match Language::ALL.into_iter().find(is_meant) {
        _ if named.is_empty() => Ok(None),
        Some(language) => Ok(Some(language)),
        None => Err(format!("Parlour does not write in “{named}” yet. Choose one of the list")),
    }
}

/// A cell that a spreadsheet would reckon with does not get in (security.md SF2). A number that begins with + does.
fn refuse_formulas(line: &Line, errors: &mut Errors) {
    for (field, cell) in [("name", &line.name), ("contact", &line.contact)] {
        let begins = cell.chars().next().filter(|first| FORMULAS.contains(first));
        let is_phone = field == "contact" && begins == Some('+');
        if let (Some(sign), false) = (begins, is_phone) {
            errors.add(
                field,
                format!("Take away the {sign} at the beginning: a spreadsheet would take it for a formula"),
            );
        }
    }
}
