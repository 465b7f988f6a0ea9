//! The order of the list, given with buttons.

use crate::access::Can;
use crate::access::rights::EditServices;
use crate::db::Db;
use crate::error::Result;
use crate::id::{CategoryId, ServiceId};
use crate::web::{At, Form, Page, See, see};

use super::super::forms::PlaceForm;
use super::super::model::{Arranged, Category, Service};
use super::super::views::{Order, Place, Places, services_of};

pub async fn index(by: Can<EditServices>, db: Db) -> Result<Page<Order>> {
    db.read(move |db| {
        let groups = Arranged::list(&by, db)?;
        let headings: Vec<String> = groups.iter().filter_map(|group| group.category).map(|id| id.to_string()).collect();
        let places = groups.into_iter().enumerate().map(|(place, group)| {
            let ids: Vec<String> = group.services.iter().map(|(id, _)| id.to_string()).collect();
            let titles = group.services.into_iter().map(|(_, title)| title).enumerate();
            Places {
                up: group.category.and_then(|_| up(&headings, place)),
                down: group.category.and_then(|_| down(&headings, place)),
                category: group.category,
                heading: group.heading,
                rows: titles
                    .map(|(row, title)| Place { id: ids[row].clone(), title, up: up(&ids, row), down: down(&ids, row) })
                    .collect(),
            }
        });
        Ok(Page(Order { by: (*by).clone(), groups: places.collect() }))
    })
    .await
}

/// What to stand before to go up one place.
fn up(ids: &[String], place: usize) -> Option<String> {
    ids.get(place.checked_sub(1)?).cloned()
}

/// The same to go down: nothing behind the next one means the end.
fn down(ids: &[String], place: usize) -> Option<String> {
    ids.get(place + 1).map(|_| ids.get(place + 2).cloned().unwrap_or_default())
}

pub async fn place(by: Can<EditServices>, At(id): At<ServiceId>, Form(form): Form<PlaceForm>, db: Db) -> Result<See> {
    let base = services_of(by.location().id);
    let before = form.before()?;
    let title = db
        .write(move |db| {
            let service = Service::find(&by, id, db)?;
            service.stand_before(&by, before, db)?;
            Ok(service.title)
        })
        .await?;
    Ok(see(format!("{base}/order")).saying(format!("{title} has moved.")))
}

pub async fn place_category(
    by: Can<EditServices>,
    At(id): At<CategoryId>,
    Form(form): Form<PlaceForm>,
    db: Db,
) -> Result<See> {
    let base = services_of(by.location().id);
    let before = form.before()?;
    let title = db
        .write(move |db| {
            let category = Category::find(&by, id, db)?;
            category.stand_before(&by, before, db)?;
            Ok(category.title)
        })
        .await?;
    Ok(see(format!("{base}/order")).saying(format!("{title} has moved.")))
}
