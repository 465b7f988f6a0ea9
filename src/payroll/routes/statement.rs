//! One statement: shown, confirmed, deleted while it is a draft, corrected afterwards, taken as a file.

use crate::access::rights::{ExportPay, KeepStatements, SeeOwnPay, SeePay};
use crate::access::{Can, Inside, Right};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::StatementId;
use crate::money;
use crate::web::{At, Confirmed, Csv, Form, Page, Reply, See, Sure, see};

use super::super::forms::{ConfirmForm, CorrectionForm};
use super::super::model::{self, Contents, ContentsLine, Difference, Discrepancy, Sort, Statement};
use super::super::views::{Compared, ComparedRow, Group, Paper, PaperRow, Tabs, statements_of};

pub async fn show(by: Can<SeePay>, At(id): At<StatementId>, db: Db) -> Result<Page<Paper>> {
    db.read(move |db| {
        let statement = Statement::find(&by, id, db)?;
        Ok(Page(draw(&by, statement, String::new(), db)?))
    })
    .await
}

/// Whoever earned it reads what was confirmed, and nothing that somebody has yet to decide.
pub async fn own(by: Can<SeeOwnPay>, At(id): At<StatementId>, db: Db) -> Result<Page<Paper>> {
    db.read(move |db| {
        let statement = Statement::own(&by, id, db)?;
        let contents = Contents::of(&by, &statement, db)?;
        let paper = paper(&by, statement, contents, db)?;
        Ok(Page(Paper { is_own: true, tabs: Tabs::of(&by, "My pay"), ..paper }))
    })
    .await
}

fn draw(by: &Inside, statement: Statement, late: String, db: &mut Conn) -> Result<Paper> {
    let contents = Contents::of(by, &statement, db)?;
    let compared = match statement.is_confirmed() {
        true => Some(compared(by, &statement, Discrepancy::of(by, &statement, &contents, db)?)),
        false => None,
    };
    let obstacle = if statement.is_confirmed() { None } else { statement.obstacle(by)? };
    let obstacle = obstacle.unwrap_or_default();
    Ok(Paper { compared, obstacle, late, ..paper(by, statement, contents, db)? })
}

fn paper(by: &Inside, statement: Statement, contents: Contents, db: &mut Conn) -> Result<Paper> {
    let zone = by.location().zone;
    let open = contents.open_to(by, db)?;
    let (here, currency) = (by.location().id, &by.location().currency);
    let row = |line: &ContentsLine| PaperRow {
        day: clock::long(line.day),
        what: if line.title.is_empty() { line.sort.title().to_owned() } else { line.title.clone() },
        client: line.client.clone(),
        url: line.of.filter(|(id, _)| open.contains(id)).map(|(id, _)| format!("/locations/{here}/appointments/{id}")),
        why: line.why.said(currency),
        amount: money::said(line.amount, currency),
    };
    let group = |sort: Sort| {
        let lines: Vec<&ContentsLine> = contents.lines.iter().filter(|line| line.sort == sort).collect();
        let sum = money::said(lines.iter().map(|line| line.amount).sum(), currency);
        (!lines.is_empty()).then(|| Group { title: sort.title(), rows: lines.into_iter().map(row).collect(), sum })
    };
    let groups = Sort::ALL.into_iter().filter_map(group).collect();
    let signed = |deed: &str, (who, at): &(String, _)| format!("{deed} by {who} on {}.", clock::moment(*at, zone));
    let made = signed("Made", &statement.made);
    let confirmed = statement.confirmed.as_ref().map(|confirmed| signed("Confirmed", confirmed));
    Ok(Paper {
        tabs: Tabs::of(by, "Statements"),
        groups,
        signed: std::iter::once(made).chain(confirmed).collect(),
        today: clock::long(clock::today(zone)),
        obstacle: String::new(),
        compared: None,
        late: String::new(),
        is_own: false,
        by: by.clone(),
        statement,
        contents,
    })
}

