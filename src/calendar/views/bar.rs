//! The bar over every view of the calendar: one step back and on, today, any day, and the other views.

use chrono::{Days, NaiveDate};

use crate::id::{LocationId, MemberId};

use super::{calendar_of, named};

/// How the calendar can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Day,
    Week,
    List,
}

impl Look {
    const ALL: [Look; 3] = [Look::Day, Look::Week, Look::List];

    fn title(self) -> &'static str {
        match self {
            Look::Day => "Day",
            Look::Week => "Week",
            Look::List => "List",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Look::Day => "",
            Look::Week => "/week",
            Look::List => "/list",
        }
    }

    fn days(self) -> u64 {
        if self == Look::Week { 7 } else { 1 }
    }
}

/// Where the bar leads from a day.
pub struct Bar {
    /// Where any day can be jumped to.
    pub action: String,
    pub day: NaiveDate,
    pub earlier: Way,
    pub today: Way,
    pub later: Way,
    pub looks: Vec<Way>,
    /// This page, with the script that looks whether it is still right.
    pub here: String,
    pub ask: String,
}

/// Somewhere to go.
pub struct Way {
    pub label: String,
    pub url: String,
    pub is_current: bool,
}

impl Bar {
    pub fn new(
        here: LocationId,
        look: Look,
        (day, today): (NaiveDate, NaiveDate),
        member: Option<MemberId>,
        revision: &str,
    ) -> Self {
        let base = calendar_of(here);
        let whose = member.map(|member| format!("&member={member}")).unwrap_or_default();
        let to = |look: Look, day: NaiveDate| format!("{base}{}?day={day}{whose}", look.path());
        let step = |day: Option<NaiveDate>, which: &str| {
            let day = day.unwrap_or(today);
            let label = if look == Look::Week { format!("The week {which}") } else { named(day, today) };
            Way { label, url: to(look, day), is_current: false }
        };
        let steps = Days::new(look.days());
        let week = if look == Look::Week { "&week=yes" } else { "" };
        Bar {
            action: format!("{base}{}", look.path()),
            earlier: step(day.checked_sub_days(steps), "before"),
            later: step(day.checked_add_days(steps), "after"),
            today: Way {
                label: if look == Look::Week { "This week".into() } else { "Today".into() },
                url: to(look, today),
                is_current: day == today,
            },
            looks: Look::ALL
                .map(|other| Way { label: other.title().into(), url: to(other, day), is_current: other == look })
                .into(),
            here: to(look, day),
            ask: format!("{base}/revision?day={day}{whose}{week}&shown={revision}"),
            day,
        }
    }
}
