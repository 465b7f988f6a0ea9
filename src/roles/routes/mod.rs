//! The Roles tab: listed, compared, carried away as a file; made, changed and deleted by whoever may.

mod deleting;
mod editing;
mod importing;
mod making;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::access::rights::ViewUsers;
use crate::access::{Access, Can, Effect, Extent, Held, Inside, Right, Role, Section, Titles, can_touch};
use crate::db::Db;
use crate::error::Result;
use crate::text;
use crate::web::{Page, Routes};

use super::model::{self, Holders, Kept, may_delete, may_edit};
use super::views::{Comparison, Index, Line, Part, Row};

/// As many names as a row bears.
const NAMES: usize = 3;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/roles")
        .get("", index)
        .get("/comparison", compare)
        .get("/export", export)
        .get("/new", making::new)
        .post("", making::create)
        .get("/import", importing::show)
        .post("/import", importing::check)
        .post("/import/confirmation", importing::take)
        .get("/{role}", editing::edit)
        .post("/{role}", editing::update)
        .post("/{role}/changes", editing::foresee)
        .get("/{role}/removal", deleting::ask)
        .post("/{role}/removal", deleting::remove)
}

async fn index(by: Can<ViewUsers>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let holders = Holders::of(&by, db)?;
        let titles = Titles::of(by.location().id, db)?;
        let roles = Kept::list(&by, db)?;
        Ok(Page(Index {
            rows: roles.into_iter().map(|kept| row(&by, kept, &holders, &titles)).collect(),
            users: holders.people(),
            open: holders.invited(),
            by: (*by).clone(),
        }))
    })
    .await
}

fn row(by: &Inside, kept: Kept, holders: &Holders, titles: &Titles) -> Row {
    let with = holders.with(kept.role.id);
    let offered = holders.offered(kept.role.id);
    let may = by.may(Right::EditRoles);
    let page = |access: &Access| {
        let may_open = by.may(Right::EditUsers) && can_touch(by, access);
        if may_open { format!("/locations/{}/users/{}", by.location().id, access.id) } else { String::new() }
    };
    Row {
        id: kept.role.id,
        about: about(&kept),
        rights: kept.role.rights.len(),
        holders: with.iter().take(NAMES).map(|access| (access.name.clone(), page(access))).collect(),
        more: with.len().saturating_sub(NAMES),
        offers: offered.len(),
        offered: text::a_few(&offered, NAMES),
        paid_by: Held::new(kept.role.clone(), Default::default()).paid_by(),
        differs: Effect::of(&kept.differences(), titles),
        is_viewers: kept.role.id == by.role().id,
        may_edit: may && may_edit(by, &kept.role, &with).is_ok(),
        may_delete: may && may_delete(by, &kept.role, &with).is_ok(),
        name: kept.role.name,
    }
}

/// What a role is for, or what it was made like.
fn about(kept: &Kept) -> String {
    match (kept.role.purpose(), &kept.copied_from) {
        ("", from) if from.is_empty() => "A role of your own.".to_owned(),
        ("", from) => format!("Made like {from}."),
        (purpose, _) => purpose.to_owned(),
    }
}

async fn compare(by: Can<ViewUsers>, db: Db) -> Result<Page<Comparison>> {
    db.read(move |db| {
        let roles = Role::list(by.location().id, db)?;
        let titles = Titles::of(by.location().id, db)?;
        let line = |right: Right| Line {
            right,
            cells: roles.iter().map(|role| role.rights.extent(right).map(|far| words(right, far, &titles))).collect(),
        };
        let part = |section: &Section| Part { title: section.title(), lines: section.rights().map(line).collect() };
        Ok(Page(Comparison {
            here: by.location().id,
            place: by.location().name.clone(),
            parts: Section::ALL.iter().map(part).collect(),
            roles: roles.iter().map(|role| role.name.clone()).collect(),
        }))
    })
    .await
}

fn words(right: Right, extent: Extent, titles: &Titles) -> String {
    if extent == Extent::WHOLE { String::new() } else { titles.extent(right, extent) }
}

async fn export(by: Can<ViewUsers>, db: Db) -> Result<HttpResponse> {
    let here = by.location().id;
    let file = db.read(move |db| model::write(&by, db)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"parlour-roles-{here}.json\"")))
        .body(file))
}
