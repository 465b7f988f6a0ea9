//! Chain users: who has rights in the chain or at one of its locations, and how somebody is removed from the chain.

use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::{ChainAccessId, ChainId, LocationId};
use crate::invitations::{Invitation, Standstill};
use crate::text::a_few;
use crate::web::{At, Confirmed, Crumb, Form, Page, Query, Routes, See, see};

use super::super::forms::PeopleQuery;
use super::super::model::rights::{RemoveChainUsers, ViewChainUsers};
use super::super::model::{Branch, ChainAccess, ChainRight, May, Moment, People, Somebody, Within};
use super::super::model::{can_touch, may_touch};
use super::super::views::{Ending, Pill, UserRow, Users};
use super::consequences::{Whom, of_going};

/// Users on a page.
const PER_PAGE: usize = 50;

/// How many locations a line names.
const FEW: usize = 3;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/users").get("", index).get("/{holder}/removal", ask).post("/{holder}/removal", remove)
}

async fn index(by: May<ViewChainUsers>, Query(query): Query<PeopleQuery>, db: Db) -> Result<Page<Users>> {
    db.read(move |db| {
        let here = by.chain().id;
        let branches = Branch::list(here, db)?;
        let people = People::of(&by, db)?;
        let (pills, users) = (pills(here, &query, &people), people.iter().len());
        let is_meant = |one: &Somebody| PeopleQuery::is_of(&query.only, one) && one.is_found(&query.search);
        let found: Vec<Somebody> = people.into_iter().filter(is_meant).collect();
        let (total, page) = (found.len(), query.page());
        let shown = found.into_iter().skip(page * PER_PAGE).take(PER_PAGE);
        Ok(Page(Users {
            rows: shown.map(|one| row(&by, one, &branches)).collect(),
            total,
            users,
            locations: branches.len(),
            pills,
            earlier: (page > 0).then(|| query.address(here, &query.only, page - 1)),
            later: ((page + 1) * PER_PAGE < total).then(|| query.address(here, &query.only, page + 1)),
            open: Invitation::count_open(&by, db)?,
            standstill: standstill(&by, db)?,
            search: query.search,
            only: query.only,
            by: (*by).clone(),
        }))
    })
    .await
}

fn pills(here: ChainId, query: &PeopleQuery, people: &People) -> Vec<Pill> {
    let pill = |(only, label): (&str, &'static str)| Pill {
        label,
        url: query.address(here, only, 0),
        count: people.iter().filter(|one| PeopleQuery::is_of(only, one) && one.is_found(&query.search)).count(),
        is_current: query.only == only,
    };
    [("", "All"), ("rights", "With chain rights"), ("one", "At one location")].into_iter().map(pill).collect()
}

fn row(by: &Within, one: Somebody, branches: &[Branch]) -> UserRow {
    let is_viewer = one.user == by.user();
    let is_open = !is_viewer && one.access.as_ref().is_none_or(|access| can_touch(by, access));
    let held = one.access.as_ref().and_then(|access| access.held.as_ref());
    UserRow {
        id: one.access.as_ref().map(|access| access.id),
        user: one.user,
        logins: one.logins.join(", "),
        role: held.map(|held| held.role.name.clone()).unwrap_or_default(),
        differs: match held.map_or(0, |held| ChainRight::ALL.iter().filter(|right| held.differs(**right)).count()) {
            0 => String::new(),
            1 => "1 right differs".into(),
            many => format!("{many} rights differ"),
        },
        locations: whereabouts(&one, branches),
        is_viewer,
        may_edit: is_open && by.may(ChainRight::EditChainUsers),
        may_remove: is_open && one.access.is_some() && by.may(ChainRight::RemoveChainUsers),
        name: one.name,
    }
}

/// `All locations, also future ones`, `All 4 locations`, `Old Town and Harbour`.
fn whereabouts(one: &Somebody, branches: &[Branch]) -> String {
    let is_everywhere = one.access.as_ref().is_some_and(|access| access.everywhere.is_some());
    let open: Vec<&Branch> = branches.iter().filter(|branch| !branch.is_closed).collect();
    let is_there = |id: LocationId| one.locations.contains(&id);
    let names: Vec<String> =
        open.iter().filter(|branch| is_there(branch.id)).map(|branch| branch.name.clone()).collect();
    match names.len() {
        _ if is_everywhere => "All locations, also future ones".into(),
        0 => "None".into(),
        all if all == open.len() && all > 1 => format!("All {all} locations"),
        _ => a_few(&names, FEW),
    }
}

/// Nobody is invited to a chain without a location whose subscription is active and paid (domain.md §3).
fn standstill(by: &Within, db: &mut Conn) -> Result<Option<Standstill>> {
    if by.may(ChainRight::InviteChainUsers) { Standstill::of(by, db) } else { Ok(None) }
}

async fn ask(by: May<RemoveChainUsers>, At(id): At<ChainAccessId>, db: Db) -> Result<Page<Ending>> {
    let here = by.chain().id;
    let asker = by.clone();
    let access = db
        .read(move |db| {
            let access = ChainAccess::find(&asker, id, db)?;
            may_touch(&asker, &access)?;
            Ok(access)
        })
        .await?;
    let (name, user) = (access.name.clone(), access.user);
    let tried = db
        .rehearse(move |db| {
            let branches = Branch::list(here, db)?;
            let before = Moment::of(user, here, db)?;
            let sent = Moment::invitations_of(user, here, db)?;
            ChainAccess::remove(&by, id, db)?;
            let after = Moment::of(user, here, db)?;
            Ok(of_going(&Whom::Named(access.name), &before, &after, &branches, sent))
        })
        .await;
    let (consequences, obstacle) = match tried {
        Ok(sentences) => (sentences, String::new()),
        Err(error) => (Vec::new(), error.reason()?),
    };
    Ok(Page(Ending {
        here: format!("/chains/{here}/users/{id}/removal"),
        title: format!("Remove {name} from the chain"),
        button: "Remove from the chain".into(),
        consequences,
        obstacle,
        crumb: Crumb::new("Chain users", format!("/chains/{here}/users")),
        section: "Users",
    }))
}

async fn remove(by: May<RemoveChainUsers>, At(id): At<ChainAccessId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let (here, chain) = (by.chain().id, by.chain().name.clone());
    let gone = db.write(move |db| ChainAccess::remove(&by, id, db)).await?;
    Ok(see(format!("/chains/{here}/users")).saying(format!("{chain} gives {} nothing any more.", gone.name)))
}
