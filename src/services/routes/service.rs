//! One service: shown, added, changed, archived, deleted.

use crate::access::rights::{DeleteServices, EditServices, ViewServices};
use crate::access::{Can, Inside, Right, Sight};
use crate::activity::Event;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::ServiceId;
use crate::text::counted;
use crate::web::{Again, At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::ServiceForm;
use super::super::model::Service;
use super::super::views::{Deletion, Edit, Show, services_of};
use super::list::category_choices;

pub async fn show(by: Can<ViewServices>, At(id): At<ServiceId>, db: Db) -> Result<Page<Show>> {
    db.read(move |db| {
        let here = by.location();
        let service = Service::find(&by, id, db)?;
        let events = match by.may(Right::EditServices) {
            true => Event::of_thing(here.id, id, db)?,
            false => Vec::new(),
        };
        Ok(Page(Show {
            team: service.team(&by, db)?.into_iter().filter(|one| one.own.is_some()).collect(),
            opens_cards: by.sight(Right::ViewTeam) == Sight::Everybodys,
            events: events.into_iter().map(|event| (clock::moment(event.at, here.zone), event)).collect(),
            by: (*by).clone(),
            service,
        }))
    })
    .await
}

pub async fn new(by: Can<EditServices>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| Ok(Page(draw(&by, None, ServiceForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Inside, service: Option<Service>, form: ServiceForm, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let categories = category_choices(by, "No category", &form.category, db)?;
    Ok(Edit { by: by.clone(), service, form, categories, errors, theirs: Vec::new() })
}

pub async fn create(by: Can<EditServices>, Form(form): Form<ServiceForm>, db: Db) -> Result<Reply<Edit>> {
    let (author, base) = (by.clone(), services_of(by.location().id));
    let added = match form.parse(&by.location().currency) {
        Ok(terms) => db.write(move |db| Ok((Service::add(&author, &terms, db)?, terms.title))).await,
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |(id, title)| {
                see(format!("{base}/{id}")).saying(format!("{title} can be booked as soon as somebody provides it."))
            },
            move |errors, db| draw(&by, None, form, errors, db),
        )
        .await
}

pub async fn edit(by: Can<EditServices>, At(id): At<ServiceId>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| {
        let service = Service::find(&by, id, db)?;
        let form = ServiceForm::of(&service, &by.location().currency);
        Ok(Page(draw(&by, Some(service), form, Errors::none(), db)?))
    })
    .await
}

pub async fn update(
    by: Can<EditServices>,
    At(id): At<ServiceId>,
    Form(form): Form<ServiceForm>,
    db: Db,
) -> Result<Reply<Edit>> {
    let base = services_of(by.location().id);
    let (editor, version) = (by.clone(), form.version);
    let saved = match form.parse(&by.location().currency) {
        Ok(terms) => db.write(move |db| Service::find(&editor, id, db)?.change(&editor, &terms, version, db)).await,
        Err(error) => Err(error),
    };
    saved
        .or_compared(
            &db,
            |()| see(format!("{base}/{id}")).saying("The service is saved."),
            ("title", "Compare, then save again"),
            move |errors, is_late, db| {
                let service = Service::find(&by, id, db)?;
                if !is_late {
                    return draw(&by, Some(service), form, errors, db);
                }
                let saved = ServiceForm::of(&service, &by.location().currency);
                let theirs = differences(&service, &saved, &form);
                let form = ServiceForm { version: saved.version, ..form };
                Ok(Edit { theirs, ..draw(&by, Some(service), form, errors, db)? })
            },
        )
        .await
}

fn differences(service: &Service, saved: &ServiceForm, typed: &ServiceForm) -> Vec<(&'static str, String)> {
    let is_elsewhere = saved.category != typed.category || !typed.new_category.is_empty();
    [
        ("Title", &saved.title, saved.title != typed.title),
        ("Category", &service.heading, is_elsewhere),
        ("Price", &saved.price, saved.price != typed.price),
        ("Duration", &saved.duration, saved.duration != typed.duration),
        ("Description", &saved.description, saved.description != typed.description),
    ]
    .into_iter()
    .filter(|(.., differs)| *differs)
    .map(|(label, saved, _)| (label, saved.clone()))
    .collect()
}

pub async fn archive(by: Can<EditServices>, At(id): At<ServiceId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let base = services_of(by.location().id);
    let title = db
        .write(move |db| {
            let service = Service::find(&by, id, db)?;
            service.archive(&by, db)?;
            Ok(service.title)
        })
        .await?;
    Ok(see(format!("{base}/{id}")).saying(format!("{title} is in the archive. Nobody can book it now.")))
}

pub async fn take_out(by: Can<EditServices>, At(id): At<ServiceId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let base = services_of(by.location().id);
    let title = db
        .write(move |db| {
            let service = Service::find(&by, id, db)?;
            service.take_out(&by, db)?;
            Ok(service.title)
        })
        .await?;
    Ok(see(format!("{base}/{id}")).saying(format!("{title} can be booked again.")))
}

pub async fn ask_deletion(by: Can<DeleteServices>, At(id): At<ServiceId>, db: Db) -> Result<Page<Deletion>> {
    db.read(move |db| {
        let service = Service::find(&by, id, db)?;
        let mut sentences = vec![format!("Nobody can book {} any more.", service.title)];
        match service.booked_ahead(db)? {
            0 => {}
            1 => sentences.push("1 appointment that is still to come holds it. It stays as it is.".to_owned()),
            many => sentences.push(format!(
                "{} that are still to come hold it. They stay as they are.",
                counted(many, "appointment", "appointments")
            )),
        }
        let team = service.team(&by, db)?.into_iter().filter(|one| one.own.is_some()).count();
        if team > 0 {
            let people = counted(team as i64, "team member provides", "team members provide");
            sentences.push(format!("{people} it: their prices and durations for it go."));
        }
        sentences
            .push("Wherever it was booked, its name stays. It cannot be restored: the archive is for that.".into());
        Ok(Page(Deletion { by: (*by).clone(), service, sentences }))
    })
    .await
}

pub async fn delete(by: Can<DeleteServices>, At(id): At<ServiceId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let base = services_of(by.location().id);
    let title = db
        .write(move |db| {
            let service = Service::find(&by, id, db)?;
            service.delete(&by, db)?;
            Ok(service.title)
        })
        .await?;
    Ok(see(base).saying(format!("{title} is deleted.")))
}
