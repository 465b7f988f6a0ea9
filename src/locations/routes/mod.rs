//! A person's locations, the home page of each, and its settings.

mod closing;
mod opening;
mod sign_in;
mod subscription;

use crate::access::rights::EditLocation;
use crate::access::{Asking, Can, Inside, Right, Section, Standing, Titles};
use crate::activity::{self, Change, Deed, Entry};
use crate::calendar::{Stay, Tile};
use crate::chains::Chain;
use crate::closing::Closed;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::invitations::Received;
use crate::opening::may_open;
use crate::team::Member;
use crate::text::together;
use crate::web::{Again, Form, Page, Reply, Routes, see};

use super::forms::LocationForm;
use super::model::{Details, Location};
use super::views::{Edit, Home, Index};

pub fn routes() -> Routes {
    opening::routes()
        .and(Routes::at("/locations").get("", index).get("/{location}", home))
        .and(Routes::at("/locations/{location}/settings").get("", edit).post("", update))
        .and(closing::routes())
        .and(sign_in::routes())
        .and(subscription::routes())
}

async fn index(by: Asking, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let received = Received::list(by.user(), db)?;
        let invited: Vec<String> = received.into_iter().map(|received| received.host.name).collect();
        Ok(Page(Index {
            locations: Location::of_user(by.user(), db)?,
            chains: Chain::given_to(by.user(), db)?,
            deleted: Chain::deleted_of(&by, db)?,
            closed: Closed::of(&by, db)?,
            may_open: may_open(&by, db).is_ok(),
            may_found: !Chain::possible(&by, db)?.is_empty(),
            invited: together(&invited),
        }))
    })
    .await
}

async fn home(by: Inside, db: Db) -> Result<Page<Home>> {
    let view = db
        .glance(move |db| {
            let here = by.location().id;
            let card = Member::of_user(here, by.user(), db)?;
            let titles = Titles::named_in(by.rights(), here, db)?;
            let rights = Section::ALL
                .iter()
                .map(|section| {
                    let held = by.rights().extents().filter(|(right, _)| right.section() == *section);
                    (*section, held.map(|(right, extent)| titles.right(right, extent)).collect::<Vec<_>>())
                })
                .filter(|(_, held)| !held.is_empty())
                .collect();
            Ok(Home {
                here,
                location: by.location().name.clone(),
                role: by.role().name.clone(),
                from: from_chains(&by),
                rights,
                is_owner: by.is_owner(),
                may_assist: card.is_some() && by.may(Right::ViewCalendar),
                today: today(&by, card.as_ref().map(|(card, _)| *card), db)?,
                card: card.map(|(_, name)| name),
                ask: if by.is_owner() { Vec::new() } else { Standing::who_can_give(here, Right::EditUsers, db)? },
            })
        })
        .await?;
    Ok(Page(view))
}

/// What is next for the viewer, where they see the calendar.
fn today(by: &Inside, card: Option<MemberId>, db: &mut Conn) -> Result<Option<Vec<Tile>>> {
    if !by.may(Right::ViewCalendar) {
        return Ok(None);
    }
    let stays = card.map(|card| Stay::next_of(by, card, db)).transpose()?;
    Ok(Some(Tile::all(by, stays.unwrap_or_default())))
}

/// From which chains somebody is here, who has no access of their own.
fn from_chains(by: &Inside) -> String {
    let names: Vec<String> = by.held().flows.iter().map(|flow| flow.name.clone()).collect();
    if by.held().is_guest() { together(&names) } else { String::new() }
}

async fn edit(by: Can<EditLocation>, db: Db) -> Result<Page<Edit>> {
    let here = by.location().id;
    let (details, version) = db.read(move |db| Details::find(here, db)).await?;
    Ok(Page(Edit {
        by: (*by).clone(),
        form: LocationForm::of(&details, version),
        errors: Errors::none(),
        theirs: Vec::new(),
    }))
}

async fn update(by: Can<EditLocation>, Form(form): Form<LocationForm>, db: Db) -> Result<Reply<Edit>> {
    let here = by.location().id;
    let (editor, sent) = (by.clone(), form.clone());
    let saved = match form.parse() {
        Ok(new) => db.write(move |db| change(&editor, &new, sent.version, db)).await,
        Err(error) => Err(error),
    };
    if matches!(saved, Err(Error::Conflict(_))) {
        let (now, version) = db.read(move |db| Details::find(here, db)).await?;
        return Ok(Reply::Again(Edit {
            by: (*by).clone(),
            theirs: differences(&now, &form),
            form: LocationForm { version, ..form },
            errors: Errors::on("name", "Somebody else changed these details meanwhile. Compare, then save again"),
        }));
    }
    saved.or_again(
        |()| see(format!("/locations/{here}/settings")).saying("Location settings saved."),
        |errors| Edit { by: (*by).clone(), form, errors, theirs: Vec::new() },
    )
}

fn change(by: &Can<EditLocation>, new: &Details, version: i64, db: &mut crate::db::Conn) -> Result<()> {
    let by = &by.still(db)?;
    let (old, _) = Details::find(by.location().id, db)?;
    new.save(by.location().id, version, db)?;
    let changes = [
        Change::between("Name", &old.name, &new.name),
        Change::between("Address", &old.address, &new.address),
        Change::between("Country", &old.country, &new.country),
        Change::between("Time zone", old.zone.name(), new.zone.name()),
        Change::between("Currency", &old.currency, &new.currency),
        Change::between("Language of letters", old.language.name(), new.language.name()),
        Change::between("Days an invitation works", &old.invitation_days.to_string(), &new.invitation_days.to_string()),
    ];
    activity::record(by, Entry::new(Deed::LocationChanged, &new.name).with(changes.into_iter().flatten()), db)
}

fn differences(saved: &Details, typed: &LocationForm) -> Vec<(&'static str, String)> {
    [
        ("Name", &saved.name, &typed.name),
        ("Address", &saved.address, &typed.address),
        ("Country", &saved.country, &typed.country),
        ("Time zone", &saved.zone.name().to_owned(), &typed.time_zone),
        ("Currency", &saved.currency, &typed.currency),
        ("Language of letters", &saved.language.code().to_owned(), &typed.language),
        ("Days an invitation works", &saved.invitation_days.to_string(), &typed.invitation_days),
    ]
    .into_iter()
    .filter(|(_, saved, typed)| saved != typed)
    .map(|(label, saved, _)| (label, saved.clone()))
    .collect()
}
