//! The Users tab: everybody who can sign in here.

use crate::access::rights::ViewUsers;
use crate::access::{Can, Everybody, Inside, Person, Right, Role, Seats, can_touch};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::{MemberId, UserId};
use crate::locations::{Subscription, fullness};
use crate::team::Member;
use crate::text::together;
use crate::web::{Page, Query, Routes};

use super::super::forms::PeopleQuery;
use super::super::views::{Index, Row, only_choices};
use super::tabs;

/// Users on a page.
const PER_PAGE: usize = 50;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users").get("", index)
}

async fn index(by: Can<ViewUsers>, Query(query): Query<PeopleQuery>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let here = by.location().id;
        let everybody = Everybody::of(&by, db)?;
        let roles = Role::list(here, db)?;
        let tabs = tabs(&by, everybody.len(), roles.len(), db)?;
        let people = everybody.sifted(&query.sieve());
        let (total, page) = (people.len(), query.page());
        let shown: Vec<Person> = people.into_iter().skip(page * PER_PAGE).take(PER_PAGE).collect();
        let users: Vec<UserId> = shown.iter().map(|person| person.user).collect();
        let to = |page: usize| format!("/locations/{here}/users{}", query.address(page));
        let mut cards = Member::of_users(here, &users, db)?;
        Ok(Page(Index {
            tabs,
            rows: shown.into_iter().map(|person| row(&by, cards.remove(&person.user), person)).collect(),
            seats: seats(&by, db)?,
            total,
            roles: query.role_choices(&roles),
            only: only_choices(query.sieve().only),
            earlier: (page > 0).then(|| to(page - 1)),
            later: ((page + 1) * PER_PAGE < total).then(|| to(page + 1)),
            search: query.search,
            by: (*by).clone(),
        }))
    })
    .await
}

/// How many seats are used, for whoever may see the subscription.
fn seats(by: &Inside, db: &mut Conn) -> Result<Option<String>> {
    if !by.may(Right::EditSubscription) {
        return Ok(None);
    }
    let here = by.location().id;
    Ok(Some(fullness(Seats::of(here, db)?.used(), Subscription::find(here, db)?.limit)))
}

fn row(by: &Inside, card: Option<(MemberId, String)>, person: Person) -> Row {
    let is_touchable = person.access.as_ref().is_some_and(|access| can_touch(by, access));
    let here = by.location().id;
    let chains: Vec<String> = person.held.flows.iter().map(|flow| flow.name.clone()).collect();
    Row {
        id: person.access.as_ref().map(|access| access.id),
        user: person.user,
        is_viewer: person.user == by.user(),
        from: match person.held.is_guest() {
            _ if chains.is_empty() => String::new(),
            true => format!("From {}", together(&chains)),
            false => format!("Also from {}", together(&chains)),
        },
        differs: match person.held.differing().count() {
            0 => String::new(),
            1 => "1 right differs".into(),
            many => format!("{many} rights differ"),
        },
        name: person.name,
        logins: person.logins.join(", "),
        role: person.held.role.name,
        until: person.access.and_then(|access| access.ends_on).map(clock::long),
        card: card.map(|(id, name)| (name, format!("/locations/{here}/team/{id}"))),
        signed_in: match person.signed_in_at {
            Some(at) => clock::moment(at, by.location().zone),
            None => "Not yet".into(),
        },
        has_second_factor: person.has_second_factor,
        may_end_sessions: is_touchable && by.may(Right::EndSessions),
        may_edit: is_touchable && by.may(Right::EditUsers),
        may_remove: is_touchable && by.may(Right::RemoveUsers),
    }
}
