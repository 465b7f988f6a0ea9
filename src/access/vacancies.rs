//! The seats that are left, and what is said when there are none.

use std::collections::HashSet;

use crate::db::Conn;
use crate::error::{Errors, Result};
use crate::id::LocationId;
use crate::locations::Subscription;
use crate::text::together;

use super::can::Inside;
use super::held::Held;
use super::rights::Right;
use super::seats::{Cause, Holder, Seats};
use super::standing::Standing;

/// The seats of a location while people are looked at one after the other, and nothing is done yet.
#[derive(Debug, Clone)]
pub struct Vacancies {
    subscription: Subscription,
    used: i64,
    /// Who uses a seat anyway.
    in_schedule: HashSet<Holder>,
    /// Who can change the subscription.
    ask: Vec<String>,
    /// Where it is seen who uses a seat, for whoever may.
    page: Option<LocationId>,
}

impl Vacancies {
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        let seats = Seats::of(here, db)?;
        let page = by.may(Right::EditSubscription).then_some(here);
        Ok(Vacancies { page, in_schedule: seats.in_schedule().collect(), ..Self::at(here, seats.used(), db)? })
    }

    pub(super) fn at(location: LocationId, used: i64, db: &mut Conn) -> Result<Self> {
        let subscription = Subscription::find(location, db)?;
        let ask = match subscription.room() {
            Some(_) => Standing::who_holds(location, Right::EditSubscription, db)?,
            None => Vec::new(),
        };
        Ok(Vacancies { subscription, used, in_schedule: HashSet::new(), ask, page: None })
    }

    /// Takes a seat for somebody who is to hold this, if that needs one they do not use yet, or says why none is left.
    pub fn take(
        &mut self,
        who: &str,
        holder: Option<Holder>,
        before: Option<&Held>,
        after: &Held,
    ) -> Result<(), Errors> {
        if holder.is_some_and(|holder| self.in_schedule.contains(&holder)) {
            return Ok(());
        }
        let had_one = before.is_some_and(|held| held.paid_by().is_some());
        match (had_one, after.paid_by()) {
            (false, Some(right)) => {
                if self.subscription.room().is_some_and(|room| self.used >= room) {
                    return Err(
                        Vacancies { used: self.used + 1, ..self.clone() }.refusal(Some((who, Cause::Right(right))))
                    );
                }
                self.used += 1;
            }
            (true, None) => self.used -= 1,
            _ => {}
        }
        Ok(())
    }

    /// Why nobody more can use a seat, and whom to ask.
    pub(super) fn refusal(&self, newcomer: Option<(&str, Cause)>) -> Errors {
        let why = match (self.subscription.ended_words(), self.subscription.limit.unwrap_or_default()) {
            (Some(ended), _) => format!("{ended}, so nobody new can use a paid seat"),
            (None, 0) => "This location has no paid seats".to_owned(),
            (None, 1) => format!("The one paid seat of this location is not enough: {} would be needed", self.used),
            (None, limit) => {
                format!("The {limit} paid seats of this location are not enough: {} would be needed", self.used)
            }
        };
        let because =
            newcomer.map(|(who, cause)| format!(" {who} would use a seat {}.", cause.because())).unwrap_or_default();
        let ask = match self.ask.as_slice() {
            [] => String::new(),
            names => format!(". {} can change the subscription", together(names)),
        };
        let free = match newcomer {
            Some((_, Cause::InSchedule)) => "People who only assist need no work schedule",
            _ => "View only and System manager are free",
        };
        let errors = Errors::on("role", format!("{why}.{because} {free}{ask}"));
        match self.page {
            Some(here) => Self::leading_on(errors, here),
            None => errors,
        }
    }

    pub(super) fn leading_on(errors: Errors, here: LocationId) -> Errors {
        errors.leading_to("See who uses a seat", format!("/locations/{here}/settings/subscription"))
    }
}
