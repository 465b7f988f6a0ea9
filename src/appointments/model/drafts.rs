//! The lines of an appointment as they are to be: on which terms, and from when to when, one after the other.

use chrono::{NaiveDateTime, TimeDelta};

use crate::access::{Inside, Right};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{LineId, MemberId, ServiceId};
use crate::services::{Offer, Provider};

use super::assistance::Assistance;
use super::percent::WHOLE;
use super::reading::LONGEST;
use super::staff::Worker;
use super::wish::LineWish;
use super::{Assistant, Line};

/// A line that is about to be written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Which line it is already.
    pub line: Option<LineId>,
    pub service: ServiceId,
    pub title: String,
    pub member: MemberId,
    pub member_name: String,
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
    pub price: i64,
    pub discount: i64,
    pub quantity: i64,
    pub is_split: bool,
    pub assistants: Vec<Assistant>,
    /// Whether the same person stands at the same time as before: then nothing new can be in the way.
    pub is_settled: bool,
}

impl Draft {
    /// A line as it is.
    pub fn of(line: &Line) -> Self {
        Draft {
            line: Some(line.id),
            service: line.service,
            title: line.title.clone(),
            member: line.member,
            member_name: line.member_name.clone(),
            from: line.starts_at,
            to: line.ends_at,
            price: line.price,
            discount: line.discount,
            quantity: line.quantity,
            is_split: line.is_split,
            assistants: line.assistants.clone(),
            is_settled: true,
        }
    }

    /// `Cut with Anna`.
    pub fn said(&self) -> String {
        format!("{} with {}", self.title, self.member_name)
    }
}

/// What can be chosen from when lines are drafted.
pub struct Choices {
    pub offers: Vec<Offer>,
    pub workers: Vec<Worker>,
    pub rules: Assistance,
}

