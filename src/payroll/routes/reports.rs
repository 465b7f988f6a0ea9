//! Payroll › Reports.

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Query, Reply};

use super::super::forms::PeriodForm;
use super::super::model::Report;
use super::super::views::{Printed, Reports, Tabs};
use super::spans::{Asked, answer, of_everybody};

pub async fn show(by: Can<SeePay>, Query(form): Query<PeriodForm>, db: Db) -> Result<Reply<Reports>> {
    let what = form.report();
    let form = PeriodForm { by: what.slug().into(), ..form };
    let Asked { span, period } = of_everybody(&by, "/payroll/reports", &form)?;
    db.read(move |db| {
        let report =
            period.map(|period| Report::of(&by, what, period, db).map(|report| (period, report))).transpose()?;
        let (tabs, printed) = (Tabs::of(&by, "Reports"), Printed::of(&by));
        Ok(answer(Reports { by: (*by).clone(), tabs, span, what, printed, report }))
    })
    .await
}
