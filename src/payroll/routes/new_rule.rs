//! Setting how somebody is paid.

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::money;
use crate::web::{Again, At, Choice, Form, Page, Reply, see};

use super::super::engine::Work;
use super::super::forms::{LARGEST_RULE, RuleForm};
use super::super::model::{NOT_ONESELF, Subjects, Versions, is_own, payee};
use super::super::views::{Default, NewRule, Row, Whose};

pub async fn new(by: Can<SetUpPayroll>, At(id): At<MemberId>, db: Db) -> Result<Page<NewRule>> {
    db.read(move |db| {
        let member = payee(&by, id, db)?.member;
        if is_own(&by, &member) {
            return Err(Error::refused(NOT_ONESELF));
        }
        let versions = Versions::of(&by, id, db)?;
        let today = clock::today(by.location().zone);
        let counting = versions.on(today).map(|version| &version.rule);
        let form = RuleForm::of(counting, today, versions.newest(), &by.location().currency);
        Ok(Page(draw(&by, id, form, Errors::none(), db)?))
    })
    .await
}

fn draw(by: &Inside, id: MemberId, form: RuleForm, errors: Errors, db: &mut Conn) -> Result<NewRule> {
    let member = payee(by, id, db)?.member;
    let (subjects, currency) = (Subjects::of(by, db)?, by.location().currency.clone());
    let defaults = Work::ALL.map(|work| {
        let (value, kind) = form.default_for(work);
        Default { work, value: value.to_owned(), kinds: kinds(kind, &currency), hint: hint(work) }
    });
    let rows = form.rows()?.into_iter().map(|row| Row {
        abouts: abouts(&subjects, row.about),
        works: Work::ALL.iter().map(|work| Choice::new(work.slug(), brief(*work), row.work)).collect(),
        kinds: kinds(row.kind, &currency),
        value: row.value.to_owned(),
    });
    let times = [("", "Nothing for time"), ("hour", "For each hour"), ("day", "For each day")];
    Ok(NewRule {
        rows: rows.collect(),
        defaults: defaults.into(),
        times: times.iter().map(|(value, label)| Choice::new(value, *label, &form.time)).collect(),
        today: clock::long(clock::today(by.location().zone)),
        whose: Whose::new(by, &member),
        currency,
        form,
        errors,
        theirs: Vec::new(),
    })
}

fn hint(work: Work) -> &'static str {
    match work {
        Work::Personal => "Empty: nothing is paid, and payroll says that a rule is missing.",
        Work::WithAssistant => "Empty: the same as for services provided personally.",
        Work::Assisting => "Empty: nothing is paid for assisting, and payroll says that a rule is missing.",
    }
}

/// The kind of work, for a narrow list.
fn brief(work: Work) -> &'static str {
    match work {
        Work::Personal => "Personally",
        Work::WithAssistant => "With an assistant",
        Work::Assisting => "Assisting",
    }
}

fn kinds(chosen: &str, currency: &str) -> Vec<Choice> {
    let each =
        format!("{currency} for each, like {}", money::plain(money::parse("8", currency).unwrap_or(8), currency));
    vec![Choice::new("percent", "% of the base", chosen), Choice::new("fixed", each, chosen)]
}

/// What an exception can be for: what is offered, and what it is for already.
fn abouts(subjects: &Subjects, chosen: &str) -> Vec<Choice> {
    let categories = subjects
        .categories
        .iter()
        .map(|(id, title)| Choice::new(format!("category-{id}"), format!("Category {title}"), chosen));
    let services = subjects.services.iter().map(|subject| {
        let choice = Choice::new(format!("service-{}", subject.service), &subject.title, chosen);
        (subject.is_offered || choice.chosen).then_some(choice)
    });
    let nothing = Choice::new("", "No exception", chosen);
    std::iter::once(nothing).chain(categories).chain(services.flatten()).collect()
}

pub async fn create(
    by: Can<SetUpPayroll>,
    At(id): At<MemberId>,
    Form(form): Form<RuleForm, LARGEST_RULE>,
    db: Db,
) -> Result<Reply<NewRule>> {
    form.rows()?;
    let here = by.location().id;
    if form.add.is_some() {
        let form = form.with_more_rows();
        return db.read(move |db| Ok(Reply::Fresh(draw(&by, id, form, Errors::none(), db)?))).await;
    }
    let (author, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let rule = sent.parse(&author.location().currency);
            match rule {
                Ok(rule) => rule.set(&author, id, sent.seen, db).map(|()| rule.starts_on),
                Err(error) => Err(error),
            }
        })
        .await;
    saved
        .or_compared(
            &db,
            |day| {
                see(format!("/locations/{here}/team/{id}/pay"))
                    .saying(format!("The rule is set. It counts from {} on.", clock::long(day)))
            },
            ("starts_on", "Compare, then set it again"),
            move |errors, is_late, db| {
                if !is_late {
                    return draw(&by, id, form, errors, db);
                }
                let versions = Versions::of(&by, id, db)?;
                let form = RuleForm { seen: versions.newest(), ..form };
                let theirs = theirs(&versions, &by, db)?;
                Ok(NewRule { theirs, ..draw(&by, id, form, errors, db)? })
            },
        )
        .await
}

/// What the newest rule says, and who set it.
fn theirs(versions: &Versions, by: &Inside, db: &mut Conn) -> Result<Vec<(String, String)>> {
    let Some(newest) = versions.0.first() else { return Ok(Vec::new()) };
    let subjects = Subjects::of(by, db)?;
    let mut said = vec![
        (format!("Rule {} from", newest.rule.number), clock::long(newest.rule.starts_on)),
        ("Set by".to_owned(), newest.set_by.clone()),
    ];
    let clauses = newest.clauses(&subjects, &by.location().currency);
    said.extend(clauses.into_iter().map(|clause| (clause.what, clause.said)));
    Ok(said)
}