impl Choices {
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let rules = Assistance::of(by.location().id, db)?;
        Ok(Choices { offers: Offer::all(by, db)?, workers: Worker::all(by, db)?, rules })
    }

    /// Drafts lines on these terms, in the order of the form. What cannot be stands beside its field.
    pub(super) fn draft(&self, wishes: &[LineWish], old: &[Line], start: NaiveDateTime) -> Result<Vec<Draft>> {
        let (mut drafts, mut errors, mut from) = (Vec::new(), Errors::none(), start);
        for (place, wish) in wishes.iter().enumerate() {
            let was = match wish.line {
                Some(id) => Some(old.iter().find(|line| line.id == id).ok_or(Error::NotFound)?),
                None => None,
            };
            match self.line(wish, was, from) {
                Ok(draft) => {
                    from = draft.to;
                    drafts.push(draft);
                }
                Err(Error::Invalid(faults)) => errors.extend(faults.in_row(place + 1)),
                Err(other) => return Err(other),
            }
        }
        if from - start > LONGEST {
            errors.add("at", "Shorten the services: an appointment lasts at most 24 hours");
        }
        errors.or(drafts)
    }

    fn line(&self, wish: &LineWish, was: Option<&Line>, from: NaiveDateTime) -> Result<Draft> {
        let kept = was.filter(|line| line.service == wish.service && line.member == wish.member);
        if let Some(line) = kept {
            let to = from + TimeDelta::minutes(wish.minutes.unwrap_or(line.minutes()));
            return Ok(Draft {
                is_settled: (line.starts_at, line.ends_at) == (from, to),
                from,
                to,
                price: wish.price.unwrap_or(line.price),
                discount: wish.discount.unwrap_or(line.discount),
                quantity: wish.quantity,
                ..Draft::of(line)
            });
        }
        let (offer, worker, terms) = self.terms(wish.service, wish.member)?;
        let to = from + TimeDelta::minutes(wish.minutes.unwrap_or(terms.minutes));
        let same_service = was.filter(|line| line.service == wish.service);
        let assistants = match was {
            Some(line) => line.assistants.clone(),
            None => self.assistants(wish)?,
        };
        if let Some(assistant) = assistants.iter().find(|assistant| assistant.member == wish.member) {
            return Err(Error::on("member", assists_already(&assistant.name)));
        }
        Ok(Draft {
            line: wish.line,
            service: offer.service,
            title: offer.title.clone(),
            member: worker.id,
            member_name: worker.name.clone(),
            from,
            to,
            price: wish.price.unwrap_or(terms.price),
            discount: wish.discount.or(same_service.map(|line| line.discount)).unwrap_or(0),
            quantity: wish.quantity,
            is_split: was.map_or(self.rules.is_split, |line| line.is_split),
            assistants,
            is_settled: false,
        })
    }

    /// The terms on which somebody provides a service, if they can be booked for it.
    pub fn terms(&self, service: ServiceId, member: MemberId) -> Result<(&Offer, &Worker, Provider)> {
        let Some(offer) = self.offers.iter().find(|offer| offer.service == service) else {
            return Err(Error::on("service", "Choose one of the services that are offered"));
        };
        let Some(worker) = self.bookable(member) else {
            return Err(Error::on("member", "Choose a team member who is in the schedule"));
        };
        match offer.providers.iter().find(|provider| provider.member == member) {
            Some(provider) => Ok((offer, worker, *provider)),
            None => Err(Error::on(
                "member",
                format!(
                    "{} does not provide {}. Choose somebody who does, or add it to the services on their card",
                    worker.name, offer.title
                ),
            )),
        }
    }

    pub fn bookable(&self, member: MemberId) -> Option<&Worker> {
        self.workers.iter().find(|worker| worker.id == member && worker.can_be_booked())
    }

    /// Those who assist from the beginning, each with their whole share.
    fn assistants(&self, wish: &LineWish) -> Result<Vec<Assistant>> {
        if wish.assistants.len() > 1 && !self.rules.several {
            return Err(Error::on("assistants", ONLY_ONE));
        }
        if let Some(twice) =
            wish.assistants.iter().enumerate().find(|(place, id)| wish.assistants[..*place].contains(id))
        {
            let name =
                self.workers.iter().find(|worker| worker.id == *twice.1).map_or("This person", |worker| &worker.name);
            return Err(Error::on("assistants", only_once(name)));
        }
        let assistant = |id: &MemberId| {
            let worker = self.workers.iter().find(|worker| worker.id == *id && worker.assists);
            let found = worker.map(|worker| Assistant { member: worker.id, name: worker.name.clone(), share: WHOLE });
            found.ok_or_else(|| Error::on("assistants", NOT_AVAILABLE))
        };
        wish.assistants.iter().map(assistant).collect()
    }
}

/// Several are not allowed here.
pub(super) const ONLY_ONE: &str =
    "Keep one assistant: here a service has only one. Payroll › General settings can allow several";

/// Not somebody who assists here.
pub(super) const NOT_AVAILABLE: &str = "Choose a team member who works here and is available for assisting";

pub(super) fn only_once(name: &str) -> String {
    format!("{name} is on this service already. Choose somebody else")
}

/// Nobody assists themselves.
pub(super) fn assists_already(name: &str) -> String {
    format!("{name} assists in this service. Take them off as assistant first, or choose somebody else")
}

/// Prices, discounts and assistants take rights of their own, and so does giving a line to somebody else.
pub(super) fn must_be_allowed(by: &Inside, wishes: &[LineWish], old: &[Line], db: &mut Conn) -> Result<()> {
    let is_handed_over = |wish: &LineWish| {
        let was = old.iter().find(|line| Some(line.id) == wish.line);
        was.is_some_and(|line| line.member != wish.member)
    };
    let needed = [
        (Right::ChangePrices, wishes.iter().any(|wish| wish.price.is_some() || wish.discount.is_some())),
        (Right::ManageAssistants, wishes.iter().any(|wish| !wish.assistants.is_empty())),
        (Right::MoveAppointments, wishes.iter().any(is_handed_over)),
    ];
    match needed.into_iter().find(|(right, is_needed)| *is_needed && !by.may(*right)) {
        Some((right, _)) => Err(by.refusal(right, db)?),
        None => Ok(()),
    }
}
