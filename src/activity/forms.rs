//! What a browser sends to a page of the log.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::text;
use crate::web::Choice;

use super::model::{Deed, Filter, Kind};

/// The filters, as they stand in an address. What nobody understands filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    pub deed: String,
    pub actor: String,
    pub search: String,
    pub from: String,
    pub to: String,
    pub refusals: String,
    /// Whose log, where there are several to choose from.
    #[serde(rename = "where", skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(skip_serializing)]
    pub before: Option<i64>,
}

impl LogQuery {
    /// What these filters leave: of `first_day` at the earliest, as the zone counts days.
    pub fn filter(&self, zone: Tz, first_day: Option<NaiveDate>, masks_contacts: bool) -> Filter {
        Filter {
            deed: Deed::from_slug(&self.deed),
            refusals: !self.refusals.is_empty(),
            actor: self.actor.parse().ok(),
            search: self.search.trim().to_owned(),
            since: clock::day(&self.from).max(first_day).and_then(|day| clock::beginning(day, zone)),
            until: clock::day(&self.to)
                .and_then(|day| clock::beginning(day.checked_add_signed(TimeDelta::days(1))?, zone)),
            before: self.before,
            masks_contacts,
        }
    }

    /// Whether they leave anything out, whichever log it is.
    pub fn is_filtered(&self) -> bool {
        LogQuery { place: String::new(), ..self.clone() }.is_anything()
    }

    fn is_anything(&self) -> bool {
        LogQuery { before: None, ..self.clone() } != LogQuery::default()
    }

    /// The filters as a query, with a page if there is one.
    pub fn address(&self, before: Option<i64>) -> String {
        let filters = serde_html_form::to_string(self).unwrap_or_default();
        match before {
            Some(before) => format!("?{filters}&before={before}"),
            None if self.is_anything() => format!("?{filters}"),
            None => String::new(),
        }
    }

    /// The filters in words, for whoever looks at an export later.
    pub fn said(&self) -> String {
        let deed = Deed::from_slug(&self.deed).map(|deed| text::capitalised(deed.words())).unwrap_or_default();
        let refusals = if self.refusals.is_empty() { "" } else { "yes" };
        let filters = [
            ("what", deed.as_str()),
            ("person", &self.actor),
            ("words", &self.search),
            ("from", &self.from),
            ("to", &self.to),
            ("refused attempts only", refusals),
        ];
        let said: Vec<_> = filters.iter().filter(|(_, value)| !value.is_empty()).collect();
        match said.is_empty() {
            true => "everything".into(),
            false => said.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What can happen, kind by kind.
pub fn deeds(chosen: &str) -> Vec<(&'static str, Vec<Choice>)> {
    let choice = |deed: &Deed| Choice::new(deed.slug(), text::capitalised(deed.words().trim_end_matches(':')), chosen);
    let of = |kind: Kind| Deed::ALL.iter().filter(move |deed| deed.kind() == kind && deed.is_of_a_location());
    let kinds = Kind::ALL.iter().map(|kind| (kind.title(), of(*kind).map(choice).collect::<Vec<_>>()));
    kinds.filter(|(_, deeds)| !deeds.is_empty()).collect()
}
