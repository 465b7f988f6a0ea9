//! Settlements: everybody's, and one person's step by step.

use crate::access::rights::SeePay;
use crate::access::{Can, Inside, Right};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::id::MemberId;
use crate::money;
use crate::web::{At, Page};

use super::super::model::{Settlement, Step};
use super::super::views::{SettlementOf, SettlementRow, Settlements, StepRow, Tabs, entries_of, statements_of};

pub async fn index(by: Can<SeePay>, db: Db) -> Result<Page<Settlements>> {
    db.read(move |db| {
        let found = Settlement::all(&by, db)?;
        let sum = |amount: fn(&Settlement) -> i64| found.iter().flatten().map(amount).sum::<i64>();
        let total = SettlementRow {
            member: MemberId(0),
            name: "Together".into(),
            position: String::new(),
            pay_out: None,
            ..said(&by, sum(|one| one.earned), sum(|one| one.paid), sum(|one| one.open))
        };
        Ok(Page(Settlements {
            tabs: Tabs::of(&by, "Settlements"),
            here: by.location().id,
            rows: found.map(|found| found.iter().map(|one| row(&by, one)).collect()),
            total,
        }))
    })
    .await
}

fn said(by: &Inside, earned: i64, paid: i64, open: i64) -> SettlementRow {
    let currency = &by.location().currency;
    SettlementRow {
        member: MemberId(0),
        name: String::new(),
        position: String::new(),
        earned: money::said(earned, currency),
        paid: money::said(paid, currency),
        remaining: money::said(earned - paid, currency),
        open: if open == 0 { String::new() } else { money::said(open, currency) },
        pay_out: None,
    }
}

fn row(by: &Inside, one: &Settlement) -> SettlementRow {
    let may = by.may(Right::KeepStatements) && one.remaining() > 0 && one.payee.user != Some(by.user());
    let amount = money::plain(one.remaining(), &by.location().currency);
    let form = format!("{}/new?kind=payment&member={}&amount={amount}", entries_of(by.location().id), one.payee.id);
    SettlementRow {
        member: one.payee.id,
        name: one.payee.name.clone(),
        position: one.payee.position.clone(),
        pay_out: may.then_some(form),
        ..said(by, one.earned, one.paid, one.open)
    }
}

pub async fn show(by: Can<SeePay>, At(member): At<MemberId>, db: Db) -> Result<Page<SettlementOf>> {
    db.read(move |db| {
        let (one, steps) = Settlement::of(&by, member, db)?;
        let (here, currency) = (by.location().id, &by.location().currency);
        let blank = |amount: i64| if amount == 0 { String::new() } else { money::said(amount, currency) };
        let step = |step: Step| StepRow {
            day: clock::long(step.day),
            what: match &step.statement {
                Some((_, number)) => format!("Statement {number}: {}", step.what),
                None => step.what,
            },
            url: step.statement.map(|(id, _)| format!("{}/{id}", statements_of(here))),
            earned: blank(step.earned),
            paid: blank(step.paid),
            remaining: money::said(step.remaining, currency),
        };
        Ok(Page(SettlementOf {
            tabs: Tabs::of(&by, "Settlements"),
            here,
            row: row(&by, &one),
            steps: steps.into_iter().map(step).collect(),
        }))
    })
    .await
}
