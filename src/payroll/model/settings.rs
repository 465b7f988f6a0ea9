//! The general settings of payroll (domain.md §8.1).

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::SetUpPayroll;
use crate::activity::{self, Change, Deed, Entry};
use crate::appointments::percent;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::LocationId;
use crate::schema::{pay_terms, payroll_settings};

use super::super::engine::Terms;

/// How people are paid at a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Whether a service can have more than one assistant.
    pub several: bool,
    /// Whether the assistants of a service share one reward.
    pub is_split: bool,
    pub terms: Terms,
    /// 0 while nobody has saved any.
    pub version: i64,
}

/// The terms of a location as they followed one another. Before the first, nobody is paid for assisting.
#[derive(Debug, Clone, Default)]
pub struct TermsByDay(Vec<(NaiveDate, Terms)>);

impl TermsByDay {
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        type Row = (NaiveDate, bool, bool, bool, i64);
        let rows: Vec<Row> = pay_terms::table
            .filter(pay_terms::location_id.eq(location))
            .order(pay_terms::starts_on)
            .select((
                pay_terms::starts_on,
                pay_terms::pays_assistants,
                pay_terms::by_payment,
                pay_terms::by_list_price,
                pay_terms::card_fee,
            ))
            .load(db)?;
        let terms = |(starts_on, pays_assistants, by_payment, by_list_price, card_fee): Row| {
            (starts_on, Terms { pays_assistants, by_payment, by_list_price, card_fee })
        };
        Ok(TermsByDay(rows.into_iter().map(terms).collect()))
    }

    /// Those that count for an appointment of a day.
    pub fn on(&self, day: NaiveDate) -> Terms {
        self.0.iter().rev().find(|(starts_on, _)| *starts_on <= day).map_or_else(Terms::default, |(_, terms)| *terms)
    }

    pub fn newest(&self) -> Terms {
        self.0.last().map_or_else(Terms::default, |(_, terms)| *terms)
    }

    /// Whether any day's appointments are earned on the day of their payment.
    pub fn are_ever_by_payment(&self) -> bool {
        self.0.iter().any(|(_, terms)| terms.by_payment)
    }
}

impl Settings {
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        let saved: Option<(bool, String, i64)> = payroll_settings::table
            .filter(payroll_settings::location_id.eq(location))
            .select((payroll_settings::several_assistants, payroll_settings::reward_mode, payroll_settings::version))
            .first(db)
            .optional()?;
        let terms = TermsByDay::of(location, db)?.newest();
        let (several, mode, version) = saved.unwrap_or_default();
        Ok(Settings { several, is_split: mode == "split", terms, version })
    }

    /// Saves them. The terms count from today's appointments on, and those of the days before stay as they were (case
    /// I18). Appointments keep the way in which their assistants were to be paid when they were added (case I16).
    pub fn save(self, by: &Can<SetUpPayroll>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let here = by.location().id;
        let old = Settings::of(here, db)?;
        let late = || Error::Conflict("Somebody else changed these settings meanwhile.".into());
        let row = (
            payroll_settings::several_assistants.eq(self.several),
            payroll_settings::reward_mode.eq(if self.is_split { "split" } else { "full" }),
            payroll_settings::version.eq(self.version + 1),
        );
        if self.version == 0 {
            let row = (payroll_settings::location_id.eq(here), row);
            diesel::insert_into(payroll_settings::table).values(row).execute(db).on_unique(late)?;
        } else {
            let mine = payroll_settings::location_id.eq(here).and(payroll_settings::version.eq(self.version));
            if diesel::update(payroll_settings::table.filter(mine)).set(row).execute(db)? == 0 {
                return Err(late());
            }
        }
        if self.terms != old.terms {
            self.start_terms(here, clock::today(by.location().zone), db)?;
        }
        let changes = old.differences(&self);
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(by, Entry::new(Deed::PayTermsChanged, &by.location().name).with(changes), db)
    }

    fn start_terms(self, here: LocationId, today: NaiveDate, db: &mut Conn) -> Result<()> {
        let of_today = pay_terms::location_id.eq(here).and(pay_terms::starts_on.eq(today));
        diesel::delete(pay_terms::table.filter(of_today)).execute(db)?;
        let row = (
            pay_terms::location_id.eq(here),
            pay_terms::starts_on.eq(today),
            pay_terms::pays_assistants.eq(self.terms.pays_assistants),
            pay_terms::by_payment.eq(self.terms.by_payment),
            pay_terms::by_list_price.eq(self.terms.by_list_price),
            pay_terms::card_fee.eq(self.terms.card_fee),
        );
        diesel::insert_into(pay_terms::table).values(row).execute(db)?;
        Ok(())
    }

    fn differences(&self, new: &Settings) -> Vec<Change> {
        let (old, new) = (self.said(), new.said());
        old.iter().zip(&new).filter_map(|((what, old), (_, new))| Change::between(what, old, new)).collect()
    }

    /// Each setting with what it is set to.
    pub fn said(&self) -> [(&'static str, String); 6] {
        let yes_no = |on: bool| if on { "Yes" } else { "No" }.to_owned();
        let Settings { several, is_split, terms, .. } = *self;
        [
            ("Paying for assisting", yes_no(terms.pays_assistants)),
            ("More than one assistant in a service", yes_no(several)),
            (
                "Reward of several assistants",
                if is_split { "One reward, divided" } else { "Each gets their whole reward" }.into(),
            ),
            ("Earned on", if terms.by_payment { "The day of payment" } else { "The day of the appointment" }.into()),
            (
                "Percentages are taken from",
                if terms.by_list_price { "The price before the discount" } else { "What the client paid" }.into(),
            ),
            (
                "Card fee taken from the base",
                if terms.card_fee == 0 { "None".into() } else { percent::said(terms.card_fee) },
            ),
        ]
    }
}
