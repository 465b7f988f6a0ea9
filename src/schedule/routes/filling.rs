//! Filling in many days from a pattern: the form, what would come of it, and doing it.

use actix_web::Either;

use crate::access::rights::EditSchedules;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::text::capitalised;
use crate::web::{At, Form, Page, Query, Reply, see};

use super::super::forms::{PatternForm, Source};
use super::super::model::{self, Filling, Worker};
use super::super::views::{Pattern, Plan, tab_of};

/// What would change, or the form once more.
type Answer = Either<Reply<Plan>, Reply<Pattern>>;

/// Which kind of pattern.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct KindForm {
    pub kind: String,
}

pub async fn new(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Query(wish): Query<KindForm>,
    db: Db,
) -> Result<Page<Pattern>> {
    let form = PatternForm::fresh(&wish.kind, clock::today(by.location().zone));
    db.read(move |db| Ok(Page(Pattern::new(&by, Worker::find(&by, id, db)?, form, Errors::none())))).await
}

/// What was asked for, with the hours of the week that is to be copied.
fn filling(worker: &Worker, by: &Inside, form: &PatternForm, db: &mut Conn) -> Result<Filling> {
    let (source, first, last) = form.parse()?;
    let pattern = match source {
        Source::Pattern(pattern) => pattern,
        Source::Week(day) if worker.is_seen_on(by, model::monday(day)) => model::Pattern::of_week(worker, day, db)?,
        Source::Week(_) => {
            return Err(Error::on("week", "Choose a later week: you do not see the calendar that far back"));
        }
    };
    if pattern.is_empty() {
        return Err(Error::on("week", format!("{} has no hours in that week. Choose another", worker.name)));
    }
    Ok(form.filling(pattern, first, last))
}

fn foresee(by: &Can<EditSchedules>, id: MemberId, form: PatternForm, is_late: bool, db: &mut Conn) -> Result<Plan> {
    let worker = Worker::find(by, id, db)?;
    let filling = filling(&worker, by, &form, db)?;
    let plan = worker.foresee(by, &filling, db)?;
    Ok(Plan { by: (**by).clone(), worker, form, plan, filling, is_late })
}

/// Says what would change.
pub async fn plan(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Form(form): Form<PatternForm>,
    db: Db,
) -> Result<Answer> {
    let (editor, sent) = (by.clone(), form.clone());
    match db.read(move |db| foresee(&editor, id, sent, false, db)).await {
        Ok(plan) => Ok(Either::Left(Reply::Fresh(plan))),
        Err(error) => again(&by, id, form, error, db).await,
    }
}

/// Does what was said.
pub async fn create(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Form(form): Form<PatternForm>,
    db: Db,
) -> Result<Answer> {
    let (editor, sent, here) = (by.clone(), form.clone(), by.location().id);
    let filled = db
        .write(move |db| {
            let worker = Worker::find(&editor, id, db)?;
            let filling = filling(&worker, &editor, &sent, db)?;
            let plan = worker.fill(&editor, &filling, &sent.seen, db)?;
            let month = filling.first.format("%Y-%m");
            Ok((format!("{}?month={month}", tab_of(here, id)), format!("{}: {}.", worker.name, plan.words())))
        })
        .await;
    match filled {
        Ok((page, notice)) => Ok(Either::Left(Reply::Done(see(page).saying(capitalised(&notice))))),
        Err(Error::Conflict(why)) => {
            let plan = db.read(move |db| foresee(&by, id, form, true, db)).await;
            plan.map(|plan| Either::Left(Reply::Late(plan))).map_err(|_| Error::Conflict(why))
        }
        Err(error) => again(&by, id, form, error, db).await,
    }
}

/// The form once more, with what is wrong beside its fields.
async fn again(by: &Inside, id: MemberId, form: PatternForm, error: Error, db: Db) -> Result<Answer> {
    let Error::Invalid(errors) = error else { return Err(error) };
    let by = by.clone();
    db.read(move |db| Ok(Either::Right(Reply::Again(Pattern::new(&by, Worker::find(&by, id, db)?, form, errors)))))
        .await
}
