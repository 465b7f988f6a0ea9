//! The tables of pay, as a page shows them and as a file holds them.

use crate::money;
use crate::text::counted;

use super::super::model::{
    Account, Amounts, Kind, PayLine, PaySheet, Payee, PlacePay, Report, ReportBy, ReportLine, share,
};

/// A table: the cells of a file are words and plain numbers.
pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One cell of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Number(i64),
    Money(i64),
    /// Tenths of a percent.
    Share(Option<i64>),
    Words(String),
}

impl Cell {
    /// As a page says it.
    pub fn said(&self, currency: &str) -> String {
        match self {
            Cell::Number(0) | Cell::Money(0) | Cell::Share(None) => "–".into(),
            Cell::Share(Some(tenths)) => share_said(*tenths),
            other => other.plain(currency),
        }
    }

    /// As a file holds it.
    fn plain(&self, currency: &str) -> String {
        match self {
            Cell::Number(number) => number.to_string(),
            Cell::Money(amount) => money::plain(*amount, currency),
            Cell::Share(tenths) => tenths.map_or_else(String::new, tenths_plain),
            Cell::Words(words) => words.clone(),
        }
    }

    pub fn is_words(&self) -> bool {
        matches!(self, Cell::Words(_))
    }
}

fn tenths_plain(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// `38.4 %`.
pub fn share_said(tenths: i64) -> String {
    format!("{} %", tenths_plain(tenths))
}

/// The amounts of a line, in the order of their columns.
pub fn amounts(amounts: &Amounts) -> Vec<Cell> {
    let Amounts { services, assisting, time, bonuses, deductions } = *amounts;
    [services, assisting, time, bonuses, deductions, amounts.total()].map(Cell::Money).to_vec()
}

/// The columns of what people get.
pub const AMOUNTS: [&str; 6] = ["Services", "Assisting", "Time", "Bonuses and adjustments", "Deductions", "To pay"];

fn in_currency(heading: &str, currency: &str) -> String {
    format!("{heading} ({currency})")
}

pub fn pay_sheet(sheet: &PaySheet, currency: &str) -> Table {
    let first = ["Team member", "Position", "Appointments", "Without a rule"].map(str::to_owned);
    let row = |line: &PayLine| {
        let unruled = (line.unruled + line.unruled_assisting).to_string();
        let first = [line.payee.name.clone(), line.payee.position.clone(), line.appointments.to_string(), unruled];
        let cells = amounts(&line.amounts).into_iter().map(|cell| cell.plain(currency));
        first.into_iter().chain(cells).collect()
    };
    Table {
        headings: first.into_iter().chain(AMOUNTS.map(|heading| in_currency(heading, currency))).collect(),
        rows: sheet.lines.iter().map(row).collect(),
    }
}

/// Every amount of a period, day by day.
pub fn accruals(account: &Account, payees: &[Payee], currency: &str) -> Table {
    let name = |member| payees.iter().find(|payee| payee.id == member).map_or("", |payee| payee.name.as_str());
    let earned = account.accruals.iter().map(|one| {
        let kind = kind_title(one.kind);
        (one.day, one.member, kind, one.title.as_str(), one.client.as_str(), one.amount, one.why.said(currency))
    });
    let written = account
        .entries
        .iter()
        .filter(|entry| entry.kind.is_earned())
        .map(|entry| (entry.day, entry.member, entry.kind.title(), "", "", entry.effect(), entry.reason.clone()));
    let mut all: Vec<_> = earned.chain(written).collect();
    all.sort_by_key(|(day, member, ..)| (*day, *member));
    let row =
        |(day, member, kind, title, client, amount, why): (chrono::NaiveDate, _, &str, &str, &str, i64, String)| {
            let amount = money::plain(amount, currency);
            vec![day.to_string(), name(member).into(), kind.into(), title.into(), client.into(), amount, why]
        };
    let headings = ["Day", "Team member", "For", "Service", "Client", &in_currency("Amount", currency), "Why"];
    Table { headings: headings.map(str::to_owned).into(), rows: all.into_iter().map(row).collect() }
}

/// What one amount is for, in a word or two.
pub fn kind_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Service => "Service",
        Kind::Assisting => "Assisting",
        Kind::Time => "Time worked",
    }
}

/// The columns of a report after the first.
pub fn columns(by: ReportBy) -> &'static [&'static str] {
    match by {
        ReportBy::Member => &[
            "Services",
            "Turnover",
            "Their pay",
            "Pay of assistants",
            "The house keeps",
            "For assisting others",
            "For time",
        ],
        ReportBy::Service => &["Times", "Turnover", "Pay of who provided it", "Pay of assistants", "The house keeps"],
        ReportBy::Assistant => &["With", "Services", "Turnover of these", "Pay for assisting"],
        ReportBy::Help => {
            &["Services", "Turnover", "Pay of who provided them", "Pay of assistants", "The house keeps", "Of turnover"]
        }
    }
}

/// The cells of a line of a report after the first.
pub fn cells(by: ReportBy, line: &ReportLine) -> Vec<Cell> {
    let all = [line.turnover, line.main, line.assistants, line.kept()].map(Cell::Money);
    let counted = std::iter::once(Cell::Number(line.number)).chain(all);
    match by {
        ReportBy::Member => counted.chain([line.helping, line.time].map(Cell::Money)).collect(),
        ReportBy::Service => counted.collect(),
        ReportBy::Help => counted.chain([Cell::Share(share(line.kept(), line.turnover))]).collect(),
        ReportBy::Assistant => {
            let with = line
                .with
                .iter()
                .map(|(name, times)| format!("{name} ({})", self::counted(*times, "service", "services")));
            let with = with.collect::<Vec<_>>().join(", ");
            vec![Cell::Words(with), Cell::Number(line.number), Cell::Money(line.turnover), Cell::Money(line.assistants)]
        }
    }
}

pub fn report(report: &Report, currency: &str) -> Table {
    let sample = cells(report.by, &report.total);
    let heading = |(heading, cell): (&&str, &Cell)| match cell {
        Cell::Money(_) => in_currency(heading, currency),
        Cell::Share(_) => in_currency(heading, "%"),
        _ => (*heading).to_owned(),
    };
    let first = match report.by {
        ReportBy::Service => "Service",
        ReportBy::Help => "Help",
        ReportBy::Member | ReportBy::Assistant => "Team member",
    };
    let row = |line: &ReportLine| {
        let cells = cells(report.by, line).into_iter().map(|cell| cell.plain(currency));
        std::iter::once(line.label.clone()).chain(cells).collect()
    };
    Table {
        headings: std::iter::once(first.to_owned())
            .chain(columns(report.by).iter().zip(&sample).map(heading))
            .collect(),
        rows: report.lines.iter().map(row).collect(),
    }
}

pub fn chain_report(places: &[PlacePay]) -> Table {
    let headings = ["Location", "Currency", "Turnover"].iter().chain(&AMOUNTS).chain(&["Share of turnover (%)"]);
    let row = |place: &PlacePay| {
        let money = std::iter::once(Cell::Money(place.turnover)).chain(amounts(&place.amounts));
        let all = money.chain([Cell::Share(share(place.amounts.total(), place.turnover))]);
        let first = [place.name.clone(), place.currency.clone()];
        first.into_iter().chain(all.map(|cell| cell.plain(&place.currency))).collect()
    };
    Table { headings: headings.map(|heading| (*heading).to_owned()).collect(), rows: places.iter().map(row).collect() }
}
