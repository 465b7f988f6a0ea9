//! My pay: what the viewer earns themselves, and nobody else's.

use crate::access::Can;
use crate::access::rights::SeeOwnPay;
use crate::appointments::Appointment;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Query, Reply};

use super::super::forms::PeriodForm;
use super::super::model::{self, Account, Confirmed, Payee};
use super::super::views::{Own, Saying, Sums, Tabs};
use super::spans::{Asked, answer, of_oneself};

pub async fn show(by: Can<SeeOwnPay>, Query(form): Query<PeriodForm>, db: Db) -> Result<Reply<Own>> {
    let Asked { span, period } = of_oneself(&by, "/my-pay", &PeriodForm { by: String::new(), ..form })?;
    db.read(move |db| {
        let payees = Payee::list(&by, db)?;
        let cards: Vec<Payee> = payees.iter().filter(|payee| payee.is_own(&by)).cloned().collect();
        let period = period.filter(|_| !cards.is_empty());
        let sums = period.map(|period| sums(&by, &cards, &payees, period, db)).transpose()?;
        let statements = Confirmed::own(&by, &cards, db)?;
        let tabs = Tabs::of(&by, "My pay");
        Ok(answer(Own { by: (*by).clone(), tabs, span, sums, statements, has_no_card: cards.is_empty() }))
    })
    .await
}

fn sums(by: &Can<SeeOwnPay>, cards: &[Payee], payees: &[Payee], period: model::Period, db: &mut Conn) -> Result<Sums> {
    let account = Account::own(by, cards, period, db)?;
    let open = Appointment::seen_among(by, &account.appointments(), db)?;
    let saying = Saying { by, account: &account, payees, open: &open };
    let groups = saying.by_day(|_| None);
    Ok(Sums::of(&account, groups, saying.paid(), &by.location().currency))
}
