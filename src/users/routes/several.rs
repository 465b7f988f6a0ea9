//! The same for several users: another role, another last day, or the end of their access.

use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::access::rights::{EditUsers, RemoveUsers};
use crate::access::{Access, Can, Effect, Inside, Right, Role, Shift, Terms, Titles, Vacancies, can_grant};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{AccessId, LocationId};
use crate::invitations::Legacy;
use crate::team::{Leaving, leaving};
use crate::text::together;
use crate::web::{Choice, Form, Page, Query, Reply, Routes, Sure, see};

use super::super::forms::{ChangesForm, RemovalsForm};
use super::super::views::{Changes, Plan, Removals, Results, Will};

/// What is said of somebody whose access ended while the page was open.
const GONE: &str = "Has no access here any more.";

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users")
        .get("/changes", show_changes)
        .post("/changes", change)
        .get("/removals", show_removals)
        .post("/removals", remove)
}

async fn show_changes(by: Sure<Can<EditUsers>>, Query(form): Query<ChangesForm>, db: Db) -> Result<Reply<Changes>> {
    db.read(move |db| foresee(&by, form, db)).await
}

/// What would come of it for each, and nothing done.
fn foresee(by: &Inside, form: ChangesForm, db: &mut Conn) -> Result<Reply<Changes>> {
    let chosen = Access::some(by, &form.access, db)?;
    let wish = match form.parse(clock::today(by.location().zone)) {
        Ok(wish) => wish,
        Err(Error::Invalid(errors)) => {
            let people = chosen.into_iter().map(|access| plan(access, Will::Nothing(""))).collect();
            let (errors, is_wrong) = if form.is_fresh() { (Errors::none(), false) } else { (errors, true) };
            let view = draw(by, form, people, false, errors, db)?;
            return Ok(if is_wrong { Reply::Again(view) } else { Reply::Fresh(view) });
        }
        Err(other) => return Err(other),
    };
    let titles = Titles::of(by.location().id, db)?;
    let mut vacancies = Vacancies::of(by, db)?;
    let mut people = Vec::new();
    for access in chosen {
        let terms = wish.for_one(&access);
        let will = match access.foresee(by, &terms, &mut vacancies, db) {
            Ok(wanted) => {
                let shifts = Shift::between(access.held.rights(), wanted.rights());
                will(sentences(&access, &wanted.role, &terms), Effect::of(&shifts, &titles))
            }
            Err(error) => Will::Refused(error.reason()?),
        };
        people.push(plan(access, will));
    }
    Ok(Reply::Fresh(draw(by, form, people, true, Errors::none(), db)?))
}

fn plan(access: Access, will: Will) -> Plan {
    Plan { id: access.id, version: access.version, name: access.name, role: access.held.role.name, will }
}

fn will(sentences: Vec<String>, effect: Effect) -> Will {
    match sentences.is_empty() && effect.is_empty() {
        true => Will::Nothing("Nothing: it is so already."),
        false => Will::Change(sentences, effect),
    }
}

fn sentences(access: &Access, role: &Role, terms: &Terms) -> Vec<String> {
    let mut said = Vec::new();
    if role.id != access.held.role.id {
        said.push(format!("The role becomes {}.", role.name));
        if access.held.differing().next().is_some() {
            said.push("What was different for this person goes with the old role.".into());
        }
    }
    match (access.ends_on, terms.ends_on) {
        (old, new) if old == new => {}
        (_, Some(day)) => said.push(format!("The last day is {}.", clock::long(day))),
        (_, None) => said.push("The access has no end any more.".into()),
    }
    said
}

fn draw(
    by: &Inside,
    form: ChangesForm,
    people: Vec<Plan>,
    is_checked: bool,
    errors: Errors,
    db: &mut Conn,
) -> Result<Changes> {
    let roles = Role::list(by.location().id, db)?;
    let keep = std::iter::once(Choice::new("", "Everybody keeps their role", &form.role));
    let can_give = roles.iter().filter(|role| can_grant(by, role));
    Ok(Changes {
        here: by.location().id,
        roles: keep.chain(can_give.map(|role| Choice::new(role.id, &role.name, &form.role))).collect(),
        ends: [("keep", "Everybody keeps theirs"), ("on", "On the day below"), ("never", "Without an end")]
            .map(|(value, label)| Choice::new(value, label, &form.ends))
            .to_vec(),
        people,
        is_checked,
        form,
        errors,
    })
}

