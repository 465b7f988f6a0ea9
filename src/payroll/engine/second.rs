//! A second calculation, written anew from domain.md §8.3 with rational numbers, agrees with the engine day after day.

use chrono::{NaiveDate, TimeDelta};
use fastrand::Rng;
use num_rational::Ratio;

use crate::id::{CategoryId, MemberId, PayRuleId, ServiceId};

use super::*;

type Number = Ratio<i128>;

const DAYS: usize = 10_000;
const PEOPLE: i64 = 6;

fn number(over: i64, under: i64) -> Number {
    Ratio::new(i128::from(over), i128::from(under))
}

fn half_up(amount: Number) -> i64 {
    (amount + number(1, 2)).floor().to_integer() as i64
}

/// What somebody gets for something, looked up from the most specific to the least.
fn rate_of(rules: &[(MemberId, Rule)], member: MemberId, work: Work, job: &Job) -> Option<Rate> {
    let mut newest: Option<&Rule> = None;
    for (_, rule) in rules.iter().filter(|(own, rule)| *own == member && rule.starts_on <= job.day) {
        if newest.is_none_or(|other| (other.starts_on, other.number) <= (rule.starts_on, rule.number)) {
            newest = Some(rule);
        }
    }
    let rule = newest?;
    let find = |work: Work, about: About| {
        rule.rates.iter().find(|priced| priced.work == work && priced.about == about).map(|priced| priced.rate)
    };
    let best = |work: Work| {
        find(work, About::Service(job.service))
            .or_else(|| job.category.and_then(|category| find(work, About::Category(category))))
            .or_else(|| find(work, About::Everything))
    };
    match work {
        Work::WithAssistant => best(work).or_else(|| best(Work::Personal)),
        _ => best(work),
    }
}

/// What everybody gets for a line: first whoever provides it, then those who assist.
fn by_hand(job: &Job, terms: &Terms, rules: &[(MemberId, Rule)]) -> Vec<i64> {
    let list = number(job.price * job.quantity, 1);
    let paid = number(half_up(list * number(10_000 - job.discount, 10_000)), 1);
    let fee = if job.by_card { terms.card_fee } else { 0 };
    let base = if terms.by_list_price { list } else { paid } * number(10_000 - fee, 10_000);
    let own = |member, work| match rate_of(rules, member, work, job) {
        Some(Rate::Percent(hundredths)) => base * number(hundredths, 10_000),
        Some(Rate::Fixed(amount)) => number(amount * job.quantity, 1),
        None => number(0, 1),
    };
    let work = if job.assistants.is_empty() { Work::Personal } else { Work::WithAssistant };
    let mut all = vec![half_up(own(job.main, work))];
    if !terms.pays_assistants {
        all.extend(job.assistants.iter().map(|_| 0));
    } else if job.is_split {
        let parts: Vec<Number> = job
            .assistants
            .iter()
            .map(|(member, _)| own(*member, Work::Assisting) / number(job.assistants.len() as i64, 1))
            .collect();
        let mut units: Vec<i64> = parts.iter().map(|part| part.floor().to_integer() as i64).collect();
        let whole = half_up(parts.iter().sum());
        let mut rests: Vec<Number> = parts.iter().map(|part| part.fract()).collect();
        while units.iter().sum::<i64>() < whole {
            let largest = rests.iter().max().copied().expect("somebody");
            let first = rests.iter().position(|rest| *rest == largest).expect("somebody");
            units[first] += 1;
            rests[first] = number(-1, 1);
        }
        all.extend(units);
    } else {
        let full = job.assistants.iter();
        all.extend(full.map(|(member, share)| half_up(own(*member, Work::Assisting) * number(*share, 10_000))));
    }
    all
}

fn any_rate(dice: &mut Rng) -> Rate {
    match dice.u8(0..4) {
        0 => Rate::Fixed(dice.i64(0..3_000)),
        1 => Rate::Percent(dice.i64(0..=100) * 100),
        _ => Rate::Percent(dice.i64(0..=10_000)),
    }
}

