//! Why an amount is what it is, in words that anybody can check with a calculator.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::appointments::percent;
use crate::{clock, money};

use super::rules::{ForTime, Rate, Work};

/// How an amount came about. Statements keep it as it was said when they were confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    Service(Reckoning),
    Time {
        rule: (i64, NaiveDate),
        time: ForTime,
        minutes: i64,
    },
    /// What somebody wrote when they added it.
    Reason(String),
}

/// How the reward for a service came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoning {
    /// The number of the rule and the day from which it counts.
    pub rule: Option<(i64, NaiveDate)>,
    /// What the rate is for: the personal one may stand in for one with an assistant.
    pub work: Work,
    pub rate: Option<Rate>,
    /// Whether the rate is one for this service or its category alone.
    pub is_exception: bool,
    /// Of one, in minor units.
    pub price: i64,
    pub quantity: i64,
    /// In hundredths of a percent.
    pub discount: i64,
    /// What percentages are taken from, before the card fee, in minor units.
    pub base: i64,
    pub by_list_price: bool,
    /// In hundredths of a percent; 0 without any.
    pub card_fee: i64,
    pub cut: Cut,
    pub unpaid: Option<Unpaid>,
}

/// How much of their own reward somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cut {
    Whole,
    /// In hundredths of a percent.
    Share(i64),
    /// One of so many assistants.
    Divided(i64),
}

/// Why somebody gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unpaid {
    /// No rule of theirs says what they get (case I24).
    NoRule,
    /// The location did not pay for assisting on that day (case I18).
    SwitchedOff,
}

impl Why {
    /// Where the amount comes from, as short sentences.
    pub fn said(&self, currency: &str) -> String {
        match self {
            Why::Service(reckoning) => reckoning.said(currency),
            Why::Time { rule, time, minutes } => {
                let time = match time {
                    ForTime::Hour(amount) => {
                        format!("{} at {} an hour", clock::lasting(*minutes), money::said(*amount, currency))
                    }
                    ForTime::Day(amount) => {
                        format!("a day of {} at {}", clock::lasting(*minutes), money::said(*amount, currency))
                    }
                };
                format!("{}: {time}.", named(*rule))
            }
            Why::Reason(reason) => reason.clone(),
        }
    }

    /// Whether nobody has set what this pays.
    pub fn lacks_rule(&self) -> bool {
        matches!(self, Why::Service(Reckoning { unpaid: Some(Unpaid::NoRule), .. }))
    }
}

fn named((number, starts_on): (i64, NaiveDate)) -> String {
    format!("Rule {number} from {}", clock::long(starts_on))
}

impl Reckoning {
    fn said(&self, currency: &str) -> String {
        match (self.unpaid, self.rule, self.rate) {
            (Some(Unpaid::SwitchedOff), ..) => "Nobody was paid for assisting on that day.".into(),
            (_, Some(rule), Some(rate)) => {
                let exception = if self.is_exception { ", exception" } else { "" };
                let work = self.work.title().to_lowercase();
                format!("{}, {work}{exception}: {}{}.", named(rule), self.said_rate(rate, currency), self.said_cut())
            }
            (_, Some(rule), None) => {
                format!("{} says nothing about {}: nothing is paid.", named(rule), self.work.title().to_lowercase())
            }
            (_, None, _) => "Nobody has set a rule for that day: nothing is paid.".into(),
        }
    }

    fn said_rate(&self, rate: Rate, currency: &str) -> String {
        match rate {
            Rate::Fixed(amount) if self.quantity == 1 => money::said(amount, currency),
            Rate::Fixed(amount) => format!("{} × {}", money::said(amount, currency), self.quantity),
            Rate::Percent(hundredths) => format!("{} of {}", percent::said(hundredths), self.said_base(currency)),
        }
    }

    /// `45.00 EUR`, and what was done to get there, where that is more.
    fn said_base(&self, currency: &str) -> String {
        let mut steps = Vec::new();
        if self.quantity != 1 {
            steps.push(format!("{} × {}", self.quantity, money::said(self.price, currency)));
        }
        match (self.discount, self.by_list_price) {
            (0, _) => {}
            (_, true) => steps.push("before the discount".into()),
            (discount, false) if self.quantity == 1 => {
                steps.push(format!("{} less {} discount", money::said(self.price, currency), percent::said(discount)));
            }
            (discount, false) => steps.push(format!("less {} discount", percent::said(discount))),
        }
        let fee = match self.card_fee {
            0 => String::new(),
            fee => format!(" less {} card fee", percent::said(fee)),
        };
        let base = money::said(self.base, currency);
        if steps.is_empty() { format!("{base}{fee}") } else { format!("{base} ({}){fee}", steps.join(", ")) }
    }

    fn said_cut(&self) -> String {
        match self.cut {
            Cut::Whole | Cut::Share(10_000) | Cut::Divided(1) => String::new(),
            Cut::Share(share) => format!(", of which the share is {}", percent::said(share)),
            Cut::Divided(number) => format!(", divided among {number} assistants"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Reckoning = Reckoning {
        rule: match NaiveDate::from_ymd_opt(2026, 11, 1) {
            Some(day) => Some((3, day)),
            None => None,
        },
        work: Work::Assisting,
        rate: Some(Rate::Percent(1_000)),
        is_exception: false,
        price: 10_000,
        quantity: 1,
        discount: 0,
        base: 10_000,
        by_list_price: false,
        card_fee: 0,
        cut: Cut::Whole,
        unpaid: None,
    };

    #[test]
    fn every_step_is_said_so_that_it_can_be_checked() {
        let said = |reckoning| Why::Service(reckoning).said("EUR");

        assert_eq!(said(PLAIN), "Rule 3 from 1 November 2026, assisting: 10 % of 100.00 EUR.");
        assert_eq!(
            said(Reckoning {
                discount: 1_250,
                quantity: 2,
                base: 17_500,
                card_fee: 150,
                cut: Cut::Divided(2),
                ..PLAIN
            }),
            "Rule 3 from 1 November 2026, assisting: 10 % of 175.00 EUR (2 × 100.00 EUR, less 12.5 % discount) \
             less 1.5 % card fee, divided among 2 assistants."
        );
        assert_eq!(
            said(Reckoning {
                rate: Some(Rate::Fixed(800)),
                quantity: 2,
                cut: Cut::Share(5_000),
                is_exception: true,
                ..PLAIN
            }),
            "Rule 3 from 1 November 2026, assisting, exception: 8.00 EUR × 2, of which the share is 50 %."
        );
        assert_eq!(
            said(Reckoning { rate: None, unpaid: Some(Unpaid::NoRule), ..PLAIN }),
            "Rule 3 from 1 November 2026 says nothing about assisting: nothing is paid."
        );
        assert_eq!(
            said(Reckoning { rule: None, rate: None, unpaid: Some(Unpaid::NoRule), ..PLAIN }),
            "Nobody has set a rule for that day: nothing is paid."
        );
        let time = Why::Time { rule: (1, PLAIN.rule.unwrap_or_default().1), time: ForTime::Hour(1_200), minutes: 450 };
        assert_eq!(time.said("EUR"), "Rule 1 from 1 November 2026: 7 h 30 min at 12.00 EUR an hour.");
    }

    #[test]
    fn a_statement_reads_what_was_written_into_it() {
        let whole = Why::Service(PLAIN);
        let kept = serde_json::to_string(&whole).expect("text");
        assert_eq!(serde_json::from_str::<Why>(&kept).expect("a reason"), whole);
    }
}
