//! How people are paid from a day on (domain.md §8.2).

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{CategoryId, MemberId, PayRuleId, ServiceId};

/// What somebody gets for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rate {
    /// Of the base, in hundredths of a percent.
    Percent(i64),
    /// For each, in minor units.
    Fixed(i64),
}

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Work {
    /// A service that somebody provides alone.
    Personal,
    /// A service that somebody provides while another one assists.
    WithAssistant,
    /// Assisting in the service of somebody else.
    Assisting,
}

/// Which services a rate is about. What is more specific comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum About {
    Everything,
    Category(CategoryId),
    Service(ServiceId),
}

/// One rate of a rule: a default, or an exception from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Priced {
    pub work: Work,
    pub about: About,
    pub rate: Rate,
}

/// What somebody gets for the time they work, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForTime {
    Hour(i64),
    Day(i64),
}

/// How somebody is paid from a day on. It is never changed: another one follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: PayRuleId,
    /// Counted for each person from 1.
    pub number: i64,
    pub starts_on: NaiveDate,
    pub rates: Vec<Priced>,
    pub time: Option<ForTime>,
}

/// The rules of several people.
#[derive(Debug, Clone, Default)]
pub struct Rules(HashMap<MemberId, Vec<Rule>>);

impl Work {
    pub const ALL: [Work; 3] = [Work::Personal, Work::WithAssistant, Work::Assisting];

    pub fn slug(self) -> &'static str {
        match self {
            Work::Personal => "personal",
            Work::WithAssistant => "with_assistant",
            Work::Assisting => "assisting",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Work::ALL.into_iter().find(|work| work.slug() == slug)
    }

    pub fn title(self) -> &'static str {
        match self {
            Work::Personal => "Services provided personally",
            Work::WithAssistant => "Services provided with an assistant",
            Work::Assisting => "Assisting",
        }
    }
}

impl About {
    fn includes(self, service: ServiceId, category: Option<CategoryId>) -> bool {
        match self {
            About::Everything => true,
            About::Category(own) => category == Some(own),
            About::Service(own) => own == service,
        }
    }
}

impl Rule {
    /// What somebody gets for a service: the most specific rate counts. Whoever has none for services with an assistant
    /// gets what they get for their own.
    pub fn rate(&self, work: Work, service: ServiceId, category: Option<CategoryId>) -> Option<Priced> {
        let fitting =
            self.rates.iter().filter(|priced| priced.work == work && priced.about.includes(service, category));
        match (fitting.max_by_key(|priced| priced.about), work) {
            (None, Work::WithAssistant) => self.rate(Work::Personal, service, category),
            (found, _) => found.copied(),
        }
    }
}

impl Rules {
    /// What counts for somebody on a day: of the rules that have begun, the one that starts last, and of several of one
    /// day the newest.
    pub fn on(&self, member: MemberId, day: NaiveDate) -> Option<&Rule> {
        let begun = self.0.get(&member)?.iter().filter(|rule| rule.starts_on <= day);
        begun.max_by_key(|rule| (rule.starts_on, rule.number))
    }

    pub fn of(&self, member: MemberId) -> &[Rule] {
        self.0.get(&member).map_or(&[], Vec::as_slice)
    }

    pub fn members(&self) -> impl Iterator<Item = MemberId> {
        self.0.keys().copied()
    }
}

impl FromIterator<(MemberId, Rule)> for Rules {
    fn from_iter<I: IntoIterator<Item = (MemberId, Rule)>>(rules: I) -> Self {
        let mut all: HashMap<MemberId, Vec<Rule>> = HashMap::new();
        for (member, rule) in rules {
            all.entry(member).or_default().push(rule);
        }
        Rules(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn rule(number: i64, starts_on: &str, rates: &[(Work, About, i64)]) -> (MemberId, Rule) {
        let priced = |(work, about, percent): &(Work, About, i64)| Priced {
            work: *work,
            about: *about,
            rate: Rate::Percent(percent * 100),
        };
        let rates = rates.iter().map(priced).collect();
        (MemberId(1), Rule { id: PayRuleId(number), number, starts_on: day(starts_on), rates, time: None })
    }

    #[test]
    fn the_most_specific_rate_counts_and_without_one_for_assistants_the_personal_one_stands() {
        let (colour, cut) = (ServiceId(1), ServiceId(2));
        let (hair, nails) = (Some(CategoryId(1)), Some(CategoryId(2)));
        let (_, rule) = rule(
            1,
            "2026-11-01",
            &[
                (Work::Personal, About::Service(colour), 50),
                (Work::Personal, About::Everything, 40),
                (Work::Personal, About::Category(CategoryId(1)), 45),
                (Work::WithAssistant, About::Category(CategoryId(1)), 35),
            ],
        );
        let percent = |work, service, category| rule.rate(work, service, category).map(|priced| priced.rate);

        assert_eq!(percent(Work::Personal, colour, hair), Some(Rate::Percent(5_000)));
        assert_eq!(percent(Work::Personal, cut, hair), Some(Rate::Percent(4_500)));
        assert_eq!(percent(Work::Personal, cut, nails), Some(Rate::Percent(4_000)));
        assert_eq!(percent(Work::WithAssistant, colour, hair), Some(Rate::Percent(3_500)));
        assert_eq!(percent(Work::WithAssistant, cut, nails), Some(Rate::Percent(4_000)));
        assert_eq!(percent(Work::Assisting, cut, hair), None);
    }

    #[test]
    fn i22_a_rule_counts_from_its_day_on_and_of_one_day_the_newest_does() {
        let rules: Rules = [
            rule(1, "2026-11-01", &[]),
            rule(2, "2026-11-10", &[]),
            rule(3, "2026-11-10", &[]),
            rule(4, "2026-11-05", &[]),
        ]
        .into_iter()
        .collect();
        let number = |text| rules.on(MemberId(1), day(text)).map(|rule| rule.number);

        assert_eq!(number("2026-10-31"), None);
        assert_eq!((number("2026-11-04"), number("2026-11-05")), (Some(1), Some(4)));
        assert_eq!((number("2026-11-09"), number("2026-11-10")), (Some(4), Some(3)));
        assert!(rules.on(MemberId(2), day("2026-11-10")).is_none());
    }
}
