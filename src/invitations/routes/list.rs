//! Inviting everybody on a list: first what would happen, then the deed.

use crate::access::rights::InviteUsers;
use crate::access::{Can, Inside, Role};
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::outbox::Desk;
use crate::web::{Form, Page, Reply, see};

use super::super::forms::{Checked, Line, ListForm, Outcome, Terms, beside};
use super::super::model::{Sent, room};
use super::super::views::{Drawing, List};

/// A list may be longer than other forms (security.md SG3).
const LARGEST: usize = 256 * 1024;

type Long<T> = Form<T, LARGEST>;

pub async fn show(by: Can<InviteUsers>, db: Db) -> Result<Page<List>> {
    let form = ListForm::default();
    Ok(Page(db.read(move |db| draw(&by, form, Vec::new(), Errors::none(), db)).await?))
}

fn draw(by: &Inside, form: ListForm, checked: Vec<Checked>, errors: Errors, db: &mut Conn) -> Result<List> {
    let roles = Role::list(by.location().id, db)?;
    let room = room(by, db)?;
    Ok(Drawing { by, roles: &roles, room }.draw(form, checked, errors))
}

/// Says what would come of every line, and does nothing.
pub async fn check(by: Can<InviteUsers>, Form(form): Long<ListForm>, db: Db) -> Result<Reply<List>> {
    db.read(move |db| match form.lines() {
        Ok(lines) => {
            let (terms, errors) = terms(&by, &form)?;
            let checked = Checked::all(&by, lines, &form.role, &terms, db)?;
            let is_fine = errors.is_empty();
            let view = draw(&by, form, checked, errors, db)?;
            Ok(if is_fine { Reply::Fresh(view) } else { Reply::Again(view) })
        }
        Err(error) => Ok(Reply::Again(draw(&by, form, Vec::new(), beside(error)?, db)?)),
    })
    .await
}

/// What is offered to everybody, and what is wrong with that.
fn terms(by: &Inside, form: &ListForm) -> Result<(Terms, Errors)> {
    match form.terms(by) {
        Ok(terms) => Ok((terms, Errors::none())),
        Err(error) => Ok((Terms { by_hand: form.by_hand.is_some(), ..Terms::default() }, beside(error)?)),
    }
}

/// Invites everybody who can be invited now, whatever the dry run said. Lines that need a change stay in the form.
pub async fn send(by: Can<InviteUsers>, Form(form): Long<ListForm>, db: Db, desk: Desk) -> Result<Reply<List>> {
    let here = by.location().id;
    let lines = match form.lines() {
        Ok(lines) if form.terms(&by).is_ok() => lines,
        _ => return check(by, Form(form), db).await,
    };
    let (inviter, typed) = (by.clone(), form.clone());
    let (sent, mut left) = db.write(move |db| send_all(&inviter, &typed, lines, &desk, db)).await?;
    let said = sentence(&sent, &left);
    left.retain(|line| matches!(line.outcome, Outcome::Wrong(_)));
    if left.is_empty() {
        return Ok(Reply::Done(see(format!("/locations/{here}/invitations")).saying(said)));
    }
    let view = db.read(move |db| draw(&by, form, left, Errors::none(), db)).await?;
    Ok(Reply::Again(List { sent: said, ..view }))
}

type Outcomes = (Vec<Sent>, Vec<Checked>);

/// One list at a time: a form that is sent twice finds everybody invited the second time (cases A29).
fn send_all(by: &Can<InviteUsers>, form: &ListForm, lines: Vec<Line>, desk: &Desk, db: &mut Conn) -> Result<Outcomes> {
    db.hold(by.location().id)?;
    let by = by.still(db)?;
    let mut checked = Checked::all(&by, lines, &form.role, &form.terms(&by)?, db)?;
    let mut sent = Vec::new();
    for line in &mut checked {
        sent.extend(line.send(&by, desk, db)?);
    }
    checked.retain(|line| !matches!(line.outcome, Outcome::Ready(_)));
    Ok((sent, checked))
}

fn sentence(sent: &[Sent], left: &[Checked]) -> String {
    let count = |which: fn(&Outcome) -> bool| left.iter().filter(|line| which(&line.outcome)).count();
    let invited = count(|outcome| matches!(outcome, Outcome::Invited(_)));
    let inside = count(|outcome| matches!(outcome, Outcome::Inside));
    let by_hand = sent.iter().filter(|sent| !sent.by_letter).count();
    let mut said = vec![match sent.len() {
        0 => "Nothing was sent.".to_owned(),
        1 => format!("The invitation to {} is ready.", sent[0].contact),
        many => format!("{many} invitations are ready."),
    }];
    if by_hand > 0 {
        said.push("Where nothing can be sent, copy the link from the list and hand it over.".into());
    }
    for (count, one, many) in [
        (invited, "person is invited already", "people are invited already"),
        (inside, "person has access already", "people have access already"),
    ] {
        if count > 0 {
            said.push(format!("{count} {}, and nothing is sent twice.", if count == 1 { one } else { many }));
        }
    }
    said.join(" ")
}
