//! Rules in words: for pages, for the log, and to compare one with another.

use crate::activity::Change;
use crate::appointments::percent;
use crate::money;

use super::super::engine::{About, ForTime, Priced, Rate, Work};
use super::Subjects;

/// One thing that a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub what: String,
    pub said: String,
}

/// What is paid for time.
const TIME: &str = "Time worked";

/// `40 %`, `8.00 EUR each`.
fn rate_said(rate: Rate, currency: &str) -> String {
    match rate {
        Rate::Percent(hundredths) => percent::said(hundredths),
        Rate::Fixed(amount) => format!("{} each", money::said(amount, currency)),
    }
}

/// `12.00 EUR an hour`.
fn time_said(time: ForTime, currency: &str) -> String {
    match time {
        ForTime::Hour(amount) => format!("{} an hour", money::said(amount, currency)),
        ForTime::Day(amount) => format!("{} a day", money::said(amount, currency)),
    }
}

/// Everything that a rule says, kind by kind, each default before the exceptions from it.
pub(super) fn clauses(rates: &[Priced], time: Option<ForTime>, subjects: &Subjects, currency: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for work in Work::ALL {
        let mut of_work: Vec<&Priced> = rates.iter().filter(|priced| priced.work == work).collect();
        of_work.sort_by_key(|priced| priced.about != About::Everything);
        clauses.extend(of_work.into_iter().map(|priced| Clause {
            what: match priced.about {
                About::Everything => work.title().to_owned(),
                about => format!("{}: {}", work.title(), subjects.name(about)),
            },
            said: rate_said(priced.rate, currency),
        }));
    }
    clauses.extend(time.map(|time| Clause { what: TIME.into(), said: time_said(time, currency) }));
    clauses
}

/// What is different between two rules.
pub(super) fn differences(old: &[Clause], new: &[Clause]) -> Vec<Change> {
    let said = |clauses: &[Clause], what: &str| {
        clauses.iter().find(|clause| clause.what == what).map_or_else(String::new, |clause| clause.said.clone())
    };
    let mut names: Vec<&str> = new.iter().map(|clause| clause.what.as_str()).collect();
    names.extend(old.iter().map(|clause| clause.what.as_str()).filter(|what| said(new, what).is_empty()));
    names.iter().filter_map(|what| Change::between(what, &said(old, what), &said(new, what))).collect()
}

#[cfg(test)]
mod tests {
    use crate::id::{CategoryId, ServiceId};

    use super::*;

    #[test]
    fn a_rule_says_each_default_before_its_exceptions_and_what_became_of_them() {
        let subjects = Subjects { categories: vec![(CategoryId(1), "Hair".into())], services: Vec::new() };
        let priced = |work, about, rate| Priced { work, about, rate };
        let old = [
            priced(Work::Assisting, About::Everything, Rate::Fixed(800)),
            priced(Work::Personal, About::Category(CategoryId(1)), Rate::Percent(4_500)),
            priced(Work::Personal, About::Everything, Rate::Percent(4_000)),
        ];
        let old = clauses(&old, Some(ForTime::Hour(1_200)), &subjects, "EUR");
        let said: Vec<String> = old.iter().map(|clause| format!("{}: {}", clause.what, clause.said)).collect();
        assert_eq!(
            said,
            [
                "Services provided personally: 40 %",
                "Services provided personally: Hair: 45 %",
                "Assisting: 8.00 EUR each",
                "Time worked: 12.00 EUR an hour",
            ]
        );
        let new = clauses(&[priced(Work::Assisting, About::Everything, Rate::Percent(1_000))], None, &subjects, "EUR");
        let changes = differences(&old, &new);
        assert_eq!(changes.len(), 4);
        assert_eq!((changes[0].old.as_str(), changes[0].new.as_str()), ("8.00 EUR each", "10 %"));
        assert!(differences(&new, &new).is_empty());
        assert_eq!(subjects.name(About::Service(ServiceId(9))), "");
    }
}
