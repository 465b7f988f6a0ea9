//! Payroll › Day.

use chrono::NaiveDate;

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::appointments::Appointment;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::money;
use crate::web::{Query, Reply};

use super::super::forms::DayForm;
use super::super::model::{Account, Payee, Period};
use super::super::views::{Day, Printed, Saying, Tabs};
use super::spans::answer;

pub async fn show(by: Can<SeePay>, Query(form): Query<DayForm>, db: Db) -> Result<Reply<Day>> {
    let today = clock::today(by.location().zone);
    let (day, errors) = match form.day(today) {
        Ok(day) => (day, Errors::none()),
        Err(Error::Invalid(errors)) => (today, errors),
        Err(other) => return Err(other),
    };
    let typed = if errors.is_empty() { day.to_string() } else { form.day };
    db.read(move |db| {
        let is_seen = errors.is_empty() && Period::day(day).within_reach(&by).is_some();
        let note = match is_seen || !errors.is_empty() {
            true => "",
            false => "Your right to see pay does not reach back to this day.",
        };
        let empty = draw(&by, day, typed);
        let view = if is_seen { filled(&by, empty, db)? } else { empty };
        Ok(answer(Day { errors, note: note.into(), ..view }))
    })
    .await
}

fn draw(by: &Can<SeePay>, day: NaiveDate, typed: String) -> Day {
    Day {
        tabs: Tabs::of(by, "Day"),
        printed: Printed::of(by),
        by: (**by).clone(),
        day,
        typed,
        errors: Errors::none(),
        groups: Vec::new(),
        total: money::said(0, &by.location().currency),
        note: String::new(),
    }
}

fn filled(by: &Can<SeePay>, view: Day, db: &mut Conn) -> Result<Day> {
    let account = Account::of_day(by, view.day, db)?;
    let payees = Payee::list(by, db)?;
    let open = Appointment::seen_among(by, &account.appointments(), db)?;
    let (here, month) = (by.location().id, Period::month(view.day));
    let saying = Saying { by, account: &account, payees: &payees, open: &open };
    let days = format!("from={}&to={}", month.first(), month.last());
    let groups = saying.by_member(|payee| Some(format!("/locations/{here}/payroll/members/{}?{days}", payee.id)));
    Ok(Day { groups, total: money::said(account.amounts().total(), &by.location().currency), ..view })
}
