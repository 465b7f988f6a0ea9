//! Settings › Calendar.

use crate::access::Can;
use crate::access::rights::EditLocation;
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::web::{Form, Page, Reply, see};

use super::super::forms::CalendarForm;
use super::super::model::Assistance;
use super::super::views::Calendar;

pub async fn edit(by: Can<EditLocation>, db: Db) -> Result<Page<Calendar>> {
    let here = by.location().id;
    let (refuses_busy, version) = db.read(move |db| Assistance::refusing(here, db)).await?;
    let form = CalendarForm { refuses_busy: refuses_busy.then(|| "yes".to_owned()), version };
    Ok(Page(Calendar { by: (*by).clone(), form, errors: Errors::none(), theirs: Vec::new() }))
}

pub async fn update(by: Can<EditLocation>, Form(form): Form<CalendarForm>, db: Db) -> Result<Reply<Calendar>> {
    let here = by.location().id;
    let (editor, sent) = (by.clone(), form.clone());
    let saved =
        db.write(move |db| Assistance::refuse_busy(&editor, sent.refuses_busy.is_some(), sent.version, db)).await;
    match saved {
        Ok(()) => {
            Ok(Reply::Done(see(format!("/locations/{here}/settings/calendar")).saying("Calendar settings saved.")))
        }
        Err(Error::Conflict(why)) => {
            let (saved, version) = db.read(move |db| Assistance::refusing(here, db)).await?;
            Ok(Reply::Late(Calendar {
                by: (*by).clone(),
                form: CalendarForm { version, ..form },
                errors: Errors::on("refuses_busy", format!("{why} Compare, then save again")),
                theirs: vec![("Refuse assistants who are busy", if saved { "Yes" } else { "No" }.to_owned())],
            }))
        }
        Err(other) => Err(other),
    }
}
