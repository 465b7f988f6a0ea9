//! Statements: listed, made, confirmed several at once.

use crate::access::rights::{KeepStatements, SeePay};
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::StatementId;
use crate::money;
use crate::text::counted;
use crate::web::{Choice, Form, Page, Query, Reply, see};

use super::super::forms::{ConfirmAllForm, MakeForm, StatementsForm};
use super::super::model::{Contents, Payee, Period, Statement};
use super::super::views::{Earner, NewStatements, StatementRow, Statements, Tabs, statements_of};

pub async fn index(by: Can<SeePay>, Query(form): Query<StatementsForm>, db: Db) -> Result<Page<Statements>> {
    db.read(move |db| Ok(Page(draw(&by, form, db)?))).await
}

fn draw(by: &Inside, form: StatementsForm, db: &mut Conn) -> Result<Statements> {
    let listed = Statement::page(by, form.filter(), form.after(), db)?;
    let standing = Statement::standing(by, &listed.rows, db)?;
    let rows = listed.rows.into_iter().map(|statement| {
        let contents = standing.get(&statement.id);
        row(by, statement, contents)
    });
    Ok(Statements {
        tabs: Tabs::of(by, "Statements"),
        rows: rows.collect::<Result<_>>()?,
        members: people(by, "Everybody", &form.member, db)?,
        next: listed.next.map(|last| form.address(&form.state, Some(last))),
        changed: Statement::changed(by, db)?,
        refused: Vec::new(),
        confirmed: 0,
        by: by.clone(),
        form,
    })
}

fn row(by: &Inside, statement: Statement, contents: Option<&Contents>) -> Result<StatementRow> {
    let (zone, currency) = (by.location().zone, &by.location().currency);
    let obstacle = if statement.is_confirmed() { None } else { statement.obstacle(by)? };
    let total = contents.map_or(statement.total, Contents::total);
    let tick = match (&obstacle, contents) {
        (None, Some(contents)) => format!("{}:{}:{}:{total}", statement.id, statement.version, contents.print()),
        _ => String::new(),
    };
    Ok(StatementRow {
        id: statement.id,
        number: statement.numbered(),
        days: statement.period.said(),
        is_confirmed: statement.is_confirmed(),
        total: money::said(total, currency),
        touched: statement.touched_at.map_or_else(String::new, |at| clock::brief(at, zone)),
        tick,
        obstacle: obstacle.unwrap_or_default(),
        name: statement.name,
    })
}

/// Everybody who is paid, under a first line of its own.
pub(super) fn people(by: &Inside, first: &str, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let all = Payee::list(by, db)?.into_iter().map(|payee| match payee.is_working {
        true => Choice::new(payee.id, payee.name, chosen),
        false => Choice::new(payee.id, format!("{} (works here no more)", payee.name), chosen),
    });
    Ok(std::iter::once(Choice::new("", first, chosen)).chain(all).collect())
}

pub async fn new(by: Can<KeepStatements>, Query(form): Query<MakeForm>, db: Db) -> Result<Page<NewStatements>> {
    db.read(move |db| {
        let form = begun(&by, form, db)?;
        let is_first = form.member.is_empty();
        Ok(Page(draw_new(&by, form, is_first, Errors::none(), db)?))
    })
    .await
}

/// The last month, and for one person the days after their last statement where that is later.
fn begun(by: &Inside, form: MakeForm, db: &mut Conn) -> Result<MakeForm> {
    if !form.from.is_empty() || !form.to.is_empty() {
        return Ok(form);
    }
    let mut period = Period::month(clock::today(by.location().zone)).month_before();
    if let [member] = form.members().as_slice()
        && let Some(next) = Statement::last_day_of(by, *member, db)?.and_then(|day| day.succ_opt())
    {
        period = period.since(next).or(Period::month(next).since(next)).unwrap_or(period);
    }
    Ok(MakeForm { from: period.first().to_string(), to: period.last().to_string(), ..form })
}