async fn change(
    by: Sure<Can<EditUsers>>,
    Form(form): Form<ChangesForm>,
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let here = by.location().id;
    let wish = match form.parse(clock::today(by.location().zone)) {
        Ok(wish) => wish,
        Err(Error::Invalid(_)) => {
            return Ok(db.read(move |db| foresee(&by, form, db)).await?.respond_to(&req));
        }
        Err(other) => return Err(other),
    };
    let outcomes = db
        .write(move |db| {
            db.hold(by.location().id)?;
            let by = by.still(db)?;
            each(&by, form.chosen(), db, |(id, version), db| {
                let access = Access::find(&by, *id, db)?;
                Access::change(&by, *id, &wish.for_one(&access), *version, db).map(drop)
            })
        })
        .await?;
    Ok(answer(here, "Changing several users", "changed", outcomes, &req))
}

async fn show_removals(by: Can<RemoveUsers>, Query(form): Query<RemovalsForm>, db: Db) -> Result<Page<Removals>> {
    db.read(move |db| {
        let mut legacy = Leaving { may_decide: by.may(Right::InviteUsers), ..Leaving::default() };
        let mut people = Vec::new();
        for access in Access::some(&by, &form.access, db)? {
            let will = match access.could_be_removed(&by, db) {
                Ok(()) => {
                    let theirs = leaving(&by, &access, db)?;
                    legacy.invitations += theirs.invitations;
                    Will::Change(theirs.sentences, Effect::default())
                }
                Err(error) => Will::Refused(error.reason()?),
            };
            people.push(plan(access, will));
        }
        Ok(Page(Removals { here: by.location().id, people, leaving: legacy }))
    })
    .await
}

async fn remove(
    by: Can<RemoveUsers>,
    Form(form): Form<RemovalsForm>,
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let here = by.location().id;
    let legacy = Legacy::from_slug(&form.legacy);
    let outcomes = db
        .write(move |db| {
            db.hold(by.location().id)?;
            let by = by.still(db)?;
            let chosen = form.access.iter().map(|id| (*id, 0)).collect();
            each(&by, chosen, db, |(id, _), db| {
                let access = Access::find(&by, *id, db)?;
                legacy.settle(&by, access.user, db)?;
                access.remove(&by, db)
            })
        })
        .await?;
    Ok(answer(here, "Removing several users", "removed", outcomes, &req))
}

/// To whom it was done, and to whom it was not, and why.
type Outcomes = (Vec<String>, Vec<(String, String)>);

/// One after the other, each by itself: what is refused stops no other.
fn each(
    by: &Inside,
    chosen: Vec<(AccessId, i64)>,
    db: &mut Conn,
    deed: impl Fn(&(AccessId, i64), &mut Conn) -> Result<()>,
) -> Result<Outcomes> {
    let ids: Vec<AccessId> = chosen.iter().map(|(id, _)| *id).collect();
    let known = Access::some(by, &ids, db)?;
    let name = |id: AccessId| {
        let access = known.iter().find(|access| access.id == id);
        access.map_or_else(|| "Somebody".to_owned(), |access| access.name.clone())
    };
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for ((id, _), outcome) in db.each(chosen, deed)? {
        match outcome {
            Ok(()) => done.push(name(id)),
            Err(why) => refused.push((name(id), why.unwrap_or_else(|| GONE.to_owned()))),
        }
    }
    Ok((done, refused))
}

/// A sentence on the Users tab where all went well, and else a page with each reason.
fn answer(
    here: LocationId,
    heading: &'static str,
    verb: &str,
    (done, refused): Outcomes,
    req: &HttpRequest,
) -> HttpResponse {
    if refused.is_empty() && !done.is_empty() {
        let said = format!("The access of {} is {verb}.", together(&done));
        return see(format!("/locations/{here}/users")).saying(said).respond_to(req);
    }
    Page(Results { here, heading, done, refused }).respond_to(req)
}
