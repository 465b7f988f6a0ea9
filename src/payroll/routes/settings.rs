//! Payroll › General settings.

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::appointments::percent;
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::web::{Form, Page, Reply, see};

use super::super::forms::SettingsForm;
use super::super::model::Settings;
use super::super::views::{Examples, General, Tabs};

fn draw(by: &Inside, form: SettingsForm, errors: Errors) -> General {
    let fee = percent::parse(&form.fee).unwrap_or(0);
    General {
        tabs: Tabs::of(by, "General settings"),
        here: by.location().id,
        form,
        errors,
        theirs: Vec::new(),
        examples: Examples::new(fee, &by.location().currency),
    }
}

pub async fn edit(by: Can<SetUpPayroll>, db: Db) -> Result<Page<General>> {
    let here = by.location().id;
    let settings = db.read(move |db| Settings::of(here, db)).await?;
    Ok(Page(draw(&by, SettingsForm::of(&settings), Errors::none())))
}

pub async fn update(by: Can<SetUpPayroll>, Form(form): Form<SettingsForm>, db: Db) -> Result<Reply<General>> {
    let here = by.location().id;
    let (editor, sent) = (by.clone(), form.clone());
    match db.write(move |db| sent.parse()?.save(&editor, db)).await {
        Ok(()) => Ok(Reply::Done(see(format!("/locations/{here}/payroll/settings")).saying("General settings saved."))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(&by, form, errors))),
        Err(Error::Conflict(why)) => {
            let saved = db.read(move |db| Settings::of(here, db)).await?;
            let theirs = saved.said().to_vec();
            let form = SettingsForm { version: saved.version, ..form };
            let errors = Errors::on("mode", format!("{why} Compare, then save again"));
            Ok(Reply::Late(General { theirs, ..draw(&by, form, errors) }))
        }
        Err(other) => Err(other),
    }
}