/// `is_first` ticks everybody who earned anything.
fn draw_new(
    by: &Can<KeepStatements>,
    form: MakeForm,
    is_first: bool,
    errors: Errors,
    db: &mut Conn,
) -> Result<NewStatements> {
    let (mut errors, mut people, mut said) = (errors, Vec::new(), String::new());
    match form.period() {
        Ok(period) if period.within_reach(by) == Some(period) => {
            people = earners(by, period, &form, is_first, db)?;
            said = period.said();
        }
        Ok(_) if errors.at("from").is_empty() => {
            errors.add("from", "Choose a later day: you do not see pay that far back");
        }
        Err(Error::Invalid(faults)) if errors.is_empty() => errors = faults,
        _ => {}
    }
    Ok(NewStatements { tabs: Tabs::of(by, "Statements"), here: by.location().id, form, said, people, errors })
}

fn earners(
    by: &Can<KeepStatements>,
    period: Period,
    form: &MakeForm,
    is_first: bool,
    db: &mut Conn,
) -> Result<Vec<Earner>> {
    let earned = Statement::due(by, period, db)?;
    let others = Statement::touching(by, period, db)?;
    let chosen = form.members();
    let earner = |payee: Payee| {
        let amount = earned.get(&payee.id).copied();
        if amount.is_none() && !payee.is_working {
            return None;
        }
        let other = others.iter().find(|other| other.member == payee.id);
        let is_due = amount.is_some_and(|amount| amount != 0) && other.is_none();
        Some(Earner {
            member: payee.id,
            name: payee.name,
            position: payee.position,
            earned: money::said(amount.unwrap_or(0), &by.location().currency),
            is_ticked: if is_first { is_due } else { chosen.contains(&payee.id) },
            obstacle: other.map(Statement::is_in_the_way).unwrap_or_default(),
        })
    };
    Ok(Payee::list(by, db)?.into_iter().filter_map(earner).collect())
}

pub async fn create(by: Can<KeepStatements>, Form(form): Form<MakeForm>, db: Db) -> Result<Reply<NewStatements>> {
    let list = statements_of(by.location().id);
    let (maker, sent) = (by.clone(), form.clone());
    let made = match form.period() {
        Ok(period) => db.write(move |db| Statement::make(&maker, period, &sent.members(), db)).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => Ok(Reply::Done(match made.as_slice() {
            [one] => see(format!("{list}/{one}")).saying("The draft is made. It shows what counts at any time."),
            many => see(format!("{list}?state=draft"))
                .saying(format!("{} made.", counted(many.len() as i64, "draft is", "drafts are"))),
        })),
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(draw_new(&by, form, false, errors, db)?))).await
        }
        Err(other) => Err(other),
    }
}

pub async fn confirm(by: Can<KeepStatements>, Form(form): Form<ConfirmAllForm>, db: Db) -> Result<Reply<Statements>> {
    let list = statements_of(by.location().id);
    let (keeper, all) = (by.clone(), form.all());
    if all.is_empty() {
        return Ok(Reply::Done(see(list).saying("Nothing was ticked, so nothing is confirmed.")));
    }
    let outcomes = db.write(move |db| Statement::confirm_all(&keeper, all, db)).await?;
    let mut refused: Vec<(StatementId, String)> = Vec::new();
    let mut confirmed = 0;
    for ((id, _), outcome) in outcomes {
        match outcome {
            Ok(()) => confirmed += 1,
            Err(Some(why)) => refused.push((id, why)),
            Err(None) => {}
        }
    }
    let said = format!("{} confirmed.", counted(confirmed as i64, "statement is", "statements are"));
    if refused.is_empty() {
        return Ok(Reply::Done(see(list).saying(said)));
    }
    db.read(move |db| {
        let named = |(id, why): (StatementId, String)| {
            Ok((Statement::find(&by, id, db).map(|one| format!("{}, {}", one.numbered(), one.name))?, why))
        };
        let refused = refused.into_iter().map(named).collect::<Result<_>>()?;
        Ok(Reply::Again(Statements { refused, confirmed, ..draw(&by, StatementsForm::default(), db)? }))
    })
    .await
}
