//! The services of an appointment, as typed: a row each.

use crate::access::Inside;
use crate::error::{Error, Errors, Result};
use crate::id::{MemberId, ServiceId};
use crate::money;

use super::super::model::{Choices, LONGEST_LINE, Line, LineWish, percent};
use super::STEP;

/// The most of one that can be booked at once.
const MOST: i64 = 99;

/// One row, as typed.
#[derive(Debug, Clone, Default)]
pub struct LineForm {
    /// Which line it is already.
    pub line: String,
    /// The service and the team member whose terms stand in the row, like `3-14`.
    pub was: String,
    pub service: String,
    pub member: String,
    pub minutes: String,
    pub price: Option<String>,
    pub discount: Option<String>,
    pub quantity: String,
    /// Those who are to assist, of a new line.
    pub assistants: Vec<MemberId>,
}

impl LineForm {
    /// A line as it is.
    pub fn of(line: &Line, by: &Inside, may_price: bool) -> Self {
        LineForm {
            line: line.id.to_string(),
            was: format!("{}-{}", line.service, line.member),
            service: line.service.to_string(),
            member: line.member.to_string(),
            minutes: line.minutes().to_string(),
            price: may_price.then(|| money::plain(line.price, &by.location().currency)),
            discount: may_price.then(|| percent::plain(line.discount)),
            quantity: line.quantity.to_string(),
            assistants: Vec::new(),
        }
    }

    pub fn is_blank(&self) -> bool {
        self.service.is_empty() && self.line.is_empty()
    }

    pub fn parse(&self, by: &Inside) -> Result<LineWish> {
        let mut errors = Errors::none();
        let service = self.service.parse().ok();
        if service.is_none() {
            errors.add("service", "Choose a service");
        }
        let member = self.member.parse().ok();
        if member.is_none() {
            errors.add("member", "Choose a team member");
        }
        let minutes = typed(Some(&self.minutes)).map(|typed| typed.parse().unwrap_or(0));
        if minutes.is_some_and(|minutes: i64| !(STEP..=LONGEST_LINE).contains(&minutes) || minutes % STEP != 0) {
            errors.add("minutes", "Enter minutes in steps of 5, from 5 to 720");
        }
        let price = typed(self.price.as_ref()).map(|typed| money::parse(typed, &by.location().currency));
        if price == Some(None) {
            errors.add("price", "Enter an amount, like 12.50");
        }
        let discount = typed(self.discount.as_ref()).map(percent::parse);
        if discount == Some(None) {
            errors.add("discount", "Enter a percentage from 0 to 100, like 12.5");
        }
        let quantity = typed(Some(&self.quantity)).map_or(Some(1), |typed| typed.parse().ok());
        if !quantity.is_some_and(|quantity| (1..=MOST).contains(&quantity)) {
            errors.add("quantity", "Enter a whole number from 1 to 99");
        }
        let line = match &*self.line {
            "" => None,
            id => Some(id.parse().map_err(|_| Error::NotFound)?),
        };
        match (service, member, quantity) {
            (Some(service), Some(member), Some(quantity)) => errors.or(LineWish {
                line,
                service,
                member,
                minutes,
                price: price.flatten(),
                discount: discount.flatten(),
                quantity,
                assistants: self.assistants.clone(),
            }),
            _ => Err(Error::Invalid(errors)),
        }
    }

    /// Fills in what follows from the service: somebody who provides it, if `chooses`, and the terms of whoever does.
    /// What was typed by hand stays.
    pub fn follow(&mut self, choices: &Choices, currency: &str, chooses: bool) {
        let Ok(service) = self.service.parse::<ServiceId>() else { return };
        let Some(offer) = choices.offers.iter().find(|offer| offer.service == service) else { return };
        let is_able = |member: MemberId| {
            choices.bookable(member).is_some() && offer.providers.iter().any(|provider| provider.member == member)
        };
        if chooses && self.line.is_empty() && !self.member.parse().is_ok_and(is_able) {
            let first = offer.providers.iter().map(|provider| provider.member).find(|member| is_able(*member));
            self.member = first.map(|member| member.to_string()).unwrap_or_default();
        }
        let now = format!("{}-{}", self.service, self.member);
        if self.was == now {
            return;
        }
        let Some((minutes, price)) = terms(&now, choices, currency) else { return };
        let before = terms(&self.was, choices, currency);
        let is_untouched =
            |typed: &str, before: Option<&String>| typed.is_empty() || before.is_some_and(|old| old == typed);
        if is_untouched(&self.minutes, before.as_ref().map(|(minutes, _)| minutes)) {
            self.minutes = minutes;
        }
        if let Some(typed) = &mut self.price
            && is_untouched(typed, before.as_ref().map(|(_, price)| price))
        {
            *typed = price;
        }
        self.was = now;
    }
}

fn typed(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Minutes and price of a pair like `3-14`, as they stand in the fields.
fn terms(pair: &str, choices: &Choices, currency: &str) -> Option<(String, String)> {
    let (service, member) = pair.split_once('-')?;
    let (.., provider) = choices.terms(service.parse().ok()?, member.parse().ok()?).ok()?;
    Some((provider.minutes.to_string(), money::plain(provider.price, currency)))
}
