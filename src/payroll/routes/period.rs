//! Payroll › Period.

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Query, Reply};

use super::super::forms::PeriodForm;
use super::super::model::PaySheet;
use super::super::views::{Period, Printed, Tabs};
use super::spans::{Asked, answer, of_everybody};

pub async fn index(by: Can<SeePay>, Query(form): Query<PeriodForm>, db: Db) -> Result<Reply<Period>> {
    let Asked { span, period } = of_everybody(&by, "/payroll", &PeriodForm { by: String::new(), ..form })?;
    db.read(move |db| {
        let sheet = period.map(|period| PaySheet::of(&by, period, db)).transpose()?;
        let (tabs, printed) = (Tabs::of(&by, "Period"), Printed::of(&by));
        Ok(answer(Period { by: (*by).clone(), tabs, span, printed, sheet }))
    })
    .await
}
