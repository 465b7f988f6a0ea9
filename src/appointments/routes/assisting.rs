//! *My assisted appointments*.

use crate::access::rights::ViewCalendar;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::team::Member;
use crate::web::Page;

use super::super::model::Assisted;
use super::super::views::{Assisting, Somewhere, page_of};

pub async fn index(by: Can<ViewCalendar>, db: Db) -> Result<Page<Assisting>> {
    db.read(move |db| {
        let here = by.location().id;
        let (mut over, to_come) = Assisted::of_viewer(&by, db)?;
        over.reverse();
        Ok(Page(Assisting {
            here,
            has_card: Member::of_user(here, by.user(), db)?.is_some(),
            to_come: to_come.into_iter().map(|assisted| row(&by, assisted)).collect(),
            over: over.into_iter().map(|assisted| row(&by, assisted)).collect(),
        }))
    })
    .await
}

fn row(by: &Inside, Assisted { appointment, line }: Assisted) -> Somewhere {
    let (_, until) = clock::on_the_wall(line.ends_at, by.location().zone);
    Somewhere {
        url: page_of(by.location().id, appointment.id),
        when: format!("{} to {}", clock::moment(line.starts_at, by.location().zone), clock::hour(until)),
        client: appointment.client_name,
        service: line.title,
        main: line.member_name,
        status: appointment.status.title(),
    }
}
