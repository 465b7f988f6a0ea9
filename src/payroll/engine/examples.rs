//! The worked examples of domain.md §8.3, and what money of other countries makes of them.

use chrono::NaiveDate;

use crate::id::{MemberId, PayRuleId, ServiceId};

use super::*;

const MAIN: MemberId = MemberId(1);
const DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

fn rule(rates: &[(Work, Rate)]) -> Rule {
    let priced = |(work, rate): &(Work, Rate)| Priced { work: *work, about: About::Everything, rate: *rate };
    Rule { id: PayRuleId(1), number: 1, starts_on: DAY, rates: rates.iter().map(priced).collect(), time: None }
}

fn percent(whole: i64) -> Rate {
    Rate::Percent(whole * 100)
}

/// The rules of the main member, and of assistants 2, 3, … with these rates.
fn rules(assistants: &[Rate]) -> Rules {
    let main = rule(&[(Work::Personal, percent(40)), (Work::WithAssistant, percent(35))]);
    let others = assistants.iter().zip(2..).map(|(rate, id)| (MemberId(id), rule(&[(Work::Assisting, *rate)])));
    std::iter::once((MAIN, main)).chain(others).collect()
}

fn job(price: i64, is_split: bool, shares: &[i64]) -> Job {
    Job {
        day: DAY,
        service: ServiceId(1),
        category: None,
        price,
        discount: 0,
        quantity: 1,
        by_card: false,
        is_split,
        main: MAIN,
        assistants: shares.iter().zip(2..).map(|(share, id)| (MemberId(id), share * 100)).collect(),
    }
}

/// What it is about, whether the assistants divide one reward, their shares and rates, and what comes out.
type Example = (&'static str, bool, &'static [i64], &'static [Rate], &'static [i64]);

const PAYING: Terms = Terms { pays_assistants: true, by_payment: false, by_list_price: false, card_fee: 0 };

fn amounts(job: &Job, terms: &Terms, rates: &[Rate]) -> Vec<i64> {
    reckon(job, terms, &rules(rates)).into_iter().map(|reward| reward.amount).collect()
}

#[test]
fn the_worked_examples_of_the_specification_come_out_to_the_cent() {
    const TEN: Rate = Rate::Percent(1_000);
    const TWENTY: Rate = Rate::Percent(2_000);
    const EIGHT: Rate = Rate::Fixed(800);
    #[rustfmt::skip]
    let examples: [Example; 9] = [
        ("alone", false, &[], &[], &[4_000]),
        ("one assistant", false, &[100], &[TEN], &[3_500, 1_000]),
        ("two, full", false, &[100, 100], &[TEN, TEN], &[3_500, 1_000, 1_000]),
        ("two, split", true, &[100, 100], &[TEN, TEN], &[3_500, 500, 500]),
        ("two of different rates, split", true, &[100, 100], &[TEN, TWENTY], &[3_500, 500, 1_000]),
        ("two with half a share each", false, &[50, 50], &[TEN, TEN], &[3_500, 500, 500]),
        ("two fixed, full", false, &[100, 100], &[EIGHT, EIGHT], &[3_500, 800, 800]),
        ("two fixed, split", true, &[100, 100], &[EIGHT, EIGHT], &[3_500, 400, 400]),
        ("three, split", true, &[100, 100, 100], &[TEN, TEN, TEN], &[3_500, 334, 333, 333]),
    ];
    for (which, is_split, shares, rates, expected) in examples {
        assert_eq!(amounts(&job(10_000, is_split, shares), &PAYING, rates), expected, "{which}");
    }
}

#[test]
fn i17_the_smallest_units_of_every_currency_add_up() {
    let thirds = [percent(10); 3];
    assert_eq!(amounts(&job(100, true, &[100; 3]), &PAYING, &thirds), [35, 4, 3, 3], "JPY has no smaller unit");
    assert_eq!(
        amounts(&job(100_000, true, &[100; 3]), &PAYING, &thirds),
        [35_000, 3_334, 3_333, 3_333],
        "KWD has three places"
    );
}

#[test]
fn i18_while_assisting_is_not_paid_the_assistants_get_nothing_and_are_told_why() {
    let rewards = reckon(&job(10_000, false, &[100]), &Terms::default(), &rules(&[percent(10)]));
    assert_eq!((rewards[0].amount, rewards[1].amount), (3_500, 0));
    assert_eq!(rewards[1].why.unpaid, Some(Unpaid::SwitchedOff));
}

#[test]
fn i20_the_base_is_what_the_client_paid_or_the_list_price_and_a_card_fee_goes_off_it() {
    let with = |discount, terms: Terms, by_card| {
        let job = Job { discount, by_card, quantity: 2, ..job(5_000, false, &[]) };
        amounts(&job, &terms, &[])[0]
    };
    assert_eq!(with(1_000, PAYING, false), 3_600, "40 % of what was paid");
    assert_eq!(with(1_000, Terms { by_list_price: true, ..PAYING }, false), 4_000);
    let fee = Terms { card_fee: 250, ..PAYING };
    assert_eq!((with(0, fee, true), with(0, fee, false)), (3_900, 4_000));
    assert_eq!(with(10_000, PAYING, false), 0);
}

#[test]
fn i24_somebody_without_a_rule_gets_nothing_and_that_is_said() {
    let rewards = reckon(&job(10_000, true, &[100, 100]), &PAYING, &rules(&[percent(10)]));
    let amounts: Vec<i64> = rewards.iter().map(|reward| reward.amount).collect();
    assert_eq!(amounts, [3_500, 500, 0], "whoever has no rule still counts as one of two");
    assert_eq!(rewards[2].why.unpaid, Some(Unpaid::NoRule));
}

#[test]
fn i26_an_assistant_changes_what_the_main_member_gets_only_by_a_rule_of_theirs() {
    let plain: Rules = [(MAIN, rule(&[(Work::Personal, percent(40))]))].into_iter().collect();
    let alone = reckon(&job(10_000, false, &[]), &PAYING, &plain);
    let helped = reckon(&job(10_000, false, &[100]), &PAYING, &plain);
    assert_eq!((alone[0].amount, helped[0].amount), (4_000, 4_000));
    assert_eq!((helped[0].work, helped[0].why.work), (Work::WithAssistant, Work::Personal));
}

#[test]
fn time_is_paid_to_the_minute_or_by_the_day() {
    let by = |time| Rule { time: Some(time), ..rule(&[]) };
    let amount = |minutes, time| reckon_time(minutes, &by(time)).map(|(amount, _)| amount);
    assert_eq!(amount(50, ForTime::Hour(1_000)), Some(833));
    assert_eq!(amount(450, ForTime::Day(9_000)), Some(9_000));
    assert_eq!((amount(0, ForTime::Day(9_000)), reckon_time(60, &rule(&[]))), (None, None));
}
