//! The Payroll tab of a card.

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::{MemberId, PayRuleId};
use crate::team;
use crate::web::{At, Confirmed, Form, Page, See, see};

use super::super::model::{Subjects, Version, Versions, is_own, payee};
use super::super::views::{Rules, Told, Whose};

pub async fn show(by: Can<SetUpPayroll>, At(id): At<MemberId>, db: Db) -> Result<Page<Rules>> {
    db.read(move |db| Ok(Page(draw(&by, id, db)?))).await
}

fn draw(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Rules> {
    let card = payee(by, id, db)?;
    let (versions, subjects) = (Versions::of(by, id, db)?, Subjects::of(by, db)?);
    let today = clock::today(by.location().zone);
    let counting = versions.on(today);
    let coming = versions.after(today);
    let shown: Vec<PayRuleId> = counting.iter().chain(&coming).map(|version| version.rule.id).collect();
    let earlier = versions.0.iter().filter(|version| !shown.contains(&version.rule.id));
    let told = |version: &Version| told(version, &subjects, by);
    Ok(Rules {
        counting: counting.map(told),
        coming: coming.into_iter().map(told).collect(),
        earlier: earlier.map(told).collect(),
        is_own: is_own(by, &card.member),
        whose: Whose::new(by, &card.member),
        frame: team::frame(by, &card, "Payroll", db)?,
        errors: Errors::none(),
    })
}

fn told(version: &Version, subjects: &Subjects, by: &Inside) -> Told {
    let at = clock::moment(version.set_at, by.location().zone);
    Told {
        id: version.rule.id,
        number: version.rule.number,
        starts: clock::long(version.rule.starts_on),
        clauses: version.clauses(subjects, &by.location().currency),
        made: format!("Set by {} on {at}.", version.set_by),
        is_withdrawn: version.is_withdrawn,
    }
}

pub async fn withdraw(by: Can<SetUpPayroll>, At(rule): At<PayRuleId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let member = db.write(move |db| Version::withdraw(&by, rule, db)).await?;
    Ok(see(format!("/locations/{here}/team/{member}/pay")).saying("The rule is withdrawn. It never begins."))
}
