//! What each choice of the general settings means, reckoned by the engine in the currency of the location.

use chrono::NaiveDate;

use crate::appointments::percent;
use crate::id::{MemberId, PayRuleId, ServiceId};
use crate::money;

use super::super::engine::{About, Job, Priced, Rate, Rule, Rules, Terms, Work, reckon};

/// The examples beside the choices, each one sentence.
pub struct Examples {
    pub assisting_on: String,
    pub assisting_off: String,
    pub several: String,
    pub full: String,
    pub split: String,
    pub paid: String,
    pub list: String,
    pub fee: String,
}

/// A fee to show what one does, where none is set: 1.5 %.
const USUAL_FEE: i64 = 150;
const MAIN: MemberId = MemberId(1);
const DAY: NaiveDate = NaiveDate::MIN;

/// One service, 40 % for whoever provides it and 10 % for each who assists.
struct Example {
    price: i64,
    rules: Rules,
}

impl Examples {
    /// `fee` is what is set, in hundredths of a percent.
    pub fn new(fee: i64, currency: &str) -> Self {
        let example = Example::new(currency);
        let paying = Terms { pays_assistants: true, ..Terms::default() };
        let fee = if fee == 0 { USUAL_FEE } else { fee };
        let (price, said) = (money::said(example.price, currency), |amount| money::said(amount, currency));
        let assisted = |terms, number, is_split| {
            let amounts: Vec<i64> = example.amounts(example.job(number, is_split), terms)[1..].to_vec();
            let each: Vec<String> = amounts.iter().map(|amount| said(*amount)).collect();
            (each.join(" and "), said(amounts.iter().sum()))
        };
        let alone = |job: Job, terms| said(example.amounts(job, terms)[0]);
        let discounted = || Job { discount: 2_000, ..example.job(0, false) };
        let by_card = || Job { by_card: true, ..example.job(0, false) };
        let (one, _) = assisted(paying, 1, false);
        let (none, _) = assisted(Terms::default(), 1, false);
        let (full, full_sum) = assisted(paying, 2, false);
        let (split, split_sum) = assisted(paying, 2, true);
        let two = format!("Two assistants with 10 % each, in a service of {price}");
        Examples {
            assisting_on: format!("On: somebody who assists for 10 % in a service of {price} gets {one}."),
            assisting_off: format!("Off: the same person gets {none}, and the assistance is recorded all the same."),
            several: format!("With two, a colour of {price} can have one who mixes and one who washes."),
            full: format!("{two}: {full}, together {full_sum}. The share of each can be changed."),
            split: format!("{two}: {split}, together {split_sum}. The shares are always equal."),
            paid: format!("40 % of {price} less 20 % discount: {}.", alone(discounted(), paying)),
            list: format!(
                "40 % of {price}, whatever the discount: {}.",
                alone(discounted(), Terms { by_list_price: true, ..paying })
            ),
            fee: format!(
                "40 % of {price} paid by card, less {}: {}. Paid in cash: {}.",
                percent::said(fee),
                alone(by_card(), Terms { card_fee: fee, ..paying }),
                alone(example.job(0, false), Terms { card_fee: fee, ..paying }),
            ),
        }
    }
}

impl Example {
    fn new(currency: &str) -> Self {
        let rule = |work, hundredths| Rule {
            id: PayRuleId(0),
            number: 1,
            starts_on: DAY,
            rates: vec![Priced { work, about: About::Everything, rate: Rate::Percent(hundredths) }],
            time: None,
        };
        let main = (MAIN, rule(Work::Personal, 4_000));
        let rules = [main, (MemberId(2), rule(Work::Assisting, 1_000)), (MemberId(3), rule(Work::Assisting, 1_000))];
        Example { price: money::parse("100", currency).unwrap_or(10_000), rules: rules.into_iter().collect() }
    }

    fn job(&self, assistants: i64, is_split: bool) -> Job {
        #[rustfmt::skip]
        let job = Job {
            day: DAY, service: ServiceId(0), category: None, price: self.price, discount: 0, quantity: 1, by_card: false,
            is_split, main: MAIN, assistants: (2..2 + assistants).map(|id| (MemberId(id), percent::WHOLE)).collect(),
        };
        job
    }

    fn amounts(&self, job: Job, terms: Terms) -> Vec<i64> {
        reckon(&job, &terms, &self.rules).into_iter().map(|reward| reward.amount).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_say_what_the_engine_reckons_in_every_currency() {
        let euro = Examples::new(0, "EUR");
        assert!(euro.assisting_on.contains("gets 10.00 EUR"), "{}", euro.assisting_on);
        assert!(euro.assisting_off.contains("gets 0.00 EUR"), "{}", euro.assisting_off);
        assert!(euro.full.contains("10.00 EUR and 10.00 EUR, together 20.00 EUR"), "{}", euro.full);
        assert!(euro.split.contains("5.00 EUR and 5.00 EUR, together 10.00 EUR"), "{}", euro.split);
        assert!(euro.paid.contains("32.00 EUR") && euro.list.contains("40.00 EUR"));
        assert!(euro.fee.contains("less 1.5 %: 39.40 EUR. Paid in cash: 40.00 EUR."), "{}", euro.fee);
        assert!(Examples::new(0, "JPY").split.contains("5 JPY and 5 JPY, together 10 JPY"));
        let kuwait = Examples::new(250, "KWD");
        assert!(kuwait.fee.contains("less 2.5 %: 39.000 KWD"), "{}", kuwait.fee);
    }
}
