//! Many days at once: from the days of a week, from shifts, or from a week that is there already.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::web::Choice;

use super::super::model::{Filling, MOST_DAYS, Pattern, Span};
use super::{Typed, day, spans};

/// What the days are filled in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Weekly,
    Shifts,
    Week,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Weekly, Kind::Shifts, Kind::Week];

    pub fn slug(self) -> &'static str {
        match self {
            Kind::Weekly => "weekly",
            Kind::Shifts => "shifts",
            Kind::Week => "week",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Kind::Weekly => "The same every week",
            Kind::Shifts => "Shifts",
            Kind::Week => "Copy a week",
        }
    }
}

/// A pattern, or the week to take it from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Pattern(Pattern),
    Week(NaiveDate),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PatternForm {
    pub kind: String,
    pub first: String,
    pub last: String,
    /// `replace`, or only empty days.
    pub existing: String,
    /// One row for each day of the week, Monday first; the first row alone for shifts.
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub break_from: Vec<String>,
    pub break_to: Vec<String>,
    pub every_second: Option<String>,
    pub on: String,
    pub off: String,
    pub start: String,
    pub week: String,
    /// What the plan was told from.
    pub seen: String,
}

/// A row of hours, as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: &'static str,
    pub from: String,
    pub to: String,
    pub break_from: String,
    pub break_to: String,
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl PatternForm {
    /// An empty form for the four weeks from a day on.
    pub fn fresh(kind: &str, from: NaiveDate) -> Self {
        PatternForm {
            kind: kind.to_owned(),
            first: from.to_string(),
            last: (from + chrono::Days::new(27)).to_string(),
            existing: "keep".into(),
            on: "2".into(),
            off: "2".into(),
            start: from.to_string(),
            week: super::super::model::monday(from).to_string(),
            ..PatternForm::default()
        }
    }

    pub fn kind(&self) -> Kind {
        Kind::ALL.into_iter().find(|kind| kind.slug() == self.kind).unwrap_or(Kind::Weekly)
    }

    pub fn rows(&self) -> Vec<Row> {
        let typed = |column: &[String], row: usize| column.get(row).cloned().unwrap_or_default();
        let labels: &[&'static str] = if self.kind() == Kind::Weekly { &WEEKDAYS } else { &["Day of work"] };
        let row = |(row, label): (usize, &&'static str)| Row {
            label,
            from: typed(&self.from, row),
            to: typed(&self.to, row),
            break_from: typed(&self.break_from, row),
            break_to: typed(&self.break_to, row),
        };
        labels.iter().enumerate().map(row).collect()
    }

    pub fn existing(&self) -> Vec<Choice> {
        let options = [("keep", "Keep them: fill in only days without hours"), ("replace", "Replace them")];
        options.iter().map(|(value, label)| Choice::new(value, *label, &self.existing)).collect()
    }

    /// Everything that was typed, to be sent once more.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        let columns =
            [("from", &self.from), ("to", &self.to), ("break_from", &self.break_from), ("break_to", &self.break_to)];
        let single = [
            ("kind", &self.kind),
            ("first", &self.first),
            ("last", &self.last),
            ("existing", &self.existing),
            ("on", &self.on),
            ("off", &self.off),
            ("start", &self.start),
            ("week", &self.week),
        ];
        let rows = columns.into_iter().flat_map(|(name, column)| column.iter().map(move |typed| (name, typed.clone())));
        let ticked = self.every_second.iter().map(|tick| ("every_second", tick.clone()));
        single.into_iter().map(|(name, typed)| (name, typed.clone())).chain(rows).chain(ticked).collect()
    }

    /// What to fill in from, and for which days.
    pub fn parse(&self) -> Result<(Source, NaiveDate, NaiveDate)> {
        let mut errors = Errors::none();
        let source = match self.kind() {
            Kind::Weekly => Source::Pattern(self.weekly(&mut errors)),
            Kind::Shifts => Source::Pattern(self.shifts(&mut errors)),
            Kind::Week => Source::Week(day("week", &self.week, &mut errors).unwrap_or_default()),
        };
        let (first, last) = (day("first", &self.first, &mut errors), day("last", &self.last, &mut errors));
        if let (Some(first), Some(last)) = (first, last) {
            if last < first {
                errors.add("last", "Choose a last day that is not before the first");
            } else if (last - first).num_days() >= MOST_DAYS {
                errors.add("last", format!("Fill in {MOST_DAYS} days at once at most"));
            }
        }
        errors.or((source, first.unwrap_or_default(), last.unwrap_or_default()))
    }

    /// The same with its pattern.
    pub fn filling(&self, pattern: Pattern, first: NaiveDate, last: NaiveDate) -> Filling {
        Filling { pattern, first, last, replaces: self.existing == "replace" }
    }

    fn weekly(&self, errors: &mut Errors) -> Pattern {
        let rows = self.rows();
        let days: [Vec<Span>; 7] =
            std::array::from_fn(|place| rows.get(place).map(|row| row.parse(place + 1, errors)).unwrap_or_default());
        let pattern = Pattern::Weekly { days, every_second: self.every_second.is_some() };
        if errors.is_empty() && pattern.is_empty() {
            errors.add("from-1", "Enter hours for one day at least");
        }
        pattern
    }

    fn shifts(&self, errors: &mut Errors) -> Pattern {
        let mut count = |field: &str, typed: &str| match typed.trim().parse::<i64>() {
            Ok(days) if (1..=31).contains(&days) => days,
            _ => {
                errors.add(field, "Enter a number of days from 1 to 31");
                1
            }
        };
        let (on, off) = (count("on", &self.on), count("off", &self.off));
        let start = day("start", &self.start, errors).unwrap_or_default();
        let spans = self.rows().first().map(|row| row.parse(1, errors)).unwrap_or_default();
        if spans.is_empty() && errors.fault("from-1").is_none() && errors.fault("to-1").is_none() {
            errors.add("from-1", "Enter the hours of a day of work");
        }
        Pattern::Shifts { on, off, start, spans }
    }
}

impl Row {
    /// No hours at all are a day off.
    fn parse(&self, number: usize, errors: &mut Errors) -> Vec<Span> {
        let [from, to, break_from, break_to] =
            ["from", "to", "break_from", "break_to"].map(|name| format!("{name}-{number}"));
        let whole = Typed { from: (&from, &self.from), to: (&to, &self.to) };
        let pause = Typed { from: (&break_from, &self.break_from), to: (&break_to, &self.break_to) };
        if whole.is_blank() && pause.is_blank() { Vec::new() } else { spans(whole, &[pause], errors) }
    }
}
