//! Payroll › one person.

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::appointments::Appointment;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::MemberId;
use crate::web::{At, Query, Reply};

use super::super::forms::PeriodForm;
use super::super::model::{self, Account, Payee};
use super::super::views::{Member, Printed, Saying, Sums, Tabs};
use super::spans::{Asked, answer, of_everybody};

pub async fn show(
    by: Can<SeePay>,
    At(id): At<MemberId>,
    Query(form): Query<PeriodForm>,
    db: Db,
) -> Result<Reply<Member>> {
    let form = PeriodForm { by: String::new(), ..form };
    let Asked { span, period } = of_everybody(&by, &format!("/payroll/members/{id}"), &form)?;
    db.read(move |db| {
        let payees = Payee::list(&by, db)?;
        let payee = payees.iter().find(|payee| payee.id == id).cloned().ok_or(Error::NotFound)?;
        let sums = period.map(|period| sums(&by, id, &payees, period, db)).transpose()?;
        let (tabs, printed) = (Tabs::of(&by, "Period"), Printed::of(&by));
        Ok(answer(Member { by: (*by).clone(), tabs, span, payee, printed, sums }))
    })
    .await
}

fn sums(by: &Can<SeePay>, id: MemberId, payees: &[Payee], period: model::Period, db: &mut Conn) -> Result<Sums> {
    let account = Account::of_member(by, id, period, db)?;
    let open = Appointment::seen_among(by, &account.appointments(), db)?;
    let here = by.location().id;
    let saying = Saying { by, account: &account, payees, open: &open };
    let groups = saying.by_day(|day| Some(format!("/locations/{here}/payroll/day?day={day}")));
    Ok(Sums::of(&account, groups, saying.paid(), &by.location().currency))
}
