//! Charts of pay, drawn on the server. Their tables say the same.

use chrono::NaiveDate;

use crate::clock;
use crate::money;

use super::super::model::Amounts;

/// What was earned day by day.
pub struct Daily {
    pub columns: Vec<Column>,
    /// In the units of the drawing.
    pub width: usize,
    pub first: String,
    pub last: String,
    /// The days on which most was earned, as a sentence; empty where nothing was.
    pub best: String,
}

/// One day.
pub struct Column {
    pub x: usize,
    pub y: String,
    pub height: String,
    pub day: String,
    pub amount: String,
}

/// One bar, of parts that stand one after the other.
pub struct Bar {
    pub name: String,
    pub parts: Vec<Part>,
    pub said: String,
}

/// In percent of the longest bar.
pub struct Part {
    /// The number of its colour.
    pub colour: usize,
    pub x: String,
    pub width: String,
}

impl Daily {
    /// A column is 8 wide and 10 apart from the next; the highest is 100 high.
    pub fn of(daily: &[(NaiveDate, i64)], currency: &str) -> Self {
        let most = daily.iter().map(|(_, amount)| *amount).max().unwrap_or_default();
        let column = |(place, (day, amount)): (usize, &(NaiveDate, i64))| {
            let height = percent((*amount).max(0), most);
            Column {
                x: place * 10,
                y: format!("{:.1}", 100.0 - height),
                height: format!("{height:.1}"),
                day: clock::long(*day),
                amount: money::said(*amount, currency),
            }
        };
        let said = |day: Option<&(NaiveDate, i64)>| day.map(|(day, _)| clock::long(*day)).unwrap_or_default();
        let best = daily.iter().find(|(_, amount)| *amount == most && most > 0);
        Daily {
            columns: daily.iter().enumerate().map(column).collect(),
            width: daily.len() * 10,
            first: said(daily.first()),
            last: said(daily.last()),
            best: best.map_or_else(String::new, |(day, amount)| {
                format!("Most was earned on {}: {}.", clock::long(*day), money::said(*amount, currency))
            }),
        }
    }
}

impl Bar {
    /// Bars of what people get, each with what it is made of. Nobody with nothing has one.
    pub fn of_amounts(people: &[(String, Amounts)], currency: &str) -> Vec<Self> {
        let parts = |amounts: &Amounts| [amounts.services, amounts.assisting, amounts.time, amounts.bonuses].to_vec();
        let said = |amounts: &Amounts| money::plain(amounts.total(), currency);
        Self::drawn(people.iter().map(|(name, amounts)| (name.clone(), parts(amounts), said(amounts))).collect())
    }

    pub fn drawn(rows: Vec<(String, Vec<i64>, String)>) -> Vec<Self> {
        let length = |parts: &[i64]| parts.iter().map(|part| (*part).max(0)).sum::<i64>();
        let most = rows.iter().map(|(_, parts, _)| length(parts)).max().unwrap_or_default();
        let bar = |(name, parts, said): (String, Vec<i64>, String)| {
            let mut start = 0;
            let part = |(place, amount): (usize, i64)| {
                let (x, width) = (percent(start, most), percent(amount, most));
                start += amount;
                Part { colour: place + 1, x: format!("{x:.1}"), width: format!("{width:.1}") }
            };
            let shown = parts.iter().map(|amount| (*amount).max(0)).enumerate().filter(|(_, amount)| *amount > 0);
            Bar { name, parts: shown.map(part).collect(), said }
        };
        rows.into_iter().filter(|(_, parts, _)| length(parts) > 0).map(bar).collect()
    }
}

fn percent(part: i64, most: i64) -> f64 {
    part as f64 * 100.0 / most.max(1) as f64
}