fn any_rule(number: i64, today: NaiveDate, dice: &mut Rng) -> Rule {
    let mut rates: Vec<Priced> = Vec::new();
    for work in Work::ALL {
        for about in [About::Everything, About::Category(CategoryId(1)), About::Service(ServiceId(dice.i64(1..4)))] {
            if dice.u8(0..3) > 0 {
                rates.push(Priced { work, about, rate: any_rate(dice) });
            }
        }
    }
    dice.shuffle(&mut rates);
    Rule { id: PayRuleId(number), number, starts_on: today - TimeDelta::days(dice.i64(-2..20)), rates, time: None }
}

fn any_job(day: NaiveDate, dice: &mut Rng) -> Job {
    let mut others: Vec<MemberId> = (2..=PEOPLE).map(MemberId).collect();
    dice.shuffle(&mut others);
    others.truncate(dice.usize(0..5));
    Job {
        day,
        service: ServiceId(dice.i64(1..4)),
        category: dice.bool().then_some(CategoryId(dice.i64(1..3))),
        price: if dice.u8(0..8) == 0 { dice.i64(0..1_000_000_000_000) } else { dice.i64(0..30_000) },
        discount: if dice.bool() { 0 } else { dice.i64(0..=10_000) },
        quantity: dice.i64(1..5),
        by_card: dice.bool(),
        is_split: dice.bool(),
        main: MemberId(1),
        assistants: others.into_iter().map(|member| (member, dice.i64(0..=100) * 100)).collect(),
    }
}

/// Ten thousand random days: the lines of each, with the terms and the rules that count.
fn each_day(mut look: impl FnMut(&Job, &Terms, &[(MemberId, Rule)], &mut Rng)) {
    let mut dice = Rng::with_seed(8);
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    for _ in 0..DAYS {
        let mut rules: Vec<(MemberId, Rule)> = Vec::new();
        for member in (1..=PEOPLE).map(MemberId) {
            rules.extend((1..=dice.i64(0..4)).map(|number| (member, any_rule(number, today, &mut dice))));
        }
        let terms = Terms {
            pays_assistants: dice.u8(0..8) > 0,
            by_payment: false,
            by_list_price: dice.bool(),
            card_fee: if dice.bool() { 0 } else { dice.i64(0..500) },
        };
        for _ in 0..dice.usize(1..8) {
            look(&any_job(today, &mut dice), &terms, &rules, &mut dice);
        }
    }
}

#[test]
fn the_engine_and_the_second_calculation_agree_on_ten_thousand_random_days() {
    let mut lines = 0;
    each_day(|job, terms, rules, _| {
        let engine: Vec<i64> =
            reckon(job, terms, &rules.iter().cloned().collect()).iter().map(|reward| reward.amount).collect();
        assert_eq!(engine, by_hand(job, terms, rules), "{job:?} {terms:?}");
        lines += 1;
    });
    assert!(lines > DAYS);
}

#[test]
fn i17_a_sum_does_not_depend_on_the_order_and_whoever_is_due_nothing_gets_nothing() {
    each_day(|job, terms, rules, dice| {
        let by_member: Rules = rules.iter().cloned().collect();
        let mut other = job.clone();
        dice.shuffle(&mut other.assistants);
        let (rewards, shuffled) = (reckon(job, terms, &by_member), reckon(&other, terms, &by_member));
        let sum = |rewards: &[Reward]| rewards.iter().map(|reward| reward.amount).sum::<i64>();
        assert_eq!(sum(&rewards), sum(&shuffled), "{job:?}");
        assert_eq!(rewards[0], shuffled[0], "who assists first is nothing to the main member");
        for (reward, (_, share)) in rewards[1..].iter().zip(&job.assistants) {
            let is_due_nothing = match reward.why.rate {
                None | Some(Rate::Percent(0) | Rate::Fixed(0)) => true,
                Some(_) => !terms.pays_assistants || (!job.is_split && *share == 0),
            };
            assert!(!is_due_nothing || reward.amount == 0, "{job:?}");
        }
    });
}

#[test]
fn i26_what_the_main_member_gets_changes_only_by_a_rate_of_their_own() {
    each_day(|job, terms, rules, _| {
        let plain: Rules = rules
            .iter()
            .cloned()
            .map(|(member, mut rule)| {
                rule.rates.retain(|priced| priced.work != Work::WithAssistant);
                (member, rule)
            })
            .collect();
        let alone = Job { assistants: Vec::new(), ..job.clone() };
        assert_eq!(reckon(job, terms, &plain)[0].amount, reckon(&alone, terms, &plain)[0].amount);
    });
}
