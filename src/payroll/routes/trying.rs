//! The try-out calculator: what a service would pay everybody, reckoned as payroll reckons it, and nothing kept.

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::appointments::Worker;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{MemberId, ServiceId};
use crate::money;
use crate::team::{Line, Member};
use crate::web::{At, Choice, Query, Reply};

use super::super::engine::{Job, Rules, Why, Work, reckon};
use super::super::forms::{Trial, TryForm};
use super::super::model::{Settings, Subjects, TermsByDay, payee};
use super::super::views::{Amount, Helper, Outcome, Try, Whose};

/// How many help in the example.
const USUAL_HELPERS: usize = 2;

pub async fn show(
    by: Can<SetUpPayroll>,
    At(id): At<MemberId>,
    Query(form): Query<TryForm>,
    db: Db,
) -> Result<Reply<Try>> {
    db.read(move |db| {
        let member = payee(&by, id, db)?.member;
        let team = helpers(&by, id, db)?;
        let form = if form.sent.is_some() { form } else { usual(&by, &team, db)? };
        let subjects = Subjects::of(&by, db)?;
        let price = form.service.parse().ok().and_then(|id: ServiceId| subjects.service(id)).map(|one| one.price);
        let tried = form.parse(price, &by.location().currency);
        let (outcome, errors) = match tried.and_then(|trial| outcome(&by, &member, &team, &subjects, &trial, db)) {
            Ok(outcome) => (Some(outcome), Errors::none()),
            Err(Error::Invalid(errors)) => (None, errors),
            Err(other) => return Err(other),
        };
        let is_fine = errors.is_empty();
        let page = draw(&by, &member, &team, &subjects, form, outcome, errors);
        Ok(if is_fine { Reply::Fresh(page) } else { Reply::Again(page) })
    })
    .await
}

/// Those who are available for assisting, and whom the viewer sees.
fn helpers(by: &Inside, main: MemberId, db: &mut Conn) -> Result<Vec<(MemberId, String)>> {
    let workers = Worker::all(by, db)?;
    let assists = |id: MemberId| id != main && workers.iter().any(|worker| worker.id == id && worker.assists);
    let team = Line::working(by, db)?.into_iter().map(|(id, name, _)| (id, name));
    Ok(team.filter(|(id, _)| assists(*id)).collect())
}

/// A service of 100 in which two people assist: if there are any, those who are paid for that.
fn usual(by: &Inside, team: &[(MemberId, String)], db: &mut Conn) -> Result<TryForm> {
    let today = clock::today(by.location().zone);
    let rules = Rules::until(by, today, db)?;
    let is_paid = |id: &MemberId| {
        rules.on(*id, today).is_some_and(|rule| rule.rates.iter().any(|priced| priced.work == Work::Assisting))
    };
    let mut helpers: Vec<MemberId> = team.iter().map(|(id, _)| *id).collect();
    helpers.sort_by_key(|id| !is_paid(id));
    helpers.truncate(USUAL_HELPERS);
    let currency = &by.location().currency;
    let price = money::parse("100", currency).map(|price| money::plain(price, currency)).unwrap_or_default();
    Ok(TryForm::usual(today, price, Settings::of(by.location().id, db)?.is_split, helpers))
}

fn outcome(
    by: &Inside,
    member: &Member,
    team: &[(MemberId, String)],
    subjects: &Subjects,
    trial: &Trial,
    db: &mut Conn,
) -> Result<Outcome> {
    let name = |id: MemberId| team.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    if trial.assistants.iter().any(|(id, _)| name(*id).is_none()) {
        return Err(Error::NotFound);
    }
    let category = trial.service.and_then(|id| subjects.service(id)).and_then(|subject| subject.category);
    #[rustfmt::skip]
    let job = Job {
        day: trial.day, service: trial.service.unwrap_or(ServiceId(0)), category, price: trial.price,
        discount: trial.discount, quantity: trial.quantity, by_card: trial.by_card, is_split: trial.is_split,
        main: member.id, assistants: trial.assistants.clone(),
    };
    let terms = TermsByDay::of(by.location().id, db)?.on(trial.day);
    let rewards = reckon(&job, &terms, &Rules::until(by, trial.day, db)?);
    let currency = &by.location().currency;
    let keeps = job.paid() - rewards.iter().map(|reward| reward.amount).sum::<i64>();
    let amounts = rewards.into_iter().map(|reward| {
        let why = Why::Service(reward.why);
        Amount {
            name: name(reward.member).unwrap_or_else(|| member.name.clone()),
            work: reward.work.title(),
            amount: money::said(reward.amount, currency),
            lacks_rule: why.lacks_rule(),
            why: why.said(currency),
        }
    });
    Ok(Outcome {
        amounts: amounts.collect(),
        pays_assistants: terms.pays_assistants,
        paid: money::said(job.paid(), currency),
        keeps: money::said(keeps, currency),
    })
}

fn draw(
    by: &Inside,
    member: &Member,
    team: &[(MemberId, String)],
    subjects: &Subjects,
    form: TryForm,
    outcome: Option<Outcome>,
    errors: Errors,
) -> Try {
    let currency = &by.location().currency;
    let offered = subjects.services.iter().filter(|subject| subject.is_offered).map(|subject| {
        let label = format!("{}, {}", subject.title, money::said(subject.price, currency));
        Choice::new(subject.service, label, &form.service)
    });
    let modes = [("full", "Each gets their whole reward"), ("split", "They divide one reward")];
    let helper = |(id, name): &(MemberId, String)| Helper {
        id: *id,
        name: name.clone(),
        is_on: form.assistant.contains(id),
        share: form.share_of(*id),
    };
    Try {
        whose: Whose::new(by, member),
        services: std::iter::once(Choice::new("", "Any service", &form.service)).chain(offered).collect(),
        modes: modes.iter().map(|(value, label)| Choice::new(value, *label, &form.mode)).collect(),
        helpers: team.iter().map(helper).collect(),
        currency: currency.clone(),
        form,
        outcome,
        errors,
    }
}
