//! Copying a rule to other people: first what it would mean, then doing it.

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::text::counted;
use crate::web::{Again, At, Choice, Form, Query, Reply, see};

use super::super::forms::{CopyForm, LARGEST_RULE};
use super::super::model::{Copying, Recipient, Versions, payee};
use super::super::views::{Copy, Whose};

pub async fn ask(
    by: Can<SetUpPayroll>,
    At(id): At<MemberId>,
    Query(form): Query<CopyForm>,
    db: Db,
) -> Result<Reply<Copy>> {
    db.read(move |db| {
        if form.plan.is_none() {
            let form = CopyForm { rule: form.rule, ..CopyForm::fresh(clock::today(by.location().zone)) };
            return Ok(Reply::Fresh(draw(&by, id, form, Vec::new(), Errors::none(), db)?));
        }
        let planned = form.parse(id).and_then(|copying| copying.plan(&by, db));
        match planned {
            Ok(steps) => Ok(Reply::Fresh(draw(&by, id, form, steps, Errors::none(), db)?)),
            Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(&by, id, form, Vec::new(), errors, db)?)),
            Err(other) => Err(other),
        }
    })
    .await
}

fn draw(
    by: &Inside,
    id: MemberId,
    mut form: CopyForm,
    steps: Vec<Recipient>,
    errors: Errors,
    db: &mut Conn,
) -> Result<Copy> {
    let member = payee(by, id, db)?.member;
    let versions = Versions::of(by, id, db)?;
    if form.rule.is_empty() {
        let counting = versions.on(clock::today(by.location().zone));
        form.rule = counting.map(|version| version.rule.id.to_string()).unwrap_or_default();
    }
    let standing = versions.0.iter().filter(|version| !version.is_withdrawn);
    let rules = standing.map(|version| {
        let label = format!("Rule {} from {}", version.rule.number, clock::long(version.rule.starts_on));
        Choice::new(version.rule.id, label, &form.rule)
    });
    let people = Copying::candidates(by, id, db)?;
    Ok(Copy {
        whose: Whose::new(by, &member),
        rules: rules.collect(),
        people: people.into_iter().map(|(id, name)| (id, name, form.to.contains(&id))).collect(),
        start: form.starts_on.trim().parse().map(clock::long).unwrap_or_default(),
        form,
        steps,
        errors,
    })
}

pub async fn create(
    by: Can<SetUpPayroll>,
    At(id): At<MemberId>,
    Form(form): Form<CopyForm, LARGEST_RULE>,
    db: Db,
) -> Result<Reply<Copy>> {
    if form.seen.len() != form.to.len() {
        return Err(Error::Malformed("This form lost a part on its way. Load the page again.".into()));
    }
    let here = by.location().id;
    let (author, sent) = (by.clone(), form.clone());
    let done = db.write(move |db| sent.parse(id)?.carry_out(&author, &sent.seen, db)).await;
    let people = counted(form.to.len() as i64, "person", "people");
    done.or_compared(
        &db,
        |()| {
            see(format!("/locations/{here}/team/{id}/pay")).saying(format!("The rule counts for {people} now as well."))
        },
        ("to", "Nothing was copied. Compare, then copy it"),
        move |errors, is_late, db| {
            let steps = if is_late { steps_now(&by, id, &form, db)? } else { Vec::new() };
            draw(&by, id, form, steps, errors, db)
        },
    )
    .await
}

/// What copying would do by now. Where it cannot be said, nothing is.
fn steps_now(by: &Can<SetUpPayroll>, id: MemberId, form: &CopyForm, db: &mut Conn) -> Result<Vec<Recipient>> {
    match form.parse(id).and_then(|copying| copying.plan(by, db)) {
        Err(Error::Conflict(_)) => Ok(Vec::new()),
        planned => planned,
    }
}