fn compared(by: &Inside, statement: &Statement, found: Discrepancy) -> Compared {
    let currency = &by.location().currency;
    let amount = |amount: Option<i64>| amount.map_or("Nothing".into(), |amount| money::said(amount, currency));
    let row = |line: &Difference| ComparedRow {
        day: clock::long(line.day),
        what: match (line.title.is_empty(), line.client.is_empty()) {
            (true, _) => line.sort.title().to_owned(),
            (false, true) => line.title.clone(),
            (false, false) => format!("{}, {}", line.title, line.client),
        },
        was: amount(line.was),
        is: amount(line.is),
        difference: money::said(line.amount(), currency),
    };
    let is_own = statement.user == Some(by.user());
    Compared {
        rows: found.lines.iter().map(row).collect(),
        total: money::said(found.total(), currency),
        carried: if found.carried == 0 { String::new() } else { money::said(found.carried, currency) },
        left: money::said(found.left(), currency),
        left_units: found.left(),
        is_marked: statement.touched_at.is_some(),
        may_correct: by.may(Right::KeepStatements) && !is_own,
        is_own,
    }
}

pub async fn confirm(
    by: Can<KeepStatements>,
    At(id): At<StatementId>,
    Form(form): Form<ConfirmForm>,
    db: Db,
) -> Result<Reply<Paper>> {
    let page = format!("{}/{id}", statements_of(by.location().id));
    let keeper = by.clone();
    let done = db.write(move |db| Statement::confirm(&keeper, id, &form.seen(), db)).await;
    let said = |now: Statement| format!("The statement {} is confirmed. It stays as it is.", now.numbered());
    or_late(done.map(|now| see(page).saying(said(now))), by, id, db).await
}

/// Shows what there is now to whoever was too late.
async fn or_late(done: Result<See>, by: Can<KeepStatements>, id: StatementId, db: Db) -> Result<Reply<Paper>> {
    match done {
        Ok(see) => Ok(Reply::Done(see)),
        Err(Error::Conflict(why)) => {
            db.read(move |db| {
                let statement = Statement::find(&by, id, db)?;
                Ok(Reply::Late(draw(&by, statement, why, db)?))
            })
            .await
        }
        Err(other) => Err(other),
    }
}

pub async fn delete(by: Can<KeepStatements>, At(id): At<StatementId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let list = statements_of(by.location().id);
    let gone = db.write(move |db| Statement::drop_draft(&by, id, db)).await?;
    Ok(see(list).saying(format!("The draft {} of {} is deleted.", gone.numbered(), gone.name)))
}

pub async fn correct(
    by: Can<KeepStatements>,
    At(id): At<StatementId>,
    Form(form): Form<CorrectionForm>,
    db: Db,
) -> Result<Reply<Paper>> {
    let page = format!("{}/{id}", statements_of(by.location().id));
    let (keeper, currency) = (by.clone(), by.location().currency.clone());
    let done = db.write(move |db| Statement::correct(&keeper, id, form.left, db)).await;
    let said = |left: i64| match left {
        0 => "It is noted that nothing is to be carried over.".to_owned(),
        left => format!("{} is carried over as an adjustment of today.", money::said(left, &currency)),
    };
    or_late(done.map(|left| see(page).saying(said(left))), by, id, db).await
}

/// The file is written down in the transaction that reads it.
pub async fn export(by: Sure<Can<ExportPay>>, At(id): At<StatementId>, db: Db) -> Result<Csv> {
    db.write(move |db| {
        let by = by.still(db)?;
        let sees = model::seeing(&by, db)?;
        let statement = Statement::find(&sees, id, db)?;
        model::count_file(&by, db)?;
        let contents = Contents::of(&by, &statement, db)?;
        statement.note_file(&by, contents.lines.len(), db)?;
        Ok(file(&by, &statement, &contents))
    })
    .await
}

fn file(by: &Inside, statement: &Statement, contents: &Contents) -> Csv {
    let currency = &by.location().currency;
    let state = if statement.is_confirmed() { "" } else { " (draft)" };
    let name = format!("Pay statement {} {}{state}", statement.numbered(), statement.name);
    let amount = format!("Amount in {currency}");
    let heads = ["Statement", "Team member", "Day", "What", "Service", "Client", &amount, "Where it comes from"];
    let mut file = Csv::new(name, heads);
    let number = statement.numbered();
    for line in &contents.lines {
        file.row([
            number.clone(),
            statement.name.clone(),
            line.day.to_string(),
            line.sort.title().to_owned(),
            line.title.clone(),
            line.client.clone(),
            money::plain(line.amount, currency),
            line.why.said(currency),
        ]);
    }
    file
}
